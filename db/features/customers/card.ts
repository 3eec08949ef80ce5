import { CUSTOMER_FIELDS } from '../../domain/customer-fields.ts';
import {
  applies,
  CONTACT_FIELD_LIST,
  CUSTOMER_FIELD_LIST,
  keyOf,
  keyText,
  partsOf,
  type CustomerInput,
  type CustomerKey,
  type Shelf,
} from '../../domain/customer.ts';
import type { ReadableDb } from '../../connection/handles.ts';
import type { Day } from '../../domain/dates.ts';
import {
  documentSchema,
  type BlockInput,
  type PrintDocument,
  type PrintDocumentInput,
} from '../../domain/document/model.ts';
import { fieldText, type ValueWords } from '../../domain/field-text.ts';
import type { Field } from '../../domain/fields.ts';
import type { Secrecy } from '../../domain/roles.ts';
import { addressWithin } from '../../domain/text/address.ts';
import type { FrameFacts, PrintedForm } from '../../work/subject.ts';
import { findPersonName } from '../accounts/service.ts';
import { cardTitle, contactTitle, FORM_LANGUAGE, frameOf, secrecyMarkOf, word } from '../prints/service.ts';
import { guardedOf, requireCustomer, secrecyInForce } from './access.ts';
import { readInput } from './record.ts';
import type { CustomerRow } from './store.ts';
import { customerWords } from './words.ts';

/** One customer with the codes of lists and places in words. */
export interface CardSource {
  readonly archiveNo: string;
  readonly filedOn: Day;
  /** The class in force today. */
  readonly secrecy: Secrecy;
  readonly input: CustomerInput;
  /** For the values of the input. */
  readonly words: ValueWords;
  /** Named keeper of 机密 and 绝密 (rules.md S2). */
  readonly keeper: string | null;
}

/** 客户档案卡 of one archive. */
export const cardForm: PrintedForm = {
  name: 'card',
  permission: 'customers.print',
  read(ctx, db, id, frame) {
    const { row, subject } = requireCustomer(ctx, db, id, 'customers.print');
    const document = documentSchema.parse(cardMaker(db, ctx.clock.today(), frame)(row, readInput(db, row)));
    return { document, object: `customer:${id}`, secrecy: subject.secrecy, guarded: guardedOf(row) };
  },
};

/** Makes cards of archives as they are on a day; words that several have are looked up once. */
export function cardMaker(
  db: ReadableDb,
  today: Day,
  frame: FrameFacts,
): (row: CustomerRow, input: CustomerInput) => PrintDocumentInput {
  const shared = frameOf(frame);
  const words = customerWords(db, FORM_LANGUAGE, CARD_MANNER);
  return (row, input) => {
    const source: CardSource = {
      archiveNo: row.archive_no,
      filedOn: row.filed_on,
      secrecy: secrecyInForce(guardedOf(row), today),
      input,
      words: words(input.category),
      keeper: row.keeper_id === null ? null : (findPersonName(db, row.keeper_id) ?? null),
    };
    return cardModel(source, shared);
  };
}

/** People are written in by hand between two prints, so there is room for some. */
const CONTACT_ROWS = 3;

/** 客户档案卡 (forms.md 1): everything on one customer, one page for most. */
export function customerCard(source: CardSource, facts: FrameFacts): PrintDocument {
  return documentSchema.parse(cardModel(source, frameOf(facts)));
}

function cardModel(source: CardSource, frame: ReturnType<typeof frameOf>): PrintDocumentInput {
  const { input } = source;
  return {
    ...frame,
    title: word('card.title'),
    formNo: word('card.form_no'),
    number: { label: word('frame.archive_no'), value: source.archiveNo },
    date: { label: word('card.filed_on'), value: source.filedOn },
    subject: input.name,
    secrecyMark: secrecyMarkOf(source.secrecy, input.secrecyUntil, input.retention),
    blocks: [
      { kind: 'fields', items: [...fieldsAt('head', source), ...fieldsAt('facts', source)] },
      { kind: 'fields', items: fieldsAt('standing', source) },
      contactsOf(source),
      { kind: 'fields', columns: 1, items: fieldsAt('notes', source) },
    ],
  };
}

type Item = Extract<BlockInput, { kind: 'fields' }>['items'][number];

const FIELDS_OF_BLOCK = Map.groupBy(CUSTOMER_FIELD_LIST, ([, { card }]) => card);

