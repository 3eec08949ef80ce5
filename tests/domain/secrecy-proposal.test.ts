import { expect, test } from 'vitest';
import type { Secrecy } from '../../db/domain/roles.ts';
import {
  DEFAULT_GRADE_SECRECY,
  gradeSecrecySchema,
  proposedSecrecy,
} from '../../db/domain/secrecy-proposal.ts';
import { settingsSchema, DEFAULT_SETTINGS } from '../../db/domain/settings.ts';

test.each<[grade: string | null, current: Secrecy, proposed: Secrecy | null]>([
  ['iron', 'normal', null],
  ['iron', 'confidential', null],
  ['iron', 'secret', 'confidential'],
  ['iron', 'top_secret', 'confidential'],
  ['gold', 'normal', 'secret'],
  ['gold', 'secret', null],
  ['gold', 'top_secret', 'secret'],
  ['platinum', 'normal', 'top_secret'],
  ['platinum', 'top_secret', null],
  ['vip', 'normal', null],
  ['constructor', 'normal', null],
  [null, 'normal', null],
])('S1: grade %s with class %s proposes %s', (grade, current, proposed) => {
  expect(proposedSecrecy(DEFAULT_GRADE_SECRECY, grade, current)).toBe(proposed);
});

test('rules are kept as the system administrator lays them down', () => {
  const gradeSecrecy = { vip: { secrecy: 'top_secret', atMost: false } } as const;
  expect(settingsSchema.parse({ ...DEFAULT_SETTINGS, gradeSecrecy }).gradeSecrecy).toEqual(gradeSecrecy);
  expect(proposedSecrecy(gradeSecrecy, 'iron', 'top_secret')).toBeNull();
  expect(gradeSecrecySchema.safeParse({ vip: { secrecy: 'highest', atMost: false } }).success).toBe(false);
});
