import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readTable } from '../../../db/features/import/reading/read-table.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { importFile, listAll, planFile, writeCsv } from './support/importing.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-closed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CODE = '91440604087E4AWLT3';
const TITLES = '客户名称,客户分类,统一社会信用代码,手机,密级,备注';
const table = (...lines: string[]) => writeCsv(folder, [TITLES, ...lines, ''].join('\n'));

/** Rows that are refused in the list, and those of the file that is given back, by name and note. */
async function refusedRows(vault: TestVault, planId: string) {
  const listed = await listAll(vault, planId, 'refused');
  const path = join(folder, `${planId}.xlsx`);
  const token = vault.grant('archivist', path, 'write');
  const { rows } = await vault.as('archivist').import.saveRefused({ planId, token, language: 'zh-CN' });
  expect(rows).toBe(listed.length);
  const { sheets } = await readTable({ path, maxRows: 20 }, async () => undefined);
  return {
    listed: listed.map(({ row, problems }) => [row, ...problems.map(({ code }) => code)]),
    saved: sheets.flatMap((sheet) => sheet.rows.slice(1).map(({ cells }) => [cells[0], cells[5]])),
  };
}
const CLOSED = 'import.row_may_not_change';

it('1. a row of a customer who may not be changed is given back whole, and others are not', async () => {
  await using vault = await openTestVault();
  await importFile(vault, table('甲公司,供应商,,,绝密,', '乙公司,供应商,,,,'));
  const path = table('甲公司,供应商,,,,新甲', '乙公司,供应商,,,,新乙', '丙公司,供应商,,,,新丙');
  const { planId, counts } = await importFile(vault, path);
  expect(counts).toMatchObject({ added: 1, updated: 1, refused: 1 });
  expect(await refusedRows(vault, planId)).toEqual({ listed: [[2, CLOSED]], saved: [['甲公司', '新甲']] });
});

it('2. also where another customer, who may be changed, would fit', async () => {
  await using vault = await openTestVault();
  await importFile(vault, table('甲公司,供应商,,,绝密,'));
  // The same name again, filed apart: the older one is the match.
  const again = await planFile(vault, table('甲公司,供应商,,,,'));
  await vault.as('archivist').import.run({ planId: again.planId, answers: { all: 'add', byGroup: {} } });
  const { planId } = await importFile(vault, table('甲公司,供应商,,,,新甲'));
  expect(await refusedRows(vault, planId)).toEqual({ listed: [[2, CLOSED]], saved: [['甲公司', '新甲']] });
});

it('3. and with it the rows that an answer makes one with it, step by step', async () => {
  await using vault = await openTestVault();
  await importFile(vault, table('甲公司,供应商,,,绝密,'));
  const { planId } = await planFile(
    vault,
    table(
      '甲公司,供应商,,13812345678,,新甲',
      '乙公司,供应商,,13812345678/13912345678,,新乙',
      '丙公司,供应商,,13912345678,,新丙',
      `丁公司,供应商,${CODE},,,新丁`,
    ),
  );
  const answers = { all: 'update' as const, byGroup: {} };
  const counts = await vault.as('archivist').import.preview({ planId, answers });
  expect(counts).toMatchObject({ added: 1, refused: 3 });
  expect(await refusedRows(vault, planId)).toEqual({
    listed: [
      [2, CLOSED],
      [3, CLOSED],
      [4, CLOSED],
    ],
    saved: [
      ['甲公司', '新甲'],
      ['乙公司', '新乙'],
      ['丙公司', '新丙'],
    ],
  });
});
