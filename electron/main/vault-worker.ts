import { Worker } from 'node:worker_threads';
import { STOP, wipeKeys } from '../../db/wire.ts';
import type {
  VaultEvent,
  Call,
  FromWorker,
  LockReason,
  ToWorker,
  VaultNote,
  WireResult,
  ThreadStart,
} from '../../db/wire.ts';
import { isAtTheGate, OpenLocks, stopFor } from './locking.ts';
import { Ends } from './thread-ends.ts';
import type { Log } from './log.ts';
import type { Apart } from './apart.ts';
import type { ReadLong } from './long-reader.ts';
import type { ReadTable } from './table-reader.ts';

/** How long the vault may take to finish what it is writing when the program ends. */
const SHUTDOWN_MS = 15_000;

/** How long the vault may take to say whether there is something to wait for when the program is to end. */
const LEAVE_MS = 3_000;

/** Far more than the vault holds; with a bound below a gigabyte its garbage is collected at half the size. */
const VAULT_HEAP_MB = 1000;
/** Less than Node would take, which is no faster and keeps a hundred megabytes more. */
const VAULT_YOUNG_MB = 48;

export interface VaultWorker {
  /** One procedure on behalf of a window. Never rejects. */
  call(connection: string, call: Call): { readonly seq: number; readonly result: Promise<WireResult> };
  /**
   * The worker stops at its next step. A question is answered `common.cancelled` at once; a change only by the
   * worker, which alone knows whether it came in time.
   */
  cancel(seq: number): void;
  grant(connection: string, token: string, path: string, access: 'read' | 'write'): void;
  /**
   * Locks one window, or all with null: they are told at once, and get nothing more that the vault had to say. Calls
   * that have changed nothing yet are given up; one that has is finished first, but for a computer that sleeps or goes
   * off, where it is undone. Then the keys are wiped.
   */
  lock(connection: string | null, reason: LockReason): void;
  disconnect(connection: string): void;
  /**
   * Resolves when the program may end: at once, or when the backup of the day is made, which `onWait` is told of. A
   * thread that is too busy to answer is not waited for.
   */
  leave(onWait: () => void): Promise<void>;
  shutdown(): Promise<void>;
}

type LockedReason = Extract<VaultEvent, { type: 'locked' }>['reason'];

/** The vault that a window has, so that the same is there when the thread has to begin anew. */
interface AtVault {
  readonly path: string;
  readonly isSignedIn: boolean;
}

interface PendingCall {
  readonly connection: string;
  readonly kind: Call['kind'];
  readonly stop: Int32Array;
  readonly answer: (result: WireResult) => void;
  /** The window was locked meanwhile. */
  isLocked: boolean;
}

export interface VaultWorkerOptions {
  /** The built entries: of the worker, of the reader of tables, of long reads. */
  readonly files: { readonly worker: string; readonly reader: string; readonly longReads: string };
  /** The program's own folder of what was last seen of each vault; null: none is kept. */
  readonly witnessFolder: string | null;
  /** Starts the reader on one file. */
  readonly readTable: ReadTable;
  readonly readLong: ReadLong;
  readonly log: Log;
  /** `connection` null: for every window. */
  readonly onEvent: (connection: string | null, event: VaultEvent) => void;
  /** Whoever was signed in on a connection is not any more; what a thread that ended had of it is gone, signed in or not. */
  readonly onSessionOver?: (connection: string, reason: LockedReason) => void;
  /** What is to be remembered of a vault for the start screen. */
  readonly onNote?: (note: VaultNote) => void;
}

/**
 * Owns the one thread that holds the vault; should it end by itself, the next call starts another, which knows what vault
 * each window had. Calls that were lost with it are refused with `vault.restarted`; where it cannot even begin, with
 * `vault.cannot_start`.
 */
