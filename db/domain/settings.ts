import { z } from 'zod';
import { isDay, isTimeZone, DEFAULT_ZONE } from './dates.ts';
import { DEFAULT_LIMITS, limitsSchema } from './environment/readings.ts';
import { DEFAULT_GRADE_SECRECY, gradeSecrecySchema } from './secrecy-proposal.ts';
import { fittingFields, type StoredKind } from './stored-json.ts';

/** Scales of grades, lists of `list_item`; an archive may have a grade of one that the department has left (R2). */
export const GRADE_LISTS = ['grade_metal', 'grade_vip', 'grade_abcd'] as const;

/** A day of any year as `MM-DD`, in one half of it. */
const dayOfHalf = (pattern: RegExp) =>
  z
    .string()
    .regex(pattern, { message: 'common.not_a_day' })
    .refine((day) => isDay(`2027-${day}`), { message: 'common.not_a_day' });

/** `MM-DD` from which the inspection of a half-year opens by itself (rules.md D1). */
export const inspectionOpensSchema = z.strictObject({
  first: dayOfHalf(/^0[1-6]-\d\d$/),
  second: dayOfHalf(/^(?:0[789]|1[012])-\d\d$/),
});

/** A name of the IANA list. */
export const timeZoneSchema = z.string().max(40).refine(isTimeZone, { message: 'settings.no_such_zone' });

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
  /** Where the department works, by whose calendar things fall due; a name of the IANA list. */
  timeZone: timeZoneSchema,
  /** `MM-DD` from which the inspection of a half-year opens by itself (D1). */
  inspectionOpens: inspectionOpensSchema,
  /** Hundredths of a level that are scanned before the rest is confirmed with it (D1). */
  levelSample: z.int().min(1).max(100),
  /** Within which temperature and humidity of a room are as they should be, in tenths (D3). */
  environmentLimits: limitsSchema,
  /** Days after which a search for a missing archive ends (D4). */
  searchDays: z.int().min(1).max(365),
  /** Reports tell no group of fewer archives than this; 0: they tell all (B1). */
  hideGroupsBelow: z.int().min(0).max(20),
});
export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = {
  lockAfterMinutes: 10,
  filingLimitDays: 7,
  gradeList: 'grade_metal',
  gradeSecrecy: DEFAULT_GRADE_SECRECY,
  timeZone: DEFAULT_ZONE,
  inspectionOpens: { first: '06-01', second: '12-01' },
  levelSample: 10,
  searchDays: 30,
  hideGroupsBelow: 0,
  environmentLimits: DEFAULT_LIMITS,
};

const storedSchema = settingsSchema.partial();

/** What was set; a setting that is missing has its default, and one that cannot be read keeps no other from counting. */
export const STORED_SETTINGS: StoredKind<Partial<Settings>> = {
  name: 'settings',
  version: 3,
  schema: storedSchema,
  // Every setting may be missing.
  upgraders: { 1: (value) => value, 2: (value) => value },
  salvage: (value) => fittingFields(storedSchema, value),
};
