import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  division,
  divisionName,
  divisionPath,
  indexDivisions,
  resolveDivision,
  type Division,
  type WrittenPlace,
} from '../../db/domain/divisions.ts';
import data from '../../resources/lists/divisions.json' with { type: 'json' };

const divisions = indexDivisions(data);
const all = [...divisions.byCode.values()];

/** The codes that a place must resolve to: its own and those above; a lone city comes with its province. */
function codesOf(place: Division): { province: string | null; city: string | null; district: string | null } {
  const [province, city, district] = divisionPath(divisions, place.code);
  const lone = place.level === 'province' && place.children.length === 1 ? place.children[0] : undefined;
  return {
    province: province?.code ?? null,
    city: city?.code ?? lone?.code ?? null,
    district: district?.code ?? null,
  };
}

function resolve(place: WrittenPlace): (string | null)[] {
  const { province, city, district } = resolveDivision(divisions, place);
  return [province, city, district];
}

/** The full name as it begins an address: 北京市朝阳区, not 北京市北京市朝阳区. */
function fullName(code: string): string {
  const names = divisionPath(divisions, code).map((step) => step.name);
  return names.filter((name, index) => name !== names[index - 1]).join('');
}

describe('1. the list', () => {
  test('has as many places as the ministry counts', () => {
    const counties = all.filter((place) => !place.code.endsWith('00'));
    expect(divisions.provinces).toHaveLength(34);
    expect(counties).toHaveLength(data.meta.counts.county);
    expect(new Set(all.map((place) => place.code)).size).toBe(all.length);
  });

  test('codes are six digits, lie in their province and stand in order', () => {
    for (const place of all) {
      expect(place.code).toMatch(/^[1-8]\d{5}$/);
      expect(place.code.slice(0, 2)).toBe((place.parent ?? place).code.slice(0, 2));
      const codes = place.children.map((child) => child.code);
      expect(codes).toEqual([...codes].sort());
      expect(new Set(place.children.map((child) => child.name)).size).toBe(codes.length);
    }
  });

  test.each([
    ['441900', '东莞市'],
    ['442000', '中山市'],
    ['460400', '儋州市'],
    ['620200', '嘉峪关市'],
    ['429004', '仙桃市'],
    ['659001', '石河子市'],
    ['419001', '济源市'],
    ['469005', '文昌市'],
  ])('%s %s is a city without districts', (code, name) => {
    expect(division(divisions, code)).toMatchObject({ name, level: 'city', children: [] });
  });

  test.each([
    ['350404', '三元区'],
    ['330114', '钱塘区'],
    ['540481', '米林市'],
    ['653228', '和康县'],
    ['500157', '两江新区'],
    ['653132', '岑岭县'],
    ['659013', '草湖市'],
  ])('%s %s, a change since 2020, is there', (code, name) => {
    expect(divisionName(divisions, code)).toBe(name);
  });

  test.each(['500105', '500112', '330103', '110103', '000000', '', '4406', '__proto__'])(
    '%j is no code',
    (code) => {
      expect(divisionName(divisions, code)).toBeNull();
      expect(divisionPath(divisions, code)).toEqual([]);
    },
  );

  test('exceptions point at places that exist', () => {
    const codes = [
      ...Object.keys(data.aliases),
      ...Object.keys(data.stems),
      ...Object.values(data.abbreviations),
      ...data.former.map(([, code]) => code ?? ''),
    ];
    expect(codes.filter((code) => !divisions.byCode.has(code))).toEqual([]);
  });
});

