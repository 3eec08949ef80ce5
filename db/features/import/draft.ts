import { cleanName, nameParts } from '../../domain/cells/names.ts';
import { shelfOf } from '../../domain/cells/shelves.ts';
import { cleanLines, cleanText, type CellValue } from '../../domain/cells/text.ts';
import {
  areSeveralCategories,
  categoryOf,
  gradeOf,
  partyOf,
  retentionOf,
  secrecyOf,
  statusOf,
  wordOf,
} from '../../domain/cells/words.ts';
import { CUSTOMER_FIELDS } from '../../domain/customer-fields.ts';
import { blankCustomer, type Category, type CustomerInput } from '../../domain/customer.ts';
import type { Day } from '../../domain/dates.ts';
import type { Secrecy } from '../../domain/roles.ts';
import type { TableRow } from '../../wire.ts';
import { stricter } from '../../work/reach.ts';
import { readChoice, type DraftContext } from './choices.ts';
import { readUscc } from './codes.ts';
import type { ImportField } from './columns.ts';
import { issue, type Issue } from './issues.ts';
import { readPeople } from './people.ts';
import { PLAIN_FIELDS, readDay } from './plain-fields.ts';
import { rowSorter, type AskedWord, type Cell, type RowCells } from './row-reader.ts';
import type { Column } from './understand.ts';

/** What a row would become. */
export interface Draft {
  readonly input: CustomerInput;
  /** null: the day of the import. */
  readonly filedOn: Day | null;
}

export interface DraftResult {
  readonly row: number;
  /** null exactly when there is a problem. */
  readonly draft: Draft | null;
  /** As it would be stored, of a refused row too, so that it can be found again; null where none can be read. */
  readonly name: string | null;
  /** Each refuses the row. */
  readonly problems: readonly Issue[];
  readonly warnings: readonly Issue[];
  readonly asked: readonly AskedWord[];
  /** Cells of columns without a field of their own, which go to the note. */
  readonly noted: readonly Cell[];
  /** What stands in the row, 同上 replaced by what it stands for. */
  readonly cells: readonly CellValue[];
}

/** Most rows have nothing to say; they share one empty list. */
const NONE: readonly Issue[] = [];

/** Fields of which further columns are read by code of their own. */
const READ_WHOLE: ReadonlySet<ImportField> = new Set([
  'contactName',
  'contactPosition',
  'email',
  'mobile',
  'uscc',
  'wechat',
]);

/**
 * Makes a function that turns rows into drafts, in the order of the sheet (同上 looks up). What is not known is never
 * guessed: it warns and is kept in the note. Only a row without a name or a category is refused, one below titles that
 * contradict the first, of which neither can be told, and one with more text than a note holds, of which some would go.
 */
export function drafter(
  columns: ReadonlyArray<Pick<Column, 'index' | 'title' | 'field'>>,
  context: DraftContext,
): (row: TableRow) => DraftResult {
  const sort = rowSorter(columns, context.width);
  return (tableRow) => {
    const row = sort(tableRow);
    const draft = readDraft(row, context);
    if (context.header) sayHeader(row, context.header);
    const { problems, warnings, asked } = row;
    return {
      asked,
      noted: row.all('other'),
      cells: row.resolved ?? tableRow.cells,
      row: tableRow.row,
      draft: problems.length === 0 ? draft : null,
      name: draft.input.name || null,
      problems: problems.length > 0 ? problems : NONE,
      warnings: warnings.length > 0 ? warnings : NONE,
    };
  };
}

/** A row below a header that contradicts the first would be read into the wrong fields. */
function sayHeader(row: RowCells, { row: header, fits }: NonNullable<DraftContext['header']>): void {
  const cell = { title: '', value: null };
  if (fits) row.warn('wider_header', cell, { row: header });
  else row.problems.splice(0, Infinity, issue('other_header', '', null, { row: header }));
}

function readDraft(row: RowCells, context: DraftContext): Draft {
  const category = readCategory(row, context);
  const name = readName(row);
  const choose = <Choice extends string>(
    field: ImportField,
    read: (value: CellValue) => Choice | null | undefined,
    unknown?: string,
  ) => readChoice(row, { field, category, context, ...(unknown && { unknown }) }, read);
  const input: CustomerInput = {
    ...blankCustomer(category),
    name,
    party: choose('party', partyOf) ?? 'organisation',
    status: category === 'client' ? choose('status', statusOf) : null,
    secrecy: readSecrecy(row, choose('secrecy', secrecyOf, 'secrecy_unknown')),
    retention: choose('retention', retentionOf) ?? 'D30',
    grade: choose('grade', gradeReader(category, context), 'grade_unknown'),
    ...readUscc(row, context),
    ...readPlace(row, context),
    ...readPeople(row),
    shelf: readShelf(row),
  };
  if (category !== 'client') for (const cell of row.all('status')) row.note(cell);
  const values: Record<string, unknown> = input;
  for (const [key, read] of PLAIN_FIELDS) values[key] = read(row, category, context);
  const filedOn = readFiledOn(row, context);
  row.noteFurther(READ_WHOLE);
  input.note = readNote(row);
  return { input, filedOn };
}

