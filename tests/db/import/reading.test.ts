import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTable } from '../../../db/features/import/reading/read-table.ts';
import type { TableRow } from '../../../db/wire.ts';
import { sheetData, workbookParts, writeWorkbook, zip, type SheetSpec } from './support/workbook.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-reading-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const fresh = (extension: string) => join(folder, `${++files}.${extension}`);
function file(extension: string, data: string | Uint8Array): string {
  const path = fresh(extension);
  writeFileSync(path, data);
  return path;
}

async function read(path: string, sheet = '', maxRows = 1000) {
  const rows: TableRow[] = [];
  const summary = await readTable({ path, sheet, maxRows }, async (batch) => void rows.push(...batch));
  return { summary, rows, cells: rows.map((row) => row.cells) };
}
const sheet = (xml: string): readonly SheetSpec[] => [{ name: 'S', xml }];
const code = (path: string, name = '') =>
  read(path, name).then(
    () => 'read',
    (error: { code?: string }) => error.code,
  );

describe('1. text files', () => {
  const TABLE = '客户名称,手机\r\n佛山市金艺,138\r\n';
  const utf16 = (text: string, littleEndian: boolean) => {
    const bytes = Buffer.from(text, 'utf16le');
    return littleEndian ? bytes : bytes.swap16();
  };
  const GB18030 = Buffer.from('bfcdbba7c3fbb3c62ccad6bbfa0d0ab7f0c9bdcad0bdf0d2d52c3133380d0a', 'hex');

  it.each([
    ['UTF-8', Buffer.from(TABLE), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${TABLE}`), 'utf-8'],
    ['UTF-16 LE with a mark', utf16(`\uFEFF${TABLE}`, true), 'utf-16le'],
    ['UTF-16 BE with a mark', utf16(`\uFEFF${TABLE}`, false), 'utf-16be'],
    ['UTF-16 LE', utf16(TABLE.repeat(9), true).subarray(0, 54), 'utf-16le'],
    ['GB18030', GB18030, 'gb18030'],
  ])('finds %s by its content', async (_name, bytes, encoding) => {
    const { summary, cells } = await read(file('csv', bytes));
    expect(summary).toMatchObject({ kind: 'text', encoding, delimiter: ',' });
    expect(cells.slice(0, 2)).toEqual([
      ['客户名称', '手机'],
      ['佛山市金艺', '138'],
    ]);
  });

  it('keeps UTF-8 as UTF-8 when a few bytes are broken or the end is cut off', async () => {
    const bytes = Buffer.concat([
      Buffer.from(TABLE.repeat(20)),
      Buffer.from([0xff, 0xfe, 0x80, 0x2c]),
      Buffer.from('金').subarray(0, 2),
    ]);
    const { summary, cells } = await read(file('csv', bytes));
    expect(summary.encoding).toBe('utf-8');
    expect(cells.at(-1)?.[0]).toContain('\uFFFD');
  });

  it('goes by the first line where the rows are in another encoding, so that the titles are read', async () => {
    const bytes = Buffer.concat([Buffer.from(TABLE.slice(0, 9)), GB18030.subarray(GB18030.indexOf(10) + 1)]);
    const { summary, cells } = await read(file('csv', bytes));
    expect(summary.encoding).toBe('utf-8');
    expect(cells[0]).toEqual(['客户名称', '手机']);
    expect(cells[1]?.[0]).toContain('\uFFFD');
  });

  it.each([
    ['a;b;c\n1,5;2;3\n', ';'],
    ['a\tb\n1, 2\t3\n', '\t'],
    ['a,b\n"x;y;z",2\n', ','],
    ['sep=|\na|b\n', '|'],
    ['one\ntwo\n', ','],
  ])('finds the delimiter of %j', async (text, delimiter) => {
    expect((await read(file('csv', text))).summary.delimiter).toBe(delimiter);
  });

  it('reads quotes, doubled quotes, line breaks inside them and rows of any length', async () => {
    const text = 'a,b,c\r"x ""y""\r\nz",2\r\n\n,,\nlast,5" pipe,"end';
    const { rows } = await read(file('csv', `${text}"`));
    expect(rows).toEqual([
      { row: 1, cells: ['a', 'b', 'c'] },
      { row: 2, cells: ['x "y"\r\nz', '2'] },
      { row: 5, cells: ['last', '5" pipe', 'end'] },
    ]);
  });

  it('parts a text the same way wherever a piece of it ends', async () => {
    const line = `${'客'.repeat(50)},"引""号,${'内'.repeat(20)}"\r\n`;
    const { rows } = await read(file('csv', line.repeat(9_000)), '', 10_000);
    expect(rows).toHaveLength(9_000);
    expect(new Set(rows.map(({ cells }) => cells.join('|'))).size).toBe(1);
  });

  it('says which row has a quotation mark that is never closed', async () => {
    await expect(read(file('csv', `a,b\n1,"${'x'.repeat(40_000)}\n`))).rejects.toMatchObject({
      code: 'import.open_quote',
      data: { row: 2 },
    });
  });

  it.each([
    ['nothing', '', 'import.empty'],
    ['only blanks', ' \r\n\r\n', 'import.empty'],
    ['a program', Buffer.from(`MZ${'\u0007\u0001'.repeat(500)}`), 'import.not_a_table'],
    ['a web page', '<html><table><tr><td>x</td></tr></table></html>', 'import.web_page'],
  ])('refuses %s', async (_name, data, expected) => {
    expect(await code(file('csv', data))).toBe(expected);
  });

  it('refuses more rows than were asked for instead of cutting them off', async () => {
    await expect(read(file('csv', 'a,b\n'.repeat(30)), '', 20)).rejects.toMatchObject({
      code: 'import.too_many_rows',
      data: { limit: 20 },
    });
  });
});

describe('2. workbooks', () => {
  it('reads shared, inline, rich and computed texts, numbers, truth and errors', async () => {
    const path = writeWorkbook(fresh('xlsx'), {
      sharedStrings:
        '<si><t xml:space="preserve"> 甲 </t></si><si><r><t>乙</t></r><r><t>丙</t></r><rPh><t>yi</t></rPh></si><si><t>a_x000D_&amp;&lt;&#x4E00;</t></si>',
      sheets: sheet(
        '<sheetData><row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c><c r="D3" t="s"><v>2</v></c></row>' +
          '<row r="5"><c t="str"><f>1+1</f><v>二</v></c><c><f>SUM(A1)</f><v>13812345678</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c>' +
          '<c t="inlineStr"><is><t>=1+1</t></is></c><c/><c t="s"><v>99</v></c></row><row r="6"><c r="A6"/></row></sheetData>',
      ),
    });
    expect((await read(path, 'S')).rows).toEqual([
      { row: 3, cells: [null, ' 甲 ', '乙丙', 'a\r&<一'] },
      { row: 5, cells: ['二', 13812345678, true, '#N/A', '=1+1'] },
    ]);
  });

  it('reads numbers in a date format as days, in both calendars', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="165" formatCode="[Red]#,##0&quot;day&quot;"/></numFmts>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/></cellXfs>';
    const cells = [0, 1, 2, 3, 4].map((style) => `<c s="${style}"><v>41308.5</v></c>`).join('');
    const spec = { styles, sheets: sheet(`<sheetData><row r="1">${cells}</row></sheetData>`) };
    const modern = await read(writeWorkbook(fresh('xlsx'), spec), 'S');
    expect(modern.cells).toEqual([[41308.5, '2013-02-03', '2013-02-03', 41308.5, 41308.5]]);
    const old = await read(writeWorkbook(fresh('xlsx'), { ...spec, date1904: true }), 'S');
    expect(old.cells[0]?.[1]).toBe('2017-02-04');
  });

  it('lists sheets with their first rows, says which are hidden, and tells joined cells', async () => {
    const path = writeWorkbook(fresh('xlsx'), {
      sheets: [
        {
          name: '甲',
          xml: `<dimension ref="A1:C9"/>${sheetData([['1'], ['2'], ['3']])}<mergeCells><mergeCell ref="A1:C1"/></mergeCells>`,
        },
        { name: '乙', xml: sheetData([]), state: 'veryHidden' },
      ],
    });
    const summary = await readTable({ path, maxRows: 2 }, async () => undefined);
    expect(summary.sheets).toMatchObject([
      { name: '甲', hidden: false, rowCount: 9, rows: [{ row: 1 }, { row: 2 }] },
      { name: '乙', hidden: true, rowCount: 0, rows: [] },
    ]);
    expect((await read(path, '甲')).summary.sheets[0]?.merges).toEqual([
      { top: 1, left: 1, bottom: 1, right: 3 },
    ]);
  });

  it.each([
    ['the start of an old workbook', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'import.truncated'],
    ['a zip of something else', zip([{ name: 'a.txt', data: 'x' }]), 'import.not_a_workbook'],
    [
      'an OpenDocument text',
      zip([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.text' }]),
      'import.other_spreadsheet',
    ],
    [
      'an OpenDocument table without its content',
      zip([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet' }]),
      'import.damaged',
    ],
    ['a binary workbook', zip([{ name: 'xl/workbook.bin', data: 'x' }]), 'import.binary_workbook'],
    [
      'half a workbook',
      zip(workbookParts({ sheets: sheet(sheetData([['x'.repeat(3000)]])) })).subarray(0, 900),
      'import.truncated',
    ],
    [
      'an encrypted part',
      zip(workbookParts({ sheets: sheet('') }).map((part) => ({ ...part, encrypted: true }))),
      'import.encrypted',
    ],
    [
      'a wrong check sum',
      zip(workbookParts({ sheets: sheet('') }).map((part) => ({ ...part, claimedCrc: 1 }))),
      'import.damaged',
    ],
    ['text in the wrong place', Buffer.from('\u0001\u0002\u0003\u0004\u0005'), 'import.not_a_workbook'],
  ])('refuses %s', async (_name, data, expected) => {
    expect(await code(file('xlsx', data), 'S')).toBe(expected);
  });

  it.each([
    ['declarations of entities', '<!DOCTYPE a [<!ENTITY b "c">]><sheetData/>', 'import.damaged'],
    ['a tag that never ends', `<sheetData><row r="1" ${'x'.repeat(9_000_000)}`, 'import.damaged'],
    ['a row that is no number', '<sheetData><row r="x"><c><v>1</v></c></row></sheetData>', 'import.damaged'],
    ['an unfinished part', '<sheetData><row r="1"><c><v>1', 'import.damaged'],
  ])('refuses %s', async (_name, xml, expected) => {
    const parts = workbookParts({ sheets: sheet('') }).map((part) =>
      part.name.endsWith('sheet1.xml') ? { ...part, data: xml } : part,
    );
    expect(await code(file('xlsx', zip(parts)), 'S')).toBe(expected);
  });

  it('says of a bomb that it is too large, and not that it is damaged', async () => {
    const filled = `<sheetData><row r="1"><c t="str"><v>${'0'.repeat(40_000_000)}</v></c></row></sheetData>`;
    const parts = workbookParts({ sheets: sheet(filled) });
    expect(await code(file('xlsx', zip(parts)), 'S')).toBe('import.too_large');
    const lying = parts.map((part) => ({ ...part, claimedSize: 100 }));
    expect(await code(file('xlsx', zip(lying)), 'S')).toBe('import.too_large');
  });

  it('stops a bomb by what comes out of it, whatever its directory claims', async () => {
    const blank = `<sheetData>${'<row r="1"/>'.repeat(4_000_000)}</sheetData>`;
    const parts = workbookParts({ sheets: sheet(blank) }).map((part) => ({ ...part, claimedSize: 100 }));
    expect(await code(file('xlsx', zip(parts)), 'S')).toBe('import.too_large');
  });

  it('keeps only as much of a text as a cell may have, and only so many columns', async () => {
    const cells = `<c r="A1" t="inlineStr"><is><t>${'长'.repeat(40_000)}</t></is></c><c r="XFD1"><v>1</v></c>`;
    const { cells: rows } = await read(
      writeWorkbook(fresh('xlsx'), { sheets: sheet(`<sheetData><row r="1">${cells}</row></sheetData>`) }),
      'S',
    );
    expect(String(rows[0]?.[0]).length).toBe(32_768);
    expect(rows[0]).toHaveLength(1);
  });

  it('puts cells where they say, or right of the one before', async () => {
    const rows = [
      '<row r="2"><c r="B2"><v>1</v></c><c><v>2</v></c><c r="AA2"><v>3</v></c></row>',
      '<row><c><v>4</v></c><c/><c r="C3" t="str"><v/></c></row>',
      '<row r="7"/>',
      '<row r="9"><c r="A9" t="b"><v>true</v></c><c t="b"><v>0</v></c><c t="d"><v>2024-01-02T10:00:00</v></c><c><v>x1</v></c><c t="s"><v>9</v></c></row>',
    ];
    const path = writeWorkbook(fresh('xlsx'), {
      sheets: sheet(`<dimension ref="A1:C9"/><sheetData>${rows.join('')}</sheetData>`),
    });
    const { rows: found } = await read(path, 'S');
    const nulls = (count: number) => Array.from({ length: count }, () => null);
    expect(found).toEqual([
      { row: 2, cells: [null, 1, 2, ...nulls(23), 3] },
      { row: 3, cells: [4] },
      { row: 9, cells: [true, false, '2024-01-02', 'x1'] },
    ]);
  });

  it('says when a sheet is not there', async () => {
    expect(await code(writeWorkbook(fresh('xlsx'), { sheets: sheet('') }), 'T')).toBe('import.no_such_sheet');
  });
});
