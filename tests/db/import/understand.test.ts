import { describe, expect, it } from 'vitest';
import { fieldOfTitle, guessField, plainTitle, usualTitle } from '../../../db/features/import/columns.ts';
import { isFullHeader, rowKind } from '../../../db/features/import/row-kind.ts';
import { fillMerges, understandSheet } from '../../../db/features/import/understand.ts';
import type { CellValue } from '../../../db/domain/cells/text.ts';
import type { TableRow } from '../../../db/wire.ts';
import titles from '../../../resources/lists/import-columns.json' with { type: 'json' };

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

  it.each([
    ['本地客户全称', 'name'],
    ['本地纳税识别号', 'uscc'],
    ['纳税人识别号码', 'uscc'],
    ['本地税号', 'uscc'],
    ['采购联系人的联系方式', 'contactAndPhone'],
    ['采购联系人手机', 'contactAndPhone'],
    ['采购手机', 'mobile'],
    ['采购手机号', 'mobile'],
    ['采购手机号码', 'mobile'],
    ['采购电话', 'phone'],
    ['采购联络人', 'contactName'],
    ['本地地址', 'address'],
    ['框架到期', 'contractEndsOn'],
    ['框架到期日', 'contractEndsOn'],
    ['框架截止日期', 'contractEndsOn'],
    ['框架有效期', 'contractEndsOn'],
    ['框架有效期至', 'contractEndsOn'],
    ['客户建档日', 'filedOn'],
    ['客户立档时间', 'filedOn'],
    ['双方合作日', 'firstContactOn'],
    ['双方合作起日期', 'firstContactOn'],
    ['双方合作始日期', 'firstContactOn'],
    ['双方合作起始日期', 'firstContactOn'],
    ['与其接触时间', 'firstContactOn'],
    ['本地等级', 'grade'],
    ['本地备注', 'note'],
    // What goes on behind it is another thing.
    ['客户名称来历', null],
    ['税号来历', null],
    ['采购联系人手机型号', null],
    ['手机型号', null],
    ['电话费用', null],
    ['联系人数量', null],
    ['地址数量', null],
    ['到期提醒', null],
    ['建档日期前后', null],
    ['合作时间前后', null],
    ['级别说明', null],
    ['备注人数', null],
  ])('guesses %j as %s', (title, field) => {
    expect(guessField(title)).toBe(field);
  });

  it('reads a title without its hint in brackets, unless it is nothing else', () => {
    expect(['客户名称(必填)', '客户名称【必填】 ', '(必填)', '备注（一）说明'].map(plainTitle)).toEqual([
      '客户名称',
      '客户名称',
      '(必填)',
      '备注(一)说明',
    ]);
    expect(fieldOfTitle('客户 名称 *:_')).toBe('name');
  });

  it('writes a field by the first of its titles', () => {
    expect(fieldOfTitle(usualTitle('name') ?? '')).toBe('name');
    expect(usualTitle('name')).toBe(titles.name[0]);
    expect(usualTitle('other')).toBeUndefined();
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
    [['Total'], 'total'],
    [['subtotal: 5', '', 5], 'total'],
    [['Grand Total'], 'total'],
    [['My total'], 'data'],
    [['Totally'], 'data'],
    [['— 以下空白 —'], 'footer'],
    [['(本页以下空白)'], 'footer'],
    [['此页空白。'], 'footer'],
    [['表格以下空白'], 'data'],
    [['以下空白处填写'], 'data'],
    [['审核：'], 'footer'],
    [['填表日期: 2025-01-01'], 'footer'],
    [['制表人', '张三'], 'data'],
    [['本表制表人：张三'], 'data'],
    [['注：以上为含税价'], 'footer'],
    [['※ 备注12：以上'], 'footer'],
    [['((说明:以上'], 'footer'],
    [['备注abc：以上'], 'data'],
    [['价格备注：以上'], 'data'],
    [['备注以上'], 'data'],
    [['第1页'], 'footer'],
    [['第12页,共34页'], 'footer'],
    [['第 1 页 共 12 页'], 'footer'],
    [['附第1页'], 'data'],
    [['第1页内'], 'data'],
    [['客户一览表'], 'title'],
    [['客户通讯录(佛山片区)'], 'title'],
    [['客户名册（二）续'], 'title'],
    [['客户台账续表'], 'title'],
    [['客户台账', 5], 'data'],
    // A line of signatures; more beside a remark than a date, and it is a customer without a name.
    [['制表人：张三', null, '审核：李四', '批准：王五'], 'footer'],
    [['制表人：张三', null, '2025-01-01'], 'footer'],
    [['制表人：张三', null, '2025-01-01', '甲'], 'data'],
    [['制表人：张三', null, '审核：李四', '2025-01-01'], 'footer'],
    [['制表人：张三', null, '审核：李四', '2025年1月1日'], 'footer'],
    [['1', '制表人：张三', 5], 'footer'],
  ])('%j is %s', (cells, kind) => {
    expect(rowKind({ row: 9, cells }, columns)).toBe(kind);
  });

  const reached = understand(
    rowsOf(['序号', '客户名称', '信用代码', '手机', '电话', '联系人/电话'], [1, '甲', '', '', '', '']),
  ).columns;
  it.each<[CellValue[], string]>([
    [['合计', '', '91440300708461136T'], 'data'],
    [['合计', '', '440600000012345'], 'data'],
    [['合计', '', '44060000001234'], 'total'],
    [['合计', '', '91440300708461136T0'], 'total'],
    [['合计', '', '91440300708461136*'], 'total'],
    [['合计', '', '', 13812345678], 'data'],
    [['合计', '', '', '', '0757-6298084'], 'data'],
    [['合计', '', '', '', '', '张三 / 13812345678'], 'data'],
    [['合计', '', '', '', '95588/13812345678'], 'data'],
    [['合计', '', '', '95588'], 'total'],
    [['合计', 13812345678], 'total'],
    [['合计', '', '', '', '', '', 13812345678], 'total'],
    [['备注：', '', '', 13812345678], 'data'],
    [['备注：', '', '', 5], 'footer'],
  ])('a number to call or a code makes %j %s', (cells, kind) => {
    expect(rowKind({ row: 9, cells }, reached)).toBe(kind);
  });

  const wide = understand(
    rowsOf(['客户名称', '联系人', '手机', '地址', '自定义', null], ['甲', '张三', 138, '', '', '']),
  ).columns;
  it.each<[CellValue[], string]>([
    [['客户名称', '联系人', '手机', '地址', '自定义'], 'repeated_header'],
    [['客户名称', '联系人'], 'repeated_header'],
    [['客户名称'], 'data'],
    [['单位名称', '联系人*', '手机(必填)', '地址', '自定义'], 'repeated_header'],
    [['客户名称', '联系人', '手机', '地址', '别的'], 'repeated_header'],
    [['客户名称', '联系人', '手机', '别的', '自己的'], 'other_header'],
    [['客户名称', '手机', '联系人', '地址', '自定义'], 'other_header'],
    [['客户名称', '联系人', '手机', '地址', '自定义', '备注'], 'wider_header'],
    [['客户名称', '联系人', '手机', '地址', '自定义', '爱好'], 'repeated_header'],
    // A customer whose cells sound like titles.
    [['客户名称', '联系人', '13812345678', '地址', '自定义'], 'data'],
    [['客户名称', '联系人', 138, '地址', 5], 'data'],
    [['佛山市甲五金制品有限公司', '张三', '手机', '地址', '自定义'], 'data'],
    [['佛山市甲五金制品有限公司', '联系人', '张三', '季华路1号', '是'], 'data'],
  ])('%j stands again as %s', (cells, kind) => {
    expect(rowKind({ row: 9, cells }, wide)).toBe(kind);
  });

  it.each<[CellValue[], boolean]>([
    [['客户名称', '手机'], true],
    [['客户名称', null, '', '手机'], true],
    [['客户名称', '手机', '甲'], true],
    [['客户名称', '手机', '甲', '乙'], false],
    [['客户名称', '手机', '地址', '备注', '甲', '乙', '丙', '丁', '戊'], true],
    [['客户名称', '手机', '地址', '甲', '乙', '丙', '丁', '戊'], false],
    [['客户名称'], false],
    [['客户名称', '单位名称'], false],
    [['联系人', '手机'], false],
    [['客户名称', '手机', 5], false],
  ])('%j could be titles: %s', (cells, could) => {
    expect(isFullHeader(cells)).toBe(could);
  });

  it('gives each row of a cell joined over several its value', () => {
    const rows = rowsOf(['分类', '名称'], ['供应商', '甲'], [null, '乙'], ['合作机构', '丙']);
    fillMerges(rows, [{ top: 2, left: 1, bottom: 3, right: 1 }], 1);
    expect(rows.map(({ cells }) => cells[0])).toEqual(['分类', '供应商', '供应商', '合作机构']);
  });
});
