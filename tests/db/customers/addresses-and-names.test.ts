import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { completeness, type CustomerInput } from '../../../db/domain/customer.ts';
import { readTableHere } from '../../support/here.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aContact, aCustomer } from '../../support/factories.ts';
import { importFile, writeCsv } from '../import/support/importing.ts';
import { because } from '../../support/reasons.ts';
import { markupOf } from '../../support/markup.ts';

/** Fields with what is filed, what it becomes, the title in a ledger, and who finds it. */
const FIELDS = [
  { key: 'shortName', first: '佛五金', last: '金艺', title: '客户简称', open: true },
  { key: 'englishName', first: 'Foshan Brass Ltd', last: 'Golden Craft Ltd', title: '英文名称', open: true },
  { key: 'legalPerson', first: '欧阳建国', last: '司徒美堂', title: '法人代表', open: false },
  {
    key: 'website',
    first: 'www.fsbrass.example',
    last: 'https://jinyi.example/zh',
    title: '官网',
    open: false,
  },
] as const;
const OF_CONTACT = [
  { key: 'email', first: 'li@fsbrass.example', last: 'liming@jinyi.example', title: '电子邮箱' },
  { key: 'wechat', first: 'fsbrass_li', last: 'jinyi-liming', title: '微信号' },
] as const;
type Which = 'first' | 'last';

const valuesOf = (fields: ReadonlyArray<{ key: string } & Record<Which, string>>, which: Which) =>
  Object.fromEntries(fields.map((field) => [field.key, field[which]]));
const filled = (which: Which): Partial<CustomerInput> => ({
  ...valuesOf(FIELDS, which),
  contacts: [aContact(valuesOf(OF_CONTACT, which))],
});
const EVERY = [...FIELDS, ...OF_CONTACT];
const NAME = '佛山市旧名铜器有限公司';

describe('what came to customers and their people later', () => {
  let vault: TestVault;
  let id: number;
  const archivist = () => vault.as('archivist');

  beforeAll(async () => {
    vault = await openTestVault();
    ({ id } = await archivist().customers.create(aCustomer({ name: NAME, ...filled('first') })));
    const record = await archivist().customers.get({ id });
    if (record.access !== 'full') throw new Error('the archivist reads it');
    const [contact] = record.input.contacts;
    const input = { ...record.input, ...filled('last') };
    input.contacts = [
      { ...input.contacts[0], ...valuesOf(OF_CONTACT, 'last'), name: contact?.name ?? '' },
    ].map((one) => aContact({ ...one, id: contact?.id }));
    await archivist().customers.update({ id, version: record.version, input, reason: because('核对名片') });
  });
  afterAll(() => vault[Symbol.asyncDispose]());

  test('is read back as it was entered', async () => {
    expect(await archivist().customers.get({ id })).toMatchObject({ input: filled('last') });
  });

  test.each(FIELDS)('$key is in the history with both values', async ({ key, first, last }) => {
    const [change] = await archivist().customers.history({ id, field: key });
    expect(change).toMatchObject({
      oldValue: first,
      newValue: last,
      reason: 'other',
      reasonText: '核对名片',
    });
  });

  test.each(OF_CONTACT)(
    '$key of a person is in the history with both values',
    async ({ key, first, last }) => {
      const [change] = await archivist().customers.history({ id, field: 'contacts' });
      const values = [change?.oldValue, change?.newValue].map((text) => JSON.parse(text ?? '')[0][key]);
      expect(values).toEqual([first, last]);
    },
  );

  test.each(EVERY)('$key is found, and what it was before is not', async ({ key, first, last }) => {
    const find = (text: string) => archivist().search.query({ text, limit: 5 });
    const { results } = await find(last);
    expect(results.map((one) => one.id)).toEqual([id]);
    const fields = results[0]?.matched.map(({ field }) => field);
    expect(fields).toContain(OF_CONTACT.some((one) => one.key === key) ? `contacts.${key}` : key);
    expect((await find(first)).total).toBe(0);
  });

  test('names are found by their pinyin and their parts', async () => {
    for (const text of ['jinyi', 'jy', 'golden cr', 'situ'])
      expect((await archivist().search.query({ text, limit: 5 })).results.map((one) => one.id)).toEqual([id]);
  });

  test('whoever may only list it finds the names and sees nothing else', async () => {
    const { results } = await vault.as('requester').search.query({ text: '金艺', limit: 5 });
    expect(results).toHaveLength(1);
    for (const { last } of [...FIELDS.filter(({ open }) => !open), ...OF_CONTACT])
      expect((await vault.as('requester').search.query({ text: last, limit: 5 })).total).toBe(0);
    const shown = JSON.stringify([
      await vault.as('requester').customers.get({ id }),
      await vault.as('requester').search.list({ start: { offset: 0 }, limit: 5 }),
    ]);
    expect(EVERY.filter(({ last }) => shown.includes(last)).map(({ key }) => key)).toEqual([
      'shortName',
      'englishName',
    ]);
  });

  test.each(EVERY)('$key stands on the card', async ({ last }) => {
    const html = markupOf(await archivist().prints.pages({ form: 'card', id }));
    expect(html.replaceAll(/<[^>]*>|\s|\u200b/g, '')).toContain(last.replaceAll(' ', ''));
  });

  test('each has its place in the exported list', async () => {
    const path = join(vault.folder, 'list.xlsx');
    const token = vault.grant('archivist', path, 'write');
    await archivist().customers.export({ token, view: {}, ids: [id], language: 'zh-CN' });
    const rows: unknown[][] = [];
    const sheet = (await readTableHere({ path, maxRows: 10 })).sheets[0]?.name ?? '';
    await readTableHere(
      { path, sheet, maxRows: 10 },
      { onRows: (part) => rows.push(...part.map(({ cells }) => [...cells])) },
    );
    const [titles = [], row = []] = rows;
    const at = (title: string) => row[titles.indexOf(title)];
    expect(['简称', '英文名', '法定代表人', '网址'].map(at)).toEqual(FIELDS.map(({ last }) => last));
    for (const { last } of OF_CONTACT) expect(at('联系人')).toContain(last);
  });

  test('verify holds over all of it', async () => {
    const { checks } = await vault.as('auditor').audit.verify();
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  });
});

