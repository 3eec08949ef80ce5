import { confirmed } from '../support/accounts.ts';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeRecovery } from '../../db/vault/index.ts';
import { authenticate, decodeKeysFile, encodeKeysFile } from '../../db/vault/keys-file.ts';
import { sealTo } from '../../db/vault/slots.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../support/vault.ts';
import { withOwnTool, withoutTriggers } from './own-tool.ts';
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
  await confirmed(vault, accounts.create({ login: 'later', name: '后来的', roles: ['requester'] }));
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
    const changed =
      change === 'disable' ? accounts.disable({ id }) : confirmed(vault, accounts.resetPassword({ id }));
    await expect(changed).rejects.toThrow('vault.cannot_write');
    expect((await accountOf(vault, 'developer')).state).not.toBe('active');
    expect(vault.host.sessionOf('developer')).toBeUndefined();
    rmSync(spare, { recursive: true });
    vault.host.signOutAll('closed');
    expect(await signInAs(vault, 'developer')).toBe('vault.sign_in_refused');
    await vault.signIn('archivist');
    expect(readFileSync(`${vault.path}.keys`)).toEqual(readFileSync(spare));
  },
);

test('sheets of somebody’s own were put into the keys file, and opened the vault from then on', async () => {
  await using vault = await openTestVault();
  const { publicKey } = await makeRecovery(vault.opened.vault.archiveId);
  await withOwnTool(vault, 'requester', ({ dataKey }) => {
    const { mac: _, ...body } = decodeKeysFile(readFileSync(`${vault.path}.keys`));
    const recovery = { publicKey, sealedKey: sealTo(publicKey, dataKey) };
    writeFileSync(`${vault.path}.keys`, encodeKeysFile(authenticate({ ...body, recovery }, dataKey)));
  });
  expect(await signInAs(vault, 'archivist')).toBe('vault.keys_tampered');
  expect(vault.host.opened).toBeNull();
});

test('a recovery with the sheets is certified; the certificate of another is none', async () => {
  await using vault = await openTestVault();
  vault.host.signOutAll('closed');
  const ownFile = () => vault.grant('wizard', join(vault.folder, 'own.kda'), 'write');
  const wizard = vault.stranger('wizard');
  const named = { company: '佛山市新建五金有限公司', fonds: 'QZ02' };
  const { draftId, quiz, sheets } = await wizard.vault.draftCreate(named);
  const linesOf = (sheet: number) => sheets[sheet - 1]?.lines ?? [];
  const answers = quiz.map(({ sheet, line }) => ({ sheet, line, text: linesOf(sheet)[line - 1] ?? '' }));
  const admin = { login: 'root', name: '管理员', password: TEST_PASSWORD };
  await wizard.vault.create({ draftId, token: ownFile(), admin, accounts: [], answers });
  const recovered = async (password: string) => {
    await wizard.vault.lock();
    const typed: [string, string] = [linesOf(1).join('\n'), linesOf(3).join('\n')];
    await wizard.vault.recover({ token: ownFile(), sheets: typed, login: 'root', password });
  };
  const keysCheck = async () =>
    (await wizard.audit.verify()).checks.find(({ name }) => name === 'audit_keys');
  await recovered('a password found again');
  expect(await keysCheck()).toMatchObject({ ok: true, note: 'recovered', detail: { recoveries: 1 } });
  await recovered('and found once more');
  expect(await keysCheck()).toMatchObject({ ok: true, detail: { recoveries: 2 } });
  const { database } = vault.host.requireVault().vault;
  const rows = database.prepare("select reason from audit where action = 'vault.recover'").pluck().all();
  expect(new Set(rows).size).toBe(2);
  withoutTriggers(database, () =>
    database
      .prepare(
        "update audit set reason = ? where seq = (select max(seq) from audit where action = 'vault.recover')",
      )
      .run(rows[0]),
  );
  expect(await keysCheck()).toMatchObject({ ok: false, detail: { problems: 1 } });
});
