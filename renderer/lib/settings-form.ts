import type { Control } from 'react-hook-form';
import { z } from 'zod';
import { gradeSecrecySchema } from '../../db/domain/secrecy-proposal.ts';

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,4}$/, { message: 'common.not_a_number' })
    .transform(Number)
    .pipe(z.int().min(min).max(max));

export const GRADE_LISTS = ['grade_metal', 'grade_vip', 'grade_abcd'] as const;

/** Settings as the form has them: figures as they are typed. */
export const settingsFormSchema = z.strictObject({
  lockAfterMinutes: wholeNumber(1, 120),
  filingLimitDays: wholeNumber(0, 365),
  gradeList: z.enum(GRADE_LISTS),
  gradeSecrecy: gradeSecrecySchema,
});

export type SettingsInput = z.input<typeof settingsFormSchema>;

/** What a subject's part of the form is given. */
export interface SettingsPart {
  readonly control: Control<SettingsInput, unknown, z.output<typeof settingsFormSchema>>;
}
