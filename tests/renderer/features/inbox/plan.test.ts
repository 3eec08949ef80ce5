import { expect, test } from 'vitest';
import { planOf } from '../../../../renderer/features/inbox/plan.ts';
import type { InboxLine } from '../../../../renderer/features/inbox/use-inbox.ts';
import { aLine } from './a-line.ts';

const idsOf = (lines: readonly InboxLine[] | undefined) => lines?.map(({ id }) => id);

test('chosen lines of the first one’s kind and step are signed, the others are counted', () => {
  const chosen = [
    aLine(1, { flow: 'filings', signs: [] }),
    aLine(2),
    aLine(3, { looked: false }),
    aLine(4, { flow: 'loans' }),
    aLine(5, { signs: ['review'] }),
    aLine(6),
  ];
  const plan = planOf(chosen);
  expect(plan).toMatchObject({ flow: 'reports', step: 'approve', apart: 3 });
  expect(idsOf(plan?.lines)).toEqual([2, 6]);
  expect(idsOf(plan?.notLooked)).toEqual([3]);
});

test('the step that is waited for comes before others that could be signed', () => {
  expect(planOf([aLine(1, { signs: ['endorse', 'approve'] })])?.step).toBe('approve');
  expect(planOf([aLine(1, { signs: ['endorse'] })])?.step).toBe('endorse');
  expect(planOf([aLine(1, { signs: ['endorse', 'approve'] })], 'endorse')?.step).toBe('endorse');
});

test('without one that takes but a signature there is nothing to sign', () => {
  expect(planOf([])).toBeNull();
  expect(planOf([aLine(1, { signs: [] })])).toBeNull();
  expect(planOf([aLine(1)], 'review')).toBeNull();
});

test('what is more than fifty stays for another time, and is counted', () => {
  const plan = planOf(Array.from({ length: 53 }, (_, index) => aLine(index + 1)));
  expect(plan?.lines).toHaveLength(50);
  expect(plan?.apart).toBe(3);
});
