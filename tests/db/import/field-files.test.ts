import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { issueWords } from '../../../db/features/import/words.ts';
import { openTestVault } from '../../support/vault.ts';
import { archivesOf, bringIn, fieldFile, planOf } from './support/field.ts';
import { listAll } from './support/importing.ts';
import { cell, row, table, writeDocument } from './support/open-document.ts';
import { sheetData, workbookParts, writeWorkbook, zip } from './support/workbook.ts';

describe('1. what a workbook holds', () => {
  it('r03: the names of parts have no case', async () => {
    await using vault = await openTestVault();
    const { archives } = await bringIn(vault, 'r03-case-of-parts.xlsx');
    expect(archives).toHaveLength(3);
    expect(archives[0]).toMatchObject({ name: '禅城区翠柏五金制品有限公司' });
  });

  it('r03: nor have those of the parts that lead to the others', async () => {
    await using vault = await openTestVault();
    const parts = workbookParts({
      sheets: [
        {
          name: '客户',
          xml: sheetData([
            ['客户名称', '手机'],
            ['甲厂', '13900001000'],
          ]),
        },
      ],
    });
    const path = join(vault.folder, 'upper.xlsx');
    writeFileSync(path, zip(parts.map((part) => ({ ...part, name: part.name.toUpperCase() }))));
    expect((await bringIn(vault, path)).archives).toMatchObject([{ name: '甲厂' }]);
  });

  it('r08: a bare number is a day of the calendar of the workbook', async () => {
    await using vault = await openTestVault();
    const { archives } = await bringIn(vault, 'r08-date1904.xlsx');
    expect(archives.map(({ firstContactOn }) => firstContactOn)).toEqual(
      Array.from({ length: 3 }, () => '2024-03-02'),
    );
  });

  it('r09b: what goes to the note goes as the cell shows it, and a day stays a day', async () => {
    await using vault = await openTestVault();
    const { archives } = await bringIn(vault, 'r09b-shown-in-note.xlsx');
    expect(archives).toMatchObject([{ firstContactOn: '2024-03-07' }]);
    expect(archives[0]?.note?.split('\n')).toEqual([
      '成立日期：2024年03月',
      '回款率：85%',
      '营业时间：9:00',
      '最近来访：2024/3/7 9:36',
    ]);
  });

  it('r09b: and so it is shown before it comes in', async () => {
    await using vault = await openTestVault();
    const token = vault.grant('archivist', fieldFile('r09b-shown-in-note.xlsx'));
    const { sheets } = await vault.as('archivist').import.inspect({ token });
    expect(sheets[0]?.preview[1]?.cells.slice(1, 4)).toEqual(['2024年03月', '85%', '9:00']);
    expect(sheets[0]?.columns[2]?.samples).toEqual(['85%']);
  });

  it('r09b: leading zeros that only the format shows stay in a number of the department', async () => {
    await using vault = await openTestVault();
    const path = writeWorkbook(join(vault.folder, 'zeros.xlsx'), {
      styles:
        '<numFmts><numFmt numFmtId="170" formatCode="0000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>',
      sheets: [
        {
          name: '客户',
          xml: '<sheetData><row r="1"><c t="str"><v>客户名称</v></c><c t="str"><v>客户编号</v></c></row><row r="2"><c t="str"><v>甲厂</v></c><c s="1"><v>12</v></c></row></sheetData>',
        },
      ],
    });
    expect((await bringIn(vault, path)).archives).toMatchObject([{ legacyCode: '0012', note: null }]);
  });

  it('r10: a formula without a result is said, and only a name that is missing refuses its row', async () => {
    await using vault = await openTestVault();
    const { said, counts, archives } = await bringIn(vault, 'r10-formulas.xlsx');
    expect(counts).toMatchObject({ added: 5, refused: 1 });
    expect(said).toMatchObject({
      2: ['formula_unsaved'],
      3: ['formula_unsaved'],
      4: [],
      5: ['error_cell'],
      6: ['error_cell'],
      7: [],
    });
    expect(archives[1]?.contacts).toMatchObject([{ mobile: '13900001222' }]);
  });

  it('r10: rows of nothing but such formulas are rows all the same', async () => {
    await using vault = await openTestVault();
    const formula = '<c><f>另表!A1</f></c>';
    const path = writeWorkbook(join(vault.folder, 'formulas.xlsx'), {
      sheets: [
        {
          name: '客户',
          xml: `<sheetData><row r="1"><c t="str"><v>客户名称</v></c><c t="str"><v>手机</v></c></row><row r="2">${formula}${formula}</row></sheetData>`,
        },
      ],
    });
    const { said } = await bringIn(vault, path);
    expect(said).toEqual({ 2: ['formula_unsaved', 'formula_unsaved'] });
  });

  it('r14: hidden rows are counted, said and left out, and come in when asked for', async () => {
    await using vault = await openTestVault();
    const { planId, hidden, said, archives } = await bringIn(vault, 'r14-filtered.xlsx');
    expect(hidden).toEqual({ leftOut: 1, broughtIn: 0 });
    expect(archives.map(({ name }) => name)).toEqual(['甲方五金有限公司', '丙方五金有限公司']);
    expect(said[3]).toEqual(['left_hidden']);
    const [row] = await listAll(vault, planId, 'skipped');
    expect(row?.skipped && issueWords('zh-CN', row.skipped)).toContain('乙方五金有限公司');
    // One row of them, or all.
    expect((await planOf(vault, 'r14-filtered.xlsx', { takeIn: [3] })).hidden).toEqual({
      leftOut: 0,
      broughtIn: 1,
    });
    const all = await bringIn(vault, 'r14-filtered.xlsx', { withHidden: true });
    expect(all.hidden).toEqual({ leftOut: 0, broughtIn: 1 });
    expect(all.archives.map(({ name }) => name)).toContain('乙方五金有限公司');
  });

  it('d11: of a code that the workbook has rounded nothing is taken, and two companies stay two', async () => {
    await using vault = await openTestVault();
    const { archives, groups, said } = await bringIn(vault, 'd11-rounded-codes.xlsx');
    expect(groups.total).toBe(0);
    expect(archives.map(({ uscc, note }) => [uscc, note])).toEqual(
      Array.from({ length: 2 }, () => [null, '统一社会信用代码：9.14406042345678E+17']),
    );
    expect(said).toEqual({ 2: ['digits_lost'], 3: ['digits_lost'] });
  });

  it('d11: nor where a text table has zeros for its last digits', async () => {
    await using vault = await openTestVault();
    const path = join(vault.folder, '业务客户.csv');
    writeFileSync(path, '客户名称,统一社会信用代码\n甲厂,914406042345678000\n乙厂,914406042345678000\n');
    const { archives, groups, said } = await bringIn(vault, path);
    expect([groups.total, archives.map(({ uscc }) => uscc)]).toEqual([0, [null, null]]);
    expect(said[2]).toEqual(['digits_lost']);
  });

  it('r19: long numbers get no zeros that nobody wrote, in whichever column', async () => {
    await using vault = await openTestVault();
    const { archives, said } = await bringIn(vault, 'r19-long-numbers.xlsx');
    expect(archives.map(({ uscc }) => uscc)).toEqual([null, null, null, '440604123456789']);
    expect(archives[0]).toMatchObject({ legacyCode: '0012', phones: ['13900005201', '0757-82220012'] });
    expect(archives[0]?.note?.split('\n')).toEqual([
      '文本账号',
      '统一社会信用代码：9.14406041234568E+17',
      '银行账号：6222021234567890123',
    ]);
    expect(archives[1]?.note).toContain('银行账号：6.22202123456789E+18');
    expect(archives[1]?.note).toContain('统一社会信用代码：9.1440604123456E+17');
    expect(archives[2]?.note).toContain('统一社会信用代码：9.14406E+17');
    expect(archives[2]?.note).toContain('银行账号：6.22E+18');
    expect(archives[2]).toMatchObject({ phones: [], legacyCode: 'C-7' });
    for (const { note } of archives) expect(note).not.toMatch(/0{3,}/);
    expect(said[2]).toContain('digits_lost');
    expect(said[3]).toEqual(expect.arrayContaining(['digits_lost', 'digits_lost_kept']));
    expect(said[4]).toEqual(expect.arrayContaining(['digits_lost', 'digits_lost_kept', 'phone_digits_lost']));
  });
});

