import type { Database } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { verifyVault } from '../../../db/features/audit/verify.ts';
import { filingsChecked } from '../../../db/features/filings/flow.ts';
import { newestRow, recordAudit } from '../../../db/work/log/recorder.ts';
import { withoutTriggers } from '../../security/own-tool.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { openOlder } from '../work/support/older.ts';

/** By what right a row that is made up here was written is another matter. */
function wrong(vault: TestVault) {
  const { checks } = verifyVault(vault.contextOf('archivist'));
  return checks
    .filter(({ ok, name }) => !ok && name !== 'audit_rights')
    .map(({ name, detail }) => [name, detail['problems'], detail['first']]);
}

/** Works past the program, on what is open, and with it writes a row of one's own that says what is there now. */
function workAndLog(
  vault: TestVault,
  id: number,
  work: (db: Database) => void,
  reason: string | null = null,
): void {
  const ctx = vault.contextOf('archivist');
  const facts = () => Array.from(filingsChecked.iterateCases(ctx)).find((each) => each.id === id)?.facts;
  const before = facts();
  const { database } = vault.host.requireVault().vault;
  withoutTriggers(database, () => work(database));
  const entry = { action: 'filings.save', object: `filing:${id}`, reason, before, after: facts() };
  ctx.transaction((db) => recordAudit(db, ctx, entry));
}

test('steps of which the log said nothing are believed where they were taken over', async () => {
  await using vault = await openOlder({ unlogged: true });
  await vault.signIn('archivist');
  const { reader } = vault.host.requireVault().handles;
  expect(reader.rows('select seq, step from flow_step where record_id = 3 order by no')).toEqual([
    { seq: null, step: 'submit' },
    { seq: null, step: 'return' },
  ]);
  expect(wrong(vault)).toEqual([]);
  workAndLog(vault, 3, () => {});
  expect(wrong(vault)).toEqual([]);
});

test.each([
  ['account', 'account_id = 1'],
  ['role', "roles = 'auditor'"],
  ['time', 'at = at + 1'],
  ['reason', "reason = '格式不对'"],
  ['row, which is another filing’s', "seq = (select seq from audit where object = 'filing:2' limit 1)"],
  ['row, which is none', 'seq = -1'],
  ['digest, where it had none', 'digest = zeroblob(32)'],
])(
  'a step taken over is found that has another %s, though a row was written that agrees',
  async (_what, change) => {
    await using vault = await openOlder();
    await vault.signIn('archivist');
    workAndLog(vault, 1, (db) => db.exec(`update flow_step set ${change} where record_id = 1 and no = 2`));
    expect(wrong(vault)).toEqual([['flow_steps', 1, 1]]);
  },
);

test('a step taken over with a row of later is found, though that says the same', async () => {
  await using vault = await openOlder();
  await vault.signIn('archivist');
  const seq = newestRow(vault.host.requireVault().handles.reader) + 1;
  const { actor, clock } = vault.contextOf('archivist');
  const change = (db: Database) =>
    db
      .prepare(
        "update flow_step set account_id = ?, roles = 'archivist', at = ?, reason = ?, seq = ? where no = 2",
      )
      .run(actor.accountId, clock.now(), '重复', seq);
  workAndLog(vault, 1, change, '重复');
  expect(wrong(vault)).toEqual([['flow_steps', 1, 1]]);
});

test('a row of a taking over that a person writes, and one that comes a second time, is found', async () => {
  await using vault = await openOlder();
  await vault.signIn('archivist');
  const ctx = vault.contextOf('archivist');
  const { reader } = vault.host.requireVault().handles;
  const row = (object: string, program?: { reach: readonly string[] }) => {
    const recorder = program ? { ...ctx, program } : ctx;
    ctx.transaction((db) => recordAudit(db, recorder, { action: 'flows.take_over', object }));
    return newestRow(reader);
  };
  const first = row('filing:1', { reach: ['flows.take_over'] });
  expect(wrong(vault)).toEqual([['flow_steps', 1, first]]);
  row('archive');
  expect(wrong(vault)).toEqual([['flow_steps', 2, first]]);
});

test('a row of a taking over that a person writes where there was none to take over is found', async () => {
  await using vault = await openTestVault();
  vault.contextOf('archivist').log({ action: 'flows.take_over', object: 'filing:1' });
  expect(wrong(vault)).toEqual([['flow_steps', 1, newestRow(vault.opened.handles.reader)]]);
});
