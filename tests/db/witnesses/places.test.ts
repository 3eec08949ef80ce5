import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { answerOf } from '../../../db/features/witnesses/small-file.ts';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { keepFiles, ownFolder, refusalOf } from './support.ts';

/** Has the system administrator choose a place, which is written to with the next look at the time. */
async function chooseStick(vault: TestVault): Promise<string> {
  const stick = join(vault.folder, 'stick');
  mkdirSync(stick);
  const admin = vault.as('system_admin');
  await admin.witnesses.choosePlace({ token: vault.grant('system_admin', stick, 'write') });
  expect(await admin.witnesses.place()).toBe('stick');
  return stick;
}

const onStick = (stick: string, vault: TestVault) =>
  join(stick, 'kedang-witness', vault.opened.facts.archiveId);
const seqIn = (folder: string) =>
  (JSON.parse(readFileSync(join(folder, 'seen.json'), 'utf8')) as { seq: number }).seq;

/** Waits until something holds, for ten seconds at most. */
async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); tries += 1) await wait(50);
  expect(holds()).toBe(true);
}

test('what was last seen is written some seconds after a commit, in every place, and at the close', async () => {
  await using vault = await openTestVault();
  const stick = await chooseStick(vault);
  await until(() => existsSync(join(onStick(stick, vault), 'seen.json')));
  expect(readFileSync(join(onStick(stick, vault), 'anchors'), 'utf8')).toContain('"number":1');
  const { reader } = vault.opened.handles;
  const head = () => reader.value<number>('select max(seq) from audit') ?? 0;
  expect(seqIn(ownFolder(vault))).toBe(head());
  expect(seqIn(onStick(stick, vault))).toBe(head());
  await vault.as('archivist').customers.create(aCustomer());
  const last = head();
  expect(seqIn(ownFolder(vault))).toBe(last - 1);
  vault.host.signOutAll('closed');
  expect(seqIn(ownFolder(vault))).toBeGreaterThan(last);
  await until(() => seqIn(onStick(stick, vault)) > last);
  expect(await vault.as('archivist').witnesses.unheard()).toEqual([]);
}, 60_000);

test('a stick that is not there is told, with when it was; one that comes back with more is not written over', async () => {
  await using vault = await openTestVault();
  const stick = await chooseStick(vault);
  await until(() => existsSync(join(ownFolder(vault), 'reached.json')));
  const reachedAt = vault.clock.now();
  vault.host.signOutAll('closed');
  await until(() => seqIn(onStick(stick, vault)) === seqIn(ownFolder(vault)));
  const putBack = keepFiles(vault);
  await vault.signIn('archivist');
  await vault.as('archivist').customers.create(aCustomer());
  vault.host.signOutAll('closed');
  await until(() => seqIn(onStick(stick, vault)) === seqIn(ownFolder(vault)));
  const onIt = seqIn(onStick(stick, vault));
  // Somebody puts back an old file, takes away what this computer saw, and has the stick at home.
  putBack();
  renameSync(stick, `${stick}-at-home`);
  rmSync(join(vault.folder, 'program'), { recursive: true });
  await vault.signIn('archivist');
  expect(await vault.as('archivist').witnesses.unheard()).toEqual([
    { kind: 'chosen', label: 'stick', trouble: 'missing', since: null },
  ]);
  renameSync(`${stick}-at-home`, stick);
  await vault.as('archivist').customers.create(aCustomer());
  const { witnesses } = vault.host.requireVault();
  await until(() => witnesses.unheard()[0]?.trouble === 'differs');
  vault.host.signOutAll('closed');
  expect(seqIn(onStick(stick, vault))).toBe(onIt);
  expect((await refusalOf(vault.signIn('archivist')))?.data).toMatchObject({
    witness: 'chosen',
    label: 'stick',
  });
  expect(reachedAt).toBeGreaterThan(0);
}, 60_000);

