import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { AppError } from '../../../db/domain/errors.ts';
import { moveFiles } from '../../../db/features/backup/move-files.ts';
import { stampOf } from '../../../db/features/backup/part.ts';
import { secureKey } from '../../../db/vault/index.ts';
import { codeOf, refusalOf } from '../../security/support.ts';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../../support/vault.ts';

const ADMIN = 'system_admin';

function aHome(vault: TestVault, name = '客户 档案'): string {
  const home = join(vault.folder, name);
  mkdirSync(home);
  return home;
}

const moveTo = (vault: TestVault, folder: string) =>
  vault.as(ADMIN).vault.move({ token: vault.grant(ADMIN, folder, 'write') });

const open = (vault: TestVault, path: string, login = 'archivist') =>
  vault.stranger(login).vault.unlock({ token: vault.grant(login, path), login, password: TEST_PASSWORD });

/** The newest row before whoever is signed in came. */
function headBefore({ host }: TestVault) {
  return host.requireVault().handles.reader.row<{ seq: number; hash: string }>(
    `select seq, lower(hex(hash)) hash from audit
     where seq = (select max(seq) from audit where action = 'vault.sign_in') - 1`,
  );
}

const namesIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => /\.(?:kda|kda\..*)$/.test(name))
    .toSorted();

test('a vault moves to another folder: it opens there with the same head, and what was left is put aside', async () => {
  await using vault = await openTestVault();
  const { id } = await vault.as('archivist').customers.create(aCustomer({ name: '龙江五金厂' }));
  await vault.signIn(ADMIN, 'supervisor');
  const noted: unknown[] = [];
  Object.assign(vault.host.ports, { noteVault: (note: unknown) => noted.push(note) });
  const home = aHome(vault);
  const moved = await moveTo(vault, home);
  const to = join(home, 'test.kda');
  expect(moved).toMatchObject({ from: vault.path, to, folder: home, name: 'test.kda' });
  expect(noted.at(-1)).toEqual({ path: vault.path, movedTo: to });
  // Everybody is out, and was told why.
  expect(vault.host.opened).toBeNull();
  for (const role of ['archivist', 'supervisor', ADMIN])
    expect(vault.eventsOf(role).filter(({ type }) => type === 'locked')).toEqual([
      { type: 'locked', reason: 'moved' },
    ]);
  const told = vault.eventsOf(ADMIN).flatMap((event) => (event.type === 'progress' ? [event] : []));
  expect(told.at(-1)).toMatchObject({ job: 'vault.move', done: told.at(-1)?.total });
  const beside = ['', '.anchors', '.keys'];
  const aside = moved.aside ?? '';
  expect(basename(aside)).toMatch(/^test\.moved-\d{8}-\d{6}\.kda$/);
  expect(namesIn(vault.folder)).toEqual(
    [...beside.map((end) => `${basename(aside)}${end}`), 'test.kda.moved'].toSorted(),
  );
  expect(namesIn(home)).toEqual(beside.map((end) => `test.kda${end}`));

  await open(vault, to);
  expect(headBefore(vault)).toEqual(moved.head);
  expect((await vault.stranger('archivist').customers.get({ id })).input?.name).toBe('龙江五金厂');
  const { ok, checks } = await vault.stranger('archivist').audit.verify();
  expect({ ok, failed: checks.filter((check) => !check.ok) }).toEqual({ ok: true, failed: [] });
  const [row] = vault.host
    .requireVault()
    .handles.reader.rows<{ reason: string }>("select reason from audit where action = 'vault.move'");
  expect(row?.reason).toBe(`${basename(vault.folder)}/客户 档案`);

  // Backups go on there.
  const stick = aHome(vault, 'stick');
  await open(vault, to, ADMIN);
  const admin = vault.as(ADMIN);
  const made = await admin.backup.make({ token: vault.grant(ADMIN, stick, 'write') });
  expect(made).toMatchObject({ verified: true });
  vault.host.signOutAll('closed');

  // What was left opens by itself, as something older than what this computer saw.
  const refused = await refusalOf(open(vault, aside));
  expect(refused?.code).toBe('vault.witness_differs');
  expect(await refusalOf(open(vault, vault.path))).toEqual({
    code: 'vault.moved',
    data: { place: '客户 档案' },
  });
});

test('what is put aside opens with its own keys while nobody went on at the new place', async () => {
  await using vault = await openTestVault();
  const { aside, head } = await moveTo(vault, aHome(vault));
  await open(vault, aside ?? '');
  expect(headBefore(vault)).toEqual(head);
});

test('a vault that is put back at a path from which it moved opens there, and is said to have moved no more', async () => {
  await using vault = await openTestVault();
  const { aside } = await moveTo(vault, aHome(vault));
  for (const end of ['', '.keys']) renameSync(`${aside}${end}`, `${vault.path}${end}`);
  await open(vault, vault.path);
  vault.host.signOutAll('closed');
  expect(existsSync(`${vault.path}.moved`)).toBe(false);
  rmSync(vault.path);
  expect(await codeOf(open(vault, vault.path))).toBe('vault.archive_missing');
});

test('word of a move that is none is no word', async () => {
  await using vault = await openTestVault();
  await moveTo(vault, aHome(vault));
  for (const text of [
    '',
    '{',
    '{"at":1,"to":"../x","version":1}',
    `{"at":1,"to":"${'/x'.repeat(20_000)}"}`,
  ]) {
    writeFileSync(`${vault.path}.moved`, text);
    expect({ text, code: await codeOf(open(vault, vault.path)) }).toEqual({
      text,
      code: 'vault.archive_missing',
    });
  }
});

