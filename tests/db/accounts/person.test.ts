import { expect, test } from 'vitest';
import { confirmed } from '../../support/accounts.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';

async function idOf(vault: TestVault, login: string): Promise<number> {
  const accounts = await vault.as('system_admin').accounts.list();
  return accounts.find((account) => account.login === login)?.id ?? 0;
}

const failing = async (vault: TestVault) =>
  (await vault.as('auditor').audit.verify()).checks.flatMap(({ name, ok }) => (ok ? [] : [name]));

test('a person goes by another name and department everywhere, and the log agrees', async () => {
  await using vault = await openTestVault();
  const admin = vault.as('system_admin').accounts;
  await vault.signIn('developer');
  const id = await idOf(vault, 'developer');
  await admin.setPerson({ id, name: '王芳', department: '销售部' });
  expect((await admin.list()).find((account) => account.id === id)).toMatchObject({
    name: '王芳',
    department: '销售部',
  });
  expect(vault.host.sessionOf('developer')?.actor.name).toBe('王芳');
  const { rows } = await vault.as('auditor').audit.list({ action: 'accounts.set_person', limit: 5 });
  expect(rows).toMatchObject([{ object: `account:${id}`, reason: null, about: { name: '王芳' } }]);
  expect(await failing(vault)).toEqual([]);
  await admin.setPerson({ id, name: '王芳', department: null });
  expect((await admin.departments()).map(({ name }) => name)).not.toContain('销售部');
  expect(await failing(vault)).toEqual([]);
  expect((await vault.as('developer').accounts.told()).told.map(({ what }) => what)).toEqual([
    'set_person',
    'set_person',
  ]);
});

test('all accounts of a person go by the new name, those made since the vault was as well', async () => {
  await using vault = await openTestVault();
  const admin = vault.as('system_admin').accounts;
  const accounts = await admin.list();
  const person = accounts.find(({ login }) => login === 'developer');
  const second = { login: 'developer2', name: 'developer', roles: ['requester' as const] };
  const made = await confirmed(vault, admin.create({ ...second, person: person?.personId ?? 0 }));
  await admin.setPerson({ id: made.id, name: '王芳', department: '销售部' });
  const named = (await admin.list()).filter(({ name }) => name === '王芳').map(({ login }) => login);
  expect(named).toEqual(['developer', 'developer2']);
  expect(await failing(vault)).toEqual([]);
});

test('what is asked for a person is settled first, and nobody takes the name of another', async () => {
  await using vault = await openTestVault();
  const admin = vault.as('system_admin').accounts;
  const id = await idOf(vault, 'developer');
  await expect(admin.setPerson({ id, name: 'Archivist', department: null })).rejects.toThrow(
    'accounts.name_taken',
  );
  await admin.resetPassword({ id });
  await expect(admin.setPerson({ id, name: '王芳', department: null })).rejects.toThrow(
    'accounts.request_open',
  );
});

test('nothing is written where nothing changes, and only by the system administrator', async () => {
  await using vault = await openTestVault();
  const admin = vault.as('system_admin').accounts;
  const [account] = await admin.list();
  const { id = 0, name = '', department = null } = account ?? {};
  await admin.setPerson({ id, name, department });
  const { rows } = await vault.as('auditor').audit.list({ action: 'accounts.set_person', limit: 5 });
  expect(rows).toEqual([]);
  const call = vault.as('supervisor').accounts.setPerson({ id, name: '王芳', department });
  await expect(call).rejects.toThrow('access.denied');
});

test('a name or department that is changed past the program is found', async () => {
  await using vault = await openTestVault();
  const id = await idOf(vault, 'developer');
  await vault.as('system_admin').accounts.setPerson({ id, name: '王芳', department: '销售部' });
  vault.contextOf('archivist').transaction((db) => {
    db.execute("update department set name = '财务部' where name = '销售部'");
  });
  expect(await failing(vault)).toEqual(['accounts']);
});
