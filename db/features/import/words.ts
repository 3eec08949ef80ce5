import enErrors from '../../../resources/locales/en/errors.json' with { type: 'json' };
import zhErrors from '../../../resources/locales/zh-CN/errors.json' with { type: 'json' };
import type { Issue } from './issues.ts';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const WORDS: Readonly<Record<Language, Readonly<Partial<Record<string, string>>>>> = {
  'zh-CN': zhErrors,
  en: enErrors,
};

/** A text of `errors.json` with its gaps filled. */
export function importWords(language: Language, code: string, data: object = {}): string {
  const values = new Map<string, unknown>(Object.entries(data));
  return (WORDS[language][code] ?? code).replace(/\{\{(\w+)\}\}/g, (_, name: string) =>
    String(values.get(name) ?? ''),
  );
}

/** Why a row was refused, in words. */
export function issueWords(language: Language, { code, column, value, data }: Issue): string {
  return importWords(language, code, { column, value, ...data });
}
