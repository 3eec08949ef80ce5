import type { Database } from 'better-sqlite3';
import { openReader } from '../connection/handles.ts';
import { openReadOnly } from '../connection/open.ts';
import { secureKey } from '../vault/index.ts';
import { REGISTRIES } from '../router/host.ts';
import type { ReadRequest } from '../wire.ts';
import { keyedHash } from '../work/log/keyed-hash.ts';
import { JOBS } from './jobs.ts';

/**
 * Does one long job and returns its result: a copy, or a read on a connection of its own and returns its result. The key is wiped as soon as the database is
 * open. Errors: those of the job and of `openReadOnly`.
 */
export function runLongRead(request: ReadRequest, progress: (done: number, total: number) => void): unknown {
  const { job: name, path, facts, key, newKey, now, today, input } = request;
  const job = JOBS.find((one) => one.name === name);
  if (!job || 'copy' in job !== (newKey !== undefined)) throw new Error('no such long read');
  if ('copy' in job) return job.copy({ path, key, newKey: newKey ?? key, input: input as never }, progress);
  const database = openAndWipe(path, key);
  try {
    const reader = openReader(database);
    const { hash, destroy } = keyedHash({ reader });
    const clock = { now: () => now, today: () => today };
    const context = { reader, facts, clock, hash, registries: REGISTRIES, progress };
    try {
      return inSnapshot(database, () => job.run(context, input as never));
    } finally {
      destroy();
    }
  } finally {
    database.close();
  }
}

function openAndWipe(path: string, bytes: Uint8Array): Database {
  const key = secureKey(bytes);
  try {
    return key.use((lent) => openReadOnly(path, lent));
  } finally {
    key.destroy();
  }
}

/** Everything is read as it was at the first read, whatever is saved meanwhile. */
function inSnapshot<Result>(database: Database, work: () => Result): Result {
  database.exec('begin');
  try {
    return work();
  } finally {
    database.exec('rollback');
  }
}