describe('opens in spite of a folder of ours', () => {
  const SEEN = 'seen.json';
  const cases: ReadonlyArray<readonly [string, (folder: string, vault: TestVault) => void, boolean]> = [
    ['that is gone', (folder) => rmSync(folder, { recursive: true }), false],
    [
      'in whose place a file is',
      (folder) => (rmSync(folder, { recursive: true }), writeFileSync(folder, 'x')),
      true,
    ],
    [
      'in whose file’s place a link is',
      (folder, { path }) => {
        renameSync(join(folder, SEEN), `${path}.moved`);
        symlinkSync(`${path}.moved`, join(folder, SEEN));
      },
      true,
    ],
    ['with no number in it', (folder) => writeFileSync(join(folder, SEEN), '{"version":1,"seq":NaN}'), true],
    [
      'of another vault, with a row of long hence',
      (folder) => {
        const seen = JSON.parse(readFileSync(join(folder, SEEN), 'utf8')) as object;
        writeFileSync(
          join(folder, SEEN),
          JSON.stringify({ ...seen, archiveId: 'f'.repeat(32), seq: 2 ** 50 }),
        );
      },
      false,
    ],
    [
      'with a file that is larger than any of ours',
      (folder) => truncateSync(join(folder, SEEN), 100 * 2 ** 20),
      true,
    ],
    [
      'with anchors that are larger than any',
      (folder) => truncateSync(join(folder, 'anchors'), 100 * 2 ** 20),
      true,
    ],
    [
      'with a pipe in which nobody writes',
      (folder) => {
        rmSync(join(folder, SEEN));
        execFileSync('mkfifo', [join(folder, SEEN)]);
      },
      true,
    ],
    ['of a newer program', (folder) => writeFileSync(join(folder, SEEN), '{"version":2}'), true],
  ];

  test.each(cases)('%s, and says so', async (_name, spoil, isTold) => {
    await using vault = await openTestVault();
    vault.host.signOutAll('closed');
    spoil(ownFolder(vault), vault);
    const began = performance.now();
    await vault.signIn('archivist');
    expect(performance.now() - began).toBeLessThan(4_000);
    const told = await vault.as('archivist').witnesses.unheard();
    expect(told).toEqual(isTold ? [{ kind: 'program', label: '', trouble: 'unreadable', since: null }] : []);
    vault.host.signOutAll('closed');
  });

  test('whose row has another hash than the vault’s: that is a word against it', async () => {
    await using vault = await openTestVault();
    vault.host.signOutAll('closed');
    const file = join(ownFolder(vault), SEEN);
    const seen = JSON.parse(readFileSync(file, 'utf8')) as { hash: string };
    writeFileSync(file, JSON.stringify({ ...seen, hash: '0'.repeat(64) }));
    expect((await refusalOf(vault.signIn('archivist')))?.data).toMatchObject({
      kind: 'other',
      witness: 'program',
    });
  });
});

test('a place that never answers counts as silent after its time, and at once while it owes an answer', async () => {
  const never = () => new Promise<never>(() => {});
  const began = performance.now();
  expect(await answerOf('/never', never, 200)).toBe('silent');
  expect(performance.now() - began).toBeLessThan(1_000);
  const again = performance.now();
  expect(await answerOf('/never', () => Promise.resolve(1), 10_000)).toBe('silent');
  expect(performance.now() - again).toBeLessThan(100);
  expect(await answerOf('/other', () => Promise.resolve(1), 200)).toBe(1);
});

test('two windows share what is seen, and whoever closes last writes it', async () => {
  await using vault = await openTestVault();
  await vault.signIn('supervisor');
  vault.host.signOut('archivist', 'asked');
  const before = seqInOrNone(ownFolder(vault));
  vault.host.signOut('supervisor', 'asked');
  expect(seqIn(ownFolder(vault))).toBeGreaterThan(before);
});

const seqInOrNone = (folder: string) => (existsSync(join(folder, 'seen.json')) ? seqIn(folder) : 0);