test('a folder that is none for the vault is refused before anybody is signed out, and nothing is written', async () => {
  await using vault = await openTestVault();
  await vault.signIn(ADMIN);
  const rows = () =>
    vault.opened.handles.reader.value<number>("select count(*) from audit where action = 'vault.move'");
  const gone = join(vault.folder, 'gone');
  const file = join(vault.folder, 'file');
  writeFileSync(file, '');
  const [synced, taken, keyed, stick] = ['OneDrive', 'taken', 'keyed', 'stick'].map((name) =>
    aHome(vault, name),
  );
  writeFileSync(join(taken ?? '', 'test.kda'), 'another');
  writeFileSync(join(keyed ?? '', 'test.kda.keys'), 'of another');
  await vault.as(ADMIN).backup.addPlace({ token: vault.grant(ADMIN, stick ?? '', 'write') });
  const codes = [];
  for (const folder of [gone, file, synced, taken, keyed, stick, vault.folder])
    codes.push(await codeOf(moveTo(vault, folder ?? '')));
  expect(codes).toEqual([
    'vault.move_folder_missing',
    'vault.move_folder_missing',
    'vault.place_synced',
    'vault.file_exists',
    'vault.file_exists',
    'vault.move_backup_place',
    'vault.file_exists',
  ]);
  expect(readFileSync(join(taken ?? '', 'test.kda'), 'utf8')).toBe('another');
  expect(readFileSync(join(keyed ?? '', 'test.kda.keys'), 'utf8')).toBe('of another');
  expect(rows()).toBe(0);
  expect(vault.host.sessionOf('archivist')).toBeDefined();
  expect(
    await codeOf(
      vault.as('supervisor').vault.move({ token: vault.grant('supervisor', aHome(vault), 'write') }),
    ),
  ).toBe('access.denied');
});

test('a drive without room for all of it is refused before anybody is signed out', async () => {
  await using vault = await openTestVault();
  const home = aHome(vault);
  // Takes no room here, but would there.
  const large = `${vault.path}.keys.bak`;
  writeFileSync(large, '');
  truncateSync(large, 2 ** 43);
  const refused = await refusalOf(moveTo(vault, home));
  expect(refused).toMatchObject({ code: 'vault.move_full', data: { needed: expect.any(Number) } });
  expect(readdirSync(home)).toEqual([]);
  expect(vault.host.sessionOf('archivist')).toBeDefined();
});

test('an old place that takes no change any more keeps its file, which the answer says', async () => {
  await using vault = await openTestVault();
  const key = secureKey(vault.opened.vault.dataKey.use((bytes) => Uint8Array.from(bytes)));
  vault.host.signOutAll('closed');
  const to = join(aHome(vault), 'test.kda');
  // A folder under the name that it is to have: nothing takes its place.
  const inTheWay = (step: string) => {
    if (step !== 'pointed') return;
    mkdirSync(join(vault.folder, `test.moved-${stampOf(0)}.kda`, 'x'), { recursive: true });
  };
  expect(moveFiles(vault.path, to, key, { at: 0, step: inTheWay }).aside).toBeNull();
  expect([existsSync(vault.path), existsSync(to), existsSync(`${vault.path}.moved`)]).toEqual([
    true,
    true,
    false,
  ]);
  await open(vault, to);
});

test('what a move that was cut off left does not come to lie beside the vault', async () => {
  await using vault = await openTestVault();
  const home = aHome(vault);
  for (const end of ['.moving', '.tries', '.keys.new', '.part'])
    writeFileSync(join(home, `test.kda${end}`), 'of before');
  const { to } = await moveTo(vault, home);
  expect(namesIn(home)).toEqual(['test.kda', 'test.kda.anchors', 'test.kda.keys']);
  await open(vault, to);
});

test('cancelled on the way, the vault is where it was with nothing at the new place', async () => {
  await using vault = await openTestVault();
  await vault.signIn(ADMIN);
  const home = aHome(vault);
  vault.cancelled.add(0);
  expect(await codeOf(moveTo(vault, home))).toBe('common.cancelled');
  vault.cancelled.clear();
  expect(readdirSync(home)).toEqual([]);
  expect(namesIn(vault.folder)).toEqual(['test.kda', 'test.kda.anchors', 'test.kda.keys']);
  await open(vault, vault.path);
  expect((await vault.stranger('archivist').audit.verify()).ok).toBe(true);
});

test('a copy that is not what was written takes no name', async () => {
  await using vault = await openTestVault();
  const key = secureKey(vault.opened.vault.dataKey.use((bytes) => Uint8Array.from(bytes)));
  vault.host.signOutAll('closed');
  const home = aHome(vault);
  const to = join(home, 'test.kda');
  for (const end of ['', '.keys']) {
    const spoil = (step: string) => {
      if (step !== `copied${end}`) return;
      const bytes = readFileSync(`${to}${end}.part`);
      bytes[100] = (bytes[100] ?? 0) ^ 1;
      writeFileSync(`${to}${end}.part`, bytes);
    };
    const move = () => moveFiles(vault.path, to, key, { at: 0, step: spoil });
    expect(move).toThrow(new AppError('vault.move_unreliable'));
    expect(readdirSync(home)).toEqual([]);
  }
  await open(vault, vault.path);
});
