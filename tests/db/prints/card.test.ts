import { describe, expect, test } from 'vitest';
import { blankCustomer, CATEGORIES, type Category } from '../../../db/domain/customer.ts';
import type { PrintDocument } from '../../../db/domain/document/model.ts';
import type { ValueWords } from '../../../db/domain/field-text.ts';
import {
  CARD_MANNER,
  customerCard,
  placeOnPaper,
  type CardSource,
} from '../../../db/features/customers/card.ts';
import { customerWord } from '../../../db/features/customers/words.ts';
import type { FrameFacts } from '../../../db/work/subject.ts';
import { aContact, aCustomer } from '../../support/factories.ts';

const facts: FrameFacts = {
  company: '佛山市测试五金有限公司',
  trial: false,
  printedBy: '刘芳',
  printedAt: Date.UTC(2026, 2, 2, 9),
  zone: 'Asia/Shanghai',
  paper: { size: 'A4', landscape: false },
};

/** Codes of lists and places stand for themselves. */
const words: ValueWords = {
  choice: (set, value) => customerWord('zh-CN', `${set.replace(/^.*:/, '')}.${value}`),
  code: (_list, value) => value,
  division: (value) => value,
  person: () => '陈晓明',
  row: (parts) => parts.join(' '),
  rows: (rows) => rows.join('; '),
  amount: String,
  shelf: () => null,
  texts: String,
  ...CARD_MANNER,
};

function source(overrides: Partial<CardSource> = {}): CardSource {
  const input = overrides.input ?? aCustomer();
  return {
    archiveNo: 'QZ01-KH·2026-D30-YW-0001',
    filedOn: '2026-03-02',
    secrecy: input.secrecy,
    input,
    words,
    keeper: null,
    ...overrides,
  };
}

/** Labels with their values, over all blocks of fields. */
function fieldsOf(card: PrintDocument): Map<string, string> {
  return new Map(
    card.blocks.flatMap((block) =>
      block.kind === 'fields' ? block.items.map(({ label, value }) => [label.replace('\n', ''), value]) : [],
    ),
  );
}

