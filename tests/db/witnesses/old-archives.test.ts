import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hashOfAnchor, isNumbered, parseAnchor } from '../../../db/features/audit/anchors.ts';
import { FORMATS, VaultCopy } from '../archives/support/fixtures.ts';
import { openWorld } from '../archives/support/world.ts';

test.each(FORMATS)(
  'a vault of %s gets anchors that are counted, chained to the newest of before',
  async (format) => {
    using copy = new VaultCopy(format);
    const { openedAt } = copy.asked;
    const lines = () =>
      readFileSync(`${copy.path}.anchors`, 'utf8')
        .split('\n')
        .flatMap((line) => parseAnchor(line) ?? []);
    const before = lines();
    const newest = before.at(-1);
    if (!newest) throw new Error('no anchor of before');
    const number = isNumbered(newest) ? newest.number + 1 : 1;
    const later = { ...copy.asked, openedAt: openedAt + 2 * 86_400_000 };
    const world = await openWorld(copy.path, later, ['archivist', 'auditor']);
    using desk = world.desk;
    expect(desk.host.opened).not.toBeNull();
    const { ok, checks } = await world.as('auditor').audit.verify();
    expect(checks.filter((check) => !check.ok)).toEqual([]);
    expect(ok).toBe(true);
    const added = lines().slice(before.length);
    expect(added).toMatchObject([{ version: 2, number, kind: 'daily', prev: hashOfAnchor(newest) }]);
  },
  180_000,
);
