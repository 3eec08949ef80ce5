import type { Control } from 'react-hook-form';
import { z } from 'zod';
import { limitsSchema, type Limits } from '../../db/domain/environment/readings.ts';
import { inspectionOpensSchema, timeZoneSchema } from '../../db/domain/settings.ts';
import { gradeSecrecySchema } from '../../db/domain/secrecy-proposal.ts';

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,4}$/, { message: 'common.not_a_number' })
    .transform(Number)
    .pipe(z.int().min(min).max(max));

/** Degrees and percents with one decimal, kept in tenths. */
const tenths = z
  .string()
  .trim()
  .regex(/^-?\d{1,3}(?:[.,]\d)?$/, { message: 'common.not_a_number' })
  .transform((text) => Math.round(Number(text.replace(',', '.')) * 10));

export const GRADE_LISTS = ['grade_metal', 'grade_vip', 'grade_abcd'] as const;

/** Settings as the form has them: figures as they are typed. */
export const settingsFormSchema = z.strictObject({
  lockAfterMinutes: wholeNumber(1, 120),
  filingLimitDays: wholeNumber(0, 365),
  gradeList: z.enum(GRADE_LISTS),
  gradeSecrecy: gradeSecrecySchema,
  inspectionOpens: inspectionOpensSchema,
  levelSample: wholeNumber(1, 100),
  searchDays: wholeNumber(1, 365),
  hideGroupsBelow: wholeNumber(0, 20),
  timeZone: timeZoneSchema,
  environmentLimits: z
    .strictObject({
      temperature: z.strictObject({ low: tenths, high: tenths }),
      humidity: z.strictObject({ low: tenths, high: tenths }),
    })
    .pipe(limitsSchema),
});

/** The same as a draft keeps them: whatever is typed. */
const typedRange = z.strictObject({ low: z.string(), high: z.string() });
export const typedLimits = z.strictObject({ temperature: typedRange, humidity: typedRange });

export function shownLimits({ temperature, humidity }: Limits): z.infer<typeof typedLimits> {
  const shown = ({ low, high }: Limits['humidity']) => ({ low: String(low / 10), high: String(high / 10) });
  return { temperature: shown(temperature), humidity: shown(humidity) };
}

export type SettingsInput = z.input<typeof settingsFormSchema>;

/** What a subject's part of the form is given. */
export interface SettingsPart {
  readonly control: Control<SettingsInput, unknown, z.output<typeof settingsFormSchema>>;
}
