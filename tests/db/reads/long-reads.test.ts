import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { verifyVault } from '../../../db/features/audit/verify.ts';
import { seedCustomers } from '../../../db/features/seed/service.ts';
import { readLongInChild } from '../../../db/reads/host-node.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';
import { shareOf } from '../../support/share.ts';
import { codeOf } from '../../security/support.ts';

/** Enough for a verification that goes on for a while after its first word. */
const CUSTOMERS = shareOf(100_000);

/** Filled once; every test leaves it as it found it, but for what is logged and filed. */
let full: TestVault;

beforeAll(async () => {
  full = await openTestVault({ apart: true });
  const ctx = full.contextOf('archivist');
  seedCustomers({ ...ctx, facts: { ...ctx.facts, trial: true } }, { customers: CUSTOMERS });
}, 900_000);
afterAll(() => full[Symbol.asyncDispose]());

/** Resolves once a verification has looked at something. */
const begun = () =>
  vi.waitFor(
    () => {
      const told = full.events.some(
        (event) => event.type === 'progress' && event.job === 'audit.verify' && event.total > 0,
      );
      if (!told) throw new Error('nothing told yet');
    },
    { timeout: 20_000, interval: 5 },
  );

const children = () => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length;
const gone = () => vi.waitFor(() => expect(children()).toBe(0), { timeout: 10_000, interval: 20 });

beforeEach(() => void full.events.splice(0));
afterEach(gone);

/** The process of the long read that is under way. */
function pidOfRead(): number {
  const { stdout } = spawnSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)]);
  const lines = stdout.toString().split('\n');
  return Number(
    lines
      .find((line) => line.includes('reads/process.ts'))
      ?.trim()
      .split(' ')[0],
  );
}

test('a verification away from the vault says what one in its thread says, and its row is written after it', async () => {
  await using vault = await openTestVault({ apart: true });
  const archivist = vault.as('archivist');
  await archivist.customers.create(aCustomer());
  await vault.signIn('auditor');
  const here = verifyVault(vault.contextOf('auditor'));
  const apart = await vault.as('auditor').audit.verify();
  expect(apart).toEqual(here);
  const [row] = (await vault.as('auditor').audit.list({ action: 'audit.verify', limit: 1 })).rows;
  expect(row?.seq).toBe((here.head?.seq ?? 0) + 1);
});

test('while it runs others save and search; it sees the vault as it was at its beginning', async () => {
  const archivist = full.as('archivist');
  const { reader } = full.contextOf('archivist');
  const archives = reader.value('select count(*) from customer');
  const newest = reader.value('select max(seq) from audit');
  const verifying = full.as('archivist').audit.verify();
  await begun();
  const over = new AbortController();
  void verifying.finally(() => over.abort());
  const saved = [];
  while (!over.signal.aborted) {
    const customer = aCustomer();
    saved.push(await archivist.customers.create(customer));
    const { results } = await archivist.search.query({ text: customer.name, limit: 5 });
    expect(results.map(({ id }) => id)).toContain(saved.at(-1)?.id);
    // Gives the process's messages their turn.
    await new Promise(setImmediate);
  }
  const { head, checks } = await verifying;
  expect(saved.length).toBeGreaterThan(3);
  expect(head?.seq).toBe(newest);
  expect(checks.find(({ name }) => name === 'search_index')?.detail).toEqual({ rows: archives });
  expect(checks.filter(({ name, ok }) => !ok && name !== 'archive_counts')).toEqual([]);
});

test('an anchor that is made while it runs is not one too many', async () => {
  full.as('archivist');
  full.host.signOut('auditor', 'asked');
  full.clock.advance({ days: 2 });
  const verifying = full.as('archivist').audit.verify();
  await begun();
  const anchors = () => full.contextOf('archivist').reader.value<number>('select count(*) from anchor') ?? 0;
  const before = anchors();
  await full.signIn('auditor');
  expect(anchors()).toBe(before + 1);
  const { checks } = await verifying;
  expect(checks.filter(({ name }) => name.includes('anchors')).map(({ name, ok }) => [name, ok])).toEqual([
    ['audit_anchors', true],
    ['anchors_outside', true],
  ]);
});

