import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerInput } from '../../../db/domain/customer.ts';
import { ROLES, type Role } from '../../../db/domain/roles.ts';
import { fileCustomer } from '../../../db/features/customers/service.ts';
import { searchEntries } from '../../../db/features/search/query/search.ts';
import { sources } from './world.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aContact, aCustomer } from '../../support/factories.ts';

const CUSTOMERS: ReadonlyArray<Partial<CustomerInput>> = [
  { name: '佛山市金艺五金有限公司', grade: 'platinum', status: 'active', contacts: [] },
  { name: '金艺建材', grade: 'iron', status: 'stopped' },
  { name: '金艺', grade: null, status: 'stopped' },
  { name: '金艺灯饰', grade: 'gold', status: 'active' },
  { name: '大金艺术', grade: 'gold', status: 'active', phones: ['0757-82823456'], legacyCode: 'K-0042' },
  { name: '无关的名', grade: 'gold', status: 'active', note: '前身是金艺', formerNames: ['金藝坊'] },
  { name: '另一家', contacts: [aContact({ name: '金艺', mobile: '13812345678' })], address: '金艺路1号' },
  { name: '仇长安', party: 'individual' },
  { name: '仇长安商行', party: 'organisation' },
  {
    name: '機密的',
    secrecy: 'top_secret',
    note: '秘密备注',
    contacts: [aContact({ name: '秘密人', mobile: null })],
  },
];

let vault: TestVault;
beforeAll(async () => {
  vault = await openTestVault();
  await vault.signIn(...ROLES);
  const ctx = vault.contextOf('archivist');
  ctx.transaction((db) => {
    for (const customer of CUSTOMERS) fileCustomer(db, ctx, aCustomer(customer), { filedOn: '2026-01-01' });
  });
});
afterAll(() => vault[Symbol.asyncDispose]());

function search(text: string, { role = 'archivist', limit = 50 }: { role?: Role; limit?: number } = {}) {
  const { reader, actor, clock } = vault.contextOf(role);
  return searchEntries(reader, { text, limit, reader: actor, today: clock.today(), sources });
}

const names = (text: string, role: Role = 'archivist') =>
  search(text, { role }).results.map(({ name }) => name);

/** The matched parts themselves, by field. */
function marked(text: string, name: string): Record<string, string[]> {
  const result = search(text).results.find((row) => row.name === name);
  return Object.fromEntries(
    (result?.matched ?? []).map(({ field, text: shown, ranges }) => [
      field,
      ranges.map(([start, end]) => shown.slice(start, end)),
    ]),
  );
}

describe('the name of a person', () => {
  it('is found by every reading of its characters, like that of a company', () => {
    for (const typed of ['qiuchang', 'chouchang', 'qca', 'cca', 'qiuzhangan', 'qz'])
      expect([typed, ...names(typed).toSorted()]).toEqual([typed, '仇长安', '仇长安商行']);
    expect(names('ccash')).toEqual(['仇长安商行']);
    expect(names('qiuchangan')[0]).toBe('仇长安');
    expect(names('chouzhangan')[0]).toBe('仇长安');
    expect(marked('qiu', '仇长安')).toEqual({ name: ['仇'] });
  });
});

describe('the order of results', () => {
  it('is exact, then beginning with it, then the rest by rank: grade, stopped last, newest first', () => {
    expect(names('金艺')).toEqual([
      '金艺',
      '金艺灯饰',
      '金艺建材',
      '佛山市金艺五金有限公司',
      '无关的名',
      '大金艺术',
      '另一家',
    ]);
    expect(names('jinyi').slice(0, 3)).toEqual(['金艺', '金艺灯饰', '金艺建材']);
    expect(names('jy').slice(0, 3)).toEqual(['金艺', '金艺灯饰', '金艺建材']);
  });

  it('does not depend on how many are asked for', () => {
    const all = names('金艺');
    for (let limit = 1; limit < all.length; limit += 1)
      expect(search('金艺', { limit }).results.map(({ name }) => name)).toEqual(all.slice(0, limit));
  });

  it('knows initials without the signs of places', () => {
    expect(names('fsjy')).toEqual(['佛山市金艺五金有限公司']);
    expect(names('fssjy')).toEqual(['佛山市金艺五金有限公司']);
  });
});

describe('what matched is marked', () => {
  it('in characters, however they are typed', () => {
    expect(marked('金藝', '佛山市金艺五金有限公司')).toEqual({ name: ['金艺'] });
    expect(marked('金 五', '佛山市金艺五金有限公司')).toEqual({ name: ['金', '五金'] });
    expect(marked('金艺', '无关的名')).toEqual({ formerNames: ['金藝'], note: ['金艺'] });
    expect(marked('金艺', '另一家')).toMatchObject({ address: ['金艺'] });
  });

  it('by letters', () => {
    expect(marked('jinyi', '大金艺术')).toEqual({ name: ['金艺'] });
    expect(marked('jinyish', '大金艺术')).toEqual({ name: ['金艺术'] });
    expect(marked('fsjy', '佛山市金艺五金有限公司')).toEqual({ name: ['佛山', '金艺'] });
  });

  it('in numbers, with or without their dashes', () => {
    expect(marked('82823456', '大金艺术')).toEqual({ phones: ['82823456'] });
    expect(marked('0757828', '大金艺术')).toEqual({ phones: ['0757-828'] });
    expect(marked('0042', '大金艺术')).toEqual({ legacyCode: ['0042'] });
    expect(marked('5678', '另一家')).toEqual({ phones: ['5678'] });
  });

  it('in the part of a long note around it', async () => {
    const note = `${'前'.repeat(500)}目标${'后'.repeat(500)}`;
    await vault.as('archivist').customers.create(aCustomer({ name: '长备注', note }));
    const [match] = search('目标').results[0]?.matched ?? [];
    expect(match?.text.length).toBeLessThan(130);
    expect(match?.ranges.map(([start, end]) => match.text.slice(start, end))).toEqual(['目标']);
  });
});

describe('what somebody may not read', () => {
  it('finds nothing and marks nothing, while the index line is there for who may see it', () => {
    expect(names('机密的')).toEqual(['機密的']);
    expect(names('秘密备注')).toEqual([]);
    expect(names('mimiren')).toEqual([]);
    expect(names('秘密备注', 'general_manager')).toEqual(['機密的']);
    expect(names('机密的', 'requester')).toEqual([]);
    expect(names('金艺路', 'requester')).toEqual([]);
    expect(names('13812345678', 'requester')).toEqual([]);
    expect(names('另一家', 'requester')).toEqual(['另一家']);
    expect(search('机密的', { role: 'requester' }).total).toBe(0);
  });

  it('is nothing for who sees no archives at all', () => {
    expect(names('金艺', 'auditor')).toEqual([]);
    expect(names('金艺', 'system_admin')).toEqual([]);
  });
});

describe('any text', () => {
  it.each([
    '',
    ' ',
    '"',
    '""',
    "'",
    '*',
    'a*',
    'NOT',
    'a AND b',
    '金 OR 艺',
    '(',
    ')',
    '\\',
    '\0',
    '\ud800',
    '{a}',
    '^a',
    'terms:a',
    '-',
    'a'.repeat(200),
    '金 '.repeat(100),
  ])('%j is looked for as it stands', (text) => {
    expect(() => search(text)).not.toThrow();
  });
});
