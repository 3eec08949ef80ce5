import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { LIMITS } from '../../../db/features/import/reading/limits.ts';
import { readTable } from '../../../db/features/import/reading/read-table.ts';
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
