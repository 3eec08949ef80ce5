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
});

it('gives one person a mobile and a landline', () => {
  expect(pairPeople('张 三', '0757-62980843 13812345678').people).toEqual([
    { name: '张三', position: null, mobile: '13812345678', phone: '0757-62980843' },
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
])('takes names and numbers apart in %j', (cell, expected) => {
  expect(brief(parsePeopleAndPhones(cell).people)).toEqual(expected);
});

it('leaves a number without a name to the company', () => {
  expect(parsePeopleAndPhones('13704250194')).toMatchObject({
    people: [],
    phones: [{ number: '13704250194' }],
  });
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
  ['无', []],
])('reads the people of %j', (cell, expected) => {
  expect(parseNames(cell)).toEqual(expected);
});

it('keeps what is no name in one piece', () => {
  const text = '<script>fetch("http://127.0.0.1")</script>';
  expect(parseNames(text)).toEqual([{ name: text, position: null }]);
});
