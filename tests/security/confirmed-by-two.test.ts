import { expect, test } from 'vitest';
import type { Role } from '../../db/domain/roles.ts';
import type { AuditRow } from '../../db/work/log/chain.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../support/vault.ts';
import { checksOf, failedChecks, withOwnTool, type OwnTool } from './own-tool.ts';

/** A new code for 总经理, asked for by the administrator and not confirmed; the number of the row that asked. */
async function asked(vault: TestVault): Promise<number> {
  const admin = vault.as('system_admin');
  const id = (await admin.accounts.list()).find(({ login }) => login === 'general_manager')?.id ?? 0;
  return (await admin.accounts.resetPassword({ id })).request ?? 0;
}

/** Carries out what was asked with a tool of one's own: signed by `by`, with the row as it should be but for `change`. */
async function carryOut(
  { db, accountOf, append, signerOf, plantKey }: OwnTool,
  by: Role,
  row: number,
  change: Partial<AuditRow> = {},
): Promise<void> {
  const ask = db.prepare('select * from audit where seq = ?').get(row) as AuditRow;
  const request = JSON.parse(
    String(db.prepare('select request from account_request where asked_row = ?').pluck().get(row)),
  ) as { value: { slot: { signPublic: string } } };
  const key = Buffer.from(request.value.slot.signPublic, 'base64url');
  const account = accountOf('general_manager');
  append(
    {
      account_id: accountOf(by),
      action: 'accounts.reset_password',
      object: ask.object,
      reason: `#${row}`,
      after_hash: ask.after_hash,
      new_key: key,
      ...change,
    },
    await signerOf(by),
  );
  db.prepare("update account set state = 'invited' where id = ?").run(account);
  db.prepare('delete from account_request').run();
  const at = db.prepare('select at from audit order by seq desc limit 1').pluck().get();
  const newKey = change.new_key ?? key;
  if (newKey === key)
    db.prepare('insert into account_key (account_id, sign_public, created_at) values (?, ?, ?)').run(
      account,
      key,
      at,
    );
  else plantKey(account);
}

test('the other of 总经理 and 经理 may do with their own tool what they may in the program, and it holds', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const row = await asked(vault);
  await withOwnTool(vault, 'service_manager', (tool) => carryOut(tool, 'service_manager', row));
  expect(await failedChecks(vault)).toEqual([]);
});

test.each<[name: string, by: Role, change: (row: number) => Partial<AuditRow>]>([
  ['the administrator alone', 'system_admin', () => ({})],
  ['the administrator, as before there were two', 'system_admin', () => ({ reason: null })],
  ['the administrator, by the rules of before', 'system_admin', () => ({ reason: null, rules: 2 })],
  [
    'the administrator, with a signature that is none of the sheets',
    'system_admin',
    (row) => ({ reason: `#${row} ${'0'.repeat(128)}` }),
  ],
  ['主管, who may not for 总经理', 'supervisor', () => ({})],
  ['总经理 themselves', 'general_manager', () => ({})],
  ['经理, for another request', 'service_manager', (row) => ({ reason: `#${row - 1}` })],
  ['经理, with other facts', 'service_manager', () => ({ after_hash: Buffer.alloc(32, 1) })],
  ['经理, with a key of their own', 'service_manager', () => ({ new_key: Buffer.alloc(32, 1) })],
])('a new code for 总经理 by %s is found', async (_name, by, change) => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const row = await asked(vault);
  await withOwnTool(vault, by, (tool) => carryOut(tool, by, row, change(row)));
  const failed = await failedChecks(vault);
  expect(failed.filter((name) => name === 'audit_keys' || name === 'audit_rights')).not.toEqual([]);
});

test('a code that somebody put in the place of the one that was asked for was confirmed unseen', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const row = await asked(vault);
  const own = await vault.as('system_admin').accounts.resetPassword({ id: 3 });
  await withOwnTool(vault, 'requester', ({ db }) => {
    const slotOf = (of: number) =>
      JSON.parse(
        String(db.prepare('select request from account_request where asked_row = ?').pluck().get(of)),
      ) as { v: number; value: { slot: object } };
    const [mine, theirs] = [slotOf(own.request ?? 0), slotOf(row)];
    const changed = JSON.stringify({ ...theirs, value: { ...theirs.value, slot: mine.value.slot } });
    db.prepare('update account_request set request = ? where asked_row = ?').run(changed, row);
  });
  expect((await checksOf(vault)).find(({ name }) => name === 'accounts')?.ok).toBe(false);
  const outcome = await vault
    .as('service_manager')
    .accounts.confirm({ requests: [row], password: TEST_PASSWORD });
  expect(outcome[0]?.refused?.code).toBe('accounts.request_outdated');
});

test('who loses the role while their password is looked at confirms nothing', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const row = await asked(vault);
  await vault.signIn('service_manager');
  // Somebody is signing in before them.
  const { promise, resolve } = Promise.withResolvers<void>();
  const before = vault.host.atTheGate({ connection: 'door', seq: 0 }, () => promise);
  const confirming = vault
    .as('service_manager')
    .accounts.confirm({ requests: [row], password: TEST_PASSWORD });
  const admin = vault.as('system_admin').accounts;
  const id = (await admin.list()).find(({ login }) => login === 'service_manager')?.id ?? 0;
  await admin.setRoles({ id, roles: ['auditor'] });
  resolve();
  await before;
  expect(await confirming).toMatchObject([{ request: row, refused: { code: 'access.denied' } }]);
  expect((await admin.requests()).map(({ request }) => request)).toEqual([row]);
  expect(await failedChecks(vault)).toEqual([]);
});
