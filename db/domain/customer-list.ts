import { z } from 'zod';
import type { CUSTOMER_FIELDS } from './customer-fields.ts';
import {
  categorySchema,
  CUSTOMER_FIELD_LIST,
  PARTIES,
  statusSchema,
  type ContactField,
  type CustomerField,
  type CustomerInput,
} from './customer.ts';
import type { Day } from './dates.ts';
import type { LineField } from './fields.ts';
import { secrecySchema } from './roles.ts';

type LineInput = Pick<CustomerInput, LineField<typeof CUSTOMER_FIELDS>>;

/** What the index of the archives says of one (rules.md A3): its line in a list. `secrecy` is the class in force. */
export interface ArchiveLine extends LineInput {
  readonly id: number;
  readonly archiveNo: string;
  readonly filedOn: Day;
  readonly completeness: number;
}

/** What a list can show besides its lines, of archives of which the person may read what stands in them. */
export interface LineFacts {
  /** The first of its people. */
  readonly contact: string | null;
  /** The number to call first: that of the first of its people, else the first there is. */
  readonly phone: string | null;
  readonly address: string | null;
  readonly uscc: string | null;
  /** Its beginning. */
  readonly note: string | null;
}

/** What lists show and not every archive has. */
export type OptionalField =
  | 'grade'
  | 'status'
  | 'province'
  | 'city'
  | 'responsible'
  | 'shelf'
  | Extract<keyof LineFacts, 'contact' | 'phone'>;

/** More than so many are found where a search does not count them all: shown as `100+`, everywhere. */
export const COUNTED_AT_LEAST = 100;

/** Characters of what is looked for. */
export const LONGEST_SOUGHT = 200;

/** Fields of which a line says the value. */
export const LINE_FIELDS: ReadonlyArray<keyof LineInput> = CUSTOMER_FIELD_LIST.flatMap(
  ([key, { open, kind }]) => (open && kind !== 'texts' ? [key as keyof LineInput] : []),
);

const BLANKS = Object.fromEntries(
  CUSTOMER_FIELD_LIST.flatMap(([key, { blank }]) =>
    LINE_FIELDS.some((one) => one === key) ? [[key, blank]] : [],
  ),
) as LineInput;

/** A line that says nothing yet. */
export const blankLine = (id: number): ArchiveLine => ({
  ...BLANKS,
  id,
  archiveNo: '',
  filedOn: '',
  completeness: 0,
});

/** Where a text was found, for a list to say so: a field, or of a person at the customer one as `contacts.email`. */
export type TextField = 'archiveNo' | CustomerField | `contacts.${ContactField}`;

/** Orders that a person can choose for the list. */
export const SORTS = ['name', 'archiveNo', 'filedOn', 'shelf', 'grade'] as const;
export type SortName = (typeof SORTS)[number];

const MOST_VALUES = 400;
const some = <Value extends z.ZodType>(value: Value) => z.array(value).max(MOST_VALUES).optional();
const code = (length: number) => z.string().max(length).nullable();

/** What lists are narrowed by and counted by; the order in which the counts come. */
const facetFilters = {
  category: some(categorySchema),
  status: some(statusSchema.nullable()),
  grade: some(code(40)),
  secrecy: some(secrecySchema),
  party: some(z.enum(PARTIES)),
  complete: some(z.enum(['yes', 'no'])),
  province: some(code(6)),
  city: some(code(6)),
};
export type FacetName = keyof typeof facetFilters;

/** Several values of one filter are alternatives, an empty list lets nothing pass; null: archives without one. */
export const filtersSchema = z.strictObject({
  ...facetFilters,
  /** `person.id`. */
  responsible: some(z.int().positive().nullable()),
});
