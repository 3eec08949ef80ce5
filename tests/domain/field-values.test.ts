import { describe, expect, test } from 'vitest';
import { canonicalJson, compactJson, isEmptyJson } from '../../db/domain/canonical.ts';
import { CUSTOMER_FIELDS } from '../../db/domain/customer-fields.ts';
import { CUSTOMER_FIELD_LIST, type CustomerInput } from '../../db/domain/customer.ts';
import {
  changesBetween,
  contentMaker,
  isEmpty,
  isPlainObject,
  isSame,
  readStoredText,
  storedText,
  withBlanks,
} from '../../db/domain/field-values.ts';
import { columnsOf, fieldsOfKind, line, neededLine, rows, texts } from '../../db/domain/fields.ts';
import { aContact, aCustomer } from '../support/factories.ts';

test('what says nothing', () => {
  expect([null, undefined, '', []].map(isEmpty)).toEqual([true, true, true, true]);
  expect([0, false, ' ', [''], {}, '0'].map(isEmpty)).toEqual(Array.from({ length: 6 }, () => false));
  expect([{}, { a: 1 }, null, [], 'a', undefined].map(isPlainObject)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

describe('1. JSON that says the same is the same text', () => {
  test.each<[unknown, canonical: string, compact: string]>([
    [null, 'null', 'null'],
    [undefined, 'null', 'null'],
    ['甲"', String.raw`"甲\""`, String.raw`"甲\""`],
    [7, '7', '7'],
    [false, 'false', 'false'],
    [[], '[]', '[]'],
    [[2, '', null, 1], '[2,"",null,1]', '[2,"",null,1]'],
    [{}, '{}', '{}'],
    [{ b: 1, a: 2 }, '{"a":2,"b":1}', '{"a":2,"b":1}'],
    [{ b: undefined, a: 0 }, '{"a":0}', '{"a":0}'],
    [{ d: null, c: '', b: [], a: { x: null } }, '{"a":{"x":null},"b":[],"c":"","d":null}', '{}'],
    [
      { b: { d: 1, c: '' }, a: [{ y: 2, x: [] }] },
      '{"a":[{"x":[],"y":2}],"b":{"c":"","d":1}}',
      '{"a":[{"y":2}],"b":{"d":1}}',
    ],
  ])('%j', (value, canonical, compact) => {
    expect(canonicalJson(value)).toBe(canonical);
    expect(compactJson(value)).toBe(compact);
    expect(isEmptyJson(value)).toBe(['null', '""', '[]', '{}'].includes(compact));
  });

  test('names are written alike however many there are', () => {
    const many = Object.fromEntries(Array.from({ length: 1_200 }, (_one, at) => [`n"${at}`, at]));
    const sorted = Object.fromEntries(Object.entries(many).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    expect(canonicalJson(many)).toBe(JSON.stringify(sorted));
    expect(canonicalJson(many)).toBe(JSON.stringify(sorted));
  });
});

const one = aCustomer({
  name: '佛山市甲五金厂',
  formerNames: ['乙', '甲'],
  phones: ['2', '1'],
  contacts: [aContact({ id: 1, name: '张三' }), aContact({ id: 2, name: '李四' })],
});
const changed = (patch: Partial<CustomerInput>) => changesBetween(CUSTOMER_FIELDS, one, { ...one, ...patch });

describe('2. what differs between two versions', () => {
  test('nothing, where only the order of a set or the id of a row is another', () => {
    expect(changed({})).toEqual([]);
    expect(changed({ formerNames: ['甲', '乙'] })).toEqual([]);
    expect(changed({ contacts: one.contacts.map((contact) => ({ ...contact, id: 99 })) })).toEqual([]);
    expect(isSame(CUSTOMER_FIELDS, 'formerNames', one, { ...one, formerNames: ['甲', '乙'] })).toBe(true);
    expect(isSame(CUSTOMER_FIELDS, 'name', one, { ...one, name: '乙' })).toBe(false);
  });

  test('each field with both values, in the order of the form', () => {
    expect(changed({ note: '新', name: '佛山市乙五金厂', formerNames: [], annualVolume: 5 })).toEqual([
      { field: 'name', oldValue: '佛山市甲五金厂', newValue: '佛山市乙五金厂' },
      { field: 'formerNames', oldValue: '["乙","甲"]', newValue: null },
      { field: 'annualVolume', oldValue: null, newValue: '5' },
      { field: 'note', oldValue: null, newValue: '新' },
    ]);
    expect(changed({ contacts: one.contacts.toReversed() })).toMatchObject([{ field: 'contacts' }]);
  });

  test.each(CUSTOMER_FIELD_LIST)('%s is read back from what the history kept', (key, field) => {
    const whole = aCustomer({
      formerNames: ['甲', '乙'],
      phones: ['0757-62980843'],
      annualVolume: 12,
      firstContactOn: '2025-01-01',
      note: '"甲"',
      shelf: { room: null, cabinet: 'B', level: 1, position: 2 },
      contacts: [aContact({ email: 'li@example.com' })],
    });
    const stored = storedText(field, whole[key]);
    const kept = stored === null ? field.blank : readStoredText(field, stored);
    expect(kept).toEqual(key === 'formerNames' ? ['乙', '甲'] : whole[key]);
  });

  test('text that looks like JSON is text where the field is, and what cannot be read is undefined', () => {
    expect(readStoredText(CUSTOMER_FIELDS.note, '12')).toBe('12');
    expect(readStoredText(CUSTOMER_FIELDS.annualVolume, '12')).toBe(12);
    expect(readStoredText(CUSTOMER_FIELDS.annualVolume, 'twelve')).toBeUndefined();
    expect(readStoredText(CUSTOMER_FIELDS.contacts, '[{"name":"张三"}]')).toBeUndefined();
    const { email: _email, wechat: _wechat, ...older } = aContact();
    expect(readStoredText(CUSTOMER_FIELDS.contacts, JSON.stringify([older]))).toEqual([aContact()]);
    expect(readStoredText(CUSTOMER_FIELDS.contacts, '{}')).toBeUndefined();
  });
});

const PARTS = {
  title: neededLine('title', 10, {}),
  added: line('added', 10, { later: true }),
};
const FIELDS = {
  head: neededLine('head', 10, {}),
  extra: line('extra', 10, { later: true }),
  set: texts(10, 5, { table: 't', textColumn: 'text', ordered: false }),
  ranked: texts(10, 5, { table: 't', textColumn: 'text', ordered: true }),
  parts: rows(PARTS, 5, { table: 'p' }),
};

describe('3. records of any catalogue', () => {
  test('what is missing is blank only where it came later', () => {
    expect(withBlanks(FIELDS, { head: '甲', parts: [{ title: '乙' }, 7] })).toEqual({
      head: '甲',
      extra: null,
      parts: [{ title: '乙', added: null }, 7],
    });
    expect(withBlanks(FIELDS, { extra: '丙', parts: [{ title: '乙', added: '丁' }] })).toEqual({
      extra: '丙',
      parts: [{ title: '乙', added: '丁' }],
    });
    expect(withBlanks(FIELDS, { parts: 'text' })).toMatchObject({ parts: 'text' });
    for (const other of [null, 'text', 7, [{}]]) expect(withBlanks(FIELDS, other)).toBe(other);
  });

  test('the content that is hashed has sets in one order, each once, and rows without ids', () => {
    const content = contentMaker(FIELDS);
    const record = {
      head: '甲',
      extra: null,
      set: ['b', 'a', 'b'],
      ranked: ['b', 'a', 'b'],
      parts: [
        { id: 2, title: '乙', added: null },
        { id: 1, title: '甲', added: null },
      ],
    };
    expect(content(record)).toEqual({
      head: '甲',
      extra: null,
      set: ['a', 'b'],
      ranked: ['a', 'b', 'b'],
      parts: [
        { title: '乙', added: null },
        { title: '甲', added: null },
      ],
    });
    expect(record.set).toEqual(['b', 'a', 'b']);
    expect(record.ranked).toEqual(['b', 'a', 'b']);
    const odd: unknown = { head: '甲', extra: null, set: 'text', ranked: null, parts: 'text' };
    expect(content(odd as never)).toEqual(odd);
  });

  test('fields by their kind and by their column', () => {
    expect(fieldsOfKind(FIELDS, 'texts').map(([key]) => key)).toEqual(['set', 'ranked']);
    expect(fieldsOfKind(FIELDS, 'shelf')).toEqual([]);
    expect(columnsOf(FIELDS)).toEqual([
      ['head', 'head'],
      ['extra', 'extra'],
    ]);
  });
});
