import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { archiveNoPatternSchema, FONDS_PATTERN } from '../../db/domain/archive-no.ts';
import { clockDoubt } from '../../db/domain/clock-doubt.ts';
import { CUSTOMER_FIELDS } from '../../db/domain/customer-fields.ts';
import { CONTACT_FIELD_LIST, CUSTOMER_FIELD_LIST, shelfSchema } from '../../db/domain/customer.ts';
import { filtersSchema } from '../../db/domain/customer-list.ts';
import { fieldsOfKind } from '../../db/domain/fields.ts';
import { blockSchema, documentSchema } from '../../db/domain/document/model.ts';
import { paperMm, PAPER_SIZES, paperSchema } from '../../db/domain/document/paper.ts';
import { plainJsonSchema } from '../../db/domain/json.ts';
import { isLogged, ROLES, rolesMayCombine, rolesSchema, SECRECY_CLASSES } from '../../db/domain/roles.ts';
import { gradeSecrecySchema } from '../../db/domain/secrecy-proposal.ts';
import { DEFAULT_SETTINGS, settingsSchema } from '../../db/domain/settings.ts';
import { envelopeSchema } from '../../db/domain/stored-json.ts';
import { hasShape, shaped } from '../../db/domain/text/line-shapes.ts';
import {
  enteredLine,
  enteredLines,
  optionalLine,
  optionalLines,
  visibleLine,
  visibleLines,
} from '../../db/domain/text/entered.ts';
import { cleanUscc, checkUscc, usccCheckCharacter } from '../../db/domain/uscc.ts';
import { fillWords } from '../../db/domain/wording.ts';

const fits = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;
const long = (length: number) => '甲'.repeat(length);
const many = (count: number, value: unknown = 'x') => Array.from({ length: count }, () => value);

