import { z } from 'zod';
import { CUSTOMER_FIELDS } from '../../../db/domain/customer-fields.ts';
import { customerInputSchema, type CustomerInput } from '../../../db/domain/customer.ts';
import { isPlainObject, withBlanks } from '../../../db/domain/field-values.ts';
import type { StoredKind } from '../../../db/domain/stored-json.ts';
import { formBlanks, keptFormSchema } from '../../lib/record-form.ts';
import type { CustomerForm } from './form-values.ts';

/** Unsaved input as it is kept in the vault: what was typed, and what it began from. */
export interface CustomerDraft {
  readonly values: CustomerForm;
  /** The saved version that was being changed; null for something new. */
  readonly version: number | null;
  readonly base: CustomerInput | null;
}

const FORM_FIELDS = formBlanks(CUSTOMER_FIELDS);

/** One of a version that did not know every field has the others blank. */
const draftSchema = z.preprocess(
  (kept) =>
    isPlainObject(kept)
      ? {
          ...kept,
          values: withBlanks(FORM_FIELDS, kept.values),
          base: withBlanks(CUSTOMER_FIELDS, kept.base),
        }
      : kept,
  z.strictObject({
    values: keptFormSchema(CUSTOMER_FIELDS),
    version: z.int().positive().nullable(),
    base: customerInputSchema.nullable(),
  }),
);

/** The drafts of every form of a customer: 新建, 编辑, 建档申请, 受理. */
export const CUSTOMER_DRAFT: StoredKind<CustomerDraft> = {
  name: 'customer_draft',
  version: 1,
  schema: draftSchema,
};

/** The saved version that a change goes on from. */
export interface Began {
  readonly version: number;
  readonly base: CustomerInput;
}

/** A draft goes on from the version that it began with, so that changes made meanwhile are seen when saving. */
export function beganWith(found: CustomerDraft | null, saved: Began): Began {
  return found?.base && found.version ? { version: found.version, base: found.base } : saved;
}
