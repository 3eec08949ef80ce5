import { confirmed } from '../../support/accounts.ts';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canonicalJson } from '../../../db/domain/canonical.ts';
import { filesOf } from '../../../db/features/backup/manifest.ts';
import { codeOf, refusalOf } from '../../security/support.ts';
import { aCustomer } from '../../support/factories.ts';
import { aFolder, backUp, openTestVault, restore, SECRET, type TestVault } from './support.ts';

let vault: TestVault;
let backup: Awaited<ReturnType<typeof backUp>>;
const folder = aFolder();

beforeAll(async () => {
  vault = await openTestVault();
  await vault.as('archivist').customers.create(aCustomer());
  backup = await backUp(vault, join(folder.path, 'stick'));
});
afterAll(async () => {
  await vault[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

let copies = 0;
/** The backup in a folder of its own, to be harmed. */
function harmed(harm: (files: ReturnType<typeof filesOf>) => void): string {
  copies += 1;
  const to = join(folder.path, `harmed-${copies}`);
  cpSync(backup.folder, to, { recursive: true });
  harm(filesOf(to));
  return to;
}

function inspect(from: string, secret = SECRET) {
  return vault.stranger().backup.inspect({ token: vault.grant('stranger', from), secret });
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

test('a flipped byte in any file of a backup is found before anything is restored', async () => {
  const size = statSync(filesOf(backup.folder).archive).size;
  const found = [];
  for (const at of [0, 20, 5_000, Math.floor(size / 2), size - 1])
    found.push(await refusalOf(inspect(harmed(({ archive }) => flip(archive, at)))));
  const changed = { code: 'backup.file_changed', data: { file: 'archive' } };
  expect(found).toEqual([changed, changed, changed, changed, changed]);
  expect(await codeOf(inspect(harmed(({ keys }) => flip(keys, 400))))).toBe('vault.keys_damaged');
  expect(await refusalOf(inspect(harmed(({ anchors }) => flip(anchors, 30))))).toEqual({
    code: 'backup.file_changed',
    data: { file: 'anchors' },
  });
  expect(await codeOf(inspect(harmed(({ manifest }) => flip(manifest, 200))))).toMatch(
    /^backup\.(manifest_damaged|manifest_tampered|other_archive|file_changed)$/,
  );
});

test('a manifest is believed only as it was signed', async () => {
  const changes: Array<[string, unknown]> = [
    ['rows', 1],
    ['madeAt', 0],
    ['program', '9.9.9'],
    ['day', '2020-01-01'],
    ['tables', {}],
    ['signature', '0'.repeat(128)],
    ['accountKeyId', 2],
  ];
  for (const [name, value] of changes) {
    const from = harmed(({ manifest }) => {
      const said = JSON.parse(readFileSync(manifest, 'utf8')) as object;
      writeFileSync(manifest, canonicalJson({ ...said, [name]: value }));
    });
    expect({ name, code: await codeOf(inspect(from)) }).toEqual({ name, code: 'backup.manifest_tampered' });
  }
});

test('a manifest of another backup, or of another archive, goes with no other files', async () => {
  await vault.as('archivist').customers.create(aCustomer());
  const later = await backUp(vault, join(folder.path, 'stick'));
  const ofLater = harmed(({ manifest }) => copyFileSync(filesOf(later.folder).manifest, manifest));
  expect(await codeOf(inspect(ofLater))).toBe('backup.file_changed');
  const ofOther = harmed(({ manifest }) => {
    const said = JSON.parse(readFileSync(manifest, 'utf8')) as object;
    writeFileSync(manifest, canonicalJson({ ...said, archive: '00'.repeat(16) }));
  });
  expect(await codeOf(inspect(ofOther))).toBe('backup.other_archive');
});

test('a folder without a whole backup, a missing file and a wrong password are told apart', async () => {
  expect(await codeOf(inspect(harmed(({ manifest }) => rmSync(manifest))))).toBe('backup.manifest_missing');
  expect(await codeOf(inspect(harmed(({ archive }) => rmSync(archive))))).toBe('backup.file_missing');
  expect(await codeOf(inspect(harmed(({ keys }) => rmSync(keys))))).toBe('vault.keys_missing');
  expect(await codeOf(inspect(join(folder.path, 'nowhere')))).toBe('backup.place_missing');
  const wrong = { login: 'archivist', password: 'not the password' };
  expect(await codeOf(inspect(backup.folder, wrong))).toBe('vault.sign_in_refused');
  const newer = harmed(({ manifest }) => {
    const said = JSON.parse(readFileSync(manifest, 'utf8')) as object;
    writeFileSync(manifest, canonicalJson({ ...said, version: 99 }));
  });
  expect(await refusalOf(inspect(newer))).toEqual({
    code: 'backup.manifest_newer',
    data: { found: 99, known: 2 },
  });
});

test('a one-time code that was not traded yet opens no backup', async () => {
  const account = { login: 'newcomer', name: '新来的', roles: ['archivist' as const] };
  const { code } = await confirmed(vault, vault.as('system_admin').accounts.create(account));
  const made = await backUp(vault, join(folder.path, 'stick'));
  const secret = { login: 'newcomer', password: code };
  expect(await codeOf(inspect(made.folder, secret))).toBe('vault.sign_in_refused');
});

test('two recovery sheets open a backup where no password does', async () => {
  const target = join(folder.path, 'by-sheets.kda');
  const [one, two] = vault.sheets;
  const { restored } = await restore(vault, backup.folder, target, { sheets: [one, two] });
  expect(restored.head).toEqual(backup.head);
});

test('what stands at the path is told, kept and never overwritten', async () => {
  const place = join(folder.path, 'present');
  mkdirSync(place);
  const target = join(place, 'a.kda');
  const first = await restore(vault, backup.folder, target);
  expect(first.preview).toMatchObject({ state: 'none' });
  const again = await restore(vault, backup.folder, target);
  expect(again.preview).toMatchObject({
    state: 'readable',
    lost: { acts: 0, people: [], head: backup.head },
  });
  expect(again.restored.aside).toMatch(/a\.before-restore-\d{8}-\d{6}\.kda$/);
  expect(readdirSync(place).filter((name) => name.includes('before-restore')).length).toBeGreaterThan(2);

  const other = join(place, 'other.kda');
  writeFileSync(other, 'no vault at all');
  const over = await restore(vault, backup.folder, other);
  expect(over.preview).toMatchObject({ state: 'unreadable', bytes: 15 });
  expect(readFileSync(over.restored.aside ?? '', 'utf8')).toBe('no vault at all');
});

test('what would be lost is told by acts, people and times', async () => {
  const later = await openTestVault();
  try {
    const made = await backUp(later, join(folder.path, 'for-later'));
    await later.as('archivist').customers.create(aCustomer());
    await later.as('archivist').customers.create(aCustomer());
    await later.host.shutDown();
    const { preview } = await restore(later, made.folder, later.path);
    expect(preview).toMatchObject({ state: 'readable' });
    const lost = preview.state === 'readable' ? preview.lost : undefined;
    const counted = lost?.people.reduce((sum, { acts }) => sum + acts, 0);
    expect(lost?.acts).toBe((lost?.head.seq ?? 0) - made.head.seq);
    expect(counted).toBe(lost?.acts);
    expect(lost?.acts).toBeGreaterThan(3);
  } finally {
    await later[Symbol.asyncDispose]();
  }
});

test('an open vault, and one of another company, are not restored over', async () => {
  await vault.signIn('archivist');
  expect(await codeOf(restore(vault, backup.folder, vault.path))).toBe('vault.own_file');
});

test('places that cannot take a backup are refused in words, and nothing is left anywhere', async () => {
  const to = (place: string) =>
    codeOf(
      vault
        .as('system_admin')
        .backup.make({ token: vault.grant('system_admin', place, 'write'), full: false }),
    );
  expect(await to(join(folder.path, 'gone'))).toBe('backup.place_missing');
  expect(await to(vault.folder)).toBe('backup.place_is_archive_folder');
  const cloud = join(folder.path, 'OneDrive - Firma', 'backups');
  mkdirSync(cloud, { recursive: true });
  expect(await to(cloud)).toBe('backup.place_synced');
  const nuts = join(folder.path, '我的坚果云');
  mkdirSync(nuts);
  expect(await to(nuts)).toBe('backup.place_synced');
  const closed = join(folder.path, 'closed');
  mkdirSync(closed);
  chmodSync(closed, 0o500);
  // Nothing is closed to root.
  expect(await to(closed)).toBe(process.getuid?.() === 0 ? undefined : 'backup.place_closed');
  expect(readdirSync(vault.folder).filter((name) => name.includes('backup'))).toEqual([]);
  for (const place of [cloud, nuts]) expect(readdirSync(place)).toEqual([]);
});
