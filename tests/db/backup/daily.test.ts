import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { DailyBackup, isDailyDue, lastTimeBefore } from '../../../db/features/backup/daily.ts';
import { filesOf, readManifest } from '../../../db/features/backup/manifest.ts';
import { readLongHere } from '../../support/here.ts';
import { aCustomer } from '../../support/factories.ts';
import { aFolder, backUp, openTestVault, type TestVault } from './support.ts';

/** A vault that backs up to a stick every day at 17:00; the clock stands at 9:00 UTC. */
async function withStick(stick: string, options: Parameters<typeof openTestVault>[0] = {}) {
  const vault = await openTestVault(options);
  mkdirSync(stick, { recursive: true });
  await vault.signIn('system_admin');
  const token = vault.grant('system_admin', stick, 'write');
  await vault.as('system_admin').backup.addPlace({ token });
  const daily = new DailyBackup(vault.host);
  return { vault, daily };
}

const MINUTE = 60_000;
/** Two minutes in which nobody calls, then a look; resolves when what it began is over. */
async function idleLook({ clock }: TestVault, daily: DailyBackup): Promise<void> {
  clock.advance({ ms: 2 * MINUTE });
  daily.look();
  await daily.idle();
}

const madeIn = (vault: TestVault) =>
  vault.opened.handles.reader.rows<{ role: string; reason: string }>(
    `select role, reason from audit where action = 'backup.make' order by seq`,
  );

test('once a day, after two minutes without a call, by the program, with whoever is signed in', async () => {
  using folder = aFolder();
  const stick = join(folder.path, 'stick');
  const { vault, daily } = await withStick(stick);
  await using _ = vault;
  vault.host.signOut('system_admin', 'asked');
  daily.look();
  await daily.idle();
  expect(readdirSync(stick)).toEqual([]);
  await idleLook(vault, daily);
  const [name = ''] = readdirSync(stick);
  const manifest = readManifest(join(stick, name));
  expect(manifest).toMatchObject({
    version: 2,
    automatic: true,
    series: { restores: 0, since: null },
    recoverySet: 1,
    fallen: [],
    looked: { full: true, failed: [] },
  });
  const newest = vault.opened.handles.reader.row<{ seq: number; at: number }>(
    'select seq, at from anchor where seq <= ? order by id desc limit 1',
    manifest.head.seq,
  );
  expect(manifest.version === 2 && manifest.anchor).toMatchObject(newest ?? {});
  expect(madeIn(vault).map(({ role }) => role)).toEqual(['program']);
  const { made } = await vault.as('supervisor').backup.list();
  expect(made[0]).toMatchObject({ automatic: true, verified: true, label: 'stick' });
  const checks = (await vault.as('supervisor').audit.verify()).checks.filter(({ ok }) => !ok);
  expect(checks).toEqual([]);
  // The next one when the time of day has passed again; a look of the log since the last is enough for it.
  await idleLook(vault, daily);
  expect(readdirSync(stick)).toHaveLength(1);
  vault.clock.advance({ days: 1 });
  await idleLook(vault, daily);
  expect(madeIn(vault).map(({ reason }) => reason.split(' ').slice(0, 2))).toEqual([
    ['verified', 'full'],
    ['verified', 'since'],
  ]);
  for (let day = 0; day < 6; day += 1) {
    vault.clock.advance({ days: 1 });
    await idleLook(vault, daily);
  }
  expect(madeIn(vault).filter(({ reason }) => reason.includes(' full '))).toHaveLength(2);
  expect(madeIn(vault)).toHaveLength(8);
}, 120_000);

