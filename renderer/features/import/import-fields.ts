import { REPEATABLE, type ImportField } from '../../../db/domain/import-fields.ts';

/** Of columns, those that mean what an earlier one means of which an archive has one: only what differs is noted. */
export function meantBefore(fields: readonly ImportField[]): ReadonlySet<number> {
  return new Set(
    fields.flatMap((field, index) => (isSingle(field) && fields.indexOf(field) !== index ? [index] : [])),
  );
}

/** Several columns of people, of their details or of codes are read together. */
const READ_TOGETHER: ReadonlySet<ImportField> = new Set([
  'contactName',
  'contactPosition',
  'email',
  'mobile',
  'wechat',
]);
const isSingle = (field: ImportField) => !REPEATABLE.has(field) && !READ_TOGETHER.has(field);
