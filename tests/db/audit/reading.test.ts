import { expect, test } from 'vitest';
import { listAudit, readRow } from '../../../db/features/audit/listing.ts';
import type { Role, Secrecy } from '../../../db/domain/roles.ts';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { markupOf } from '../../support/markup.ts';

async function fileAndEdit(vault: TestVault, name: string, secrecy: Secrecy = 'normal') {
  const archivist = vault.as('archivist');
  const { id, archiveNo } = await archivist.customers.create(aCustomer({ name }));
  const edited = { id, version: 1, input: aCustomer({ name, note: '改过的备注' }), reason: null };
  await archivist.customers.update(edited);
  if (secrecy !== 'normal')
    vault.contextOf('archivist').transaction((db) => {
      db.execute('update customer set secrecy = ? where id = ?', secrecy, id);
    });
  return { id, archiveNo };
}

/** What somebody with a role would be told, had they the log to read. */
async function seenBy(vault: TestVault, role: Role, id: number) {
  await vault.signIn(role);
  const ctx = vault.contextOf(role);
  const [row] = listAudit(ctx, { action: 'customers.edit', object: `customer:${id}`, limit: 1 }).rows;
  return { about: row?.about, changes: readRow(ctx, row?.seq ?? 0).changes };
}

test('a row names its archive and says what it changed to who may read the archive', async () => {
  await using vault = await openTestVault();
  const { id, archiveNo } = await fileAndEdit(vault, '佛山测试五金厂');
  const { about, changes } = await seenBy(vault, 'supervisor', id);
  expect(about).toEqual({ archiveNo, name: '佛山测试五金厂' });
  expect(changes).toEqual({
    kind: 'archive',
    category: aCustomer().category,
    lines: [{ field: 'note', oldValue: aCustomer().note, newValue: '改过的备注' }],
  });
});

test('a row tells neither name nor changes of an archive that is hidden from the reader', async () => {
  await using vault = await openTestVault();
  const secret = await fileAndEdit(vault, '机密的客户', 'secret');
  const hidden = { about: { archiveNo: secret.archiveNo, name: null }, changes: { kind: 'hidden' } };
  for (const role of ['auditor', 'developer', 'requester'] as const)
    expect(await seenBy(vault, role, secret.id)).toEqual(hidden);
  const top = await fileAndEdit(vault, '绝密的客户', 'top_secret');
  const named = { archiveNo: top.archiveNo, name: '绝密的客户' };
  expect(await seenBy(vault, 'supervisor', top.id)).toEqual({ about: named, changes: { kind: 'hidden' } });
});

test('a look at what a row changed in 机密 is a look at the history of the archive', async () => {
  await using vault = await openTestVault();
  const { id } = await fileAndEdit(vault, '机密的客户', 'secret');
  await seenBy(vault, 'supervisor', id);
  const [look] = (await vault.as('auditor').audit.list({ action: 'customers.read', limit: 5 })).rows;
  expect(look).toMatchObject({ object: `customer:${id}`, reason: 'history', login: 'supervisor' });
});

test('rows are found by 档号 however it is written, and by a name only in the reader’s own index', async () => {
  await using vault = await openTestVault();
  const open = await fileAndEdit(vault, '佛山测试五金厂');
  const secret = await fileAndEdit(vault, '佛山机密五金厂', 'secret');
  const found = async (role: Role, about: string) => {
    await vault.signIn(role);
    const { rows } = listAudit(vault.contextOf(role), { action: 'customers.edit', about, limit: 50 });
    return rows.map(({ object }) => object).toSorted();
  };
  const [openObject, secretObject] = [`customer:${open.id}`, `customer:${secret.id}`];
  expect(await found('auditor', secret.archiveNo.toLowerCase().replace('·', '-'))).toEqual([secretObject]);
  expect(await found('supervisor', '五金厂')).toEqual([openObject, secretObject]);
  expect(await found('developer', '五金厂')).toEqual([openObject]);
  expect(await found('auditor', '五金厂')).toEqual([]);
  expect(await found('auditor', '佛山机密五金厂')).toEqual([]);
});

test('rows about an account are found and named by its person', async () => {
  await using vault = await openTestVault();
  const auditor = vault.as('auditor');
  const people = await auditor.audit.people();
  const id = people.find(({ login }) => login === 'developer')?.id ?? 0;
  await vault.as('system_admin').accounts.setRoles({ id, roles: ['auditor'] });
  const { rows } = await auditor.audit.list({ about: 'developer', limit: 50 });
  expect(new Set(rows.map(({ object }) => object))).toEqual(new Set([`account:${id}`]));
  expect(rows[0]).toMatchObject({
    action: 'accounts.set_roles',
    about: { archiveNo: null, name: 'developer' },
  });
  const { changes } = await auditor.audit.row({ seq: rows[0]?.seq ?? 0 });
  expect(changes).toEqual({ kind: 'roles', before: ['developer'], after: ['auditor'] });
});

test('the list is printed as it is filtered, by who may read the log, and the print is logged', async () => {
  await using vault = await openTestVault();
  const { archiveNo } = await fileAndEdit(vault, '佛山测试五金厂');
  const auditor = vault.as('auditor');
  const options = { action: 'customers.create', about: archiveNo };
  const html = markupOf(await auditor.prints.pages({ form: 'audit_list', id: 0, options }));
  for (const text of ['审计记录清单', archiveNo, '新建档案', '1 条']) expect(html).toContain(text);
  expect(html).not.toContain('佛山测试五金厂');
  expect(html).not.toContain('修改档案');
  const [row] = (await auditor.audit.list({ limit: 1 })).rows;
  expect(row).toMatchObject({ action: 'audit.print', object: 'audit', decision: 'allow' });
  await expect(vault.as('supervisor').prints.pages({ form: 'audit_list', id: 0 })).rejects.toThrow(
    'access.denied',
  );
});
