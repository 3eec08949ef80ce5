import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { blankCustomer } from '../../../db/domain/customer.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { importFile, planFile, writeCsv } from './support/importing.ts';
import { CODE, OTHER_CODE } from './support/rows.ts';
import { sheetData, writeWorkbook } from './support/workbook.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-meanwhile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const table = (...lines: string[]) =>
  writeCsv(folder, ['客户名称,客户分类,统一社会信用代码', ...lines, ''].join('\n'));
const add = (vault: TestVault, planId: string) =>
  vault.as('archivist').import.run({ planId, answers: { all: 'add', byGroup: {} } });

describe('1. rows filed again beside what the vault has', () => {
  it('stay filed where nothing has changed, whoever else has their name', async () => {
    await using vault = await openTestVault();
    await importFile(vault, table(`甲公司,供应商,${CODE}`, `甲公司,供应商,${OTHER_CODE}`));
    const { planId } = await planFile(vault, table(`甲公司,供应商,${CODE}`));
    expect(await add(vault, planId)).toMatchObject({ added: 1 });
  });

  it('stop where somebody has filed their code meanwhile under another name', async () => {
    await using vault = await openTestVault();
    const { planId } = await planFile(vault, table(`甲公司,供应商,${CODE}`));
    await vault
      .as('archivist')
      .customers.create({ ...blankCustomer('supplier'), name: '乙公司', uscc: CODE });
    await expect(add(vault, planId)).rejects.toMatchObject({ cause: { code: 'import.changed_meanwhile' } });
  });
});

describe('2. a file that is looked at', () => {
  it('may have sheets with any name', async () => {
    await using vault = await openTestVault();
    const rows = [
      ['客户名称', '客户分类'],
      ['甲公司', '供应商'],
    ];
    const path = writeWorkbook(join(folder, 'names.xlsx'), {
      sheets: ['constructor', 'toString'].map((name) => ({ name, xml: sheetData(rows) })),
    });
    const { sheets } = await vault.as('archivist').import.inspect({ token: vault.grant('archivist', path) });
    expect(sheets.map(({ ready }) => ready)).toEqual([true, true]);
  });

  it('says why it cannot be planned, also where nothing in it can be read', async () => {
    await using vault = await openTestVault();
    const bytes = Buffer.concat([Buffer.from('甲乙丙丁\n'), Buffer.from([0xff, 0xff, 0x2c, 0xff])]);
    const path = join(folder, 'garbled.csv');
    writeFileSync(path, bytes);
    await expect(planFile(vault, path)).rejects.toMatchObject({ cause: { code: 'import.titles_garbled' } });
  });
});

describe('3. a workbook', () => {
  it('is read when all of it has come, since it names its joined cells last', async () => {
    await using vault = await openTestVault();
    const names = Array.from({ length: 700 }, (_, at) => [`第${at}公司`, at === 0 ? '供应商' : '']);
    const xml = `${sheetData([['客户名称', '客户分类'], ...names])}<mergeCells><mergeCell ref="B2:B701"/></mergeCells>`;
    const path = writeWorkbook(join(folder, 'joined.xlsx'), { sheets: [{ name: '台账', xml }] });
    const { counts } = await planFile(vault, path);
    expect(counts).toMatchObject({ total: 700, added: 700, refused: 0 });
    const read = vault.events.flatMap((event) =>
      event.type === 'progress' && event.total === 0 ? [event.done] : [],
    );
    expect(read).toEqual([500, 701]);
  });

  it('may have rows of blanks, which are no rows', async () => {
    await using vault = await openTestVault();
    const rows = [
      ['客户名称', '客户分类'],
      ['甲公司', '供应商'],
      [' ', ' '],
      ['乙公司', '供应商'],
    ];
    const path = writeWorkbook(join(folder, 'blank.xlsx'), {
      sheets: [{ name: '台账', xml: sheetData(rows) }],
    });
    const { counts, aside } = await planFile(vault, path);
    expect([counts.total, aside]).toEqual([2, 0]);
  });
});
