import { expect, it } from 'vitest';
import { pairPeople, parseNames, parsePeopleAndPhones } from '../../../db/domain/cells/people.ts';

const brief = (people: ReturnType<typeof pairPeople>['people']) =>
  people.map(({ name, mobile, phone }) => [name, mobile ?? phone]);

it('gives two people in one cell their own numbers', () => {
  const { people, unsure } = pairPeople('张三、李四', '13812345678/13912345678');
  expect(brief(people)).toEqual([
    ['张三', '13812345678'],
    ['李四', '13912345678'],
  ]);
  expect(unsure).toBe(false);
});

it('does not hand the second number to the first person when the first is unreadable', () => {
  expect(brief(pairPeople('张三、李四', '138/13912345678').people)).toEqual([
    ['张三', null],
    ['李四', '13912345678'],
  ]);
});

it('says when it is a guess who has which number', () => {
  expect(pairPeople('张三、李四', '13812345678').unsure).toBe(true);
  expect(pairPeople('张三', '13812345678/13912345678').unsure).toBe(false);
  expect(pairPeople('张三、李四', null).unsure).toBe(false);
  expect(pairPeople(null, '13812345678').unsure).toBe(false);
  const { people, unsure } = parsePeopleAndPhones('张三、李四 13812345678 王五 13912345678');
  expect(people.map(({ name }) => name)).toEqual(['张三', '李四', '王五']);
  expect(unsure).toBe(true);
});

it('gives one person a mobile and a landline', () => {
  expect(pairPeople('张 三', '0757-62980843 13812345678').people).toEqual([
    { name: '张三', position: null, mobile: '13812345678', phone: '0757-62980843' },
  ]);
});

it.each([
  ['13812345678/13912345678', '13812345678', '13912345678', []],
  ['0757-62980843/0757-62980844', null, '0757-62980843', ['0757-62980844']],
  ['13812345678/13912345678/0757-62980843', '13812345678', '0757-62980843', ['13912345678']],
  ['13812345678', '13812345678', null, []],
])('gives one person of %j a mobile and one more, and leaves the rest', (cell, mobile, phone, left) => {
  const { people, phones } = pairPeople('张三', cell);
  expect(people).toEqual([{ name: '张三', position: null, mobile, phone }]);
  expect(phones.map(({ number }) => number)).toEqual(left);
});

it('gives several people one number each, as what it is, and leaves the rest', () => {
  const { people, phones } = pairPeople('张三、李四', '0757-62980843/13912345678/13812345678');
  expect(people).toEqual([
    { name: '张三', position: null, mobile: null, phone: '0757-62980843' },
    { name: '李四', position: null, mobile: '13912345678', phone: null },
  ]);
  expect(phones.map(({ number }) => number)).toEqual(['13812345678']);
});

it('counts the numbers, not the pieces, where the pieces are not as many as the people', () => {
  const { people } = pairPeople('张三、李四、王五', '138/13912345678/13812345678/13912345678');
  expect(brief(people)).toEqual([
    ['张三', '13912345678'],
    ['李四', '13812345678'],
    ['王五', null],
  ]);
});