describe('2. other kinds of files', () => {
  it('r20: a workbook of Excel 97', async () => {
    await using vault = await openTestVault();
    const { archives, counts } = await bringIn(vault, 'r20-ledger.xls');
    expect(counts).toMatchObject({ added: 2, refused: 0, skipped: 1 });
    expect(
      archives.map(({ uscc, firstContactOn, contacts }) => [uscc, firstContactOn, contacts[0]?.mobile]),
    ).toEqual([
      ['91440604MA4UP0CA1W', '2017-04-20', '13900016001'],
      [null, '2018-03-05', '13900016002'],
    ]);
  });

  it('r20: the same under the name that WPS gives it', async () => {
    await using vault = await openTestVault();
    const path = join(vault.folder, '台账.et');
    writeFileSync(path, readFileSync(fieldFile('r20-ledger.xls')));
    expect((await bringIn(vault, path)).counts).toMatchObject({ added: 2 });
  });

  it('r20: the same rows as LibreOffice keeps them', async () => {
    await using vault = await openTestVault();
    const day = (shown: string, value: string) =>
      cell(shown, ` office:value-type="date" office:date-value="${value}"`);
    const number = (value: string) => cell(value, ` office:value-type="float" office:value="${value}"`);
    const cells = (...all: string[]) => row(all.join(''));
    const rows = [
      cells(cell('2025年业务客户台账', ' office:value-type="string" table:number-columns-spanned="4"')),
      cells(
        ...['客户名称', '统一社会信用代码', '首次接触日期', '联系人', '手机'].map((title) => cell(title)),
      ),
      cells(
        cell('佛山市桂开五金有限公司'),
        cell('91440604MA4UP0CA1W'),
        day('2017/4/20', '2017-04-20'),
        cell('钱一'),
        number('13900016001'),
      ),
      cells(
        cell('桂合五金厂'),
        cell(''),
        day('2018年3月5日', '2018-03-05'),
        cell('赵二'),
        cell('13900016002'),
      ),
      cells(cell('合计'), cell('2户')),
    ];
    const path = writeDocument(join(vault.folder, '台账.ods'), table('业务客户', rows.join('')));
    const { archives, counts } = await bringIn(vault, path);
    expect(counts).toMatchObject({ added: 2, refused: 0, skipped: 1 });
    expect(
      archives.map(({ uscc, firstContactOn, contacts }) => [uscc, firstContactOn, contacts[0]?.mobile]),
    ).toEqual([
      ['91440604MA4UP0CA1W', '2017-04-20', '13900016001'],
      [null, '2018-03-05', '13900016002'],
    ]);
  });

  it.each([
    ['r18: html', 'a.xls', readFileSync(fieldFile('r18-html-div.xls')), 'import.web_page'],
    [
      'mht',
      'a.xls',
      'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n',
      'import.web_archive',
    ],
    [
      'Big5',
      'b.csv',
      // 客戶名稱,聯絡電話,地址,備註 and a row, as a program in Taiwan writes them.
      Buffer.from(
        'abc8a4e1a657bad92cc170b5b8b971b8dc2ca661a77d2cb3c6b5f90aa5c3a9e6aabbc4deaaafa5aba4bda5712c303932382d3132332d3435362ca578a55fa5aba4a4a473b8f42cb5c4a4a4',
        'hex',
      ),
      'import.big5',
    ],
  ])('%s is said in words (%s)', async (_what, name, bytes, code) => {
    await using vault = await openTestVault();
    const path = join(vault.folder, name);
    writeFileSync(path, bytes);
    const token = vault.grant('archivist', path);
    await expect(vault.as('archivist').import.inspect({ token })).rejects.toMatchObject({ message: code });
    for (const language of ['zh-CN', 'en'] as const) {
      const words = issueWords(language, { code, column: '', value: '' });
      expect(words).toMatch(/\.xlsx/);
    }
  });

  it('v02c: a stray quotation mark takes no customer into the note of another', async () => {
    await using vault = await openTestVault();
    const { archives, said, counts } = await bringIn(vault, 'v02c-open-quote-then-other-业务客户.csv');
    expect(counts).toMatchObject({ added: 5, refused: 0 });
    expect(archives.map(({ name, note }) => [name, note])).toEqual([
      ['枫一五金厂', '好'],
      ['枫二五金厂', '"12寸扳手'],
      ['枫三五金厂', '好'],
      ['枫四五金厂', '"十字螺丝'],
      ['枫五五金厂', '好'],
    ]);
    expect(said).toEqual({ 2: [], 3: ['open_quote'], 4: [], 5: ['open_quote'], 6: [] });
    expect(await archivesOf(vault)).toHaveLength(5);
  });
});
