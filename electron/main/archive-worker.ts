import { Worker } from 'node:worker_threads';
import type { Call, FromWorker, LockReason, ToWorker, WireResult, WorkerData } from '../../db/wire.ts';
import type { ArchiveEvent } from '../../db/wire.ts';
import type { Log } from './log.ts';
import { readTable } from './table-reader.ts';
import type { TableReading } from './table-reader.ts';

/** How long the archive may take to finish what it is writing when the program ends. */
const SHUTDOWN_MS = 15_000;

export interface ArchiveWorker {
  /** One procedure on behalf of a window. Never rejects. */
  call(connection: string, call: Call): { readonly seq: number; readonly result: Promise<WireResult> };
  /**
   * The worker stops at its next step. A question is answered `common.cancelled` at once; a change only by the
   * worker, which alone knows whether it came in time.
   */
  cancel(seq: number): void;
  grant(connection: string, token: string, path: string, access: 'read' | 'write'): void;
  /** Locks one window's session, or all with null. */
  lock(connection: string | null, reason: LockReason): void;
  disconnect(connection: string): void;
  shutdown(): Promise<void>;
}

interface PendingCall {
  readonly kind: Call['kind'];
  readonly answer: (result: WireResult) => void;
}

export interface ArchiveWorkerOptions {
  /** The built worker and reader. */
  readonly files: { readonly worker: string; readonly reader: string };
  readonly log: Log;
  /** `connection` null: for every window. */
  readonly onEvent: (connection: string | null, event: ArchiveEvent) => void;
}

/** Owns the one thread that holds the archive; should it end by itself, the next call starts another. */
export function startArchiveWorker({ files, log, onEvent }: ArchiveWorkerOptions): ArchiveWorker {
  const cancel = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const pending = new Map<number, PendingCall>();
  const readings = new Map<number, TableReading>();
  let lastSeq = 0;
  let ending: (() => void) | undefined;
  let worker: Worker | undefined = start();
  let hasSpoken = false;

  function start(): Worker {
    const workerData: WorkerData = { cancel };
    const started = new Worker(files.worker, { workerData, stderr: true });
    started.stderr.setEncoding('utf8').on('data', (text: string) => log.defect('archive.defect', text));
    started.on('message', receive);
    started.on('error', (error) => log.failure('archive.worker_error', error));
    started.on('exit', (code) => {
      if (ending) return ending();
      log.info('archive.worker_exit', { code });
      giveUp();
    });
    return started;
  }

  /** Whatever was under way is lost, and with it every session; the file itself is safe. */
  function giveUp(): void {
    for (const reading of readings.values()) reading.stop();
    readings.clear();
    const lost = [...pending.values()];
    pending.clear();
    worker = undefined;
    for (const { answer } of lost) answer(refused('common.internal'));
    if (hasSpoken) onEvent(null, { type: 'locked', reason: 'closed' });
    hasSpoken = false;
  }

  function receive(message: FromWorker): void {
    hasSpoken = true;
    switch (message.type) {
      case 'result':
        return settle(message.seq, message.result);
      case 'event':
        return onEvent(message.connection, message.event);
      case 'read-table':
        readings.set(
          message.id,
          readTable(files.reader, message.request, (table) => {
            if (table.type !== 'rows') readings.delete(message.id);
            post({ type: 'table', id: message.id, message: table });
          }),
        );
        return;
      case 'stop-table':
        readings.get(message.id)?.stop();
        readings.delete(message.id);
        return;
      case 'closed':
        ending?.();
    }
  }

  function settle(seq: number, result: WireResult): void {
    pending.get(seq)?.answer(result);
    pending.delete(seq);
  }
  function post(message: ToWorker): void {
    worker ??= start();
    worker.postMessage(message);
  }

  return {
    call: (connection, call) => {
      lastSeq = (lastSeq % 0x7fffffff) + 1;
      const seq = lastSeq;
      const result = new Promise<WireResult>((answer) => pending.set(seq, { kind: call.kind, answer }));
      post({ type: 'call', seq, connection, kind: call.kind, path: call.path, input: call.input });
      return { seq, result };
    },
    cancel: (seq) => {
      Atomics.store(new Int32Array(cancel), 0, seq);
      if (pending.get(seq)?.kind === 'query') settle(seq, refused('common.cancelled'));
    },
    grant: (connection, token, path, access) => post({ type: 'grant', connection, token, path, access }),
    lock: (connection, reason) => post({ type: 'lock', connection, reason }),
    disconnect: (connection) => post({ type: 'disconnect', connection }),
    shutdown: async () => {
      if (!worker) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      ending = resolve;
      for (const reading of readings.values()) reading.stop();
      post({ type: 'shutdown' });
      const patience = setTimeout(resolve, SHUTDOWN_MS);
      await promise;
      clearTimeout(patience);
      await worker?.terminate();
    },
  };
}

function refused(code: string): WireResult {
  return { ok: false, error: { code, data: {} } };
}
