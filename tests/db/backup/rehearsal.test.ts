import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../db/domain/canonical.ts';
import { filesOf } from '../../../db/features/backup/manifest.ts';
import { codeOf } from '../../security/support.ts';
import { aCustomer } from '../../support/factories.ts';
import { aFolder, backUp, openTestVault, type TestVault } from './support.ts';

async function withArchives(vault: TestVault, count: number) {
  const archivist = vault.as('archivist');
  const made = [];
  for (let number = 0; number < count; number += 1) {
    const input = aCustomer({ phones: [`0757-6298${1000 + number}`] });
    made.push({ ...(await archivist.customers.create(input)), input });
  }
  return made;
}

const nothingLeft = ({ folder }: TestVault) =>
  expect(readdirSync(folder).filter((name) => name.includes('rehearsal'))).toEqual([]);

test('the last backup is restored for real, held against its manifest, and a hundred records field by field', async () => {
  await using vault = await openTestVault({ apart: true });
  using stick = aFolder();
  const archives = await withArchives(vault, 105);
  await backUp(vault, stick.path);
  const [first] = archives;
  if (!first) throw new Error('none');
  // One was changed since: the log says what it was.
  await vault
    .as('archivist')
    .customers.update({ id: first.id, version: 1, input: { ...first.input, note: '另约' }, reason: null });
  const supervisor = vault.as('supervisor');
  const { ok, result } = await supervisor.backup.rehearse();
  expect({ ok, result }).toMatchObject({ ok: true, result: { records: 100, wrong: 0, tables: [] } });
  const { rehearsal } = await supervisor.backup.list();
  expect(rehearsal).toEqual({ at: vault.clock.now(), ok: true, records: 100, wrong: 0, trouble: null });
  expect((await supervisor.audit.verify()).checks.filter(({ ok: holds }) => !holds)).toEqual([]);
  nothingLeft(vault);
}, 60_000);

test('fields of the archive that no act has changed are found', async () => {
  await using vault = await openTestVault();
  using stick = aFolder();
  await withArchives(vault, 10);
  await backUp(vault, stick.path);
  const db = vault.opened.vault.database;
  db.exec(`update customer set note = 'x' where id = 3; delete from customer_phone where customer_id = 5`);
  const { ok, result } = await vault.as('system_admin').backup.rehearse();
  expect({ ok, wrong: result?.wrong }).toEqual({ ok: false, wrong: 2 });
  expect((await vault.as('system_admin').backup.list()).rehearsal).toMatchObject({ ok: false, wrong: 2 });
  nothingLeft(vault);
});

test('a backup that cannot be restored is a result too, and one that cannot be found is none', async () => {
  await using vault = await openTestVault();
  using stick = aFolder();
  const admin = vault.as('system_admin');
  expect(await codeOf(admin.backup.rehearse())).toBe('backup.rehearse_none');
  const { folder } = await backUp(vault, stick.path);
  const { archive, manifest } = filesOf(folder);
  const whole = readFileSync(archive);
  const bytes = Buffer.from(whole);
  bytes[9_000] = (bytes[9_000] ?? 0) ^ 1;
  writeFileSync(archive, bytes);
  expect(await admin.backup.rehearse()).toMatchObject({ ok: false, trouble: 'backup.file_changed' });
  writeFileSync(archive, whole);
  const text = readFileSync(manifest, 'utf8');
  writeFileSync(manifest, text.replace(/"customer":\d+/, '"customer":77'));
  expect(await admin.backup.rehearse()).toMatchObject({ ok: false, trouble: 'backup.manifest_tampered' });
  nothingLeft(vault);
  rmSync(folder, { recursive: true });
  expect(await codeOf(admin.backup.rehearse())).toBe('backup.rehearse_none');
});

test('in a place that another archive goes to as well, the own one is rehearsed', async () => {
  await using vault = await openTestVault();
  using stick = aFolder();
  const { head } = await backUp(vault, stick.path);
  vault.clock.advance({ ms: 60_000 });
  const { manifest } = filesOf((await backUp(vault, stick.path)).folder);
  const { archive, ...other } = JSON.parse(readFileSync(manifest, 'utf8')) as { archive: string };
  // Newer than ours, of another archive.
  writeFileSync(manifest, canonicalJson({ ...other, archive: archive.replaceAll(/./g, 'e') }));
  const { ok, trouble, result } = await vault.as('system_admin').backup.rehearse();
  expect({ ok, trouble, head: result?.head }).toEqual({ ok: true, trouble: null, head });
});
