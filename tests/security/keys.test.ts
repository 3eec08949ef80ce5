import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeKeysFile } from '../../db/vault/keys-file.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../support/vault.ts';
import { codeOf } from './support.ts';

/** One character that compatibility normalising makes eighteen. */
const LONG_WHEN_NORMALISED = '\uFDFA';

test('a login that grew too long when normalised made a keys file that nobody could read again', async () => {
  await using vault = await openTestVault();
  const account = { login: LONG_WHEN_NORMALISED.repeat(20), name: '某人', roles: ['developer' as const] };
  expect(await codeOf(vault.as('system_admin').accounts.create(account))).toBe('vault.login_unusable');
  vault.host.signOutAll('closed');
  expect((await vault.as('archivist').vault.status()).state).toBe('open');
});

test('a login with what cannot be seen is refused: it would look like somebody else’s', async () => {
  await using vault = await openTestVault();
  const admin = vault.as('system_admin');
  for (const login of ['a\u200Bdmin', 'admin\u202E', 'a\u0000b', 'a\uD800', 'a  b', '\u3164', '\u00AD']) {
    const refusal = await codeOf(admin.accounts.create({ login, name: '某人', roles: ['developer'] }));
    expect({ login, refusal }).toEqual({ login, refusal: 'vault.login_unusable' });
  }
});

async function accountOf(vault: TestVault, login: string): Promise<{ id: number; state: string }> {
  const account = (await vault.as('system_admin').accounts.list()).find((row) => row.login === login);
  if (!account) throw new Error('no such account');
  return account;
}

const loginsIn = (file: string) => decodeKeysFile(readFileSync(file)).slots.map(({ login }) => login);

const signInAs = (vault: TestVault, login: string) => {
  const token = vault.grant('late', vault.path);
  return codeOf(vault.stranger('late').vault.unlock({ token, login, password: TEST_PASSWORD }));
};

test('a disabled account is gone from the keys file and its spare, and neither opens with its password', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const { accounts } = vault.as('system_admin');
  const [keys, spare] = [`${vault.path}.keys`, `${vault.path}.keys.bak`];
  const { id } = await accountOf(vault, 'developer');
  await accounts.disable({ id });
  for (const file of [keys, spare]) expect(loginsIn(file)).not.toContain('developer');
  await accounts.create({ login: 'later', name: '后来的', roles: ['requester'] });
  for (const file of [keys, spare]) expect(loginsIn(file)).not.toContain('developer');
  expect(existsSync(`${keys}.new`)).toBe(false);
  vault.host.signOutAll('closed');
  copyFileSync(spare, keys);
  expect(await signInAs(vault, 'developer')).toBe('vault.sign_in_refused');
  expect(await signInAs(vault, 'archivist')).toBeUndefined();
});

test.each(['disable', 'resetPassword'] as const)(
  'a person worked on after %s when the new keys file could not be put in its place',
  async (change) => {
    await using vault = await openTestVault({ as: 'system_admin' });
    const { accounts } = vault.as('system_admin');
    const spare = `${vault.path}.keys.bak`;
    await vault.signIn('developer');
    rmSync(spare, { force: true });
    mkdirSync(join(spare, 'in the way'), { recursive: true });
    const { id } = await accountOf(vault, 'developer');
    expect(await codeOf(accounts[change]({ id }))).toBe('vault.cannot_write');
    expect((await accountOf(vault, 'developer')).state).not.toBe('active');
    expect(vault.host.sessionOf('developer')).toBeUndefined();
    rmSync(spare, { recursive: true });
    vault.host.signOutAll('closed');
    expect(await signInAs(vault, 'developer')).toBe('vault.sign_in_refused');
    await vault.signIn('archivist');
    expect(readFileSync(`${vault.path}.keys`)).toEqual(readFileSync(spare));
  },
);
