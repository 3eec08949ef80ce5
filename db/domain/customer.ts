import { z } from 'zod';
import { CONTACT_FIELDS, CUSTOMER_FIELDS } from './customer-fields.ts';
import type { Category } from './customer-values.ts';
import { fieldText, placeText, type ValueWords } from './field-text.ts';
import { blankMaker, isEmpty, withBlanks } from './field-values.ts';
import { listFields, shapeOf, type Field, type FieldFacts, type KeyOf } from './fields.ts';
import { GRADE_LISTS } from './settings.ts';

export * from './customer-values.ts';

/** What a person enters for one customer; the same for the form, the import and a 建档申请. */
export const customerInputSchema = z.strictObject(shapeOf(CUSTOMER_FIELDS));
export type CustomerInput = z.infer<typeof customerInputSchema>;
export type CustomerField = keyof CustomerInput;
/** What is filled in, shown and changed as one: the three levels of a place, the parts of a shelf. */
export type CustomerKey = KeyOf<typeof CUSTOMER_FIELDS>;
export type ContactInput = CustomerInput['contacts'][number];
export type ContactField = keyof typeof CONTACT_FIELDS;

/** The fields of a customer as a list, for what treats them alike by their kind. */
export const CUSTOMER_FIELD_LIST = listFields(CUSTOMER_FIELDS);
export const CONTACT_FIELD_LIST = listFields(CONTACT_FIELDS);

export const isCustomerField = (name: string): name is CustomerField => name in CUSTOMER_FIELDS;

/** What is filled in, shown and changed as one, in the order of the form. */
export const CUSTOMER_KEYS: readonly CustomerKey[] = [
  ...new Set(CUSTOMER_FIELD_LIST.map(([key]) => keyOf(key))),
];

/** The key under which a field is shown. */
export function keyOf(field: CustomerField): CustomerKey {
  const { within }: FieldFacts = CUSTOMER_FIELDS[field];
  return (within ?? field) as CustomerKey;
}

/** The fields that belong to a key. */
export function partsOf(key: CustomerKey): readonly CustomerField[] {
  return CUSTOMER_FIELD_LIST.flatMap(([field]) => (keyOf(field) === key ? [field] : []));
}

/** What the catalogue says of a key: of the first of its fields. */
export function factsOf(key: CustomerKey): Field {
  return CUSTOMER_FIELDS[partsOf(key)[0] ?? 'name'];
}

const blank = blankMaker(CUSTOMER_FIELDS);

/** A person at the customer of whom nothing is said. */
export const blankContact = blankMaker(CONTACT_FIELDS);

/** An input with nothing in it but what cannot be empty. */
export function blankCustomer(category: Category): CustomerInput {
  const input = blank();
  input.category = category;
  input.status = category === 'client' ? 'negotiating' : null;
  return input;
}

/** An input that was stored, maybe by a version that did not know every field: what it lacks is empty. */
export const storedCustomerSchema: z.ZodType<CustomerInput> = z.preprocess(
  (stored) => withBlanks(CUSTOMER_FIELDS, stored),
  customerInputSchema,
);

/** Template of a category (rules.md A1): the fields that a complete archive has. */
export const REQUIRED_FIELDS: Record<Category, readonly CustomerField[]> = {
  supplier: requiredFor('supplier'),
  client: requiredFor('client'),
  partner: requiredFor('partner'),
};

function requiredFor(category: Category): CustomerField[] {
  return CUSTOMER_FIELD_LIST.flatMap(([key, { required }]) => (required?.includes(category) ? [key] : []));
}

/** True when a field holds something. A person needs no 统一社会信用代码. */
export function isFilled(input: CustomerInput, field: CustomerField): boolean {
  if (field === 'uscc' && input.party === 'individual') return true;
  if (field === 'contacts') return input.contacts.some((contact) => contact.mobile || contact.phone);
  return !isEmpty(input[field]);
}

/** Whom to call first, and under which number: that of the first person, else the first there is. */
export function mainContact({ contacts, phones }: Pick<CustomerInput, 'contacts' | 'phones'>): {
  name: string | null;
  phone: string | null;
} {
  const numbers = contacts.flatMap(({ mobile, phone }) => [mobile, phone]);
  const inOrder = [...numbers.slice(0, 2), ...phones, ...numbers];
  return { name: contacts[0]?.name ?? null, phone: inOrder.find(Boolean) ?? null };
}

/** The required fields that are still empty, in the template's order. */
export function missingFields(input: CustomerInput): CustomerField[] {
  return REQUIRED_FIELDS[input.category].filter((field) => !isFilled(input, field));
}

/** Completeness in whole percent, 100 only when nothing is missing. */
export function completeness(input: CustomerInput): number {
  return completenessOf(input.category, missingFields(input).length);
}

/** The same, of how many required fields are missing. */
export function completenessOf(category: Category, missing: number): number {
  const required = REQUIRED_FIELDS[category].length;
  return Math.floor(((required - missing) / required) * 100);
}

/** True for a field that such a customer has: status is a matter of business clients, size of what is no person (C0). */
export function applies(
  { only }: Field,
  { category, party }: Pick<CustomerInput, 'category' | 'party'>,
): boolean {
  return (only?.category ?? category) === category && (only?.party ?? party) === party;
}

/**
 * The lists of `list_item` in which a field's codes stand, the one that new codes come from first: sub-types by category
 * (C0), grades by the scale in use, then by those that the department may have left (R2).
 */
export function codeListsOf(
  list: string,
  category: Category,
  gradeList: string,
): readonly [string, ...string[]] {
  if (list === 'sub_type') return [`sub_type_${category}`];
  return list === 'grade' ? [gradeList, ...GRADE_LISTS] : [list];
}

const PLACE_PARTS = partsOf('place');

/** What stands beside a label: one text for what is filled in as one. */
export function keyText(key: CustomerKey, input: CustomerInput, words: ValueWords): string | null {
  if (key !== 'place') return fieldText(CUSTOMER_FIELDS[key], input[key], words);
  return placeText(PLACE_PARTS.map((part) => fieldText(CUSTOMER_FIELDS[part], input[part], words)));
}
