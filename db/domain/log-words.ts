/** How rows of the log are put into words, on screen and on paper alike. */
import { parseActReason, parseAskReason } from './account-request.ts';
import { REFUSE_REASON } from './reasons.ts';
import { reasonRuleOf } from './reasons-of-acts.ts';
import { parseTries, SIGN_IN, type RefusedTries } from './refused-tries.ts';
import {
  LIST_CHANGES,
  parseListReason,
  parseSettingsReason,
  type ListChange,
  type SettingChange,
} from './said-changes.ts';
import { parseSheetsReason } from './sheet-set.ts';

/** The wording of a key (`audit:action.vault.create`) with its gaps filled; undefined where there is none. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string | undefined;

/** A wording with what fills its gaps. */
export interface Said {
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** What the object of a row is called, or about, as far as the reader may know. */
export interface Named {
  readonly archiveNo: string | null;
  readonly name: string | null;
  /** In words of the program, one after the other; absent for none. */
  readonly words?: readonly Said[];
}

/** What an action of the log is called; its code where no word is known yet. */
export const actionWords = (say: Say, action: string): string => say(`audit:action.${action}`) ?? action;

/** Roles as a row has them, joined by a plus sign; none of whoever was not signed in. */
export function roleWords(say: Say, roles: string): string {
  if (roles === '') return say('audit:not_signed_in') ?? '';
  return roles
    .split('+')
    .map((role) => say(`common:role.${role}`) ?? role)
    .join(say('common:list_comma'));
}

/** `customer:17` as the reader knows it: 档号 and name, or with its number; what is not known stands for itself. */
export function objectWords(say: Say, object: string, about: Named | null = null): string {
  const [kind = '', ...rest] = object.split(':');
  const id = rest.join(':');
  const called = about === null ? '' : aboutWords(say, about);
  if (kind === 'customer' && called !== '') return called;
  if (kind === 'account' && called !== '') return say('audit:object.account', { id: called }) ?? called;
  const thing = numberedWords(say, kind, id) ?? object;
  return called === '' ? thing : (say('audit:object.about', { object: thing, about: called }) ?? thing);
}

const aboutWords = (say: Say, { archiveNo, name, words = [] }: Named): string =>
  [archiveNo, name, ...words.map(({ key, values }) => say(key, values))].filter(Boolean).join(' ');

/** What has a number by that, the lists of the department by what they are called. */
function numberedWords(say: Say, kind: string, id: string): string | undefined {
  // `list` is a list of archives, `account:unknown` whatever login no account has.
  const whole = id === '' ? 'all' : id;
  const fixed = /^[a-z]+$/.test(whole) ? say(`audit:object.${kind}_${whole}`) : undefined;
  const list = kind === 'list' ? say(`lists:name.${id}`) : undefined;
  return fixed ?? say(`audit:object.${kind}`, { id: list ?? id });
}

/** How choices are written; what was written freely before there were choices is no such word but by chance. */
const CHOICE = /^[a-z]+(?:_[a-z]+)*$/;

function choiceWords(say: Say, subject: string, choice: string): string {
  if (!CHOICE.test(choice)) return choice;
  return say(`${subject}:why.${choice}`) ?? say(`common:why.${choice}`) ?? choice;
}

/** A moment (milliseconds UTC) as the reader's clock shows it: `2026-11-22 14:30`. */
export type SayMinute = (at: number) => string;

/** Why something was done, as a row says it; null where it says nothing. */
export function whyWords(
  say: Say,
  minute: SayMinute,
  { action, reason }: { action: string; reason: string | null },
): string | null {
  if (reason === null) return null;
  const tries = action === SIGN_IN && parseTries(reason);
  if (tries) return triesWords(say, minute, tries) ?? reason;
  const settings = action === 'settings.edit' && parseSettingsReason(reason);
  if (settings) return inList(say, settings, (change) => settingWords(say, change));
  const choices = action === 'lists.edit' && parseListReason(reason);
  if (choices) return countedWords(say, choices);
  if (action.startsWith('accounts.')) return accountWords(say, reason);
  const sheets = action === 'vault.renew_sheets' && parseSheetsReason(reason);
  if (sheets) {
    const key = sheets.second === null ? 'audit:reason.sheets_set_old' : 'audit:reason.sheets_set';
    return say(key, { set: sheets.set, second: sheets.second ?? '' }) ?? reason;
  }
  // What was written before there were choices stands as it is.
  if (reasonRuleOf(action)?.choices.includes(reason))
    return choiceWords(say, action.split('.')[0] ?? '', reason);
  // The signature of the sheets says nothing to a person.
  if (action === 'vault.recover' || /^[0-9a-f]{128}$/.test(reason))
    return say('audit:reason.sheets') ?? reason;
  return (/^[a-z]+$/.test(reason) ? say(`audit:reason.${reason}`) : undefined) ?? reason;
}

const inList = <Item>(say: Say, items: readonly Item[], words: (item: Item) => string): string =>
  items.map(words).join(say('common:list_comma'));

/** What a setting is called, and its figures before and after where they are said. */
export function settingWords(say: Say, { setting, before, after }: SettingChange): string {
  const name = say(`audit:setting.${setting}`) ?? setting;
  if (before === null || after === null) return name;
  const [from, to] = [before, after].map((value) => figureWords(say, setting, value));
  return say('audit:setting_change', { name, from: from ?? '', to: to ?? '' }) ?? name;
}

function figureWords(say: Say, setting: SettingChange['setting'], value: string): string {
  if (setting === 'gradeList') return say(`lists:name.${value}`) ?? value;
  // Limits are in tenths.
  return setting.startsWith('environmentLimits.') ? String(Number(value) / 10) : value;
}

/** How many choices were added, and so on. */
function countedWords(say: Say, choices: readonly ListChange[]): string {
  const kinds = LIST_CHANGES.map((what) => ({ what, n: choices.filter((one) => one.what === what).length }));
  const some = kinds.filter(({ n }) => n > 0);
  return inList(say, some, ({ what, n }) => say(`audit:reason.list_${what}`, { n }) ?? what);
}

function triesWords(say: Say, minute: SayMinute, { count, first, last }: RefusedTries): string | undefined {
  const [from, to] = [minute(first), minute(last)];
  if (from === to) return say('audit:reason.tries_at', { tries: count, at: from });
  const isOneDay = from.slice(0, DAY) === to.slice(0, DAY);
  return say('audit:reason.tries', { tries: count, from, to: isOneDay ? to.slice(DAY + 1) : to });
}

/** Signs of the day in a minute. */
const DAY = '2026-11-22'.length;

/** What was asked for, or the roles with the row that asked; the key that would come says nothing to a person. */
function accountWords(say: Say, reason: string): string {
  const carried = parseActReason(reason);
  if (!carried) {
    const what = parseAskReason(reason)?.what;
    if (what) return say(`accounts:what.${what}`) ?? what;
    return REFUSE_REASON.choices.some((choice) => choice === reason)
      ? choiceWords(say, 'accounts', reason)
      : roleWords(say, reason);
  }
  const { roles, request: row, certificate } = carried;
  const asked = say(certificate ? 'audit:reason.requested_sheets' : 'audit:reason.requested', { row }) ?? '';
  return roles ? [roleWords(say, roles), asked].join(say('common:list_comma')) : asked;
}
