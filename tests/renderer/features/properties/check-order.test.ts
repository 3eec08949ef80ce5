import { expect, test } from 'vitest';
import { waitingFirst } from '../../../../renderer/features/properties/check-order.ts';

test('what waits for a word stands before what has one, and both before what passed', () => {
  const handling = { reason: 'explained', reasonText: null, by: 'a', at: 1 };
  const passed = (name: string) => ({ name, ok: true, handling: null });
  const checks = [
    passed('a'),
    { name: 'b', ok: false, handling },
    { name: 'c', ok: false, handling: null },
    passed('d'),
    { name: 'e', ok: false, handling: null },
  ];
  expect(waitingFirst(checks).map(({ name }) => name)).toEqual(['c', 'e', 'b', 'a', 'd']);
});
