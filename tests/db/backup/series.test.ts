import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DailyBackup } from '../../../db/features/backup/daily.ts';
import { MOST_KEPT } from '../../../db/features/backup/keep.ts';
import { readManifest } from '../../../db/features/backup/manifest.ts';
import { findBackup } from '../../../db/features/backup/places.ts';
import { refusalOf } from '../../security/support.ts';
import { aFolder, backUp, openTestVault, restore, TEST_PASSWORD, type TestVault } from './support.ts';

async function idleLook({ clock }: TestVault, daily: DailyBackup): Promise<void> {
  clock.advance({ ms: 120_000 });
  daily.look();
  await daily.idle();
}

async function restoreOver(vault: TestVault, folder: string): Promise<void> {
  vault.host.signOutAll('closed');
  await restore(vault, folder, vault.path);
  // This computer saw more of the vault than any backup has.
  const [lead, second] = ['supervisor', 'system_admin'].map((login) => ({ login, password: TEST_PASSWORD }));
  if (!lead || !second) throw new Error('two people');
  const token = vault.grant('door', vault.path);
  await vault.stranger('door').vault.unlockWithSecond({ token, ...lead, second });
  await vault.signIn('system_admin');
}

test('after 20 restores all 27 earlier backups are there, until the manager lets them go', async () => {
  await using vault = await openTestVault();
  using stick = aFolder();
  await vault.signIn('system_admin');
  const token = vault.grant('system_admin', stick.path, 'write');
  await vault.as('system_admin').backup.addPlace({ token });
  const daily = new DailyBackup(vault.host);
  // As a department has them after more than a year.
  const steps = [...Array.from({ length: 12 }, () => 30), ...Array.from({ length: 8 }, () => 7)];
  for (const days of [...steps, 1, 1, 1, 1, 1, 1, 1]) {
    vault.clock.advance({ days });
    await idleLook(vault, daily);
  }
  const earlier = readdirSync(stick.path);
  expect(earlier).toHaveLength(MOST_KEPT);
  const newest = findBackup(stick.path);
  const series = new Set<string>();
  for (let restores = 0; restores < 20; restores += 1) {
    // From the newest of all, and from the same old one again: each is a series of its own.
    await restoreOver(vault, restores % 2 === 0 ? findBackup(stick.path) : newest);
    for (const days of [1, 1]) {
      vault.clock.advance({ days });
      await idleLook(vault, daily);
    }
    const manifest = readManifest(findBackup(stick.path));
    series.add(JSON.stringify(manifest.version === 2 && manifest.series));
  }
  expect(series.size).toBe(20);
  expect(readdirSync(stick.path)).toEqual(expect.arrayContaining(earlier));
  expect(readdirSync(stick.path)).toHaveLength(MOST_KEPT + 40);

  await vault.signIn('service_manager');
  const manager = vault.as('service_manager');
  expect(await refusalOf(manager.backup.release())).toMatchObject({ code: 'backup.release_early' });
  vault.clock.advance({ days: 31 });
  expect((await manager.backup.list()).frozen).not.toBeNull();
  await manager.backup.release();
  expect((await manager.backup.list()).frozen).toBeNull();
  await idleLook(vault, daily);
  expect(readdirSync(stick.path).length).toBeLessThanOrEqual(MOST_KEPT);
  // A restore after that freezes anew.
  const { places } = await backUp(vault, stick.path);
  await restoreOver(vault, places[0]?.folder ?? '');
  const { frozen } = await vault.as('system_admin').backup.list();
  expect(frozen?.restoredAt).toBe(vault.clock.now());
}, 240_000);
