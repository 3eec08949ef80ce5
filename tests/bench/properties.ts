import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { verifyVault } from '../../db/features/audit/service.ts';
import { makeBackup, tryRestore } from '../../db/features/backup/service.ts';
import { propertyTest, type LookInput } from '../../db/features/properties/look.ts';
import { lookAtFiled } from '../../db/features/properties/filed.ts';
import { lastCustomerId } from '../../db/features/customers/service.ts';
import { openBridge } from './bridge.ts';
import { say, timed, timedAsync, type Figure } from './figures.ts';
import { searchesBeside } from './meanwhile.ts';
import { openAs } from './vault.ts';

/** So many cards are laid out, as a test does. */
const PRINTS = 100;
/** So many archives are tested once they are brought in. */
const FILED = 10_000;

/** A test of the four properties beside the look at everything, restore and prints apart; and search meanwhile. */
export async function benchProperties(path: string, folder: string, customers: number): Promise<Figure[]> {
  const opened = await openAs(path, 'archivist');
  const ctx = { ...opened.ctx, progress: () => {} };
  const look = (input: LookInput) => timed(() => void propertyTest.run(ctx, input));
  const upTo = lastCustomerId(ctx.reader);
  say('  the look at everything …');
  const verified = timed(() => void verifyVault(ctx));
  say('  the same in a test, and every archive …');
  const tested = look({ part: 'vault' });
  const prints = look({ part: 'prints', count: PRINTS });
  const filed = timed(() => void lookAtFiled(ctx, { first: 1, last: Math.min(FILED, upTo) }));
  opened.close();
  const restored = await timeRestore(folder, path);
  const bridge = await openBridge(path, 'archivist');
  const beside = await searchesBeside(bridge, `a test of ${customers}`, () =>
    bridge.call('mutation', 'properties.run', undefined),
  );
  await bridge.close();
  return [
    {
      name: `test of the four properties of ${customers}, without restore and prints`,
      limit: 1.5 * verified,
      unit: 'ms',
      measured: tested,
      baseline: verified,
      against: 'verify',
    },
    { name: `${PRINTS} cards laid out`, limit: 10_000, unit: 'ms', measured: prints },
    {
      name: `${Math.min(FILED, upTo)} archives tested once filed`,
      limit: verified,
      unit: 'ms',
      measured: filed,
    },
    restored,
    beside,
  ];
}

/** What making a backup and restoring it in a scratch folder takes; the second is part of a test. */
async function timeRestore(folder: string, path: string): Promise<Figure> {
  const place = join(folder, 'test-place');
  mkdirSync(place, { recursive: true });
  const { ctx, host, close } = await openAs(path, 'system_admin');
  const { vault } = host.requireVault();
  await makeBackup(ctx, vault, { place, full: false });
  const measured = await timedAsync(async () => void (await tryRestore(ctx, vault)));
  close();
  return { name: 'the last backup restored and compared', limit: 0, atLeast: true, unit: 'ms', measured };
}
