import { describe, expect, test } from 'vitest';
import {
  ASSIGN_REASON,
  CLASSIFY_REASON,
  EDIT_REASON,
  JOINED,
  OTHER,
  UNDONE,
  keptReason,
  reasonOfEdit,
  reasonSchema,
  takesReason,
} from '../../db/domain/reasons.ts';
import { listReasonRules, reasonRuleOf } from '../../db/domain/reasons-of-acts.ts';
import { unwrap } from '../../db/domain/stored-json.ts';
import { DECISION_DRAFT } from '../../renderer/components/flow/decision-dialog.tsx';
import { ASSIGN_DRAFT } from '../../renderer/features/customers/assign-dialog.tsx';
import { CLASSIFY_DRAFT } from '../../renderer/features/customers/classify-dialog.tsx';
import { readLocales } from '../lint/support/locales-rule.ts';
import { PROJECT } from '../lint/support/sources.ts';

describe.each(listReasonRules())('the reasons of %s', (action, { choices }) => {
  test('are codes, each once, and 其他 is the last', () => {
    expect(choices.filter((choice) => !/^[a-z]+(?:_[a-z]+)*$/.test(choice))).toEqual([]);
    expect(new Set(choices).size).toBe(choices.length);
    expect(choices.indexOf(OTHER)).toBe(choices.length - 1);
  });

  test('have words in both languages: those of the subject, or of all', () => {
    const { locales } = readLocales(PROJECT);
    const [subject = ''] = action.split('.');
    const lacking = Object.values(locales).flatMap((words) =>
      choices.filter(
        (choice) => !words.get(subject)?.has(`why.${choice}`) && !words.get('common')?.has(`why.${choice}`),
      ),
    );
    expect(lacking).toEqual([]);
  });
});

test('no choice has words that nobody can choose', () => {
  const { locales } = readLocales(PROJECT);
  const known = new Map([['common', new Set<string>([OTHER])]]);
  for (const [action, { choices }] of listReasonRules()) {
    const [subject = ''] = action.split('.');
    known.set(subject, new Set([...(known.get(subject) ?? []), ...choices]));
  }
  // The program says it of a change that a join made.
  known.get('customers')?.add(JOINED);
  const idle = Object.values(locales).flatMap((words) =>
    [...words].flatMap(([namespace, keys]) =>
      [...keys.keys()].flatMap((key) => {
        const choice = /^why\.([a-z_]+)$/.exec(key)?.[1];
        // The home screen words with `why` what waits.
        if (choice === undefined || namespace === 'home') return [];
        return known.get(namespace)?.has(choice) ? [] : [`${namespace}:${key}`];
      }),
    ),
  );
  expect(idle).toEqual([]);
});

test('an act takes a choice of its own; none where it may be left out; 其他 with two characters at least', () => {
  const [needed, optional] = [CLASSIFY_REASON, EDIT_REASON];
  expect(takesReason(needed, null)).toBe(false);
  expect(takesReason(optional, null)).toBe(true);
  expect(takesReason(null, null)).toBe(true);
  expect(takesReason(undefined, { choice: 'trade_secret', text: null })).toBe(false);
  expect(takesReason(needed, { choice: 'trade_secret', text: null })).toBe(true);
  expect(takesReason(needed, { choice: 'rated_anew', text: '年度评定' })).toBe(false);
  for (const text of [null, '', '  ', ' 无 '])
    expect(takesReason(needed, { choice: OTHER, text })).toBe(false);
  expect(takesReason(needed, { choice: OTHER, text: '审计' })).toBe(true);
});

test('what is asked for an edit follows what changes; taking back is picked by nobody', () => {
  expect(reasonOfEdit({ category: false, grade: false })).toBeNull();
  expect(reasonOfEdit({ category: false, grade: true })).toMatchObject({ needed: false });
  expect(reasonOfEdit({ category: true, grade: false })).toMatchObject({ needed: true });
  const both = reasonOfEdit({ category: true, grade: true });
  expect(both?.needed).toBe(true);
  expect([...(both?.choices ?? []), UNDONE].toSorted()).toEqual(EDIT_REASON.choices.toSorted());
});

test('a reason comes in as one of the choices, with a text that can be seen, and nothing else', () => {
  const schema = reasonSchema(ASSIGN_REASON, 10);
  const read = (value: unknown) => schema.safeParse(value);
  expect(read({ choice: 'left_post', text: ' 调\u202e岗 ' }).data).toEqual({
    choice: 'left_post',
    text: '调岗',
  });
  expect(read({ choice: 'left_post', text: ' ' }).data).toEqual({ choice: 'left_post', text: null });
  for (const wrong of [
    '由其经办',
    { choice: '由其经办', text: null },
    { choice: 'incomplete', text: null },
    { choice: 'left_post' },
    { choice: 'left_post', text: '经'.repeat(11) },
    { choice: 'left_post', text: null, by: '李明' },
  ])
    expect([wrong, read(wrong).success]).toEqual([wrong, false]);
  const issues = read({ choice: OTHER, text: '\u200b ' }).error?.issues;
  expect(issues).toMatchObject([{ message: 'common.reason_text_needed', path: ['text'] }]);
});

test('a record keeps the choice and the text apart', () => {
  expect(keptReason(null)).toEqual({ reason: null, reasonText: null });
  expect(keptReason({ choice: OTHER, text: '审计' })).toEqual({ reason: OTHER, reasonText: '审计' });
});

test('an act of the log takes choices, none, or is not asked', () => {
  expect(reasonRuleOf('customers.classify')).toBe(CLASSIFY_REASON);
  expect(reasonRuleOf('filings.accept')).toBeNull();
  expect(reasonRuleOf('filings.void')).toBeNull();
  expect(reasonRuleOf('customers.read')).toBeUndefined();
});

test.each([
  ['定密', CLASSIFY_DRAFT],
  ['指定', ASSIGN_DRAFT],
  ['a decision', DECISION_DRAFT],
])('the draft of %s from before there were choices is one of 其他', (_, { kind }) => {
  const value = { reason: OTHER, reasonText: '客户要求' };
  expect(unwrap(kind, { v: 1, value: { reason: '客户要求' } })).toEqual({ ok: true, value });
  expect(unwrap(kind, { v: 1, value: {} })).toEqual({ ok: true, value: {} });
  expect(unwrap(kind, { v: 2, value })).toEqual({ ok: true, value });
  expect(unwrap(kind, { v: 1, value: 'x' })).toMatchObject({ ok: false });
});