test('it waits for the time that was set, and a missed day is made up at the next chance', async () => {
  const now = new Date(2026, 2, 3, 9, 0).getTime();
  expect(new Date(lastTimeBefore(now, '17:00'))).toEqual(new Date(2026, 2, 2, 17, 0));
  expect(new Date(lastTimeBefore(now, '09:00'))).toEqual(new Date(2026, 2, 3, 9, 0));
  using folder = aFolder();
  const { vault, daily } = await withStick(join(folder.path, 'stick'));
  await using _ = vault;
  const { reader } = vault.opened.handles;
  await idleLook(vault, daily);
  const after = (hours: number) => isDailyDue(reader, vault.clock.now() + hours * 60 * MINUTE);
  const due = Array.from({ length: 30 }, (_entry, hours) => after(hours)).indexOf(true);
  const hour = new Date(vault.clock.now()).getHours();
  expect(due).toBe(hour >= 17 ? 24 + 17 - hour : 17 - hour);
  expect(after(72)).toBe(true);
  await vault.as('system_admin').backup.plan({ time: '17:00', daily: false });
  expect(after(72)).toBe(false);
});

test('one made by hand since the time of day is the one of that day', async () => {
  using folder = aFolder();
  const stick = join(folder.path, 'stick');
  const { vault, daily } = await withStick(stick);
  await using _ = vault;
  await backUp(vault, stick);
  await idleLook(vault, daily);
  expect(madeIn(vault)).toHaveLength(1);
});

test('a lock of whoever carries it breaks it off, nothing is left, and it begins anew with somebody else', async () => {
  using folder = aFolder();
  const stick = join(folder.path, 'stick');
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const { vault, daily } = await withStick(stick, {
    async readLong(request, options) {
      if (request.job === 'backup.place') {
        begin();
        await new Promise((_resolve, reject) => {
          options.signal.addEventListener('abort', () => reject(options.signal.reason));
        });
      }
      return readLongHere(request, options);
    },
  });
  await using _ = vault;
  vault.clock.advance({ ms: 2 * MINUTE });
  daily.look();
  await begun;
  expect(daily.isWanted()).toBe(true);
  // The first who is signed in carries it.
  vault.host.signOut('archivist', 'idle');
  await daily.idle();
  expect(madeIn(vault)).toEqual([]);
  expect(readdirSync(stick)).toEqual([]);
  expect(readdirSync(vault.folder).filter((name) => name.includes('backup'))).toEqual([]);
  expect(daily.isWanted()).toBe(true);
  daily.look();
  await vi.waitFor(() =>
    expect(readdirSync(vault.folder).some((name) => name.includes('backup'))).toBe(true),
  );
  // The program ends: whoever does not want to wait breaks it off.
  daily.stop();
  await daily.idle();
  expect(readdirSync(vault.folder).filter((name) => name.includes('backup'))).toEqual([]);
}, 60_000);

test('before the program ends it is made without waiting for an idle moment, where somebody can carry it', async () => {
  using folder = aFolder();
  const stick = join(folder.path, 'stick');
  const { vault, daily } = await withStick(stick);
  await using _ = vault;
  await vault.as('archivist').customers.create(aCustomer());
  expect(daily.isWanted()).toBe(true);
  await daily.finish();
  expect(readdirSync(stick)).toHaveLength(1);
  expect(daily.isWanted()).toBe(false);
  vault.clock.advance({ days: 1 });
  vault.host.signOutAll('closed');
  expect(daily.isWanted()).toBe(false);
  await daily.finish();
  expect(readdirSync(stick)).toHaveLength(1);
});

test('its progress is told to everybody, and that it is over', async () => {
  using folder = aFolder();
  const { vault, daily } = await withStick(join(folder.path, 'stick'));
  await using _ = vault;
  await vault.signIn('developer');
  await idleLook(vault, daily);
  const told = vault
    .eventsOf('developer')
    .flatMap((event) => (event.type === 'progress' && event.job === 'backup.daily' ? [event] : []));
  expect(told.length).toBeGreaterThan(2);
  expect(told.at(-1)).toMatchObject({ done: 1, total: 1 });
});

