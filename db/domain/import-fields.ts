/**
 * What a column of a ledger can be, in the order of the form. `other` goes to the note under its title, `ignore`
 * nowhere.
 */
export const IMPORT_FIELDS = [
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
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** Fields that several columns may give; of every other a file may have one column. */
export const REPEATABLE: ReadonlySet<ImportField> = new Set<ImportField>([
  'formerNames',
  'phone',
  'secondContact',
  'products',
  'indexTerms',
  'note',
  'other',
  'ignore',
]);
