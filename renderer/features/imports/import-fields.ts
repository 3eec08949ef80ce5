import type { ImportField } from './import-types.ts';

/** What a column can be, in the order of the form; `other` and `ignore` last. */
export const IMPORT_FIELDS: readonly ImportField[] = [
  'name',
  'formerNames',
  'category',
  'party',
  'subType',
  'uscc',
  'industry',
  'products',
  'size',
  'status',
  'place',
  'province',
  'city',
  'district',
  'address',
  'contactName',
  'contactPosition',
  'mobile',
  'phone',
  'contactAndPhone',
  'secondContact',
  'grade',
  'secrecy',
  'retention',
  'firstContactOn',
  'filedOn',
  'indexTerms',
  'shelf',
  'shelfRoom',
  'shelfCabinet',
  'shelfLevel',
  'shelfPosition',
  'annualVolume',
  'contractEndsOn',
  'legacyCode',
  'note',
  'other',
  'ignore',
];

/** Fields that several columns may give. */
const REPEATABLE: ReadonlySet<ImportField> = new Set<ImportField>([
  'formerNames',
  'phone',
  'secondContact',
  'products',
  'indexTerms',
  'note',
  'other',
  'ignore',
]);

/** Fields that more than one column claims and only one may. */
export function claimedTwice(fields: readonly ImportField[]): ReadonlySet<ImportField> {
  return new Set(fields.filter((field, index) => !REPEATABLE.has(field) && fields.indexOf(field) !== index));
}
