import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTestVault, type TestVault } from '../../support/vault.ts';

const KEY = 'import.templates';
const KNOWN = { name: '旧台账.csv', fields: { 户名: 'name' }, category: 'client' };

/** Puts a text where choices are, as another version of the program might have left it. */
function plant(vault: TestVault, text: string): void {
  const { accountId } = vault.contextOf('archivist').actor;
  const { database } = vault.opened.vault;
  database.pragma('ignore_check_constraints = ON');
  const insert = 'insert into preference (account_id, key, value) values (?, ?, ?)';
  database.prepare(insert).run(accountId, KEY, text);
  database.pragma('ignore_check_constraints = OFF');
}

function forget(vault: TestVault): void {
  vault.opened.vault.database.prepare('delete from preference where key = ?').run(KEY);
}

async function importOne(vault: TestVault): Promise<void> {
  const path = join(vault.folder, '新台账.csv');
  writeFileSync(path, '客户名称,客户分类\n模板样例厂,供应商\n');
  const archivist = vault.as('archivist');
  const token = vault.grant('archivist', path);
  const sheets = [{ sheet: '', headerRow: null, category: null, columns: null }];
  const { planId } = await archivist.import.plan({ token, sheets });
  await archivist.import.run({ planId, answers: { byGroup: {} } });
}

async function namesOf(vault: TestVault): Promise<string[]> {
  return (await vault.as('archivist').import.templates()).map(({ name }) => name);
}

test('matched columns of a time before versions are read, and kept with theirs', async () => {
  await using vault = await openTestVault();
  plant(vault, JSON.stringify([KNOWN]));
  expect(await vault.as('archivist').import.templates()).toEqual([KNOWN]);
  await importOne(vault);
  expect(await namesOf(vault)).toEqual(['新台账.csv', '旧台账.csv']);
  expect(await vault.as('archivist').setAside.list()).toEqual([]);
  expect((await vault.as('archivist').preferences.get({ key: KEY }))?.value).toMatchObject({ v: 2 });
});

test('a column of our own people that once had to go to the note is theirs now, the first of them', async () => {
  await using vault = await openTestVault();
  const fields = { 户名: 'name', 业务员: 'other', 跟单员: 'other', 区号: 'other' };
  plant(vault, JSON.stringify({ v: 1, value: [{ ...KNOWN, fields }] }));
  expect(await vault.as('archivist').import.templates()).toEqual([
    { ...KNOWN, fields: { ...fields, 业务员: 'responsible' } },
  ]);
  forget(vault);
  // Who chose the note since then meant it.
  plant(vault, JSON.stringify({ v: 2, value: [{ ...KNOWN, fields }] }));
  expect(await vault.as('archivist').import.templates()).toEqual([{ ...KNOWN, fields }]);
});

test('a column goes on being what it was matched to, also where it would be another thing by itself now', async () => {
  await using vault = await openTestVault();
  const path = join(vault.folder, '登记.csv');
  writeFileSync(path, '企业名称,经营范围\n甲厂,生产、销售五金制品\n');
  const fieldsOf = async () => {
    const token = vault.grant('archivist', path);
    const { sheets } = await vault.as('archivist').import.inspect({ token, headerRows: { '': 1 } });
    return sheets.flatMap(({ columns }) => columns.map(({ field }) => field));
  };
  expect(await fieldsOf()).toEqual(['name', 'other']);
  const fields = { 企业名称: 'name', 经营范围: 'products' };
  plant(vault, JSON.stringify({ v: 2, value: [{ ...KNOWN, fields }] }));
  expect(await fieldsOf()).toEqual(['name', 'products']);
});

test.each([
  ['other_shape', JSON.stringify([KNOWN, { ...KNOWN, name: '将来.csv', fields: { 星座: 'starSign' } }])],
  ['newer', JSON.stringify({ v: 99, value: [KNOWN] })],
  ['broken', '[{"name":"旧台'],
] as const)(
  'those that cannot be read (%s) are set aside when the next import is remembered',
  async (why, text) => {
    await using vault = await openTestVault();
    plant(vault, text);
    const read = why === 'broken' ? [] : ['旧台账.csv'];
    expect(await namesOf(vault)).toEqual(read);
    await importOne(vault);
    expect(await namesOf(vault)).toEqual(['新台账.csv', ...read]);
    const aside = await vault.as('archivist').setAside.list();
    expect(aside.map(({ source, key, why: cause }) => [source, key, cause])).toEqual([
      ['preference', KEY, why],
    ]);
    const kept = vault.opened.handles.reader.value<string>('select value from set_aside');
    expect(kept).toBe(text);
    await vault.as('archivist').import.forgetTemplate({ name: '新台账.csv' });
    expect(await namesOf(vault)).toEqual(read);
  },
);

const look = async (vault: TestVault, file: string, text: string) => {
  const path = join(vault.folder, file);
  writeFileSync(path, text);
  const { sheets } = await vault.as('archivist').import.inspect({ token: vault.grant('archivist', path) });
  return sheets.map(({ template, category }) => [template, category]);
};

test('the newest forty are kept, one for each set of titles', async () => {
  await using vault = await openTestVault();
  const old = Array.from({ length: 40 }, (_, at) => ({
    ...KNOWN,
    name: `旧${at}`,
    fields: { [`题${at}`]: 'name' },
  }));
  plant(vault, JSON.stringify(old));
  await importOne(vault);
  expect(await namesOf(vault)).toEqual(['新台账.csv', ...old.slice(0, 39).map(({ name }) => name)]);
  await importOne(vault);
  expect(await namesOf(vault)).toHaveLength(40);
});

test('columns are matched again by their titles, in whatever order, and not by those that have none', async () => {
  await using vault = await openTestVault();
  const long = '长'.repeat(201);
  plant(
    vault,
    JSON.stringify([
      { name: '甲', fields: { 手机: 'mobile', 客户名称: 'name', 乙: 'note' }, category: 'partner' },
    ]),
  );
  expect(await look(vault, 'a.csv', '客户名称,手机,乙\n甲公司,1,2\n')).toEqual([['甲', 'partner']]);
  expect(await look(vault, 'b.csv', '乙,手机,手机,客户名称\n甲,1,2,3\n')).toEqual([['甲', 'partner']]);
  expect(await look(vault, 'c.csv', '乙,手机,,客户名称\n甲,1,2,3\n')).toEqual([['甲', 'partner']]);
  expect(await look(vault, 'd.csv', '手机,客户名称\n1,2\n')).toEqual([[null, null]]);
  forget(vault);
  plant(vault, JSON.stringify([{ name: '空', fields: {}, category: 'partner' }]));
  expect(await look(vault, 'e.csv', 'a,b\n1,2\n')).toEqual([[null, null]]);
  const archivist = vault.as('archivist');
  const path = join(vault.folder, 'f.csv');
  writeFileSync(path, `客户名称,手机,,${long}\n甲公司,1,旁,2\n`);
  const sheets = [{ sheet: '', headerRow: null, category: 'client' as const, columns: null }];
  const { planId } = await archivist.import.plan({ token: vault.grant('archivist', path), sheets });
  await archivist.import.run({ planId, answers: { byGroup: {} } });
  expect(await look(vault, 'g.csv', `客户名称,手机,,${long}\n甲公司,1,旁,2\n`)).toEqual([
    ['f.csv', 'client'],
  ]);
});
