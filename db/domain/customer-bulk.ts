/** 批量修改: one field of many archives by one act; each changes as it would by an edit of its own. */
import { z } from 'zod';
import { CUSTOMER_FIELDS } from './customer-fields.ts';
import { RETENTIONS, STATUSES } from './customer-values.ts';
import type { CustomerInput } from './customer.ts';
import { isEmpty } from './field-values.ts';
import { ASSIGN_REASON, EDIT_REASON, reasonOfEdit, reasonSchema, type ReasonRule } from './reasons.ts';
import { enteredLine } from './text/entered.ts';

/** Such an act can be taken back until so many days after it, as an import can. */
export const BULK_UNDO_DAYS = 7;

/** Archives that one act changes, at most. */
export const MOST_CHANGED = 20_000;

/** Characters of the text of a reason, at most. */
const MOST_TEXT = 200;

/** `fill`: only where nothing stands; `change`: whatever stands there. */
const ways = z.enum(['fill', 'change']);
const wordWays = z.enum(['add', 'remove']);
const code = z.string().min(1).max(40);

/** What becomes of one field: the value that it gets, or the word that it gets or loses. */
export const bulkChangeSchema = z.discriminatedUnion('field', [
  z.strictObject({ field: z.literal('responsibleId'), way: ways, value: z.int().positive() }),
  z.strictObject({ field: z.literal('status'), way: ways, value: z.enum(STATUSES) }),
  z.strictObject({ field: z.literal('grade'), way: ways, value: code }),
  z.strictObject({ field: z.literal('subType'), way: ways, value: code }),
  z.strictObject({ field: z.literal('industry'), way: ways, value: code }),
  // It is never empty.
  z.strictObject({ field: z.literal('retention'), way: z.literal('change'), value: z.enum(RETENTIONS) }),
  z.strictObject({
    field: z.literal('indexTerms'),
    way: wordWays,
    value: enteredLine(CUSTOMER_FIELDS.indexTerms.max).min(1),
  }),
]);
export type BulkChange = z.infer<typeof bulkChangeSchema>;
export type BulkField = BulkChange['field'];
export type BulkWay = BulkChange['way'];
export const BULK_WAYS: readonly BulkWay[] = [...ways.options, ...wordWays.options];

/** The fields that can be changed so, in the order of the form. */
export const BULK_FIELDS: readonly BulkField[] = bulkChangeSchema.options.map(
  ({ shape }) => shape.field.value,
);

/** The ways in which a field can be changed, the likeliest first. */
export function waysOf(field: BulkField): readonly BulkWay[] {
  if (field === 'indexTerms') return wordWays.options;
  return field === 'retention' ? ['change'] : ways.options;
}

/** By which act of its own an archive changes: an edit, or 指定 (S2). */
export const BULK_ACTS = ['customers.edit', 'customers.assign'] as const;
export type BulkAct = (typeof BULK_ACTS)[number];

/** What the change takes as its reason: that of the act; null where none is asked for. */
export function reasonOfBulk(field: BulkField, act: BulkAct): ReasonRule | null {
  if (act === 'customers.assign') return ASSIGN_REASON;
  return reasonOfEdit({ category: false, grade: field === 'grade' });
}

export const bulkReasonSchema = z.union([
  reasonSchema(ASSIGN_REASON, MOST_TEXT),
  reasonSchema(EDIT_REASON, MOST_TEXT),
]);
export type BulkReason = z.infer<typeof bulkReasonSchema>;

/** What an archive says after the change; `kept` where something else stands in what is only filled. */
export function bulkChanged(input: CustomerInput, { field, way, value }: BulkChange): CustomerInput | 'kept' {
  if (field === 'indexTerms') {
    const others = input.indexTerms.filter((term) => term !== value);
    return { ...input, indexTerms: way === 'add' ? [...others, value] : others };
  }
  if (way === 'fill' && !isEmpty(input[field]) && input[field] !== value) return 'kept';
  return { ...input, [field]: value };
}

/** Why an archive stays as it is: words in `customers:bulk.cannot.<why>`. */
export const BULK_REFUSALS = [
  /** The person may not change it. */
  'no_right',
  /** Who is responsible for 机密 and 绝密 is assigned, by whoever may (S2). */
  'assign_apart',
  /** Only 业务客户 have a status (C0). */
  'no_status',
  /** The code is not of its category, or not in use. */
  'other_category',
  /** It has as many words as there is room for. */
  'too_many_terms',
  /** Something else in it has to be mended first, as with any edit. */
  'mend_first',
] as const;
export type BulkRefusal = (typeof BULK_REFUSALS)[number];
