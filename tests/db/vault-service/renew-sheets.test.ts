import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { failedChecks, withOwnTool } from '../../security/own-tool.ts';
import { codeOf } from '../../security/support.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../../support/vault.ts';

const open = () => openTestVault({ as: 'system_admin' });
type Given = typeof SUPERVISOR | { sheets: [string, string] };
const SUPERVISOR = { login: 'supervisor', password: TEST_PASSWORD };

/** Sheets that were drafted and typed back, as they are sent; and as somebody types two of them. */
async function drafted(vault: TestVault) {
  const draft = await vault.as('system_admin').vault.draftSheets();
  const lines = (sheet: number) => draft.sheets[sheet - 1]?.lines ?? [];
  const answers = draft.quiz.map(({ sheet, line }) => ({ sheet, line, text: lines(sheet)[line - 1] ?? '' }));
  const typed: [string, string] = [lines(1).join('\n'), lines(3).join('\n')];
  return { ...draft, answers, typed };
}

async function renew(vault: TestVault, second: Given = SUPERVISOR) {
  const { draftId, answers, typed } = await drafted(vault);
  await vault.as('system_admin').vault.renewSheets({ draftId, answers, second });
  return typed;
}

/** The administrator comes in with two sheets, with a password that they had not. */
async function recoverWith(vault: TestVault, sheets: readonly string[]) {
  const { path } = vault;
  vault.host.signOutAll('closed');
  const [one = '', two = ''] = sheets;
  const asked = {
    token: vault.grant('back', path),
    login: 'system_admin',
    password: 'a password found again',
  };
  return codeOf(vault.stranger('back').vault.recover({ ...asked, sheets: [one, two] }));
}

test('new sheets count once a second person has signed for them; the old ones open nothing any more', async () => {
  await using vault = await open();
  const { sheets } = vault.as('system_admin').vault;
  expect(await sheets()).toMatchObject({ set: 1, since: null, needed: null });
  const renewedAt = vault.clock.now();
  const typed = await renew(vault);
  expect(await sheets()).toMatchObject({ set: 2, since: renewedAt, needed: null });
  expect(await failedChecks(vault)).toEqual([]);
  expect(await recoverWith(vault, vault.sheets)).toBe('vault.sheets_outdated');
  expect(await recoverWith(vault, typed)).toBeUndefined();
  expect(await failedChecks(vault)).toEqual([]);
});

test('what the old sheets certified stays proven, and each set follows on the one before', async () => {
  await using vault = await open();
  expect(await recoverWith(vault, vault.sheets)).toBeUndefined();
  const back = vault.stranger('back').vault;
  for (const set of [2, 3]) {
    const { draftId, quiz, sheets } = await back.draftSheets();
    const answers = quiz.map((one) => ({ ...one, text: sheets[one.sheet - 1]?.lines[one.line - 1] ?? '' }));
    expect(await back.renewSheets({ draftId, answers, second: SUPERVISOR })).toEqual({ set });
  }
  expect(await failedChecks(vault)).toEqual([]);
});

test('nothing is changed without what is typed back, by the same person, by one who may not, or by a draft that is gone', async () => {
  await using vault = await open();
  const admin = vault.as('system_admin').vault;
  const before = readFileSync(`${vault.path}.keys`);
  const { draftId, answers } = await drafted(vault);
  const attempt = (change: { answers?: typeof answers; second?: Given }) =>
    codeOf(admin.renewSheets({ draftId, answers, second: SUPERVISOR, ...change }));
  expect(await attempt({ answers: answers.slice(1) })).toBe('vault.sheet_not_typed');
  expect(await attempt({ second: { ...SUPERVISOR, login: 'system_admin' } })).toBe('vault.second_person');
  expect(await attempt({ second: { ...SUPERVISOR, login: 'archivist' } })).toBe('vault.second_person');
  expect(await attempt({ second: { ...SUPERVISOR, password: 'not the password' } })).toBe(
    'vault.sign_in_refused',
  );
  const [one, two] = vault.sheets;
  expect(await attempt({ second: { sheets: [one, two] } })).toBe('accounts.sheets_not_needed');
  await admin.discardSheets();
  expect(await attempt({})).toBe('vault.draft_gone');
  expect(readFileSync(`${vault.path}.keys`)).toEqual(before);
  expect([...vault.opened.vault.people].map(({ login }) => login)).toEqual(['system_admin']);
});

test('a draft goes with the session, wiped', async () => {
  await using vault = await open();
  const { draftId, answers } = await drafted(vault);
  await vault.signIn('auditor');
  const { held } = vault.contextOf('system_admin');
  const draft = held.get('vault.sheets') as { sheets: Array<{ lines: string[] }> };
  const printed = draft.sheets[0]?.lines[0];
  vault.host.signOut('system_admin', 'idle');
  expect(draft.sheets[0]?.lines[0]).not.toBe(printed);
  expect(held.size).toBe(0);
  const renewing = vault.as('system_admin').vault.renewSheets({ draftId, answers, second: SUPERVISOR });
  expect(await codeOf(renewing)).toBe('vault.draft_gone');
});

test('two sheets of the set before do where nobody might sign', async () => {
  await using vault = await open();
  const { accounts } = vault.as('system_admin');
  for (const { id, login } of await accounts.list())
    if (['supervisor', 'service_manager', 'general_manager'].includes(login)) await accounts.disable({ id });
  await vault.host.keyRenewed();
  const [one, two] = vault.sheets;
  await renew(vault, { sheets: [one, two] });
  expect(await failedChecks(vault)).toEqual([]);
});

test('other sheets that one person put in their place with a tool of their own are found', async () => {
  await using vault = await open();
  await renew(vault);
  await withOwnTool(vault, 'system_admin', async ({ db, accountOf, append, signerOf }) => {
    const last = db.prepare("select * from audit where action = 'vault.renew_sheets'").get() as {
      reason: string;
      after_hash: Uint8Array;
    };
    const [, , certifier = '', ...by] = last.reason.split(' ');
    const reason = ['3', certifier, '0'.repeat(64), ...by].join(' ');
    const row = { action: 'vault.renew_sheets', object: 'archive_meta', before_hash: last.after_hash };
    append(
      { ...row, account_id: accountOf('system_admin'), after_hash: last.after_hash, reason },
      await signerOf('system_admin'),
    );
  });
  expect(await failedChecks(vault)).toEqual(['audit_rights']);
});

test('the set before is needed as long as there is a backup of its days', async () => {
  await using vault = await open();
  const stick = mkdtempSync(join(tmpdir(), 'kedang-stick-'));
  const token = vault.grant('system_admin', stick, 'write');
  const admin = vault.as('system_admin');
  await admin.backup.make({ token });
  const madeAt = vault.clock.now();
  expect((await admin.vault.sheets()).needed).toBeNull();
  vault.clock.advance({ days: 1 });
  await renew(vault);
  expect((await admin.vault.sheets()).needed).toEqual({ at: madeAt, label: expect.any(String) });
  rmSync(stick, { recursive: true });
});

test('old sheets with an old keys file open nothing that is written since: the data key goes with them', async () => {
  await using vault = await open();
  const salt = () => readFileSync(vault.path).subarray(0, 16).toString('hex');
  const before = salt();
  await renew(vault);
  await vault.host.keyRenewed();
  expect(salt()).not.toBe(before);
  expect(await failedChecks(vault)).toEqual([]);
});
