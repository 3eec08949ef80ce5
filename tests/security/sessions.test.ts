import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../support/vault.ts';
import { aCustomer } from '../support/factories.ts';
import { codeOf } from './support.ts';

/** From now on nothing can be written into the log, as when the disk is full. */
function breakLog({ opened }: TestVault): void {
  opened.vault.database.exec(
    "create trigger full before insert on audit begin select raise(abort, 'no room'); end",
  );
}

test('a lock that could not be logged left the vault open', async () => {
  await using vault = await openTestVault();
  const { database, dataKey } = vault.opened.vault;
  const archivist = vault.as('archivist');
  breakLog(vault);
  await archivist.vault.lock();
  expect(vault.host.sessionOf('archivist')).toBeUndefined();
  expect([database.open, dataKey.destroyed]).toEqual([false, true]);
});

test('a sign-in that could not be logged left the vault open with nobody in it', async () => {
  await using vault = await openTestVault();
  breakLog(vault);
  vault.host.signOutAll('closed');
  const token = vault.grant('late', vault.path);
  const unlock = vault.stranger('late').vault.unlock({ token, login: 'archivist', password: TEST_PASSWORD });
  await expect(unlock).rejects.toThrow('no room');
  expect(vault.host.opened).toBeNull();
});

test('a vault that could not be closed tidily was joined as if it were open', async () => {
  await using vault = await openTestVault();
  const { database } = vault.opened.vault;
  rmSync(`${vault.path}.lock`);
  mkdirSync(`${vault.path}.lock`);
  vault.host.signOutAll('closed');
  expect([vault.host.opened, database.open]).toEqual([null, false]);
  rmSync(`${vault.path}.lock`, { recursive: true });
  expect((await vault.as('archivist').vault.status()).state).toBe('open');
});

test('work went on into a file that had been deleted, and was lost with the program', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  await archivist.customers.create(aCustomer());
  renameSync(vault.path, `${vault.path}.gone`);
  expect(await codeOf(archivist.customers.create(aCustomer()))).toBe('vault.archive_missing');
  renameSync(`${vault.path}.gone`, vault.path);
  expect(await codeOf(archivist.customers.create(aCustomer()))).toBeUndefined();
});

test('a call that waits for a file ends with the session that made it', async () => {
  await using vault = await openTestVault({ as: 'supervisor' });
  await vault.signIn('archivist');
  const archivist = vault.as('archivist');
  const file = join(import.meta.dirname, '../fixtures/import/ledger-2025.xlsx');
  const inspection = archivist.import.inspect({ token: vault.grant('archivist', file) });
  await setImmediate();
  vault.host.signOut('archivist', 'screen');
  expect(await codeOf(inspection)).toBe('vault.locked');
});

const company = { company: '佛山市新建五金有限公司', fonds: 'QZ02' };

test('the recovery sheets of a vault that was never made stayed in memory', async () => {
  await using vault = await openTestVault();
  const wizard = vault.stranger('wizard');
  const first = await wizard.vault.draftCreate(company);
  const second = await wizard.vault.draftCreate(company);
  const path = join(vault.folder, 'new.kda');
  const make = (draft: typeof first, connection = 'wizard') =>
    codeOf(
      vault.stranger(connection).vault.create({
        draftId: draft.draftId,
        token: vault.grant(connection, path, 'write'),
        admin: { login: 'root', name: '管理员', password: TEST_PASSWORD },
        accounts: [],
        answers: draft.quiz.map(({ sheet, line }) => ({
          sheet,
          line,
          text: draft.sheets[sheet - 1]?.lines[line - 1] ?? '',
        })),
      }),
    );
  expect(await make(first)).toBe('vault.draft_gone');
  expect(await make(second, 'another window')).toBe('vault.draft_gone');
  vault.host.disconnect('wizard');
  expect(await make(second)).toBe('vault.draft_gone');
  expect(existsSync(path)).toBe(false);
});
