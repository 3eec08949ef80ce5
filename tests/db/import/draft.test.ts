import { describe, expect, it } from 'vitest';
import type { CellValue } from '../../../db/domain/cells/text.ts';
import { CUSTOMER_FIELDS } from '../../../db/domain/customer-fields.ts';
import { customerInputSchema } from '../../../db/domain/customer.ts';
import type { DraftContext } from '../../../db/features/import/choices.ts';
import titleList from '../../../resources/lists/import-columns.json' with { type: 'json' };
import { codes, draftAll, draftOne } from './support/drafts.ts';

describe('1. a row of the ledger', () => {
  const TITLES = [
    '序号',
    '客户名称',
    '统一社会信用代码',
    '省份',
    '地址',
    '联系人',
    '联系电话',
    '客户等级',
    '建档日期',
    '密级',
    '存放位置',
    '年业务量(万元)',
    '备注',
    '喜好',
  ];

  it('becomes a customer with its people, place on the shelf and dates', () => {
    const cells = [
      7,
      ' 中山市金帆陶瓷有限 公司 ',
      '91440604087e4awlt3',
      '广东省',
      '中山市南头镇',
      '魏俊、罗军蓓',
      '13883783438/15928723482',
      '黄金',
      '2015/12/25',
      '秘密',
      'B-1-12',
      236.9793,
      '质量稳定',
      '钓鱼',
    ];
    const { draft, problems, warnings } = draftOne(TITLES, cells);
    expect([problems, warnings]).toEqual([[], []]);
    expect(draft?.filedOn).toBe('2015-12-25');
    expect(draft?.input).toMatchObject({
      category: 'client',
      name: '中山市金帆陶瓷有限公司',
      uscc: '91440604087E4AWLT3',
      usccWaiver: null,
      province: '440000',
      grade: 'gold',
      secrecy: 'confidential',
      shelf: { room: null, cabinet: 'B', level: 1, position: 12 },
      annualVolume: 2369793,
      note: '质量稳定\n喜好：钓鱼',
      contacts: [
        { name: '魏俊', mobile: '13883783438' },
        { name: '罗军蓓', mobile: '15928723482' },
      ],
    });
  });

  it('takes the value of the row above for 同上', () => {
    const results = draftAll(
      ['客户名称', '备注'],
      [
        ['甲公司', '月结30天'],
        ['乙公司', '同上'],
        ['丙公司', '〃'],
      ],
    );
    expect(results.map(({ draft }) => draft?.input.note)).toEqual(['月结30天', '月结30天', '月结30天']);
  });

  it('warns of 同上 with nothing above', () => {
    expect(codes(draftOne(['客户名称', '备注'], ['甲公司', '同上']).warnings)).toEqual([
      'ditto_without_above',
    ]);
  });

  it('parts people who stand with their numbers in the column of names', () => {
    const { draft } = draftOne(
      ['客户名称', '联系人', '手机'],
      ['甲公司', '张三13811111112李四13911111112', '13700000001'],
    );
    expect(draft?.input).toMatchObject({
      contacts: [
        { name: '张三', mobile: '13811111112' },
        { name: '李四', mobile: '13911111112' },
      ],
      phones: ['13700000001'],
    });
  });

  it('gives a mobile to the person and a landline beside it to the company', () => {
    const { draft } = draftOne(
      ['客户名称', '联系人', '手机', '电话'],
      ['甲公司', '张三', 13812345678, '0757-62980843'],
    );
    expect(draft?.input).toMatchObject({
      contacts: [{ name: '张三', mobile: '13812345678' }],
      phones: ['0757-62980843'],
    });
  });
});

