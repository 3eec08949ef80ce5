import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { importFile, listAll, planFile, writeCsv } from './support/importing.ts';
import { sheetData, writeWorkbook } from './support/workbook.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-carry-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const table = (...lines: string[]) =>
  writeCsv(folder, ['客户名称,客户分类,手机,备注', ...lines, ''].join('\n'));
const plain = (count: number) => Array.from({ length: count }, (_, index) => `第${index}公司,供应商,,`);
const none = { byGroup: {} };
const groupsOf = (vault: TestVault, planId: string, offset = 0, limit = 10) =>
  vault.as('archivist').import.groups({ planId, offset, limit });

describe('1. progress', () => {
  it('is told by what is written and then by what is indexed, without going back', async () => {
    await using vault = await openTestVault();
    await importFile(vault, table(...plain(205), '第1公司,供应商,,'));
    const told = vault.events.flatMap((event) =>
      event.type === 'progress' && event.job === 'import' && event.total === 410 ? [event.done] : [],
    );
    expect(told).toEqual([0, 100, 200, 305, 405, 410]);
  });

  it('counts only what is written, where rows are left out', async () => {
    await using vault = await openTestVault();
    await importFile(vault, table('甲公司,供应商,,', '乙公司,供应商,,'));
    vault.events.length = 0;
    await importFile(vault, table('甲公司,供应商,,', '乙公司,供应商,,新', '丙公司,供应商,,'));
    const told = vault.events.flatMap((event) =>
      event.type === 'progress' && event.job === 'import' && event.total > 0
        ? [[event.done, event.total]]
        : [],
    );
    expect(told).toEqual([
      [0, 6],
      [5, 5],
    ]);
  });

  it('of the whole is one message of change, and none where nothing changes', async () => {
    await using vault = await openTestVault();
    const changes = () => vault.eventsOf('archivist').filter(({ type }) => type === 'changed').length;
    const path = table('甲公司,供应商,,', '乙公司,供应商,,');
    const before = changes();
    await importFile(vault, path);
    const after = changes();
    expect(after).toBeGreaterThan(before);
    const kinds = vault
      .eventsOf('archivist')
      .filter((event) => event.type === 'changed' && event.kind === 'customers');
    expect(kinds).toHaveLength(1);
    await importFile(vault, path);
    expect(
      vault.eventsOf('archivist').filter((event) => event.type === 'changed' && event.kind === 'customers'),
    ).toHaveLength(1);
  });
});

describe('2. a plan', () => {
  it('that was carried out can be looked at, but not changed any more', async () => {
    await using vault = await openTestVault();
    const { planId } = await importFile(vault, table('甲公司,供应商,,'));
    const preview = vault.as('archivist').import.preview({ planId, answers: none });
    await expect(preview).rejects.toMatchObject({ cause: { code: 'import.plan_gone' } });
    expect(await listAll(vault, planId, 'all')).toHaveLength(1);
  });

  it('is gone once a file is looked at that cannot be planned', async () => {
    await using vault = await openTestVault();
    const { planId } = await planFile(vault, table('甲公司,供应商,,'));
    await expect(planFile(vault, table())).rejects.toMatchObject({ cause: { code: 'import.no_rows' } });
    const run = vault.as('archivist').import.run({ planId, answers: none });
    await expect(run).rejects.toMatchObject({ cause: { code: 'import.plan_gone' } });
  });

  it('stays good when others than its customers have changed meanwhile', async () => {
    await using vault = await openTestVault();
    await importFile(vault, table('甲公司,供应商,,'));
    const { planId } = await planFile(vault, table('甲公司,供应商,,新', '乙公司,供应商,,'));
    const row = await vault.as('archivist').customers.get({ id: 1 });
    if (row.access !== 'full') throw new Error('not readable');
    await vault.as('archivist').customers.create({ ...row.input, name: '丙公司', note: null });
    const counts = await vault.as('archivist').import.run({ planId, answers: none });
    expect(counts).toMatchObject({ added: 1, updated: 1 });
  });

  it('files a row again beside the customer that it knew, also when something has changed', async () => {
    await using vault = await openTestVault();
    await importFile(vault, table('甲公司,供应商,,'));
    const { planId } = await planFile(
      vault,
      table('甲公司,供应商,,新', '甲公司,供应商,,', '乙公司,供应商,,', '乙公司,供应商,,'),
    );
    const row = await vault.as('archivist').customers.get({ id: 1 });
    if (row.access !== 'full') throw new Error('not readable');
    await vault.as('archivist').customers.create({ ...row.input, name: '丙公司' });
    const counts = await vault.as('archivist').import.run({ planId, answers: { all: 'add', byGroup: {} } });
    expect(counts).toMatchObject({ added: 4, updated: 0 });
  });
});

it('is not refused where how its columns were matched cannot be remembered', async () => {
  await using vault = await openTestVault();
  const { preferences } = vault.as('archivist');
  for (let at = 0; at < 200; at += 1) await preferences.set({ key: `kept.${at}`, value: at });
  const { counts } = await importFile(vault, table('甲公司,供应商,,'));
  expect(counts).toMatchObject({ added: 1 });
  expect(await vault.as('archivist').import.templates()).toEqual([]);
});

describe('3. lists', () => {
  it('come in pages, with how many there are', async () => {
    await using vault = await openTestVault();
    const { planId } = await planFile(vault, table(...plain(3), ...plain(3), '无名,外星,,'));
    const rows = (show: 'all' | 'refused' | 'skipped', offset: number, limit: number) =>
      vault.as('archivist').import.rows({ planId, show, offset, limit });
    const page = await rows('all', 2, 3);
    expect([page.total, ...page.rows.map(({ row }) => row)]).toEqual([7, 4, 5, 6]);
    expect((await rows('skipped', 0, 9)).rows.map(({ row }) => row)).toEqual([5, 6, 7]);
    expect((await rows('refused', 0, 9)).rows.map(({ row, name }) => [row, name])).toEqual([[8, '无名']]);
    const groups = await groupsOf(vault, planId, 1, 1);
    expect([groups.total, ...groups.groups.map(({ rows: of }) => of.map(({ row }) => row))]).toEqual([
      3,
      [3, 6],
    ]);
  });

  it('show twenty rows of a question and say how many it has', async () => {
    await using vault = await openTestVault();
    const { planId } = await planFile(vault, table(...Array.from({ length: 21 }, () => '甲公司,供应商,,')));
    const [group] = (await groupsOf(vault, planId)).groups;
    expect([group?.rowCount, group?.rows.length]).toEqual([21, 20]);
  });
});

describe('4. a look into a file', () => {
  it('shows fifteen rows of each sheet, each cell short, and which sheets are ready', async () => {
    await using vault = await openTestVault();
    const rows = [['客户名称', '客户分类'], ...Array.from({ length: 20 }, () => ['长'.repeat(90), '供应商'])];
    const path = writeWorkbook(join(folder, 'look.xlsx'), {
      sheets: [
        { name: '甲', xml: sheetData(rows) },
        { name: '乙', xml: sheetData([['无']]) },
      ],
    });
    const seen = await vault.as('archivist').import.inspect({ token: vault.grant('archivist', path) });
    expect(seen.sheets.map(({ name, ready, preview }) => [name, ready, preview.length])).toEqual([
      ['甲', true, 15],
      ['乙', false, 1],
    ]);
    expect(seen.sheets[0]?.preview[1]?.cells[0]).toBe('长'.repeat(80));
  });
});