describe('1. both sides of each bound', () => {
  const shelf = { room: null, cabinet: 'B', level: 1, position: 1 };
  const rule = { secrecy: 'secret', atMost: true };
  const fields = { kind: 'fields', items: [] };
  const item = { label: '', value: '' };
  const column = { title: '', weight: 1 };
  const table = { kind: 'table', columns: [column], rows: [] };
  const signature = { role: '', name: null };
  const anchor = { kind: 'anchor', label: '', code: '0'.repeat(36), qr: [] };
  const heading = (text: string) => ({ kind: 'heading', text });

  test.each<[what: string, schema: z.ZodType, fits: readonly unknown[], not: readonly unknown[]]>([
    ['minutes to the lock', settingsSchema.shape.lockAfterMinutes, [1, 120], [0, 121, 1.5]],
    ['days to filing', settingsSchema.shape.filingLimitDays, [0, 365], [-1, 366, 0.5]],
    ['settings', settingsSchema, [DEFAULT_SETTINGS], [{ ...DEFAULT_SETTINGS, more: 1 }, {}]],
    [
      'grades with a rule',
      gradeSecrecySchema,
      [{ a: rule }, { [long(60)]: rule }],
      [{ '': rule }, { [long(61)]: rule }],
    ],
    ['levels', shelfSchema.shape.level, [1, 99], [0, 100, 1.5]],
    ['positions', shelfSchema.shape.position, [1, 9999], [0, 10_000]],
    [
      'cabinets',
      shelfSchema,
      [shelf, { ...shelf, cabinet: long(20) }],
      [
        { ...shelf, cabinet: '' },
        { ...shelf, cabinet: long(21) },
        { ...shelf, cabinet: ' ' },
      ],
    ],
    ['rooms', shelfSchema, [{ ...shelf, room: long(20) }], [{ ...shelf, room: long(21) }]],
    [
      'roles',
      rolesSchema,
      [['archivist'], ROLES.slice(0, 6), ['auditor']],
      [[], ROLES, many(9, 'archivist'), ['auditor', 'archivist']],
    ],
    [
      'versions',
      envelopeSchema,
      [{ v: 1, value: 0 }],
      [
        { v: 0, value: 0 },
        { v: 1.5, value: 0 },
        { v: 1, value: 0, more: 0 },
      ],
    ],
    [
      'values of a filter',
      filtersSchema,
      [
        {},
        { city: many(400, '440600') },
        { city: [null] },
        { city: [long(6)] },
        { grade: [long(40)] },
        { complete: ['yes', 'no'] },
        { status: [null] },
        { responsible: [1, null] },
        { category: [] },
      ],
      [
        { city: many(401, '440600') },
        { city: [long(7)] },
        { grade: [long(41)] },
        { complete: ['maybe'] },
        { responsible: [0] },
        { category: [null] },
        { other: [] },
        { category: 'client' },
      ],
    ],
    [
      'patterns as they are typed',
      archiveNoPatternSchema,
      [`{serial:4}${' '.repeat(190)}`],
      [`{serial:4}${' '.repeat(191)}`],
    ],
    ['whole yuan', CUSTOMER_FIELDS.annualVolume.schema, [0, 1e15, null], [-1, 1e15 + 1, 0.5]],
    ['people', CUSTOMER_FIELDS.responsibleId.schema, [1, null], [0, 1.5]],
    ['days', CUSTOMER_FIELDS.firstContactOn.schema, ['2025-01-01', null], ['2025-02-30', '']],
    [
      'columns of pairs',
      blockSchema,
      [
        { ...fields, columns: 1 },
        { ...fields, columns: 4 },
      ],
      [
        { ...fields, columns: 0 },
        { ...fields, columns: 5 },
      ],
    ],
    [
      'widths of labels',
      blockSchema,
      [
        { ...fields, labelMm: 8 },
        { ...fields, labelMm: 80 },
      ],
      [
        { ...fields, labelMm: 7.9 },
        { ...fields, labelMm: 80.1 },
      ],
    ],
    [
      'columns of a pair',
      blockSchema,
      [
        {
          ...fields,
          items: [
            { ...item, span: 1 },
            { ...item, span: 4 },
          ],
        },
      ],
      [
        { ...fields, items: [{ ...item, span: 0 }] },
        { ...fields, items: [{ ...item, span: 5 }] },
      ],
    ],
    [
      'columns of a table',
      blockSchema,
      [table, { ...table, columns: many(40, column) }],
      [
        { ...table, columns: [] },
        { ...table, columns: many(41, column) },
      ],
    ],
    [
      'places of a column',
      blockSchema,
      ['left', 'center', 'right'].map((align) => ({ ...table, columns: [{ ...column, align }] })),
      [
        { ...table, columns: [{ ...column, align: 'top' }] },
        { ...table, columns: [{ ...column, weight: 0 }] },
      ],
    ],
    [
      'empty rows',
      blockSchema,
      [
        { ...table, minRows: 0 },
        { ...table, minRows: 100 },
      ],
      [
        { ...table, minRows: -1 },
        { ...table, minRows: 101 },
      ],
    ],
    [
      'boxes to sign in',
      blockSchema,
      [1, 6].map((count) => ({ kind: 'signatures', items: many(count, signature) })),
      [0, 7].map((count) => ({ kind: 'signatures', items: many(count, signature) })),
    ],
    ['lines of a document', blockSchema, [heading(long(2_000))], [heading(long(2_001))]],
    [
      'texts of a document',
      blockSchema,
      [{ kind: 'paragraphs', texts: [long(100_000)] }],
      [{ kind: 'paragraphs', texts: [long(100_001)] }],
    ],
    [
      'points of the log',
      blockSchema,
      [anchor, { ...anchor, code: '0189'.repeat(9) }, { ...anchor, qr: many(177, '01') }],
      [
        { ...anchor, code: '0'.repeat(35) },
        { ...anchor, code: '0'.repeat(37) },
        { ...anchor, code: 'A'.repeat(36) },
        { ...anchor, qr: many(178, '01') },
        { ...anchor, qr: [''] },
        { ...anchor, qr: ['012'] },
        { ...anchor, qr: ['201'] },
      ],
    ],
  ])('%s', (_what, schema, good, bad) => {
    expect(good.filter((value) => !fits(schema, value))).toEqual([]);
    expect(bad.filter((value) => fits(schema, value))).toEqual([]);
  });

  test.each(
    [...CUSTOMER_FIELD_LIST, ...CONTACT_FIELD_LIST].filter(([, { kind }]) => kind.startsWith('line')),
  )('%s, as long as it may be', (_key, field) => {
    if (field.kind !== 'line' && field.kind !== 'lines') throw new Error('no line');
    if ('shape' in field) return;
    expect(fits(field.schema, long(field.max))).toBe(true);
    expect(fits(field.schema, long(field.max + 1))).toBe(false);
    const must = field.kind === 'line' && field.must;
    expect(fits(field.schema, null)).toBe(!must);
    expect(fits(field.schema, ' ')).toBe(!must);
    expect(fits(field.schema, 7)).toBe(false);
  });

  test.each([
    ['code', 40],
    ['division', 6],
  ] as const)('a %s, as long as it may be', (kind, max) => {
    const found = CUSTOMER_FIELD_LIST.filter(([, field]) => field.kind === kind);
    expect(found).not.toEqual([]);
    for (const [, { schema }] of found) {
      expect(fits(schema, long(max))).toBe(true);
      expect(fits(schema, long(max + 1))).toBe(false);
    }
  });

  test.each(fieldsOfKind(CUSTOMER_FIELDS, 'texts'))('%s: as many texts as there may be', (_key, field) => {
    expect(fits(field.schema, many(field.most, long(field.max)))).toBe(true);
    expect(fits(field.schema, many(field.most + 1))).toBe(false);
    expect(fits(field.schema, [long(field.max + 1)])).toBe(false);
    expect(fits(field.schema, [''])).toBe(false);
  });

  test.each(fieldsOfKind(CUSTOMER_FIELDS, 'rows'))('%s: as many rows as there may be', (_key, field) => {
    const blank = Object.fromEntries(Object.entries(field.fields).map(([key, part]) => [key, part.blank]));
    const named = { ...blank, name: '李明' };
    expect(fits(field.schema, many(field.most, named))).toBe(true);
    expect(fits(field.schema, many(field.most + 1, named))).toBe(false);
    expect(fits(field.schema, [{ ...named, id: 1 }])).toBe(true);
    expect(fits(field.schema, [{ ...named, id: 0 }])).toBe(false);
    expect(fits(field.schema, [{ ...named, more: 1 }])).toBe(false);
  });

  test('plain JSON: so deep, so much, of nothing but itself', () => {
    const deep = (depth: number): unknown => (depth === 0 ? 1 : [deep(depth - 1)]);
    expect(
      [deep(64), many(100_000), { a: many(99_999) }].map((value) => fits(plainJsonSchema, value)),
    ).toEqual(many(3, true));
    const large = [deep(65), many(100_001), { a: many(100_000) }, [many(50_000), many(50_000)]];
    for (const value of large)
      expect(plainJsonSchema.safeParse(value).error?.issues[0]?.message).toBe('common.value_too_large');
    const bare: unknown = Object.assign(Object.create(null) as object, { a: 1 });
    const plain = [null, undefined, 'x', 1, true, [], {}, bare, { a: [{ b: null }] }];
    expect(plain.filter((value) => !fits(plainJsonSchema, value))).toEqual([]);
    const strange = [Number.NaN, Infinity, 1n, Symbol('x'), () => 1, new Date(0), new Map(), /x/];
    for (const value of [...strange, { a: [strange[0]] }, [new Date(0)], { a: () => 1 }])
      expect(plainJsonSchema.safeParse(value).error?.issues[0]?.message).toBe('common.not_json');
  });
});