describe('2. what refuses a row', () => {
  it.each<[string, string[], CellValue[], string[]]>([
    ['no name', ['客户名称', '手机'], ['', '13812345678'], ['name_missing']],
    ['a name too long', ['客户名称', '手机'], ['长'.repeat(121), ''], ['too_long']],
    ['bytes that are no text', ['客户名称', '手机'], ['甲\uFFFD公司', ''], ['garbled']],
    ['an unknown category', ['客户名称', '客户分类'], ['甲公司', '外星客户'], ['category_unknown']],
    ['a failed formula', ['客户名称', '手机'], ['#REF!', ''], ['error_cell']],
    ['a sign of nothing for a name', ['客户名称', '手机'], ['待定', ''], ['name_missing']],
    ['two categories', ['客户名称', '客户分类'], ['甲公司', '客户和供应商'], ['category_several']],
    ['both', ['客户名称', '客户分类'], ['', '外星客户'], ['category_unknown', 'name_missing']],
  ])('%s', (_what, titles, cells, expected) => {
    const context = titles.includes('客户分类') ? { category: null } : {};
    const { draft, problems } = draftOne(titles, cells, context);
    expect(draft).toBeNull();
    expect(codes(problems)).toEqual(expected);
  });

  it.each<[string, CellValue, string, object]>([
    ['等级', '钻石级', 'grade_unknown', { grade: null }],
    ['密级', '最高机密', 'secrecy_unknown', { secrecy: 'confidential' }],
    ['保管期限', '五十年', 'word_unknown', { retention: 'D30' }],
    ['首次接触日期', '2024-13-45', 'date_impossible', { firstContactOn: null }],
    ['首次接触日期', '4/5/2017', 'date_ambiguous', { firstContactOn: null }],
    ['首次接触日期', '2026年底', 'date_unreadable', { firstContactOn: null }],
    ['首次接触日期', '2027-01-01', 'day_in_future', { firstContactOn: null }],
    ['建档日期', '2027-01-01', 'filed_in_future', {}],
    ['地址', '#REF!', 'error_cell', { address: null }],
    ['地址', '甲\uFFFD路', 'garbled', { address: null }],
    ['地址', '甲'.repeat(201), 'too_long_noted', { address: null }],
  ])('nothing that stands in %s: %j goes to the note', (title, value, said, input) => {
    const { draft, problems, warnings } = draftOne(['客户名称', title], ['甲公司', value]);
    expect([problems, codes(warnings)]).toEqual([[], [said]]);
    expect(draft?.input).toMatchObject({ ...input, note: `${title}：${value}` });
  });

  it('nothing that stands beyond the titles of a text file, nor that a row is shorter: both are told', () => {
    const long = draftOne(['客户名称', '备注'], ['甲公司', '月结', '', ' ="007" ', '多余'], { width: 2 });
    expect([long.problems, codes(long.warnings)]).toEqual([[], ['cells_beyond']]);
    expect(long.warnings).toMatchObject([
      { column: '', value: '007、多余', data: { found: 5, expected: 2 } },
    ]);
    expect(long.draft?.input.note).toBe('月结\n第 4 列：007\n第 5 列：多余');
    const short = draftOne(['客户名称', '手机'], ['甲公司'], { width: 2 });
    expect([short.problems, codes(short.warnings)]).toEqual([[], ['cells_missing']]);
  });

  it.each<[CellValue[], string]>([
    // 桂丹路1号,后座 without quotation marks: all that follows stands one column too far.
    [['甲公司', '桂丹路1号', '后座', '机密', '月结'], 'secret'],
    [['甲公司', '桂丹路1号', '', '机密'], 'normal'],
    [['甲公司', '桂丹路1号', '', '月结', '绝密'], 'top_secret'],
    [['甲公司', '桂丹路1号', '机密', '普通', '多余'], 'secret'],
    [['机密', '桂丹路1号', '普通', '月结', '多余'], 'normal'],
  ])('a class that a comma too many may have moved counts: %j is %s', (cells, secrecy) => {
    const titles = ['客户名称', '地址', '密级', '备注'];
    const { draft } = draftOne(titles, cells, { width: 4 });
    expect(draft?.input.secrecy).toBe(secrecy);
  });

  it('no category, where no column and nobody says it', () => {
    expect(codes(draftOne(['客户名称', '客户分类'], ['甲公司', ''], { category: null }).problems)).toEqual([
      'category_missing',
    ]);
  });
});

describe('3. what is kept in the note with a warning', () => {
  it.each<[string, CellValue, string]>([
    ['手机', '电话', 'phone_unreadable'],
    ['手机', '1.38E+10', 'phone_digits_lost'],
    ['统一社会信用代码', 'NOT-A-CODE-AT-ALL!', 'uscc_not_a_code'],
    ['省份', '火星省', 'place_unknown'],
    ['柜号', '三楼', 'shelf_unreadable'],
    ['年业务量', '很多', 'amount_unreadable'],
    ['行业', '航天', 'word_unknown'],
  ])('%s %j', (title, value, code) => {
    const { draft, warnings } = draftOne(['客户名称', title], ['甲公司', value]);
    expect(codes(warnings)).toEqual([code]);
    expect(draft?.input.note).toBe(`${title}：${value}`);
  });

  it('a code that fails its check is kept as a code, with the reason', () => {
    const { draft, warnings } = draftOne(['客户名称', '税号'], ['甲公司', '91440604087E4AWLT4']);
    expect(codes(warnings)).toEqual(['uscc_check_character']);
    expect(draft?.input).toMatchObject({ uscc: '91440604087E4AWLT4', usccWaiver: 'kept' });
  });
});

