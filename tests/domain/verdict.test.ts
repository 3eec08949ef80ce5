import { expect, test } from 'vitest';
import { verdictOf } from '../../db/domain/verdict.ts';

const HOLDS = { ok: true };
const NOTED = { ok: true, note: 'recovered' };
const WRONG = { ok: false };

test('a look at everything comes to its worst line', () => {
  expect(verdictOf([HOLDS, HOLDS])).toEqual({ verdict: 'whole', wrong: 0, noted: 0 });
  expect(verdictOf([HOLDS, NOTED])).toEqual({ verdict: 'noted', wrong: 0, noted: 1 });
  expect(verdictOf([NOTED, WRONG, HOLDS])).toEqual({ verdict: 'wrong', wrong: 1, noted: 1 });
});
