import { expect, test } from 'vitest';
import { openTestVault, type TestVault } from '../../support/vault.ts';

const refused = (code: string, data: object = {}) =>
  expect.objectContaining({ cause: expect.objectContaining({ code, data: expect.objectContaining(data) }) });
const fill = (vault: TestVault, table: 'draft' | 'preference', count: number) =>
  vault.opened.handles.transaction((db) => {
    const account = vault.contextOf('archivist').actor.accountId;
    for (let at = 0; at < count; at += 1)
      if (table === 'draft')
        db.execute(
          "insert into draft (account_id, key, value, saved_at) values (?, ?, 'null', 0)",
          account,
          `k${at}`,
        );
      else
        db.execute(
          "insert into preference (account_id, key, value) values (?, ?, 'null')",
          account,
          `k${at}`,
        );
  });

test('a draft is kept for its account under its key, the latest first, until it is given up', async () => {
  await using vault = await openTestVault();
  const { drafts } = vault.as('archivist');
  expect([await drafts.get({ key: 'a' }), await drafts.list()]).toEqual([null, []]);
  await drafts.save({ key: 'a', value: { v: 1, value: 'one' } });
  vault.clock.advance({ ms: 5 });
  await drafts.save({ key: 'b', value: { v: 1, value: 'two' } });
  const now = vault.clock.now();
  expect(await drafts.list()).toEqual([
    { key: 'b', savedAt: now },
    { key: 'a', savedAt: now - 5 },
  ]);
  vault.clock.advance({ ms: 5 });
  await drafts.save({ key: 'a', value: { v: 1, value: 'three' } });
  expect(await drafts.get({ key: 'a' })).toEqual({
    key: 'a',
    savedAt: now + 5,
    value: { v: 1, value: 'three' },
    broken: false,
  });
  expect((await drafts.list()).map(({ key }) => key)).toEqual(['a', 'b']);
  expect(await vault.as('supervisor').drafts.list()).toEqual([]);
  await drafts.discard({ key: 'a' });
  await drafts.discard({ key: 'none' });
  expect((await drafts.list()).map(({ key }) => key)).toEqual(['b']);
});

test('a choice is kept for its account under its key', async () => {
  await using vault = await openTestVault();
  const { preferences } = vault.as('archivist');
  expect(await preferences.get({ key: 'a' })).toBeNull();
  for (const value of ['one', 'two']) await preferences.set({ key: 'a', value: { v: 1, value } });
  expect(await preferences.get({ key: 'a' })).toEqual({ value: { v: 1, value: 'two' }, broken: false });
  expect(await vault.as('supervisor').preferences.get({ key: 'a' })).toBeNull();
});

test.each(['draft', 'preference'] as const)(
  'an account keeps two hundred of the kind %s, and those it may go on with',
  async (table) => {
    await using vault = await openTestVault();
    fill(vault, table, 199);
    const { drafts, preferences } = vault.as('archivist');
    const save = (key: string) =>
      table === 'draft'
        ? drafts.save({ key, value: { v: 1, value: 1 } })
        : preferences.set({ key, value: { v: 1, value: 1 } });
    await save('last');
    await expect(save('one more')).rejects.toEqual(refused('common.too_many_kept', { most: 200 }));
    await save('last');
    await save('k0');
  },
);

test('what is kept is no longer than a form can be', async () => {
  await using vault = await openTestVault();
  const { drafts } = vault.as('archivist');
  const valueOf = (length: number) => ({
    v: 1,
    value: 'x'.repeat(length - JSON.stringify({ v: 1, value: '' }).length),
  });
  await drafts.save({ key: 'a', value: valueOf(200_000) });
  await expect(drafts.save({ key: 'a', value: valueOf(200_001) })).rejects.toEqual(
    refused('common.value_too_large'),
  );
});

test('settings that are changed count at once, with those that were left alone, and the log has them', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const { settings } = vault.as('system_admin');
  const before = await settings.get();
  await settings.set({ filingLimitDays: 9 });
  await settings.set({ lockAfterMinutes: 25 });
  expect(await settings.get()).toEqual({ ...before, filingLimitDays: 9, lockAfterMinutes: 25 });
  const { rows } = await vault.as('auditor').audit.list({ action: 'settings.edit', limit: 5 });
  expect(rows.map(({ object }) => object)).toEqual(['settings', 'settings']);
  const told = vault.events.filter(({ type }) => type === 'changed');
  expect(told).toEqual([1, 2].map(() => ({ type: 'changed', kind: 'settings' })));
});
