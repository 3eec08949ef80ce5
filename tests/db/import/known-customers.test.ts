import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listCodes } from '../../../db/features/import/lookups.ts';
import { makePlan } from '../../../db/features/import/plan.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { importFile, listAll, planFile, shortCodes, writeCsv } from './support/importing.ts';
import { CODE, OTHER_CODE } from './support/rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-known-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const table = (...lines: string[]) =>
  writeCsv(folder, ['客户名称,客户分类,统一社会信用代码,密级,客户性质,手机,备注', ...lines, ''].join('\n'));

/** Nothing is imported into it after the first. */
let vault: TestVault;
beforeAll(async () => {
  vault = await openTestVault();
  const path = table(
    `绝密公司,供应商,${CODE},绝密,,13812345671,`,
    `机密公司,供应商,${OTHER_CODE},机密,,,`,
    '普通公司,供应商,91440300708461136T,,,,',
    '张三,供应商,,,个人,13812345678,',
    '李四,供应商,,,个人,,',
  );
  await importFile(vault, path);
});
afterAll(() => vault[Symbol.asyncDispose]());

/** What a row of the file is told to be one with: the reason, and names and codes of archives. */
async function asked(...lines: string[]) {
  const { planId } = await planFile(vault, table(...lines));
  const { groups } = await vault.as('archivist').import.groups({ planId, offset: 0, limit: 9 });
  return groups.map(({ reason, archives }) => [
    reason,
    ...archives.map(({ name, uscc, open }) => [name, uscc, open]),
  ]);
}

describe('1. a customer who may not be read', () => {
  it('is not found by code or number, which would say whose they are', async () => {
    expect(await asked(`别的公司,供应商,${CODE},,,,`)).toEqual([]);
    expect(await asked('别的公司,供应商,,,,13812345671,')).toEqual([]);
  });

  it('is found by name, whatever its code, which is not told', async () => {
    expect(await asked('绝密公司,供应商,440600000012345,,,,')).toContainEqual([
      'name',
      ['绝密公司', null, false],
    ]);
  });
});

describe('2. a customer whose reading is logged', () => {
  it('is found by its code, which is not shown, as an open one’s is', async () => {
    expect(await asked(`别的公司,供应商,${OTHER_CODE},,,,`)).toEqual([
      ['code', ['机密公司', null, expect.any(Boolean)]],
    ]);
    expect(await asked('别的公司,供应商,91440300708461136T,,,,')).toEqual([
      ['code', ['普通公司', '91440300708461136T', true]],
    ]);
  });
});

it('3. a person is another one by another number, unless the vault has none', async () => {
  expect(await asked('张三,供应商,,,个人,13812345678,')).toEqual([['name', ['张三', null, true]]]);
  expect((await asked('张三,供应商,,,个人,13912345678,')).map(([reason]) => reason)).toEqual(['other_code']);
  expect(await asked('李四,供应商,,,个人,13912345678,')).toEqual([['name', ['李四', null, true]]]);
});

it('4. cells are kept of refused rows, and of those that may turn out to be closed', async () => {
  const planOf = async (...lines: string[]) => {
    const choice = { sheet: '', headerRow: null, category: null, columns: null };
    const plan = await makePlan(
      vault.contextOf('archivist'),
      { id: 'p', path: table(...lines) },
      [choice],
      () => undefined,
    );
    return plan.refused.map(({ row }) => row);
  };
  const alike = ['甲公司,供应商,,,,13712345678,', '乙公司,供应商,,,,13712345678,'];
  expect(await planOf(...alike, '丙公司,外星,,,,,')).toEqual([4]);
  expect(await planOf(...alike, '丁公司,供应商,,,,,', '丁公司,供应商,,,,,', '绝密公司,供应商,,,,,')).toEqual([
    2, 3, 6,
  ]);
});

it('5. words of the lists are known in both languages and by their codes, each list for itself', () => {
  const codeOf = listCodes(vault.contextOf('archivist'));
  const found = ['黄金', 'gold'].map((word) => codeOf('grade', 'supplier', word));
  expect(found).toEqual(['gold', 'gold']);
  expect(codeOf('grade', 'supplier', '黄')).toBeNull();
  expect(codeOf('sub_type', 'partner', '银行')).toBe('bank');
  expect(codeOf('sub_type', 'partner', 'bank')).toBe('bank');
  expect(codeOf('sub_type', 'supplier', '银行')).toBeNull();
});

describe('6. what a plan counts and lists', () => {
  it('is warnings of rows by themselves, and rows without a customer by what they say', async () => {
    const { planId, counts } = await planFile(
      vault,
      table('甲公司,供应商,,,,见备注,', '乙公司,供应商,,,,,', '合计,,,,,,'),
    );
    expect(counts).toMatchObject({ total: 3, added: 2, skipped: 1, warned: 1 });
    const warned = await listAll(vault, planId, 'warned');
    expect(warned.map(({ row, warnings }) => [row, ...shortCodes(warnings)])).toEqual([
      [2, 'phone_unreadable'],
    ]);
    expect((await listAll(vault, planId, 'skipped')).map(({ name }) => name)).toEqual(['合计']);
  });
});
