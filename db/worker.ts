import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { systemClock } from './clock.ts';
import { AppError } from './domain/errors.ts';
import { DailyBackup } from './features/backup/service.ts';
import { FollowingTests } from './features/properties/service.ts';
import { DueReports } from './features/reports/service.ts';
import type { TableReader } from './work/context.ts';
import { trialFolderIn } from './program-folder.ts';
import { dispatch } from './router/dispatch.ts';
import { newHost } from './router/host.ts';
import { keepUnfinishedIn, unfinishedFolderIn } from './vault/unfinished.ts';
import type { LongReader } from './work/long-reads.ts';
import {
  STOP,
  type FromWorker,
  type ReadMessage,
  type TableMessage,
  type ThreadStart,
  type ToWorker,
  type WireResult,
} from './wire.ts';

/**
 * The vault's thread: one message in, one answer out by its `seq`, errors as data. Services run to their end
 * without giving way, so that no call sees half of another's transaction.
 */
const port = parentPort;
if (!port) throw new Error('worker.ts runs as a worker thread');

/** Of the calls under way: the host writes into these cells while this thread is busy. */
const stops = new Map<number, Int32Array>();
const tables = new Map<number, (message: TableMessage) => void>();
let lastTable = 0;

function send(message: FromWorker): void {
  port?.postMessage(message);
}

/** Main runs the reader's process and passes on what it says. */
const readTable: TableReader = (request, { onRows, signal } = {}) =>
  new Promise((resolve, reject) => {
    lastTable += 1;
    const id = lastTable;
    const finish = (settle: () => void) => {
      tables.delete(id);
      settle();
    };
    tables.set(id, (message) => {
      if (message.type === 'rows') onRows?.(message.rows);
      else if (message.type === 'done') finish(() => resolve(message.summary));
      else finish(() => reject(new AppError(message.error.code, message.error.data)));
    });
    signal?.addEventListener('abort', () => {
      send({ type: 'stop-table', id });
      finish(() => reject(new AppError('import.cancelled')));
    });
    send({ type: 'read-table', id, request });
  });

const reads = new Map<number, (message: ReadMessage) => void>();
let lastRead = 0;

/** Main runs the process of a long read, too. */
const readLong: LongReader = (request, { connection, signal, onProgress }) =>
  new Promise((resolve, reject) => {
    lastRead += 1;
    const id = lastRead;
    const finish = (settle: () => void) => {
      reads.delete(id);
      settle();
    };
    reads.set(id, (message) => {
      if (message.type === 'progress') onProgress(message.done, message.total);
      else if (message.type === 'done') finish(() => resolve(message.result));
      else if (message.type === 'failed')
        finish(() => reject(new AppError(message.error.code, message.error.data)));
      else finish(() => reject(new Error(message.text)));
    });
    signal.addEventListener('abort', () => {
      send({ type: 'stop-read', id });
      finish(() => reject(signal.reason));
    });
    send({ type: 'start-read', id, connection, request });
  });

/** As main starts this thread. */
const startSchema: z.ZodType<ThreadStart> = z.strictObject({
  witnessFolder: z.string().nullable(),
  atVaults: z.array(z.tuple([z.string(), z.string()])),
});
const { witnessFolder, atVaults } = startSchema.parse(workerData);

const host = newHost({
  clock: systemClock,
  ...(witnessFolder !== null && { witnessFolder, trialFolder: trialFolderIn(dirname(witnessFolder)) }),
  readTable,
  readLong,
  emit: (connection, event) => send({ type: 'event', connection, event }),
  isCancelled: (seq) => isStopped(seq, STOP.cancelled),
  isLocking: (seq) => isStopped(seq, STOP.locked),
  noteVault: (note) => send({ type: 'note', note }),
  noteAtVault: (connection, path, isSignedIn) => send({ type: 'at-vault', connection, path, isSignedIn }),
  reportDefect,
});
if (witnessFolder !== null) keepUnfinishedIn(unfinishedFolderIn(dirname(witnessFolder)));
for (const [connection, path] of atVaults) host.rememberFile(connection, path);

/** How often it is looked at what the program has to do by itself, in milliseconds. */
const LOOK_MS = 5_000;
const daily = new DailyBackup(host);
const following = new FollowingTests(host);
const due = new DueReports(host);
setInterval(() => {
  daily.look();
  following.look();
  due.look();
}, LOOK_MS).unref();

function isStopped(seq: number, why: number): boolean {
  const cell = stops.get(seq);
  return cell !== undefined && (Atomics.load(cell, 0) & why) !== 0;
}

/** Defects of ours go to the log that main keeps of this thread's error output; nobody's data is in them. */
function reportDefect(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
}

/** A call that was stopped while it waited for its turn is not begun. */
function refusalBefore(seq: number): WireResult | null {
  if (isStopped(seq, STOP.locked)) return { ok: false, error: { code: 'vault.locked', data: {} } };
  return isStopped(seq, STOP.cancelled) ? { ok: false, error: { code: 'common.cancelled', data: {} } } : null;
}

async function run({ seq, connection, kind, path, input, stop }: Extract<ToWorker, { type: 'call' }>) {
  if (stop) stops.set(seq, new Int32Array(stop));
  const call = { kind, path, input };
  answer(seq, refusalBefore(seq) ?? (await dispatch(host, { connection, seq }, call, reportDefect)));
  stops.delete(seq);
}

async function leave(): Promise<void> {
  if (daily.isWanted()) {
    send({ type: 'leave-waits' });
    await daily.finish();
  }
  send({ type: 'may-leave' });
}

async function shutDown(): Promise<void> {
  daily.stop();
  following.stop();
  await host.shutDown();
  send({ type: 'closed' });
  port?.close();
}

/** An answer that cannot be sent is a defect of one call, not the end of everybody's session. */
function answer(seq: number, result: WireResult): void {
  try {
    send({ type: 'result', seq, result });
  } catch (error) {
    reportDefect(error);
    send({ type: 'result', seq, result: { ok: false, error: { code: 'common.internal', data: {} } } });
  }
}

port.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'call':
      void run(message);
      break;
    case 'grant': {
      const { connection, token, path, access } = message;
      host.grants.give(token, { connection, path, access });
      break;
    }
    case 'lock':
      if (message.connection === null) host.signOutAll(message.reason);
      else host.signOut(message.connection, message.reason);
      send({ type: 'lock-done', connection: message.connection });
      break;
    case 'disconnect':
      host.disconnect(message.connection);
      break;
    case 'table':
      tables.get(message.id)?.(message.message);
      break;
    case 'read':
      reads.get(message.id)?.(message.message);
      break;
    case 'leaving':
      void leave();
      break;
    case 'shutdown':
      void shutDown();
      break;
  }
});
