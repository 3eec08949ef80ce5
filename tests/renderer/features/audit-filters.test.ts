import { expect, test } from 'vitest';
import { askedOf, filtersSchema } from '../../../renderer/features/audit/filters.ts';

test.each([
  ['Asia/Shanghai', '2026-11-22', '2026-11-21T16:00:00.000Z', '2026-11-22T15:59:59.999Z'],
  ['Asia/Tokyo', '2026-11-22', '2026-11-21T15:00:00.000Z', '2026-11-22T14:59:59.999Z'],
  // An hour shorter, then one that begins at one o'clock.
  ['America/St_Johns', '2026-03-08', '2026-03-08T03:30:00.000Z', '2026-03-09T02:29:59.999Z'],
  ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z', '2018-11-05T01:59:59.999Z'],
  ['no/where', '2026-11-22', '2026-11-21T16:00:00.000Z', '2026-11-22T15:59:59.999Z'],
])('a day in %s is asked for from its first to its last millisecond: %s', (zone, day, from, to) => {
  const asked = askedOf(zone, { from: day, to: day });
  expect(asked).toEqual({ from: Date.parse(from), to: Date.parse(to) });
});

test('a day that the calendar does not have is not asked for', () => {
  const kept = filtersSchema.parse({ from: '2026-02-30', to: 'soon', decision: 'deny' });
  expect(askedOf('Asia/Shanghai', kept)).toEqual({ decision: 'deny' });
});
