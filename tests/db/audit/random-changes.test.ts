import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Random } from '../../../db/features/seed/random.ts';
import { shareOf } from '../../support/share.ts';
import type { TestVault } from '../../support/vault.ts';
import { openFilled } from './filled.ts';
import { changeAtRandom } from './random-change.ts';
import { checksWithin, wrongOf, type Within } from './within.ts';

let vault: TestVault;
beforeAll(async () => {
  vault = await openFilled();
});
afterAll(() => vault[Symbol.asyncDispose]());

/** A row of the log that is in order by itself and says nothing of the change. */
function logAtRandom({ log }: Within, random: Random): void {
  const objects = ['archive', 'customer:1', 'customer:2', 'filing:1', 'list:size', 'settings', 'account:3'];
  log({ action: random.pick(['audit.list', 'customers.read']), object: random.pick(objects) });
}

test('whatever is changed past the program, a look at everything says so', { timeout: 900_000 }, () => {
  const random = new Random(inject('seed'));
  const silent: string[] = [];
  let made = 0;
  while (made < shareOf(1_000)) {
    let change: string | null = null;
    const checks = checksWithin(vault, (within) => {
      if (random.chance(0.3)) logAtRandom(within, random);
      change = changeAtRandom(within.db, random);
    });
    if (change === null) continue;
    made += 1;
    const wrong = wrongOf(checks);
    const isNamed = wrong.some((name) => {
      const { first, missing, problems } = checks[name].detail;
      return (
        first !== undefined || missing !== undefined || problems !== undefined || name === 'archive_counts'
      );
    });
    if (!isNamed) silent.push(change);
  }
  expect(silent).toEqual([]);
});
