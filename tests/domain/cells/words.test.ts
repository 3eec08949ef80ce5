import { expect, it } from 'vitest';
import divisionData from '../../../resources/lists/divisions.json' with { type: 'json' };
import { unitInTitle, yuanOf } from '../../../db/domain/cells/amounts.ts';
import { CITY_NAMES, PROVINCE_NAMES } from '../../../db/domain/cells/city-names.ts';
import { cleanName, cleanPerson, nameKey } from '../../../db/domain/cells/names.ts';
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
  ['甲库--B-1-12', { room: '甲库', cabinet: 'B', level: 1, position: 12 }],
  ['AB柜-11-1', { room: null, cabinet: 'AB', level: 11, position: 1 }],
  ['AB柜11层12', { room: null, cabinet: 'AB', level: 11, position: 12 }],
  ['B柜-1层-2位', { room: null, cabinet: 'B', level: 1, position: 2 }],
  ['档案库房B柜1层2位', { room: '档案库房', cabinet: 'B', level: 1, position: 2 }],
  ['甲库房, B柜1层2位', { room: '甲库房', cabinet: 'B', level: 1, position: 2 }],
  ['', null],
  ['--', null],
  ['//', null],
  ['待定', null],
  ['位置待定', undefined],
  ['待定中', undefined],
  ['B-1', undefined],
  ['B-0-1', undefined],
  ['B-1-0', undefined],
  ['B-1-12-上', undefined],
  ['#-1-12', undefined],
  ['B柜1层12位上', undefined],
  [`${'甲'.repeat(21)}-B-1-12`, undefined],
  [`${'甲'.repeat(21)}库房B柜1层12位`, undefined],
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

it.each([
  ['5千', 5000],
  ['5千元', 5000],
  ['2百万', 2e6],
  ['3亿', 3e8],
  ['1.25万元整', 12500],
  ['1e5', 1e5],
  ['1.5e+10', 1.5e10],
  [1e15, 1e15],
  [1e15 + 1, undefined],
  ['12万左右', undefined],
  ['--', null],
  ['//', null],
  ['有无', undefined],
])('reads the amount %j', (value, yuan) => {
  expect(yuanOf(value)).toBe(yuan);
});

it.each([
  ['业务量/万元', 1e4],
  ['业务量[ 亿元 ] ', 1e8],
  ['业务量(千元)', 1e3],
  ['业务量（百万元）', 1e6],
  ['业务量(万元)备注', 1],
])('finds the unit of the title %j', (title, unit) => {
  expect(unitInTitle(title)).toBe(unit);
});

it.each(['--', '//', '无', 'N/A'])('takes %j for no word', (cell) => {
  expect(categoryOf(cell)).toBeNull();
});

it.each(['有无', '无效'])('takes %j for a word that it does not know', (cell) => {
  expect(categoryOf(cell)).toBeUndefined();
});

const LEGAL_FORMS = ['有限责任公司', '股份有限公司', '有限公司', '股份公司', '有限合伙', '集团公司'];
it.each(
  LEGAL_FORMS.flatMap((form) =>
    Array.from(form.slice(1), (_one, at) => [form.slice(0, at + 1), form.slice(at + 1)]),
  ),
)('closes %s %s', (left, right) => {
  expect(cleanName(`佛山金艺${left} ${right}`)).toBe(`佛山金艺${left}${right}`);
});

it.each([
  ['张 三', '张三'],
  ['欧 阳 修 文', '欧阳修文'],
  ['张三 李四', '张三 李四'],
  ['张三 ，；', '张三'],
  ['张，三', '张，三'],
])('writes the person %j as %j', (given, name) => {
  expect(cleanPerson(given)).toBe(name);
});

it('has a key for a name that is nothing but signs', () => {
  expect(nameKey(' -- ')).toBe('--');
});

it.each([
  ['河源市土司工坊建材有限 公司', '河源市土司工坊建材有限公司'],
  ['杉 源 五金有限公司', '杉源五金有限公司'],
  ['佛山市\n杉溪五金厂', '佛山市杉溪五金厂'],
  ['杉　泉　五　金　店', '杉泉五金店'],
  ['杉谷五金厂 （原杉峪厂）', '杉谷五金厂（原杉峪厂）'],
  [' ABC  Trading （广州） 有限公司 ', 'ABC Trading （广州）有限公司'],
])('keeps the blanks of %j that part words', (cell, name) => {
  expect(cleanName(cell)).toBe(name);
});

it('knows every city of GB/T 2260', () => {
  const names =
    JSON.stringify(divisionData.tree)
      .match(/(?<=")[^"]{2,}市(?=")/gu)
      ?.map((name) => name) ?? [];
  expect(names.filter((name) => !CITY_NAMES.has(name.slice(0, -1)))).toEqual([]);
  expect(CITY_NAMES.size - new Set(names).size).toBeLessThan(5);
});

it('knows every province as names begin with it', () => {
  const names = divisionData.tree.flatMap(([, name]) =>
    typeof name === 'string' ? name.replace(/[省市]$|(?:壮族|回族|维吾尔)?自治区$/u, '') : [],
  );
  const mainland = names.filter((name) => !/^(?:台湾|香港|澳门)/.test(name));
  expect(new Set(mainland.filter((name) => !CITY_NAMES.has(name)))).toEqual(PROVINCE_NAMES);
});

it.each([
  ['大同市天府广场五金电器有限公司', '大同天府广场五金电器有限公司'],
  ['贝洋(潮州)线缆有限 公司', '贝洋（潮州）线缆有限责任公司'],
  ['佛山市金艺股份有限公司', ' 佛山金艺 股份公司'],
  ['佛山市順德區梧聲電器有限公司', '佛山市顺德区梧声电器有限公司'],
  ['梧峯五金（佛山）有限公司', '梧峰五金(佛山)有限公司'],
  ['ＡＢＣ五金', 'abc 五金'],
  ['白城市中链卫浴', '白城中链卫浴'],
  ['江门市本草', '江门本草'],
  ['ABC Trading Co., Ltd.', 'abc trading co ltd'],
  ['ABC Trading Company Limited', 'ABC Trading Co Ltd'],
  ['ABC Inc.', 'ABC Incorporated'],
])('gives %j and %j one key', (left, right) => {
  expect(nameKey(left)).toBe(nameKey(right));
});

it.each([
  ['梧桐五金有限公司', '梧桐五金有限公司广州分公司'],
  ['梧桐五金有限公司', '梧桐五金有限公司(广州)'],
  ['梧桐五金有限公司', '梧桐五金集团有限公司'],
  ['梧桐五金有限公司', '梧桐五金总公司'],
  ['梧桐五金有限公司', '梧桐五金集团公司'],
  ['梧桐五金有限公司', '梧桐五金股份有限公司'],
  ['梧桐五金有限公司', '梧桐五金厂'],
  ['深圳城市之光照明有限公司', '深圳城之光照明有限公司'],
  ['都市丽景装饰店', '都丽景装饰店'],
  ['沙市轴承厂', '沙轴承厂'],
  ['佛山市场开发公司', '佛山场开发公司'],
  ['佛山市金艺商行', '佛山市金艺有限公司厂'],
  ['永辉超市有限公司', '永辉超有限公司'],
  ['金艺五金（佛山）有限公司', '金艺五金（广州）有限公司'],
  ['有限公司', '公司'],
  ['Incasa 五金', 'asa 五金'],
  ['Ltdesign 五金', 'esign 五金'],
  ['Coltdesign 五金', 'esign 五金'],
])('keeps %j and %j apart', (left, right) => {
  expect(nameKey(left)).not.toBe(nameKey(right));
});
