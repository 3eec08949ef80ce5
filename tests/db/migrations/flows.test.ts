import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '../../../db/migrations/index.ts';

interface Old {
  readonly id: number;
  readonly state: string;
  readonly by?: number;
  readonly reported?: number | null;
  readonly decided?: readonly [account: number, at: number, reason: string | null];
  readonly version?: number;
}

/** An archive as it was before steps had a table, with two people who have three accounts. */
function openOld(): Database.Database {
  const db = new Database(':memory:');
  migrate(db, undefined, 50);
  db.exec(`
    insert into person (id, name) values (1, '王芳'), (2, '陈静');
    insert into account (id, person_id, login, state, created_at)
      values (1, 1, 'wang', 'active', 0), (2, 2, 'chen', 'active', 0), (3, 1, 'wang2', 'disabled', 0);
    insert into account_key (id, account_id, sign_public, created_at) values (1, 1, zeroblob(32), 0);`);
  return db;
}

function file(
  db: Database.Database,
  { id, state, by = 1, reported = null, decided, version = 1 }: Old,
): void {
  const [account = null, at = null, reason = null] = decided ?? [];
  db.prepare(
    `insert into filing (id, state, input, secrecy, reported_by, reported_at, decided_by, decided_at, reason, version,
       updated_at) values (?, ?, '{"name":"甲公司"}', 'secret', ?, ?, ?, ?, ?, ?, 99)`,
  ).run(id, state, by, reported, account, at, reason, version);
}

let seq = 0;
function log(
  db: Database.Database,
  id: number,
  rows: ReadonlyArray<
    readonly [action: string, account: number, at: number, reason?: string, decision?: string]
  >,
): void {
  for (const [action, account, at, reason = null, decision = 'allow'] of rows) {
    seq += 1;
    db.prepare(
      `insert into audit (seq, at, account_id, role, action, object, decision, reason, prev_hash, hash, account_key_id,
         signature) values (?, ?, ?, 'archivist+developer', ?, ?, ?, ?, zeroblob(32), zeroblob(32), 1, zeroblob(64))`,
    ).run(seq, at, account, `filings.${action}`, `filing:${id}`, decision, reason);
  }
}

const stepsOf = (db: Database.Database, id: number) =>
  db
    .prepare(
      `select no, step, state_before, state_after, account_id, person_id, person_name, roles, reason, at, taken_over
       from flow_step where flow = 'filings' and record_id = ? order by no`,
    )
    .raw()
    .all(id);

const filingOf = (db: Database.Database, id: number) =>
  db.prepare('select * from filing where id = ?').get(id);

test('decisions that a later submission wrote over are found again in the log', () => {
  const db = openOld();
  file(db, { id: 1, state: 'accepted', reported: 30, decided: [2, 40, null], version: 6 });
  log(db, 1, [
    ['save', 1, 5],
    ['submit', 1, 10],
    ['decide', 1, 15, undefined, 'deny'],
    ['return', 2, 20, '缺少联系人'],
    ['save', 1, 25],
    ['submit', 1, 30],
    ['accept', 1, 35, undefined, 'deny'],
    ['accept', 2, 40],
  ]);
  log(db, 11, [['submit', 1, 12]]);
  migrate(db);
  const [roles, own] = ['archivist+developer', [1, 1, '王芳'] as const];
  const other = [2, 2, '陈静'];
  expect(stepsOf(db, 1)).toEqual([
    [1, 'submit', 'draft', 'submitted', ...own, roles, null, 10, 1],
    [2, 'return', 'submitted', 'returned', ...other, roles, '缺少联系人', 20, 1],
    [3, 'resubmit', 'returned', 'submitted', ...own, roles, null, 30, 1],
    [4, 'accept', 'submitted', 'accepted', ...other, roles, null, 40, 1],
  ]);
  expect(stepsOf(db, 11)).toEqual([]);
});

test('what stands in a filing but not in the log is a step as well', () => {
  const db = openOld();
  file(db, { id: 1, state: 'returned', reported: 10, decided: [2, 20, '重复'], by: 3 });
  file(db, { id: 2, state: 'submitted', reported: 10, decided: [2, 5, null] });
  file(db, { id: 3, state: 'accepted', reported: 10, decided: [2, 20, null] });
  log(db, 3, [['submit', 1, 10]]);
  migrate(db);
  expect(stepsOf(db, 1)).toEqual([
    [1, 'submit', 'draft', 'submitted', 3, 1, '王芳', '', null, 10, 1],
    [2, 'return', 'submitted', 'returned', 2, 2, '陈静', '', '重复', 20, 1],
  ]);
  expect(stepsOf(db, 2)).toEqual([[1, 'submit', 'draft', 'submitted', 1, 1, '王芳', '', null, 10, 1]]);
  expect(stepsOf(db, 3).map((row) => (row as unknown[])[1])).toEqual(['submit', 'accept']);
});

test('a filing keeps what is its own, in the name of the person instead of the account', () => {
  const db = openOld();
  file(db, { id: 4, state: 'draft', by: 3, version: 7 });
  migrate(db);
  expect(filingOf(db, 4)).toEqual({
    id: 4,
    state: 'draft',
    input: '{"name":"甲公司"}',
    secrecy: 'secret',
    reporter_id: 1,
    customer_id: null,
    version: 7,
    updated_at: 99,
  });
  expect(stepsOf(db, 4)).toEqual([]);
});

test('only a vault with filings has steps to take over into the log', () => {
  const marked = (db: Database.Database) =>
    db.prepare("select count(*) from archive_meta where key = 'flows_to_take_over'").pluck().get();
  const [empty, filled] = [openOld(), openOld()];
  file(filled, { id: 1, state: 'draft' });
  migrate(empty);
  migrate(filled);
  expect([marked(empty), marked(filled)]).toEqual([0, 1]);
});