describe('2. every place is found again', () => {
  test('from its names in three cells', () => {
    for (const place of all) {
      const [province, city, district] = divisionPath(divisions, place.code).map((step) => step.name);
      const found = resolveDivision(divisions, { province, city, district });
      expect(found).toEqual({ ...codesOf(place), unresolved: [], furtherSaid: [] });
    }
  });

  test('from its full name in the address alone and again after its cells', () => {
    for (const place of all) {
      const [province, city, district] = divisionPath(divisions, place.code).map((step) => step.name);
      const address = `${fullName(place.code)}振兴路12号`;
      expect(resolve({ province, address })).toEqual(Object.values(codesOf(place)));
      expect(resolve({ province, city, district, address })).toEqual(Object.values(codesOf(place)));
    }
  });

  test('from its full name in one cell, and as the beginning of an address', () => {
    for (const place of all) {
      const full = fullName(place.code);
      const wanted = place.code.endsWith('0100') && place.name === place.parent?.name ? place.parent : place;
      expect(resolve({ province: full })).toEqual(Object.values(codesOf(wanted)));
      expect(resolve({ address: `${full}振兴路12号` })).toEqual(Object.values(codesOf(wanted)));
    }
  });

  test('from its city and district alone', () => {
    for (const place of all.filter(({ level }) => level !== 'province')) {
      const [, city, district] = divisionPath(divisions, place.code).map((step) => step.name);
      const found = resolve({ city, district });
      expect(found).toEqual(Object.values(codesOf(place)));
    }
  });
});

describe('3. as people write', () => {
  test.each<[WrittenPlace, (string | null)[]]>([
    [{ province: '广东', city: '佛山', district: '顺德' }, ['440000', '440600', '440606']],
    [{ province: '广东省佛山市' }, ['440000', '440600', null]],
    [{ city: '广东省佛山市南海区' }, ['440000', '440600', '440605']],
    [{ province: '广东', city: '广东佛山' }, ['440000', '440600', null]],
    [{ province: '粤', city: '佛山' }, ['440000', '440600', null]],
    [{ city: '佛山' }, ['440000', '440600', null]],
    [{ province: '广东', city: '顺德' }, ['440000', '440600', '440606']],
    [{ city: '义乌市' }, ['330000', '330700', '330782']],
    [{ province: '湖北', city: '恩施' }, ['420000', '422800', null]],
    [{ province: '湖北', city: '恩施州', district: '恩施市' }, ['420000', '422800', '422801']],
    [{ province: '湖北', city: '恩施市' }, ['420000', '422800', '422801']],
    [{ province: '湖北', city: '仙桃' }, ['420000', '429004', null]],
    [{ province: '新疆', city: '石河子' }, ['650000', '659001', null]],
    [{ province: '新疆', city: '克州' }, ['650000', '653000', null]],
    [{ province: '内蒙古', city: '呼和浩特' }, ['150000', '150100', null]],
    [{ province: '广西', city: '南宁' }, ['450000', '450100', null]],
    [{ province: '天津市', city: '天津市' }, ['120000', '120100', null]],
    [{ address: '天津市天津市滨海新区创业路73号' }, ['120000', '120100', '120116']],
    [{ province: '北京' }, ['110000', '110100', null]],
    [{ province: '北京', city: '朝阳区' }, ['110000', '110100', '110105']],
    [{ province: '北京市', city: '市辖区', district: '朝阳区' }, ['110000', '110100', '110105']],
    [{ province: '辽宁', city: '朝阳' }, ['210000', '211300', null]],
    [{ province: '吉林', city: '吉林' }, ['220000', '220200', null]],
    [{ address: '吉林省吉林市昌邑区' }, ['220000', '220200', '220202']],
    [{ province: '青海', city: '海南' }, ['630000', '632500', null]],
    [{ province: '海南', city: '海口' }, ['460000', '460100', null]],
    [{ province: '重庆', district: '渝北区' }, ['500000', '500100', '500157']],
    [{ province: '浙江', city: '杭州', district: '江干区' }, ['330000', '330100', '330102']],
    [{ province: '广东', city: '佛山', district: '南海市' }, ['440000', '440600', '440605']],
    [{ province: '香港' }, ['810000', null, null]],
    [{ province: '澳门' }, ['820000', null, null]],
    [{ province: '中国台湾' }, ['710000', null, null]],
    [{ province: ' 广 东 省 ', city: '佛山市　' }, ['440000', '440600', null]],
    [{ province: '广东省-佛山市/南海区' }, ['440000', '440600', '440605']],
  ])('%j', (place, codes) => {
    expect(resolve(place)).toEqual(codes);
    expect(resolveDivision(divisions, place)).toMatchObject({ unresolved: [], furtherSaid: [] });
  });

  test.each<[string, (string | null)[]]>([
    ['广东省佛山市南海区狮山镇科技园130号', ['440000', '440600', '440605']],
    ['佛山市顺德区北滘镇', ['440000', '440600', '440606']],
    ['广东佛山顺德容桂街道', ['440000', '440600', '440606']],
    ['中国广东省东莞市虎门镇工业大道194号', ['440000', '441900', null]],
    ['上海浦东新区张江路', ['310000', '310100', '310115']],
    ['湖北省恩施土家族苗族自治州恩施市桂丹路336号', ['420000', '422800', '422801']],
    ['江苏省连云港市灌南县桂丹路199号', ['320000', '320700', '320724']],
    ['重庆市县巫山县建设北路331号', ['500000', '500100', '500237']],
    ['湖北省省直辖县级行政区划仙桃市振兴路', ['420000', '429004', null]],
    ['重庆市城口县某镇', ['500000', '500100', '500229']],
    ['中山路12号', [null, null, null]],
    ['南京西路100号', [null, null, null]],
    ['北京路步行街', [null, null, null]],
    ['佛山大道北1号', [null, null, null]],
    ['工业大道8号', [null, null, null]],
    ['', [null, null, null]],
  ])('address %j', (address, codes) => {
    expect(resolve({ address })).toEqual(codes);
  });

  test('the address fills in what the cells leave open, and contradicts nothing', () => {
    const cells = { province: '广东省', city: '佛山市' };
    expect(resolve({ ...cells, address: '广东省佛山市南海区桂城' })).toEqual(['440000', '440600', '440605']);
    expect(resolve({ ...cells, address: '南海桂澜北路1号' })).toEqual(['440000', '440600', '440605']);
    expect(resolve({ ...cells, address: '南海大道1号' })).toEqual(['440000', '440600', null]);
    expect(resolve({ ...cells, address: '湖南省长沙市岳麓区' })).toEqual(['440000', '440600', null]);
  });
});

