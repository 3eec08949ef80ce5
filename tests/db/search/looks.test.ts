import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SORTS } from '../../../db/domain/customer-list.ts';
import type { Role, Secrecy } from '../../../db/domain/roles.ts';
import { fileCustomer } from '../../../db/features/customers/service.ts';
import { aContact, aCustomer } from '../../support/factories.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';

const MOBILE = '13912306688';
const MINUTE = 60_000;

let vault: TestVault;

beforeEach(async () => {
  vault = await openTestVault();
  await vault.signIn('archivist', 'service_manager', 'auditor');
});
afterEach(() => vault[Symbol.asyncDispose]());

function file(name: string, secrecy: Secrecy, more: Parameters<typeof aCustomer>[0] = {}): number {
  const ctx = vault.contextOf('archivist');
  const keeperId = vault.contextOf('service_manager').actor.personId;
  const input = aCustomer({
    name,
    secrecy,
    contacts: [aContact({ name: '秘密人', mobile: MOBILE })],
    ...more,
  });
  return ctx.transaction((db) => fileCustomer(db, ctx, { ...input, keeperId }, { filedOn: '2026-01-02' })).id;
}

/** Rows of the log that a search made, by the archive. */
const looks = () =>
  vault
    .contextOf('auditor')
    .reader.rows<{ object: string; secrecy: string }>(
      "select object, secrecy from audit where action = 'customers.read' and reason = 'search' order by seq",
    );

/** Every way to ask with a text, as what is answered. */
function doors(role: Role): Record<string, (text: string) => Promise<unknown>> {
  const { search, customers } = vault.as(role);
  const filters = { secrecy: ['secret', 'top_secret'] as const };
  return {
    query: (text) => search.query({ text, limit: 1 }),
    counted: (text) => search.query({ text, limit: 20, exactTotal: true }),
    list: (text) => search.list({ text, start: { offset: 0 }, limit: 20 }),
    filtered: (text) =>
      search.list({ text, filters: { secrecy: [...filters.secrecy] }, start: { offset: 5 }, limit: 1 }),
    ...Object.fromEntries(
      SORTS.map((by) => [
        `by ${by}`,
        (text: string) =>
          search.list({ text, sort: { by, descending: true }, start: { last: true }, limit: 1 }),
      ]),
    ),
    facets: (text) => search.facets({ text }),
    narrowed: (text) => search.facets({ text, filters: { secrecy: [...filters.secrecy] } }),
    similar: (text) => {
      const [phone = ''] = text.split(' ').slice(-1);
      return customers.similar({ name: '无此客户', uscc: null, phones: [phone] });
    },
    export: async (text) => {
      const token = vault.grant(role, join(vault.folder, 'list.xlsx'), 'write');
      return customers.export({ token, view: { text }, ids: null, language: 'zh-CN' });
    },
  };
}

describe('who may not read an archive', () => {
  it('learns nothing of what stands in it, digit by digit, at any door', async () => {
    file('绝密甲厂', 'top_secret', { note: '底价八折', address: '季华路1号' });
    file('公开乙厂', 'normal', { contacts: [] });
    for (const [door, ask] of Object.entries(doors('archivist'))) {
      let queries = 0;
      // As many as it took: at each place the digits that are not the one, beside the one that is.
      for (let known = 3; known <= MOBILE.length; known += 1) {
        const right = MOBILE.slice(0, known);
        const wrong = `${right.slice(0, -1)}${(Number(right.at(-1)) + 1) % 10}`;
        const answers = [];
        for (const digits of [right, wrong]) {
          answers.push(JSON.stringify(await ask(`绝密甲厂 ${digits}`)).replaceAll(digits, '…'));
          answers.push(JSON.stringify(await ask(`+86 ${digits.slice(0, 3)}-${digits.slice(3)}`)));
          queries += 2;
        }
        expect([door, right, answers[0], answers[1]]).toEqual([door, right, answers[2], answers[3]]);
      }
      expect(queries).toBeGreaterThan(30);
      for (const text of ['底价', '八折', '季华路', '秘密人', 'mimiren', 'mmr'])
        expect(JSON.stringify(await ask(`绝密甲厂 ${text}`)).replaceAll(text, '')).toBe(
          JSON.stringify(await ask(`绝密甲厂 没有`)).replaceAll('没有', ''),
        );
      const isFound = JSON.stringify(await ask('绝密甲厂')) !== JSON.stringify(await ask('绝密丙厂'));
      expect([door, isFound]).toEqual([door, door !== 'similar']);
    }
    expect(looks()).toEqual([]);
  }, 120_000);
});

