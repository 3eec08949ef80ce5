import {
  applies as fieldApplies,
  CUSTOMER_KEYS,
  factsOf,
  type CustomerInput,
  type CustomerKey,
} from '../../../db/domain/customer.ts';

export { partsOf } from '../../../db/domain/customer.ts';

/** What is filled in, shown and changed as one; class, people and who is only proposed have places of their own. */
export type FieldKey = Exclude<CustomerKey, (typeof ELSEWHERE)[number]>;

const ELSEWHERE = [
  'secrecy',
  'secrecyUntil',
  'contacts',
  'proposedResponsibleId',
] as const satisfies readonly CustomerKey[];
const isHere = (key: CustomerKey): key is FieldKey => !ELSEWHERE.some((one) => one === key);

export interface FieldSection {
  /** Title: `customers:section.<key>`. */
  readonly key: string;
  readonly fields: readonly FieldKey[];
}

const KEYS: readonly FieldKey[] = CUSTOMER_KEYS.filter(isHere);

/** The order in which a clerk reads the paper. */
export const SECTIONS: readonly FieldSection[] = [
  ...Map.groupBy(KEYS, (key) => factsOf(key).section ?? ''),
].map(([key, fields]) => ({ key, fields }));

/** Fields that take the whole line, in forms and on the archive. */
export const isWide = (key: FieldKey): boolean => factsOf(key).wide === true;

/** True for a field that such a customer has (C0). */
export const applies = (key: FieldKey, input: Pick<CustomerInput, 'category' | 'party'>): boolean =>
  fieldApplies(factsOf(key), input);
