import { unitInTitle, yuanOf } from '../../domain/cells/amounts.ts';
import { endOfSpan, parseDateCell } from '../../domain/cells/dates.ts';
import { cleanName, cleanPerson } from '../../domain/cells/names.ts';
import { cellText, cleanText, type CellValue } from '../../domain/cells/text.ts';
import { wordOf } from '../../domain/cells/words.ts';
import { CUSTOMER_FIELD_LIST, type Category } from '../../domain/customer.ts';
import type { Day } from '../../domain/dates.ts';
import type { Field } from '../../domain/fields.ts';
import { hasShape, LINE_SHAPES } from '../../domain/text/line-shapes.ts';
import type { ImportField } from './columns.ts';
import { readChoice, type DraftContext } from './choices.ts';
import type { RowCells } from './row-reader.ts';

/** Reads one field of a row by its kind. */
type FieldReader = (row: RowCells, category: Category, context: DraftContext) => unknown;

/** What `special` names and draft.ts reads. */
const OWN_CODE: ReadonlySet<string | undefined> = new Set(['name', 'uscc', 'people']);

/** The fields of which the catalogue says all that is to be known; the others are read in draft.ts. */
export const PLAIN_FIELDS = CUSTOMER_FIELD_LIST.flatMap(([key, field]) => {
  const columns = Object.keys(field.import ?? {}) as ImportField[];
  const [column] = columns;
  const read = column === undefined ? null : plainReader(field, column, columns);
  return read ? [[key, read] as const] : [];
});

function plainReader(field: Field, column: ImportField, columns: readonly ImportField[]): FieldReader | null {
  switch (field.kind) {
    case 'line':
      return OWN_CODE.has(field.special) ? null : (row) => readLine(row, column, field);
    case 'day':
      return (row, _category, { today, date1904 }) => {
        if (!field.past) return readEnd(row, column, date1904);
        const day = readDay(row, column, date1904);
        if (day === null || day <= today) return day;
        row.warnAndKeep('day_in_future', row.one(column));
        return null;
      };
    case 'amount':
      return (row) => readAmount(row, column);
    case 'code':
      return field.special === 'grade'
        ? null
        : (row, category, context) => listWord(row, column, field.list, category, context);
    case 'person':
      return (row, _category, { personOf }) => readPerson(row, column, personOf);
    case 'texts':
      return OWN_CODE.has(field.special) ? null : textsReader(field, columns);
    default:
      return null;
  }
}

function readLine(
  row: RowCells,
  column: ImportField,
  { max, shape }: Extract<Field, { kind: 'line' }>,
): string | null {
  const text = row.text(column, max);
  if (text === null || shape === undefined || hasShape(shape, text)) return text;
  row.warnAndKeep(LINE_SHAPES[shape].problem, row.one(column));
  return null;
}

/** Columns share the places that there are. */
function textsReader(field: Extract<Field, { kind: 'texts' }>, columns: readonly ImportField[]): FieldReader {
  const clean = field.search === 'name' ? cleanName : cleanText;
  const most = Math.floor(field.most / columns.length);
  return (row) => [...new Set(columns.flatMap((column) => terms(row, column, clean, field.max, most)))];
}

function listWord(
  row: RowCells,
  column: ImportField,
  list: string,
  category: Category,
  context: DraftContext,
): string | null {
  return readChoice(row, { field: column, category, context }, (value) => {
    const word = wordOf(value);
    return word === '' ? null : (context.codeOf(list, category, word) ?? undefined);
  });
}

/**
 * One of our own people: of several columns (业务员, 跟单员) the first that means exactly one of them. The others, and a
 * name that does not, are kept in the note.
 */
function readPerson(row: RowCells, column: ImportField, personOf: DraftContext['personOf']): number | null {
  let found: number | null = null;
  for (const cell of row.all(column)) {
    if (wordOf(cell.value) === '') continue;
    const person = personOf(cleanPerson(cell.value));
    if (typeof person === 'string') row.warnAndKeep(`person_${person}`, cell);
    else if (found === null) found = person;
    else if (person === found) row.keep(cell);
    else row.note(cell);
  }
  return found;
}

export function readDay(row: RowCells, column: ImportField, date1904: boolean | undefined): Day | null {
  const cell = row.one(column);
  const result = parseDateCell(cell.value, date1904);
  if (result.ok) return result.day;
  row.warnAndKeep(result.problem, cell);
  return null;
}

/** A day on which something ends; where a span is written, its last one, and the span is noted. */
function readEnd(row: RowCells, column: ImportField, date1904: boolean | undefined): Day | null {
  const cell = row.one(column);
  const end = endOfSpan(cell.value);
  if (end === null) return readDay(row, column, date1904);
  row.note(cell);
  return end;
}

function readAmount(row: RowCells, column: ImportField): number | null {
  const cell = row.one(column);
  const yuan = yuanOf(cell.value, unitInTitle(cell.title));
  if (yuan === undefined) row.warnAndKeep('amount_unreadable', cell);
  return yuan ?? null;
}

/** Words parted by 、 , ; or / in one cell or several columns. */
function terms(
  row: RowCells,
  field: ImportField,
  clean: (value: CellValue) => string,
  longest: number,
  most: number,
): string[] {
  const found = new Set<string>();
  for (const cell of row.all(field)) {
    for (const piece of cellText(cell.value).split(/[、,，;；/\n]/)) {
      const text = clean(piece);
      if (text === '') continue;
      if (text.length > longest || found.size >= most) row.note({ title: cell.title, value: text });
      else found.add(text);
    }
  }
  return [...found];
}
