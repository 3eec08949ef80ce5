import { expect, it } from 'vitest';
import { parsePhones, phoneKey } from '../../../db/domain/cells/phones.ts';
import type { CellValue } from '../../../db/domain/cells/text.ts';

const numbers = (value: CellValue) => parsePhones(value).phones.map(({ number }) => number);

it.each<[CellValue, string[]]>([
  [18640521011, ['18640521011']],
  ['1.3812345678E+10', ['13812345678']],
  ['13812345678.0', ['13812345678']],
  ['13593446526/13792299576', ['13593446526', '13792299576']],
  ['13812345678、13912345678；13812345678', ['13812345678', '13912345678']],
  ['13812345678 13912345678', ['13812345678', '13912345678']],
  ['138 1234 5678', ['13812345678']],
  ['+86 138-1234-5678', ['13812345678']],
  ['8613812345678', ['13812345678']],
  ['１３８１２３４５６７８', ['13812345678']],
  ['手机：13812345678', ['13812345678']],
  [75762980843, ['0757-62980843']],
  [2162551916, ['021-62551916']],
  [1062551916, ['010-62551916']],
  ['02125231258', ['021-25231258']],
  ['(0757)62980843', ['0757-62980843']],
  ['0757－6298 0843', ['0757-62980843']],
  ['0086-757-62980843', ['0757-62980843']],
  ['86-757-62980843', ['0757-62980843']],
  ['0757-62980843转801', ['0757-62980843-801']],
  ['0757-62980843-801', ['0757-62980843-801']],
  ['62980843', ['62980843']],
  ['400-123-4567', ['4001234567']],
  ['95588', ['95588']],
  ['+852 2345 6789', ['+85223456789']],
  [null, []],
  ['无', []],
])('reads %j', (given, expected) => {
  expect(numbers(given)).toEqual(expected);
  expect(parsePhones(given).rejected).toEqual([]);
});

it.each<[CellValue, string]>([
  ['1.38E+10', 'phone_digits_lost'],
  ['电话', 'phone_unreadable'],
  ['1380013800', 'phone_unreadable'],
  [12, 'phone_unreadable'],
  ['=SUM(1+1)', 'phone_unreadable'],
])('rejects %j as %s', (given, problem) => {
  expect(parsePhones(given)).toMatchObject({ phones: [], rejected: [{ problem }] });
});

it('keeps the good number of a cell with a bad one', () => {
  expect(parsePhones('138/13912345678')).toMatchObject({
    phones: [{ kind: 'mobile', number: '13912345678' }],
    rejected: [{ text: '138' }],
  });
});

it('compares numbers without country code, dashes and extension', () => {
  expect(['0757-62980843-801', '+8613812345678', '４００１２３４５６７'].map(phoneKey)).toEqual([
    '075762980843',
    '13812345678',
    '4001234567',
  ]);
});
