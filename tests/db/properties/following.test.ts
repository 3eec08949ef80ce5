import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { hash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FollowingTests } from '../../../db/features/properties/service.ts';
import { verifyVault } from '../../../db/features/audit/service.ts';
import { checkProgramFiles, PROGRAM_LIST } from '../../../db/features/properties/program-files.ts';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';

const EVERY = { scopes: ['all', 'archive', 'import', 'backup'] as const };

async function follow(vault: TestVault, following: FollowingTests) {
  following.look();
  await following.idle();
  const { rows } = await vault.as('archivist').properties.list({ scopes: [...EVERY.scopes] });
  return rows.map(({ scope, archives, failed }) => [scope, archives?.first, archives?.last, failed]);
}

test('an archive is tested once it is filed, several together as one, and none twice', async () => {
  await using vault = await openTestVault();
  const following = new FollowingTests(vault.host);
  const { customers } = vault.as('archivist');
  expect(await follow(vault, following)).toEqual([]);
  const one = await customers.create(aCustomer());
  // Required fields are still empty: that is said, and keeps nothing from going on.
  expect(await follow(vault, following)).toEqual([['archive', one.archiveNo, one.archiveNo, 1]]);
  expect(await follow(vault, following)).toHaveLength(1);
  const many = [];
  for (let each = 0; each < 25; each += 1) many.push(await customers.create(aCustomer()));
  const [first, last] = [many[0], many.at(-1)];
  expect((await follow(vault, following))[0]).toEqual(['import', first?.archiveNo, last?.archiveNo, 1]);
  const opened = await vault.as('archivist').properties.get({ id: 2 });
  expect(opened.checks.map(({ name, scope, ok }) => [name, scope, ok])).toEqual([
    ['first_history', 25, true],
    ['required_fields', 25, false],
    ['number', 25, true],
    ['index_entry', 25, true],
    ['cards', 25, true],
  ]);
  const rows = vault
    .contextOf('archivist')
    .reader.rows("select role from audit where action = 'properties.test'");
  expect(rows).toEqual([{ role: 'program' }, { role: 'program' }]);
  expect(verifyVault(vault.contextOf('archivist')).checks.filter(({ ok }) => !ok)).toEqual([]);
});

test.each([
  ['first_history', 'delete from customer_change where customer_id = 1'],
  ['number', 'update customer set serial = 7 where id = 1'],
  ['index_entry', 'delete from search_row where id = 1'],
])('of what was filed, %s is found where it is broken', async (name, sql) => {
  await using vault = await openTestVault();
  await vault.as('archivist').customers.create(aCustomer());
  const { database } = vault.opened.vault;
  for (const trigger of database
    .prepare("select name from sqlite_schema where type = 'trigger'")
    .pluck()
    .all() as string[])
    database.exec(`drop trigger "${trigger}"`);
  database.exec(sql);
  const following = new FollowingTests(vault.host);
  await follow(vault, following);
  const { checks } = await vault.as('archivist').properties.get({ id: 1 });
  expect(checks.filter(({ ok }) => !ok).map((check) => check.name)).toContain(name);
});

test('windows of those who read no tests heard when an archive was filed that they may not know of', async () => {
  await using vault = await openTestVault();
  await vault.signIn('developer', 'auditor', 'supervisor');
  const following = new FollowingTests(vault.host);
  await vault.as('archivist').customers.create(aCustomer({ secrecy: 'top_secret' }));
  await follow(vault, following);
  await vault.as('archivist').properties.setStaff({ day: '2026-03-02', names: ['李明'] });
  const { id } = await vault.as('archivist').properties.run();
  const reason = { choice: 'reported', text: null } as const;
  await vault.as('archivist').properties.handle({ id: id ?? 0, check: 'staff', reason });
  const heard = (connection: string) =>
    vault.eventsOf(connection).filter((event) => event.type === 'changed' && event.kind === 'properties');
  expect(heard('supervisor')).toHaveLength(5);
  for (const other of ['developer', 'auditor']) expect(heard(other)).toEqual([]);
});

test('what a backup looked at is a test of it, once', async () => {
  await using vault = await openTestVault();
  await vault.signIn('system_admin');
  const following = new FollowingTests(vault.host);
  const token = vault.grant('system_admin', mkdtempSync(join(vault.folder, 'stick-')), 'write');
  const made = await vault.as('system_admin').backup.make({ token });
  expect(await follow(vault, following)).toEqual([['backup', undefined, undefined, 0]]);
  expect(await follow(vault, following)).toHaveLength(1);
  const test = await vault.as('archivist').properties.get({ id: 1 });
  expect(test).toMatchObject({ head: made.head, ok: true });
  await vault.as('system_admin').backup.make({ token: null });
  expect(await follow(vault, following)).toHaveLength(2);
});

test('the program’s files are held against the list that was made with the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kedang-program-'));
  mkdirSync(join(folder, 'main'));
  writeFileSync(join(folder, 'main', 'index.js'), 'run()');
  writeFileSync(join(folder, PROGRAM_LIST), JSON.stringify({ 'main/index.js': hash('sha256', 'run()') }));
  const from = join(folder, 'main');
  expect(checkProgramFiles(from)).toMatchObject({ ok: true, note: null, scope: 1 });
  writeFileSync(join(folder, 'main', 'index.js'), 'run(other)');
  expect(checkProgramFiles(from)).toMatchObject({
    ok: false,
    detail: { problems: 1, first: 'main/index.js' },
  });
  writeFileSync(join(folder, PROGRAM_LIST), '{');
  expect(checkProgramFiles(from)).toMatchObject({ ok: false, scope: 0 });
  expect(checkProgramFiles()).toMatchObject({ ok: true, note: 'development' });
});
