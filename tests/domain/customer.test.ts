import { describe, expect, test } from 'vitest';
import { CUSTOMER_FIELDS } from '../../db/domain/customer-fields.ts';
import {
  applies,
  blankCustomer,
  CATEGORIES,
  codeListsOf,
  completeness,
  CONTACT_FIELD_LIST,
  CUSTOMER_FIELD_LIST,
  CUSTOMER_KEYS,
  factsOf,
  isCustomerField,
  isFilled,
  keyOf,
  keyText,
  missingFields,
  partsOf,
  REQUIRED_FIELDS,
  storedCustomerSchema,
  type CustomerField,
  type CustomerInput,
} from '../../db/domain/customer.ts';
import { blankLine, LINE_FIELDS } from '../../db/domain/customer-list.ts';
import type { Field } from '../../db/domain/fields.ts';
import { fieldText, placeText, type ValueWords } from '../../db/domain/field-text.ts';
import { IMPORT_FIELDS, REPEATABLE } from '../../db/domain/import-fields.ts';
import { aContact, aCustomer } from '../support/factories.ts';

const EVERY: ReadonlyArray<readonly [string, Field]> = [
  ...CUSTOMER_FIELD_LIST,
  ...CONTACT_FIELD_LIST.map(([key, field]) => [`contacts.${key}`, field] as const),
];
const having = (has: (field: Field) => unknown) => EVERY.flatMap(([key, field]) => (has(field) ? [key] : []));

describe('1. what the catalogue says of its fields', () => {
  test.each<[what: string, has: (field: Field) => unknown, fields: string]>([
    [
      'the index shows to everybody who may list',
      ({ open }) => open,
      'category party name shortName englishName formerNames status province city grade responsibleId shelf ' +
        'indexTerms secrecy',
    ],
    [
      'tells of a person or lets somebody pass for the customer',
      ({ sensitive }) => sensitive,
      'uscc legalPerson phones contacts contacts.name contacts.mobile contacts.phone contacts.email contacts.wechat',
    ],
    [
      'leaves the vault in a workbook',
      ({ exported }) => exported,
      'category name shortName englishName uscc legalPerson subType industry status province city district address ' +
        'website phones contacts grade responsibleId keeperId firstContactOn shelf indexTerms secrecy annualVolume note ' +
        'contacts.name contacts.mobile contacts.phone contacts.email contacts.wechat',
    ],
    ['is changed in the whole form only', ({ notInPlace }) => notInPlace, 'category party'],
    ['is never empty', (field) => field.kind === 'line' && field.must, 'name contacts.name'],
    [
      'came after the first format',
      ({ later }) => later,
      'shortName englishName legalPerson website keeperId proposedResponsibleId contacts.email contacts.wechat',
    ],
    ['takes the whole line', ({ wide }) => wide === true, 'name province address shelf note'],
    [
      'is in the short form',
      ({ early }) => early === true,
      'category name province contacts responsibleId firstContactOn note',
    ],
    [
      'stands in tabular figures',
      ({ figures }) => figures,
      'uscc phones firstContactOn shelf secrecyUntil annualVolume contractEndsOn legacyCode contacts.mobile ' +
        'contacts.phone',
    ],
    ['is explained below its input', ({ help }) => help, 'address annualVolume keeperId'],
    ['is no day to come', (field) => field.kind === 'day' && field.past, 'firstContactOn'],
    ['keeps its order', (field) => field.kind === 'texts' && field.ordered, 'phones'],
    ['may have none of its values', (field) => field.kind === 'choice' && field.mayBeEmpty, 'status'],
  ])('%s', (_what, has, fields) => {
    expect(having(has).toSorted()).toEqual(fields.split(' ').toSorted());
  });

  test('what a ledger may give several times, and once', () => {
    expect([...REPEATABLE].toSorted()).toEqual(
      IMPORT_FIELDS.filter((field) => REPEATABLE.has(field)).toSorted(),
    );
    expect(
      ['other', 'ignore', 'filedOn', 'name', 'note'].map((field) => REPEATABLE.has(field as never)),
    ).toEqual([true, true, false, false, CUSTOMER_FIELDS.note.import.note === 'many']);
    const columns = EVERY.flatMap(([, field]) => Object.keys(field.import ?? {}));
    expect([...IMPORT_FIELDS].toSorted()).toEqual([...columns, 'filedOn', 'other', 'ignore'].toSorted());
    expect(IMPORT_FIELDS.slice(-3)).toEqual(['filedOn', 'other', 'ignore']);
  });

  test('a line of a list has each open field but sets, and is blank at first', () => {
    const shown = CUSTOMER_FIELD_LIST.filter(([, { open, kind }]) => open && kind !== 'texts');
    expect(LINE_FIELDS).toEqual(shown.map(([key]) => key));
    expect(blankLine(7)).toEqual({
      ...Object.fromEntries(shown.map(([key, { blank }]) => [key, blank])),
      id: 7,
      archiveNo: '',
      filedOn: '',
      completeness: 0,
    });
  });
});

