import { z } from 'zod';
import {
  categorySchema,
  customerInputSchema,
  PARTIES,
  retentionSchema,
  statusSchema,
  type CustomerInput,
} from '../../../db/domain/customer.ts';
import { secrecySchema } from '../../../db/domain/roles.ts';
import type { StoredKind } from '../../../db/domain/stored-json.ts';
import type { CustomerForm } from './form-values.ts';

const choice = z.string().nullable();
const contact = z.strictObject({
  id: z.int().positive().optional(),
  name: z.string(),
  position: z.string(),
  mobile: z.string(),
  phone: z.string(),
  note: z.string(),
});

/** The shape of a half-filled form: right in kind, in any state of filling. */
const formShape: z.ZodType<CustomerForm> = z.strictObject({
  category: categorySchema,
  party: z.enum(PARTIES),
  name: z.string(),
  formerNames: z.array(z.string()),
  uscc: z.string(),
  usccWaiver: z.string(),
  subType: choice,
  industry: choice,
  size: choice,
  status: statusSchema.nullable(),
  province: choice,
  city: choice,
  district: choice,
  address: z.string(),
  phones: z.array(z.string()),
  grade: choice,
  secrecy: secrecySchema,
  secrecyUntil: choice,
  retention: retentionSchema,
  firstContactOn: choice,
  annualVolume: z.string(),
  contractEndsOn: choice,
  legacyCode: z.string(),
  responsibleId: z.int().positive().nullable(),
  shelf: z.strictObject({ room: z.string(), cabinet: z.string(), level: z.string(), position: z.string() }),
  indexTerms: z.array(z.string()),
  note: z.string(),
  contacts: z.array(contact),
});

/** Unsaved input as it is kept in the archive: what was typed, and what it began from. */
export interface CustomerDraft {
  readonly values: CustomerForm;
  /** The saved version that was being changed; null for something new. */
  readonly version: number | null;
  readonly base: CustomerInput | null;
}

const draftSchema = z.strictObject({
  values: formShape,
  version: z.int().positive().nullable(),
  base: customerInputSchema.nullable(),
});

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
