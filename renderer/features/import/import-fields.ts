import { REPEATABLE, type ImportField } from '../../../db/domain/import-fields.ts';

/** Fields that more than one column claims and only one may. */
export function claimedTwice(fields: readonly ImportField[]): ReadonlySet<ImportField> {
  return new Set(fields.filter((field, index) => !REPEATABLE.has(field) && fields.indexOf(field) !== index));
}
