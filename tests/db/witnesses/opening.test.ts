import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyVault } from '../../../db/features/audit/verify.ts';
import { makeVault } from '../../../db/features/vault/service.ts';
import { DEFAULT_PATTERN } from '../../../db/domain/archive-no.ts';
import { recordAudit } from '../../../db/work/log/recorder.ts';
import { prepareVault } from '../../../db/vault/index.ts';
import { forgetWitnesses, withoutTriggers, withOwnTool } from '../../security/own-tool.ts';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../../support/vault.ts';
import { keepFiles, openWithSecond, ownFolder, refusalOf, SYSTEM_ADMIN } from './support.ts';
import { markupOf } from '../../support/markup.ts';

const headOf = ({ opened }: TestVault) =>
  opened.handles.reader.value<number>('select max(seq) from audit') ?? 0;
const failed = (vault: TestVault, connection = 'two') =>
  verifyVault(vault.host.contextFor({ connection, seq: 0 }))
    .checks.filter(({ ok }) => !ok)
    .map(({ name, detail }) => [name, detail['first']]);

/** A vault of a week ago put back; what was done since is seen by its witnesses alone. */
async function putBackAWeek(vault: TestVault): Promise<{ readonly seen: number; readonly kept: number }> {
  vault.host.signOutAll('closed');
  const putBack = keepFiles(vault);
  vault.clock.advance({ days: 7 });
  await vault.signIn('archivist');
  const kept = (vault.host.opened?.handles.reader.value<number>('select max(seq) from audit') ?? 0) - 2;
  for (let made = 0; made < 3; made += 1) await vault.as('archivist').customers.create(aCustomer());
  vault.host.signOutAll('closed');
  putBack();
  const { seq } = JSON.parse(readFileSync(join(ownFolder(vault), 'seen.json'), 'utf8')) as { seq: number };
  return { seen: seq, kept };
}

test('eleven rows and their anchor cut off: nothing opens, and it says how many are missing', async () => {
  await using vault = await openTestVault();
  for (let made = 0; made < 14; made += 1) await vault.as('archivist').customers.create(aCustomer());
  vault.host.signOutAll('closed');
  const { seq } = JSON.parse(readFileSync(join(ownFolder(vault), 'seen.json'), 'utf8')) as { seq: number };
  await withOwnTool(vault, 'archivist', ({ db }) =>
    withoutTriggers(db, () =>
      db.exec(`delete from audit where seq > ${seq - 11}; delete from anchor where seq > ${seq - 11};
        update series set last = ${seq - 11} where kind = 'log'`),
    ),
  );
  const refusal = await refusalOf(vault.signIn('supervisor'));
  expect(refusal).toMatchObject({
    code: 'vault.witness_differs',
    data: { kind: 'shorter', witness: 'program', seq, headSeq: seq - 11, missing: 11, needs: 'person' },
  });
  expect(vault.host.opened).toBeNull();
});

test('week-old files put back open for two people alone, which is said until an auditor has looked', async () => {
  await using vault = await openTestVault();
  const { seen, kept } = await putBackAWeek(vault);
  const refusal = await refusalOf(vault.signIn('archivist'));
  expect(refusal?.data).toMatchObject({ kind: 'shorter', seq: seen, headSeq: kept, missing: seen - kept });
  // What was refused left what was seen as it was.
  expect((await refusalOf(vault.signIn('archivist')))?.code).toBe('vault.witness_differs');

  expect(await openWithSecond(vault, SYSTEM_ADMIN)).toMatchObject({ login: 'supervisor' });
  expect(failed(vault)).toEqual([]);
  const [difference] = await vault.as('archivist').audit.differences();
  expect(difference).toMatchObject({
    by: 'supervisor',
    second: { by: 'person', name: 'system_admin' },
    headSeq: kept,
    witnessSeq: seen,
  });
  const seq = difference?.seq ?? 0;
  const pages = await vault.as('supervisor').prints.pages({ form: 'difference', id: seq });
  expect(markupOf(pages)).toContain('supervisor');
  await vault.as('auditor').audit.acknowledge({ seq });
  expect(await vault.as('archivist').audit.differences()).toEqual([]);
  vault.host.signOutAll('closed');
  // What was given up alarms no more, though it stands in the file beside still; new rows do.
  await vault.signIn('archivist');
  expect(failed(vault, 'archivist')).toEqual([]);
  const putBack = (vault.host.signOutAll('closed'), keepFiles(vault));
  await vault.signIn('archivist');
  await vault.as('archivist').customers.create(aCustomer());
  vault.host.signOutAll('closed');
  putBack();
  expect((await refusalOf(vault.signIn('archivist')))?.code).toBe('vault.witness_differs');
});

test('takes two different people of the two offices, whose passwords are right', async () => {
  await using vault = await openTestVault();
  await putBackAWeek(vault);
  const by = async (login: string, second: Parameters<typeof openWithSecond>[1]) =>
    (await refusalOf(openWithSecond(vault, second, login)))?.code;
  const other = (login: string, password = TEST_PASSWORD) => ({ login, password });
  expect(await by('supervisor', null)).toBe('vault.witness_differs');
  expect(await by('supervisor', other('service_manager'))).toBe('vault.second_not_fitting');
  expect(await by('system_admin', other('system_admin'))).toBe('vault.second_not_fitting');
  expect(await by('archivist', other('system_admin'))).toBe('vault.second_not_fitting');
  expect(await by('supervisor', other('system_admin', 'wrong password here'))).toBe('vault.sign_in_refused');
  const [one, two] = vault.sheets;
  expect(await by('supervisor', { sheets: [one, two] })).toBe('vault.second_needed');
  expect(vault.host.opened).toBeNull();
  vault.clock.advance({ ms: 60_000 });
  expect(await by('system_admin', other('service_manager'))).toBeUndefined();
  expect(failed(vault)).toEqual([]);
});

