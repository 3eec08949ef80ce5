import enErrors from '../../../resources/locales/en/errors.json' with { type: 'json' };
import zhErrors from '../../../resources/locales/zh-CN/errors.json' with { type: 'json' };
import { fillWords, type Language } from '../../domain/wording.ts';
import type { Issue } from './issues.ts';

const WORDS: Readonly<Record<Language, Readonly<Partial<Record<string, string>>>>> = {
  'zh-CN': zhErrors,
  en: enErrors,
};

/** A text of `errors.json` with its gaps filled. */
export function importWords(language: Language, code: string, data: object = {}): string {
  return fillWords(WORDS[language][code] ?? code, data);
}

/** Why a row was refused, in words. */
export function issueWords(language: Language, { code, column, value, data }: Issue): string {
  return importWords(language, code, { column, value, ...data });
}