test('none of them is asked for by a template (A1)', () => {
  for (const category of ['supplier', 'client', 'partner'] as const) {
    const input = aCustomer({ category, contacts: [aContact()] });
    expect(completeness({ ...input, ...filled('last') })).toBe(completeness(input));
  }
});

describe('from a ledger', () => {
  const TITLES = ['客户名称', '客户分类', '联系人', '手机', ...EVERY.map(({ title }) => title)];

  async function imported(cells: readonly string[]) {
    await using vault = await openTestVault();
    const row = [NAME, '供应商', '李明', '13812345678', ...cells];
    const { counts } = await importFile(vault, writeCsv(vault.folder, `${TITLES.join()}\n${row.join()}\n`));
    expect(counts).toMatchObject({ added: 1, refused: 0 });
    const record = await vault.as('archivist').customers.get({ id: 1 });
    if (record.access !== 'full') throw new Error('the archivist reads it');
    return record.input;
  }

  test('each comes in under its title', async () => {
    const input = await imported(EVERY.map(({ last }) => last));
    expect(input).toMatchObject({ ...filled('last'), note: null, formerNames: [] });
  });

  test('what is no address of mail and no site goes to the note', async () => {
    const input = await imported(['', '', '', 'javascript:alert(1)', 'li at jinyi', '']);
    expect(input).toMatchObject({ website: null, contacts: [{ email: null }] });
    expect(input.note).toBe('电子邮箱：li at jinyi\n官网：javascript:alert(1)');
  });

  test('法定代表人 with a number beside the name is somebody to call too', async () => {
    const input = await imported(['', '', '司徒美堂 13912345678', '', '', '']);
    expect(input.legalPerson).toBe('司徒美堂');
    expect(input.contacts).toMatchObject([
      { name: '李明', mobile: '13812345678' },
      { name: '司徒美堂', mobile: '13912345678', position: '法人代表' },
    ]);
  });
});

describe('what is refused', () => {
  const accepted = {
    email: ['li@jinyi.example', 'li.ming+1@mail.jinyi.example', '李明@例子.公司'],
    website: ['www.jinyi.example', 'http://jinyi.example:8080/a?b=c#d', 'HTTPS://Jinyi.example', '例子.公司'],
  };
  const refused = {
    email: [
      'li',
      'li@jinyi',
      '@jinyi.example',
      'li ming@jinyi.example',
      'li@a@b.example',
      '<li@jinyi.example>',
    ],
    website: [
      'javascript:alert(1)',
      'javascript://jinyi.example/%0Aalert(1)',
      'data:text/html,x.y',
      'file:///etc/passwd.txt',
      'ftp://jinyi.example',
      'jinyi',
      'http://',
      'https://li:pw@jinyi.example',
      'www.jinyi.example/a b',
      '"www.jinyi.example',
    ],
  };
  const inputOf = (field: 'email' | 'website', text: string) =>
    field === 'email' ? aCustomer({ contacts: [aContact({ email: text })] }) : aCustomer({ website: text });

  test.each(['email', 'website'] as const)('%s of another shape', async (field) => {
    await using vault = await openTestVault();
    const { customers } = vault.as('archivist');
    for (const text of accepted[field])
      expect(await customers.create(inputOf(field, text))).toMatchObject({ id: expect.any(Number) });
    const taken: string[] = [];
    for (const text of refused[field]) {
      const outcome = await customers.create(inputOf(field, text)).then(
        () => 'filed',
        (error: { code: string }) => error.code,
      );
      if (outcome !== 'BAD_REQUEST') taken.push(`${text} ${outcome}`);
    }
    expect(taken).toEqual([]);
  });

  test.each([
    [{ shortName: 'x'.repeat(61) }],
    [{ englishName: 'x'.repeat(201) }],
    [{ legalPerson: 'x'.repeat(61) }],
    [{ website: `www.${'x'.repeat(196)}.cn` }],
    [{ contacts: [aContact({ email: `${'x'.repeat(93)}@a.b.com` })] }],
    [{ contacts: [aContact({ wechat: 'x'.repeat(41) })] }],
  ] as ReadonlyArray<[Partial<CustomerInput>]>)('longer text than there is room for: %#', async (long) => {
    await using vault = await openTestVault();
    const tooLong = vault.as('archivist').customers.create(aCustomer(long));
    await expect(tooLong).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
