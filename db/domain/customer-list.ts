import { z } from 'zod';
import { categorySchema, PARTIES, statusSchema, type Category, type Shelf, type Status } from './customer.ts';
import type { Day } from './dates.ts';
import { secrecySchema, type Secrecy } from './roles.ts';

/** What the index of the archives says of one (rules.md A3): its line in a list. */
export interface ArchiveLine {
  readonly id: number;
  readonly archiveNo: string;
  readonly name: string;
  readonly category: Category;
  readonly party: 'organisation' | 'individual';
  readonly status: Status | null;
  readonly province: string | null;
  readonly city: string | null;
  readonly grade: string | null;
  /** The class in force. */
  readonly secrecy: Secrecy;
  readonly filedOn: Day;
  readonly responsibleId: number | null;
  readonly completeness: number;
  readonly shelf: Shelf | null;
}

/** Where a text was found, for a list to say so. */
export type TextField =
  | 'name'
  | 'formerName'
  | 'indexTerm'
  | 'archiveNo'
  | 'uscc'
  | 'legacyCode'
  | 'phone'
  | 'contact'
  | 'address'
  | 'note';

/** Orders that a person can choose for the list. */
export const SORTS = ['name', 'archiveNo', 'filedOn', 'grade'] as const;
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