/** The fields of one block, in the order of the form; one that such a customer has not, where it is filled in. */
function fieldsAt(block: Field['card'], source: CardSource): Item[] {
  const items: Item[] = [];
  for (const [key, field] of FIELDS_OF_BLOCK.get(block) ?? [])
    if (applies(field, source.input) || source.input[key] !== null)
      items.push(...itemsOf(keyOf(key), field, source));
  return items;
}

/** Characters that find room in half a line. */
const HALF_LINE = 16;

function itemsOf(key: CustomerKey, field: Field, source: CardSource): Item[] {
  const label = cardTitle(key);
  const item = { label, value: valueOf(key, source) ?? '' };
  if (key === 'name') return [{ ...item, span: 2, strong: true }];
  if (key === 'note') return [{ ...item, fill: true }];
  if (key === 'secrecy') return [item, { label: word('card.keeper'), value: source.keeper ?? '' }];
  const isWide =
    field.kind === 'texts' ? item.value.length > HALF_LINE : field.wide && field.kind !== 'shelf';
  return [{ ...item, ...(isWide && { span: 2 }) }];
}

function valueOf(key: CustomerKey, source: CardSource): string | null {
  const { input, words } = source;
  const text = keyText(key, input, words);
  if (key === 'category') {
    const party = keyText('party', input, words) ?? '';
    return word('party.with_category', { category: text ?? '', party });
  }
  // The place stands above it.
  if (key === 'address' && text !== null) return addressWithin(text, placesOf(source));
  if (key === 'uscc' && input.usccWaiver !== null && text !== null)
    return word('card.uscc_waived', { code: text, reason: input.usccWaiver });
  return key === 'secrecy' ? secrecyOf(source, text ?? '') : text;
}

const placesOf = ({ input, words }: CardSource) =>
  partsOf('place').map((part) => fieldText(CUSTOMER_FIELDS[part], input[part], words));

function secrecyOf({ secrecy, input }: CardSource, name: string): string {
  if (input.secrecyUntil === null || input.secrecy === 'normal') return name;
  const key = secrecy === input.secrecy ? 'secrecy.until' : 'secrecy.lapsed';
  return word(key, { class: name, day: input.secrecyUntil });
}

const amounts = new Intl.NumberFormat('zh-CN');

/** A room whose name says that it is one: it ends in 室, 库, 房 or 间. */
const IS_NAMED = /[\u5ba4\u5e93\u623f\u95f4]$/;

/** How a card words values; the rest as everywhere. */
export const CARD_MANNER: Partial<ValueWords> = {
  amount: (yuan) => word('frame.yuan', { amount: amounts.format(yuan) }),
  texts: (texts) => texts.join(word('frame.comma')),
  shelf: ({ room, cabinet, level, position }) => {
    const where =
      room === null ? '' : word(IS_NAMED.test(room) ? 'shelf.named_room' : 'shelf.room', { room });
    return word('shelf.place', { room: where, cabinet, level, position });
  },
};

/** A place as forms name it. */
export function placeOnPaper(shelf: Shelf): string {
  return CARD_MANNER.shelf?.(shelf) ?? '';
}

/** Shares of the width: those of numbers and names, and of the rest. */
const WEIGHTS = { number: 10, name: 24, column: 28, notes: 49 } as const;

const apart = CONTACT_FIELD_LIST.filter(([, { card }]) => card === 'facts');
const noted = CONTACT_FIELD_LIST.filter(([, { card }]) => card === 'notes');

/** People: a column for each field that the card shows apart, the others as lines of the last one. */
function contactsOf({ input, words }: CardSource): BlockInput {
  return {
    kind: 'table',
    title: cardTitle('contacts'),
    minRows: CONTACT_ROWS,
    columns: [
      { title: word('contact.number'), weight: WEIGHTS.number, align: 'center' },
      ...apart.map(([key]) => ({
        title: contactTitle(key),
        weight: key === 'name' ? WEIGHTS.name : WEIGHTS.column,
      })),
      { title: contactTitle('note'), weight: WEIGHTS.notes },
    ],
    rows: input.contacts.map((contact, index) => [
      String(index + 1),
      ...apart.map(([key, field]) => fieldText(field, contact[key], words) ?? ''),
      noted
        .flatMap(([key, field]) => {
          const text = fieldText(field, contact[key], words);
          if (text === null) return [];
          return key === 'note' ? [text] : [word('contact.said', { title: contactTitle(key), text })];
        })
        .join('\n'),
    ]),
  };
}