test('it is cancelled at once, with its process', async () => {
  const verifications = async () =>
    (await full.as('auditor').audit.list({ action: 'audit.verify', limit: 100 })).rows;
  const before = await verifications();
  const verifying = full.as('archivist').audit.verify();
  await begun();
  full.cancelled.add(0);
  expect(await codeOf(verifying)).toBe('common.cancelled');
  await gone();
  full.cancelled.clear();
  expect(await verifications()).toEqual(before);
});

test('a lock kills it, and the vault closes without waiting for it or leaving a file', async () => {
  const verifying = full.as('archivist').audit.verify();
  await begun();
  full.host.signOutAll('idle');
  expect(readdirSync(full.folder).filter((name) => /-wal|-shm|\.claim|\.lock/.test(name))).toEqual([]);
  expect(await codeOf(verifying)).toBe('vault.locked');
});

test('another window that locks leaves it alone', async () => {
  await full.signIn('auditor');
  const verifying = full.as('archivist').audit.verify();
  await begun();
  full.host.signOut('auditor', 'asked');
  expect((await verifying).head).not.toBeNull();
});

test('the key is in no argument and no variable of the process', async () => {
  // Elsewhere the system keeps no files about a process.
  if (process.platform !== 'linux') return;
  const key = full.host.requireVault().vault.dataKey.use((bytes) => Buffer.from(bytes));
  const verifying = full.as('archivist').audit.verify();
  await begun();
  const { stdout } = spawnSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)]);
  const lines = stdout.toString().split('\n');
  const pid = Number(
    lines
      .find((line) => line.includes('reads/process.ts'))
      ?.trim()
      .split(' ')[0],
  );
  const open = ['cmdline', 'environ'].map((name) => readFileSync(`/proc/${pid}/${name}`, 'latin1')).join(' ');
  expect(open).toContain('process.ts');
  expect(open).not.toContain(full.path);
  for (const form of ['hex', 'base64', 'latin1'] as const) expect(open).not.toContain(key.toString(form));
  await verifying;
});

/** What a long read is asked with, by hand. */
function asking({ host }: TestVault, job: string) {
  const { vault, facts } = host.requireVault();
  const key = vault.dataKey.use((bytes) => bytes.slice());
  const time = { now: full.clock.now(), today: full.clock.today() };
  return { job, path: vault.path, facts, key, input: null, ...time };
}

const quietly = { connection: 'one', signal: new AbortController().signal, onProgress: () => {} };

test('an unknown job is a defect; a wrong key and a missing file are refusals', async () => {
  await using vault = await openTestVault({ apart: true });
  const request = asking(vault, 'audit.verify');
  await expect(readLongInChild({ ...request, job: 'nothing' }, quietly)).rejects.toThrow('no such long read');
  const refused = { ...request, key: new Uint8Array(32) };
  await expect(readLongInChild(refused, quietly)).rejects.toMatchObject({ code: 'vault.wrong_key' });
  const missing = { ...request, path: join(vault.folder, 'none.kda') };
  await expect(readLongInChild(missing, quietly)).rejects.toMatchObject({ code: 'vault.archive_missing' });
});

test('a process that dies ends the call, not the vault', async () => {
  if (process.platform !== 'linux') return;
  const verifying = full.as('archivist').audit.verify();
  await begun();
  process.kill(pidOfRead(), 'SIGKILL');
  await expect(verifying).rejects.toThrow('a long read ended: SIGKILL');
  await full.as('archivist').customers.create(aCustomer());
  expect((await full.as('archivist').audit.verify()).head).not.toBeNull();
});
