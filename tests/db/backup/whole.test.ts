import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readTables } from '../../../db/features/backup/check.ts';
import { expect, test } from 'vitest';
import { verifyVault } from '../../../db/features/audit/verify.ts';
import { readManifest } from '../../../db/features/backup/manifest.ts';
import type { ReadableDb } from '../../../db/connection/handles.ts';
import { unlock } from '../../../db/features/vault/service.ts';
import { aCustomer } from '../../support/factories.ts';
import { aFolder, backUp, namesIn, openTestVault, restore, TEST_PASSWORD } from './support.ts';

/** Every row of every table that a backup counts, but for the places that a restore marks. */
function contentOf(db: ReadableDb): Record<string, unknown[]> {
  const names = db.rows<{ name: string }>(
    `select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite~_%' escape '~'`,
  );
  return Object.fromEntries(
    names.map(({ name }) => [
      name,
      db
        .rows<{ key?: string }>(`select * from "${name}"`)
        .filter(({ key }) => !['keys_seq', 'restored', 'backup_base'].includes(key ?? '')),
    ]),
  );
}

test('a vault that was lost is back from its backup alone: each row, the same head, the passwords of that day', async () => {
  await using vault = await openTestVault({ apart: true });
  using place = aFolder();
  const archivist = vault.as('archivist');
  for (let made = 0; made < 3; made += 1) await archivist.customers.create(aCustomer());
  await vault.signIn('system_admin');
  const made = await backUp(vault, join(place.path, 'stick'));
  expect(made).toMatchObject({ verified: true, full: true, failed: [], archives: 3 });
  expect(namesIn(made.folder)).toEqual([
    'archive.kda',
    'archive.kda.anchors',
    'archive.kda.keys',
    'manifest.json',
  ]);
  const manifest = readManifest(made.folder);
  // What came after it: where backups go, the row of the backup itself, and that of its anchor.
  expect(vault.opened.handles.reader.value('select max(seq) from audit')).toBe(made.head.seq + 3);
  const before = contentOf(vault.opened.handles.reader);
  await vault.host.shutDown();
  for (const end of ['', '.keys', '.anchors']) rmSync(`${vault.path}${end}`, { force: true });
  // The computer with the program's own folder is lost too.
  rmSync(join(vault.folder, 'program'), { recursive: true });

  const bare = join(place.path, 'bare.kda');
  const { inspected, preview, restored } = await restore(vault, made.folder, bare);
  expect(preview).toEqual({ state: 'none', newer: null });
  expect(inspected).toMatchObject({ archives: 3, head: made.head, verified: true, day: manifest.day });
  expect(restored).toMatchObject({ head: made.head, archives: 3, lost: null, aside: null });

  const call = { host: vault.host, origin: { connection: 'archivist', seq: 0 } };
  await unlock(call, bare, 'archivist', TEST_PASSWORD);
  const { reader } = vault.host.requireVault().handles;
  const row = reader.row<{ hash: Uint8Array }>('select hash from audit where seq = ?', made.head.seq);
  expect(Buffer.from(row?.hash ?? []).toString('hex')).toBe(made.head.hash);
  const after = contentOf(reader);
  // What a sign-in and an act write is elsewhere; all other tables are as they were.
  const written = ['account', 'anchor', 'audit', 'series', 'setting'];
  const others = (content: Record<string, unknown[]>) =>
    Object.fromEntries(Object.entries(content).filter(([name]) => !written.includes(name)));
  expect(others(after)).toEqual(others(before));
  expect(after['audit']?.slice(0, made.head.seq)).toEqual(before['audit']?.slice(0, made.head.seq));
  const [act] = reader.rows<{ action: string; reason: string }>(
    `select action, reason from audit where action = 'backup.restore'`,
  );
  expect(act?.reason).toContain(`${made.head.seq} ${made.head.hash}`);
  const verification = verifyVault(vault.host.contextFor(call.origin));
  expect(verification.checks.filter(({ ok }) => !ok)).toEqual([]);
});

test('rows are counted page by page as they are counted one by one', async () => {
  await using vault = await openTestVault();
  for (let filed = 0; filed < 120; filed += 1)
    await vault.as('archivist').customers.create(aCustomer({ note: '长'.repeat(3_000) }));
  const { reader } = vault.opened.handles;
  const counted = readTables(reader);
  const names = Object.keys(counted);
  expect(names).toEqual(expect.arrayContaining(['customer', 'audit', 'archive_meta', 'series', 'list_item']));
  expect(counted).toEqual(
    Object.fromEntries(names.map((name) => [name, reader.value(`select count(*) from "${name}"`)])),
  );
});
