import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { blankCustomer } from '../../../db/domain/customer.ts';
import { readTable } from '../../../db/features/import/reading/read-table.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/import');
const folder = mkdtempSync(join(tmpdir(), 'kedang-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function csv(text: string): string {
  const path = join(folder, `${++files}.csv`);
  writeFileSync(path, text);
  return path;
}

/** Inspects and plans every sheet that is ready. */
async function plan(vault: TestVault, path: string) {
  const token = vault.grant('archivist', path);
  const { sheets } = await vault.as('archivist').import.inspect({ token });
  const ready = sheets.filter((sheet) => sheet.ready);
  return vault.as('archivist').import.plan({
    token,
    sheets: (ready.length > 0 ? ready : sheets).map(({ name, category }) => ({
      sheet: name,
      headerRow: null,
      category,
      columns: null,
    })),
  });
}
const run = (vault: TestVault, planId: string) =>
  vault.as('archivist').import.run({ planId, answers: { byGroup: {} } });
async function bringIn(vault: TestVault, path: string) {
  const { planId } = await plan(vault, path);
  return { planId, counts: await run(vault, planId) };
}
const customers = (vault: TestVault) =>
  vault.opened.handles.reader.value<number>('select count(*) from customer');

describe('1. the real files', () => {
  it.each([
    ['ledger-2025.xlsx', { total: 1900, added: 1844, skipped: 56, merged: 56 }],
    ['suppliers-gb18030.csv', { total: 500, added: 482, skipped: 18, merged: 18 }],
    ['customers-utf8-bom.csv', { total: 2000, added: 1954, skipped: 46, merged: 46 }],
  ])('%s comes in whole, and a second time adds nothing', async (file, expected) => {
    await using vault = await openTestVault();
    const path = join(FIXTURES, file);
    expect((await bringIn(vault, path)).counts).toMatchObject({ ...expected, updated: 0, refused: 0 });
    expect(customers(vault)).toBe(expected.added);
    const again = await bringIn(vault, path);
    expect(again.counts).toMatchObject({
      total: expected.total,
      added: 0,
      updated: 0,
      skipped: expected.total,
      refused: 0,
    });
  });

  it('keeps each sheet of the ledger in its category, with people, place and dates', async () => {
    await using vault = await openTestVault();
    await bringIn(vault, join(FIXTURES, 'ledger-2025.xlsx'));
    const { reader } = vault.opened.handles;
    const counts = reader.rows(
      'select category, count(*) as n from customer group by category order by category',
    );
    expect(counts).toEqual([
      { category: 'client', n: 1163 },
      { category: 'partner', n: 60 },
      { category: 'supplier', n: 621 },
    ]);
    const id = reader.value<number>("select id from customer where legacy_code = 'GYS0001'") ?? 0;
    const found = await vault.as('archivist').customers.get({ id });
    expect(found).toMatchObject({ access: 'full', filingLag: null });
    expect(found.access === 'full' && found.input).toMatchObject({
      name: '济宁市展讯五金制品有限公司',
      province: '370000',
      city: '370800',
      grade: 'gold',
      firstContactOn: '2019-03-12',
      indexTerms: ['五金电器'],
      shelf: { cabinet: 'C', level: 2, position: 1 },
      contacts: [
        { name: '邓桂', mobile: '15087914546' },
        { name: '郝菲浩', mobile: '13654452058' },
      ],
    });
    expect(reader.value('select count(*) from customer where archive_no is null')).toBe(0);
  });
});

describe('2. files that are bad', () => {
  it.each([
    ['duplicate-headers.csv', 'import.category_needed'],
    ['empty.csv', 'import.empty'],
    ['header-only.csv', 'import.no_rows'],
    ['no-name-column.csv', 'import.no_name_column'],
    ['not-a-workbook.xlsx', 'import.not_a_workbook'],
    ['repeated-long-text.xlsx', 'import.too_large'],
    ['truncated.xlsx', 'import.truncated'],
  ])('%s says %s and nothing is imported', async (file, code) => {
    await using vault = await openTestVault();
    await expect(plan(vault, join(FIXTURES, 'bad', file))).rejects.toMatchObject({ cause: { code } });
    expect(customers(vault)).toBe(0);
  });

  it.each([
    ['hostile-cells.csv', { total: 6, added: 4, refused: 2 }, ['too_long', 'too_long', 'category_unknown']],
    ['invalid-utf8.csv', { total: 6, added: 5, refused: 1 }, ['garbled', 'category_missing']],
    // One that is longer than its titles is the customer of another row.
    ['ragged.csv', { total: 30, added: 28, skipped: 1, refused: 1 }, ['category_missing']],
  ])('%s comes in row by row', async (file, expected, codes) => {
    await using vault = await openTestVault();
    const { planId, counts } = await bringIn(vault, join(FIXTURES, 'bad', file));
    expect(counts).toMatchObject({ skipped: 0, ...expected, updated: 0 });
    const { rows } = await vault
      .as('archivist')
      .import.rows({ planId, show: 'refused', offset: 0, limit: 100 });
    expect(
      rows.flatMap(({ problems }) => problems.map(({ code }) => code.replace('import.row_', ''))),
    ).toEqual(codes);
  });

  it('formulas and markup stay the text that they are', async () => {
    await using vault = await openTestVault();
    await bringIn(vault, join(FIXTURES, 'bad', 'hostile-cells.csv'));
    const { reader } = vault.opened.handles;
    expect(
      reader.rows<{ name: string }>('select name from customer order by id').map(({ name }) => name),
    ).toEqual([
      "=cmd|' /C calc'!A0",
      '<img src=x onerror=alert(1)>有限公司',
      '../../../../etc/passwd',
      '𠮷野家五金（佛山）有限公司',
    ]);
    expect(
      reader.rows<{ name: string }>('select name from contact order by id').map(({ name }) => name),
    ).toEqual(['@SUM(1+1)', '<script>fetch("http://127.0.0.1")</script>', '张三', '𠀀𠀁']);
    expect(reader.value("select note from customer where name like '=%'")).toBe('+1+1');
  });
});

describe('3. rows that were refused', () => {
  it('are given back with their reasons, and come in once they are mended', async () => {
    await using vault = await openTestVault();
    const path = csv(
      '客户名称,客户分类,首次接触日期,联系人\n甲公司,外星客户,2017-04-05,=1+1\n乙公司,供应商,2017-04-05,李四\n,供应商,,王五\n',
    );
    const { planId, counts } = await bringIn(vault, path);
    expect(counts).toMatchObject({ added: 1, refused: 2 });
    const said = await vault.as('archivist').import.rows({ planId, show: 'refused', offset: 0, limit: 9 });
    expect(said.rows.map(({ row, name }) => [row, name])).toEqual([
      [2, '甲公司'],
      [4, null],
    ]);
    const out = join(folder, 'refused.xlsx');
    const token = vault.grant('archivist', out, 'write');
    await vault.as('archivist').import.saveRefused({ planId, token, language: 'zh-CN' });

    const rows: unknown[] = [];
    const { sheets } = await readTable({ path: out, maxRows: 10 }, async () => undefined);
    rows.push(...(sheets[0]?.rows.map(({ cells }) => cells) ?? []));
    expect(rows).toEqual([
      ['客户名称', '客户分类', '首次接触日期', '联系人', '未导入原因'],
      ['甲公司', '外星客户', '2017-04-05', '=1+1', '客户分类“外星客户”不是供应商、业务客户或合作机构'],
      [null, '供应商', null, '王五', '没有客户名称'],
    ]);
    expect(readFileSync(out).includes('<f>')).toBe(false);

    const mended = csv(
      '客户名称,客户分类,首次接触日期,联系人,未导入原因\n甲公司,供应商,2017-05-04,张三,外星客户\n丙公司,供应商,,王五,没有\n',
    );
    expect((await bringIn(vault, mended)).counts).toMatchObject({ added: 2, refused: 0 });
  });

  it('there is no file when nothing was refused', async () => {
    await using vault = await openTestVault();
    const { planId } = await bringIn(vault, csv('客户名称,客户分类\n甲公司,供应商\n'));
    const token = vault.grant('archivist', join(folder, 'none.xlsx'), 'write');
    const saving = vault.as('archivist').import.saveRefused({ planId, token, language: 'en' });
    await expect(saving).rejects.toMatchObject({ cause: { code: 'import.nothing_refused' } });
  });
});

describe('4. all or nothing', () => {
  const TWO = '客户名称,客户分类,手机\n甲公司,供应商,13812345678\n乙公司,业务客户,13912345678\n';

  it('a dry run writes nothing', async () => {
    await using vault = await openTestVault();
    expect((await plan(vault, csv(TWO))).counts).toMatchObject({ added: 2 });
    expect(customers(vault)).toBe(0);
  });

  it('a cancelled import leaves nothing, and can be carried out after all', async () => {
    await using vault = await openTestVault();
    const { planId } = await plan(vault, join(FIXTURES, 'suppliers-gb18030.csv'));
    vault.cancelled.add(0);
    await expect(run(vault, planId)).rejects.toMatchObject({ cause: { code: 'common.cancelled' } });
    expect(customers(vault)).toBe(0);
    vault.cancelled.clear();
    expect((await run(vault, planId)).added).toBe(482);
  });

  it('cancelling while the file is read kills the reader', async () => {
    await using vault = await openTestVault();
    const path = join(FIXTURES, 'suppliers-gb18030.csv');
    const token = vault.grant('archivist', path);
    vault.cancelled.add(0);
    const planning = vault
      .as('archivist')
      .import.plan({ token, sheets: [{ sheet: '', headerRow: null, category: null, columns: null }] });
    await expect(planning).rejects.toMatchObject({ cause: { code: 'common.cancelled' } });
  });

  it('customers filed since the preview stop it', async () => {
    await using vault = await openTestVault();
    const { planId } = await plan(vault, csv(TWO));
    await vault.as('archivist').customers.create({ ...blankCustomer('supplier'), name: '甲 公司' });
    await expect(run(vault, planId)).rejects.toMatchObject({ cause: { code: 'import.changed_meanwhile' } });
    expect(customers(vault)).toBe(1);
  });

  it('only the newest preview of a session can be carried out, and only once', async () => {
    await using vault = await openTestVault();
    const first = await plan(vault, csv(TWO));
    const second = await plan(vault, csv(TWO));
    await run(vault, second.planId);
    for (const { planId } of [first, second])
      await expect(run(vault, planId)).rejects.toMatchObject({ cause: { code: 'import.plan_gone' } });
  });

  it('is one act in the log beside each archive of its own, and is found at once', async () => {
    await using vault = await openTestVault();
    await bringIn(vault, csv(TWO));
    const { reader } = vault.opened.handles;
    const actions = reader.rows<{ action: string }>(
      "select action from audit where action like 'customers.%' or action like 'import.%' order by seq",
    );
    expect(actions.map(({ action }) => action)).toEqual([
      'customers.create',
      'customers.create',
      'import.apply',
    ]);
    const found = await vault.as('archivist').search.query({ text: '乙公', limit: 5 });
    expect(found.results.map(({ name }) => name)).toEqual(['乙公司']);
  });
});

describe('5. what the vault has already', () => {
  it('is brought up to date, with its history', async () => {
    await using vault = await openTestVault();
    await bringIn(vault, csv('客户名称,客户分类,手机,等级\n佛山市金艺有限公司,供应商,13812345678,铁\n'));
    const { counts } = await bringIn(
      vault,
      csv('客户名称,客户分类,地址,等级\n佛山金艺有限 公司,供应商,桂丹路1号,黄金\n'),
    );
    expect(counts).toMatchObject({ total: 1, added: 0, updated: 1, skipped: 0, refused: 0 });
    const found = await vault.as('archivist').customers.get({ id: 1 });
    expect(found.access === 'full' && found.input).toMatchObject({
      name: '佛山市金艺有限公司',
      phones: ['13812345678'],
      grade: 'gold',
      address: '桂丹路1号',
    });
    const history = await vault.as('archivist').customers.history({ id: 1, field: 'grade' });
    expect(history).toMatchObject([{ oldValue: 'iron', newValue: 'gold' }]);
  });

  it('is skipped where nothing changes, and so is a row that the file has twice, each with its reason', async () => {
    await using vault = await openTestVault();
    await bringIn(vault, csv('客户名称,客户分类\n甲公司,供应商\n'));
    const { planId } = await plan(
      vault,
      csv('客户名称,客户分类\n甲公司,供应商\n乙公司,供应商\n乙 公司,供应商\n乙公司,合作机构\n'),
    );
    const { rows } = await vault
      .as('archivist')
      .import.rows({ planId, show: 'skipped', offset: 0, limit: 9 });
    expect(rows.map(({ row, skipped }) => [row, skipped?.code, skipped?.data])).toEqual([
      [2, 'import.row_skipped_in_archive', { archiveNo: expect.stringContaining('GY-0001') }],
      [4, 'import.row_skipped_in_file', { row: 3 }],
      [5, 'import.row_skipped_other_category', { row: 3 }],
    ]);
  });

  it('can be added again or skipped, group by group', async () => {
    await using vault = await openTestVault();
    await bringIn(vault, csv('客户名称,客户分类\n甲公司,供应商\n乙公司,供应商\n'));
    const { planId } = await plan(vault, csv('客户名称,客户分类,备注\n甲公司,供应商,新\n乙公司,供应商,新\n'));
    const { groups } = await vault.as('archivist').import.groups({ planId, offset: 0, limit: 10 });
    expect(groups).toMatchObject([
      { reason: 'name', proposed: 'update', rows: [{ row: 2, name: '甲公司' }], archives: [{ id: 1 }] },
      { rows: [{ row: 3 }], archives: [{ id: 2 }] },
    ]);
    const answers = {
      byGroup: { [groups[0]?.id ?? '']: 'add' as const, [groups[1]?.id ?? '']: 'skip' as const },
    };
    const preview = await vault.as('archivist').import.preview({ planId, answers });
    expect(preview).toEqual({ total: 2, added: 1, updated: 0, skipped: 1, merged: 0, refused: 0, warned: 0 });
    expect(await vault.as('archivist').import.run({ planId, answers })).toMatchObject(preview);
  });

  it('is asked about first where it is only a possibility', async () => {
    await using vault = await openTestVault();
    const { planId, groups } = await plan(
      vault,
      csv(
        '客户名称,客户分类,手机\n甲公司,供应商,\n甲公司,供应商,\n乙厂,供应商,13812345678\n丙厂,供应商,13812345678\n',
      ),
    );
    expect(groups).toEqual({ total: 2, sure: 1, doubtful: 1 });
    const page = await vault.as('archivist').import.groups({ planId, offset: 0, limit: 10 });
    expect(page.groups.map(({ reason }) => reason)).toEqual(['phone', 'name']);
    const numbers = page.groups[0]?.rows.map(({ row, phones }) => [row, ...phones]);
    expect(numbers).toEqual([
      [4, '13812345678'],
      [5, '13812345678'],
    ]);
  });

  it('is left alone where the person may not change it, and the row is given back', async () => {
    await using vault = await openTestVault();
    await bringIn(vault, csv('客户名称,客户分类,密级\n甲公司,供应商,绝密\n'));
    const { planId, counts } = await bringIn(vault, csv('客户名称,客户分类,备注\n甲公司,供应商,新\n'));
    expect(counts).toMatchObject({
      total: 1,
      added: 0,
      updated: 0,
      skipped: 0,
      merged: 0,
      refused: 1,
      warned: 0,
    });
    const { rows } = await vault
      .as('archivist')
      .import.rows({ planId, show: 'refused', offset: 0, limit: 5 });
    expect(rows).toMatchObject([{ row: 2, problems: [{ code: 'import.row_may_not_change' }] }]);
  });
});

describe('6. how columns were matched', () => {
  const ODD = '主顾,号码\n甲公司,13812345678\n';

  it('is corrected by the person and remembered for the next file with these titles', async () => {
    await using vault = await openTestVault();
    const caller = vault.as('archivist');
    const token = vault.grant('archivist', csv(ODD));
    const seen = await caller.import.inspect({ token, headerRows: { '': 1 } });
    expect(seen.sheets[0]).toMatchObject({ ready: false, columns: [{ field: 'other' }, { field: 'other' }] });
    const columns = [
      { index: 0, field: 'name' as const },
      { index: 1, field: 'mobile' as const },
    ];
    const { planId } = await caller.import.plan({
      token,
      sheets: [{ sheet: '', headerRow: 1, category: 'partner', columns }],
    });
    await run(vault, planId);
    const next = await caller.import.inspect({
      token: vault.grant('archivist', csv(ODD)),
      headerRows: { '': 1 },
    });
    expect(next.sheets[0]).toMatchObject({
      category: 'partner',
      columns: [{ field: 'name' }, { field: 'mobile' }],
    });
    const [template] = await caller.import.templates();
    await caller.import.forgetTemplate({ name: template?.name ?? '' });
    expect(await caller.import.templates()).toEqual([]);
  });

  it('asks for a category where nothing says it', async () => {
    await using vault = await openTestVault();
    await expect(plan(vault, csv('名称,手机\n甲公司,1\n'))).rejects.toMatchObject({
      cause: { code: 'import.category_needed' },
    });
  });
});

it('7. only an archivist imports, and only a file chosen in a dialog', async () => {
  await using vault = await openTestVault();
  const path = csv('客户名称,客户分类\n甲公司,供应商\n');
  for (const role of ['developer', 'supervisor', 'requester', 'system_admin', 'auditor'] as const) {
    const inspecting = vault.as(role).import.inspect({ token: vault.grant(role, path) });
    await expect(inspecting).rejects.toMatchObject({ cause: { code: 'access.denied' } });
  }
  const guessed = vault.as('archivist').import.inspect({ token: path });
  await expect(guessed).rejects.toMatchObject({ cause: { code: 'common.file_not_granted' } });
});
