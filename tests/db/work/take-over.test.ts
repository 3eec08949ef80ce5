import { expect, test } from 'vitest';
import { verifyVault } from '../../../db/features/audit/verify.ts';
import { recordAudit } from '../../../db/work/log/recorder.ts';
import type { Role } from '../../../db/domain/roles.ts';
import type { TestVault } from '../../support/vault.ts';
import { openOlder } from './support/older.ts';

function check(vault: TestVault, role: Role = 'archivist') {
  const { checks } = verifyVault(vault.contextOf(role));
  return checks.filter(({ ok }) => !ok).map(({ name, detail }) => [name, detail['first']]);
}

test('an older vault has its decisions again, verifies, and goes on from where it stood', async () => {
  await using vault = await openOlder();
  await vault.signIn('archivist', 'developer');
  const archivist = vault.as('archivist');
  expect(check(vault)).toEqual([]);
  const { line, open, input } = await archivist.filings.get({ id: 1 });
  expect(line.map(({ step, person, reason }) => [step, person, reason])).toEqual([
    ['submit', 'developer', null],
    ['return', 'archivist', 'incomplete'],
    ['resubmit', 'developer', null],
    ['accept', null, null],
  ]);
  expect(open).toEqual(['accept', 'return']);
  await archivist.filings.accept({ id: 1, version: 4, input });
  const developer = vault.as('developer');
  await developer.filings.save({ id: 2, version: 1, input, submit: true });
  expect(check(vault)).toEqual([]);
});

test('the log takes the steps over once, as the program’s act and under one signature', async () => {
  await using vault = await openOlder();
  await vault.signIn('archivist');
  vault.host.signOutAll('closed');
  await vault.signIn('archivist');
  const { rows } = await vault.as('auditor').audit.list({ action: 'flows.take_over', limit: 9 });
  expect(rows.map(({ object, role, login }) => [object, role, login])).toEqual([
    ['archive', 'program', 'archivist'],
    ['filing:2', 'program', 'archivist'],
    ['filing:1', 'program', 'archivist'],
  ]);
});

const TAMPERED: ReadonlyArray<readonly [name: string, sql: string, first: number]> = [
  ['another reason', "update flow_step set reason = '格式不对' where no = 2", 1],
  ['another decider', 'update flow_step set account_id = 1, person_id = 1 where no = 2', 1],
  ['a decision gone', 'delete from flow_step where no = 3', 1],
  ['another content', `update filing set input = json_set(input, '$.name', '乙公司') where id = 2`, 2],
  ['a filing gone', 'delete from filing where id = 2', 2],
];

test.each(TAMPERED)('%s in steps that were taken over is found', async (_name, sql, first) => {
  await using vault = await openOlder();
  await vault.signIn('archivist');
  const { database } = vault.host.requireVault().vault;
  const triggers = ['flow_step_no_update', 'flow_step_no_delete'].map((name) =>
    String(database.prepare('select sql from sqlite_schema where name = ?').pluck().get(name)),
  );
  database.exec('drop trigger flow_step_no_update; drop trigger flow_step_no_delete');
  database.exec(sql);
  for (const trigger of triggers) database.exec(trigger);
  expect(check(vault)).toEqual([['flow_steps', first]]);
});

test('taking over a second time, or by a person, hides nothing', async () => {
  await using vault = await openOlder();
  await vault.signIn('archivist');
  const ctx = vault.contextOf('archivist');
  const again = (program?: { reach: readonly string[] }) =>
    ctx.transaction((db) => {
      const recorder = program ? { ...ctx, program } : ctx;
      recordAudit(db, recorder, { action: 'flows.take_over', object: 'archive' });
    });
  again();
  expect(check(vault).map(([name]) => name)).toEqual(['audit_rights', 'flow_steps']);
});
