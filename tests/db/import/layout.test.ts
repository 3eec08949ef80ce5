import { describe, expect, it } from 'vitest';
import type { CellValue } from '../../../db/domain/cells/text.ts';
import type { ImportField } from '../../../db/features/import/columns.ts';
import { fillMerges, understandSheet, widened } from '../../../db/features/import/understand.ts';
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

describe('3. the row of titles', () => {
  const header = (...rows: CellValue[][]) => understand(rowsOf(...rows)).headerRow;
  const more = ['客户名称', '客户分类', '联系人', '手机'];

  it('is the better of two that follow each other, also below a line that is none', () => {
    expect(header(['2025年度'], ['客户名称', '联系人'], more, ['乙公司'])).toBe(3);
    expect(header(['2025年度'], ['客户名称', '联系人'], ['甲公司', '张三'], more, ['乙公司'])).toBe(2);
  });

  it.each<[CellValue[], number | null]>([
    [['客户名称'], 1],
    [['手机'], null],
    [['客户名称', null, ''], 1],
    [['客户名称', '甲'], null],
    [['客户名称', '单位名称'], 1],
    [['客户名称', '单位名称', '甲'], null],
    [['手机', '联系人'], 1],
    [['手机', '甲', '乙', '丙', '丁', '戊', '己'], null],
    [['手机', '联系人', 1], 1],
  ])('may be %j: row %s', (titles, row) => {
    expect(header(titles, ['x'])).toBe(row);
  });

  it.each<[string, CellValue[], CellValue[]]>([
    ['more titles', ['手机', '联系人'], ['手机', '联系人', '地址']],
    ['a name among them', ['手机', '联系人'], ['手机', '客户名称']],
    ['fewer others', ['手机', '联系人', '甲', '乙'], ['手机', '联系人', '甲']],
    ['no numbers', ['手机', '联系人', 1], ['手机', '联系人', '甲']],
    [
      'a name and two others before few of the department’s own',
      ['手机', '联系人', '地址'],
      ['手机', '联系人', '客户名称', '甲'],
    ],
    [
      'a name and two others, however many are the department’s own',
      ['手机', '地址'],
      ['客户名称', '手机', '地址', ...Array.from({ length: 20 }, (_, at) => `甲${at}`)],
    ],
    [
      'not so many others beside a name and one other',
      ['客户名称', '手机', ...Array.from({ length: 8 }, (_, at) => `甲${at}`)],
      ['手机', '地址', '甲', '乙'],
    ],
    [
      'one title more for five others',
      ['手机', '地址'],
      ['手机', '地址', '备注', '甲', '乙', '丙', '丁', '戊'],
    ],
    ['known ones before own ones', ['手机', '客户名称', '甲', '乙'], ['手机', '地址', '备注', '等级']],
  ])('is the one of two with %s', (_what, worse, better) => {
    expect([header(worse, better), header(better, worse)]).toEqual([2, 1]);
  });
});

describe('4. the category', () => {
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

describe('5. columns', () => {
  it('that say the same stop no file', () => {
    const found = understand(rowsOf(['客户名称', '注册地址', '通讯地址'], ['甲公司', '甲路', '乙路']));
    expect(found.problems).toEqual([]);
    expect(found.columns.map(({ field }) => field)).toEqual(['name', 'address', 'address']);
  });

  const fieldsOf = (titles: CellValue[], ...below: CellValue[][]) =>
    understand(rowsOf(titles, ...below)).columns.map(({ field }) => field);

  it('are guessed as often as a field may be given, and else once', () => {
    const below = ['甲公司', '1', '2'];
    expect(fieldsOf(['客户名称', '电话', '采购电话'], below)).toEqual(['name', 'phone', 'phone']);
    const titles = (...last: string[]) => fieldsOf(['客户名称', '备注', ...last], below).slice(2);
    expect(titles('采购手机', '销售手机')).toEqual(['mobile', 'other']);
    expect(titles('采购手机', '手机')).toEqual(['other', 'mobile']);
  });

  it('without a title are kept where something stands under them, as far down as fifty rows', () => {
    const rows = (count: number) => Array.from({ length: count }, () => ['甲公司', '', '1']);
    expect(fieldsOf(['客户名称', null, '手机'], ...rows(2))).toEqual(['name', 'ignore', 'mobile']);
    expect(fieldsOf(['客户名称', null, '手机'], ['甲公司', '旁', '1'])).toEqual(['name', 'other', 'mobile']);
    expect(fieldsOf(['客户名称', null, '手机'], ...rows(49), ['乙公司', '', '1', '旁'])).toHaveLength(4);
    expect(fieldsOf(['客户名称', null, '手机'], ...rows(50), ['乙公司', '', '1', '旁'])).toHaveLength(3);
  });

  it('that may be the category are that where one value is one, or nothing is there', () => {
    expect(fieldsOf(['名称', '类别'])[1]).toBe('category');
    expect(fieldsOf(['名称', '类别'], ['甲', '银行'], ['乙', '供应商'])[1]).toBe('category');
    expect(fieldsOf(['名称', '单位类别'], ['甲', '银行'])[1]).toBe('category');
    expect(fieldsOf(['名称', '客户类型'], ['甲', '银行'])[1]).toBe('subType');
  });

  it('have their values below both rows of titles', () => {
    const rows = rowsOf(['客户名称', '联系人', null], [null, '姓名', '电话'], ['甲公司', '张三', '1']);
    expect(understand(rows).columns.map(({ samples }) => samples)).toEqual([['甲公司'], ['张三'], ['1']]);
    expect(understand(rows.slice(0, 2)).problems).toEqual([{ code: 'import.no_rows' }]);
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

describe('6. cells joined over several rows', () => {
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
    expect(fill(3, 5, 1)).toEqual(before);
    expect(fill(2, 2_002, 1)).toEqual(before);
    expect(fill(2, 2_001, 1)[2]).toEqual(['供应商', '乙']);
    expect(fill(9, 12, 1)).toEqual(before);
  });
});
