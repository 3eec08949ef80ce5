import type { TFunction } from 'i18next';
import { z } from 'zod';
import { yuanOf } from '../../../db/domain/cells/amounts.ts';
import {
  categorySchema,
  PARTIES,
  retentionSchema,
  shelfSchema,
  statusSchema,
  type CustomerInput,
} from '../../../db/domain/customer.ts';
import { daySchema } from '../../../db/domain/dates.ts';
import { secrecySchema } from '../../../db/domain/roles.ts';
import { checkUscc, cleanUscc } from '../../../db/domain/uscc.ts';

/** What the fields of the form hold: text as typed, null for a choice not made. */
export type CustomerForm = z.input<ReturnType<typeof customerFormSchema>>;

const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((text) => text || null);

const words = (max: number, many: number) => z.array(z.string().trim().min(1).max(max)).max(many);

const contactForm = z.strictObject({
  id: z.int().positive().optional(),
  name: z.string().trim().min(1).max(60),
  position: line(60),
  mobile: line(40),
  phone: line(40),
  note: line(500),
});

const shelfForm = z
  .strictObject({ room: z.string(), cabinet: z.string(), level: z.string(), position: z.string() })
  .transform((typed, context) => {
    if (Object.values(typed).every((part) => part.trim() === '')) return null;
    const shelf = shelfSchema.safeParse({
      room: typed.room,
      cabinet: typed.cabinet,
      level: /^\d+$/.test(typed.level.trim()) ? Number(typed.level) : null,
      position: /^\d+$/.test(typed.position.trim()) ? Number(typed.position) : null,
    });
    if (shelf.success) return shelf.data;
    for (const { path } of shelf.error.issues)
      context.addIssue({ code: 'custom', path, message: 'customers.shelf_part' });
    return z.NEVER;
  });

const amountForm = z.string().transform((typed, context) => {
  const yuan = yuanOf(typed);
  if (yuan !== undefined) return yuan;
  context.addIssue({ code: 'custom', message: 'customers.not_an_amount' });
  return z.NEVER;
});

/** Checks what is typed and turns it into what the archive takes; the archive checks again. */
export function customerFormSchema(t: TFunction) {
  return z
    .strictObject({
      category: categorySchema,
      party: z.enum(PARTIES),
      name: z.string().trim().min(1).max(120),
      formerNames: words(120, 20),
      uscc: z.string().transform((typed) => cleanUscc(typed) || null),
      usccWaiver: line(200),
      subType: z.string().nullable(),
      industry: z.string().nullable(),
      size: z.string().nullable(),
      status: statusSchema.nullable(),
      province: z.string().nullable(),
      city: z.string().nullable(),
      district: z.string().nullable(),
      address: line(200),
      phones: words(40, 10),
      grade: z.string().nullable(),
      secrecy: secrecySchema,
      secrecyUntil: daySchema.nullable(),
      retention: retentionSchema,
      firstContactOn: daySchema.nullable(),
      annualVolume: amountForm,
      contractEndsOn: daySchema.nullable(),
      legacyCode: line(60),
      responsibleId: z.int().positive().nullable(),
      shelf: shelfForm,
      indexTerms: words(40, 30),
      note: line(4000),
      contacts: z.array(contactForm).max(50),
    })
    .refine((typed) => usccProblem(t, typed.uscc, typed.usccWaiver) === null, {
      path: ['uscc'],
      error: ({ input }) => {
        const typed = input as { uscc?: unknown; usccWaiver?: unknown };
        return usccProblem(t, typed.uscc, typed.usccWaiver) ?? '';
      },
      // On leaving the field, not only once everything else is right.
      when: () => true,
    })
    .transform((typed) => (isDoubtful(typed.uscc) ? typed : { ...typed, usccWaiver: null }));
}

/** Whether a 统一社会信用代码 is one that the check refuses, so that it takes a reason to keep it. */
export function isDoubtful(uscc: string | null): boolean {
  return uscc !== null && uscc.trim() !== '' && !checkUscc(cleanUscc(uscc)).ok;
}

/** What is wrong with a 统一社会信用代码 and what would be right; null when it is right, empty, or kept with a reason. */
export function usccProblem(t: TFunction, uscc: unknown, waiver: unknown): string | null {
  if (typeof uscc !== 'string' || !isDoubtful(uscc)) return null;
  if (typeof waiver === 'string' && waiver.trim() !== '') return null;
  const check = checkUscc(cleanUscc(uscc));
  if (check.ok) return null;
  return t(`customers:uscc.${check.problem}`, {
    expected: check.expected,
    found: check.found,
    position: check.problem === 'charset' ? check.position : 0,
  });
}

const textOf = (value: string | number | null | undefined) =>
  value === null || value === undefined ? '' : String(value);

/** What the archive holds, as the form shows it. */
export function toFormValues(input: CustomerInput): CustomerForm {
  return {
    ...input,
    uscc: textOf(input.uscc),
    usccWaiver: textOf(input.usccWaiver),
    address: textOf(input.address),
    annualVolume: textOf(input.annualVolume),
    legacyCode: textOf(input.legacyCode),
    note: textOf(input.note),
    shelf: {
      room: textOf(input.shelf?.room),
      cabinet: textOf(input.shelf?.cabinet),
      level: textOf(input.shelf?.level),
      position: textOf(input.shelf?.position),
    },
    contacts: input.contacts.map(({ id, ...contact }) => ({
      ...(id === undefined ? {} : { id }),
      name: contact.name,
      position: textOf(contact.position),
      mobile: textOf(contact.mobile),
      phone: textOf(contact.phone),
      note: textOf(contact.note),
    })),
  };
}

/**
 * What is filled in so far, as far as it can be read, to show completeness while filling: unreadable parts
 * count as not filled.
 */
export function inputSoFar(typed: CustomerForm): CustomerInput {
  const filled = (text: string) => text.trim() || null;
  const shelf = shelfForm.safeParse(typed.shelf);
  return {
    ...typed,
    name: typed.name.trim(),
    uscc: cleanUscc(typed.uscc) || null,
    usccWaiver: filled(typed.usccWaiver),
    address: filled(typed.address),
    annualVolume: yuanOf(typed.annualVolume) ?? null,
    legacyCode: filled(typed.legacyCode),
    note: filled(typed.note),
    shelf: shelf.success ? shelf.data : null,
    contacts: typed.contacts.map((contact) => ({
      ...contact,
      position: filled(contact.position),
      mobile: filled(contact.mobile),
      phone: filled(contact.phone),
      note: filled(contact.note),
    })),
  };
}
