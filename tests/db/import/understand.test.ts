import { describe, expect, it } from 'vitest';
import { fieldOfTitle, guessField } from '../../../db/features/import/columns.ts';
import { rowKind } from '../../../db/features/import/row-kind.ts';
import { fillMerges, understandSheet } from '../../../db/features/import/understand.ts';
import type { CellValue } from '../../../db/domain/cells/text.ts';
import type { TableRow } from '../../../db/wire.ts';

const rowsOf = (...rows: CellValue[][]): TableRow[] =>
  rows.map((cells, index) => ({ row: index + 1, cells }));
const understand = (rows: TableRow[], kind: 'text' | 'workbook' = 'workbook', sheetName = 'Sheet1') =>
  understandSheet(rows, { sheetName, kind });
const fields = (rows: TableRow[]) => understand(rows).columns.map(({ field }) => field);

describe('1. titles', () => {
  it.each([
    ['单位名称', 'name'],
    ['供应商名称', 'name'],
    [' 客户 名称* ', 'name'],
    ['税号', 'uscc'],
    ['负责人', 'contactName'],
    ['经办人', 'contactName'],
    ['手机', 'mobile'],
    ['联系电话', 'phone'],
    ['联系人/电话', 'contactAndPhone'],
    ['联系人／电话', 'contactAndPhone'],
    ['级别', 'grade'],
    ['首次接触日期', 'firstContactOn'],
    ['合作起始', 'firstContactOn'],
    ['建档日期', 'filedOn'],
    ['柜号', 'shelf'],
    ['所在地', 'place'],
    ['机构类别', 'subType'],
    ['协议到期', 'contractEndsOn'],
    ['年业务量(元)', 'annualVolume'],
    ['年业务量（万元）', 'annualVolume'],
    ['编号', 'legacyCode'],
    ['序号', 'ignore'],
    ['Customer Name', 'name'],
    ['喜好', null],
  ])('%j is %s', (title, field) => {
    expect(fieldOfTitle(title)).toBe(field);
  });

  it('guesses by the end of a longer title', () => {
    expect(['甲方单位名称', '首次到访日期', '采购联系人'].map(guessField)).toEqual([
      'name',
      'firstContactOn',
      'contactName',
    ]);
  });
});

describe('2. the row of titles', () => {
  const table = rowsOf(
    ['业务客户台账(2025年度)', null, null],
    ['制表:客户服务部'],
    ['序号', '客户名称', '联系人'],
    [1, '佛山市金艺有限公司', '张三'],
  );

  it('is found below title lines, and the title tells the category', () => {
    expect(understand(table)).toMatchObject({ headerRow: 3, category: 'client', problems: [] });
  });

  it('may be two rows', () => {
    const rows = rowsOf(
      ['客户名称', '联系人', null, '备注'],
      [null, '姓名', '电话', null],
      ['甲公司', '张三', '13812345678', ''],
    );
    const found = understand(rows);
    expect(found).toMatchObject({ headerRow: 1, lastTitleRow: 2 });
    expect(found.columns.map(({ field }) => field)).toEqual(['name', 'contactName', 'phone', 'note']);
  });

  it('can be named by hand', () => {
    expect(understandSheet(table, { sheetName: '', kind: 'workbook', headerRow: 1 }).headerRow).toBe(1);
  });

  it('is not a row of data that happens to hold a title', () => {
    const rows = rowsOf(['备注', '客户名称', '手机', '客户等级'], ['备注', '地址', 138, '']);
    expect(understand(rows).headerRow).toBe(1);
  });

  it.each([60, 300])('is found among %i columns of the department’s own', (count) => {
    const own = Array.from({ length: count }, (_, index) =>
      index % 3 === 0 ? 2020 + index : `自定义${index}`,
    );
    const titles = ['客户名称', '客户分类', '联系人', '手机', '首次接触日期', '备注', ...own];
    expect(understand(rowsOf(titles, ['甲公司', '供应商']), 'text')).toMatchObject({
      headerRow: 1,
      problems: [],
    });
  });

  it('is the first of two with customers between, and the better of two that follow each other', () => {
    const more = ['客户名称', '客户分类', '联系人', '手机', '地址'];
    expect(understand(rowsOf(['客户名称', '联系人'], ['甲公司', '张三'], more, ['乙公司'])).headerRow).toBe(
      1,
    );
    expect(understand(rowsOf(['客户名称', '联系人'], more, ['乙公司'])).headerRow).toBe(2);
    expect(understand(rowsOf(['供应商'], ['2025年度'], more, ['乙公司'])).headerRow).toBe(3);
  });

  it('cannot be found in what no decoder could read, and that is said', () => {
    const problems = understand(rowsOf(['\uFFFD\uFFFDa', 'b'], ['1', '2'])).problems;
    expect(problems).toEqual([{ code: 'import.titles_garbled' }]);
  });

  it('is missing where nothing is known', () => {
    expect(understand(rowsOf(['a', 'b'], ['1', '2'])).problems).toEqual([{ code: 'import.no_header' }]);
  });

  it('leaves the category to its column where there is one', () => {
    const rows = rowsOf(['客户名称', '客户分类'], ['甲公司', '']);
    expect(understand(rows, 'text', '供应商').category).toBeNull();
  });
});

