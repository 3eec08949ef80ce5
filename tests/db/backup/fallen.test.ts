import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DailyBackup } from '../../../db/features/backup/daily.ts';
import { codeOf } from '../../security/support.ts';
import { aCustomer } from '../../support/factories.ts';
import { aFolder, backUp, openTestVault } from './support.ts';

test('an archive that lost more than a tenth for no reason in the log pushes no backup out, until it is said to be right', async () => {
  await using vault = await openTestVault();
  using folder = aFolder();
  await vault.signIn('system_admin');
  const token = vault.grant('system_admin', folder.path, 'write');
  await vault.as('system_admin').backup.addPlace({ token });
  const daily = new DailyBackup(vault.host);
  const dayOn = async () => {
    vault.clock.advance({ days: 1, ms: 120_000 });
    daily.look();
    await daily.idle();
  };
  for (let day = 0; day < 9; day += 1) await dayOn();
  const before = readdirSync(folder.path);
  // Somebody with the key takes rows away behind the program.
  vault.opened.vault.database.exec(
    `delete from list_item where (list, code) in (select list, code from list_item order by list, code limit 40)`,
  );
  for (let day = 0; day < 10; day += 1) await dayOn();
  const after = readdirSync(folder.path);
  expect(after).toEqual(expect.arrayContaining(before));
  expect(after).toHaveLength(before.length + 10);
  const { made, fallen, last } = await vault.as('archivist').backup.list();
  expect(fallen).toEqual(['list_item']);
  expect(made[0]).toMatchObject({ apart: true, verified: false });
  expect(last?.apart).toBe(false);
  const lines = async () =>
    (await vault.as('supervisor').home.waiting()).filter(({ kind }) => kind === 'backup_fallen');
  expect(await lines()).toMatchObject([{ count: 1, late: 0 }]);

  expect(await codeOf(vault.as('archivist').backup.accept())).toBe('access.denied');
  await vault.as('supervisor').backup.accept();
  expect(await lines()).toEqual([]);
  expect(await codeOf(vault.as('supervisor').backup.accept())).toBe('backup.nothing_fallen');
  await dayOn();
  // That the list is not what the log says is another matter, which the look at everything goes on to say.
  expect((await vault.as('archivist').backup.list()).made[0]).toMatchObject({ apart: false });
}, 120_000);

test('rows that acts took away, and few enough, are no loss; counts that are back count again', async () => {
  await using vault = await openTestVault();
  using folder = aFolder();
  const archivist = vault.as('archivist');
  const phones = ['0757-62980843', '0757-62980844', '0757-62980845'];
  const input = aCustomer({ phones });
  const { id } = await archivist.customers.create(input);
  await backUp(vault, folder.path);
  await archivist.customers.update({ id, version: 1, input: { ...input, phones: [] }, reason: null });
  expect(await backUp(vault, folder.path)).toMatchObject({ verified: true, fallen: [] });
  const db = vault.opened.vault.database;
  db.exec('create table kept as select * from list_item');
  db.exec(
    'delete from list_item where (list, code) in (select list, code from list_item order by list, code limit 30)',
  );
  expect(await backUp(vault, folder.path)).toMatchObject({ verified: false, fallen: ['list_item'] });
  db.exec('insert or ignore into list_item select * from kept; drop table kept');
  expect(await backUp(vault, folder.path)).toMatchObject({ verified: true, fallen: [] });
  expect((await archivist.backup.list()).fallen).toEqual([]);
});
