import { expect, test } from 'vitest';
import { verifyVault } from '../../../db/features/audit/verify.ts';
import * as customers from '../../../db/migrations/0020-customers.ts';
import * as flows from '../../../db/migrations/0090-flows.ts';
import { recordAudit } from '../../../db/work/log/recorder.ts';
import type { Role } from '../../../db/domain/roles.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';

/** Puts the tables of filings back to what they were, as an archive of an earlier program has them. */
function makeOlder({ archive }: TestVault): void {
  const text = customers.sql;
  const from = text.indexOf('create table filing (');
  archive.vault.database.exec(`drop table flow_step; drop table filing; ${text.slice(from)}`);
}

/** What the earlier program did and wrote into the log. */
function actAs(
  archive: TestVault,
  role: Role,
  action: 'save' | 'submit' | 'return' | 'accept',
  id: number,
  reason: string | null = null,
): void {
  const ctx = archive.contextOf(role);
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
  const archive = await openTestVault();
  await archive.signIn('developer');
  makeOlder(archive);
  const { accountId } = archive.contextOf('developer').actor;
  const insert = archive.archive.vault.database.prepare(
    `insert into filing (id, state, input, secrecy, reported_by, reported_at, decided_by, decided_at, version,
       updated_at) values (?, ?, ?, 'normal', ?, ?, ?, ?, ?, 0)`,
  );
  const input = JSON.stringify(aCustomer({ name: '甲公司' }));
  const decider = archive.contextOf('archivist').actor.accountId;
  for (const action of ['save', 'submit'] as const) actAs(archive, 'developer', action, 1);
  archive.clock.advance({ ms: 1000 });
  actAs(archive, 'archivist', 'return', 1, '缺少联系人');
  archive.clock.advance({ ms: 1000 });
  actAs(archive, 'developer', 'submit', 1);
  insert.run(1, 'submitted', input, accountId, archive.clock.now(), decider, archive.clock.now() - 1000, 4);
  actAs(archive, 'developer', 'save', 2);
  insert.run(2, 'draft', input, accountId, null, null, null, 1);
  archive.archive.vault.database.exec(flows.sql);
  archive.host.signOutAll('closed');
  return archive;
}

function check(archive: TestVault, role: Role = 'archivist') {
  const { checks } = verifyVault(archive.contextOf(role));
  return checks.filter(({ ok }) => !ok).map(({ name, detail }) => [name, detail['first']]);
}

test('an older archive has its decisions again, verifies, and goes on from where it stood', async () => {
  await using archive = await openOlder();
  await archive.signIn('archivist', 'developer');
  const archivist = archive.as('archivist');
  expect(check(archive)).toEqual([]);
  const { line, open, input } = await archivist.filings.get({ id: 1 });
  expect(line.map(({ step, person, reason }) => [step, person, reason])).toEqual([
    ['submit', 'developer', null],
    ['return', 'archivist', '缺少联系人'],
    ['resubmit', 'developer', null],
    ['accept', null, null],
  ]);
  expect(open).toEqual(['accept', 'return']);
  await archivist.filings.accept({ id: 1, version: 4, input });
  const developer = archive.as('developer');
  await developer.filings.save({ id: 2, version: 1, input, submit: true });
  expect(check(archive)).toEqual([]);
});

test('the log takes the steps over once, as the program’s act and under one signature', async () => {
  await using archive = await openOlder();
  await archive.signIn('archivist');
  archive.host.signOutAll('closed');
  await archive.signIn('archivist');
  const rows = await archive.as('auditor').audit.list({ action: 'flows.take_over', limit: 9 });
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
  await using archive = await openOlder();
  await archive.signIn('archivist');
  const { database } = archive.host.requireVault().vault;
  const triggers = ['flow_step_no_update', 'flow_step_no_delete'].map((name) =>
    String(database.prepare('select sql from sqlite_schema where name = ?').pluck().get(name)),
  );
  database.exec('drop trigger flow_step_no_update; drop trigger flow_step_no_delete');
  database.exec(sql);
  for (const trigger of triggers) database.exec(trigger);
  expect(check(archive)).toEqual([['flow_steps', first]]);
});

test('taking over a second time, or by a person, hides nothing', async () => {
  await using archive = await openOlder();
  await archive.signIn('archivist');
  const ctx = archive.contextOf('archivist');
  const again = (program?: { reach: readonly string[] }) =>
    ctx.transaction((db) => {
      const recorder = program ? { ...ctx, program } : ctx;
      recordAudit(db, recorder, { action: 'flows.take_over', object: 'archive' });
    });
  again();
  const [[name] = []] = check(archive);
  expect(name).toBe('flow_steps');
});
