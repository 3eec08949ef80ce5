import type { CUSTOMER_FIELDS } from './customer-fields.ts';
import { CUSTOMER_FIELD_LIST } from './customer.ts';
import { listFields, type Field, type ImportColumnOf } from './fields.ts';

/**
 * What a column of a ledger can be: something that fills a field of the catalogue, the day of filing, or nothing of its
 * own: `other` goes to the note under its title, `ignore` nowhere.
 */
export type ImportField = ImportColumnOf<typeof CUSTOMER_FIELDS> | 'filedOn' | 'other' | 'ignore';

const COLUMNS: ReadonlyArray<readonly [ImportField, 'one' | 'many']> = [
  ...CUSTOMER_FIELD_LIST.flatMap(([, field]) => importColumns(field)),
  ['filedOn', 'one'],
  ['other', 'many'],
  ['ignore', 'many'],
];

function importColumns(field: Field): Array<[ImportField, 'one' | 'many']> {
  const own = Object.entries(field.import ?? {}) as Array<[ImportField, 'one' | 'many']>;
  const parts = field.kind === 'rows' ? listFields(field.fields) : [];
  return [...parts.flatMap(([, part]) => importColumns(part)), ...own];
}

/** In the order of the form. */
export const IMPORT_FIELDS: readonly ImportField[] = COLUMNS.map(([column]) => column);

/** What is read as a number or a day, however the cell shows it; everything else is text that somebody reads. */
export const READ_BY_VALUE: ReadonlySet<ImportField> = new Set<ImportField>([
  ...CUSTOMER_FIELD_LIST.flatMap(([, field]) =>
    field.kind === 'day' || field.kind === 'amount' ? importColumns(field).map(([column]) => column) : [],
  ),
  'filedOn',
  'mobile',
  'phone',
  'contactAndPhone',
  'uscc',
]);

/** Fields that several columns may give; of every other a file may have one column. */
export const REPEATABLE: ReadonlySet<ImportField> = new Set(
  COLUMNS.flatMap(([column, most]) => (most === 'many' ? [column] : [])),
);
