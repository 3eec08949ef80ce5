import { setImmediate, setTimeout } from 'node:timers/promises';
import { openHandles, type Handles, type ReadableDb, type WritableDb } from '../connection/handles.ts';
import { deleteMeta, getMeta, setMeta } from '../connection/meta.ts';
import { stopped, type Clock } from '../domain/dates.ts';
import { AppError } from '../domain/errors.ts';
import {
  copyForGeneration,
  discardGeneration,
  draftGeneration,
  GENERATION_STEPS,
  takeGeneration,
  type DraftGeneration,
  type Vault,
} from '../vault/index.ts';
import type { Actor, VaultFacts } from './context.ts';
import type { KeyedHash } from './log/keyed-hash.ts';
import type { LongCopy, LongReader } from './long-reads.ts';
import { PROGRAM_REACH } from './log/program-reach.ts';
import { newestRow, recordAudit } from './log/recorder.ts';

/** The row of the log with which a generation begins, and the name of its progress. */
const RENEW = 'vault.renew_key';

/** Makes the copy, in a process of its own; the salt names the new generation. */
export const copyUnderNewKey: LongCopy<{ readonly salt: Uint8Array }> = {
  name: RENEW,
  copy: ({ path, key, newKey, input: { salt } }, progress) =>
    copyForGeneration({ path, key, newKey, salt }, progress),
};

/** Says, in the transaction that takes an account away, that the data key it knew is to be renewed. */
export function askForNewKey(db: WritableDb): void {
  setMeta(db, 'new_key_due', '1');
}

/** True from when an account is taken away until the vault has another data key. */
export function isNewKeyDue(db: ReadableDb): boolean {
  return getMeta(db, 'new_key_due') !== undefined;
}

/** The open vault, as a renewal sees it. */
interface Renewable {
  readonly vault: Vault;
  readonly handles: Handles;
  readonly facts: VaultFacts;
  readonly hash: KeyedHash['hash'];
  /** Its handles go on with the file that `vault.database` is now. */
  readonly follow: () => void;
}

/** What a renewal needs of the host. */
interface Host {
  readonly ports: {
    readonly clock: Clock;
    readonly readLong: LongReader;
    readonly reportDefect?: (error: unknown) => void;
  };
  readonly opened: () => Renewable | null;
  /** Somebody who is signed in and signs the row. */
  readonly carrier: () => Actor | undefined;
  /** True while a long read has the file open. */
  readonly isReading: () => boolean;
  readonly tell: (done: number, total: number) => void;
  /** The vault has another key: what that makes due is done. */
  readonly taken: () => void;
  /** The vault could not be opened again. */
  readonly close: () => void;
}

/** Milliseconds before another copy where something was written during the last one; the last number from then on. */
const PAUSES = [0, 1_000, 5_000, 30_000, 60_000];

/**
 * Renews the data key of the open vault where that is due, while people work: what is written during a copy is not in
 * it, so it is made again until it comes to a moment at which nobody writes. What fails, as on a full disk, leaves the
 * key as it is and is due again at the next sign-in.
 */
export class KeyRenewal {
  readonly #host: Host;
  #running: Promise<void> | null = null;
  #stop = new AbortController();

  constructor(host: Host) {
    this.#host = host;
  }

  /** Begins, if it is due and has not begun: after whatever is being done now. */
  ask(): void {
    const opened = this.#host.opened();
    if (this.#running || !opened || !isNewKeyDue(opened.handles.reader)) return;
    this.#stop = new AbortController();
    this.#running = this.#run(opened, this.#stop.signal).finally(() => {
      this.#running = null;
    });
  }

  /** The vault closes: the copy under way is killed, with the keys that it has. */
  stop(): void {
    this.#stop.abort(new AppError('vault.locked'));
  }

  /** Resolves once nothing is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(opened: Renewable, signal: AbortSignal): Promise<void> {
    try {
      await setImmediate();
      for (let round = 0; !(await this.#attempt(opened, signal)); round += 1)
        await setTimeout(PAUSES[round] ?? PAUSES.at(-1), undefined, { signal, ref: false });
    } catch (error) {
      if (!signal.aborted) this.#host.ports.reportDefect?.(error);
    }
  }

  /** False when there is no room for it just now. */
  async #attempt(opened: Renewable, signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    const { isReading } = this.#host;
    if (isReading()) return false;
    const { vault } = opened;
    const draft = draftGeneration(vault);
    let isTaken = false;
    try {
      await this.#copy(opened, draft, signal);
      signal.throwIfAborted();
      if (!isReading()) isTaken = this.#take(opened, draft);
      if (isTaken) {
        this.#host.tell(GENERATION_STEPS, GENERATION_STEPS);
        this.#host.taken();
      }
      return isTaken;
    } finally {
      if (!isTaken) discardGeneration(vault, draft);
    }
  }

  async #copy({ vault, facts }: Renewable, draft: DraftGeneration, signal: AbortSignal): Promise<void> {
    const { clock, readLong } = this.#host.ports;
    const key = vault.dataKey.use((bytes) => bytes.slice());
    const newKey = draft.dataKey.use((bytes) => bytes.slice());
    const time = { now: clock.now(), today: clock.today() };
    const input = { salt: draft.salt };
    try {
      const request = { job: copyUnderNewKey.name, path: vault.path, facts, key, newKey, input, ...time };
      await readLong(request, { connection: NOBODY, signal, onProgress: this.#host.tell });
    } finally {
      key.fill(0);
      newKey.fill(0);
    }
  }

  #take(opened: Renewable, draft: DraftGeneration): boolean {
    const { vault, hash, handles } = opened;
    const carrier = this.#host.carrier();
    if (!carrier) return false;
    const newest = newestRow(handles.reader);
    const recorder = {
      actor: { ...carrier, roles: [] },
      clock: stopped(this.#host.ports.clock),
      hash,
      program: { reach: PROGRAM_REACH.renew_key },
    };
    try {
      return takeGeneration(vault, draft, {
        commit: (database, { keysSeq }) =>
          openHandles(database).transaction((db) => {
            if (newestRow(db) !== newest) throw new Error('a copy without the newest row of the log');
            setMeta(db, 'keys_seq', String(keysSeq));
            deleteMeta(db, 'new_key_due');
            recordAudit(db, recorder, { action: RENEW, object: 'archive' });
          }),
      });
    } finally {
      if (vault.database.open) opened.follow();
      else this.#host.close();
    }
  }
}

/** The connection of what no window has asked for. */
export const NOBODY = '';