describe('4. what is no place', () => {
  test('is named by its cell, the rest is kept', () => {
    expect(resolveDivision(divisions, { province: '广东', city: '长沙市', district: '未知' })).toEqual({
      province: '440000',
      city: null,
      district: null,
      unresolved: ['city', 'district'],
      furtherSaid: [],
    });
  });

  test('is told where a place goes on with it, unless the address says it', () => {
    const said = (place: WrittenPlace) => resolveDivision(divisions, place).furtherSaid;
    expect(said({ city: '佛山市', district: '顺德区容桂街道' })).toEqual(['district']);
    expect(said({ province: '佛山市南海桂城' })).toEqual(['province']);
    expect(said({ province: '广东朝阳区' })).toEqual(['province']);
    expect(said({ district: '顺德区 容桂', address: '容桂红旗中路88号' })).toEqual([]);
    expect(said({ province: '粤', city: '佛山市市辖区' })).toEqual([]);
  });

  test('two places of one name are not guessed between', () => {
    expect(resolve({ district: '朝阳区' })).toEqual([null, null, null]);
    expect(resolve({ district: '鼓楼区' })).toEqual([null, null, null]);
  });

  test('any text is answered, and the codes always form one path', () => {
    const piece = fc.constantFrom(
      ...all.map((place) => place.name),
      '广东',
      '佛山',
      '路',
      '市',
      'x',
      '',
      '𠮷',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 5 }).map((p) => p.join('')),
    );
    const place = fc.record({ province: text, city: text, district: text, address: text });
    fc.assert(
      fc.property(place, (written) => {
        const { province, city, district } = resolveDivision(divisions, written);
        const deepest = district ?? city ?? province ?? '';
        const path = divisionPath(divisions, deepest).map((step) => step.code);
        expect([province, city, district].filter((code) => code !== null)).toEqual(path);
      }),
    );
  });
});
