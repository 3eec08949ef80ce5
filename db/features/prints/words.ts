import common from '../../../resources/locales/zh-CN/common.json' with { type: 'json' };
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
