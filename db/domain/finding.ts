/** What is found on an archive when somebody looks at it (rules.md D2), and how bad it is. */
import { z } from 'zod';
import { optionalLines } from './text/entered.ts';

/**
 * 字迹变色, 材料破损, 霉变, 虫蛀, 受潮, 缺件, 书写材料不合规 (A5), 排列错位, 密级标识: in the order of the paper form (forms.md 9).
 */
export const FINDING_KINDS = [
  'faded',
  'damaged',
  'mouldy',
  'insects',
  'damp',
  'incomplete',
  'wrong_ink',
  'disordered',
  'secrecy_mark',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** 轻微, 中等, 严重. */
export const DEGREES = ['slight', 'moderate', 'severe'] as const;
export type Degree = (typeof DEGREES)[number];

/** Characters of what is noted beside a finding, at most. */
export const MOST_NOTE = 500;

export const findingSchema = z.strictObject({
  kind: z.enum(FINDING_KINDS),
  degree: z.enum(DEGREES),
  note: optionalLines(MOST_NOTE),
});
export type Finding = z.infer<typeof findingSchema>;

/** What was found on one archive: each kind at most once. */
export const findingsSchema = z
  .array(findingSchema)
  .max(FINDING_KINDS.length)
  .refine((findings) => new Set(findings.map(({ kind }) => kind)).size === findings.length, {
    message: 'common.finding_twice',
  });

/** What a repair is about: a finding, or an archive that is missing (查找, a search with an end: D4). */
export const REPAIR_KINDS = [...FINDING_KINDS, 'missing'] as const;
export type RepairKind = (typeof REPAIR_KINDS)[number];

/** By what something was found, as the log names it: `{ kind: 'inspection', id: 3 }`. */
export interface Source {
  readonly kind: string;
  readonly id: number;
}
