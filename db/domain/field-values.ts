import { canonicalJson } from './canonical.ts';
import { listFields, type Field, type Fields, type RecordOf, type RowsField } from './fields.ts';

/** True for what says nothing. */
export function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** Makes a function for records that nobody has filled in, each with lists of its own. */
export function blankMaker<F extends Fields>(fields: F): () => RecordOf<F> {
  const list = listFields(fields);
  const lists = list.filter(([, { blank }]) => Array.isArray(blank)).map(([key]) => key);
  // Through JSON the engine lays it out like any other object; put together key by key it would be a table.
  const blank = JSON.stringify(Object.fromEntries(list.map(([key, field]) => [key, field.blank])));
  const template: RecordOf<F> = JSON.parse(blank);
  return () => {
    const record: Record<string, unknown> = { ...template };
    for (const key of lists) record[key] = [];
    return record as RecordOf<F>;
  };
}

/** A change of one field as the history keeps it: text as it is, the rest as canonical JSON, null for nothing. */
export interface FieldChange<Key extends string = string> {
  readonly field: Key;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

/** What differs between two versions of a record, in the order of its form. Ids of rows and the order of sets say nothing. */
export function changesBetween<F extends Fields>(
  fields: F,
  before: RecordOf<F>,
  after: RecordOf<F>,
): Array<FieldChange<keyof F & string>> {
  return listFields(fields).flatMap(([key, field]) => {
    const [oldValue, newValue] = [storedText(field, before[key]), storedText(field, after[key])];
    return oldValue === newValue ? [] : [{ field: key, oldValue, newValue }];
  });
}

/** True when a field says the same in both. */
export function isSame<F extends Fields>(
  fields: F,
  key: keyof F & string,
  one: RecordOf<F>,
  other: RecordOf<F>,
): boolean {
  const field: Field | undefined = fields[key];
  return field !== undefined && storedText(field, one[key]) === storedText(field, other[key]);
}

/** A value as the history keeps it. */
export function storedText(field: Field, value: unknown): string | null {
  if (value === null || typeof value === 'string') return value;
  if (!Array.isArray(value)) return canonicalJson(value);
  if (value.length === 0) return null;
  return canonicalJson(field.kind === 'rows' ? value.map(withoutId) : value.toSorted());
}

function withoutId(row: object): object {
  return { ...row, id: undefined };
}

/**
 * What the history kept of a field, read back; of a version with other fields too. Undefined for what cannot be read:
 * it is shown as it stands.
 */
export function readStoredText(field: Field, stored: string): unknown {
  for (const value of [stored, parsed(stored)]) {
    const read = field.schema.safeParse(field.kind === 'rows' ? rowsWithBlanks(field, value) : value);
    if (read.success) return read.data;
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Stored JSON of a record with the fields that came later: where it lacks one, because a version without it stored it,
 * that is blank. Anything else stays as it is, for the schema to refuse.
 */
export function withBlanks(fields: Fields, stored: unknown): unknown {
  if (!isPlainObject(stored)) return stored;
  const whole = { ...stored };
  for (const [key, field] of listFields(fields)) {
    if (field.later && !(key in whole)) whole[key] = field.blank;
    if (field.kind === 'rows') whole[key] = rowsWithBlanks(field, whole[key]);
  }
  return whole;
}

function rowsWithBlanks({ fields }: RowsField, rows: unknown): unknown {
  return Array.isArray(rows) ? rows.map((row) => withBlanks(fields, row)) : rows;
}

/**
 * Makes a function for the content of a record as it is hashed: the same for what is entered and for what is read
 * back. Sets stand in one order, so do lists whose order says nothing, and rows have no ids.
 */
export function contentMaker<F extends Fields>(fields: F): (record: RecordOf<F>) => RecordOf<F> {
  const parts = listFields(fields).flatMap(([key, field]) => {
    const read = contentReader(field);
    return read ? [{ key, read }] : [];
  });
  return (record) => {
    const content: Record<string, unknown> = { ...record };
    for (const { key, read } of parts) content[key] = read(content[key]);
    return content as RecordOf<F>;
  };
}

function contentReader(field: Field): ((value: unknown) => unknown) | null {
  if (field.kind === 'rows') return (rows) => (Array.isArray(rows) ? rows.map(withoutId) : rows);
  if (field.kind !== 'texts') return null;
  return (texts) => {
    if (!Array.isArray(texts)) return texts;
    return (field.ordered ? [...texts] : [...new Set(texts)]).sort();
  };
}
