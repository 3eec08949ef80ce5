/**
 * Fields of a ledger whose words are of a closed set or of a list that the department keeps: for a word that is in none
 * the person is asked once what it means.
 */
export const MAPPED_FIELDS = [
  'category',
  'party',
  'subType',
  'industry',
  'size',
  'status',
  'grade',
  'secrecy',
  'retention',
] as const;
export type MappedField = (typeof MAPPED_FIELDS)[number];
