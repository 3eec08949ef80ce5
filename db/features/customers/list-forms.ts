/** What is printed of many archives at once: the card of each, and the index (rules.md A3) of a list or of a selection. */
import { z } from 'zod';
import type { ReadableDb } from '../../connection/handles.ts';
import { CUSTOMER_FIELDS } from '../../domain/customer-fields.ts';
import { documentSchema, type PrintDocumentInput } from '../../domain/document/model.ts';
import { AppError } from '../../domain/errors.ts';
import { fieldText, placeText } from '../../domain/field-text.ts';
import { may } from '../../domain/permissions.ts';
import { shelfText } from '../../domain/text/shelf-text.ts';
import type { QueryContext } from '../../work/context.ts';
import { formWithOptions, type ReadForm } from '../../work/subject.ts';
import { FORM_LANGUAGE, frameOf, word } from '../prints/service.ts';
import { chosenIds, chosenSchema, MOST_NAMED, type Chosen } from '../search/service.ts';
import { guardedOf, isLogged, secrecyInForce, subjectToday } from './access.ts';
import { cardMaker, CARD_MANNER } from './card.ts';
import { readInput } from './record.ts';
import { findShelf } from './shelf-store.ts';
import { findCustomerRow, type CustomerRow } from './store.ts';
import { customerWords } from './words.ts';

const options = z.strictObject({ chosen: chosenSchema });

/** Cards that are printed at once: more than anybody files in a day. */
const MOST_CARDS = 3_000;

interface Printable {
  readonly rows: readonly CustomerRow[];
  /** Archives that the person sees in the index, and may not print. */
  readonly withheld: number;
}

/** Those of the chosen archives that the person may print, in the order of the list. Errors: `customers.print_too_many` {most}. */
function readPrintable(ctx: QueryContext, db: ReadableDb, chosen: Chosen, most: number): Printable {
  const rows: CustomerRow[] = [];
  let withheld = 0;
  for (const id of chosenIds(ctx, chosen)) {
    const row = findCustomerRow(db, id);
    if (row?.standing !== 'living') continue;
    if (!may(ctx.actor.roles, 'customers.print', subjectToday(ctx, guardedOf(row)))) withheld += 1;
    else if (rows.push(row) > most) throw new AppError('customers.print_too_many', { most });
  }
  return { rows, withheld };
}

/** How many of the chosen archives would be printed, how many of those are 机密 and above, and how many are left out. */
export function countPrintable(ctx: QueryContext, chosen: Chosen) {
  const { rows, withheld } = readPrintable(ctx, ctx.reader, chosen, MOST_NAMED);
  const today = ctx.clock.today();
  const guarded = rows.filter((row) => isLogged(secrecyInForce(guardedOf(row), today))).length;
  return { printed: rows.length, guarded, withheld, mostCards: MOST_CARDS };
}

function requirePrintable(ctx: QueryContext, db: ReadableDb, chosen: Chosen, most: number): Printable {
  const printable = readPrintable(ctx, db, chosen, most);
  if (printable.rows.length === 0) throw new AppError('customers.nothing_to_print');
  return printable;
}

/** A row of the log for each of some archives. */
function eachOf(ctx: QueryContext, rows: readonly CustomerRow[]): NonNullable<ReadForm['each']> {
  return rows.map((row) => {
    const guarded = guardedOf(row);
    return { object: `customer:${row.id}`, secrecy: secrecyInForce(guarded, ctx.clock.today()), guarded };
  });
}

/** 客户档案卡 of many archives, each on sheets of its own and in the log as if it were printed alone. */
export const cardsForm = formWithOptions(options, {
  name: 'cards',
  permission: 'customers.print',
  read(ctx, db, _id, frame, { chosen }) {
    const { rows } = requirePrintable(ctx, db, chosen, MOST_CARDS);
    const make = cardMaker(db, ctx.clock.today(), frame);
    const document = documentSchema.parse({
      ...frameOf(frame),
      ...NO_HEAD,
      title: word('cards.title'),
      subject: word('cards.count', { count: rows.length }),
      blocks: [],
      parts: rows.map((row) => partOf(make(row, readInput(db, row)))),
    });
    return { document, object: 'list', secrecy: null, each: eachOf(ctx, rows) };
  },
});

const NO_HEAD = { formNo: null, number: null, date: null, subject: null, secrecyMark: null } as const;

function partOf({ title, formNo, number, date, subject, secrecyMark, blocks }: PrintDocumentInput) {
  return { title, formNo, number, date, subject, secrecyMark, blocks };
}

/** Columns with their shares of the width. */
const COLUMNS = [
  ['archive_no', 22],
  ['name', 34],
  ['place', 25],
  ['category', 10],
  ['grade', 8],
  ['shelf', 12],
  ['remark', 8],
] as const;

/** 档案索引 (forms.md 4): the remark says 机密 and 绝密 (S2), each of which is in the log. */
export const indexForm = formWithOptions(options, {
  name: 'archive_index',
  permission: 'customers.print',
  read(ctx, db, _id, frame, { chosen }) {
    const { rows, withheld } = requirePrintable(ctx, db, chosen, MOST_NAMED);
    const line = lineMaker(ctx, db);
    const guarded = rows.filter((row) => isLogged(secrecyInForce(guardedOf(row), ctx.clock.today())));
    const document = documentSchema.parse({
      ...frameOf(frame),
      ...NO_HEAD,
      title: word('archive_index.title'),
      formNo: word('archive_index.form_no'),
      date: { label: word('archive_index.count'), value: String(rows.length) },
      blocks: [
        {
          kind: 'table',
          columns: COLUMNS.map(([key, weight]) => ({ title: word(`archive_index.${key}`), weight })),
          rows: rows.map(line),
          notes: withheld > 0 ? [word('archive_index.left_out', { count: withheld })] : [],
        },
      ],
    });
    return { document, object: 'list', secrecy: null, each: eachOf(ctx, guarded) };
  },
});

function lineMaker({ clock }: QueryContext, db: ReadableDb): (row: CustomerRow) => string[] {
  const wordsOf = customerWords(db, FORM_LANGUAGE, CARD_MANNER);
  const today = clock.today();
  return (row) => {
    const words = wordsOf(row.category);
    const said = (field: 'province' | 'city' | 'category' | 'grade') =>
      fieldText(CUSTOMER_FIELDS[field], row[field], words) ?? '';
    const shelf = findShelf(db, row.shelf_id);
    const secrecy = secrecyInForce(guardedOf(row), today);
    return [
      row.archive_no,
      row.name,
      placeText([said('province'), said('city')]) ?? '',
      said('category'),
      said('grade'),
      shelf ? shelfText(shelf) : '',
      isLogged(secrecy) ? word(`secrecy.${secrecy}`) : '',
    ];
  };
}
