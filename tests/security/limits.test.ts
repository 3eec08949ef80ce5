import { confirmed } from '../support/accounts.ts';
import { expect, test } from 'vitest';
import { openTestVault, TEST_PASSWORD } from '../support/vault.ts';
import { codeOf } from './support.ts';

test('one account could fill the vault with choices and drafts, under ever new names', async () => {
  await using vault = await openTestVault();
  const requester = vault.as('requester');
  const last = async (save: (key: string) => Promise<unknown>) => {
    const codes = new Set<string | undefined>();
    for (let n = 0; n < 220; n += 1) codes.add(await codeOf(save(`key-${n}`)));
    return [...codes];
  };
  const refused = [undefined, 'common.too_many_kept'];
  expect(await last((key) => requester.preferences.set({ key, value: 1 }))).toEqual(refused);
  expect(await last((key) => requester.drafts.save({ key, value: 1 }))).toEqual(refused);
  expect(await codeOf(requester.preferences.set({ key: 'key-7', value: 2 }))).toBeUndefined();
  await requester.drafts.discard({ key: 'key-7' });
  expect(await codeOf(requester.drafts.save({ key: 'another', value: 2 }))).toBeUndefined();
  expect(await codeOf(vault.as('archivist').drafts.save({ key: 'key', value: 1 }))).toBeUndefined();
});

test('a one-time code opened the vault years after it was made', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const admin = vault.as('system_admin');
  const account = { login: 'new', name: '新人', roles: ['developer' as const] };
  const { id, code } = await confirmed(vault, admin.accounts.create(account));
  const [token, password] = [() => vault.grant('new', vault.path), `${TEST_PASSWORD} two`];
  const stranger = vault.stranger('new').vault;
  const activate = (secret: string) =>
    codeOf(stranger.activate({ token: token(), login: 'new', code: secret, password }));
  const unlock = (secret: string) =>
    codeOf(stranger.unlock({ token: token(), login: 'new', password: secret }));
  vault.clock.advance({ days: 30 });
  expect(await unlock(code)).toBe('vault.must_activate');
  vault.clock.advance({ ms: 1 });
  expect([await activate(code), await unlock(code)]).toEqual(['vault.code_expired', 'vault.code_expired']);
  expect(await activate('0000-0000-0000-0000')).toBe('vault.sign_in_refused');
  const again = await confirmed(vault, admin.accounts.resetPassword({ id }));
  expect(await activate(again.code)).toBeUndefined();
  vault.host.signOutAll('closed');
  vault.clock.advance({ days: 400 });
  expect(await unlock(password)).toBeUndefined();
});
