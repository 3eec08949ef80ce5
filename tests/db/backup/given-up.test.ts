/** Backups of a branch that two people gave up are all that is left of it. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DailyBackup } from '../../../db/features/backup/daily.ts';
import { aCustomer } from '../../support/factories.ts';
import { keepFiles, openWithSecond, SYSTEM_ADMIN } from '../witnesses/support.ts';
import { aFolder, openTestVault, type TestVault } from './support.ts';

async function idleLook({ clock }: TestVault, daily: DailyBackup): Promise<void> {
  clock.advance({ ms: 120_000 });
  daily.look();
  await daily.idle();
}

test('an old file put back by hand pushes out none of the backups that have what it lost', async () => {
  await using vault = await openTestVault();
  using stick = aFolder();
  await vault.signIn('system_admin');
  const token = vault.grant('system_admin', stick.path, 'write');
  await vault.as('system_admin').backup.addPlace({ token });
  const daily = new DailyBackup(vault.host);
  vault.clock.advance({ days: 1 });
  await idleLook(vault, daily);
  vault.host.signOutAll('closed');
  const putBack = keepFiles(vault);
  await vault.signIn('archivist');
  for (let days = 0; days < 5; days += 1) {
    await vault.as('archivist').customers.create(aCustomer());
    vault.clock.advance({ days: 1 });
    await idleLook(vault, daily);
  }
  const lost = readdirSync(stick.path).toSorted().slice(1);
  expect(lost).toHaveLength(5);
  vault.host.signOutAll('closed');
  putBack();
  await openWithSecond(vault, SYSTEM_ADMIN);
  for (let days = 0; days < 30; days += 1) {
    vault.clock.advance({ days: 1 });
    await idleLook(vault, daily);
  }
  const there = readdirSync(stick.path);
  expect(there.length).toBeLessThan(30);
  expect(there).toEqual(expect.arrayContaining(lost));
}, 120_000);
