/** How rows of the log are put into words, on screen and on paper alike. */
import { parseActReason, parseAskReason } from './account-request.ts';
import { REFUSE_REASON } from './reasons.ts';
import { reasonRuleOf } from './reasons-of-acts.ts';
import { parseSheetsReason } from './sheet-set.ts';

/** The wording of a key (`audit:action.vault.create`) with its gaps filled; undefined where there is none. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string | undefined;

/** What the object of a row is called, as far as the reader may know; null where the log has no more than its number. */
export interface Named {
  readonly archiveNo: string | null;
  readonly name: string | null;
}

/** What an action of the log is called; its code where no word is known yet. */
export const actionWords = (say: Say, action: string): string => say(`audit:action.${action}`) ?? action;

/** Roles as a row has them, joined by a plus sign. */
export function roleWords(say: Say, roles: string): string {
  return roles
    .split('+')
    .map((role) => say(`common:role.${role}`) ?? role)
    .join(say('common:list_comma'));
}

/** `customer:17` as the reader knows it: 档号 and name, or with its number; what is not known stands for itself. */
export function objectWords(say: Say, object: string, about: Named | null = null): string {
  const [kind = '', ...rest] = object.split(':');
  const id = rest.join(':');
  if (about?.archiveNo) return [about.archiveNo, about.name].filter(Boolean).join(' ');
  if (about?.name) return say(`audit:object.${kind}`, { id: about.name }) ?? about.name;
  const ofAll = id === '' ? say(`audit:object.${kind}_all`) : undefined;
  return ofAll ?? say(`audit:object.${kind}`, { id }) ?? object;
}

/** How choices are written; what was written freely before there were choices is no such word but by chance. */
const CHOICE = /^[a-z]+(?:_[a-z]+)*$/;

function choiceWords(say: Say, subject: string, choice: string): string {
  if (!CHOICE.test(choice)) return choice;
  return say(`${subject}:why.${choice}`) ?? say(`common:why.${choice}`) ?? choice;
}

/** Why something was done, as a row says it; null where it says nothing. */
export function whyWords(
  say: Say,
  { action, reason }: { action: string; reason: string | null },
): string | null {
  if (reason === null) return null;
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
