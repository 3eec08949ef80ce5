import { describe, expect, it } from 'vitest';
import type { CellValue } from '../../../db/domain/cells/text.ts';
import type { ImportField } from '../../../db/features/import/columns.ts';
import { rowKind } from '../../../db/features/import/row-kind.ts';

const columnsOf = (...columns: Array<readonly [title: string, field: ImportField]>) =>
  columns.map(([title, field], index) => ({ index, title, field }));

describe('1. titles that nobody but the department knows', () => {
  const chosen = columnsOf(['主顾', 'name'], ['号码', 'mobile'], ['喜好', 'other']);
  it.each<[CellValue[], string]>([
    [['主顾', '号码', '喜好'], 'repeated_header'],
    [['主顾', '号码'], 'repeated_header'],
    [['主顾', '号码', '爱好'], 'repeated_header'],
    [['主顾(必填)', '号码*', '喜好：'], 'repeated_header'],
    [['号码', '主顾'], 'data'],
    [['主顾', '喜好', '号码'], 'data'],
    [['主顾'], 'data'],
    [['甲公司', '号码', '喜好'], 'data'],
    [[null, '号码', '喜好'], 'repeated_header'],
  ])('%j is %s', (cells, kind) => {
    expect(rowKind({ row: 9, cells }, chosen)).toBe(kind);
  });
});

describe('2. titles that are known stand behind others', () => {
  const columns = columnsOf(
    ['喜好', 'other'],
    ['口味', 'other'],
    ['客户名称', 'name'],
    ['手机', 'mobile'],
    ['地址', 'address'],
  );
  it.each<[CellValue[], string]>([
    [['喜好', '口味', '客户名称', '手机', '地址'], 'repeated_header'],
    [['片区', '路线', '客户名称', '手机', '地址'], 'other_header'],
    [['片区', '路线', '手机', '客户名称', '地址'], 'other_header'],
    [['喜好', '路线', '单位名称', '手机', '地址'], 'repeated_header'],
    [['喜好', '口味', '客户名称', '手机', '地址', '备注'], 'wider_header'],
    [['喜好', '口味', '客户名称', '手机', '地址', '片区'], 'repeated_header'],
    [['喜好', '口味', '客户名称', '手机', '备注'], 'other_header'],
  ])('%j is %s', (cells, kind) => {
    expect(rowKind({ row: 9, cells }, columns)).toBe(kind);
  });
});

describe('3. a customer whose cells say what their columns are called', () => {
  const columns = columnsOf(['客户名称', 'name'], ['五金', 'other'], ['电器', 'other'], ['2020', 'other']);
  it.each<CellValue[][]>([
    [['甲公司', '五金', '电器']],
    [['甲公司', '五金', '电器', 2020]],
    [['甲公司', '五金', '电器', '2020']],
  ])('%j stays one', (cells) => {
    expect(rowKind({ row: 9, cells }, columns)).toBe('data');
  });

  it('a header of years is none', () => {
    expect(rowKind({ row: 9, cells: ['客户名称', '五金', '电器', 2020] }, columns)).toBe('repeated_header');
  });
});

it('4. a total in a table without names is one, whatever stands beside it', () => {
  const columns = columnsOf(['手机', 'mobile'], ['备注', 'note']);
  expect(rowKind({ row: 9, cells: ['合计', '甲公司'] }, columns)).toBe('total');
});