test('a place that is missing is said and tried again, and the other gets its copy all the same', async () => {
  using folder = aFolder();
  const [stick, drive] = [join(folder.path, 'stick'), join(folder.path, 'drive')];
  const { vault, daily } = await withStick(stick);
  await using _ = vault;
  mkdirSync(drive);
  await vault.as('system_admin').backup.addPlace({ token: vault.grant('system_admin', drive, 'write') });
  rmSync(stick, { recursive: true });
  await idleLook(vault, daily);
  expect(readdirSync(drive)).toHaveLength(1);
  const { places } = await vault.as('supervisor').backup.list();
  expect(places).toMatchObject([
    { label: 'stick', lastAt: null, state: { trouble: { code: 'backup.place_missing' } } },
    { label: 'drive', lastAt: expect.any(Number) as number, state: { trouble: null } },
  ]);
  const lines = async () =>
    (await vault.as('supervisor').home.waiting()).filter(({ kind }) => kind === 'backup_closed');
  expect(await lines()).toEqual([{ kind: 'backup_closed', count: 1, late: 0, link: '/backup' }]);
  mkdirSync(stick);
  await vault.as('supervisor').backup.look();
  expect(await lines()).toEqual([]);
  // With no place at all it fails, and is tried again after a while.
  vault.clock.advance({ days: 1 });
  rmSync(stick, { recursive: true });
  rmSync(drive, { recursive: true });
  await idleLook(vault, daily);
  expect(await lines()).toMatchObject([{ count: 2 }]);
  mkdirSync(stick);
  await idleLook(vault, daily);
  expect(readdirSync(stick)).toEqual([]);
  vault.clock.advance({ ms: 15 * MINUTE });
  await idleLook(vault, daily);
  expect(readdirSync(stick)).toHaveLength(1);
}, 60_000);

test('the places are looked at after a sign-in, so that trouble is said on every start', async () => {
  using folder = aFolder();
  const stick = join(folder.path, 'stick');
  const { vault, daily } = await withStick(stick);
  await using _ = vault;
  daily.look();
  rmSync(stick, { recursive: true });
  await vault.signIn('supervisor');
  vault.host.signOut('system_admin', 'asked');
  vault.host.signOut('archivist', 'asked');
  daily.look();
  await vi.waitFor(async () => {
    const { places } = await vault.as('supervisor').backup.list();
    expect(places[0]?.state?.trouble?.code).toBe('backup.place_missing');
  });
});

test('clears up its own alone: neither manual ones, nor empty or unreadable ones, nor when the date is in doubt', async () => {
  using folder = aFolder();
  const stick = join(folder.path, 'stick');
  const { vault, daily } = await withStick(stick);
  await using _ = vault;
  const manual = await backUp(vault, stick);
  const automatic: string[] = [];
  for (let day = 0; day < 20; day += 1) {
    vault.clock.advance({ days: 1 });
    const before = new Set(readdirSync(stick));
    await idleLook(vault, daily);
    automatic.push(...readdirSync(stick).filter((name) => !before.has(name)));
    if (day === 2) writeFileSync(filesOf(join(stick, automatic[2] ?? '')).archive, '');
    if (day === 3) writeFileSync(filesOf(join(stick, automatic[3] ?? '')).manifest, '{}');
  }
  expect(automatic).toHaveLength(20);
  const left = readdirSync(stick);
  expect(left).toContain(manual.folder.split('/').at(-1));
  expect(left).toContain(automatic[2]);
  expect(left).toContain(automatic[3]);
  expect(left).toEqual(expect.arrayContaining(automatic.slice(-7)));
  expect(left.length).toBeLessThan(16);
  expect(left.filter((name) => name.startsWith('.'))).toEqual([]);
  // A clock 400 days ahead: it is made all the same, and nothing goes.
  vault.clock.advance({ days: 400 });
  await idleLook(vault, daily);
  const later = readdirSync(stick);
  expect(later).toHaveLength(left.length + 1);
  expect(later).toEqual(expect.arrayContaining(left));
  expect(statSync(filesOf(manual.folder).archive).size).toBeGreaterThan(0);
}, 120_000);