describe('2. what is left out has its default', () => {
  test('in a document', () => {
    const parse = (block: object) => blockSchema.parse(block);
    expect(parse({ kind: 'fields', items: [{ label: '甲', value: '乙' }] })).toEqual({
      kind: 'fields',
      columns: 2,
      labelMm: 24,
      items: [{ label: '甲', value: '乙', span: 1, strong: false, fill: false }],
    });
    expect(parse({ kind: 'table', columns: [{ title: '甲', weight: 1 }], rows: [] })).toEqual({
      kind: 'table',
      title: null,
      columns: [{ title: '甲', weight: 1, align: 'left', kind: 'text' }],
      rows: [],
      minRows: 0,
      marks: [],
      continued: null,
      notes: [],
    });
    expect(parse({ kind: 'chart', chart: 'bar', title: '甲\n乙', categories: [], series: [] })).toEqual({
      kind: 'chart',
      chart: 'bar',
      title: '甲 乙',
      unit: null,
      categories: [],
      series: [],
      heightMm: 80,
    });
    expect(parse({ kind: 'paragraphs', texts: ['甲\n乙'] })).toEqual({
      kind: 'paragraphs',
      texts: ['甲\n乙'],
      indent: true,
    });
    expect(parse({ kind: 'signatures', items: [{ role: '甲\n乙' }] })).toEqual({
      kind: 'signatures',
      items: [{ role: '甲 乙', name: null, date: null, seal: null }],
    });
    expect(paperSchema.parse({})).toEqual({ size: 'A4', landscape: false });
    expect(documentSchema.shape.paper.parse(undefined)).toEqual({ size: 'A4', landscape: false });
    expect(['zh-CN', 'en', 'de'].map((language) => fits(documentSchema.shape.language, language))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test.each(PAPER_SIZES)('%s is turned on its side', (size) => {
    const upright = paperMm({ size, landscape: false });
    expect(paperMm({ size, landscape: true })).toEqual({
      widthMm: upright.heightMm,
      heightMm: upright.widthMm,
    });
    expect(upright.widthMm).toBeLessThan(upright.heightMm);
  });
});

describe('3. text that a person enters', () => {
  const UNSEEN = [
    '\u0000',
    '\u0007',
    '\u007F',
    '\u200B',
    '\u202E',
    '\uFEFF',
    '\uD800',
    '\u115F',
    '\u1160',
    '\u3164',
    '\uFFA0',
    '\uFFFE',
    '\uFFFF',
  ];

  test.each(UNSEEN)('goes without what is not seen %#', (sign) => {
    expect(visibleLines(`甲${sign}乙`)).toBe('甲乙');
    expect(visibleLine(`甲${sign}乙`)).toBe('甲乙');
  });

  test.each(['\r\n', '\r', '\n', '\v', '\f', '\u0085', '\u2028', '\u2029'])(
    'breaks its lines alike %#',
    (sign) => {
      expect(visibleLines(`甲${sign}乙`)).toBe('甲\n乙');
      expect(visibleLine(`甲${sign}乙`)).toBe('甲 乙');
    },
  );

  test('is as it was otherwise', () => {
    const text = '甲\n乙 Ab1，。\u3000𠮷é';
    expect(visibleLines(text)).toBe(text);
    expect(visibleLines('甲\t乙')).toBe('甲 乙');
    expect(visibleLines('一\r\n\r\n二')).toBe('一\n\n二');
  });

  test('is trimmed, counted and empty as null', () => {
    expect([' 甲 ', '甲\n乙'].map((text) => enteredLine(3).parse(text))).toEqual(['甲', '甲 乙']);
    expect([' 甲 ', '甲\n乙'].map((text) => enteredLines(3).parse(text))).toEqual(['甲', '甲\n乙']);
    for (const make of [enteredLine, enteredLines]) {
      expect(fits(make(3), ` ${long(3)}\u200B `)).toBe(true);
      expect(fits(make(3), long(4))).toBe(false);
      expect(fits(make(3), null)).toBe(false);
      expect(make(3).parse(' ')).toBe('');
      expect(fits(make(3), ' '.repeat(100_000))).toBe(true);
      expect(fits(make(3), ' '.repeat(100_001))).toBe(false);
      expect(make(3).safeParse(long(100_001)).error?.issues).toHaveLength(1);
    }
    for (const make of [optionalLine, optionalLines]) {
      expect([' ', '', null, ' 甲 '].map((text) => make(3).parse(text))).toEqual([null, null, null, '甲']);
      expect(fits(make(3), long(4))).toBe(false);
      expect(fits(make(3), undefined)).toBe(false);
    }
  });

  test.each([
    ['email', 'li@example.com', 'li.ming@mail.例子.公司'],
    ['website', 'example.com', 'https://www.example.com:8080/a?b#c'],
  ] as const)('%s: %s and %s have its shape', (shape, one, other) => {
    expect([one, other].map((text) => hasShape(shape, text))).toEqual([true, true]);
    const schema = shaped(optionalLine(600), shape);
    expect([null, '', one].map((text) => fits(schema, text))).toEqual([true, true, true]);
    expect(schema.safeParse('no').error?.issues.map(({ message }) => message)).toEqual([
      shape === 'email' ? 'common.not_an_email' : 'common.not_a_website',
    ]);
    expect(fits(shaped(optionalLine(600)), 'no')).toBe(true);
    const longest =
      shape === 'email' ? `${'a'.repeat(500 - 12)}@example.com` : `${one}/${'a'.repeat(500 - 12)}`;
    expect(longest).toHaveLength(500);
    expect(hasShape(shape, longest)).toBe(true);
    expect(hasShape(shape, shape === 'email' ? `a${longest}` : `${longest}a`)).toBe(false);
  });

  test.each([
    ['email', ['a@b', '@example.com', 'a b@example.com', 'a@example.com x', 'a@@example.com', 'a@example.']],
    [
      'website',
      [
        'ftp://example.com',
        'example',
        'javascript:alert(1)',
        'x example.com',
        'example.com x',
        'example.com:123456',
      ],
    ],
  ] as const)('what has not the shape of an %s', (shape, texts) => {
    expect(texts.filter((text) => hasShape(shape, text))).toEqual([]);
  });
});

describe('4. rules with a limit', () => {
  const DAY = 86_400_000;
  const at = (days: number, more = 0) =>
    clockDoubt({ now: days * DAY + more, today: '2026-03-02' }, 1_000 * DAY);

  test('the clock is doubted a day before the last use and ninety after it', () => {
    expect([at(999), at(1_000), at(1_090)]).toEqual([null, null, null]);
    expect(at(999, -1)).toEqual({
      direction: 'early',
      days: 1,
      today: '2026-03-02',
      lastDay: '2026-03-03',
    });
    expect(at(1_090, 1)).toEqual({
      direction: 'late',
      days: 90,
      today: '2026-03-02',
      lastDay: '2025-12-01',
    });
    expect(at(900)).toMatchObject({ days: 100, lastDay: '2026-06-10' });
    expect(at(1_200)).toMatchObject({ days: 200, lastDay: '2025-08-14' });
  });

  test('no other role goes with those that watch the others', () => {
    expect(rolesMayCombine([])).toBe(false);
    for (const role of ROLES) {
      expect(rolesMayCombine([role])).toBe(true);
      expect(rolesMayCombine([role, role])).toBe(true);
      const other = role === 'archivist' ? 'supervisor' : 'archivist';
      expect(rolesMayCombine([role, other])).toBe(role !== 'system_admin' && role !== 'auditor');
    }
    expect(SECRECY_CLASSES.map(isLogged)).toEqual([false, false, true, true]);
  });

  test('a fonds is two to eight capitals and figures', () => {
    expect(['Q1', 'QZ012345', 'AZ', '09'].filter((text) => !FONDS_PATTERN.test(text))).toEqual([]);
    expect(
      ['Q', 'QZ0123456', 'qz', 'Q-1', ' Q1', 'Q1 ', '全宗'].filter((text) => FONDS_PATTERN.test(text)),
    ).toEqual([]);
  });

  test('a check character needs seventeen characters of the standard', () => {
    const first = '91440300708461136';
    expect(usccCheckCharacter(first)).toBe('T');
    expect(
      [first.slice(1), `${first}0`, `I${first.slice(1)}`, `${first.slice(1)}中`].map(usccCheckCharacter),
    ).toEqual([null, null, null, null]);
    expect(checkUscc(`O${first.slice(1)}T`)).toEqual({
      ok: false,
      problem: 'charset',
      expected: expect.any(String),
      found: 'O',
      position: 1,
    });
    expect(cleanUscc('ß')).toBe('SS');
  });

  test('gaps of a wording are filled or left empty', () => {
    expect(fillWords('{{one}} of {{all_2}} {{none}}{{null}}.', { one: 1, all_2: 'two', null: null })).toBe(
      '1 of two .',
    );
    expect(fillWords('{{constructor}} {one} {{a b}}')).toBe(' {one} {{a b}}');
  });
});
