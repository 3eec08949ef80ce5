import { z } from 'zod';
import { CUSTOMER_FIELDS } from '../customer-fields.ts';
import { listFields, type Field, type KeyOfKind } from '../fields.ts';
import { enteredLine } from '../text/entered.ts';

/** Fields that a report can be narrowed by: those that are a choice. */
export type FilterField = KeyOfKind<typeof CUSTOMER_FIELDS, 'choice' | 'code' | 'division'>;

const MOST_VALUES = 400;
const some = (value: z.ZodType<string>) => z.array(value).min(1).max(MOST_VALUES).optional();

/** As a field has it: one that is in no list any more is told as it is. */
const codeSchema = enteredLine(40).min(1);

function filterOf(field: Field): z.ZodType<string> | null {
  if (field.kind === 'choice') return z.enum(field.values);
  return field.kind === 'code' || field.kind === 'division' ? codeSchema : null;
}

const filters = listFields(CUSTOMER_FIELDS).flatMap(([key, field]) => {
  const filter = filterOf(field);
  return filter ? [[key as FilterField, some(filter)] as const] : [];
});

/** Which archives a report counts; several values of one field are alternatives. */
export const filtersSchema = z.strictObject(
  Object.fromEntries(filters) as Record<FilterField, ReturnType<typeof some>>,
);
export type ReportFilters = z.infer<typeof filtersSchema>;
export const FILTER_FIELDS: readonly FilterField[] = filters.map(([key]) => key);
