import { expect, it } from 'vitest';
import { unitInTitle, yuanOf } from '../../../db/domain/cells/amounts.ts';
import { cleanName, nameKey } from '../../../db/domain/cells/names.ts';
import { shelfOf } from '../../../db/domain/cells/shelves.ts';
import {
  categoryInTitle,
  categoryOf,
  gradeOf,
  retentionOf,
  secrecyOf,
  statusOf,
} from '../../../db/domain/cells/words.ts';

it('reads the words of closed choices and guesses none', () => {
  expect([categoryOf('供应商'), categoryOf(' 业务客户 '), categoryOf(''), categoryOf('外星客户')]).toEqual([
    'supplier',
    'client',
    null,
    undefined,
  ]);
  expect(['铂金', '黄金', '铁', 'ＶＩＰ', 'a', 'D级', '钻石级'].map(gradeOf)).toEqual([
    'platinum',
    'gold',
    'iron',
    'vip',
    'a',
    'd',
    undefined,
  ]);
  expect(['普通', '秘密', '机密', '绝密', '最高机密'].map(secrecyOf)).toEqual([
    'normal',
    'confidential',
    'secret',
    'top_secret',
    undefined,
  ]);
  expect([retentionOf('永久'), retentionOf('30 年'), statusOf('洽谈中')]).toEqual([
    'Y',
    'D30',
    'negotiating',
  ]);
});

it.each([
  ['业务客户', 'client'],
  ['供应商台账(2025年度)', 'supplier'],
  ['供应商客户资料', 'supplier'],
  ['合作机构', 'partner'],
  ['客户档案', 'client'],
  ['Sheet1', null],
  ['业务客户与供应商', null],
])('finds the category in the title %j', (title, category) => {
  expect(categoryInTitle(title)).toBe(category);
});

it.each([
  ['B-1-12', { room: null, cabinet: 'B', level: 1, position: 12 }],
  ['Ａ－４－５', { room: null, cabinet: 'A', level: 4, position: 5 }],
  ['1号库房-b-1-12', { room: '1号库房', cabinet: 'B', level: 1, position: 12 }],
  ['甲库房 B柜1层12位', { room: '甲库房', cabinet: 'B', level: 1, position: 12 }],
  ['', null],
  ['B-1', undefined],
  ['B-0-1', undefined],
])('reads the shelf place %j', (text, place) => {
  expect(shelfOf(text)).toEqual(place);
});

it('reads amounts in the unit of the cell or of the column', () => {
  expect([2369793, '1,234.5万', '￥12000', '3亿元', '', '约五百', -1].map((value) => yuanOf(value))).toEqual([
    2369793,
    12345000,
    12000,
    300000000,
    null,
    undefined,
    undefined,
  ]);
  expect([unitInTitle('年业务量(元)'), unitInTitle('销售额（万元）'), unitInTitle('合同额')]).toEqual([
    1, 1e4, 1,
  ]);
  expect(yuanOf(12.5, 1e4)).toBe(125000);
});

it('closes a split legal form and keeps the other spaces of a name', () => {
  expect(cleanName('河源市土司工坊建材有限 公司')).toBe('河源市土司工坊建材有限公司');
  expect(cleanName(' ABC  Trading （广州） 有限公司 ')).toBe('ABC Trading （广州） 有限公司');
});

it.each([
  ['大同市天府广场五金电器有限公司', '大同天府广场五金电器有限公司'],
  ['贝洋(潮州)线缆有限 公司', '贝洋（潮州）线缆有限责任公司'],
  ['佛山市金艺股份有限公司', ' 佛山金艺 有限公司'],
  ['ＡＢＣ五金', 'abc 五金'],
  ['白城市中链卫浴', '白城中链卫浴'],
  ['江门市本草', '江门本草'],
])('gives %j and %j one key', (left, right) => {
  expect(nameKey(left)).toBe(nameKey(right));
});

it.each([
  ['佛山市金艺商行', '佛山市金艺有限公司厂'],
  ['永辉超市有限公司', '永辉超有限公司'],
  ['金艺五金（佛山）有限公司', '金艺五金（广州）有限公司'],
  ['有限公司', '公司'],
])('keeps %j and %j apart', (left, right) => {
  expect(nameKey(left)).not.toBe(nameKey(right));
});