describe('4. the edges of a row', () => {
  const inputOf = (titles: string[], cells: CellValue[], context: Partial<DraftContext> = {}) => {
    const { draft, problems } = draftOne(titles, cells, context);
    if (!draft) throw new Error(JSON.stringify(problems));
    return draft.input;
  };

  it('says its name even where it is refused, and nothing where it has none', () => {
    const refused = draftOne(['客户名称', '客户分类'], ['甲公司', '外星'], { category: null });
    expect(refused).toMatchObject({ name: '甲公司', draft: null, warnings: [] });
    expect(draftOne(['客户名称', '密级'], ['', '秘密']).name).toBeNull();
    expect(codes(draftOne(['客户名称', '手机'], ['长'.repeat(121), '']).problems)).toEqual(['too_long']);
    expect(draftOne(['客户名称', '手机'], ['甲公司', '']).problems).toEqual([]);
  });

  it('shows the cells with what 同上 stands for, the others as they were', () => {
    const [one, two] = draftAll(
      ['客户名称', '备注'],
      [
        ['甲公司', '月结'],
        ['乙公司', ' 同上 '],
      ],
    );
    expect([one?.cells, two?.cells]).toEqual([
      ['甲公司', '月结'],
      ['乙公司', '月结'],
    ]);
    const empty = draftAll(
      ['客户名称', '备注'],
      [
        ['甲公司', ''],
        ['乙公司', '同上'],
      ],
    );
    expect(empty.map(({ warnings }) => warnings)).toEqual([[], []]);
  });

  it('is refused below a header that contradicts the first, and told of below a wider one', () => {
    const row = ['甲公司', '超密'];
    const other = draftOne(['客户名称', '密级'], row, { header: { row: 7, fits: false } });
    expect(codes(other.problems)).toEqual(['other_header']);
    expect(other.problems[0]?.data).toEqual({ row: 7 });
    const wider = draftOne(['客户名称', '密级'], ['甲公司', '秘密'], { header: { row: 7, fits: true } });
    expect(wider.draft).not.toBeNull();
    expect(codes(wider.warnings)).toEqual(['wider_header']);
    expect(wider.warnings[0]?.data).toEqual({ row: 7 });
  });

  it.each<[string, string, CellValue, object]>([
    ['a status of a client', '合作状态', '停止', { status: 'stopped' }],
    ['a party', '客户性质', '个人', { party: 'individual' }],
    ['a former name', '曾用名', '甲厂 有限 公司、乙厂', { formerNames: ['甲厂有限公司', '乙厂'] }],
    ['words', '主题词', '甲，，乙/甲;丙', { indexTerms: ['甲', '乙', '丙'] }],
    ['an industry in no list', '行业', '航天', { industry: null, note: '行业：航天' }],
    ['a first contact today', '首次接触日期', '2026-11-22', { firstContactOn: '2026-11-22' }],
    ['no first contact', '首次接触日期', '', { firstContactOn: null }],
    ['a contract that ends later', '协议到期', '2030-01-01', { contractEndsOn: '2030-01-01' }],
    ['an address as long as it may be', '地址', '甲'.repeat(200), { address: '甲'.repeat(200) }],
    ['a code of eighteen', '税号', '91440604087E4AWLT3', { uscc: '91440604087E4AWLT3', usccWaiver: null }],
    ['a code of fifteen', '税号', '440600000012345', { uscc: '440600000012345', usccWaiver: 'kept' }],
    ['a code of nineteen', '税号', '91440604087E4AWLT30', { uscc: null, usccWaiver: null }],
    ['a code with a sign in it', '税号', '9144+', { uscc: null, usccWaiver: null }],
    ['no code', '税号', '无', { uscc: null, usccWaiver: null, note: null }],
    [
      'a note as long as it may be',
      '备注',
      '甲'.repeat(CUSTOMER_FIELDS.note.max),
      { note: '甲'.repeat(CUSTOMER_FIELDS.note.max) },
    ],
    ['a website', '官网', 'www.example.com', { website: 'www.example.com', note: null }],
    ['no website', '官网', 'none', { website: null, note: null }],
    ['what is no website', '官网', '见名片', { website: null, note: '官网：见名片' }],
  ])('reads %s', (_what, title, value, expected) => {
    expect(inputOf(['客户名称', title], ['甲公司', value])).toMatchObject(expected);
  });

  it.each<[string, string, CellValue, string[]]>([
    ['a note too long', '备注', '甲'.repeat(CUSTOMER_FIELDS.note.max + 1), ['too_long']],
  ])('refuses %s', (_what, title, value, expected) => {
    expect(codes(draftOne(['客户名称', title], ['甲公司', value]).problems)).toEqual(expected);
  });

  it('takes a filing today, and a status of nobody but clients', () => {
    expect(draftOne(['客户名称', '建档日期'], ['甲公司', '2026-11-22']).draft?.filedOn).toBe('2026-11-22');
    expect(draftOne(['客户名称', '建档日期'], ['甲公司', '']).draft?.filedOn).toBeNull();
    expect(inputOf(['客户名称', '合作状态'], ['甲公司', '停止'], { category: 'supplier' }).status).toBeNull();
    expect(inputOf(['客户名称', '客户分类'], ['甲公司', '合作机构'], { category: null }).category).toBe(
      'partner',
    );
    expect(inputOf(['客户名称', '客户分类'], ['甲公司', ''], { category: 'partner' }).category).toBe(
      'partner',
    );
  });

  it('keeps a word of a choice that is not known in the note', () => {
    const { draft, warnings } = draftOne(['客户名称', '合作状态'], ['甲公司', '不详中']);
    expect(codes(warnings)).toEqual(['word_unknown']);
    expect(draft?.input).toMatchObject({ status: null, note: '合作状态：不详中' });
  });

  it.each<[CellValue[], object | null]>([
    [['B', '1', '12', ''], { room: null, cabinet: 'B', level: 1, position: 12 }],
    [['B', '1', '12', '甲库房'], { room: '甲库房', cabinet: 'B', level: 1, position: 12 }],
    [['B', '1', '', '甲库房'], null],
    [['B', '1', '12', '甲'.repeat(30)], { room: '甲'.repeat(20), cabinet: 'B', level: 1, position: 12 }],
  ])('puts a place together from its columns: %j', (cells, shelf) => {
    const titles = [
      titleList.shelfCabinet[0],
      titleList.shelfLevel[0],
      titleList.shelfPosition[0],
      titleList.shelfRoom[0],
    ];
    expect(inputOf(['客户名称', ...titles.map((title) => title ?? '')], ['甲公司', ...cells]).shelf).toEqual(
      shelf,
    );
  });

  it('takes a room from its own column only where the place has none', () => {
    const titles = ['客户名称', '柜号', titleList.shelfRoom[0] ?? ''];
    expect(inputOf(titles, ['甲公司', '乙库房-B-1-12', '甲库房']).shelf?.room).toBe('乙库房');
    expect(inputOf(titles, ['甲公司', 'B-1-12', '甲库房']).shelf?.room).toBe('甲库房');
  });

  it('says the cell that named no place: the whole, or that of a level', () => {
    const whole = draftOne(['客户名称', '所在地'], ['甲公司', '火星省']);
    expect(codes(whole.warnings)).toEqual(['place_unknown']);
    expect(whole.draft?.input.note).toBe('所在地：火星省');
    const own = draftOne(['客户名称', '所在地', '省份'], ['甲公司', '广东省', '火星省']);
    expect(own.draft?.input.note).toBe('省份：火星省');
  });

  it('counts the cells of a text: as many, blank ones more, too many', () => {
    const width = { width: 2 };
    expect(draftOne(['客户名称', '手机'], ['甲公司', ''], width)).toMatchObject({
      problems: [],
      warnings: [],
    });
    expect(draftOne(['客户名称', '手机'], ['甲公司', '', '', ' '], width)).toMatchObject({
      problems: [],
      warnings: [],
    });
    const { warnings } = draftOne(['客户名称', '手机'], ['甲公司', '', '', '多余', ' '], width);
    expect(warnings[0]?.data).toEqual({ found: 4, expected: 2 });
  });

  it('keeps numbers that are too many, and what a person is said to be where it is sure who', () => {
    const many = Array.from({ length: 25 }, (_one, at) => `138123456${10 + at}`);
    const input = inputOf(['客户名称', '电话'], ['甲公司', many.join('/')]);
    expect(input.phones).toHaveLength(CUSTOMER_FIELDS.phones.most);
    expect(input.note?.split('\n')).toEqual(
      many.slice(CUSTOMER_FIELDS.phones.most).map((number) => `电话：${number}`),
    );
    const titles = ['客户名称', '联系人', '职务', '电子邮箱'];
    expect(inputOf(titles, ['甲公司', '张三', '经理', 'z@example.com'])).toMatchObject({
      contacts: [{ name: '张三', position: '经理', email: 'z@example.com' }],
      note: null,
    });
    expect(inputOf(titles, ['甲公司', '张三、李四', '经理', 'z@example.com'])).toMatchObject({
      contacts: [
        { name: '张三', position: null, email: null },
        { name: '李四', position: null, email: null },
      ],
      note: '职务：经理\n电子邮箱：z@example.com',
    });
    expect(inputOf(titles, ['甲公司', '张三(厂长)', '经理', '见名片'])).toMatchObject({
      contacts: [{ name: '张三', position: '厂长', email: null }],
      note: '电子邮箱：见名片\n职务：经理',
    });
  });

  it('joins somebody who is named twice, and reads people from every column of them', () => {
    const titles = ['客户名称', '联系人/电话', '联系人', '手机', '法定代表人'];
    const { draft, warnings } = draftOne(titles, [
      '甲公司',
      '张三 0757-62980843',
      '张三、李四',
      '13812345678/13912345678',
      '王五 13712345678',
    ]);
    expect(warnings).toEqual([]);
    expect(draft?.input).toMatchObject({
      contacts: [
        { name: '张三', mobile: '13812345678', phone: '0757-62980843' },
        { name: '李四', mobile: '13912345678', phone: null },
        { name: '王五', mobile: '13712345678', position: '法定代表人' },
      ],
      legalPerson: '王五',
      note: null,
    });
    expect(inputOf(['客户名称', '法定代表人'], ['甲公司', '王五'])).toMatchObject({
      legalPerson: '王五',
      contacts: [],
    });
  });

  it('warns where it is a guess who has which number, and of numbers that it could not read', () => {
    expect(
      codes(draftOne(['客户名称', '联系人', '手机'], ['甲公司', '张三、李四', '13812345678']).warnings),
    ).toEqual(['people_unsure']);
    const { draft, warnings } = draftOne(['客户名称', '手机', '电话'], ['甲公司', '13812345678', '见备注']);
    expect(codes(warnings)).toEqual(['phone_unreadable']);
    expect(draft?.input).toMatchObject({ phones: ['13812345678'], note: '电话：见备注' });
  });
});

