import { z } from 'zod';
import { DEFAULT_GRADE_SECRECY, gradeSecrecySchema } from './secrecy-proposal.ts';
import { fittingFields, type StoredKind } from './stored-json.ts';

/** Scales of grades, lists of `list_item`; an archive may have a grade of one that the department has left (R2). */
export const GRADE_LISTS = ['grade_metal', 'grade_vip', 'grade_abcd'] as const;

/** Settings of the whole vault (rules.md: where a number is not fixed by the text it is a setting). */
export const settingsSchema = z.strictObject({
  /** Minutes without input after which the vault locks itself. */
  lockAfterMinutes: z.int().min(1).max(120),
  /** Days from first contact to filing before a filing counts as late (A1). */
  filingLimitDays: z.int().min(0).max(365),
  /** The scale of grades in use, a list of `list_item` (R2). */
  gradeList: z.enum(GRADE_LISTS),
  /** The secrecy class that each grade proposes (S1). */
  gradeSecrecy: gradeSecrecySchema,
});
export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = {
  lockAfterMinutes: 10,
  filingLimitDays: 7,
  gradeList: 'grade_metal',
  gradeSecrecy: DEFAULT_GRADE_SECRECY,
};

const storedSchema = settingsSchema.partial();

/** What was set; a setting that is missing has its default, and one that cannot be read keeps no other from counting. */
export const STORED_SETTINGS: StoredKind<Partial<Settings>> = {
  name: 'settings',
  version: 1,
  schema: storedSchema,
  salvage: (value) => fittingFields(storedSchema, value),
};
