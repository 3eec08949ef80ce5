import type { TFunction } from 'i18next';
import { CUSTOMER_FIELDS } from '../../../db/domain/customer-fields.ts';
import type { CustomerInput } from '../../../db/domain/customer.ts';
import { checkUscc, cleanUscc } from '../../../db/domain/uscc.ts';
import { formSchema, formSoFar, toForm, type FormOf } from '../../lib/record-form.ts';

/** What the fields of the form hold: text as typed, null for a choice not made. */
export type CustomerForm = FormOf<typeof CUSTOMER_FIELDS>;

const TIDY = { uscc: cleanUscc };

/** Checks what is typed and turns it into what the vault takes; the vault checks again. */
export function customerFormSchema(t: TFunction) {
  return formSchema(CUSTOMER_FIELDS, TIDY)
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

/** What the vault holds, as the form shows it. */
export const toFormValues = (input: CustomerInput): CustomerForm => toForm(CUSTOMER_FIELDS, input);

/** What is filled in so far, as far as it can be read, to show completeness while filling. */
export const inputSoFar = (typed: CustomerForm): CustomerInput => formSoFar(CUSTOMER_FIELDS, typed, TIDY);
