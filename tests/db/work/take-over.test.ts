import { expect, test } from 'vitest';
import { verifyVault } from '../../../db/features/audit/verify.ts';
import * as customers from '../../../db/migrations/0020-customers.ts';
import * as flows from '../../../db/migrations/0090-flows.ts';
import { recordAudit } from '../../../db/work/log/recorder.ts';
import type { Role } from '../../../db/domain/roles.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';

/** Puts the tables of filings back to what they were, as an archive of an earlier program has them. */
function makeOlder({ opened }: TestVault): void {
  const text = customers.sql;
  const from = text.indexOf('create table filing (');
  opened.vault.database.exec(`drop table flow_step; drop table filing; ${text.slice(from)}`);
}

/** What the earlier program did and wrote into the log. */
function actAs(
  vault: TestVault,
  role: Role,
  action: 'save' | 'submit' | 'return' | 'accept',
  id: number,
  reason: string | null = null,
): void {
  const ctx = vault.contextOf(role);
  ctx.transaction((db) =>
    recordAudit(db, ctx, {
      action: `filings.${action}`,
      object: `filing:${id}`,
      secrecy: 'normal',
      reason,
      ...(action !== 'return' && { after: { some: 'input' } }),
    }),
  );
}

/** An older archive with a filing that was submitted, returned and submitted again, and a draft; closed. */
async function openOlder(): Promise<TestVault> {
  const vault = await openTestVault();
  await vault.signIn('developer');
  makeOlder(vault);
  const { accountId } = vault.contextOf('developer').actor;
  const insert = vault.opened.vault.database.prepare(
    `insert into filing (id, state, input, secrecy, reported_by, reported_at, decided_by, decided_at, version,
       updated_at) values (?, ?, ?, 'normal', ?, ?, ?, ?, ?, 0)`,
  );
  const input = JSON.stringify(aCustomer({ name: '甲公司' }));
  const decider = vault.contextOf('archivist').actor.accountId;
  for (const action of ['save', 'submit'] as const) actAs(vault, 'developer', action, 1);
  vault.clock.advance({ ms: 1000 });
  actAs(vault, 'archivist', 'return', 1, '缺少联系人');
  vault.clock.advance({ ms: 1000 });
  actAs(vault, 'developer', 'submit', 1);
  insert.run(1, 'submitted', input, accountId, vault.clock.now(), decider, vault.clock.now() - 1000, 4);
  actAs(vault, 'developer', 'save', 2);
  insert.run(2, 'draft', input, accountId, null, null, null, 1);
  vault.opened.vault.database.exec(flows.sql);
  vault.host.signOutAll('closed');
  return vault;
}

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
    ['return', 'archivist', '缺少联系人'],
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
  const [[name] = []] = check(vault);
  expect(name).toBe('flow_steps');
});
