import common from '../../../resources/locales/zh-CN/common.json' with { type: 'json' };
import reports from '../../../resources/locales/zh-CN/reports.json' with { type: 'json' };
import { fillWords } from '../../domain/wording.ts';

export type WordKey = keyof typeof reports;

/** A word of reports as they are printed, in Chinese whatever the window's language is. */
export function word(key: WordKey, values: Readonly<Record<string, string | number>> = {}): string {
  return fillWords(reports[key], values);
}

/** The same of a key that is put together; the key itself where there is none. */
export function wordOf(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  return Object.hasOwn(reports, key) ? word(key as WordKey, values) : key;
}

const COMMON: Readonly<Record<string, string>> = common;

/** A state of a flow: in its own words, or in those that all flows share. */
export function stateWord(own: Readonly<Record<string, string>>, state: string): string {
  return own[`state.${state}`] ?? COMMON[`flow.state.${state}`] ?? '';
}
