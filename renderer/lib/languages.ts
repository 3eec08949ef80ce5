import type { Language } from '../../electron/shell/values.ts';

export const languages: readonly Language[] = ['zh-CN', 'en'];

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}
