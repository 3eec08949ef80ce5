/**
 * What rows of the log say in clear of a change of settings, and of a list of choices: names of the program, figures and
 * codes. What a person wrote, the words of a choice among it, stands there no more than anywhere in the log.
 */
import type { Settings } from './settings.ts';

/** Every figure that can be set. One that goes out of use stays here: rows name it. */
const FIGURES = [
  'lockAfterMinutes',
  'filingLimitDays',
  'gradeList',
  'timeZone',
  'inspectionOpens.first',
  'inspectionOpens.second',
  'levelSample',
  'searchDays',
  'hideGroupsBelow',
  'environmentLimits.temperature.low',
  'environmentLimits.temperature.high',
  'environmentLimits.humidity.low',
  'environmentLimits.humidity.high',
] as const;
/** A setting for each of many grades is named alone. */
const RULES_OF_GRADES = 'gradeSecrecy';
export const SAID_SETTINGS = [...FIGURES, RULES_OF_GRADES] as const;
type SaidSetting = (typeof SAID_SETTINGS)[number];

/** One that was changed; null for what is not said. */
export interface SettingChange {
  readonly setting: SaidSetting;
  readonly before: string | null;
  readonly after: string | null;
}

/** What a row may not say it leaves out, and says nothing. */
function saidBy(pattern: RegExp, all: readonly string[]): string | null {
  const text = all.join(' ');
  return pattern.test(text) ? text : null;
}

/** Null where nothing is changed. */
export function settingsReason(before: Settings, after: Settings): string | null {
  const figures = FIGURES.flatMap((figure) => {
    const [was, is] = [before, after].map((settings) => figureIn(settings, figure));
    return was === is ? [] : [`${figure}=${was}>${is}`];
  });
  const rules = [before, after].map((settings) => JSON.stringify(settings[RULES_OF_GRADES]));
  const all = rules[0] === rules[1] ? figures : [...figures, RULES_OF_GRADES];
  return saidBy(SETTINGS_REASON, all);
}

function figureIn(settings: Settings, figure: (typeof FIGURES)[number]): string {
  let value: unknown = settings;
  for (const name of figure.split('.')) value = (value as Record<string, unknown>)[name];
  return String(value);
}

const FIGURE = String.raw`(?:${FIGURES.map((one) => one.replaceAll('.', String.raw`\.`)).join('|')})`;
const VALUE = String.raw`[\w/+-]{1,40}`;
const SETTING = `(?:${FIGURE}=${VALUE}>${VALUE}|${RULES_OF_GRADES})`;
export const SETTINGS_REASON = new RegExp(`^${SETTING}(?: ${SETTING}){0,${FIGURES.length}}$`);

/** Undefined for a row that does not say it. */
export function parseSettingsReason(reason: string | null): SettingChange[] | undefined {
  if (reason === null || !SETTINGS_REASON.test(reason)) return undefined;
  return reason.split(' ').flatMap((said) => {
    const [name, before = null, after = null] = said.split(/[=>]/);
    const setting = SAID_SETTINGS.find((one) => one === name);
    return setting === undefined ? [] : [{ setting, before, after }];
  });
}

/** What became of a choice; `move` is of the list as a whole. */
const BECAME = ['add', 'restore', 'rename', 'retire'] as const;
export const LIST_CHANGES = [...BECAME, 'move'] as const;

export interface ListChange {
  readonly what: (typeof LIST_CHANGES)[number];
  /** Null for the list as a whole. */
  readonly code: string | null;
}

interface Item {
  readonly code: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly active: boolean;
}

/** Items in their order. Null where nothing is changed. */
export function listReason(before: readonly Item[], after: readonly Item[]): string | null {
  const was = new Map(before.map((item) => [item.code, item]));
  const changed = after.flatMap((item) => {
    const what = becameOf(was.get(item.code), item);
    return what.map((one) => `${one}:${item.code}`);
  });
  const kept = (items: readonly Item[], others: readonly Item[]) =>
    items.filter(({ active, code }) => active && others.some((one) => one.code === code && one.active));
  const order = (items: readonly Item[]) => items.map(({ code }) => code).join(' ');
  const isMoved = order(kept(before, after)) !== order(kept(after, before));
  const all = isMoved ? [...changed, 'move'] : changed;
  return saidBy(LIST_REASON, all);
}

function becameOf(was: Item | undefined, is: Item): Array<(typeof BECAME)[number]> {
  if (!was) return ['add'];
  const isRenamed = was.labelZh !== is.labelZh || was.labelEn !== is.labelEn;
  return [
    ...(is.active && !was.active ? (['restore'] as const) : []),
    ...(isRenamed ? (['rename'] as const) : []),
    ...(was.active && !is.active ? (['retire'] as const) : []),
  ];
}

const CHOICE = String.raw`(?:(?:${BECAME.join('|')}):[\w.-]{1,40}|move)`;
/** A list has some hundred choices, each with two changes at most. */
export const LIST_REASON = new RegExp(`^${CHOICE}(?: ${CHOICE}){0,2000}$`);

/** Undefined for a row that does not say it. */
export function parseListReason(reason: string | null): ListChange[] | undefined {
  if (reason === null || !LIST_REASON.test(reason)) return undefined;
  return reason.split(' ').flatMap((said) => {
    const [name, code = null] = said.split(':');
    const what = LIST_CHANGES.find((one) => one === name);
    return what === undefined ? [] : [{ what, code }];
  });
}
