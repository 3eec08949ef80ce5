import { statSync } from 'node:fs';
import type { ReadableDb } from '../connection/handles.ts';
import { AppError } from '../domain/errors.ts';
import type { Clock } from '../domain/dates.ts';
import type { Vault, Person, SecureKey } from '../vault/index.ts';
import type { VaultFacts, ReadRequest } from '../wire.ts';
import type { QueryContext } from './context.ts';

/** What a long read works with: the vault as it was at one moment, whatever is saved meanwhile. */
export interface ReadContext extends Pick<
  QueryContext,
  'reader' | 'facts' | 'clock' | 'hash' | 'registries'
> {
  readonly progress: (done: number, total: number) => void;
}

/**
 * Work that takes too long for the vault's thread and only reads. It runs in a process of its own, so what goes in
 * and comes out is plain data. `db/reads/jobs.ts` lists them all.
 */
export interface LongRead<Input, Result> {
  /** As its progress is told, e.g. `audit.verify`. */
  readonly name: string;
  readonly run: (ctx: ReadContext, input: Input) => Result;
  /** It has time: whatever else the computer does goes first. */
  readonly isPatient?: boolean;
}

/**
 * Makes a copy of the vault in a process of its own, under a key of its own: `key` opens the vault, `newKey` is to open
 * the copy, 32 bytes each, and whoever takes them over wipes them. `db/reads/jobs.ts` lists them all.
 */
export interface LongCopy<Input> {
  /** As its progress is told. */
  readonly name: string;
  readonly copy: (
    order: Pick<ReadRequest, 'path' | 'key'> & { readonly newKey: Uint8Array; readonly input: Input },
    progress: ReadContext['progress'],
  ) => void;
}

/** What work on whole files has: no connection is open but while it asks for one. */
export interface FileContext extends Pick<ReadContext, 'facts' | 'clock' | 'progress'> {
  readonly path: string;
  /** Opens the vault; it is wiped when the work is over. */
  readonly dataKey: SecureKey;
  /** Writes a copy of the vault to a new file. Errors: those of `copyDatabase`. */
  readonly copyInto: (to: string) => void;
  /** Reads in another file that the same key opens. Errors: those of `openReadOnly`. */
  readonly reading: <Result>(path: string, work: (db: ReadableDb) => Result) => Result;
}

/** Work on whole files that takes too long for the vault's thread: it holds no snapshot, so no log grows for its sake. */
export interface FileWork<Input, Result> {
  readonly name: string;
  readonly runOnFiles: (ctx: FileContext, input: Input) => Result;
}

export type Job<Input, Result> = LongRead<Input, Result> | FileWork<Input, Result>;

/** How a job departs from the usual, which is to read the open vault and to tell its progress by its own name. */
export interface JobOptions {
  /** Another file that the vault's key opens, and the facts about it. */
  readonly on?: Pick<ReadRequest, 'path' | 'facts'>;
  readonly onProgress?: (done: number, total: number) => void;
  /** Called every moment while it is waited for. */
  readonly onLook?: () => void;
}

/** Runs a long read in a process that can be killed; each host has its own way. */
export type LongReader = (
  request: ReadRequest,
  options: {
    /** The window that asked: a lock of it kills the process. */
    readonly connection: string;
    /** Aborting kills the process; the promise rejects with the signal's reason. */
    readonly signal: AbortSignal;
    readonly onProgress: (done: number, total: number) => void;
  },
) => Promise<unknown>;

/** Who wants a long read, and from where it is watched. */
interface Asked {
  readonly clock: Clock;
  readonly readLong: LongReader;
  readonly opened: { readonly vault: Vault; readonly facts: VaultFacts };
  readonly connection: string;
  readonly person: Person;
  /** Throws when the result is not wanted any more. */
  readonly checkCancelled: () => void;
  readonly onProgress: (done: number, total: number) => void;
}

/** What is under way away from the vault's thread; a session takes its own with it when it ends. */
export class LongReads {
  readonly #running = new Set<{ readonly person: Person | null; readonly stop: AbortController }>();

  /** True while one may have the vault's file open. */
  get isReading(): boolean {
    return this.#running.size > 0;
  }

  /**
   * Waits for work elsewhere as long as it is wanted, and looks every moment whether it still is, since whoever does
   * it hears of nothing: `check` throws when it is not. The signal is aborted with what `check` threw, or
   * `vault.locked` when the session ends.
   */
  async whileWanted<Result>(
    { person, check }: { readonly person: Person | null; readonly check: () => void },
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const one = { person, stop: new AbortController() };
    const watch = setInterval(() => {
      try {
        check();
      } catch (error) {
        one.stop.abort(error);
      }
    }, LOOK_MS);
    this.#running.add(one);
    try {
      return await work(one.stop.signal);
    } finally {
      clearInterval(watch);
      this.#running.delete(one);
    }
  }

  async run<Input, Result>(
    asked: Asked,
    job: Job<Input, Result>,
    input: Input,
    { on, onLook }: JobOptions = {},
  ): Promise<Result> {
    const { clock, readLong, opened, connection, person, checkCancelled, onProgress } = asked;
    const { path, dataKey } = opened.vault;
    const checkGrowth = watchLog(path);
    const check = () => {
      checkCancelled();
      checkGrowth();
      onLook?.();
    };
    const key = dataKey.use((bytes) => bytes.slice());
    const time = { now: clock.now(), today: clock.today() };
    try {
      const request = { job: job.name, path, facts: opened.facts, ...on, key, input, ...time };
      return await this.whileWanted(
        { person, check },
        async (signal) => (await readLong(request, { connection, signal, onProgress })) as Result,
      );
    } finally {
      key.fill(0);
    }
  }

  /** Kills what a person has under way: `vault.locked`. */
  stop(person: Person): void {
    for (const one of this.#running) if (one.person === person) one.stop.abort(new AppError('vault.locked'));
  }
}

/** How often it is looked at whether a long read is still wanted, in milliseconds. */
const LOOK_MS = 100;

/** Bytes that may be written while a long read keeps the log from being folded into the file. */
const MOST_LOG_GROWTH = 1024 ** 3;

/** Makes a check that throws `common.read_outgrown` once so much was written that the log might fill the disk. */
function watchLog(path: string): () => void {
  const size = () => statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  const before = size();
  return () => {
    if (size() - before > MOST_LOG_GROWTH) throw new AppError('common.read_outgrown');
  };
}
