import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTable } from '../../../db/features/import/reading/read-table.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { FIXTURES, importFile, listAll, planFile, shortCodes, writeCsv } from './support/importing.ts';
import { sheetData, writeWorkbook } from './support/workbook.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-rows-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const book = (name: string, rows: ReadonlyArray<readonly string[]>) =>
  writeWorkbook(join(folder, name), { sheets: [{ name: '台账', xml: sheetData(rows) }] });

const TOTALS = writeCsv(
  folder,
  '名称,分类,手机,备注\n某某甲公司,供应商,13911112222,\n合计（元）,,,100\n总计：3户,,,\n合计数,,,100\n以下空白,,,\n' +
    '（以下空白）,,,\n小计（本页）,,,2\n累计,,,5\n,,合计,9\n制表人：王五,审核：李四,,2025-01-01\n注：金额含税,,,\n' +
    '合计软件有限公司,供应商,,\n合计,供应商,13911113333,\n某某乙公司,供应商,13911113334,\n',
);
const SECOND_BLOCK = book('second-block.xlsx', [
  ['客户名称', '客户分类', '联系人'],
  ['上块一公司', '业务客户', '张三'],
  ['上块二公司', '业务客户', '李四'],
  ['客户名称', '客户分类', '联系人', '手机', '地址'],
  ['下块一公司', '供应商', '王五', '13800000601', '佛山'],
  ['客户名称', '客户分类', '联系人'],
  ['下块二公司', '供应商', '赵六'],
]);
const OTHER_BLOCK = book('other-block.xlsx', [
  ['客户名称', '客户分类', '联系人', '手机'],
  ['上块公司', '业务客户', '张三', '13800000601'],
  ['客户分类', '客户名称', '手机', '联系人'],
  ['供应商', '下块公司', '13800000602', '王五'],
  ['供应商', '再一公司', '13800000603', '赵六'],
]);

/** Files of the fixtures that hold a table, and tables that are laid out badly. */
const FILES = [
  ...['ledger-2025.xlsx', 'suppliers-gb18030.csv', 'customers-utf8-bom.csv'].map((name) =>
    join(FIXTURES, name),
  ),
  ...['hostile-cells.csv', 'invalid-utf8.csv', 'ragged.csv'].map((name) => join(FIXTURES, 'bad', name)),
  TOTALS,
  SECOND_BLOCK,
  OTHER_BLOCK,
];

/** Numbers of the rows of a sheet that hold something, below its titles. */
async function rowsBelow(path: string, sheet: string, lastTitleRow: number | null): Promise<number[]> {
  const rows: number[] = [];
  await readTable({ path, sheet, maxRows: 5_000 }, async (batch) => {
    for (const { row, cells } of batch)
      if (row > (lastTitleRow ?? 0) && cells.some((cell) => String(cell ?? '').trim() !== '')) rows.push(row);
  });
  return rows;
}

async function saveRefused(vault: TestVault, planId: string, name: string): Promise<string> {
  const path = join(folder, name);
  const token = vault.grant('archivist', path, 'write');
  await vault.as('archivist').import.saveRefused({ planId, token, language: 'zh-CN' });
  return path;
}

describe('1. nothing vanishes', () => {
  it.each(FILES)('each row below the first titles of %s is in one place', async (path) => {
    await using vault = await openTestVault();
    const { planId, sheets, counts, aside } = await planFile(vault, path);
    const listed = await listAll(vault, planId, 'all');
    const { total, added, updated, skipped, refused } = counts;
    expect(added + updated + skipped + refused).toBe(total);
    expect(listed).toHaveLength(total);
    let unlisted = 0;
    for (const { name, lastTitleRow } of sheets) {
      const below = await rowsBelow(path, name, lastTitleRow);
      const seen = listed.filter(({ sheet }) => sheet === name).map(({ row }) => row);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((row) => !below.includes(row))).toEqual([]);
      unlisted += below.length - seen.length;
    }
    expect(unlisted).toBe(aside);
  });

  it('a total without a name is counted apart, as no customer can be made of it', async () => {
    await using vault = await openTestVault();
    const { counts, aside } = await planFile(vault, join(FIXTURES, 'ledger-2025.xlsx'));
    expect([counts.total, aside]).toEqual([1900, 1]);
  });
});