const UNUSABLE: ReadonlySet<string> = new Set([
  'import.row_garbled',
  'import.row_error_cell',
  'import.row_formula_unsaved',
]);

function readName(row: RowCells): string {
  const cell = row.one('name');
  const name = cleanName(cell.value);
  const { max } = CUSTOMER_FIELDS.name;
  // A name that is there and cannot be used was said.
  const isSaid = row.problems.some(({ code }) => UNUSABLE.has(code));
  if (name === '' && !isSaid) row.refuse('name_missing', cell);
  else if (name.length > max) row.refuse('too_long', cell, { max, found: name.length });
  else {
    const { addition, isState } = nameParts(name);
    if (isState) row.warn('name_state', { title: cell.title, value: addition });
  }
  return name.length > max ? '' : name;
}

function readFiledOn(row: RowCells, { today, date1904 }: DraftContext): Day | null {
  const day = readDay(row, 'filedOn', date1904);
  if (day === null || day <= today) return day;
  row.warnAndKeep('filed_in_future', row.one('filedOn'));
  return null;
}

function readCategory(row: RowCells, context: DraftContext): Category {
  const cell = row.one('category');
  let category = categoryOf(cell.value);
  if (category === undefined) {
    const meant = context.meant('category', null, wordOf(cell.value));
    category = meant == null ? undefined : (categoryOf(meant) ?? undefined);
    row.askWord({ field: 'category', category: null, word: cleanText(cell.value), meant: category ?? null });
  }
  if (category === undefined)
    row.refuse(areSeveralCategories(cell.value) ? 'category_several' : 'category_unknown', cell);
  else if (category === null && context.category === null) row.refuse('category_missing', cell);
  return category ?? context.category ?? 'client';
}

/**
 * A word beside the class that is none: a class it is all the same, and nobody may read by mistake what it keeps. Nor what
 * a class keeps that a delimiter too many has moved out of its column.
 */
function readSecrecy(row: RowCells, secrecy: Secrecy | null): Secrecy {
  const isUnknown =
    secrecy === null && row.warnings.some(({ code }) => code === 'import.row_secrecy_unknown');
  const read = secrecy ?? (isUnknown ? 'confidential' : 'normal');
  return row.moved.reduce<Secrecy>(
    (strictest, cell) => stricter(strictest, secrecyOf(cell) ?? 'normal'),
    read,
  );
}

function gradeReader(category: Category, context: DraftContext) {
  return (value: CellValue): string | null | undefined => {
    const word = wordOf(value);
    if (word === '') return null;
    return context.codeOf('grade', category, gradeOf(value) ?? word) ?? undefined;
  };
}

function readPlace(
  row: RowCells,
  context: DraftContext,
): Pick<CustomerInput, 'province' | 'city' | 'district'> {
  const cells = { province: row.one('province'), city: row.one('city'), district: row.one('district') };
  const text = (cell: Cell) => cleanText(cell.value);
  const whole = row.one('place');
  // 地区 beside 省份 says what 省份 leaves open.
  const open = text(whole) === '' ? undefined : LEVELS.find((level) => text(cells[level]) === '');
  const written = open === undefined ? cells : { ...cells, [open]: whole };
  const { unresolved, furtherSaid, ...codes } = context.placeOf({
    province: text(written.province),
    city: text(written.city),
    district: text(written.district),
    address: text(row.one('address')),
  });
  for (const level of unresolved) row.warnAndKeep('place_unknown', written[level]);
  for (const level of furtherSaid) row.note(written[level]);
  if (open === undefined && text(whole) !== '') row.note(whole);
  return codes;
}

const LEVELS = ['province', 'city', 'district'] as const;

/** A place in one cell, or in a column for each of its parts; parts that make none are kept in the note. */
function readShelf(row: RowCells): CustomerInput['shelf'] {
  const columns = [row.one('shelfCabinet'), row.one('shelfLevel'), row.one('shelfPosition')];
  const parts = columns.filter(({ value }) => cleanText(value) !== '');
  const isWhole = parts.length === columns.length;
  const cell = isWhole
    ? { title: parts[0]?.title ?? '', value: parts.map(({ value }) => cleanText(value)).join('-') }
    : row.one('shelf');
  const place = shelfOf(cell.value);
  if (place === undefined) row.warnAndKeep('shelf_unreadable', cell);
  const room = row.one('shelfRoom');
  if (place) return { ...place, room: place.room ?? (cleanText(room.value).slice(0, 20) || null) };
  if (!isWhole) for (const part of parts) row.warnAndKeep('shelf_unreadable', part);
  if (cleanText(room.value) !== '') row.note(room);
  return null;
}

function readNote(row: RowCells): string | null {
  const notes = row.all('note').map(({ value }) => cleanLines(value));
  for (const cell of row.all('other')) row.keep(cell);
  const note = [...new Set([...notes, ...row.kept])].filter(Boolean).join('\n');
  if (note.length > CUSTOMER_FIELDS.note.max)
    row.refuse('too_long', row.one('note'), { max: CUSTOMER_FIELDS.note.max, found: note.length });
  return note || null;
}
