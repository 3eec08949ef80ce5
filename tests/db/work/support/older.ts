import * as customers from '../../../../db/migrations/0020-customers.ts';
import * as flows from '../../../../db/migrations/0090-flows.ts';
import * as reasons from '../../../../db/migrations/0160-reasons.ts';
import { recordAudit } from '../../../../db/work/log/recorder.ts';
import type { Role } from '../../../../db/domain/roles.ts';
import { forgetParticulars, withOwnTool } from '../../../security/own-tool.ts';
import { openTestVault, type TestVault } from '../../../support/vault.ts';
import { aCustomer } from '../../../support/factories.ts';

/** Puts the tables of filings back to what they were, as an archive of an earlier program has them. */
async function makeOlder(vault: TestVault, ...roles: Role[]): Promise<void> {
  await forgetParticulars(vault);
  await withOwnTool(vault, 'archivist', ({ db }) => {
    // With this, and without the tables, this program says nothing of what stands there: it was not there yet.
    db.exec(`drop table flow_step; drop table filing;
      insert into archive_meta values ('flows_to_take_over', '1')`);
  });
  await vault.signIn(...roles);
  const text = customers.sql;
  vault.host.requireVault().vault.database.exec(`${text.slice(text.indexOf('create table filing ('))};
    delete from archive_meta where key = 'flows_to_take_over'`);
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

/**
 * An older archive with a filing that was submitted, returned and submitted again, and a draft; closed. With `unlogged`
 * there is one more, returned, of which the log says nothing.
 */
export async function openOlder({ unlogged = false } = {}): Promise<TestVault> {
  const vault = await openTestVault();
  await makeOlder(vault, 'archivist', 'developer');
  const { accountId } = vault.contextOf('developer').actor;
  const insert = vault.host.requireVault().vault.database.prepare(
    `insert into filing (id, state, input, secrecy, reported_by, reported_at, decided_by, decided_at, version,
       updated_at) values (?, ?, ?, 'normal', ?, ?, ?, ?, ?, 0)`,
  );
  const input = JSON.stringify(aCustomer({ name: '甲公司' }));
  const decider = vault.contextOf('archivist').actor.accountId;
  for (const action of ['save', 'submit'] as const) actAs(vault, 'developer', action, 1);
  vault.clock.advance({ ms: 1000 });
  // By the recorder of today, which takes its reasons for choices.
  actAs(vault, 'archivist', 'return', 1, 'incomplete');
  vault.clock.advance({ ms: 1000 });
  actAs(vault, 'developer', 'submit', 1);
  insert.run(1, 'submitted', input, accountId, vault.clock.now(), decider, vault.clock.now() - 1000, 4);
  actAs(vault, 'developer', 'save', 2);
  insert.run(2, 'draft', input, accountId, null, null, null, 1);
  if (unlogged) insert.run(3, 'returned', input, accountId, vault.clock.now(), decider, vault.clock.now(), 3);
  const { sql } = reasons;
  vault.host
    .requireVault()
    .vault.database.exec(`${flows.sql} ${sql.slice(sql.indexOf('alter table flow_step'))}`);
  vault.host.signOutAll('closed');
  return vault;
}
