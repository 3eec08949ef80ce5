import { expect, test } from 'vitest';
import { nameKey } from '../../../db/domain/cells/names.ts';
import { renewNameKeys } from '../../../db/features/customers/service.ts';
import { openTestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';

test('keys of names that an older program made are made anew when the vault is opened', async () => {
  await using vault = await openTestVault();
  const { customers } = vault.as('archivist');
  const { id } = await customers.create(aCustomer({ name: '佛山市金藝五金有限责任公司' }));
  const stored = () =>
    vault.opened.handles.reader.value<string>('select name_key from customer where id = ?', id);
  expect(stored()).toBe(nameKey('佛山金艺五金有限公司'));
  vault.opened.handles.transaction((db) => {
    db.execute("update customer set name_key = '佛山金藝五金' where id = ?", id);
    db.execute("delete from archive_meta where key = 'name_keys'");
  });
  const similar = async () =>
    (
      await vault.as('archivist').customers.similar({ name: '佛山金艺五金有限公司', uscc: null, phones: [] })
    ).map((one) => one.id);
  expect(await similar()).toEqual([]);
  renewNameKeys(vault.opened.handles);
  expect(await similar()).toEqual([id]);
  // Once for a vault.
  vault.opened.handles.transaction((db) =>
    db.execute("update customer set name_key = '甲' where id = ?", id),
  );
  renewNameKeys(vault.opened.handles);
  expect(stored()).toBe('甲');
});
