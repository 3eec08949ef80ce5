import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { LIMITS } from '../../../db/features/import/reading/limits.ts';
import { readTable } from '../../../db/features/import/reading/read-table.ts';
import { isDateFormat } from '../../../db/domain/cells/number-format.ts';
import { xmlScanner } from '../../../db/features/import/reading/xml.ts';
import { sheetData, workbookParts, writeWorkbook, zip } from './support/workbook.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-parts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const fresh = () => join(folder, `${++files}.xlsx`);

describe('1. the sheets of a workbook', () => {
  const three = ['甲', '乙', '丙'].map((name) => ({ name, xml: sheetData([[name]]) }));
  /** The workbook with the relation of its second sheet changed. */
  const withSecond = (change: (relations: string) => string) => {
    const parts = workbookParts({ sheets: three }).map((part) =>
      part.name === 'xl/_rels/workbook.xml.rels' ? { ...part, data: change(String(part.data)) } : part,
    );
    const path = fresh();
    writeFileSync(path, zip(parts));
    return path;
  };
  const namesOf = async (path: string) =>
    (await readTable({ path, maxRows: 5 }, async () => undefined)).sheets.map(({ name }) => name);

  it('are those with cells: one that is a chart is left out', async () => {
    const path = withSecond((text) => text.replace(/(Id="rId2" Type="[^"]*\/)worksheet"/, '$1chartsheet"'));
    expect(await namesOf(path)).toEqual(['甲', '丙']);
  });

  it('are those that lead to a part: one without is left out', async () => {
    expect(await namesOf(withSecond((text) => text.replace('Id="rId2"', 'Id="rId9"')))).toEqual(['甲', '丙']);
  });
});

describe('2. the XML of a part', () => {
  const scan = (...pieces: Array<string | null>) => {
    const texts: string[] = [];
    const scanner = xmlScanner({
      open: () => undefined,
      close: () => undefined,
      wantsText: () => true,
      text: (text) => void texts.push(text),
    });
    for (const piece of pieces) scanner(piece);
    return texts;
  };
  const full = 'x'.repeat(LIMITS.xmlToken);

  it('may have a text as long as the limit, and not one character more', () => {
    expect(scan('<v>', full, '</v>', null)).toEqual([full]);
    expect(() => scan('<v>', `${full}x`)).toThrow('import.too_large');
  });

  it('may not have a tag without end, which is told before the rest has come', () => {
    expect(() => scan('<v>', `<${full}`)).toThrow('import.damaged');
  });
});

it('3. a reference that names no column stands right of the cell before, one far out is left out', async () => {
  const cells = ['"B1"', '"9"', '"c1"', '"XFE1"'].map((at, index) => `<c r=${at}><v>${index}</v></c>`);
  const path = writeWorkbook(fresh(), {
    sheets: [{ name: 'S', xml: `<sheetData><row r="1">${cells.join('')}</row></sheetData>` }],
  });
  const { sheets } = await readTable({ path, maxRows: 5 }, async () => undefined);
  expect(sheets[0]?.rows).toEqual([{ row: 1, cells: [null, 0, 1, 2] }]);
});

const look = async (path: string, maxRows = 5) =>
  (await readTable({ path, maxRows }, async () => undefined)).sheets;
const codeOf = (path: string) =>
  look(path).then(
    () => 'read',
    (error: { code?: string }) => error.code,
  );
function written(parts: Parameters<typeof zip>[0]): string {
  const path = fresh();
  writeFileSync(path, zip(parts));
  return path;
}
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
/** One sheet, 甲, with one part said otherwise; `undefined` leaves it out. */
const withPart = (name: string, change: (data: string) => string | Uint8Array | undefined) =>
  workbookParts({ sheets: [{ name: '甲', xml: sheetData([['甲']]) }] }).flatMap((part) => {
    const data = part.name === name ? change(String(part.data)) : part.data;
    return data === undefined ? [] : [{ ...part, data }];
  });
const cellsOf = async (path: string) => (await look(path)).map(({ rows }) => rows.map(({ cells }) => cells));

describe('4. the way to the sheets', () => {
  const root = (inner: string) =>
    withPart('_rels/.rels', (text) => text.replace('<Relationship ', `${inner}<Relationship `));

  it.each([
    ['one outside', 'Relationship', 'Target="http://a/b.xml" TargetMode="External"'],
    ['another element', 'Other', 'Target="b.xml"'],
  ])('leads past %s', async (_what, element, target) => {
    const first = `<${element} Id="a" Type="${RELATIONS}/officeDocument" ${target}/>`;
    expect(await cellsOf(written(root(first)))).toEqual([[['甲']]]);
  });

  it.each([
    ['one outside', 'Relationship', 'TargetMode="External"'],
    ['another element', 'Other', ''],
  ])('takes no sheet from %s', async (_what, element, mode) => {
    const parts = withPart('xl/_rels/workbook.xml.rels', (text) =>
      text.replace(
        '</Relationships>',
        `<${element} Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/none.xml" ${mode}/></Relationships>`,
      ),
    );
    expect(await cellsOf(written(parts))).toEqual([[['甲']]]);
  });

  it('is the usual one where none is said, and may start elsewhere', async () => {
    expect(await cellsOf(written(withPart('_rels/.rels', () => undefined)))).toEqual([[['甲']]]);
    const moved = withPart('_rels/.rels', (text) => text.replace('xl/workbook.xml', '/book/main.xml')).map(
      (part) => ({
        ...part,
        name: part.name
          .replace('xl/workbook.xml', 'book/main.xml')
          .replace('xl/_rels/workbook', 'book/_rels/main'),
        data: String(part.data).replace('worksheets/sheet1', '../xl/./worksheets//sheet1'),
      }),
    );
    expect(await cellsOf(written(moved))).toEqual([[['甲']]]);
    const whole = withPart('xl/_rels/workbook.xml.rels', (text) =>
      text.replace('worksheets/sheet1', '/xl/worksheets/sheet1'),
    );
    expect(await cellsOf(written(whole))).toEqual([[['甲']]]);
  });

  it('leads to no workbook of another kind', async () => {
    const binary = withPart('_rels/.rels', (text) => text.replace('xl/workbook.xml', 'xl/other.bin'));
    expect(await codeOf(written(binary))).toBe('import.binary_workbook');
    expect(await codeOf(written([...withPart('', String), { name: 'xl/workbook.bin', data: 'x' }]))).toBe(
      'import.binary_workbook',
    );
    expect(await codeOf(written([{ name: 'Index/Document.iwa', data: 'x' }]))).toBe(
      'import.other_spreadsheet',
    );
    const chart = withPart('xl/_rels/workbook.xml.rels', (text) =>
      text.replace('/worksheet"', '/chartsheet"'),
    );
    expect(await codeOf(written(chart))).toBe('import.not_a_workbook');
  });

  it('may name texts and formats that are not there', async () => {
    const parts = workbookParts({
      sheets: [{ name: '甲', xml: sheetData([['甲']]) }],
      sharedStrings: '',
      styles: '',
    });
    const without = parts.filter(({ name }) => !/sharedStrings|styles/.test(name));
    expect(await cellsOf(written(without))).toEqual([[['甲']]]);
  });

  it('leads to 256 sheets at most', async () => {
    const sheets = (count: number) =>
      withPart('xl/workbook.xml', (text) =>
        text.replace('</sheets>', `${'<sheet name="x" r:id="none"/>'.repeat(count - 1)}</sheets>`),
      );
    expect(await codeOf(written(sheets(LIMITS.sheets)))).toBe('read');
    expect(await codeOf(written(sheets(LIMITS.sheets + 1)))).toBe('import.too_large');
  });

  it.each(['utf-16le', 'utf-16be'] as const)('may be written in %s', async (encoding) => {
    const parts = withPart('xl/worksheets/sheet1.xml', (text) => {
      const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
      return encoding === 'utf-16le' ? bytes : bytes.swap16();
    });
    expect(await cellsOf(written(parts))).toEqual([[['甲']]]);
  });
});

describe('5. what a workbook says of its sheets', () => {
  it.each([
    ['', false],
    [' state="visible"', false],
    [' state="hidden"', true],
  ])('%j is hidden: %s', async (state, hidden) => {
    const parts = withPart('xl/workbook.xml', (text) => text.replace(' sheetId', `${state} sheetId`));
    expect((await look(written(parts)))[0]?.hidden).toBe(hidden);
  });

  it.each([
    ['1', '2017-02-04'],
    ['true', '2017-02-04'],
    ['0', '2013-02-03'],
    ['10', '2013-02-03'],
    ['untrue', '2013-02-03'],
  ])('days are counted from 1904 where it says so: %s', async (said, day) => {
    const styles = '<cellXfs><xf numFmtId="14"/></cellXfs>';
    const xml = '<sheetData><row><c s="0"><v>41308</v></c></row></sheetData>';
    const parts = workbookParts({ sheets: [{ name: '甲', xml }], styles }).map((part) => ({
      ...part,
      data: String(part.data).replace('<workbookPr/>', `<workbookPr date1904="${said}"/>`),
    }));
    expect(await cellsOf(written(parts))).toEqual([[[day]]]);
  });

  it('has as many rows as it says, or as its last one says', async () => {
    const counted = async (said: string) =>
      (
        await look(
          writeWorkbook(fresh(), { sheets: [{ name: '甲', xml: `${said}${sheetData([['1'], ['2']])}` }] }),
          1,
        )
      )[0]?.rowCount;
    expect([
      await counted(''),
      await counted('<dimension ref="A1:B9"/>'),
      await counted('<dimension ref="A1"/>'),
    ]).toEqual([2, 9, 2]);
  });

  it('joins cells by references of every form, not a cell with itself', async () => {
    const refs = ['A1:A3', '$B$2:$C$2', 'AA10:ZZ12', 'D4', 'D4:D4', '!E1:F1', 'E1:F1 x', 'e1:f1'];
    const xml = `${sheetData([['1']])}<mergeCells>${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}<mergeCell/></mergeCells>`;
    const merges = (await look(writeWorkbook(fresh(), { sheets: [{ name: '甲', xml }] })))[0]?.merges;
    expect(merges).toEqual([
      { top: 1, left: 1, bottom: 3, right: 1 },
      { top: 2, left: 2, bottom: 2, right: 3 },
      { top: 10, left: 27, bottom: 12, right: 702 },
    ]);
  });

  it('joins no more cells than there may be', async () => {
    const xml = `${sheetData([['1']])}<mergeCells>${'<mergeCell ref="A1:A3"/>'.repeat(LIMITS.merges + 1)}</mergeCells>`;
    const [sheet] = await look(writeWorkbook(fresh(), { sheets: [{ name: '甲', xml }] }));
    expect(sheet?.merges).toHaveLength(LIMITS.merges);
  });
});

describe('6. cells', () => {
  const rowOf = async (row: string, more: { sharedStrings?: string; styles?: string } = {}) =>
    (
      await cellsOf(
        writeWorkbook(fresh(), { sheets: [{ name: '甲', xml: `<sheetData>${row}</sheetData>` }], ...more }),
      )
    )[0];

  it('stand in columns up to the last that there may be', async () => {
    const [row] =
      (await rowOf('<row><c r="Z1"><v>1</v></c><c r="SR1"><v>2</v></c><c r="SS1"><v>3</v></c></row>')) ?? [];
    expect([row?.length, row?.[25], row?.[511]]).toEqual([LIMITS.columns, 1, 2]);
  });

  it('without anything in them make no row', async () => {
    expect(await rowOf('<row><c t="s"><v>0</v></c></row>', { sharedStrings: '<si><t></t></si>' })).toEqual(
      [],
    );
  });

  it('leave out how a text is pronounced', async () => {
    const text = '<t>乙</t><rPh><t>yi</t></rPh><r><t>丙</t></r>';
    expect(await rowOf(`<row><c t="inlineStr"><is>${text}</is></c></row>`)).toEqual([['乙丙']]);
    expect(await rowOf('<row><c t="s"><v>0</v></c></row>', { sharedStrings: `<si>${text}</si>` })).toEqual([
      ['乙丙'],
    ]);
  });

  it('are in a row with a number from one', async () => {
    const path = (row: string) =>
      writeWorkbook(fresh(), { sheets: [{ name: '甲', xml: `<sheetData>${row}</sheetData>` }] });
    expect(await codeOf(path('<row r="0"><c><v>1</v></c></row>'))).toBe('import.damaged');
    expect(await codeOf(path('<row r="1.5"><c><v>1</v></c></row>'))).toBe('import.damaged');
    expect(await codeOf(path('<row r="1"><c><v>1</v></c></row>'))).toBe('read');
  });

  it('show a day by the format of their style', async () => {
    const ids = [0, 13, 14, 17, 18, 21, 22, 26, 27, 36, 37, 45, 49, 50, 58, 59, 164];
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="0.0"/><numFmt numFmtId="17" formatCode="0"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
      `<cellXfs>${ids.map((id) => `<xf numFmtId="${id}"/>`).join('')}<xf/></cellXfs><dxfs><xf numFmtId="14"/></dxfs>`;
    const cells = [...ids, 164, 14].map((_, style) => `<c s="${style}"><v>41308</v></c>`).join('');
    const [row = []] =
      (await rowOf(`<row>${cells}<c><v>1</v></c><c s="2"><v>-5</v></c></row>`, { styles })) ?? [];
    const days = ids.filter((_, index) => row[index] === '2013-02-03');
    expect(days).toEqual([14, 22, 27, 36, 50, 58]);
    expect(row.slice(ids.length)).toEqual([41308, 41308, 1, -5]);
  });
});

it.each([
  ['yyyy-m-d', true],
  ['YYYY"年"', true],
  ['[$-804]d', true],
  ['h:mm', false],
  ['General', false],
  ['0"day"', false],
  ['0"a" d "b"', true],
  ['0\\d', false],
  ['0_y', false],
  ['*d0', false],
  ['[Red]0', false],
  ['[Red]0;[Red]d', true],
])('7. the format %s shows a day: %s', (code, shows) => {
  expect(isDateFormat(code)).toBe(shows);
});
