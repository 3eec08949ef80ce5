import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate, MIGRATIONS } from '../../../db/migrations/index.ts';

function openBefore() {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = on');
  migrate(db, MIGRATIONS, 240);
  db.exec(`
    insert into person (id, name) values (1, '陈静');
    insert into account (id, person_id, login, state, created_at) values (1, 1, 'chenjing', 'active', 0);
    insert into set_aside (account_id, source, key, why, value, at) values (1, 'draft', 'k', 'newer', 'x', 5);`);
  migrate(db, MIGRATIONS, 250);
  return db;
}

const REPORT = `insert into report (name, title, period, due_on, asked, scope, compiled_at, as_of, head_seq,
  head_hash, last_change, state, updated_at)
  values ('storage', '保管', '2026-03', '2026-03-31', '{}', 'top_secret', 0, '2026-03-31', 1, zeroblob(32), 0,
    'planned', 0)`;
const CONTENT = `insert into report_content (report_id, content, at, account_id, seq, digest)
  values (1, x'00', 0, 1, 1, zeroblob(32))`;
const copy = (no: number, what: string) => `insert into report_copy
  (report_id, copy_no, what, recipient, on_day, at, account_id, seq, digest)
  values (1, ${no}, '${what}', '王芳', '2026-04-02', 0, 1, 1, zeroblob(32))`;

test('step 250 brings reports to a vault that had none, and figures stay what they were once frozen', () => {
  const db = openBefore();
  expect(db.prepare('select name from person').pluck().all()).toEqual(['陈静']);
  expect(db.prepare('select id, source, value, at from set_aside').all()).toEqual([
    { id: 1, source: 'draft', value: 'x', at: 5 },
  ]);
  db.exec(REPORT);
  db.exec(CONTENT);
  db.exec("update report set as_of = '2026-03-30'");
  db.exec("update report set state = 'compiled'");
  expect(() => db.exec(CONTENT)).toThrow('frozen');
  expect(() => db.exec("update report set as_of = '2026-03-31'")).toThrow('frozen');
  expect(() => db.exec("update report_content set content = x'01'")).toThrow('final');
  expect(() => db.exec('delete from report_content')).toThrow('final');
  expect(() => db.exec('delete from report')).toThrow('final');
  db.exec("update report set state = 'superseded'");
  expect(() => db.exec("update report set state = 'released'")).toThrow('final');
});

test('copies were numbered without a gap, of released reports alone, and nothing happened to one before', () => {
  const db = openBefore();
  db.exec(REPORT);
  expect(() => db.exec(copy(1, 'register'))).toThrow('released');
  db.exec("update report set state = 'released'");
  expect(() => db.exec(copy(2, 'register'))).toThrow('numbered');
  expect(() => db.exec(copy(1, 'hand_out'))).toThrow('not registered');
  db.exec(copy(1, 'register'));
  db.exec(copy(1, 'hand_out'));
  expect(() => db.exec(copy(1, 'hand_out'))).toThrow('UNIQUE');
  db.exec(copy(2, 'register'));
});

test('a period of a request had one report of each revision', () => {
  const db = openBefore();
  db.exec(`insert into report_request (asker_id, department, name, asked, every, first_period, valid_until, purpose,
    scope, state, version, updated_at)
    values (1, '销售部', 'storage', '{}', 'month', '2026-03', '2026-12-31', '月报', 'top_secret', 'approved', 1, 0)`);
  const asked = REPORT.replace('(name,', '(request_id, name,').replace("('storage'", "(1, 'storage'");
  db.exec(asked);
  expect(() => db.exec(asked)).toThrow('UNIQUE');
  expect(() =>
    db.exec(asked.replace('(request_id,', '(revision, request_id,').replace('(1,', '(2, 1,')),
  ).toThrow('CHECK');
});
