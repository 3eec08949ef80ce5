import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeKeysFile } from '../../db/vault/keys-file.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../support/vault.ts';
import { codeOf } from './support.ts';

/** One character that compatibility normalising makes eighteen. */
const LONG_WHEN_NORMALISED = '\uFDFA';

test('a login that grew too long when normalised made a keys file that nobody could read again', async () => {
  await using archive = await openTestVault();
  const account = { login: LONG_WHEN_NORMALISED.repeat(20), name: '某人', roles: ['developer' as const] };
  expect(await codeOf(archive.as('system_admin').accounts.create(account))).toBe('vault.login_unusable');
  archive.host.signOutAll('closed');
  expect((await archive.as('archivist').vault.status()).state).toBe('open');
});

test('a login with what cannot be seen is refused: it would look like somebody else’s', async () => {
  await using archive = await openTestVault();
  const admin = archive.as('system_admin');
  for (const login of ['a\u200Bdmin', 'admin\u202E', 'a\u0000b', 'a\uD800', 'a  b', '\u3164', '\u00AD']) {
    const refusal = await codeOf(admin.accounts.create({ login, name: '某人', roles: ['developer'] }));
    expect({ login, refusal }).toEqual({ login, refusal: 'vault.login_unusable' });
  }
});

async function accountOf(archive: TestVault, login: string): Promise<{ id: number; state: string }> {
  const account = (await archive.as('system_admin').accounts.list()).find((row) => row.login === login);
  if (!account) throw new Error('no such account');
  return account;
}

const loginsIn = (file: string) => decodeKeysFile(readFileSync(file)).slots.map(({ login }) => login);

const signInAs = (archive: TestVault, login: string) => {
  const token = archive.grant('late', archive.path);
  return codeOf(archive.stranger('late').vault.unlock({ token, login, password: TEST_PASSWORD }));
};

test('a disabled account is gone from the keys file and its spare, and neither opens with its password', async () => {
  await using archive = await openTestVault({ as: 'system_admin' });
  const { accounts } = archive.as('system_admin');
  const [keys, spare] = [`${archive.path}.keys`, `${archive.path}.keys.bak`];
  const { id } = await accountOf(archive, 'developer');
  await accounts.disable({ id });
  for (const file of [keys, spare]) expect(loginsIn(file)).not.toContain('developer');
  await accounts.create({ login: 'later', name: '后来的', roles: ['requester'] });
  for (const file of [keys, spare]) expect(loginsIn(file)).not.toContain('developer');
  expect(existsSync(`${keys}.new`)).toBe(false);
  archive.host.signOutAll('closed');
  copyFileSync(spare, keys);
  expect(await signInAs(archive, 'developer')).toBe('vault.sign_in_refused');
  expect(await signInAs(archive, 'archivist')).toBeUndefined();
});

test.each(['disable', 'resetPassword'] as const)(
  'a person worked on after %s when the new keys file could not be put in its place',
  async (change) => {
    await using archive = await openTestVault({ as: 'system_admin' });
    const { accounts } = archive.as('system_admin');
    const spare = `${archive.path}.keys.bak`;
    await archive.signIn('developer');
    rmSync(spare, { force: true });
    mkdirSync(join(spare, 'in the way'), { recursive: true });
    const { id } = await accountOf(archive, 'developer');
    expect(await codeOf(accounts[change]({ id }))).toBe('vault.cannot_write');
    expect((await accountOf(archive, 'developer')).state).not.toBe('active');
    expect(archive.host.sessionOf('developer')).toBeUndefined();
    rmSync(spare, { recursive: true });
    archive.host.signOutAll('closed');
    expect(await signInAs(archive, 'developer')).toBe('vault.sign_in_refused');
    await archive.signIn('archivist');
    expect(readFileSync(`${archive.path}.keys`)).toEqual(readFileSync(spare));
  },
);
