import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as kinds from '../../../db/domain/fields.ts';
import {
  formBlanks,
  formSchema,
  formSoFar,
  keptFormSchema,
  toForm,
  type Tidy,
} from '../../../renderer/lib/record-form.ts';

const PARTS = {
  title: kinds.neededLine('title', 4, {}),
  pay: kinds.amount('pay', {}),
};
const FIELDS = {
  name: kinds.neededLine('name', 4, {}),
  alias: kinds.line('alias', 4, {}),
  code: kinds.line('code', 4, {}),
  mail: kinds.line('mail', 20, { shape: 'email' }),
  notes: kinds.lines('notes', 6, {}),
  volume: kinds.amount('volume', {}),
  words: kinds.texts(3, 2, { table: 't', textColumn: 'w', ordered: true }),
  people: kinds.rows(PARTS, 2, { table: 'p' }),
  shelf: kinds.shelf(
    z.strictObject({
      room: z.string().min(1),
      cabinet: z.string(),
      level: z.int().min(1),
      position: z.int().min(1),
    }),
    {},
  ),
  since: kinds.day('since', {}),
  grade: kinds.choice('grade', ['a', 'b'], { words: 'grade', blank: 'a' }),
  kind: kinds.optionalChoice('kind', ['x', 'y'], { words: 'kind' }),
  trade: kinds.code('trade', { list: 'trade' }),
  place: kinds.division('place', {}),
  keeper: kinds.person('keeper', {}),
};
const TIDY: Tidy<typeof FIELDS> = { code: (typed) => typed.replaceAll(' ', '').toUpperCase() };

const noShelf = { room: '', cabinet: '', level: '', position: '' };
const blank = toForm(FIELDS, {
  name: '',
  alias: null,
  code: null,
  mail: null,
  notes: null,
  volume: null,
  words: [],
  people: [],
  shelf: null,
  since: null,
  grade: 'a',
  kind: null,
  trade: null,
  place: null,
  keeper: null,
});
const typed = (change: object) => ({ ...blank, name: '甲', ...change }) as typeof blank;

test('a record is shown as text, and a choice not made as none', () => {
  expect(blank).toEqual({
    name: '',
    alias: '',
    code: '',
    mail: '',
    notes: '',
    volume: '',
    words: [],
    people: [],
    shelf: noShelf,
    since: null,
    grade: 'a',
    kind: null,
    trade: null,
    place: null,
    keeper: null,
  });
  const people = [
    { id: 7, title: '经理', pay: 5 },
    { title: '', pay: null },
  ];
  const shelf = { room: '库', cabinet: 'B', level: 2, position: 14 };
  const volume = 0;
  const record = formSchema(FIELDS).parse(typed({}));
  expect(toForm(FIELDS, { ...record, people, shelf, volume })).toMatchObject({
    people: [
      { id: 7, title: '经理', pay: '5' },
      { title: '', pay: '' },
    ],
    shelf: { room: '库', cabinet: 'B', level: '2', position: '14' },
    volume: '0',
  });
  expect(toForm(FIELDS, { ...record, people }).people[1]).not.toHaveProperty('id');
});

test('the blanks of the fields are as a form has them, also in rows', () => {
  const blanks = formBlanks(FIELDS);
  expect(Object.fromEntries(kinds.listFields(blanks).map(([key, field]) => [key, field.blank]))).toEqual(
    blank,
  );
  const people = blanks['people'];
  const parts = people?.kind === 'rows' ? people.fields : {};
  expect(parts['pay']?.blank).toBe('');
  expect(parts['title']?.blank).toBe('');
});

/** What is typed into one field, and what is sent; `refused` where nothing is. */
const refused = Symbol('refused');
const SENT: ReadonlyArray<readonly [keyof typeof FIELDS, unknown, unknown]> = [
  ['name', ' 甲乙丙丁 ', '甲乙丙丁'],
  ['name', '甲乙丙丁戊', refused],
  ['name', '  ', refused],
  ['alias', ' 乙 ', '乙'],
  ['alias', '  ', null],
  ['alias', 'abcd', 'abcd'],
  ['alias', 'abcde', refused],
  ['code', 'a b c', 'ABC'],
  ['code', ' ', null],
  ['mail', 'a@b.cn', 'a@b.cn'],
  ['mail', ' ', null],
  ['mail', 'nobody', refused],
  ['notes', ' 一\n二 ', '一\n二'],
  ['notes', ' \n', null],
  ['notes', '1234567', refused],
  ['volume', '12万', 120_000],
  ['volume', '', null],
  ['volume', '很多', refused],
  ['words', [' ab ', 'c'], ['ab', 'c']],
  ['words', [' '], refused],
  ['words', ['abcd'], refused],
  ['words', ['a', 'b', 'c'], refused],
  ['people', [{ title: '甲', pay: '5' }], [{ title: '甲', pay: 5 }]],
  ['people', [{ id: 3, title: '甲', pay: '' }], [{ id: 3, title: '甲', pay: null }]],
  ['people', [{ id: 0, title: '甲', pay: '' }], refused],
  ['people', [{ title: '', pay: ' ' }], []],
  ['people', [{ id: 3, title: '', pay: '' }], refused],
  ['people', [1, 2, 3].map(() => ({ title: '甲', pay: '' })), refused],
  ['people', [{ title: '甲', pay: '', other: 1 }], refused],
  ['shelf', noShelf, null],
  ['shelf', { ...noShelf, room: ' ' }, null],
  [
    'shelf',
    { room: '库', cabinet: '', level: ' 2 ', position: '14' },
    { room: '库', cabinet: '', level: 2, position: 14 },
  ],
  ['shelf', { room: '库', cabinet: '', level: '2层', position: '14' }, refused],
  ['shelf', { room: '库', cabinet: '', level: '第2', position: '14' }, refused],
  ['shelf', { room: '库', cabinet: '', level: '2', position: '0' }, refused],
  ['shelf', { room: '', cabinet: '', level: '2', position: '' }, refused],
  ['since', '2026-01-01', '2026-01-01'],
  ['since', '2026-02-30', refused],
  ['grade', 'c', refused],
  ['kind', 'x', 'x'],
  ['kind', 'z', refused],
  ['place', '4406067', refused],
  ['keeper', 0, refused],
];

