import { expect, test } from 'vitest';
import {
  LIST_CHANGES,
  listReason,
  parseListReason,
  SAID_SETTINGS,
  settingsReason,
} from '../../db/domain/said-changes.ts';
import { DEFAULT_SETTINGS, settingsSchema } from '../../db/domain/settings.ts';
import { readLocales } from '../lint/support/locales-rule.ts';
import { PROJECT } from '../lint/support/sources.ts';

test('every setting is said in the log when it is changed, and has words there', () => {
  const said = new Set(SAID_SETTINGS.map((setting) => setting.split('.')[0]));
  expect([...said].toSorted()).toEqual(Object.keys(settingsSchema.shape).toSorted());
  const wanted = [
    ...SAID_SETTINGS.map((setting) => `setting.${setting}`),
    ...LIST_CHANGES.flatMap((what) => [`reason.list_${what}`, `row.list_${what}`]),
  ];
  for (const words of Object.values(readLocales(PROJECT).locales))
    expect(wanted.filter((key) => !words.get('audit')?.has(key))).toEqual([]);
});

test('settings that are as they were are not said', () => {
  expect(settingsReason(DEFAULT_SETTINGS, { ...DEFAULT_SETTINGS })).toBeNull();
});

const item = (code: string, active = true, labelZh = code) => ({ code, labelZh, labelEn: '', active });

test('what is put in another order is said, but not what others make room for', () => {
  const [a, b, c] = [item('a'), item('b'), item('c')];
  expect(listReason([a, b, c], [b, a, c])).toBe('move');
  expect(listReason([a, b], [a, b, c])).toBe('add:c');
  expect(listReason([a, b, c], [a, c, item('b', false)])).toBe('retire:b');
  expect(listReason([a, item('b', false)], [item('b', true, 'B'), a])).toBe('restore:b rename:b');
  expect(listReason([a, b], [a, b])).toBeNull();
});

test('a code that is none of the program is not brought into the log', () => {
  expect(listReason([], [item('李明')])).toBeNull();
  expect(parseListReason('add:李明')).toBeUndefined();
});
