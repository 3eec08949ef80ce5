import type { Database } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { verifyVault } from '../../../db/features/audit/verify.ts';
import { hashOfRow, type AuditRow } from '../../../db/work/log/chain.ts';
import { recordAudit, recordBulk } from '../../../db/work/log/recorder.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';

/** Records a bulk of `rows` rows in one transaction and returns the number of the row that closes it. */
function bulk({ contextOf, opened }: TestVault, rows: number): number {
  const ctx = contextOf('archivist');
  ctx.transaction((db) =>
    recordBulk(
      db,
      ctx,
      (recorder) => {
        for (let row = 1; row <= rows; row += 1)
          recordAudit(db, recorder, { action: 'bulk.row', object: `row:${row}` });
      },
      () => ({ action: 'bulk.close', object: 'bulk' }),
    ),
  );
  return opened.handles.reader.value<number>('select max(seq) from audit') ?? 0;
}

async function signatures({ as }: TestVault) {
  const { checks } = await as('supervisor').audit.verify();
  // The rows here are made up: by what right is another matter.
  const failed = checks.filter(({ ok, name }) => !ok && name !== 'audit_rights');
  return failed.map(({ name, detail }) => [name, detail['problems'], detail['first']]);
}

/** Does what the log's triggers refuse, as a tool with the data key could. */
function edit({ opened }: TestVault, work: (db: Database) => void): void {
  const { database } = opened.vault;
  const trigger = database.prepare("select sql from sqlite_schema where name = 'audit_no_update'").pluck();
  const restore = String(trigger.get());
  database.exec('drop trigger audit_no_update');
  work(database);
  database.exec(restore);
}

const rowAt = (db: Database, seq: number) =>
  db.prepare('select * from audit where seq = ?').get(seq) as AuditRow;

/** Writes a row with its hash made right, and those after it chained to it again. */
function rechain(db: Database, seq: number, changed: Partial<AuditRow>): void {
  const row = { ...rowAt(db, seq), ...changed };
  const hash = hashOfRow(row);
  db.prepare(
    'update audit set account_id = ?, object = ?, covers = ?, prev_hash = ?, hash = ? where seq = ?',
  ).run(row.account_id, row.object, row.covers, row.prev_hash, hash, seq);
  if (rowAt(db, seq + 1)) rechain(db, seq + 1, { prev_hash: hash });
}

test('the rows of a bulk are chained one by one and signed by the row that closes it', async () => {
  await using vault = await openTestVault();
  const last = bulk(vault, 5);
  const rows = vault.opened.handles.reader.rows<AuditRow>('select * from audit where seq > ?', last - 6);
  expect(rows.map(({ signature, covers }) => [signature === null, covers])).toEqual([
    [true, 0],
    [true, 0],
    [true, 0],
    [true, 0],
    [true, 0],
    [false, 5],
  ]);
  expect(bulk(vault, 0)).toBe(last + 1);
  expect(await signatures(vault)).toEqual([]);
});

test('an edited row of a bulk breaks the chain, and with all hashes made right again the signature', async () => {
  await using vault = await openTestVault();
  const last = bulk(vault, 5);
  edit(vault, (db) => db.exec(`update audit set object = 'row:9' where seq = ${last - 3}`));
  expect(await signatures(vault)).toEqual([['audit_chain', 1, last - 3]]);
  edit(vault, (db) => rechain(db, last - 3, { object: 'row:9' }));
  // The rows of the bulk, the one that closes it, and the sign-in and look that came after.
  expect(await signatures(vault)).toEqual([['audit_signatures', 5 + 1 + 2, last - 5]]);
});

test('rows slipped in before somebody’s next row are not signed by it', async () => {
  await using vault = await openTestVault();
  const ctx = vault.contextOf('archivist');
  const closing = bulk(vault, 2);
  // Two more rows without a signature, and then an ordinary one of the same person.
  const first = rowAt(vault.opened.vault.database, closing - 1);
  const insert = vault.opened.vault.database.prepare(
    `insert into audit (seq, at, account_id, role, action, object, decision, prev_hash, hash, account_key_id,
       hash_version, rules)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 2, ?)`,
  );
  let prev = rowAt(vault.opened.vault.database, closing).hash;
  for (const seq of [closing + 1, closing + 2]) {
    const row = { ...first, seq, prev_hash: prev, object: 'customer:1', action: 'customers.read' };
    prev = hashOfRow(row);
    const { at, account_id, role, action, object, decision, prev_hash, account_key_id, rules } = row;
    insert.run(seq, at, account_id, role, action, object, decision, prev_hash, prev, account_key_id, rules);
  }
  vault.opened.vault.database.exec("update series set last = last + 2 where kind = 'log'");
  ctx.log({ action: 'customers.read', object: 'customer:2' });
  expect(await signatures(vault)).toEqual([['audit_signatures', 2, closing + 1]]);
});