describe('3. columns', () => {
  it('takes a sure title before a guess, and only one column for a single field', () => {
    expect(
      fields(rowsOf(['甲方单位名称', '客户名称', '手机', '电话', '电话1'], ['a', 'b', '1', '2', '3'])),
    ).toEqual(['other', 'name', 'mobile', 'phone', 'phone']);
  });

  it('reads 类别 by what stands under it', () => {
    expect(fields(rowsOf(['名称', '类别'], ['甲', '银行']))[1]).toBe('subType');
    expect(fields(rowsOf(['名称', '类别'], ['甲', '供应商']))[1]).toBe('category');
  });

  it('keeps what is written beside a sheet, not what slipped out of a text', () => {
    const rows = rowsOf(['客户名称', '手机'], ['甲', '138', '旁注']);
    expect(fields(rows)).toEqual(['name', 'mobile', 'other']);
    expect(understand(rows, 'text').columns).toHaveLength(2);
  });

  it.each([
    [rowsOf(['客户分类', '手机'], ['供应商', '1']), 'import.no_name_column'],
    [rowsOf(['客户名称', '客户名称'], ['甲', '甲']), 'import.duplicate_columns'],
    [rowsOf(['客户名称', '手机']), 'import.no_rows'],
  ])('says what is wrong (%#)', (rows, code) => {
    expect(understand(rows).problems.map((problem) => problem.code)).toContain(code);
  });
});

describe('4. rows that are no customers', () => {
  const { columns } = understand(rowsOf(['序号', '客户名称', '年业务量'], [1, '甲', 5]));
  it.each<[CellValue[], string]>([
    [[1, '甲公司', 5], 'data'],
    [[2, null, 5], 'data'],
    [['合计', '', 2903244513], 'total'],
    [[null, '小 计', 7], 'total'],
    [['序号', '客户名称', '年业务量'], 'repeated_header'],
    [['制表人：张三'], 'footer'],
    [[3, '总计物流有限公司', 1], 'data'],
    [[3, '合计（北京）', 1], 'data'],
    [[3, '累计科技', 1], 'data'],
    [[3, '以下空白', 1], 'footer'],
    [['合计', '1,200户', 5], 'total'],
    [['合计', '甲公司', 5], 'data'],
    [[null, '本页合计:2'], 'total'],
    [['2025年客户台账（续）'], 'title'],
    [['台账印刷厂'], 'data'],
    [[null, ' ', ''], 'blank'],
    [['序号', '客户名称', '年业务量', '手机'], 'wider_header'],
    [['客户名称', '年业务量', '手机'], 'other_header'],
  ])('%j is %s', (cells, kind) => {
    expect(rowKind({ row: 9, cells }, columns)).toBe(kind);
  });

  it('gives each row of a cell joined over several its value', () => {
    const rows = rowsOf(['分类', '名称'], ['供应商', '甲'], [null, '乙'], ['合作机构', '丙']);
    fillMerges(rows, [{ top: 2, left: 1, bottom: 3, right: 1 }], 1);
    expect(rows.map(({ cells }) => cells[0])).toEqual(['分类', '供应商', '供应商', '合作机构']);
  });
});