describe('2. rows that are no customers', () => {
  it('are left out with the reason, and a company or a number to call makes a customer of one', async () => {
    await using vault = await openTestVault();
    const { planId, counts } = await importFile(vault, TOTALS);
    expect(counts).toMatchObject({ added: 4, skipped: 9, refused: 0 });
    const left = await listAll(vault, planId, 'skipped');
    expect(
      left.map(({ row, name, skipped }) => [row, name, skipped?.code.replace('import.row_left_', '')]),
    ).toEqual([
      [3, '合计（元）', 'total'],
      [4, '总计：3户', 'total'],
      [5, '合计数', 'total'],
      [6, '以下空白', 'footer'],
      [7, '（以下空白）', 'footer'],
      [8, '小计（本页）', 'total'],
      [9, '累计', 'total'],
      [11, '制表人：王五', 'footer'],
      [12, '注：金额含税', 'footer'],
    ]);
    const names = vault.opened.handles.reader.rows<{ name: string }>('select name from customer order by id');
    expect(names.map(({ name }) => name)).toEqual(['某某甲公司', '合计软件有限公司', '合计', '某某乙公司']);
  });
});

describe('3. a second header', () => {
  it('with more titles leaves the rows above, and is what the rows below are read by', async () => {
    await using vault = await openTestVault();
    const { planId, counts } = await importFile(vault, SECOND_BLOCK);
    expect(counts).toMatchObject({ total: 6, added: 4, updated: 0, skipped: 2, refused: 0 });
    const rows = await listAll(vault, planId, 'all');
    expect(rows.map(({ skipped, warnings }) => [skipped?.code, ...shortCodes(warnings)])).toEqual([
      [undefined],
      [undefined],
      ['import.row_left_wider_header'],
      [undefined, 'wider_header'],
      ['import.row_left_repeated_header'],
      [undefined],
    ]);
    const found = await vault.as('archivist').customers.get({ id: 3 });
    expect(found.access === 'full' && found.input).toMatchObject({
      address: '佛山',
      contacts: [{ name: '王五', mobile: '13800000601' }],
    });
  });

  it('that contradicts the first refuses the rows below it, each with the reason', async () => {
    await using vault = await openTestVault();
    const { planId, counts } = await importFile(vault, OTHER_BLOCK);
    expect(counts).toMatchObject({ total: 4, added: 1, updated: 0, skipped: 1, refused: 2 });
    const rows = await listAll(vault, planId, 'refused');
    expect(rows.map(({ row, problems }) => [row, ...shortCodes(problems)])).toEqual([
      [4, 'other_header'],
      [5, 'other_header'],
    ]);
  });
});

describe('4. the file of refused rows', () => {
  const WORDS = writeCsv(
    folder,
    '客户名称,类别,客户等级\n甲公司,供应商,铁\n乙公司,外星客户,同上\n丙公司,供应商,钻石\n',
  );
  const DITTO = writeCsv(
    folder,
    '客户名称,客户分类,地址\n甲公司,供应商,桂丹路1号\n乙公司,外星客户,同上,,多\n丙公司,合作机构,科技园2号\n丁公司,外星客户,同上,余\n',
  );
  const BROKEN = readdirSync(join(FIXTURES, 'bad')).map((name) => join(FIXTURES, 'bad', name));
  const REFUSED = [...FILES, ...BROKEN, WORDS, DITTO];

  it.each([...new Set(REFUSED)])('of %s brings in nothing as long as nothing is mended', async (path) => {
    await using vault = await openTestVault();
    const first = await importFile(vault, path).catch(() => null);
    if (!first || first.counts.refused === 0) return;
    const out = await saveRefused(vault, first.planId, 'unmended.xlsx');
    const { counts } = await importFile(vault, out);
    expect(counts).toMatchObject({ added: 0, updated: 0, refused: first.counts.refused });
  });

  it('holds the cells that were too many, and what 同上 stood for', async () => {
    await using vault = await openTestVault();
    const path = await saveRefused(vault, (await importFile(vault, DITTO)).planId, 'cells.xlsx');
    const { sheets } = await readTable({ path, maxRows: 9 }, async () => undefined);
    expect(sheets[0]?.rows.map(({ cells }) => cells.slice(0, 5))).toEqual([
      ['客户名称', '客户分类', '地址', '多余格1', '多余格2'],
      ['乙公司', '外星客户', '桂丹路1号', null, '多'],
      ['丁公司', '外星客户', '科技园2号', '余', null],
    ]);
    expect(sheets[0]?.rows[0]?.cells[5]).toBe('未导入原因');
  });

  it('brings what was beyond the titles into the note once it is mended', async () => {
    await using vault = await openTestVault();
    const mended = book('mended.xlsx', [
      ['客户名称', '客户分类', '地址', '多余格1', '多余格2', '未导入原因'],
      ['乙公司', '供应商', '桂丹路1号', '', '多', '客户分类不对'],
    ]);
    const { planId, counts } = await importFile(vault, mended);
    expect(counts).toMatchObject({ added: 1, refused: 0, warned: 1 });
    const [row] = await listAll(vault, planId, 'warned');
    expect(shortCodes(row?.warnings ?? [])).toEqual(['cells_beyond']);
    const found = await vault.as('archivist').customers.get({ id: 1 });
    expect(found.access === 'full' && found.input.note).toBe('第 5 列：多');
  });
});
