import { z } from 'zod';
import { daySchema } from './dates.ts';
import { secrecySchema } from './roles.ts';
import { enteredLine, enteredLines } from './text/entered.ts';

/** Closed categories (rules.md C0): 供应商, 业务客户, 合作机构. */
export const CATEGORIES = ['supplier', 'client', 'partner'] as const;
export const categorySchema = z.enum(CATEGORIES);
export type Category = z.infer<typeof categorySchema>;

/** 机构 or 个人. */
export const PARTIES = ['organisation', 'individual'] as const;
/** 洽谈中 → 合作中 → 停止; business clients only (C0). */
export const STATUSES = ['negotiating', 'active', 'stopped'] as const;
export const statusSchema = z.enum(STATUSES);
export type Status = z.infer<typeof statusSchema>;

/** 永久, 30 年, 10 年. */
export const RETENTIONS = ['Y', 'D30', 'D10'] as const;
export const retentionSchema = z.enum(RETENTIONS);
export type Retention = z.infer<typeof retentionSchema>;

const line = enteredLine;
const optionalLine = (max: number) =>
  line(max)
    .nullable()
    .transform((text) => text || null);
const optionalLines = (max: number) =>
  enteredLines(max)
    .nullable()
    .transform((text) => text || null);
/** A code from a list that 主管 edits (`list_item.code`). */
const listCode = line(40)
  .nullable()
  .transform((text) => text || null);

export const contactSchema = z.strictObject({
  /** Absent for a new person; kept when an existing one is changed. */
  id: z.int().positive().optional(),
  name: line(60).min(1),
  position: optionalLine(60),
  mobile: optionalLine(40),
  phone: optionalLine(40),
  note: optionalLines(500),
});
export type ContactInput = z.infer<typeof contactSchema>;

/** Place on the shelf (rules.md A4): room – cabinet – level – position. */
export const shelfSchema = z.strictObject({
  room: optionalLine(20),
  cabinet: line(20).min(1),
  level: z.int().min(1).max(99),
  position: z.int().min(1).max(9999),
});
export type Shelf = z.infer<typeof shelfSchema>;

/** What a person enters for one customer; the same for the form, the import and a 建档申请. */
export const customerInputSchema = z.strictObject({
  category: categorySchema,
  party: z.enum(PARTIES),
  name: line(120).min(1),
  formerNames: z.array(line(120).min(1)).max(20),
  /** 统一社会信用代码; checked by GB 32100. */
  uscc: optionalLine(18),
  /** Why a code with a wrong check character is kept all the same; null when the code is right. */
  usccWaiver: optionalLine(200),
  subType: listCode,
  industry: listCode,
  size: listCode,
  status: statusSchema.nullable(),
  /** Six-digit codes of GB/T 2260. */
  province: optionalLine(6),
  city: optionalLine(6),
  district: optionalLine(6),
  address: optionalLine(200),
  phones: z.array(line(40).min(1)).max(10),
  grade: listCode,
  secrecy: secrecySchema,
  /** The class lapses after this day (S1). */
  secrecyUntil: daySchema.nullable(),
  retention: retentionSchema,
  firstContactOn: daySchema.nullable(),
  /** 合同额 a year in yuan. */
  annualVolume: z.int().min(0).max(1e15).nullable(),
  contractEndsOn: daySchema.nullable(),
  /** The number that the department used before. */
  legacyCode: optionalLine(60),
  /** `person.id` of the responsible person. */
  responsibleId: z.int().positive().nullable(),
  shelf: shelfSchema.nullable(),
  indexTerms: z.array(line(40).min(1)).max(30),
  note: optionalLines(4000),
  contacts: z.array(contactSchema).max(50),
});
export type CustomerInput = z.infer<typeof customerInputSchema>;
export type CustomerField = keyof CustomerInput;

/** An input with nothing in it but what cannot be empty. */
export function blankCustomer(category: Category): CustomerInput {
  return {
    category,
    party: 'organisation',
    name: '',
    formerNames: [],
    uscc: null,
    usccWaiver: null,
    subType: null,
    industry: null,
    size: null,
    status: category === 'client' ? 'negotiating' : null,
    province: null,
    city: null,
    district: null,
    address: null,
    phones: [],
    grade: null,
    secrecy: 'normal',
    secrecyUntil: null,
    retention: 'D30',
    firstContactOn: null,
    annualVolume: null,
    contractEndsOn: null,
    legacyCode: null,
    responsibleId: null,
    shelf: null,
    indexTerms: [],
    note: null,
    contacts: [],
  };
}

/** Template of a category (rules.md A1): the fields that a complete archive has. */
export const REQUIRED_FIELDS: Record<Category, readonly CustomerField[]> = {
  supplier: [
    'name',
    'uscc',
    'subType',
    'industry',
    'province',
    'city',
    'address',
    'contacts',
    'grade',
    'firstContactOn',
    'responsibleId',
    'shelf',
  ],
  client: [
    'name',
    'uscc',
    'subType',
    'industry',
    'size',
    'status',
    'province',
    'city',
    'address',
    'contacts',
    'grade',
    'firstContactOn',
    'responsibleId',
    'shelf',
  ],
  partner: [
    'name',
    'subType',
    'province',
    'city',
    'address',
    'contacts',
    'firstContactOn',
    'responsibleId',
    'shelf',
  ],
};

/** True when a field holds something. A person needs no 统一社会信用代码. */
export function isFilled(input: CustomerInput, field: CustomerField): boolean {
  if (field === 'uscc' && input.party === 'individual') return true;
  if (field === 'contacts') return input.contacts.some((contact) => contact.mobile || contact.phone);
  const value = input[field];
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== '';
}

/** The required fields that are still empty, in the template's order. */
export function missingFields(input: CustomerInput): CustomerField[] {
  return REQUIRED_FIELDS[input.category].filter((field) => !isFilled(input, field));
}

/** Completeness in whole percent, 100 only when nothing is missing. */
export function completeness(input: CustomerInput): number {
  const required = REQUIRED_FIELDS[input.category].length;
  return Math.floor(((required - missingFields(input).length) / required) * 100);
}