it.each([
  [
    '邓桂、郝菲浩 15087914546/13654452058',
    [
      ['邓桂', '15087914546'],
      ['郝菲浩', '13654452058'],
    ],
  ],
  [
    '邓桂15087914546、郝菲浩 13654452058',
    [
      ['邓桂', '15087914546'],
      ['郝菲浩', '13654452058'],
    ],
  ],
  ['白舒娟 13704250194', [['白舒娟', '13704250194']]],
  ['张 三：13704250194', [['张三', '13704250194']]],
  ['李和平(0757-62980843)', [['李和平', '0757-62980843']]],
  ['只有名字', [['只有名字', null]]],
  ['客服 95588', [['客服', '95588']]],
  ['张三2号 13812345678', [['张三2号', '13812345678']]],
  ['张三 13812345678 #', [['张三', '13812345678']]],
  ['张三-- 13812345678', [['张三', '13812345678']]],
  ['张三电话：13812345678', [['张三', '13812345678']]],
  ['张三：手机号 13812345678', [['张三', '13812345678']]],
  ['手机店张三 13812345678', [['手机店张三', '13812345678']]],
  ['张三 0757-62980843转801', [['张三', '0757-62980843-801']]],
  ['张三 0757-62980843 转  801', [['张三', '0757-62980843-801']]],
  ['张三 0757-62980843 ext 801', [['张三', '0757-62980843-801']]],
  ['13812345678：：李四 13912345678', [['李四', '13912345678']]],
])('takes names and numbers apart in %j', (cell, expected) => {
  expect(brief(parsePeopleAndPhones(cell).people)).toEqual(expected);
});

it('leaves a number without a name to the company', () => {
  expect(parsePeopleAndPhones('13704250194')).toMatchObject({
    people: [],
    phones: [{ number: '13704250194' }],
  });
  expect(pairPeople(null, '13704250194').phones).toHaveLength(1);
});

it('says which numbers it could not read', () => {
  expect(parsePeopleAndPhones('张三 138123456').rejected).toEqual([
    { text: '138123456', problem: 'phone_unreadable' },
  ]);
});

it.each([
  ['张三(采购经理)', [{ name: '张三', position: '采购经理' }]],
  [
    '张三经理/李四',
    [
      { name: '张三', position: '经理' },
      { name: '李四', position: null },
    ],
  ],
  [
    '张三 李四',
    [
      { name: '张三', position: null },
      { name: '李四', position: null },
    ],
  ],
  ['欧阳和平', [{ name: '欧阳和平', position: null }]],
  ['John Smith', [{ name: 'John Smith', position: null }]],
  ['<script>', [{ name: '<script>', position: null }]],
  ['@SUM(1+1)', [{ name: '@SUM(1+1)', position: null }]],
  ['张三 经理', [{ name: '张三', position: '经理' }]],
  ['张三(经理 )', [{ name: '张三', position: '经理' }]],
  [
    '张三和李四',
    [
      { name: '张三', position: null },
      { name: '李四', position: null },
    ],
  ],
  [
    '张三、、李四/',
    [
      { name: '张三', position: null },
      { name: '李四', position: null },
    ],
  ],
  ['无', []],
  ['--', []],
])('reads the people of %j', (cell, expected) => {
  expect(parseNames(cell)).toEqual(expected);
});

it('keeps what is no name in one piece', () => {
  const text = '<script>fetch("http://127.0.0.1")</script>';
  expect(parseNames(text)).toEqual([{ name: text, position: null }]);
});

it.each([
  '<b>/李四',
  '张和李四',
  '李四和张',
  'John张三 李四',
  '张三 李四Jr',
  '1张三(经理)',
  '张三(经理)等',
  '张三(经理#1)',
  'A张三经理',
  '张三经理部',
])('takes %j for one name', (name) => {
  expect(parseNames(name)).toEqual([{ name, position: null }]);
});

it.each([
  ['张三 采购员', [['张三', '采购员']]],
  ['张三 技术总监', [['张三', '技术总监']]],
  ['张三 市场部经理', [['张三', '市场部经理']]],
  ['张三 老板娘', [['张三', '老板娘']]],
  ['张三 女士', [['张三 女士', null]]],
  [
    '张三 江经理',
    [
      ['张三', null],
      ['江经理', null],
    ],
  ],
  [
    '张三 覃四',
    [
      ['张三', null],
      ['覃四', null],
    ],
  ],
  [
    '张三 李道长',
    [
      ['张三', null],
      ['李道长', null],
    ],
  ],
])('%s is %j', (cell, people) => {
  expect(parseNames(cell).map(({ name, position }) => [name, position])).toEqual(people);
});