describe('2. keys', () => {
  test('a field stands under its key, once', () => {
    expect(keyOf('district')).toBe('place');
    expect(keyOf('usccWaiver')).toBe('uscc');
    expect(keyOf('name')).toBe('name');
    expect(partsOf('place')).toEqual(['province', 'city', 'district']);
    expect(partsOf('uscc')).toEqual(['uscc', 'usccWaiver']);
    expect(CUSTOMER_KEYS.flatMap(partsOf).toSorted()).toEqual(Object.keys(CUSTOMER_FIELDS).toSorted());
    expect(factsOf('place')).toBe(CUSTOMER_FIELDS.province);
    expect(factsOf('note')).toBe(CUSTOMER_FIELDS.note);
    expect(['name', 'place', 'xyz'].map(isCustomerField)).toEqual([true, false, false]);
  });

  test.each([
    [{ category: 'client', party: 'organisation' }, ['legalPerson', 'size', 'status']],
    [{ category: 'client', party: 'individual' }, ['status']],
    [{ category: 'supplier', party: 'organisation' }, ['legalPerson', 'size']],
    [{ category: 'partner', party: 'individual' }, []],
  ] as const)('%j has, of what not everybody has, %j', (customer, fields) => {
    const own = CUSTOMER_FIELD_LIST.filter(([, field]) => field.only && applies(field, customer));
    expect(own.map(([key]) => key)).toEqual(fields);
    expect(applies(CUSTOMER_FIELDS.name, customer)).toBe(true);
  });

  test('codes stand in the lists of their category and in every scale, the one in use first', () => {
    expect(codeListsOf('sub_type', 'partner', 'grade_vip')).toEqual(['sub_type_partner']);
    expect(codeListsOf('grade', 'partner', 'grade_vip')).toEqual([
      'grade_vip',
      'grade_metal',
      'grade_vip',
      'grade_abcd',
    ]);
    expect(codeListsOf('industry', 'partner', 'grade_vip')).toEqual(['industry']);
  });
});

/** Something in every field that the template of any category asks for. */
const filled = (category: CustomerInput['category']): CustomerInput => ({
  ...aCustomer({ category, status: category === 'client' ? 'active' : null }),
  uscc: '91440604MA4W6XX908',
  subType: 'x',
  industry: 'x',
  size: 'x',
  province: '440000',
  city: '440600',
  address: '季华路1号',
  contacts: [aContact()],
  grade: 'gold',
  responsibleId: 1,
  firstContactOn: '2025-01-01',
  shelf: { room: null, cabinet: 'B', level: 1, position: 1 },
});

describe.each(CATEGORIES)('3. the template of a %s', (category) => {
  const required: Record<typeof category, string> = {
    supplier: 'uscc industry grade',
    client: 'uscc industry size status grade',
    partner: '',
  };
  const ALWAYS = 'name subType province city address contacts responsibleId firstContactOn shelf';

  test('asks for its fields (A1)', () => {
    const wanted = `${ALWAYS} ${required[category]}`.trim().split(' ');
    expect(REQUIRED_FIELDS[category].toSorted()).toEqual(wanted.toSorted());
    expect(missingFields(filled(category))).toEqual([]);
    expect(completeness(filled(category))).toBe(100);
  });

  test.each(REQUIRED_FIELDS[category])('misses %s where it is empty', (field) => {
    const input: CustomerInput = { ...filled(category), [field]: CUSTOMER_FIELDS[field].blank };
    expect(missingFields(input)).toEqual([field]);
    const count = REQUIRED_FIELDS[category].length;
    expect(completeness(input)).toBe(Math.floor((100 * (count - 1)) / count));
  });
});