describe('who may read a 机密 archive', () => {
  it('looks at it when an answer tells what stands in it: once while somebody types', async () => {
    const id = file('机密甲厂', 'secret');
    file('公开乙厂', 'normal');
    const { search } = vault.as('archivist');
    for (let typed = 3; typed <= MOBILE.length; typed += 1) {
      const text = MOBILE.slice(0, typed);
      await search.query({ text, limit: 12 });
      await search.list({ text, start: { offset: 0 }, limit: 50 });
      await search.facets({ text });
    }
    expect(looks()).toEqual([{ object: `customer:${id}`, secrecy: 'secret' }]);
    // Of another session, and of the same after a while, it is another look.
    await vault.as('service_manager').search.query({ text: MOBILE, limit: 12 });
    expect(looks()).toHaveLength(2);
    vault.clock.advance({ ms: 14 * MINUTE });
    await search.query({ text: MOBILE, limit: 12 });
    expect(looks()).toHaveLength(2);
    vault.clock.advance({ ms: 2 * MINUTE });
    await search.query({ text: MOBILE, limit: 12 });
    expect(looks()).toHaveLength(3);
    const { rows } = await vault.as('auditor').audit.list({ action: 'customers.read', limit: 5 });
    expect(rows.map(({ reason }) => reason)).toEqual(['search', 'search', 'search']);
  });

  it('looks at it at every door that counts it, whether or not it is shown', async () => {
    for (let n = 0; n < 3; n += 1) file(`公开${n}厂`, 'normal', { contacts: [aContact({ mobile: MOBILE })] });
    const id = file('机密甲厂', 'secret');
    const counting = doors('archivist');
    delete counting['similar'];
    // That of an export stands in the log as what it is.
    delete counting['export'];
    for (const [door, ask] of Object.entries(counting)) {
      vault.clock.advance({ ms: 20 * MINUTE });
      const before = looks().length;
      await ask(MOBILE.slice(0, 7));
      expect([door, ...looks().slice(before)]).toEqual([
        door,
        { object: `customer:${id}`, secrecy: 'secret' },
      ]);
    }
  });

  it('does not look at it when it is found by what the index shows, nor when it is not found', async () => {
    file('机密甲厂', 'secret', { secrecyUntil: null, note: '甲厂的备注' });
    file('过期丙厂', 'secret', { secrecyUntil: '2020-01-01' });
    for (const [door, ask] of Object.entries(doors('archivist'))) {
      if (door === 'export') continue;
      for (const text of ['机密甲', 'jmjc', '机密甲厂 13800000000', '过期丙厂 139']) await ask(text);
      expect([door, ...looks()]).toEqual([door]);
    }
    // Its name holds it as well, and so does what only readers see: the row says so.
    await vault.as('archivist').search.query({ text: '甲厂', limit: 5 });
    expect(looks()).toHaveLength(1);
  });

  it('looks at each of few in one go, and at those that are shown of many', async () => {
    const ids = Array.from({ length: 4 }, (_one, n) => file(`机密${n}厂`, 'secret'));
    await vault.as('archivist').search.query({ text: MOBILE, limit: 2 });
    expect(
      looks()
        .map(({ object }) => object)
        .toSorted(),
    ).toEqual(ids.map((id) => `customer:${id}`));
    for (let n = 0; n < 110; n += 1) file(`机密其他${n}厂`, 'secret', { address: '季华路' });
    const { results } = await vault.as('service_manager').search.query({ text: '季华路', limit: 3 });
    const shown = results.map((row) => `customer:${row.id}`);
    expect(
      looks()
        .slice(4)
        .map(({ object }) => object)
        .toSorted(),
    ).toEqual(shown.toSorted());
  });
});
