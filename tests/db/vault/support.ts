import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { AppError } from '../../../db/domain/errors.ts';
import * as vault from '../../../db/vault/index.ts';

export const KNOWN_VERSION = 7;
export const T0 = Date.UTC(2026, 10, 20, 8);
export const PASSWORD = 'correct horse battery';
export const CODE = '0123-4567-89AB-CDEF';

/** A clock that the test moves. */
export function aClock(now = T0) {
  let at = now;
  return { now: () => at, move: (milliseconds: number) => void (at += milliseconds) };
}

export type TestClock = ReturnType<typeof aClock>;

/** A folder of its own, gone at the end of the scope. */
export function aFolder() {
  const path = mkdtempSync(join(tmpdir(), 'kedang-vault-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** The least that the vault asks of a database, and a table to see what was committed. */
export function populate(database: Database, creation: vault.Creation): void {
  database.exec(`
    create table archive_meta (key text primary key, value text not null) strict;
    create table account (id integer primary key, login text not null) strict;
    create table account_key (account_id integer not null, sign_public blob not null) strict;
    create table note (id integer primary key, text text not null) strict;
  `);
  database.pragma(`user_version = ${KNOWN_VERSION}`);
  database.transaction(() => {
    for (const account of creation.accounts) storeAccount(database, account, true);
    storeSeq(database, creation.keysSeq);
  })();
}

export function storeSeq(database: Database, keysSeq: number): void {
  database
    .prepare(
      "insert into archive_meta values ('keys_seq', ?) on conflict do update set value = excluded.value",
    )
    .run(String(keysSeq));
}

function storeAccount(database: Database, account: vault.AccountKeys, newPair: boolean): void {
  database.prepare('insert or ignore into account values (?, ?)').run(account.id, account.login);
  if (!newPair) return;
  database.prepare('insert into account_key values (?, ?)').run(account.id, account.signPublicKey);
}

/** What a feature's transaction does with a change of one account. */
export function committing(database: Database, inside: () => void = () => {}) {
  return ({ keysSeq, account, newPair }: vault.SlotChange): void =>
    database.transaction(() => {
      storeAccount(database, account, newPair);
      storeSeq(database, keysSeq);
      inside();
    })();
}

export function committingSeq(database: Database) {
  return ({ keysSeq }: vault.KeysChange): void => database.transaction(() => storeSeq(database, keysSeq))();
}

/** What the process for long reads does, done in this one. */
export function copyHere(
  { path, dataKey }: vault.Vault,
  { dataKey: next, salt }: vault.DraftGeneration,
  progress: (done: number) => void = () => {},
): void {
  const bytesOf = (key: vault.SecureKey) => key.use((bytes) => Uint8Array.from(bytes));
  vault.copyForGeneration({ path, key: bytesOf(dataKey), newKey: bytesOf(next), salt }, progress);
}

export function listNotes(database: Database): unknown[] {
  return database.prepare('select text from note order by id').pluck().all();
}

export function listLogins(database: Database): unknown[] {
  return database.prepare('select login from account order by id').pluck().all();
}

export interface MadeVault {
  readonly folder: string;
  readonly path: string;
  readonly prepared: vault.PreparedVault;
}

/** `admin` with a password and `guest` with a one-time code; closed. */
export async function makeVault(folder: string): Promise<MadeVault> {
  const path = join(folder, 'customers.kda');
  const prepared = await vault.prepareVault();
  const { vault: opened } = await vault.createVault({
    path,
    prepared,
    clock: aClock(),
    cost: vault.FLOOR_COST,
    accounts: [
      { id: 1, login: 'admin', secret: PASSWORD, oneTime: false },
      { id: 2, login: 'guest', secret: CODE, oneTime: true },
    ],
    populate,
  });
  vault.closeVault(opened);
  return { folder, path, prepared };
}

/** The same vault in another folder, for one test. */
export function copyOf(made: MadeVault, folder: string): string {
  cpSync(made.folder, folder, { recursive: true });
  return join(folder, 'customers.kda');
}

export function unlockAs(login: string, password: string, path: string, clock: TestClock = aClock()) {
  return vault.unlockVault({ path, login, password, clock, knownVersion: KNOWN_VERSION });
}

/** Names and contents of everything in a folder. */
export function snapshot(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder)
      .toSorted()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
  );
}

/** The refusal that `work` ends in. */
export function refusalOf(work: () => unknown): { code: string; data: object } {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, data: error.data };
    throw error;
  }
  throw new Error('it was not refused');
}

/** The refusal that `work` ends in, which waits for a key. */
export async function refusalFrom(work: () => Promise<unknown>): Promise<{ code: string; data: object }> {
  const failure: unknown = await work().then(
    () => new Error('it was not refused'),
    (error: unknown) => error,
  );
  return refusalOf(() => {
    throw failure;
  });
}

/** Lets another account open the vault with what `secret` was derived from, at once. */
export function addAccount(
  opened: vault.Vault,
  account: Parameters<typeof vault.prepareSlot>[1],
  options: Parameters<typeof vault.putPrepared>[3],
): void {
  vault.putPrepared(opened, account, vault.prepareSlot(opened, account), options);
}
