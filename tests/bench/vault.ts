import { randomBytes } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { DEFAULT_PATTERN } from '../../db/domain/archive-no.ts';
import { openHandles, type Handles } from '../../db/connection/handles.ts';
import { createDatabase } from '../../db/connection/open.ts';
import { systemClock } from '../../db/clock.ts';
import { insertDefaultLists } from '../../db/features/lists/service.ts';
import { readTableInChild } from '../../db/features/import/host-node.ts';
import { readLongInChild } from '../../db/reads/host-node.ts';
import { seedCustomers, type SeedContext } from '../../db/features/seed/service.ts';
import { makeVault, unlock } from '../../db/features/vault/service.ts';
import { migrate } from '../../db/migrations/index.ts';
import type { MutationContext } from '../../db/work/context.ts';
import { newHost, REGISTRIES } from '../../db/router/host.ts';
import type { VaultHost } from '../../db/work/host.ts';
import { FLOOR_COST, prepareVault } from '../../db/vault/index.ts';
import { say } from './figures.ts';

export const PASSWORD = 'bench password of a trial archive';

/** A folder that goes when the run ends, however it ends. */
export function makeFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'kedang-bench-'));
  process.once('exit', () => rmSync(path, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  return path;
}

const ORIGIN = { connection: 'bench', seq: 0 };

function benchHost(witnessFolder?: string): VaultHost {
  return newHost({
    ...(witnessFolder !== undefined && { witnessFolder }),
    clock: systemClock,
    cost: FLOOR_COST,
    readTable: readTableInChild,
    readLong: readLongInChild,
    emit: (_connection, event) => {
      if (event.type === 'progress') say(`  ${event.done} / ${event.total}`);
    },
    isCancelled: () => false,
  });
}

/** One account for each, by the name of its role. */
const LOGINS = ['system_admin', 'archivist', 'developer', 'supervisor', 'service_manager'] as const;

/** A real trial vault with its keys file, filled with customers and closed. */
export async function makeTrialVault(path: string, customers: number): Promise<void> {
  const host = benchHost();
  const accounts = LOGINS.map((role) => ({
    login: role,
    name: role,
    roles: [role],
    department: null,
    secret: PASSWORD,
    oneTime: false,
  }));
  const facts = { company: 'bench', fonds: 'QZ01', archiveNoPattern: DEFAULT_PATTERN, trial: true, accounts };
  await makeVault({ host, origin: ORIGIN }, path, await prepareVault(), facts);
  host.signOutAll('closed');
  if (customers === 0) return;
  const open = await openAs(path, 'archivist');
  seedCustomers(open.ctx, { customers });
  open.close();
}

/** A trial vault full of customers that is there whole or not at all. */
export async function makeSeededVault(path: string, customers: number): Promise<void> {
  const making = `${path}.making`;
  await makeTrialVault(making, customers);
  for (const part of ['.keys', '.anchors', '']) renameSync(`${making}${part}`, `${path}${part}`);
}

export interface OpenedVault {
  readonly ctx: MutationContext;
  readonly host: VaultHost;
  close(): void;
}

/** The vault as the worker holds it, opened in this process. */
export async function openAs(
  path: string,
  login: (typeof LOGINS)[number],
  witnessFolder?: string,
): Promise<OpenedVault> {
  const host = benchHost(witnessFolder);
  await unlock({ host, origin: ORIGIN }, path, login, PASSWORD);
  return { ctx: host.contextFor(ORIGIN), host, close: () => host.signOutAll('closed') };
}

/** A database without keys file and sessions, to compare an encrypted one with a plain one. */
export interface BareVault {
  readonly database: Database;
  readonly handles: Handles;
  readonly ctx: SeedContext;
}

export function makeBareVault(path: string, encrypted: boolean): BareVault {
  const database = encrypted
    ? createDatabase(path, randomBytes(32), randomBytes(16))
    : createPlainDatabase(path);
  migrate(database);
  const handles = openHandles(database);
  handles.transaction((db) => {
    insertDefaultLists(db);
    db.execute(`insert into person (id, name) values (1, 'bench')`);
    db.execute(
      `insert into account (id, person_id, login, state, created_at) values (1, 1, 'bench', 'active', 0)`,
    );
    db.execute(
      'insert into account_key (id, account_id, sign_public, created_at) values (1, 1, ?, 0)',
      new Uint8Array(32),
    );
  });
  return { database, handles, ctx: bareContext(handles) };
}

/** The same settings as an encrypted vault has, without a cipher. */
function createPlainDatabase(path: string): Database {
  const database = new SqliteDatabase(path);
  for (const pragma of [
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

function bareContext(handles: Handles): SeedContext {
  const none = () => {};
  return {
    facts: {
      archiveId: 'bench',
      fileName: 'bench.kda',
      anchorFile: '',
      company: 'bench',
      fonds: 'QZ01',
      archiveNoPattern: DEFAULT_PATTERN,
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
    clock: systemClock,
    reader: handles.reader,
    hash: () => new Uint8Array(32),
    registries: REGISTRIES,
    transaction: handles.transaction,
    progress: none,
    checkCancelled: none,
    emit: none,
  };
}
