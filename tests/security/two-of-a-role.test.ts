import { confirmed } from '../support/accounts.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Role } from '../../db/domain/roles.ts';
import { openTestVault, type TestVault } from '../support/vault.ts';
import { aCustomer } from '../support/factories.ts';
import { codeOf } from './support.ts';
import { because } from '../support/reasons.ts';

/** A second person of a role in the same archive, signed in at a window of their own. */
async function secondOf(vault: TestVault, role: Role) {
  const admin = vault.as('system_admin');
  await vault.signIn('requester');
  const id = (await admin.accounts.list()).find(({ login }) => login === 'requester')?.id ?? 0;
  await confirmed(vault, admin.accounts.setRoles({ id, roles: [role] }));
  return vault.as('requester');
}

const personOf = async (caller: ReturnType<TestVault['as']>) =>
  (await caller.vault.status()).account?.personId ?? 0;

test('unsaved input and choices are the person’s own, also beside somebody of the same role', async () => {
  await using vault = await openTestVault();
  const [first, second] = [vault.as('archivist'), await secondOf(vault, 'archivist')];
  const key = 'customer:1';
  await first.drafts.save({ key, value: { name: '写了一半' } });
  await first.preferences.set({ key, value: ['name'] });
  expect([await second.drafts.get({ key }), await second.drafts.list()]).toEqual([null, []]);
  expect(await second.preferences.get({ key })).toBeNull();
  await second.drafts.save({ key, value: { name: '另一人的' } });
  await second.preferences.set({ key, value: ['grade'] });
  expect(await first.drafts.get({ key })).toMatchObject({ value: { name: '写了一半' } });
  expect(await first.preferences.get({ key })).toEqual({ value: ['name'], broken: false });
  await second.drafts.discard({ key });
  expect([await first.drafts.list(), await second.drafts.list()]).toMatchObject([[{ key }], []]);
});

test('lists, counts and results that were kept for one person are not shown to another of the same role', async () => {
  await using vault = await openTestVault();
  const [first, second] = [vault.as('developer'), await secondOf(vault, 'developer')];
  const [open, closed] = ['顺德区普通五金厂', '顺德区机密五金厂'];
  const { customers } = vault.as('archivist');
  await customers.create(aCustomer({ name: open }));
  const { id } = await customers.create(aCustomer({ secrecy: 'secret', note: '月结九十天', name: closed }));
  const people = { responsibleId: await personOf(first), keeperId: null };
  await vault
    .as('service_manager')
    .customers.assign({ id, version: 1, ...people, reason: because('由其经办') });
  const seenBy = async ({ search }: typeof first) => {
    const page = { start: { offset: 0 }, limit: 10 };
    const names = async (view: object) =>
      (await search.list({ ...view, ...page })).rows.map(({ name }) => name).toSorted();
    return {
      all: await names({}),
      filtered: await names({ filters: { category: ['client'] } }),
      found: await names({ text: '五金厂' }),
      byNote: await names({ text: '月结九十天' }),
      counted: (await search.facets({})).total,
      countedFound: (await search.facets({ text: '五金厂' })).total,
      results: (await search.query({ text: '五金厂', limit: 10 })).total,
    };
  };
  const seen = (names: string[], byNote: string[]) => {
    const { length } = names;
    const numbers = { counted: length, countedFound: length, results: length };
    return { all: names, filtered: names, found: names, byNote, ...numbers };
  };
  expect(await seenBy(first)).toEqual(seen([open, closed].toSorted(), [closed]));
  expect(await seenBy(second)).toEqual(seen([open], []));
  expect(await seenBy(first)).toEqual(seen([open, closed].toSorted(), [closed]));
});

test('a filing that one person writes is not there for another of the same role, nor can it be saved by them', async () => {
  await using vault = await openTestVault();
  const [first, second] = [vault.as('developer'), await secondOf(vault, 'developer')];
  const filing = { id: null, version: null, input: aCustomer(), submit: false };
  const { id, version } = await first.filings.save(filing);
  expect(await codeOf(second.filings.get({ id }))).toBe('filings.not_found');
  expect(await codeOf(second.filings.save({ ...filing, id, version }))).toBe('filings.not_found');
  expect((await first.filings.get({ id })).version).toBe(version);
});

test('the import that one person prepared is not there for another of the same role', async () => {
  await using vault = await openTestVault();
  const [first, second] = [vault.as('archivist'), await secondOf(vault, 'archivist')];
  const path = join(vault.folder, 'ledger.csv');
  writeFileSync(path, '单位名称,首次接触日期\n龙江一五金厂,2025-03-01\n');
  const token = vault.grant('archivist', path);
  const sheets = [{ sheet: '', headerRow: null, category: 'supplier' as const, columns: null }];
  const { planId } = await first.import.plan({ token, sheets });
  const answers = { byGroup: {} };
  const asked = {
    rows: await codeOf(second.import.rows({ planId, show: 'all', offset: 0, limit: 5 })),
    run: await codeOf(second.import.run({ planId, answers })),
  };
  expect(asked).toEqual({ rows: 'import.plan_gone', run: 'import.plan_gone' });
  expect((await first.import.run({ planId, answers })).added).toBe(1);
});
