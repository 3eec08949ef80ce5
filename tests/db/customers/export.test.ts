import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportCustomers } from '../../../db/features/customers/export.ts';
import { openTestVault } from '../../support/vault.ts';
import { aContact, aCustomer } from '../../support/factories.ts';
import { readTableHere } from '../../support/here.ts';
import { markupOf } from '../../support/markup.ts';

async function rowsOf(path: string): Promise<unknown[][]> {
  const rows: unknown[][] = [];
  const found = await readTableHere({ path, maxRows: 100 });
  await readTableHere(
    { path, sheet: found.sheets[0]?.name ?? '', maxRows: 100 },
    { onRows: (part) => rows.push(...part.map(({ cells }) => [...cells])) },
  );
  return rows;
}

test('writes the list in its order, as text that no office program runs, under one row of the log', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  await archivist.customers.create(aCustomer({ name: '乙厂', note: '=cmd|calc', contacts: [aContact()] }));
  await archivist.customers.create(aCustomer({ name: '甲厂', phones: ['0757-62980843'] }));
  const path = join(vault.folder, 'list.xlsx');
  const token = vault.grant('archivist', path, 'write');
  const view = { sort: { by: 'name' as const, descending: false } };
  const counts = await archivist.customers.export({ token, view, ids: null, language: 'zh-CN' });
  expect(counts).toEqual({ exported: 2, withheld: 0 });
  const [titles, first, second] = await rowsOf(path);
  expect(titles?.slice(0, 3)).toEqual(['档号', '名称', '类别']);
  expect([first?.[1], second?.[1]]).toEqual(['甲厂', '乙厂']);
  expect(second).toContain('=cmd|calc');
  expect(readFileSync(path, 'latin1')).not.toContain('<f>');
  const { rows: logged } = await vault.as('auditor').audit.list({ action: 'customers.export', limit: 5 });
  expect(logged).toHaveLength(1);
});

test('of a trial it is marked above its titles, which the import goes past', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  await archivist.customers.create(aCustomer({ name: '甲厂' }));
  const path = join(vault.folder, 'list.xlsx');
  const write = vault.grant('archivist', path, 'write');
  const ctx = vault.contextOf('archivist');
  const asked = { token: write, view: {}, ids: null, language: 'zh-CN' } as const;
  await exportCustomers({ ...ctx, facts: { ...ctx.facts, trial: true } }, asked);
  const [mark, titles, first] = await rowsOf(path);
  expect(mark?.filter((cell) => cell !== null)).toEqual(['试用']);
  expect([titles?.[1], first?.[1]]).toEqual(['名称', '甲厂']);
  const { sheets } = await archivist.import.inspect({ token: vault.grant('archivist', path, 'read') });
  expect(sheets.map(({ headerRow }) => headerRow)).toEqual([2]);
});

test('is in the order of the list, whichever way it is turned, and holds only what was picked', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const made = [];
  for (const [name, grade] of [
    ['乙厂', 'iron'],
    ['甲厂', 'platinum'],
    ['丙厂', null],
  ] as const)
    made.push({ name, ...(await archivist.customers.create(aCustomer({ name, grade }))) });
  const path = join(vault.folder, 'list.xlsx');
  const exported = async (by: 'name' | 'archiveNo' | 'grade', descending: boolean, ids: number[] | null) => {
    const view = { sort: { by, descending } };
    const token = vault.grant('archivist', path, 'write');
    await archivist.customers.export({ token, view, ids, language: 'zh-CN' });
    const [, ...rows] = await rowsOf(path);
    const page = { ...view, start: { offset: 0 }, limit: 10 };
    const listed = (await archivist.search.list(page)).rows.filter(({ id }) => ids?.includes(id) ?? true);
    expect(rows.map((row) => row[1])).toEqual(listed.map(({ name }) => name));
    return rows.map((row) => row[1]);
  };
  expect(await exported('name', false, null)).toEqual(['丙厂', '甲厂', '乙厂']);
  expect(await exported('name', true, null)).toEqual(['乙厂', '甲厂', '丙厂']);
  expect(await exported('archiveNo', false, null)).toEqual(['乙厂', '甲厂', '丙厂']);
  expect(await exported('archiveNo', true, null)).toEqual(['丙厂', '甲厂', '乙厂']);
  expect(await exported('grade', false, null)).toEqual(['甲厂', '乙厂', '丙厂']);
  expect(await exported('grade', true, null)).toEqual(['丙厂', '乙厂', '甲厂']);
  const picked = made.filter(({ name }) => name !== '甲厂').map(({ id }) => id);
  expect(await exported('archiveNo', true, picked)).toEqual(['丙厂', '乙厂']);
});

test('leaves out what the person sees but may not take, and says how many', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  await archivist.customers.create(aCustomer());
  await archivist.customers.create(aCustomer({ secrecy: 'top_secret' }));
  const path = join(vault.folder, 'list.xlsx');
  const token = vault.grant('archivist', path, 'write');
  const counts = await archivist.customers.export({ token, view: {}, ids: null, language: 'zh-CN' });
  expect(counts).toEqual({ exported: 1, withheld: 1 });
});

test('words a grade of a scale that the department has left as its card does', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const { id } = await archivist.customers.create(aCustomer({ grade: 'gold' }));
  await vault.as('system_admin').settings.set({ gradeList: 'grade_abcd' });
  const path = join(vault.folder, 'list.xlsx');
  const token = vault.grant('archivist', path, 'write');
  await archivist.customers.export({ token, view: {}, ids: null, language: 'zh-CN' });
  const [titles, row] = await rowsOf(path);
  expect(row?.[titles?.indexOf('等级') ?? -1]).toBe('黄金');
  expect(markupOf(await archivist.prints.pages({ form: 'card', id }))).toContain('黄金');
});