it('a failed formula in a column without a field is kept as any text', () => {
  const { draft } = draftOne(['客户名称', '手机', '喜好'], ['甲公司', '', '#N/A']);
  expect(draft?.input.note).toBe('喜好：#N/A');
});

it('5. whatever a row holds, its draft is one that the vault accepts', () => {
  const TITLES = [
    '客户名称',
    '曾用名',
    '税号',
    '联系人',
    '手机',
    '电话',
    '主题词',
    '供应产品',
    '地址',
    '柜号',
    '库房',
    '编号',
    '备注',
    '其他',
    '职务',
    '法定代表人',
  ];
  const NASTY: CellValue[] = [
    '=cmd|A0',
    '<img src=x onerror=alert(1)>',
    "'; DROP TABLE customer; --",
    '𠮷'.repeat(60),
    '😀'.repeat(59),
    '甲、'.repeat(80),
    '1/2/3',
    'x'.repeat(200),
    -1,
    1e308,
    true,
    '13812345678 '.repeat(30),
  ];
  const drafts = NASTY.flatMap((value) => {
    const { draft } = draftOne(TITLES, ['甲公司', ...TITLES.slice(1).map(() => value)]);
    return draft ? [draft.input] : [];
  });
  expect(drafts.length).toBeGreaterThan(5);
  expect(drafts.flatMap((input) => customerInputSchema.safeParse(input).error?.issues ?? [])).toEqual([]);
});
