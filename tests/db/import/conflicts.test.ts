import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { importFile, listAll, planFile, writeCsv } from './support/importing.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-conflicts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function onlyCustomer(vault: TestVault) {
  const found = await vault.as('archivist').customers.get({ id: 1 });
  if (found.access !== 'full') throw new Error('not readable');
  return found.input;
}
/** What was said about each row because of merging. */
async function displaced(vault: TestVault, planId: string) {
  const rows = await listAll(vault, planId, 'warned');
  return rows.flatMap(({ row, warnings }) =>
    warnings
      .filter(({ code }) => code.startsWith('import.row_values_'))
      .map(({ code, data }) => [row, code.replace('import.row_values_', ''), data?.['values']]),
  );
}

describe('1. rows of one customer that differ', () => {
  const CONFLICT = writeCsv(
    folder,
    '客户名称,客户分类,联系人,手机,首次接触日期,地址,等级,密级,备注\n' +
      '冲突有限公司,业务客户,张三,13800000701,2020-01-01,甲地址,铁,,甲\n' +
      '冲突有限公司,业务客户,李四,13800000702,2021-01-01,乙地址,黄金,秘密,乙\n' +
      '冲突有限责任公司,供应商,张三,13800000703,2020-01-01,甲地址,,,丙\n',
  );

  it('keep in the note what gives way, each with a warning, and again nothing changes', async () => {
    await using vault = await openTestVault();
    const { planId, counts } = await planFile(vault, CONFLICT);
    const told = [
      [3, 'noted', '详细地址：乙地址；等级：黄金；首次接触日期：2021-01-01'],
      [4, 'noted', '联系人：张三 13800000703'],
    ];
    expect(counts).toEqual({
      total: 3,
      added: 1,
      updated: 0,
      skipped: 2,
      merged: 2,
      refused: 0,
      warned: 2,
    });
    expect(await displaced(vault, planId)).toEqual(told);
    const first = await importFile(vault, CONFLICT);
    expect(first.counts).toMatchObject(counts);
    expect(await displaced(vault, first.planId)).toEqual(told);
    const input = await onlyCustomer(vault);
    expect(input).toMatchObject({ address: '甲地址', firstContactOn: '2020-01-01', secrecy: 'confidential' });
    expect(input.note).toBe(
      '甲\n乙\n详细地址：乙地址\n等级：黄金\n首次接触日期：2021-01-01\n丙\n联系人：张三 13800000703',
    );
    expect((await importFile(vault, CONFLICT)).counts).toMatchObject({ added: 0, updated: 0, skipped: 3 });
  });

  it('are counted with the decisions: kept apart, none gives way', async () => {
    await using vault = await openTestVault();
    const { planId } = await planFile(vault, CONFLICT);
    const preview = (all?: 'add') =>
      vault.as('archivist').import.preview({ planId, answers: { all, byGroup: {} } });
    expect(await preview('add')).toMatchObject({ added: 3, warned: 0 });
    expect(await listAll(vault, planId, 'warned')).toEqual([]);
    expect(await preview()).toMatchObject({ added: 1, warned: 2 });
  });

  it('say nothing where they agree or fill gaps', async () => {
    await using vault = await openTestVault();
    const path = writeCsv(
      folder,
      '客户名称,客户分类,手机,地址\n甲公司,供应商,13800000701,\n甲公司,供应商,13800000702,乙地址\n',
    );
    const { planId } = await importFile(vault, path);
    expect(await displaced(vault, planId)).toEqual([]);
    expect((await onlyCustomer(vault)).note).toBeNull();
  });

  it('keep what fits of a note that is full, and name the rest', async () => {
    await using vault = await openTestVault();
    const long = '长'.repeat(3_990);
    const path = writeCsv(
      folder,
      `客户名称,客户分类,地址,备注\n甲公司,供应商,甲地址,${long}\n甲公司,供应商,乙地址甲乙丙丁,"短句\n${'多'.repeat(20)}"\n`,
    );
    const { planId } = await importFile(vault, path);
    expect((await onlyCustomer(vault)).note).toBe(`${long}\n短句`);
    expect(await displaced(vault, planId)).toEqual([
      [3, 'lost', `备注：${'多'.repeat(20)}；详细地址：乙地址甲乙丙丁`],
    ]);
  });

  it('write numbers and people beyond the lists into the note', async () => {
    await using vault = await openTestVault();
    const rows = Array.from({ length: 12 }, (_, index) => `甲公司,供应商,,${13_800_000_700 + index}`);
    const path = writeCsv(folder, `客户名称,客户分类,联系人,手机\n${rows.join('\n')}\n`);
    await importFile(vault, path);
    const { phones, note } = await onlyCustomer(vault);
    expect(phones).toHaveLength(10);
    expect(note).toBe('电话：13800000710\n电话：13800000711');
  });
});

describe('2. a file and what the vault has', () => {
  it('names what the vault has no room for', async () => {
    await using vault = await openTestVault();
    const table = (from: number, note: string) =>
      `客户名称,客户分类,电话,备注\n甲公司,供应商,${Array.from({ length: 6 }, (_, index) => 13_800_000_700 + from + index).join('/')},${note}\n`;
    const long = '长'.repeat(3_990);
    await importFile(vault, writeCsv(folder, table(0, long)));
    const { planId, counts } = await importFile(vault, writeCsv(folder, table(6, '多'.repeat(20))));
    expect(counts).toMatchObject({ updated: 1 });
    expect(await displaced(vault, planId)).toEqual([
      [2, 'without_room', `电话：13800000710、13800000711；备注：${'多'.repeat(20)}`],
    ]);
  });
});

describe('the name of a file', () => {
  it('comes into history and log without what cannot be seen in it', async () => {
    await using vault = await openTestVault();
    const path = join(folder, '客户\u202Evsc.\u0007\u200B\n一.csv');
    writeFileSync(path, '客户名称,客户分类\n佛山市一厂,供应商\n');
    await importFile(vault, path);
    const { id } = (await vault.as('archivist').search.list({ start: { offset: 0 }, limit: 1 })).rows[0] ?? {
      id: 0,
    };
    const [filed] = await vault.as('archivist').customers.history({ id });
    expect(filed?.reason).toBe('客户vsc. 一.csv');
    const { rows } = await vault.as('auditor').audit.list({ action: 'customers.create', limit: 1 });
    expect(rows[0]?.reason).toBe('客户vsc. 一.csv');
  });
});
