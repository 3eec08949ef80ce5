import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { tableToXlsx } from '../../../db/features/documents/writers/xlsx.ts';

const HOSTILE = [
  '=1+1',
  '+8613800138000',
  '-2',
  '@SUM(A1)',
  '\t=1',
  '<script>alert(1)</script>',
  '𠮷野家',
  '００１',
];

async function readBack(bytes: Uint8Array) {
  const workbook = await readXlsx(bytes, { readStyles: true });
  const sheet = workbook.sheets[0];
  if (!sheet) throw new Error('no sheet');
  return sheet;
}

describe('a table as xlsx', () => {
  it('keeps texts as texts, whatever they begin with', async () => {
    const bytes = await tableToXlsx({
      name: 'list',
      columns: [{ title: '名称' }, { title: '合同额', kind: 'number' }],
      rows: HOSTILE.map((text, index) => [text, index]),
    });
    const sheet = await readBack(bytes);
    expect(sheet.rows[0]).toEqual(['名称', '合同额']);
    expect(sheet.rows.slice(1).map((row) => row[0])).toEqual(HOSTILE.map((text) => text.replace('\t', ' ')));
    expect(sheet.rows.slice(1).map((row) => row[1])).toEqual(HOSTILE.map((_, index) => index));
    for (const cell of sheet.cells?.values() ?? []) expect(cell.formula).toBeUndefined();
  });

  it('marks text cells as text, so that editing one in Excel does not make a formula of it', async () => {
    const sheet = await readBack(
      await tableToXlsx({ name: 'x', columns: [{ title: 'a' }], rows: [['=1+1']] }),
    );
    expect(sheet.cells?.get('1,0')?.style?.numFmt).toBe('@');
  });

  it('writes a list without rows, and sheet names that Excel would refuse', async () => {
    const sheet = await readBack(
      await tableToXlsx({ name: "'a/b:c*[d]?\\e'".repeat(9), columns: [{ title: 'a' }], rows: [] }),
    );
    expect(sheet.name).not.toMatch(/[[\]:*?/\\]/);
    expect(sheet.name.length).toBeLessThanOrEqual(31);
    expect(sheet.rows).toEqual([['a']]);
  });

  it('drops what XML forbids and cuts what Excel cannot hold', async () => {
    const sheet = await readBack(
      await tableToXlsx({
        name: 'x',
        columns: [{ title: 'a' }],
        rows: [['a\u0000\u0001b\uD800c\uFFFFd'], ['中'.repeat(40_000)]],
      }),
    );
    expect(sheet.rows[1]?.[0]).toBe('abcd');
    expect(String(sheet.rows[2]?.[0]).length).toBe(32_767);
  });
});
