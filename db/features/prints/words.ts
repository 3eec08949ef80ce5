import common from '../../../resources/locales/zh-CN/common.json' with { type: 'json' };
import customers from '../../../resources/locales/zh-CN/customers.json' with { type: 'json' };
import prints from '../../../resources/locales/zh-CN/prints.json' with { type: 'json' };
import { fillWords } from '../../domain/wording.ts';

/** Printed forms are in Chinese whatever the window's language is (forms.md). */
export const FORM_LANGUAGE = 'zh-CN';

const wordings = { ...common, ...prints };
export type WordKey = keyof typeof wordings;

/** The wording of a key with its placeholders filled. */
export function word(key: WordKey, values: Readonly<Record<string, string | number>> = {}): string {
  return fillWords(wordings[key], values);
}

const titles: Readonly<Partial<Record<string, string>>> = { ...customers, ...prints };

const cardTitles = new Map<string, string>();

/** Title of a field on the card: a shorter one than on the screens where there is little room. */
export function cardTitle(key: string): string {
  const known = cardTitles.get(key);
  if (known !== undefined) return known;
  const title = titles[`card.${key}`] ?? titles[`field.${key}`] ?? key;
  cardTitles.set(key, title);
  return title;
}

/** Title of a field of a contact. */
export function contactTitle(key: string): string {
  return titles[`contact.${key}`] ?? key;
}
