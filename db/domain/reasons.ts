/**
 * Why something is decided: a choice, which the log has too, and a text, which stays with the record. What a person
 * writes may be personal, and the log keeps nothing personal.
 */
import { z } from 'zod';
import { optionalLines } from './text/entered.ts';

/** The last choice of each list: it says nothing without a text. */
export const OTHER = 'other';

export interface Reason<Choice extends string = string> {
  readonly choice: Choice;
  /** What is added to the choice; null for nothing. */
  readonly text: string | null;
}

/** What an act takes as its reason: one of the choices, which may be left out unless it is `needed`. */
export interface ReasonRule<Choice extends string = string> {
  readonly choices: readonly [Choice, ...Choice[]];
  readonly needed: boolean;
}

/** 定密 (rules.md S1): up, down, or another end. */
export const CLASSIFY_REASON = {
  choices: [
    'value_risen',
    'trade_secret',
    'customer_asked',
    'value_fallen',
    'contract_ended',
    'term_over',
    'wrong_class',
    OTHER,
  ],
  needed: true,
} as const satisfies ReasonRule;

/** 指定 (rules.md S2): who is responsible, and who keeps it. */
export const ASSIGN_REASON = {
  choices: ['first_named', 'own_customer', 'left_post', 'work_shared', 'kept_apart', 'wrong_person', OTHER],
  needed: true,
} as const satisfies ReasonRule;

/** Why the category of a customer changes (rules.md A6), and why its grade does (rules.md R2). */
const CATEGORY_CHOICES = ['relation_changed', 'business_changed', 'wrong_category'] as const;
const GRADE_CHOICES = [
  'rated_anew',
  'volume_changed',
  'credit_changed',
  'scale_changed',
  'wrong_grade',
] as const;

/** The choice of an edit that takes the one before it back; nobody picks it from a list. */
export const UNDONE = 'undone';

/** What the program says of an edit by which an archive took in what another one of the same customer said. */
export const JOINED = 'joined';

/** 编辑: needed where the category changes. */
export const EDIT_REASON = {
  choices: [...CATEGORY_CHOICES, ...GRADE_CHOICES, UNDONE, OTHER],
  needed: false,
} as const satisfies ReasonRule;

/** 退回账户变更: why a change of an account is not confirmed. */
export const REFUSE_REASON = {
  choices: ['not_known', 'not_agreed', 'wrong_roles', 'wrong_person', 'not_needed', OTHER],
  needed: true,
} as const satisfies ReasonRule;

export type RefuseReason = Reason<(typeof REFUSE_REASON.choices)[number]>;
export type ClassifyReason = Reason<(typeof CLASSIFY_REASON.choices)[number]>;
export type AssignReason = Reason<(typeof ASSIGN_REASON.choices)[number]>;
export type EditReason = Reason<(typeof EDIT_REASON.choices)[number]>;

/** What a person is asked for an edit; null where nothing changes that wants a word. */
export function reasonOfEdit(changed: {
  readonly category: boolean;
  readonly grade: boolean;
}): ReasonRule<EditReason['choice']> | null {
  if (changed.category && changed.grade)
    return { choices: [...CATEGORY_CHOICES, ...GRADE_CHOICES, OTHER], needed: true };
  if (changed.category) return { choices: [...CATEGORY_CHOICES, OTHER], needed: true };
  return changed.grade ? { choices: [...GRADE_CHOICES, OTHER], needed: false } : null;
}

/** Shortest text that says anything beside `OTHER`. */
const LEAST_TEXT = 2;

/** Whether a reason says something: `OTHER` only with a text. */
export function isWorded({ choice, text }: Reason<string>): boolean {
  return choice !== OTHER || (text ?? '').trim().length >= LEAST_TEXT;
}

/** Whether a rule takes this for a reason, or for none. Without a rule nothing is taken. */
export function takesReason(rule: ReasonRule | null | undefined, reason: Reason | null): boolean {
  if (reason === null) return !rule?.needed;
  return rule ? rule.choices.includes(reason.choice) && isWorded(reason) : false;
}

/** A reason as it comes in: one of the choices, with a text of at most `most` characters. */
export function reasonSchema<Choice extends string>({ choices }: ReasonRule<Choice>, most: number) {
  return z
    .strictObject({ choice: z.enum(choices), text: optionalLines(most) })
    .refine(isWorded, { message: 'common.reason_text_needed', path: ['text'] });
}

/** As a record keeps it: the choice, which the log has too, and the text. */
export function keptReason(reason: Reason | null): { reason: string | null; reasonText: string | null } {
  return { reason: reason?.choice ?? null, reasonText: reason?.text ?? null };
}