test('a bulk cut off before the row that closes it is not signed', async () => {
  await using vault = await openTestVault();
  const ctx = vault.contextOf('archivist');
  const before = vault.opened.handles.reader.value<number>('select max(seq) from audit') ?? 0;
  const half = () =>
    ctx.transaction((db) => {
      let taken = ctx as Parameters<typeof recordAudit>[1];
      try {
        recordBulk(
          db,
          ctx,
          (recorder) => {
            taken = recorder;
            throw new Error('stop');
          },
          () => ({ action: 'bulk.close', object: 'bulk' }),
        );
      } catch {
        recordAudit(db, taken, { action: 'bulk.row', object: 'row:1' });
      }
      db.execute("update series set last = last + 1 where kind = 'log'");
    });
  half();
  // As long as nobody writes a row after it, and then.
  const { checks } = verifyVault(vault.contextOf('archivist'));
  expect(checks.filter(({ ok, name }) => !ok && name !== 'audit_rights')).toMatchObject([
    { name: 'audit_signatures', detail: { problems: 1, first: before + 1 } },
  ]);
  expect(await signatures(vault)).toEqual([['audit_signatures', 1, before + 1]]);
});

/** A bulk of two rows that somebody writes past the program; each is recorded as `work` has it. */
function forged(
  { contextOf, opened }: TestVault,
  work: (taken: Parameters<typeof recordAudit>[1], record: (by: typeof taken) => void) => void,
): number {
  const ctx = contextOf('archivist');
  ctx.transaction((db) =>
    recordBulk(
      db,
      ctx,
      (taken) => work(taken, (by) => recordAudit(db, by, { action: 'bulk.row', object: 'row:1' })),
      () => ({ action: 'bulk.close', object: 'bulk' }),
    ),
  );
  return opened.handles.reader.value<number>('select max(seq) from audit') ?? 0;
}

test('a row in somebody else’s name is not theirs because one’s own closes the bulk', async () => {
  await using vault = await openTestVault();
  const last = forged(vault, (taken, record) => {
    record(taken);
    record({ ...taken, actor: { ...taken.actor, accountId: 1 } });
  });
  expect(await signatures(vault)).toEqual([['audit_signatures', 1, last - 1]]);
});

test('rows of somebody else are not signed by one’s own that closes them', async () => {
  await using vault = await openTestVault();
  await vault.signIn('supervisor');
  const { accountId, accountKeyId } = vault.contextOf('supervisor').actor;
  const last = forged(vault, (taken, record) => {
    const by = { ...taken, actor: { ...taken.actor, accountId, accountKeyId } };
    record(by);
    record(by);
  });
  // Nor is the one that says that it signs them.
  expect(await signatures(vault)).toEqual([['audit_signatures', 3, last - 2]]);
});

test.each([
  // Those that it does not sign, and with one too many the one that says so.
  { closes: 3, problems: 3, back: 2 },
  { closes: 1, problems: 3, back: 2 },
  { closes: 0, problems: 2, back: 2 },
])('a bulk of two rows that says it is of $closes is not signed', async ({ closes, problems, back }) => {
  await using vault = await openTestVault();
  const last = forged(vault, (taken, record) => {
    record(taken);
    record(taken);
    if (taken.bulk) taken.bulk.rows = closes;
  });
  expect(await signatures(vault)).toEqual([['audit_signatures', problems, last - back]]);
});

test('a row that says it signs others, and follows none, is not signed', async () => {
  await using vault = await openTestVault();
  const last = forged(vault, ({ bulk: own }) => {
    if (own) own.rows = 1;
  });
  expect(await signatures(vault)).toEqual([['audit_signatures', 1, last]]);
});

test('a row of another person within a bulk is not signed by the one that closes it', async () => {
  await using vault = await openTestVault();
  const last = bulk(vault, 3);
  const { signature, hash } = rowAt(vault.opened.vault.database, last);
  edit(vault, (db) => rechain(db, last - 2, { account_id: 1 }));
  expect(rowAt(vault.opened.vault.database, last)).not.toMatchObject({ hash });
  expect(rowAt(vault.opened.vault.database, last)).toMatchObject({ signature });
  expect((await signatures(vault)).map(([name, , first]) => [name, first])).toEqual([
    ['audit_signatures', last - 3],
  ]);
});
