import en from '../../resources/locales/en/desktop.json' with { type: 'json' };
import zh from '../../resources/locales/zh-CN/desktop.json' with { type: 'json' };
import type { Language } from '../shell/values.ts';

export type Word = keyof typeof zh;
export type Words = Readonly<Record<Word, string>>;

const languages: Readonly<Record<Language, Words>> = { 'zh-CN': zh, en };

/** The words of menus and system dialogs. */
export function wordsIn(language: Language): Words {
  return languages[language];
}