describe('what is typed is sent as a value, or not at all', () => {
  test.each(SENT)('%s: %j → %j', (key, text, value) => {
    const sent = formSchema(FIELDS, TIDY).safeParse(typed({ [key]: text }));
    expect(sent.success ? sent.data[key] : refused).toEqual(value);
  });

  test('a problem names its field, and a shelf each part that is wrong', () => {
    const problems = (change: object) =>
      formSchema(FIELDS)
        .safeParse(typed(change))
        .error?.issues.map(({ path, message }) => [path.join('.'), message]);
    expect(problems({ volume: '很多' })).toEqual([['volume', 'customers.not_an_amount']]);
    expect(problems({ shelf: { room: '库', cabinet: '', level: '二', position: '' } })).toEqual([
      ['shelf.level', 'customers.shelf_part'],
      ['shelf.position', 'customers.shelf_part'],
    ]);
    expect(problems({ mail: 'nobody' })).toEqual([['mail', 'common.not_an_email']]);
    expect(formSchema(FIELDS).safeParse({ ...typed({}), other: 1 }).success).toBe(false);
  });
});

const SO_FAR: ReadonlyArray<readonly [keyof typeof FIELDS, unknown, unknown]> = [
  ['name', ' 甲 ', '甲'],
  ['name', '  ', ''],
  ['alias', ' 乙 ', '乙'],
  ['alias', '  ', null],
  ['code', 'a b', 'AB'],
  ['code', '  ', null],
  ['notes', ' 一 ', '一'],
  ['notes', '  ', null],
  ['volume', '12万', 120_000],
  ['volume', '0', 0],
  ['volume', '很多', null],
  ['volume', '', null],
  ['words', ['a'], ['a']],
  ['people', [{ id: 3, title: ' 甲 ', pay: '5' }], [{ id: 3, title: '甲', pay: 5 }]],
  ['shelf', noShelf, null],
  ['shelf', { room: '库', cabinet: 'B', level: 'x', position: '' }, null],
  [
    'shelf',
    { room: '库', cabinet: 'B', level: '1', position: '2' },
    { room: '库', cabinet: 'B', level: 1, position: 2 },
  ],
  ['since', '2026-01-01', '2026-01-01'],
  ['grade', 'b', 'b'],
];

test.each(SO_FAR)('so far there is in %s: %j → %j', (key, text, value) => {
  expect(formSoFar(FIELDS, typed({ [key]: text }), TIDY)[key]).toEqual(value);
});

/** What a kept form may hold in a field, in any state of filling, and what it never holds. */
const KEPT: ReadonlyArray<readonly [keyof typeof FIELDS, readonly unknown[], readonly unknown[]]> = [
  ['name', ['', ' ', '甲乙丙丁戊己'], [null, 1]],
  ['alias', ['', '很长很长很长'], [null]],
  ['notes', [''], [null]],
  ['volume', ['', '很多'], [1, null]],
  ['words', [[], ['', '很长很长', 'x']], [null, [1]]],
  [
    'people',
    [
      [],
      [
        { id: 3, title: '', pay: 'x' },
        { title: '', pay: '' },
      ],
      [1, 2, 3].map(() => ({ title: '', pay: '' })),
    ],
    [null, [{ title: '' }], [{ id: 0, title: '', pay: '' }], [{ title: '', pay: '', other: '' }]],
  ],
  ['shelf', [noShelf, { ...noShelf, level: '二' }], [null, { room: '' }]],
  ['since', [null, '2026-02-30'], [1]],
  ['trade', [null, 'any'], [1]],
  ['place', [null, '4406'], [1]],
  ['grade', ['a'], ['c', null]],
  ['kind', [null, 'x'], ['z']],
  ['keeper', [null, 3], [0, '3']],
];

test.each(KEPT)('a kept form holds in %s: %j, and never %j', (key, held, never) => {
  const schema = keptFormSchema(FIELDS);
  for (const value of held) expect(schema.parse(typed({ [key]: value }))[key]).toEqual(value);
  for (const value of never) expect(schema.safeParse(typed({ [key]: value })).success).toBe(false);
});