test('a person needs no 统一社会信用代码, and people count by a number that they have', () => {
  const input = { ...filled('client'), uscc: null };
  expect(isFilled(input, 'uscc')).toBe(false);
  expect(isFilled({ ...input, party: 'individual' }, 'uscc')).toBe(true);
  expect(isFilled({ ...input, party: 'individual', grade: null }, 'grade')).toBe(false);
  const people = (...contacts: CustomerInput['contacts']) => isFilled({ ...input, contacts }, 'contacts');
  const silent = aContact({ mobile: null, phone: null });
  expect(people()).toBe(false);
  expect(people(silent)).toBe(false);
  expect(people(silent, aContact({ mobile: null, phone: '0757-62980843' }))).toBe(true);
  expect(people(aContact({ phone: null }))).toBe(true);
});

test('a new customer is blank: a client in negotiation, others without a status', () => {
  expect(CATEGORIES.map((category) => blankCustomer(category).status)).toEqual([null, 'negotiating', null]);
  expect(CATEGORIES.map((category) => blankCustomer(category).category)).toEqual([...CATEGORIES]);
  const [one, other] = [blankCustomer('client'), blankCustomer('client')];
  one.phones.push('0757-62980843');
  expect(other.phones).toEqual([]);
});

describe('4. an input of an older version', () => {
  test('lacks what came later, and nothing else', () => {
    const { website: _website, ...older } = aCustomer({ website: null });
    const { email: _email, ...contact } = aContact();
    expect(storedCustomerSchema.parse({ ...older, contacts: [contact] })).toMatchObject({
      website: null,
      contacts: [{ email: null }],
    });
    const { note: _note, ...broken } = aCustomer();
    expect(storedCustomerSchema.safeParse(broken).success).toBe(false);
    const { name: _name, ...nameless } = aContact();
    expect(storedCustomerSchema.safeParse({ ...older, contacts: [nameless] }).success).toBe(false);
    for (const other of [null, 'text', [], 7])
      expect(storedCustomerSchema.safeParse(other).success).toBe(false);
  });

  test('keeps what it has of what came later', () => {
    const input = aCustomer({ website: 'www.example.com', contacts: [aContact({ wechat: 'li' })] });
    expect(storedCustomerSchema.parse(input)).toEqual(input);
  });
});

const words: ValueWords = {
  choice: (list, value) => `choice ${list} ${value}`,
  code: (list, value) => `code ${list} ${value}`,
  division: (value) => `division ${value}`,
  person: (id) => `person ${id + 0}`,
  amount: (yuan) => `${yuan + 0} yuan`,
  shelf: ({ cabinet }) => `cabinet ${cabinet}`,
  texts: (texts) => texts.join('+'),
  row: (parts) => parts.join(' '),
  rows: (rows) => rows.join(' | '),
};

describe('5. values in words', () => {
  const input: CustomerInput = {
    ...filled('client'),
    phones: ['1', '2'],
    annualVolume: 5,
    note: '甲\n乙',
    contacts: [aContact({ position: '经理' }), aContact({ name: '张三', mobile: null })],
  };

  test.each<[CustomerField, string]>([
    ['name', input.name],
    ['note', '甲\n乙'],
    ['firstContactOn', '2025-01-01'],
    ['category', 'choice common:category client'],
    ['industry', 'code industry x'],
    ['province', 'division 440000'],
    ['responsibleId', 'person 1'],
    ['annualVolume', '5 yuan'],
    ['shelf', 'cabinet B'],
    ['phones', '1+2'],
    ['contacts', '李明 经理 13812345678 | 张三'],
  ])('of %s', (field, text) => {
    expect(fieldText(CUSTOMER_FIELDS[field], input[field], words)).toBe(text);
  });

  test.each(CUSTOMER_FIELD_LIST)('%s without anything has none', (_key, field) => {
    expect(fieldText(field, null, words)).toBeNull();
    expect(fieldText(field, undefined, words)).toBeNull();
    expect(fieldText(field, '', words)).toBeNull();
    expect(fieldText(field, [], words)).toBeNull();
  });

  test('rows say the parts that are wanted', () => {
    const few = { ...words, inRow: (part: Field) => part.search === 'person' };
    expect(fieldText(CUSTOMER_FIELDS.contacts, input.contacts, few)).toBe('李明 | 张三');
  });

  test('a place is one text, a municipality once', () => {
    expect(placeText(['北京市', '北京市', '朝阳区'])).toBe('北京市朝阳区');
    expect(placeText(['广东省', null, '南海区'])).toBe('广东省南海区');
    expect(placeText([null, null])).toBeNull();
    expect(placeText([])).toBeNull();
    expect(keyText('place', { ...input, district: null }, words)).toBe('division 440000division 440600');
    expect(keyText('industry', input, words)).toBe('code industry x');
  });
});
