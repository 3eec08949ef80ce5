import { describe, expect, it } from 'vitest';
import type { CellValue } from '../../../db/domain/cells/text.ts';
import type { ImportField } from '../../../db/features/import/columns.ts';
import {
  duplicateTitles,
  fillMerges,
  understandSheet,
  widened,
} from '../../../db/features/import/understand.ts';
import type { TableRow } from '../../../db/wire.ts';

const rowsOf = (...rows: CellValue[][]): TableRow[] =>
  rows.map((cells, index) => ({ row: index + 1, cells }));
const understand = (rows: TableRow[], sheetName = 'Sheet1') =>
  understandSheet(rows, { sheetName, kind: 'workbook' });
const column = (index: number, title: string, field: ImportField) => ({ index, title, field, samples: [] });

describe('1. how far is looked', () => {
  it('for titles forty rows', () => {
    const below = (count: number) =>
      understand(
        rowsOf(...Array.from({ length: count }, () => ['甲乙']), ['客户名称', '手机'], ['甲公司', '1']),
      );
    expect([below(39).headerRow, below(40).headerRow]).toEqual([40, null]);
  });

  it('for garbled characters the same', () => {
    const codes = (count: number) =>
      understand(rowsOf(...Array.from({ length: count }, () => ['甲']), ['\uFFFD\uFFFDa'])).problems.map(
        ({ code }) => code,
      );
    expect([codes(39), codes(40)]).toEqual([['import.titles_garbled'], ['import.no_header']]);
  });

  it('for samples fifty rows, three of them, each once and short', () => {
    const samples = (...values: string[]) =>
      understand(rowsOf(['客户名称', '手机'], ...values.map((value) => ['甲公司', value]))).columns[1]
        ?.samples;
    const blank = (count: number) => Array.from({ length: count }, () => '');
    expect(samples('1', '1', '2', '3', '4')).toEqual(['1', '2', '3']);
    expect(samples(...blank(49), '5')).toEqual(['5']);
    expect(samples(...blank(50), '5')).toEqual([]);
    expect(samples('长'.repeat(61))).toEqual(['长'.repeat(60)]);
  });
});

describe('2. titles in two rows', () => {
  const lower = (...cells: CellValue[]) => {
    const rows = rowsOf(['客户名称', '联系人', null], cells, ['甲公司', '张三', '13812345678']);
    return understandSheet(rows, { sheetName: '', kind: 'workbook', headerRow: 1 }).lastTitleRow;
  };
  it.each<[CellValue[], number]>([
    [[null, '姓名', '电话'], 2],
    [[null, '姓名', null], 1],
    [[null, '姓名', '甲'], 1],
    [['单位名称', '姓名', '电话'], 1],
  ])('%j is the last of them: row %i', (cells, row) => {
    expect(lower(...cells)).toBe(row);
  });
});

describe('3. the category', () => {
  const of = (sheetName: string, above: string, nameTitle: string) =>
    understand(rowsOf([above], [nameTitle, '手机'], ['甲公司', '1']), sheetName).category;
  it.each([
    ['供应商', '业务客户台账', '名称', 'supplier'],
    ['Sheet1', '业务客户台账', '供应商名称', 'client'],
    ['Sheet1', '2025年', '供应商名称', 'supplier'],
    ['Sheet1', '2025年', '客户名称', null],
  ])('of %s, %s and %s is %s', (sheetName, above, nameTitle, category) => {
    expect(of(sheetName, above, nameTitle)).toBe(category);
  });
});

describe('4. columns', () => {
  it('that say the same are named, unless they may', () => {
    const columns = [column(0, '名称', 'name'), column(1, '单位', 'name'), column(2, '电话', 'phone')];
    expect(duplicateTitles([...columns, column(3, '电话二', 'phone'), column(4, '等级', 'grade')])).toEqual([
      '名称',
      '单位',
    ]);
  });

  it('get the titles that a later header adds, where they had none', () => {
    const columns = [column(0, '名称', 'name'), column(1, '', 'ignore'), column(2, '', 'other')];
    const found = widened(columns, ['主顾', '手机', '名称', '怪题', null, '手机']);
    expect(found.map(({ title, field }) => [title, field])).toEqual([
      ['名称', 'name'],
      ['手机', 'mobile'],
      ['名称', 'other'],
      ['怪题', 'other'],
      ['', 'ignore'],
      ['手机', found[5]?.field],
    ]);
    const chosen = [column(0, '名称', 'name'), column(1, '', 'grade')];
    expect(widened(chosen, ['名称', '手机'])[1]).toMatchObject({ title: '', field: 'grade' });
  });
});

describe('5. cells joined over several rows', () => {
  const fill = (top: number, bottom: number, left: number, headerRow = 1) => {
    const rows = rowsOf(['分类', '名称'], ['供应商', '甲'], [null, '乙'], ['合作机构', '丙'], []);
    fillMerges(rows, [{ top, left, bottom, right: left }], headerRow);
    return rows.map(({ cells }) => cells);
  };
  const before = [['分类', '名称'], ['供应商', '甲'], [null, '乙'], ['合作机构', '丙'], []];

  it('fill what is empty and keep what is not', () => {
    expect(fill(2, 4, 1)[2]).toEqual(['供应商', '乙']);
    expect(fill(2, 4, 1)[3]).toEqual(['合作机构', '丙']);
    expect(fill(4, 5, 2)[4]).toEqual([null, '丙']);
  });

  it('fill nothing in one row, from the titles, from an empty cell, or where one goes on for thousands', () => {
    expect(fill(2, 2, 1)).toEqual(before);
    expect(fill(2, 3, 1, 2)).toEqual(before);
    expect(fill(3, 4, 1)).toEqual(before);
    expect(fill(2, 2_002, 1)).toEqual(before);
    expect(fill(2, 2_001, 1)[2]).toEqual(['供应商', '乙']);
    expect(fill(9, 12, 1)).toEqual(before);
  });
});
