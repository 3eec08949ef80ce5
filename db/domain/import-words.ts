import { CUSTOMER_FIELDS } from './customer-fields.ts';
import { fieldsOfKind, type KeyOfKind } from './fields.ts';

/**
 * Fields of a ledger whose words are of a closed set or of a list that the department keeps: for a word that is in none
 * the person is asked once what it means.
 */
export type MappedField =
  | KeyOfKind<typeof CUSTOMER_FIELDS, 'choice'>
  | KeyOfKind<typeof CUSTOMER_FIELDS, 'code'>;

const CHOICES = fieldsOfKind(CUSTOMER_FIELDS, 'choice');
const CODES = fieldsOfKind(CUSTOMER_FIELDS, 'code');

export const MAPPED_FIELDS: readonly MappedField[] = [...CHOICES, ...CODES].map(([key]) => key);

/** The closed values of a field, with where their words are; null for one of a list. */
export function closedValues(field: MappedField): { values: readonly string[]; words: string } | null {
  return CHOICES.find(([key]) => key === field)?.[1] ?? null;
}

/** The list that a field takes its codes from; null for a closed set. */
export function listOf(field: MappedField): string | null {
  return CODES.find(([key]) => key === field)?.[1].list ?? null;
}
