import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../support/vault.ts';
import { aCustomer } from '../support/factories.ts';
import { codeOf } from './support.ts';

/** From now on nothing can be written into the log, as when the disk is full. */
function breakLog({ archive }: TestVault): void {
  archive.vault.database.exec(
    "create trigger full before insert on audit begin select raise(abort, 'no room'); end",
  );
}

test('a lock that could not be logged left the archive open', async () => {
  await using archive = await openTestVault();
  const { database, dataKey } = archive.archive.vault;
  const archivist = archive.as('archivist');
  breakLog(archive);
  await archivist.vault.lock();
  expect(archive.host.sessionOf('archivist')).toBeUndefined();
  expect([database.open, dataKey.destroyed]).toEqual([false, true]);
});

test('a sign-in that could not be logged left the archive open with nobody in it', async () => {
  await using archive = await openTestVault();
  breakLog(archive);
  archive.host.signOutAll('closed');
  const token = archive.grant('late', archive.path);
  const unlock = archive
    .stranger('late')
    .vault.unlock({ token, login: 'archivist', password: TEST_PASSWORD });
  await expect(unlock).rejects.toThrow('no room');
  expect(archive.host.archive).toBeNull();
});

test('an archive that could not be closed tidily was joined as if it were open', async () => {
  await using archive = await openTestVault();
  const { database } = archive.archive.vault;
  rmSync(`${archive.path}.lock`);
  mkdirSync(`${archive.path}.lock`);
  archive.host.signOutAll('closed');
  expect([archive.host.archive, database.open]).toEqual([null, false]);
  rmSync(`${archive.path}.lock`, { recursive: true });
  expect((await archive.as('archivist').vault.status()).state).toBe('open');
});

test('work went on into a file that had been deleted, and was lost with the program', async () => {
  await using archive = await openTestVault();
  const archivist = archive.as('archivist');
  await archivist.customers.create(aCustomer());
  renameSync(archive.path, `${archive.path}.gone`);
  expect(await codeOf(archivist.customers.create(aCustomer()))).toBe('vault.archive_missing');
  renameSync(`${archive.path}.gone`, archive.path);
  expect(await codeOf(archivist.customers.create(aCustomer()))).toBeUndefined();
});

test('a call that waits for a file ends with the session that made it', async () => {
  await using archive = await openTestVault({ as: 'supervisor' });
  await archive.signIn('archivist');
  const archivist = archive.as('archivist');
  const file = join(import.meta.dirname, '../fixtures/import/ledger-2025.xlsx');
  const inspection = archivist.import.inspect({ token: archive.grant('archivist', file) });
  await setImmediate();
  archive.host.signOut('archivist', 'screen');
  expect(await codeOf(inspection)).toBe('vault.locked');
});

const company = { company: '佛山市新建五金有限公司', fonds: 'QZ02' };

test('the recovery sheets of an archive that was never made stayed in memory', async () => {
  await using archive = await openTestVault();
  const wizard = archive.stranger('wizard');
  const first = await wizard.vault.draftCreate(company);
  const second = await wizard.vault.draftCreate(company);
  const path = join(archive.folder, 'new.kda');
  const make = (draft: typeof first, connection = 'wizard') =>
    codeOf(
      archive.stranger(connection).vault.create({
        draftId: draft.draftId,
        token: archive.grant(connection, path, 'write'),
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
  archive.host.disconnect('wizard');
  expect(await make(second)).toBe('vault.draft_gone');
  expect(existsSync(path)).toBe(false);
});
