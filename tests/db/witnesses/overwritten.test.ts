/** What was seen is neither missed nor written over where more than one file or use of a place comes together. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { unlock } from '../../../db/features/vault/service.ts';
import { callerFor } from '../../../db/router/dispatch.ts';
import { newHost } from '../../../db/router/host.ts';
import { forgetWitnesses } from '../../security/own-tool.ts';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../../support/vault.ts';
import { backUp } from '../backup/support.ts';
import { keepFiles, openWithSecond, ownFolder, refusalOf, SYSTEM_ADMIN } from './support.ts';

const seenIn = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'seen.json'), 'utf8')) as { seq: number; hash: string };

/** Waits until something holds, for ten seconds at most. */
async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); tries += 1) await wait(50);
  expect(holds()).toBe(true);
}

/** A copy of the vault, opened by another program on this computer. */
async function openCopy(vault: TestVault, name: string) {
  const path = join(vault.folder, name);
  copyFileSync(vault.path, path);
  for (const end of ['.keys', '-wal'])
    if (existsSync(vault.path + end)) copyFileSync(vault.path + end, path + end);
  const host = newHost(vault.host.ports);
  const origin = { connection: 'copy', seq: 0 };
  const signIn = () => unlock({ host, origin }, path, 'archivist', TEST_PASSWORD);
  await signIn();
  return { host, signIn, caller: callerFor(host, origin) };
}

test('a stick that is a place of backups too is heard before anything is shown', async () => {
  await using vault = await openTestVault();
  const stick = join(vault.folder, 'stick');
  mkdirSync(stick);
  await backUp(vault, stick);
  await vault
    .as('system_admin')
    .witnesses.choosePlace({ token: vault.grant('system_admin', stick, 'write') });
  const onStick = join(stick, 'kedang-witness', vault.opened.facts.archiveId);
  await until(() => existsSync(join(onStick, 'seen.json')));
  vault.host.signOutAll('closed');
  await until(() => seenIn(onStick).seq === seenIn(ownFolder(vault)).seq);
  const putBack = keepFiles(vault);
  await vault.signIn('archivist');
  expect(await vault.as('archivist').witnesses.unheard()).toEqual([]);
  await vault.as('archivist').customers.create(aCustomer());
  vault.host.signOutAll('closed');
  await until(() => seenIn(onStick).seq === seenIn(ownFolder(vault)).seq);
  putBack();
  forgetWitnesses(vault);
  expect((await refusalOf(vault.signIn('archivist')))?.data).toMatchObject({
    witness: 'chosen',
    label: 'stick',
  });
}, 60_000);

test('of two copies in use at once neither writes over what was seen of the other', async () => {
  await using vault = await openTestVault();
  const copy = await openCopy(vault, 'copy.kda');
  for (let made = 0; made < 3; made += 1) await vault.as('archivist').customers.create(aCustomer());
  vault.host.signOutAll('closed');
  const seen = seenIn(ownFolder(vault));
  await copy.caller.customers.create(aCustomer());
  copy.host.signOutAll('closed');
  expect(seenIn(ownFolder(vault))).toEqual(seen);
  expect((await refusalOf(copy.signIn()))?.data).toMatchObject({ witness: 'program', seq: seen.seq });
  await copy.host.shutDown();
}, 60_000);

test('where the copy was seen first, both differ until two people say which it is', async () => {
  await using vault = await openTestVault();
  const copy = await openCopy(vault, 'copy.kda');
  await copy.caller.customers.create(aCustomer());
  copy.host.signOutAll('closed');
  for (let made = 0; made < 3; made += 1) await vault.as('archivist').customers.create(aCustomer());
  vault.host.signOutAll('closed');
  expect((await refusalOf(copy.signIn()))?.code).toBe('vault.witness_differs');
  expect((await refusalOf(vault.signIn('archivist')))?.code).toBe('vault.witness_differs');
  await openWithSecond(vault, SYSTEM_ADMIN);
  vault.host.signOutAll('closed');
  await vault.signIn('archivist');
  vault.host.signOutAll('closed');
  expect((await refusalOf(copy.signIn()))?.code).toBe('vault.witness_differs');
  rmSync(join(vault.folder, 'copy.kda'));
  await copy.host.shutDown();
}, 60_000);
