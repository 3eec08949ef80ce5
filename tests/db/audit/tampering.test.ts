import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { verifyVault, type CheckName } from '../../../db/features/audit/verify.ts';
import { hashOfRow, type AuditRow } from '../../../db/work/log/chain.ts';
import { forgetWitnesses } from '../../security/own-tool.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';

/** What somebody with the data key and a database tool could do: the triggers go first, and come back in the end. */
async function tamper(work: (db: Database, vault: TestVault) => void) {
  await using vault = await openTestVault();
  for (let count = 0; count < 5; count += 1) await vault.as('archivist').customers.create(aCustomer());
  const { database } = vault.opened.vault;
  const triggers = ['audit_no_update', 'audit_no_delete', 'anchor_no_update'].map((name) => ({
    drop: `drop trigger ${name}`,
    restore: String(database.prepare('select sql from sqlite_schema where name = ?').pluck().get(name)),
  }));
  for (const { drop } of triggers) database.exec(drop);
  work(database, vault);
  for (const { restore } of triggers) database.exec(restore);
  const { ok, checks } = verifyVault(vault.contextOf('archivist'));
  return { ok, failed: checks.filter((check) => !check.ok) };
}

const rowAt = (db: Database, seq: number) =>
  db.prepare('select * from audit where seq = ?').get(seq) as AuditRow;

test('an untouched log is right in every respect', async () => {
  expect(await tamper(() => {})).toEqual({ ok: true, failed: [] });
});

test('the log refuses changes', async () => {
  await using vault = await openTestVault();
  const { database } = vault.opened.vault;
  expect(() => database.exec("update audit set action = 'x'")).toThrow('final');
  expect(() => database.exec('delete from audit')).toThrow('final');
});

/** Of the archives that are filed, the second. */
const ROW = 35;

const CASES: ReadonlyArray<{
  name: string;
  /** What is wrong, and the number of the first row where it is. */
  found: Partial<Record<CheckName, number>>;
  work: (db: Database) => void;
}> = [
  {
    name: 'an edited row',
    found: { audit_chain: ROW, audit_rights: ROW },
    work: (db) => db.exec(`update audit set reason = 'harmless' where seq = ${ROW}`),
  },
  {
    name: 'an edited row with its hash made right again',
    found: { audit_chain: ROW + 1, audit_signatures: ROW, audit_rights: ROW },
    work(db) {
      const row = { ...rowAt(db, ROW), reason: 'harmless' };
      db.prepare('update audit set reason = ?, hash = ? where seq = ?').run(row.reason, hashOfRow(row), ROW);
    },
  },
  {
    name: 'a deleted row',
    found: { audit_sequence: ROW, audit_chain: ROW + 1 },
    work: (db) => db.exec(`delete from audit where seq = ${ROW}`),
  },
  {
    name: 'two rows in each other’s place',
    found: { audit_chain: ROW },
    work: (db) =>
      db.exec(`update audit set seq = -1 where seq = ${ROW}; update audit set seq = ${ROW} where seq = ${ROW + 1};
        update audit set seq = ${ROW + 1} where seq = -1`),
  },
  {
    name: 'rows cut off at the end',
    found: { audit_sequence: ROW },
    work: (db) => db.exec(`delete from audit where seq >= ${ROW}`),
  },
  {
    name: 'a row put in somebody else’s name',
    found: { audit_chain: ROW, audit_signatures: ROW, audit_rights: ROW },
    work: (db) => db.exec(`update audit set account_id = 1 where seq = ${ROW}`),
  },
];

test.each(CASES)('$name is found and named', async ({ work, found }) => {
  const { ok, failed } = await tamper(work);
  expect(ok).toBe(false);
  expect(Object.fromEntries(failed.map(({ name, detail }) => [name, detail['first']]))).toEqual(found);
});

test('an archive that was removed without the register knowing is missed', async () => {
  const { failed } = await tamper((db) => {
    db.pragma('foreign_keys = off');
    db.exec('delete from customer where id = 3');
  });
  expect(failed.map((check) => check.name)).toContain('archive_counts');
});

test('an old copy of the file put back is not opened, and is missed by the anchors kept outside it', async () => {
  await using vault = await openTestVault();
  const { path, host } = vault;
  host.signOutAll('closed');
  const old = [readFileSync(path), readFileSync(`${path}.keys`)] as const;
  vault.clock.advance({ days: 2 });
  await vault.signIn('archivist');
  await vault.as('archivist').customers.create(aCustomer());
  host.signOutAll('closed');
  writeFileSync(path, old[0]);
  writeFileSync(`${path}.keys`, old[1]);
  await expect(vault.signIn('supervisor')).rejects.toThrow('vault.witness_differs');
  // By a program that heard no witness: somebody took them away, and brought the anchors back since.
  const anchors = readFileSync(`${path}.anchors`);
  forgetWitnesses(vault);
  await vault.signIn('supervisor');
  appendFileSync(`${path}.anchors`, anchors);
  const { checks } = await vault.as('supervisor').audit.verify();
  expect(checks.filter((check) => !check.ok).map((check) => check.name)).toEqual(['audit_anchors']);
});

test('a look at everything tells how far it is, through log and archives, and stops when it is cancelled', async () => {
  await using vault = await openTestVault({ apart: true });
  await vault.as('archivist').customers.create(aCustomer());
  const told: Array<[number, number]> = [];
  const ctx = vault.contextOf('archivist');
  verifyVault(ctx, (done, total) => told.push([done, total]));
  const rows = vault.opened.handles.reader.value<number>('select count(*) from audit') ?? 0;
  expect(told).toEqual([
    [0, rows + 2],
    [rows + 2, rows + 2],
  ]);
  vault.cancelled.add(0);
  await expect(vault.as('archivist').audit.verify()).rejects.toThrow('common.cancelled');
});
