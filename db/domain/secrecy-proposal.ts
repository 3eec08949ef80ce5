import { z } from 'zod';
import { SECRECY_CLASSES, secrecySchema, type Secrecy } from './roles.ts';

/** What a grade asks for: this class, or with `atMost` none above it. */
const gradeRuleSchema = z.strictObject({ secrecy: secrecySchema, atMost: z.boolean() });
export type GradeRule = z.infer<typeof gradeRuleSchema>;

/** Rules by the code of a grade; a grade without one proposes nothing. */
export const gradeSecrecySchema = z.record(z.string().min(1).max(60), gradeRuleSchema);
export type GradeSecrecy = z.infer<typeof gradeSecrecySchema>;

/** 铁 → 秘密 at most, 黄金 → 机密, 铂金 → 绝密 (rules.md S1). */
export const DEFAULT_GRADE_SECRECY: GradeSecrecy = {
  iron: { secrecy: 'confidential', atMost: true },
  gold: { secrecy: 'secret', atMost: false },
  platinum: { secrecy: 'top_secret', atMost: false },
};

/** The class that a grade proposes in place of `current`; null where `current` fits or no rule is laid down. */
export function proposedSecrecy(rules: GradeSecrecy, grade: string | null, current: Secrecy): Secrecy | null {
  const rule = grade === null ? undefined : new Map(Object.entries(rules)).get(grade);
  if (!rule) return null;
  const fits = rule.atMost
    ? SECRECY_CLASSES.indexOf(current) <= SECRECY_CLASSES.indexOf(rule.secrecy)
    : current === rule.secrecy;
  return fits ? null : rule.secrecy;
}
