// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import { CONTACT_FIELDS, CUSTOMER_FIELDS } from '../../../../db/domain/customer-fields.ts';
import {
  blankContact,
  blankCustomer,
  completeness,
  type CustomerInput,
} from '../../../../db/domain/customer.ts';
import { listFields, type Fields } from '../../../../db/domain/fields.ts';
import { read, unwrap, write } from '../../../../db/domain/stored-json.ts';
import { CUSTOMER_DRAFT } from '../../../../renderer/features/customers/draft-values.ts';
import {
  customerFormSchema,
  inputSoFar,
  toFormValues,
  usccProblem,
} from '../../../../renderer/features/customers/form-values.ts';
import { createI18n } from '../../../../renderer/lib/i18n.ts';

const { t } = createI18n('zh-CN');
const schema = customerFormSchema(t);
const customer: CustomerInput = {
  ...blankCustomer('client'),
  name: '佛山市金艺五金制品有限公司',
  uscc: '91440606MA4W8N7Y2X',
  usccWaiver: '旧证照上即如此',
  annualVolume: 1_200_000,
  shelf: { room: '档案室', cabinet: 'B', level: 2, position: 14 },
  contacts: [{ ...blankContact(), id: 3, name: '张三', mobile: '13800138000' }],
};

test('what the vault holds comes through the form unchanged', () => {
  expect(schema.parse(toFormValues(customer))).toEqual(customer);
});

describe('what is typed', () => {
  const typed = (change: object) => schema.safeParse({ ...toFormValues(customer), ...change });
  const shelf = { room: '', cabinet: '', level: '', position: '' };

  test('an amount may name its unit, and what is none is said to be none', () => {
    expect(typed({ annualVolume: '120万' }).data?.annualVolume).toBe(1_200_000);
    expect(typed({ annualVolume: '很多' }).error?.issues[0]?.message).toBe('customers.not_an_amount');
  });

  test('a shelf is all of its parts or nothing', () => {
    expect(typed({ shelf }).data?.shelf).toBeNull();
    const problems = typed({ shelf: { ...shelf, cabinet: 'B', level: '二' } }).error?.issues;
    expect(problems?.map(({ path }) => path.join('.'))).toEqual(['shelf.level', 'shelf.position']);
  });

  test('a wrong code is told with what would be right, also while the name is missing', () => {
    const problems = typed({ name: '', uscc: '91440606MA4UXXXX1A', usccWaiver: '' }).error?.issues;
    expect(problems?.map(({ path }) => path.join('.')).sort()).toEqual(['name', 'uscc']);
    expect(problems?.find(({ path }) => path[0] === 'uscc')?.message).toContain('校验位应为 X');
  });

  test('a wrong code passes with a reason', () => {
    expect(usccProblem(t, '91440606MA4UXXXX1A', '旧证照上即如此')).toBeNull();
    expect(typed({ uscc: '91440606 MA4UXXXX1A' }).data?.uscc).toBe('91440606MA4UXXXX1A');
  });
});

test('completeness grows while filling, unreadable parts counting as empty', () => {
  const blank = toFormValues(blankCustomer('partner'));
  expect(completeness(inputSoFar(blank))).toBe(0);
  const shelf = { room: '', cabinet: 'B', level: 'x', position: '' };
  expect(completeness(inputSoFar({ ...blank, name: '某律师事务所', shelf }))).toBe(11);
});

test('a draft is read back only if it is one', () => {
  const draft = { values: toFormValues(customer), version: 4, base: customer };
  expect(read(CUSTOMER_DRAFT, write(CUSTOMER_DRAFT, draft))).toEqual({ ok: true, value: draft });
  expect(unwrap(CUSTOMER_DRAFT, { ...draft, values: { name: 'x' } }).ok).toBe(false);
  expect(unwrap(CUSTOMER_DRAFT, null).ok).toBe(false);
});

test('a draft of before a field came has it blank; one without an older field is none', () => {
  const draft = { values: toFormValues(customer), version: 4, base: customer };
  const without = (names: readonly string[]) =>
    JSON.parse(JSON.stringify(draft, (key, value: unknown) => (names.includes(key) ? undefined : value)));
  const later = [CUSTOMER_FIELDS, CONTACT_FIELDS].flatMap((fields) =>
    listFields<Fields>(fields).flatMap(([key, field]) => (field.later ? [key] : [])),
  );
  expect(later.length).toBeGreaterThan(5);
  expect(JSON.stringify(without(later))).not.toContain(later[0]);
  expect(unwrap(CUSTOMER_DRAFT, without(later))).toEqual({ ok: true, value: draft });
  expect(unwrap(CUSTOMER_DRAFT, without(['address'])).ok).toBe(false);
  expect(unwrap(CUSTOMER_DRAFT, without(['base'])).ok).toBe(false);
});

describe('rows of people', () => {
  const row = toFormValues({ ...customer, contacts: [{ ...blankContact(), name: '李四' }] }).contacts[0];
  const blank = { ...row, name: '', mobile: ' ' };
  const parsed = (contacts: object[]) => schema.safeParse({ ...toFormValues(customer), contacts });

  test('one in which nothing is typed is left out', () => {
    expect(parsed([blank, { ...row }, blank]).data?.contacts).toMatchObject([{ name: '李四' }]);
  });

  test('one that is saved and emptied is not', () => {
    expect(parsed([{ ...blank, id: 3 }]).error?.issues).toMatchObject([{ path: ['contacts', 0, 'name'] }]);
  });

  test('what is wrong in one stands in its own line', () => {
    const wrong = { ...row, name: '', email: 'x', mobile: '1'.repeat(41) };
    expect(parsed([blank, wrong]).error?.issues).toMatchObject([
      { path: ['contacts', 1, 'name'], code: 'too_small' },
      { path: ['contacts', 1, 'mobile'], code: 'too_big', maximum: 40 },
      { path: ['contacts', 1, 'email'], message: 'common.not_an_email' },
    ]);
  });
});