export function startVaultWorker({
  files,
  witnessFolder,
  readTable,
  readLong,
  log,
  onEvent,
  onSessionOver = () => {},
  onNote = () => {},
}: VaultWorkerOptions): VaultWorker {
  const pending = new Map<number, PendingCall>();
  const locks = new OpenLocks();
  const tables = new Map<number, Apart>();
  const reads = new Map<number, Apart & { readonly connection: string }>();
  let lastSeq = 0;
  let ending: (() => void) | undefined;
  let leaving: { readonly onWait: () => void; readonly mayLeave: () => void } | undefined;
  let shutdown: Promise<void> | undefined;
  const connections = new Set<string>();
  const atVaults = new Map<string, AtVault>();
  let hasSpoken = false;
  const ends = new Ends(() => performance.now());
  let worker: Worker | undefined = start();

  function start(): Worker {
    const workerData: ThreadStart = {
      witnessFolder,
      atVaults: Array.from(atVaults, ([name, { path }]) => [name, path]),
    };
    const started = new Worker(files.worker, {
      stderr: true,
      workerData,
      resourceLimits: {
        maxOldGenerationSizeMb: VAULT_HEAP_MB,
        maxYoungGenerationSizeMb: VAULT_YOUNG_MB,
      },
    });
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
    stopApart();
    leaving?.mayLeave();
    const lost = [...pending.values()];
    pending.clear();
    locks.clear();
    worker = undefined;
    ends.add(hasSpoken);
    const spoke = hasSpoken;
    hasSpoken = false;
    for (const { answer } of lost) answer(refused('vault.restarted'));
    if (!spoke) return;
    endSessions(null, 'restarted');
    for (const connection of connections) onSessionOver(connection, 'restarted');
    onEvent(null, { type: 'locked', reason: 'restarted' });
  }

  /** Tells of each session that a lock of a connection, or with null of all, ends. */
  function endSessions(connection: string | null, reason: LockedReason): void {
    for (const [name, { path, isSignedIn }] of atVaults) {
      if (!isSignedIn || (connection !== null && name !== connection)) continue;
      atVaults.set(name, { path, isSignedIn: false });
      if (reason !== 'restarted') onSessionOver(name, reason);
    }
  }

  function receive(message: FromWorker): void {
    hasSpoken = true;
    switch (message.type) {
      case 'result':
        return settle(message.seq, message.result);
      case 'event':
        if (message.event.type === 'locked') endSessions(message.connection, message.event.reason);
        if (!locks.concern(message.connection)) onEvent(message.connection, message.event);
        return;
      case 'at-vault': {
        const { connection, path, isSignedIn } = message;
        if (path === null) atVaults.delete(connection);
        else atVaults.set(connection, { path, isSignedIn });
        return;
      }
      case 'lock-done':
        return locks.end(message.connection);
      case 'read-table': {
        const { id, request } = message;
        const reading = readTable(files.reader, request, (table) => {
          if (table.type !== 'rows') tables.delete(id);
          post({ type: 'table', id, message: table });
        });
        tables.set(id, reading);
        return;
      }
      case 'stop-table':
        tables.get(message.id)?.stop();
        tables.delete(message.id);
        return;
      case 'start-read':
        return startRead(message);
      case 'stop-read':
        reads.get(message.id)?.stop();
        reads.delete(message.id);
        return;
      case 'note':
        return onNote(message.note);
      case 'leave-waits':
        return leaving?.onWait();
      case 'may-leave':
        return leaving?.mayLeave();
      case 'closed':
        ending?.();
    }
  }

  function startRead({ id, connection, request }: Extract<FromWorker, { type: 'start-read' }>): void {
    // The worker has not heard of the lock yet.
    if (locks.concern(connection)) return wipeKeys(request);
    const { stop } = readLong(files.longReads, request, (told) => {
      if (told.type !== 'progress') reads.delete(id);
      post({ type: 'read', id, message: told });
    });
    reads.set(id, { connection, stop });
  }

  /** Kills the long reads of a connection, or with null all: with them goes the key that they have. */
  function stopReads(connection: string | null): void {
    for (const [id, read] of reads) {
      if (connection !== null && read.connection !== connection) continue;
      read.stop();
      reads.delete(id);
    }
  }

  function stopApart(): void {
    stopReads(null);
    for (const table of tables.values()) table.stop();
    tables.clear();
  }

  function settle(seq: number, result: WireResult): void {
    const call = pending.get(seq);
    pending.delete(seq);
    call?.answer(call.isLocked ? afterLock(result) : result);
  }

  /** Asks the calls of a connection, or with null all calls, to stop, and keeps their answers from the windows. */
  function stopCalls(connection: string | null, why: number): void {
    for (const [seq, call] of pending) {
      if (connection !== null && call.connection !== connection) continue;
      Atomics.or(call.stop, 0, why);
      call.isLocked = true;
      if (call.kind === 'query') settle(seq, refused('vault.locked'));
    }
  }

  function post(message: ToWorker): void {
    if (!worker && !ends.mayStartAnew()) return;
    worker ??= start();
    worker.postMessage(message);
  }

  async function leave(onWait: () => void): Promise<void> {
    if (!worker) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const patience = setTimeout(resolve, LEAVE_MS);
    leaving = {
      onWait() {
        clearTimeout(patience);
        onWait();
      },
      mayLeave: resolve,
    };
    post({ type: 'leaving' });
    await promise;
    clearTimeout(patience);
    leaving = undefined;
  }

  async function end(): Promise<void> {
    if (!worker) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    ending = resolve;
    stopApart();
    stopCalls(null, stopFor('closed'));
    post({ type: 'shutdown' });
    const patience = setTimeout(resolve, SHUTDOWN_MS);
    await promise;
    clearTimeout(patience);
    await worker?.terminate();
  }

  return {
    call: (connection, { kind, path, input }) => {
      connections.add(connection);
      lastSeq = (lastSeq % 0x7fffffff) + 1;
      const seq = lastSeq;
      if (locks.concern(connection) && !isAtTheGate(path))
        return { seq, result: Promise.resolve(refused('vault.locked')) };
      if (!worker && !ends.mayStartAnew())
        return { seq, result: Promise.resolve(refused('vault.cannot_start')) };
      const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
      const { promise: result, resolve: answer } = Promise.withResolvers<WireResult>();
      pending.set(seq, { connection, kind, stop: new Int32Array(stop), answer, isLocked: false });
      post({ type: 'call', seq, connection, stop, kind, path, input });
      return { seq, result };
    },
    cancel: (seq) => {
      const call = pending.get(seq);
      if (!call) return;
      Atomics.or(call.stop, 0, STOP.cancelled);
      if (call.kind === 'query') settle(seq, refused('common.cancelled'));
    },
    grant: (connection, token, path, access) => post({ type: 'grant', connection, token, path, access }),
    lock: (connection, reason) => {
      stopReads(connection);
      stopCalls(connection, stopFor(reason));
      if (worker) {
        locks.begin(connection);
        post({ type: 'lock', connection, reason });
      }
      endSessions(connection, reason);
      onEvent(connection, { type: 'locked', reason });
    },
    disconnect: (connection) => {
      stopReads(connection);
      stopCalls(connection, STOP.locked);
      atVaults.delete(connection);
      connections.delete(connection);
      if (worker) post({ type: 'disconnect', connection });
    },
    leave,
    shutdown: () => (shutdown ??= end()),
  };
}

/** What a locked window learns of a change that was under way: whether it was done, and nothing else. */
function afterLock(result: WireResult): WireResult {
  return refused(result.ok ? 'vault.done_then_locked' : 'vault.locked');
}

function refused(code: string): WireResult {
  return { ok: false, error: { code, data: {} } };
}
