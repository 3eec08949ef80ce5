import { z } from 'zod';
import { CATEGORIES, PARTIES, STATUSES } from '../customer-values.ts';
import { SECRECY_CLASSES } from '../roles.ts';

const MOST_VALUES = 400;
const some = <Value extends z.ZodType>(value: Value) => z.array(value).min(1).max(MOST_VALUES).optional();
const code = z.string().min(1).max(40);

/** Which archives a report counts; several values of one field are alternatives. */
export const AS_OF_FILTERS = z.strictObject({
  category: some(z.enum(CATEGORIES)),
  party: some(z.enum(PARTIES)),
  status: some(z.enum(STATUSES)),
  secrecy: some(z.enum(SECRECY_CLASSES)),
  subType: some(code),
  industry: some(code),
  size: some(code),
  grade: some(code),
  province: some(code),
  city: some(code),
});
export type ReportFilters = z.infer<typeof AS_OF_FILTERS>;
export type FilterField = keyof ReportFilters;
export const FILTER_FIELDS = Object.keys(AS_OF_FILTERS.shape) as FilterField[];
