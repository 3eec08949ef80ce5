import { z } from 'zod';
import { isWorded, OTHER, type Reason, type ReasonRule } from '../../../db/domain/reasons.ts';

/** A form that nobody has given a reason in yet. */
export const NO_REASON = { reason: null, reasonText: '' };

/** What a draft keeps of a reason; choices come and go with programs. */
export const REASON_FIELDS = { reason: z.string().nullable(), reasonText: z.string() };

/** A draft from before there were choices kept a text alone. */
export function textAsOther(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('reason' in value)) return value;
  return { ...value, reason: OTHER, reasonText: value.reason };
}

/** The field of the choice where one is needed, and where it may be left out. */
export function neededChoice<Choice extends string>({ choices }: ReasonRule<Choice>) {
  return z.enum(choices).nullable().pipe(z.enum(choices));
}
export function optionalChoice<Choice extends string>({ choices }: ReasonRule<Choice>) {
  return z.enum(choices).nullable();
}

interface ReasonGiven<Choice extends string> {
  readonly reason: Choice | null;
  readonly reasonText: string;
}

/** What the vault is told; null for nothing. A text without a choice is one of another kind. */
export function givenReason<Choice extends string>(
  given: ReasonGiven<Choice> & { readonly reason: Choice },
): Reason<Choice>;
export function givenReason<Choice extends string>(
  given: ReasonGiven<Choice>,
): Reason<Choice | typeof OTHER> | null;
export function givenReason<Choice extends string>({ reason, reasonText }: ReasonGiven<Choice>) {
  const text = reasonText.trim() || null;
  const choice = reason ?? (text === null ? null : OTHER);
  return choice === null ? null : { choice, text };
}

/** For the refinement of a form's schema: 其他 says nothing without a text. */
export const reasonIsWorded = (given: ReasonGiven<string>): boolean => {
  const reason = givenReason(given);
  return reason === null || isWorded(reason);
};
export const REASON_UNWORDED = { path: ['reasonText'], message: 'common.reason_text_needed' };
