/** What rows of the log give as a reason: a choice of the act, or what the program says by itself. */
import { describe, expect, test } from 'vitest';
import { PROGRAM } from '../../../db/domain/flow.ts';
import { REASONS_SINCE, RULES } from '../../../db/domain/permissions.ts';
import { LoggedReasons } from '../../../db/features/audit/logged-reasons.ts';
import { BLANK, bytes, type Row } from './support.ts';

const SIGNED = bytes(1);

const allows = (reasons: LoggedReasons, row: Row): boolean =>
  reasons.allows({ ...BLANK, seq: 1, rules: RULES, ...row }, 'nothing');

describe('a reason in the log', () => {
  const CREATED = { action: 'customers.create', object: 'customer:9' };
  const returned = (reason: string | null, more: Row['decision'] = 'allow') => ({
    action: 'filings.return',
    object: 'filing:1',
    reason,
    decision: more,
  });

  test.each<[string, Row, boolean]>([
    ['a choice of the act', returned('incomplete'), true],
    ['the choice that says nothing by itself', returned('other'), true],
    ['none where one is needed', returned(null), false],
    ['what a person wrote', returned('李明 13812345678'), false],
    ['a choice of another act', returned('no_deal'), false],
    ['one of before, by its rules', { ...returned('李明 13812345678'), rules: REASONS_SINCE - 1 }, true],
    ['none with a refusal', returned(null, 'deny'), true],
    ['a choice with a refusal', returned('incomplete', 'deny'), false],
    ['none where it may be left out', { action: 'filings.withdraw', object: 'filing:1' }, true],
    ['any with a step that takes none', { ...returned('incomplete'), action: 'filings.accept' }, false],
    ['any with an act that says nothing', { action: 'lists.edit', object: 'list:size', reason: 'x' }, false],
    ['what became of choices', { action: 'lists.edit', object: 'list:size', reason: 'add:own_1 move' }, true],
    ['the words of a choice', { action: 'lists.edit', object: 'list:size', reason: 'add:李明' }, false],
    ['figures that were set', { action: 'settings.edit', reason: 'searchDays=30>60 gradeSecrecy' }, true],
    ['a setting that there is not', { action: 'settings.edit', reason: 'phone=13812345678>x' }, false],
    ['what the program says by itself', { action: 'clock.vouch', reason: 'ab'.repeat(64) }, true],
    [
      'how often somebody tried',
      {
        action: 'vault.sign_in',
        decision: 'deny',
        reason: '3× 2026-06-30T10:00:00.000Z – 2026-06-30T10:05:00.000Z',
      },
      true,
    ],
    ['and something else', { action: 'clock.vouch', reason: '李明 says so' }, false],
    ['of the program', { action: 'audit.refill_anchors', role: PROGRAM, reason: '2' }, true],
    ['of the program, and something else', { action: 'audit.anchor', role: PROGRAM, reason: '李明' }, false],
    ['a file, of an archive filed by hand', { ...CREATED, reason: '李明.xlsx', signature: SIGNED }, false],
  ])('%s: %j: %s', (_, row, is) => {
    expect(allows(new LoggedReasons(), { signature: SIGNED, ...row })).toBe(is);
  });

  test.each([
    ['import.apply', true],
    ['seed.run', false],
  ])('names a file in what %s closes: %s', (action, is) => {
    const reasons = new LoggedReasons();
    expect(allows(reasons, { ...CREATED, reason: '客户.xlsx' })).toBe(true);
    const edited = { action: 'customers.edit', object: 'customer:9', reason: '客户.xlsx' };
    expect(allows(reasons, edited)).toBe(true);
    expect(allows(reasons, { action, covers: 2, signature: SIGNED })).toBe(is);
    // Once only: what is signed after that is itself.
    expect(allows(reasons, { action: 'seed.run', signature: SIGNED })).toBe(true);
  });
});

test('what brings roles says them in its reason, which is judged with them', () => {
  const row = { ...BLANK, seq: 1, rules: RULES, action: 'accounts.create', reason: 'auditor' };
  expect(new LoggedReasons().allows(row, 'change')).toBe(true);
  expect(new LoggedReasons().allows(row, 'nothing')).toBe(false);
});