describe('客户档案卡', () => {
  test('has every field of forms.md 1', () => {
    const input = aCustomer({
      category: 'client',
      name: '佛山市金艺五金有限公司',
      shortName: '金艺',
      englishName: 'Golden Craft Ltd',
      formerNames: ['金艺五金厂', '金艺电器厂'],
      uscc: '91440605MA4UQ3QX2K',
      legalPerson: '司徒美堂',
      subType: '经销商',
      industry: '金属制品业',
      size: '中型',
      grade: '黄金',
      responsibleId: 1,
      province: '广东省',
      city: '佛山市',
      district: '顺德区',
      status: 'active',
      // The place is printed once, however the address begins.
      address: '广东省佛山市顺德区容桂红旗中路 88 号',
      website: 'www.jinyi.example',
      phones: ['0757-28881234', '4008301234'],
      secrecy: 'confidential',
      retention: 'Y',
      firstContactOn: '2026-02-26',
      annualVolume: 12_800_000,
      contractEndsOn: '2026-12-31',
      legacyCode: 'KH-0231',
      shelf: { room: 'A', cabinet: '03', level: 2, position: 15 },
      indexTerms: ['大客户', '出口'],
      note: '夜班联系王工',
      contacts: [
        aContact({
          name: '张三',
          position: '采购总监',
          phone: '0757-1',
          email: 'zs@jinyi.example',
          note: '周三在厂',
        }),
      ],
    });
    const card = customerCard(source({ input, keeper: '刘芳' }), facts);
    expect(Object.fromEntries(fieldsOf(card))).toEqual({
      名称: '佛山市金艺五金有限公司',
      简称: '金艺',
      英文名: 'Golden Craft Ltd',
      曾用名: '金艺五金厂、金艺电器厂',
      类别: '业务客户（机构）',
      细分类型: '经销商',
      统一社会信用代码: '91440605MA4UQ3QX2K',
      法定代表人: '司徒美堂',
      行业: '金属制品业',
      规模: '中型',
      合作状态: '合作中',
      所在地: '广东省佛山市顺德区',
      地址: '容桂红旗中路 88 号',
      网址: 'www.jinyi.example',
      电话: '0757-28881234、4008301234',
      等级: '黄金',
      密级: '秘密',
      首次接触: '2026-02-26',
      保管期限: '永久',
      负责人: '陈晓明',
      保管人: '刘芳',
      年合同额: '12,800,000 元',
      合同到期: '2026-12-31',
      原编号: 'KH-0231',
      柜位: 'A 室 03 柜 2 层 15 位',
      索引词: '大客户、出口',
      备注: '夜班联系王工',
    });
    const people = card.blocks.find((block) => block.kind === 'table');
    expect(people?.rows).toEqual([
      ['1', '张三', '采购总监', '13812345678', '0757-1', '邮箱：zs@jinyi.example\n周三在厂'],
    ]);
    expect(card).toMatchObject({
      title: '客户档案卡',
      company: '佛山市测试五金有限公司',
      number: { label: '档号', value: 'QZ01-KH·2026-D30-YW-0001' },
      date: { label: '归档日期', value: '2026-03-02' },
      watermark: null,
      secrecyMark: null,
    });
    expect(card.printed).toMatch(/^打印：刘芳　2026-03-02 \d\d:00$/);
  });

  test.each<[Category, string]>([
    ['supplier', '供应商（机构）'],
    ['client', '业务客户（机构）'],
    ['partner', '合作机构（机构）'],
  ])('of a blank %s is a form with empty places', (category, words) => {
    const fields = fieldsOf(
      customerCard(source({ input: { ...blankCustomer(category), name: '空' } }), facts),
    );
    expect(fields.get('类别')).toBe(words);
    expect(fields.has('合作状态')).toBe(category === 'client');
    expect(fields.has('原编号')).toBe(true);
    expect([...fields.values()].join('')).not.toMatch(/null|undefined|NaN|\{\{/);
  });

  test('of a person has no place for a size, but shows one that is on file', () => {
    const input = aCustomer({ party: 'individual', size: null });
    expect(fieldsOf(customerCard(source({ input }), facts)).has('规模')).toBe(false);
    const filed = fieldsOf(customerCard(source({ input: { ...input, size: '中型' } }), facts));
    expect(filed.get('规模')).toBe('中型');
  });

  test('a kept 统一社会信用代码 says why', () => {
    const input = aCustomer({ uscc: '914406040000000000', usccWaiver: '营业执照如此' });
    const value = fieldsOf(customerCard(source({ input }), facts)).get('统一社会信用代码');
    expect(value).toBe('914406040000000000（校验不符，保留原因：营业执照如此）');
  });

  test('机密 and 绝密 carry their mark with its term, other and lapsed classes none (S1)', () => {
    const mark = (overrides: Parameters<typeof aCustomer>[0], secrecy?: CardSource['secrecy']) => {
      const input = aCustomer(overrides);
      return customerCard(source({ input, secrecy: secrecy ?? input.secrecy }), facts).secrecyMark;
    };
    expect(mark({ secrecy: 'secret' })).toBe('机密★30年');
    expect(mark({ secrecy: 'top_secret', retention: 'Y' })).toBe('绝密★长期');
    expect(mark({ secrecy: 'secret', secrecyUntil: '2027-06-30' })).toBe('机密★2027年6月30日前');
    expect(mark({ secrecy: 'confidential' })).toBeNull();
    expect(mark({ secrecy: 'normal' })).toBeNull();
    const lapsed = aCustomer({ secrecy: 'secret', secrecyUntil: '2026-01-31' });
    const card = customerCard(source({ input: lapsed, secrecy: 'normal' }), facts);
    expect(card.secrecyMark).toBeNull();
    const inForce = (overrides: Parameters<typeof aCustomer>[0]) =>
      fieldsOf(customerCard(source({ input: aCustomer(overrides) }), facts)).get('密级');
    expect(inForce({ secrecy: 'secret', secrecyUntil: '2027-06-30' })).toBe('机密（至 2027-06-30）');
    expect(inForce({ secrecy: 'secret' })).toBe('机密');
    expect(inForce({ secrecy: 'normal', secrecyUntil: '2027-06-30' })).toBe('普通');
    expect(fieldsOf(card).get('密级')).toBe('机密（2026-01-31 到期，已解除）');
  });

  test('gives long names, long lists and notes the room that they need', () => {
    const itemOf = (overrides: Parameters<typeof aCustomer>[0], label: string) =>
      customerCard(source({ input: aCustomer(overrides) }), facts)
        .blocks.flatMap((block) => (block.kind === 'fields' ? block.items : []))
        .find((item) => item.label.replace('\n', '') === label);
    expect(itemOf({}, '名称')).toMatchObject({ span: 2, strong: true });
    expect(itemOf({ note: '甲' }, '备注')).toMatchObject({ fill: true, span: 1 });
    expect(itemOf({ address: '甲' }, '地址')).toMatchObject({ span: 2 });
    expect(itemOf({ website: 'www.a.example' }, '网址')).toMatchObject({ span: 1 });
    expect(itemOf({ shelf: { room: null, cabinet: 'B', level: 1, position: 2 } }, '柜位')).toMatchObject({
      value: 'B 柜 1 层 2 位',
      span: 1,
    });
    expect(itemOf({ indexTerms: ['一二三四五六七八', '一二三四五六七'] }, '索引词')).toMatchObject({
      span: 1,
    });
    expect(itemOf({ indexTerms: ['一二三四五六七八', '一二三四五六七八'] }, '索引词')).toMatchObject({
      span: 2,
    });
    expect(itemOf({ uscc: '91440605MA4UQ3QX2K', usccWaiver: null }, '统一社会信用代码')).toMatchObject({
      value: '91440605MA4UQ3QX2K',
    });
    expect(itemOf({ uscc: null, usccWaiver: '甲' }, '统一社会信用代码')).toMatchObject({ value: '' });
  });

  test('of a trial vault carries its watermark', () => {
    expect(customerCard(source(), { ...facts, trial: true }).watermark).toBe('试用');
  });

  test('room for three people is left where there are fewer', () => {
    for (const category of CATEGORIES) {
      const card = customerCard(source({ input: aCustomer({ category }) }), facts);
      expect(card.blocks.find((block) => block.kind === 'table')).toMatchObject({ minRows: 3, rows: [] });
    }
  });
});

test('a room that has a name of its own is not called a room once more', () => {
  const at = { cabinet: 'A', level: 4, position: 6 };
  expect(placeOnPaper({ room: '一号库房', ...at })).toBe('一号库房 A 柜 4 层 6 位');
  expect(placeOnPaper({ room: '2', ...at })).toBe('2 室 A 柜 4 层 6 位');
});
