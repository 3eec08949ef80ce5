import type { Category, CustomerField, CustomerInput } from '../../../db/domain/customer.ts';

/** What is filled in, shown and changed as one: the three levels of a place, the parts of a shelf. */
export type FieldKey =
  | Exclude<
      CustomerField,
      'province' | 'city' | 'district' | 'usccWaiver' | 'secrecy' | 'secrecyUntil' | 'contacts'
    >
  | 'place';

/** Fields of an input that belong to a key. */
export function partsOf(key: FieldKey): readonly CustomerField[] {
  if (key === 'place') return ['province', 'city', 'district'];
  if (key === 'uscc') return ['uscc', 'usccWaiver'];
  return [key];
}

/** The key under which a field of an input is shown; null for what has a place of its own. */
export function keyOf(field: CustomerField): FieldKey | null {
  switch (field) {
    case 'province':
    case 'city':
    case 'district':
      return 'place';
    case 'usccWaiver':
      return 'uscc';
    case 'secrecy':
    case 'secrecyUntil':
    case 'contacts':
      return null;
    default:
      return field;
  }
}

export interface FieldSection {
  /** Title: `customers:section.<key>`. */
  readonly key: string;
  readonly fields: readonly FieldKey[];
}

/** The order in which a clerk reads the paper. */
export const SECTIONS: readonly FieldSection[] = [
  {
    key: 'identity',
    fields: ['category', 'party', 'name', 'formerNames', 'uscc', 'subType', 'industry', 'size', 'status'],
  },
  { key: 'place', fields: ['place', 'address', 'phones'] },
  {
    key: 'management',
    fields: ['grade', 'responsibleId', 'firstContactOn', 'retention', 'shelf', 'indexTerms'],
  },
  { key: 'business', fields: ['annualVolume', 'contractEndsOn', 'legacyCode', 'note'] },
];

/** Fields that take the whole line, in forms and on the archive. */
const WIDE: ReadonlySet<FieldKey> = new Set(['name', 'place', 'address', 'shelf', 'note']);
export const isWide = (key: FieldKey): boolean => WIDE.has(key);

/** Status is a matter of business clients, size of what is no single person (C0). */
export function applies(key: FieldKey, input: Pick<CustomerInput, 'category' | 'party'>): boolean {
  if (key === 'status') return input.category === 'client';
  if (key === 'size') return input.party === 'organisation';
  return true;
}

/** The list from which sub-types of a category come. */
export const subTypeList = (category: Category): string => `sub_type_${category}`;
