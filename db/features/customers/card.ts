import type { ReadableDb } from '../../connection/handles.ts';
import type { CustomerInput, Shelf } from '../../domain/customer.ts';
import type { Day } from '../../domain/dates.ts';
import { documentSchema, type BlockInput, type PrintDocument } from '../../domain/document/model.ts';
import { fullDivisionName } from '../../domain/divisions.ts';
import type { Secrecy } from '../../domain/roles.ts';
import type { FrameFacts, PrintedForm } from '../../work/subject.ts';
import { labelOf, divisions } from '../lists/service.ts';
import { frameOf, secrecyMarkOf, word, type WordKey } from '../prints/service.ts';
import { readSettings } from '../workspace/service.ts';
import { requireCustomer } from './access.ts';
import { readInput } from './record.ts';
import * as store from './store.ts';

/** One customer with the codes of lists and places in words. */
export interface CardSource {
  readonly archiveNo: string;
  readonly filedOn: Day;
  /** The class in force today. */
  readonly secrecy: Secrecy;
  readonly input: CustomerInput;
  readonly subType: string | null;
  readonly industry: string | null;
  readonly size: string | null;
  readonly grade: string | null;
  /** Province, city and district in one. */
  readonly place: string;
  readonly responsible: string | null;
  /** Named keeper of 机密 and 绝密 (rules.md S2). */
  readonly keeper: string | null;
}

/** 客户档案卡 of one archive. */
export const cardForm: PrintedForm = {
  name: 'card',
  permission: 'customers.print',
  read(ctx, db, id, frame) {
    const { row, subject } = requireCustomer(ctx, db, id, 'customers.print');
    const document = customerCard(readSource(db, row, subject.secrecy), frame);
    return { document, object: `customer:${id}`, secrecy: subject.secrecy };
  },
};

function readSource(db: ReadableDb, row: store.CustomerRow, secrecy: Secrecy): CardSource {
  const input = readInput(db, row);
  const nameOf = (id: number | null) => (id === null ? null : (store.findPersonName(db, id) ?? null));
  return {
    archiveNo: row.archive_no,
    filedOn: row.filed_on,
    secrecy,
    input,
    subType: labelOf(db, `sub_type_${input.category}`, input.subType),
    industry: labelOf(db, 'industry', input.industry),
    size: labelOf(db, 'size', input.size),
    grade: gradeLabel(db, input.grade),
    place: fullDivisionName(divisions(), input.district ?? input.city ?? input.province ?? ''),
    responsible: nameOf(row.responsible_id),
    keeper: nameOf(row.keeper_id),
  };
}

/** An archive may have been graded on a scale that the department has left since (rules.md R2). */
function gradeLabel(db: ReadableDb, grade: string | null): string | null {
  const lists = [readSettings(db).gradeList, 'grade_metal', 'grade_vip', 'grade_abcd'];
  const list = lists.find((name) => labelOf(db, name, grade) !== grade);
  return list === undefined ? grade : labelOf(db, list, grade);
}

/** People are written in by hand between two prints, so there is room for some. */
const CONTACT_ROWS = 3;

/** 客户档案卡 (forms.md 1): everything on one customer, one page for most. */
export function customerCard(source: CardSource, facts: FrameFacts): PrintDocument {
  const { input } = source;
  return documentSchema.parse({
    ...frameOf(facts),
    title: word('card.title'),
    formNo: word('card.form_no'),
    number: { label: word('frame.archive_no'), value: source.archiveNo },
    date: { label: word('card.filed_on'), value: source.filedOn },
    subject: input.name,
    secrecyMark: secrecyMarkOf(source.secrecy, input.secrecyUntil, input.retention),
    blocks: [factsOf(source), standingOf(source), contactsOf(input), notesOf(input)],
  });
}

type Field = Extract<BlockInput, { kind: 'fields' }>['items'][number];

function field(key: WordKey, value: string | null, options: Partial<Field> = {}): Field {
  return { label: word(key), value: value ?? '', ...options };
}

function list(values: readonly string[]): string {
  return values.join(word('frame.comma'));
}

/** Who the customer is and where. */
function factsOf(source: CardSource): BlockInput {
  const { input } = source;
  const category = word('party.with_category', {
    category: word(`category.${input.category}`),
    party: word(`party.${input.party}`),
  });
  return {
    kind: 'fields',
    items: [
      field('card.name', input.name, { span: 2, strong: true }),
      field('card.former_names', list(input.formerNames), { span: 2 }),
      field('card.category', category),
      field('card.sub_type', source.subType),
      field('card.uscc', codeOf(input)),
      field('card.industry', source.industry),
      field('card.size', source.size),
      input.category === 'client'
        ? field('card.status', input.status && word(`status.${input.status}`))
        : field('card.legacy_code', input.legacyCode),
      field('card.place', source.place, { span: 2 }),
      field('card.address', input.address, { span: 2 }),
      field('card.phones', list(input.phones), { span: 2 }),
    ],
  };
}

function codeOf({ uscc, usccWaiver }: CustomerInput): string | null {
  if (uscc === null || usccWaiver === null) return uscc;
  return word('card.uscc_waived', { code: uscc, reason: usccWaiver });
}

/** How the department keeps the archive. */
function standingOf(source: CardSource): BlockInput {
  const { input } = source;
  const volume = input.annualVolume;
  return {
    kind: 'fields',
    items: [
      field('card.grade', source.grade),
      field('card.secrecy', secrecyOf(source)),
      field('card.first_contact_on', input.firstContactOn),
      field('card.retention', word(`retention.${input.retention}`)),
      field('card.responsible', source.responsible),
      field('card.keeper', source.keeper),
      field(
        'card.annual_volume',
        volume === null ? null : word('frame.yuan', { amount: amount.format(volume) }),
      ),
      field('card.contract_ends_on', input.contractEndsOn),
      ...(input.category === 'client' ? [field('card.legacy_code', input.legacyCode)] : []),
      field('card.shelf', input.shelf && shelfOf(input.shelf), { span: input.category === 'client' ? 1 : 2 }),
      field('card.index_terms', list(input.indexTerms), { span: 2 }),
    ],
  };
}

const amount = new Intl.NumberFormat('zh-CN');

function secrecyOf({ secrecy, input }: CardSource): string {
  const name = word(`secrecy.${input.secrecy}`);
  if (input.secrecyUntil === null || input.secrecy === 'normal') return name;
  const key = secrecy === input.secrecy ? 'secrecy.until' : 'secrecy.lapsed';
  return word(key, { class: name, day: input.secrecyUntil });
}

function shelfOf({ room, cabinet, level, position }: Shelf): string {
  const where = room === null ? '' : word('shelf.room', { room });
  return word('shelf.place', { room: where, cabinet, level, position });
}

function contactsOf({ contacts }: CustomerInput): BlockInput {
  return {
    kind: 'table',
    title: word('card.contacts'),
    minRows: CONTACT_ROWS,
    columns: [
      { title: word('contact.number'), weight: 10, align: 'center' },
      { title: word('contact.name'), weight: 24 },
      { title: word('contact.position'), weight: 28 },
      { title: word('contact.mobile'), weight: 28 },
      { title: word('contact.phone'), weight: 31 },
      { title: word('contact.note'), weight: 49 },
    ],
    rows: contacts.map(({ name, position, mobile, phone, note }, index) => [
      String(index + 1),
      name,
      position ?? '',
      mobile ?? '',
      phone ?? '',
      note ?? '',
    ]),
  };
}

function notesOf({ note }: CustomerInput): BlockInput {
  return { kind: 'fields', columns: 1, items: [field('card.note', note, { fill: true })] };
}
