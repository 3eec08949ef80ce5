import { cleanName } from '../../domain/cells/names.ts';
import { shelfOf } from '../../domain/cells/shelves.ts';
import { cellText, cleanLines, cleanText, type CellValue } from '../../domain/cells/text.ts';
import {
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
import type { ResolvedPlace, WrittenPlace } from '../../domain/divisions.ts';
import { checkUscc, cleanUscc, USCC_LENGTH } from '../../domain/uscc.ts';
import type { TableRow } from '../../wire.ts';
import type { NamedPerson } from '../accounts/service.ts';
import type { ImportField } from './columns.ts';
import { issue, type Issue } from './issues.ts';
import { readPeople } from './people.ts';
import { PLAIN_FIELDS, readDay } from './plain-fields.ts';
import { rowSorter, type RowCells } from './row-reader.ts';
import type { Column } from './understand.ts';

/** What rows are read against. */
export interface DraftContext {
  /** For rows whose category no cell tells; null refuses them. */
  readonly category: Category | null;
  readonly today: Day;
  /** Code of a word of a list of the catalogue, by its label in either language or itself; null when the list lacks it. */
  readonly codeOf: (list: string, category: Category, word: string) => string | null;
  readonly placeOf: (place: WrittenPlace) => ResolvedPlace;
  /** The one of our own people of that name. */
  readonly personOf: (name: string) => NamedPerson;
  /** Why a code that fails its check is kept all the same. */
  readonly usccWaiver: string;
  /** Number of titled columns of a text file, null for a workbook. */
  readonly width: number | null;
  /** A second header over the rows, and whether they can be read by it; null below the first. */
  readonly header: { readonly row: number; readonly fits: boolean } | null;
}

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
  /** What stands in the row, 同上 replaced by what it stands for. */
  readonly cells: readonly CellValue[];
}

/** Most rows have nothing to say; they share one empty list. */
const NONE: readonly Issue[] = [];

/**
 * Makes a function that turns rows into drafts, in the order of the sheet (同上 looks up). Words that are not
 * known are never guessed: closed choices and dates refuse the row, the rest warns and is kept in the note.
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
    const { problems, warnings } = row;
    return {
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
  const category = readCategory(row, context.category);
  const name = row.text('name', CUSTOMER_FIELDS.name.max, cleanName) ?? '';
  if (name === '' && row.problems.every(({ code }) => code !== 'import.row_too_long')) {
    row.refuse('name_missing', row.one('name'));
  }
  const input: CustomerInput = {
    ...blankCustomer(category),
    name,
    party: choice(row, 'party', partyOf) ?? 'organisation',
    status: category === 'client' ? choice(row, 'status', statusOf) : null,
    secrecy: closedChoice(row, 'secrecy', secrecyOf) ?? 'normal',
    retention: closedChoice(row, 'retention', retentionOf) ?? 'D30',
    grade: readGrade(row, category, context),
    ...readUscc(row, context),
    ...readPlace(row, context),
    ...readPeople(row),
    shelf: readShelf(row),
  };
  const values: Record<string, unknown> = input;
  for (const [key, read] of PLAIN_FIELDS) values[key] = read(row, category, context);
  const filedOn = readDay(row, 'filedOn');
  if (filedOn !== null && filedOn > context.today) row.refuse('filed_in_future', row.one('filedOn'));
  input.note = readNote(row);
  return { input, filedOn };
}

function readCategory(row: RowCells, fallback: Category | null): Category {
  const cell = row.one('category');
  const category = categoryOf(cell.value);
  if (category === undefined) row.refuse('category_unknown', cell);
  else if (category === null && fallback === null) row.refuse('category_missing', cell);
  return category ?? fallback ?? 'client';
}

type Reader<Choice> = (value: CellValue) => Choice | null | undefined;

/** A choice whose unknown words are kept in the note. */
function choice<Choice>(row: RowCells, field: ImportField, read: Reader<Choice>): Choice | null {
  const cell = row.one(field);
  const found = read(cell.value);
  if (found === undefined) row.warnAndKeep('word_unknown', cell);
  return found ?? null;
}

/** A choice that must not be guessed: an unknown word refuses the row. */
function closedChoice<Choice>(row: RowCells, field: ImportField, read: Reader<Choice>): Choice | null {
  const cell = row.one(field);
  const found = read(cell.value);
  if (found === undefined) row.refuse(`${field}_unknown`, cell);
  return found ?? null;
}

function readGrade(row: RowCells, category: Category, context: DraftContext): string | null {
  return closedChoice(row, 'grade', (value) => {
    const word = wordOf(value);
    if (word === '') return null;
    return context.codeOf('grade', category, gradeOf(value) ?? word) ?? undefined;
  });
}

/** A code that fails GB 32100 is kept with a warning; one that is no such code at all goes to the note. */
function readUscc(row: RowCells, context: DraftContext): Pick<CustomerInput, 'uscc' | 'usccWaiver'> {
  const cell = row.one('uscc');
  const text = cleanUscc(cellText(cell.value));
  if (wordOf(text) === '') return { uscc: null, usccWaiver: null };
  if (text.length > USCC_LENGTH || !/^[0-9A-Z]+$/.test(text)) {
    row.warnAndKeep('uscc_not_a_code', cell);
    return { uscc: null, usccWaiver: null };
  }
  const check = checkUscc(text);
  if (check.ok) return { uscc: text, usccWaiver: null };
  row.warn(`uscc_${check.problem}`, cell, { expected: check.expected });
  return { uscc: text, usccWaiver: context.usccWaiver };
}

function readPlace(
  row: RowCells,
  context: DraftContext,
): Pick<CustomerInput, 'province' | 'city' | 'district'> {
  const cells = { province: row.one('province'), city: row.one('city'), district: row.one('district') };
  const text = (cell: { value: CellValue }) => cleanText(cell.value);
  const whole = text(row.one('place'));
  const { unresolved, ...codes } = context.placeOf({
    province: text(cells.province) || whole,
    city: text(cells.city),
    district: text(cells.district),
    address: text(row.one('address')),
  });
  for (const level of unresolved) {
    row.warnAndKeep('place_unknown', text(cells[level]) === '' ? row.one('place') : cells[level]);
  }
  return codes;
}

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
  row.keep(room);
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
