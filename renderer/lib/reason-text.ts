import type { TFunction } from 'i18next';

/** How choices are written; what was written freely before there were choices is no such word but by chance. */
const CHOICE = /^[a-z]+(?:_[a-z]+)*$/;

/** The word of a choice: that of its subject, or what all say. What is no choice stands for itself. */
export function choiceText(t: TFunction, subject: string, choice: string): string {
  if (!CHOICE.test(choice)) return choice;
  return t([`${subject}:why.${choice}`, `common:why.${choice}`], { defaultValue: choice });
}

/** A reason as it is read: the choice, and what was added to it; empty for none. */
export function reasonText(
  t: TFunction,
  subject: string,
  { reason, reasonText: text }: { readonly reason: string | null; readonly reasonText: string | null },
): string {
  const choice = reason === null ? '' : choiceText(t, subject, reason);
  if (text === null) return choice;
  return t('common:reason.with_text', { choice, text });
}
