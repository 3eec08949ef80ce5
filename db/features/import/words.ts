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

/** What a cell that stands beyond the titles is called in a note, counted from 1; in the language of archives. */
export function cellTitle(number: number): string {
  return importWords('zh-CN', 'import.cell_title', { number });
}

/** Title of a column for the cells of a row that has more than there are titles, counted from 1. */
export function extraTitle(language: Language, number: number): string {
  return importWords(language, 'import.extra_title', { number });
}

const EXTRA_TITLES = Object.values(WORDS).map(
  (words) => (words['import.extra_title'] ?? '').split('{{number}}')[0] ?? '',
);

/** True for a title that `extraTitle` gave in either language. */
export function isExtraTitle(title: string): boolean {
  return EXTRA_TITLES.some((start) => title.startsWith(start) && /^\d+$/.test(title.slice(start.length)));
}
