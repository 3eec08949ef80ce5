import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTable } from '../../../db/features/import/reading/read-table.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { importFile, listAll, writeCsv } from './support/importing.ts';
import { sheetData, writeWorkbook } from './support/workbook.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-blocks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const table = (...lines: string[]) => writeCsv(folder, [...lines, ''].join('\n'));

async function inputOf(vault: TestVault, id: number) {
  const found = await vault.as('archivist').customers.get({ id });
  if (found.access !== 'full') throw new Error('not readable');
  return found.input;
}

/** The first two cells of each line of the file of refused rows. */
async function givenBack(vault: TestVault, planId: string) {
  const path = join(folder, `${planId}.xlsx`);
  const token = vault.grant('archivist', path, 'write');
  await vault.as('archivist').import.saveRefused({ planId, token, language: 'zh-CN' });
  const { sheets } = await readTable({ path, maxRows: 20 }, async () => undefined);
  return sheets[0]?.rows.map(({ cells }) => cells.slice(0, 2));
}

describe('1. below another header', () => {
  const PATH = table(
    '客户名称,客户分类,联系人,手机',
    '一公司,外星,张三,13800000601',
    '客户分类,客户名称,手机,联系人',
    '供应商,二公司,13800000602,王五',
    '客户名称,客户分类,联系人,手机',
    '三公司,供应商,赵六,13800000603',
    '四公司,外星,孙七,13800000604',
  );

  it('rows are refused until the first comes again', async () => {
    await using vault = await openTestVault();
    const { planId, counts } = await importFile(vault, PATH);
    expect(counts).toMatchObject({ total: 6, added: 1, skipped: 2, refused: 3 });
    expect(await inputOf(vault, 1)).toMatchObject({ name: '三公司', contacts: [{ name: '赵六' }] });
    expect(await givenBack(vault, planId)).toEqual([
      ['客户名称', '客户分类'],
      ['一公司', '外星'],
      ['客户分类', '客户名称'],
      ['供应商', '二公司'],
      ['客户名称', '客户分类'],
      ['四公司', '外星'],
    ]);
  });
  it('the first that only comes again is not given back', async () => {
    await using vault = await openTestVault();
    const titles = '客户名称,客户分类';
    const { planId } = await importFile(vault, table(titles, '一公司,外星', titles, '二公司,外星'));
    expect(await givenBack(vault, planId)).toEqual([
      ['客户名称', '客户分类'],
      ['一公司', '外星'],
      ['二公司', '外星'],
    ]);
  });
});

describe('2. a text file', () => {
  it('longer than the rows by which it is understood comes in whole and in order', async () => {
    await using vault = await openTestVault();
    const names = Array.from({ length: 130 }, (_, index) => `第${index}公司`);
    const { planId } = await importFile(
      vault,
      table('客户名称,客户分类', ...names.map((name) => `${name},供应商`)),
    );
    const rows = await listAll(vault, planId, 'all');
    expect(rows.map(({ row, name }) => [row, name])).toEqual(names.map((name, index) => [index + 2, name]));
  });

  it('is understood by its name', async () => {
    await using vault = await openTestVault();
    const path = join(folder, '供应商.csv');
    writeFileSync(path, '名称,手机\n甲公司,13800000601\n');
    expect((await importFile(vault, path)).counts).toMatchObject({ added: 1 });
    expect((await inputOf(vault, 1)).category).toBe('supplier');
  });
});

describe('3. a sheet with joined cells', () => {
  it('reads the rows below by the first of them', async () => {
    await using vault = await openTestVault();
    const data = sheetData([
      ['客户名称', '客户分类'],
      ['甲公司', '供应商'],
      ['乙公司', ''],
    ]);
    const path = writeWorkbook(join(folder, 'joined.xlsx'), {
      sheets: [{ name: '台账', xml: `${data}<mergeCells><mergeCell ref="B2:B3"/></mergeCells>` }],
    });
    expect((await importFile(vault, path)).counts).toMatchObject({ added: 2, refused: 0 });
    expect((await inputOf(vault, 2)).category).toBe('supplier');
  });
});

describe('4. rows made one', () => {
  it('are filed on the first day that one of them says', async () => {
    await using vault = await openTestVault();
    await importFile(
      vault,
      table(
        '客户名称,客户分类,建档日期',
        '甲公司,供应商,',
        '甲公司,供应商,2020-02-03',
        '甲公司,供应商,2019-01-01',
      ),
    );
    expect(vault.opened.handles.reader.value('select filed_on from customer')).toBe('2020-02-03');
  });

  it('are told of with three hundred characters at most', async () => {
    await using vault = await openTestVault();
    const title = '详细地址：；英文名称：';
    const told = async (count: number) => {
      const english = 'w'.repeat(count - 150 - title.length);
      const lines = [
        '客户名称,客户分类,地址,英文名称',
        '甲公司,供应商,甲路,A',
        `甲公司,供应商,${'路'.repeat(150)},${english}`,
      ];
      const { planId } = await importFile(
        vault,
        table(...lines.map((line) => line.replaceAll('甲公司', `第${count}公司`))),
      );
      const [row] = await listAll(vault, planId, 'warned');
      return String(row?.warnings.at(-1)?.data?.['values']);
    };
    const short = await told(290);
    const room = 290 - short.length;
    expect((await told(300 + room)).endsWith('…')).toBe(false);
    const cut = await told(301 + room);
    expect([cut.length, cut.endsWith('…')]).toEqual([301, true]);
  });
});
