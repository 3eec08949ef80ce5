import { expect, it } from 'vitest';
import { phoneDoubt } from '../../../db/domain/cells/phone-doubt.ts';

it.each([
  ['1381234567', 'mobile_length', 10],
  ['138123456789', 'mobile_length', 12],
  ['138-1234-567', 'mobile_length', 10],
  ['１３８１２３４５６７', 'mobile_length', 10],
  ['013812345678901', 'mobile_length', 14],
  ['86 1381234567', 'mobile_length', 10],
  ['138001380 00', null, 0],
  ['12345678901', 'mobile_start', 11],
  ['123456789012', 'mobile_length', 12],
  ['0757-629808', 'area_length', 6],
  ['0757-629808431', 'area_length', 9],
  ['(0757)629808', 'area_length', 6],
  ['0757-629808-801', 'area_length', 6],
  ['0757-629808转801', 'area_length', 6],
  ['0757-92980843', 'landline_start', 8],
  ['010-6298084', 'area_eight', 7],
  ['020-6298084-801', 'area_eight', 7],
  ['629808', 'landline_length', 6],
  ['629808431', 'landline_length', 9],
  ['92980843', 'landline_start', 8],
  ['400830123', 'service_length', 9],
  ['13800138000/1381234567', 'mobile_length', 10],
])('says of %s that it is none: %s', (text, kind, digits) => {
  expect(phoneDoubt(text)).toEqual(kind === null ? null : { kind, digits });
});

it.each([
  '',
  '无',
  '同上',
  '13800138000',
  '+86 138 0013 8000',
  '013800138000',
  '0757-62980843',
  '0757-6298084',
  '757-62980843',
  '075762980843',
  '010-62980843',
  '62980843',
  '6298084-801',
  '62980843转801',
  '4008301234',
  '400-830-1234-5',
  '95588',
  '+852 2345 6789',
  '0085223456789',
  '+49 30 12',
  '13800138000 张生',
  '内线 8057',
  '138****7056',
  '0757-82340022/23',
])('says nothing of %j', (text) => {
  expect(phoneDoubt(text)).toBeNull();
});

it('answers for whatever is typed or pasted, in little time', () => {
  const hostile = [
    '1'.repeat(40),
    '-'.repeat(4000),
    '0757'.repeat(1000),
    ' ('.repeat(2000),
    '1-'.repeat(2000),
  ];
  for (const text of hostile) expect(() => phoneDoubt(text)).not.toThrow();
});
