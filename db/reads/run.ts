import type { Database } from 'better-sqlite3';
import { openReader } from '../connection/handles.ts';
import { copyDatabase, openReadOnly } from '../connection/open.ts';
import { secureKey, type SecureKey } from '../vault/index.ts';
import { REGISTRIES } from '../router/host.ts';
import type { ReadRequest } from '../wire.ts';
import { keyedHash } from '../work/log/keyed-hash.ts';
import type { FileWork, LongRead } from '../work/long-reads.ts';
import { JOBS } from './jobs.ts';

type Progress = (done: number, total: number) => void;

/** True for work that lets everything else go first. */
export function isPatient(request: Pick<ReadRequest, 'job'>): boolean {
  const job = JOBS.find((one) => one.name === request.job);
  return job !== undefined && 'isPatient' in job && job.isPatient === true;
}

/**
 * Does one long job and returns its result: a read on a connection of its own, work on whole files, or a copy under
 * another key. The key is wiped as soon as it is not needed. Errors: those of the job and of `openReadOnly`.
 */
export function runLongRead(request: ReadRequest, progress: Progress): unknown {
  const { path, newKey, input } = request;
  const job = JOBS.find((one) => one.name === request.job);
  if (!job || 'copy' in job !== (newKey !== undefined)) throw new Error('no such long read');
  if ('copy' in job)
    return job.copy(
      { path, key: request.key, newKey: newKey ?? request.key, input: input as never },
      progress,
    );
  const key = secureKey(request.key);
  try {
    return 'run' in job ? read(job, request, key, progress) : workOnFiles(job, request, key, progress);
  } finally {
    key.destroy();
  }
}

function read(
  job: LongRead<never, unknown>,
  { path, facts, now, today, input }: ReadRequest,
  key: SecureKey,
  progress: Progress,
): unknown {
  const database = openWith(key, path);
  key.destroy();
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

function workOnFiles(
  job: FileWork<never, unknown>,
  { path, facts, now, today, input }: ReadRequest,
  key: SecureKey,
  progress: Progress,
): unknown {
  const context = {
    path,
    facts,
    dataKey: key,
    clock: { now: () => now, today: () => today },
    progress,
    copyInto: (to: string) => key.use((lent) => copyDatabase(path, lent, to)),
    reading<Result>(other: string, work: (db: ReturnType<typeof openReader>) => Result): Result {
      const database = openWith(key, other);
      try {
        return work(openReader(database));
      } finally {
        database.close();
      }
    },
  };
  return job.runOnFiles(context, input as never);
}

function openWith(key: SecureKey, path: string): Database {
  return key.use((lent) => openReadOnly(path, lent));
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