test('the two sheets of a recovery stand for the second one', async () => {
  await using vault = await openTestVault();
  await putBackAWeek(vault);
  const [one, two] = vault.sheets;
  const token = vault.grant('two', vault.path);
  const typed = { token, sheets: [one, two] as [string, string], password: 'a password found again' };
  const asked = { ...typed, despite: true };
  const { recover } = vault.stranger('two').vault;
  // Whoever has the sheets is told first, as everybody is.
  expect(await refusalOf(recover({ ...typed, login: 'system_admin' }))).toMatchObject({
    code: 'vault.witness_differs',
    data: { kind: 'shorter', witness: 'program' },
  });
  expect(vault.host.opened).toBeNull();
  // What is refused there leaves what was seen as it was.
  expect((await refusalOf(recover({ ...asked, login: 'archivist' })))?.code).toBe(
    'vault.not_an_administrator',
  );
  expect((await refusalOf(vault.signIn('archivist')))?.code).toBe('vault.witness_differs');
  await recover({ ...asked, login: 'system_admin' });
  expect(failed(vault)).toEqual([]);
  expect(await vault.stranger('two').audit.differences()).toMatchObject([{ second: { by: 'sheets' } }]);
});

test('a trial vault opens for one person who says so', async () => {
  await using vault = await openTestVault();
  vault.host.signOutAll('closed');
  const path = join(vault.folder, 'trial.kda');
  const account = { login: 'clerk', name: '专员', roles: ['archivist' as const], department: null };
  const named = { company: '佛山市试用五金有限公司', fonds: 'QZ02', archiveNoPattern: DEFAULT_PATTERN };
  const facts = { ...named, trial: true, accounts: [{ ...account, secret: TEST_PASSWORD, oneTime: false }] };
  await makeVault(
    { host: vault.host, origin: { connection: 'two', seq: 0 } },
    path,
    await prepareVault(),
    facts,
  );
  const trial = { ...vault, path };
  vault.host.signOutAll('closed');
  const putBack = keepFiles(trial);
  const enter = () =>
    vault
      .stranger('two')
      .vault.unlock({ token: vault.grant('two', path), login: 'clerk', password: TEST_PASSWORD });
  await enter();
  vault.host.signOutAll('closed');
  putBack();
  expect((await refusalOf(enter()))?.data).toMatchObject({ needs: 'nobody' });
  await openWithSecond(trial, null, 'clerk');
  expect(failed(vault)).toEqual([]);
});

test('a log of changes that was taken away makes the file an older one', async () => {
  await using vault = await openTestVault();
  await vault.as('archivist').customers.create(aCustomer());
  const { path, opened } = vault;
  opened.vault.database.pragma('wal_checkpoint(TRUNCATE)');
  const file = readFileSync(path);
  const keys = readFileSync(`${path}.keys`);
  for (let made = 0; made < 3; made += 1) await vault.as('archivist').customers.create(aCustomer());
  expect(existsSync(`${path}-wal`)).toBe(true);
  vault.host.signOutAll('closed');
  // As it would be had the program been killed, and its `-wal` deleted.
  writeFileSync(path, file);
  writeFileSync(`${path}.keys`, keys);
  expect((await refusalOf(vault.signIn('archivist')))?.data).toMatchObject({ kind: 'shorter', missing: 4 });
});

test('without any witness the log alone tells of anchors that are gone', async () => {
  await using vault = await openTestVault();
  vault.clock.advance({ days: 2 });
  vault.host.signOutAll('closed');
  await vault.signIn('archivist');
  const rows = vault.host
    .requireVault()
    .handles.reader.rows<{ seq: number }>("select seq from audit where action = 'audit.anchor' order by seq")
    .map(({ seq }) => seq);
  expect(rows.length).toBe(2);
  await withOwnTool(vault, 'archivist', ({ db }) => withoutTriggers(db, () => db.exec('delete from anchor')));
  forgetWitnesses(vault);
  await vault.signIn('archivist');
  expect(failed(vault, 'archivist')).toEqual([['audit_anchors', rows[0]]]);
});

test('an acceptance that is made up is found', async () => {
  await using vault = await openTestVault();
  await putBackAWeek(vault);
  await openWithSecond(vault, SYSTEM_ADMIN);
  const head = headOf({ ...vault, opened: vault.host.requireVault() });
  const { database } = vault.host.requireVault().vault;
  const reason = String(
    database.prepare("select reason from audit where action = 'vault.accept_differing'").pluck().get(),
  );
  const forge = (text: string | null) => {
    const ctx = vault.host.contextFor({ connection: 'two', seq: 0 });
    database.exec('savepoint forged');
    ctx.transaction((db) =>
      recordAudit(db, ctx, { action: 'vault.accept_differing', object: 'archive', reason: text }),
    );
    const wrong = failed(vault);
    database.exec('rollback to forged; release forged');
    return wrong;
  };
  for (const text of [
    null,
    // Words that were true once: what was done since is none of what the second one signed for.
    reason,
    'x',
    reason.replace(/person .*$/, 'trial'),
    reason.replace(/[0-9a-f]$/, (c) => (c === '0' ? '1' : '0')),
  ])
    expect(forge(text)).toEqual([['audit_rights', head + 1]]);
});
