import { execFile } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listSigningKeys } from '../../db/features/accounts/service.ts';
import { verifyVault } from '../../db/features/audit/verify.ts';
import { DailyBackup } from '../../db/features/backup/daily.ts';
import { findBackup } from '../../db/features/backup/places.ts';
import { unlock } from '../../db/features/vault/service.ts';
import type { OpenVault, VaultHost } from '../../db/work/host.ts';
import { newHost } from '../../db/router/host.ts';
import { aFolder, backUp, openTestVault, TEST_PASSWORD, type TestVault } from '../db/backup/support.ts';
import { AppError } from '../../db/domain/errors.ts';
import { aCustomer } from '../support/factories.ts';
import { readLongHere, readTableHere } from '../support/here.ts';
import { drawn } from '../support/share.ts';
import { twoAtATime } from '../support/two-at-a-time.ts';
import { TestClock } from '../support/clock.ts';

const CHILD = join(import.meta.dirname, 'backup-child.ts');

let vault: TestVault;
let backup: Awaited<ReturnType<typeof backUp>>;
/** Number of the newest row in the vault, which went on after its backup. */
let newest: number;
const folder = aFolder();

beforeAll(async () => {
  vault = await openTestVault();
  await vault.as('archivist').customers.create(aCustomer());
  backup = await backUp(vault, join(folder.path, 'stick'));
  for (let filed = 0; filed < 3; filed += 1) await vault.as('archivist').customers.create(aCustomer());
  await vault.host.shutDown();
  newest = await headOf(copyOf('first'));
});
afterAll(async () => {
  await vault[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

/** The vault with all that lies beside it, in a folder of its own. */
function copyOf(name: string): string {
  const place = join(folder.path, name);
  mkdirSync(place);
  const beside = readdirSync(vault.folder).filter((file) => file !== 'program');
  for (const file of beside) copyFileSync(join(vault.folder, file), join(place, file));
  return join(place, 'test.kda');
}

/** Runs a task; with a step, until it is killed there. */
function run(
  task: string,
  step: string,
  from: string,
  to: string,
  secret = TEST_PASSWORD,
): Promise<string[]> {
  const { promise, resolve, reject } = Promise.withResolvers<string[]>();
  execFile(process.execPath, [CHILD, task, step, from, to, secret], (error, stdout, stderr) => {
    const isAsWanted = step === '' ? error === null : error?.signal === 'SIGKILL';
    if (isAsWanted) resolve(stdout.split('\n').filter(Boolean));
    else reject(new Error(`${task} at ${step}: ${error?.signal ?? error?.code ?? 'went on'} ${stderr}`));
  });
  return promise;
}

/** Signs in at a path; the number of the newest row before that, and whether the log tells of a restore. */
async function headOf(
  path: string,
  look: (opened: OpenVault, host: VaultHost) => void = () => {},
): Promise<number> {
  const ports = {
    readTable: readTableHere,
    readLong: readLongHere,
    emit: () => {},
    isCancelled: () => false,
  };
  const host = newHost({ ...ports, clock: new TestClock() });
  try {
    await unlock({ host, origin: { connection: 'reader', seq: 0 } }, path, 'archivist', TEST_PASSWORD);
    look(host.requireVault(), host);
    const { reader } = host.requireVault().handles;
    const seq = reader.value<number>(`select max(seq) from audit where action = 'vault.sign_in'`) ?? 0;
    return seq - 1;
  } finally {
    host.signOutAll('closed');
  }
}

/** Every check of the look at everything holds. */
function soundness({ handles, facts, hash }: OpenVault, { registries }: VaultHost): void {
  const { checks } = verifyVault({ reader: handles.reader, facts, hash, clock: new TestClock(), registries });
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
}

/** Whether a place has a backup that counts. */
function wholeIn(place: string): 'none' | 'whole' {
  try {
    findBackup(place);
    return 'whole';
  } catch (error) {
    if (error instanceof AppError && error.code === 'backup.manifest_missing') return 'none';
    throw error;
  }
}

const PLACING = [
  'begun: none',
  'archive-copied: none',
  'archive-compared: none',
  'keys-copied: none',
  'keys-compared: none',
  'anchors-copied: none',
  'anchors-compared: none',
  'manifest-written: none',
  'named: whole',
];

test('cut off while it is put in its place, a backup is whole or it is none, and the next one clears up', async () => {
  const steps = PLACING.map((ended) => ended.split(':')[0] ?? '');
  const full = join(folder.path, 'place-full');
  mkdirSync(full);
  expect(await run('place', '', backup.folder, full)).toEqual(steps);
  const wanted = drawn(PLACING, 4);
  const ended = await twoAtATime(
    wanted.map((one) => one.split(':')[0] ?? ''),
    async (step) => {
      const place = join(folder.path, `place-${step}`);
      mkdirSync(place);
      await run('place', step, backup.folder, place);
      const state = wholeIn(place);
      await run('place', '', backup.folder, place);
      expect(readdirSync(place).filter((name) => name.endsWith('.part'))).toEqual([]);
      return `${step}: ${state}`;
    },
  );
  expect(ended).toEqual(wanted);
}, 120_000);

test('cut off while it is restored, the path has what it had or what was restored, and what it had is kept', async () => {
  const target = copyOf('restore-full');
  const steps = await run('restore', '', backup.folder, target);
  const placed = steps.indexOf('placed');
  expect(placed).toBeGreaterThan(6);
  expect(await headOf(target)).toBe(backup.head.seq);
  const wanted = drawn(
    steps.map((step, at) => `${step}: ${at < placed ? newest : backup.head.seq}`),
    5,
  );
  const ended = await twoAtATime(
    wanted.map((one) => one.split(':')[0] ?? ''),
    async (step) => {
      const path = copyOf(`restore-${step}`);
      await run('restore', step, backup.folder, path);
      const head = await headOf(path);
      // Once it is restored, what it had is beside it.
      const asides = readdirSync(join(path, '..')).filter((name) => /before-restore-.*\.kda$/.test(name));
      const kept = head === newest ? newest : await headOf(join(path, '..', asides[0] ?? ''));
      expect({ step, kept }).toEqual({ step, kept: newest });
      return `${step}: ${head}`;
    },
  );
  expect(ended).toEqual(wanted);
  expect(existsSync(target)).toBe(true);
}, 240_000);

test('cut off while it is moved, a vault opens where it was or where it went, and it can be moved after that', async () => {
  const home = (name: string) => {
    const made = join(folder.path, name);
    mkdirSync(made);
    return join(made, 'test.kda');
  };
  const moved = home('home-full');
  const steps = await run('move', '', copyOf('move-full'), moved);
  expect(await headOf(moved)).toBe(newest);
  const placeOf = (step: string) => {
    expect(steps).toContain(step);
    return steps.indexOf(step);
  };
  const [named, aside] = [placeOf('named'), placeOf('aside')];
  const wanted = drawn(
    steps.map((step, at) => `${step}: ${at < named ? 'old' : at < aside ? 'old new' : 'new'}`),
    6,
  );
  const ended = await twoAtATime(
    wanted.map((one) => one.split(':')[0] ?? ''),
    async (step) => {
      const [from, to] = [copyOf(`move-${step}`), home(`home-${step}`)];
      await run('move', step, from, to);
      const there = [from, to].filter((path) => existsSync(path));
      for (const path of there)
        expect({ step, head: await headOf(path, soundness) }).toEqual({ step, head: newest });
      // Once more: to the same folder unless it came there.
      const next = there.includes(to) ? home(`next-${step}`) : to;
      await run('move', '', there.at(-1) ?? '', next);
      expect(await headOf(next)).toBeGreaterThan(newest);
      expect(readdirSync(join(next, '..')).filter((name) => /part|moving/.test(name))).toEqual([]);
      return `${step}: ${there.map((path) => (path === from ? 'old' : 'new')).join(' ')}`;
    },
  );
  expect(ended).toEqual(wanted);
}, 240_000);

test('cut off while a place is cleared up, each backup is whole or it is none, and the next one clears up', async () => {
  await using busy = await openTestVault();
  const place = join(folder.path, 'cleared');
  mkdirSync(place);
  await busy.signIn('system_admin');
  const token = busy.grant('system_admin', place, 'write');
  await busy.as('system_admin').backup.addPlace({ token });
  const daily = new DailyBackup(busy.host);
  await daily.finish();
  const [older = ''] = readdirSync(place);
  cpSync(join(place, older), join(folder.path, older), { recursive: true });
  // Another one of the same day, which clears the first away.
  const hour = new Date(busy.clock.now()).getHours();
  busy.clock.advance({ ms: 2 * 3_600_000 });
  const time = `${String((hour + 1) % 24).padStart(2, '0')}:00`;
  await busy.as('system_admin').backup.plan({ time, daily: true });
  await daily.finish();
  const [newer = ''] = readdirSync(place);
  const both = (name: string): string => {
    const to = join(folder.path, name);
    cpSync(place, to, { recursive: true });
    cpSync(join(folder.path, older), join(to, older), { recursive: true });
    return to;
  };
  const keys = listSigningKeys(busy.opened.handles.reader);
  const signers = Object.fromEntries(
    keys.map(({ id, signPublic }) => [id, Buffer.from(signPublic).toString('hex')]),
  );
  const clear = (step: string, to: string) =>
    run('rotate', step, join(to, newer), to, JSON.stringify(signers));
  const whole = both('rotate-whole');
  expect(await clear('', whole)).toEqual(['renamed', 'removed']);
  expect(readdirSync(whole)).toEqual([newer]);
  for (const step of ['renamed', 'removed']) {
    const to = both(`rotate-${step}`);
    await clear(step, to);
    expect(readdirSync(to).filter((name) => !name.startsWith('.'))).toEqual([newer]);
    await run('place', '', join(whole, newer), to);
    expect(readdirSync(to).toSorted()).toEqual(['placed', newer].toSorted());
  }
}, 120_000);
