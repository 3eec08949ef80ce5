import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from './clock.ts';
import { AppError } from './domain/errors.ts';
import type { TableReader } from './router/context.ts';
import { dispatch } from './router/dispatch.ts';
import { ArchiveHost } from './router/host.ts';
import type { FromWorker, TableMessage, ToWorker, WireResult, WorkerData } from './wire.ts';

/**
 * The archive's thread: one message in, one answer out by its `seq`, errors as data. Services run to their end
 * without giving way, so that no call sees half of another's transaction.
 */
const port = parentPort;
if (!port) throw new Error('worker.ts runs as a worker thread');

const cancel = new Int32Array((workerData as WorkerData).cancel);
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

const host = new ArchiveHost({
  clock: systemClock,
  readTable,
  emit: (connection, event) => send({ type: 'event', connection, event }),
  isCancelled: (seq) => Atomics.load(cancel, 0) === seq,
});

/** Defects of ours go to the log that main keeps of this thread's error output; nobody's data is in them. */
function reportDefect(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
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
    case 'call': {
      const { seq, connection, kind, path, input } = message;
      void dispatch(host, { connection, seq }, { kind, path, input }, reportDefect).then((result) =>
        answer(seq, result),
      );
      break;
    }
    case 'grant': {
      const { connection, token, path, access } = message;
      host.grant(token, { connection, path, access });
      break;
    }
    case 'lock':
      if (message.connection === null) host.signOutAll(message.reason);
      else host.signOut(message.connection, message.reason);
      break;
    case 'disconnect':
      host.disconnect(message.connection);
      break;
    case 'table':
      tables.get(message.id)?.(message.message);
      break;
    case 'shutdown':
      host.signOutAll('closed');
      send({ type: 'closed' });
      port.close();
      break;
  }
});
