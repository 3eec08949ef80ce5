import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Caller } from '../../db/router/dispatch.ts';
import { indexEntry } from '../../db/features/search/service.ts';
import { agreeOnDate, openTestVault, type TestVault } from '../support/vault.ts';
import { aCustomer } from '../support/factories.ts';

/** Everything that tells a person of archives named 绝密五金. */
async function seenBy(caller: Caller) {
  const whole = { start: { offset: 0 }, limit: 50 };
  const sort = { by: 'name', descending: false } as const;
  const text = '绝密五金';
  const { rows, total } = await caller.search.list(whole);
  const { results } = await caller.search.query({ text, limit: 5 });
  return [
    rows.length,
    total,
    (await caller.search.list({ ...whole, text })).rows.length,
    (await caller.search.list({ ...whole, text, sort })).rows.length,
    (await caller.search.facets({})).total,
    (await caller.search.facets({ text })).total,
    results.length,
    (await caller.search.query({ text, limit: 1, exactTotal: true })).total,
  ];
}

const NOTHING = [0, 0, 0, 0, 0, 0, 0, 0];

/** Closes the archive and opens it on another day. */
function openAgain(vault: TestVault, days: number): void {
  vault.host.signOutAll('closed');
  vault.clock.advance({ days });
}

test('a clock that was ahead once opened 绝密 archives in lists, counts and search for good', async () => {
  await using vault = await openTestVault();
  const secret = aCustomer({
    name: '佛山市绝密五金厂',
    secrecy: 'top_secret',
    secrecyUntil: '2030-12-31',
  });
  await vault.as('archivist').customers.create(secret);
  expect(await seenBy(vault.as('requester'))).toEqual(NOTHING);
  openAgain(vault, 6 * 365);
  expect(await seenBy(vault.as('requester'))).toEqual(NOTHING);
  await agreeOnDate(vault);
  expect(await seenBy(vault.as('requester'))).toEqual(NOTHING.map(() => 1));
  openAgain(vault, -6 * 365);
  expect(await seenBy(vault.as('requester'))).toEqual(NOTHING);
  const filters = { secrecy: ['top_secret' as const] };
  const page = { start: { offset: 0 }, limit: 5, filters };
  expect((await vault.as('supervisor').search.list(page)).total).toBe(1);
});

test('an import on a day when the clock was ahead entered 绝密 archives as open ones', async () => {
  await using vault = await openTestVault();
  const secret = { secrecy: 'top_secret', secrecyUntil: '2030-12-31' } as const;
  await vault.as('archivist').customers.create(aCustomer({ name: '佛山市绝密五金厂', ...secret }));
  vault.clock.advance({ days: 6 * 365 });
  await agreeOnDate(vault);
  const file = join(vault.folder, 'ledger.csv');
  writeFileSync(file, '单位名称,客户分类,备注\n佛山市绝密五金厂,业务客户,补记\n');
  const archivist = vault.as('archivist');
  const { planId } = await archivist.import.plan({
    token: vault.grant('archivist', file),
    sheets: [{ sheet: '', headerRow: null, category: null, columns: null }],
  });
  expect((await archivist.import.run({ planId, answers: { byGroup: {} } })).updated).toBe(1);
  vault.clock.advance({ days: -6 * 365 });
  expect(await seenBy(vault.as('requester'))).toEqual(NOTHING);
});

test('an index that took a closed archive for an open one showed its line', async () => {
  await using vault = await openTestVault();
  const { id } = await vault
    .as('archivist')
    .customers.create(aCustomer({ name: '佛山市绝密五金厂', secrecy: 'top_secret' }));
  vault.contextOf('archivist').transaction((db) => {
    db.execute(`update customer set secrecy = 'normal' where id = ?`, id);
    indexEntry(db, vault.host.registries.search, id);
    db.execute(`update customer set secrecy = 'top_secret' where id = ?`, id);
  });
  const requester = vault.as('requester');
  const whole = { start: { offset: 0 }, limit: 50 };
  const text = '绝密五金';
  expect((await requester.search.list(whole)).rows).toEqual([]);
  expect((await requester.search.list({ ...whole, text })).rows).toEqual([]);
  const sort = { by: 'name', descending: true } as const;
  expect((await requester.search.list({ ...whole, text, sort })).rows).toEqual([]);
  expect((await requester.search.query({ text, limit: 5 })).results).toEqual([]);
});
