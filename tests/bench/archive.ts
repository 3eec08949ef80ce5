import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { openHandles, type Handles } from '../../db/connection/handles.ts';
import { createDatabase, openDatabase } from '../../db/connection/open.ts';
import type { Clock } from '../../db/domain/dates.ts';
import { insertDefaultLists } from '../../db/features/lists/service.ts';
import type { SeedContext } from '../../db/features/seed/service.ts';
import { migrate } from '../../db/migrations/index.ts';

/** An archive's database without its keys file: what is measured is the archive, not the unlocking. */
export interface BenchArchive {
  readonly path: string;
  readonly key: Uint8Array | null;
  readonly database: Database;
  readonly handles: Handles;
  readonly ctx: SeedContext;
}

export const BENCH_PEOPLE = 20;

/** The bench measures elapsed time: its clock counts from the start of the process. */
const clock: Clock = {
  now: () => Math.round(performance.timeOrigin + performance.now()),
  today: () => '2026-11-23',
};

export function makeFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'kedang-bench-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A new archive with its lists and some people; `encrypted: false` is the yardstick. */
export function newArchive(path: string, encrypted = true): BenchArchive {
  const key = encrypted ? randomBytes(32) : null;
  const database = key ? createDatabase(path, key, randomBytes(16)) : plainDatabase(path);
  migrate(database);
  const archive = wrap(path, key, database);
  archive.handles.transaction((db) => {
    insertDefaultLists(db);
    for (let id = 1; id <= BENCH_PEOPLE; id += 1)
      db.execute('insert into person (id, name) values (?, ?)', id, `person ${id}`);
    db.execute(
      `insert into account (id, person_id, login, state, created_at) values (1, 1, 'bench', 'active', 0)`,
    );
    db.execute(
      'insert into account_key (id, account_id, sign_public, created_at) values (1, 1, ?, 0)',
      new Uint8Array(32),
    );
  });
  return archive;
}

export function reopen({ path, key }: Pick<BenchArchive, 'path' | 'key'>): BenchArchive {
  return wrap(path, key, key ? openDatabase(path, key) : plainDatabase(path));
}

/** The same settings as an encrypted archive, without a cipher. */
function plainDatabase(path: string): Database {
  const database = new SqliteDatabase(path);
  for (const pragma of [
    'locking_mode = EXCLUSIVE',
    'page_size = 4096',
    'journal_mode = WAL',
    'synchronous = FULL',
    'temp_store = MEMORY',
    'foreign_keys = ON',
    'trusted_schema = OFF',
    'cell_size_check = ON',
    'secure_delete = ON',
    'cache_size = -65536',
  ])
    database.pragma(pragma);
  return database;
}

function wrap(path: string, key: Uint8Array | null, database: Database): BenchArchive {
  const handles = openHandles(database);
  const none = () => {};
  const ctx: SeedContext = {
    facts: {
      anchorFile: `${path}.anchors`,
      archiveId: 'bench',
      fileName: 'bench.kda',
      company: 'bench',
      fonds: 'QZ01',
      trial: true,
    },
    actor: {
      accountId: 1,
      personId: 1,
      accountKeyId: 1,
      login: 'bench',
      name: 'bench',
      roles: ['archivist'],
      signer: { publicKey: new Uint8Array(32), sign: () => new Uint8Array(64) },
    },
    clock,
    reader: handles.reader,
    hash: () => new Uint8Array(32),
    transaction: handles.transaction,
    progress: none,
    checkCancelled: none,
    emit: none,
  };
  return { path, key, database, handles, ctx };
}

export function sizeMiB(path: string): number {
  return Math.round(statSync(path).size / 2 ** 20);
}
