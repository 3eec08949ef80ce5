import type { Handles, ReadableDb } from '../connection/handles.ts';
import type { Clock } from '../domain/dates.ts';
import type { HtmlPages } from '../domain/document/html-pages.ts';
import type { PaperMm } from '../domain/document/paper.ts';
import type { Role, Secrecy } from '../domain/roles.ts';
import type { DerivedSecret, Signer } from '../vault/index.ts';
import type { ToldTo } from './events.ts';
import type { Job, JobOptions } from './long-reads.ts';
import type { HashVersion, KeyedHash } from './log/keyed-hash.ts';
import type { LoggedSubject } from './log/subject.ts';
import type { Looked } from './looked.ts';
import type { Registries } from './registries.ts';
import type { VaultFacts, TableRequest, TableRow, TableSummary } from '../wire.ts';

export type { VaultFacts };

/** Who acts: one signed-in person on one connection. */
export interface Actor {
  readonly accountId: number;
  readonly personId: number;
  readonly accountKeyId: number;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Signs audit rows with the person's own key. */
  readonly signer: Signer;
}

/** One thing that happened, for the audit log. Never any content, only keyed hashes of it. */
export interface AuditEntry {
  /** `feature.what`, e.g. `customers.edit`. */
  readonly action: string;
  /** `kind:id`, e.g. `customer:17`. */
  readonly object: string;
  readonly secrecy?: Secrecy | null;
  /** What access to the record depends on, for acts on archives. */
  readonly subject?: LoggedSubject | undefined;
  readonly decision?: 'allow' | 'deny';
  /** A choice of the act, or what the program says by itself; never what a person wrote. */
  readonly reason?: string | null;
  /** The record before and after as plain values; only keyed hashes are stored. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** By which version the row before hashed what `before` says; absent: the present one. */
  readonly beforeVersion?: HashVersion | undefined;
  /** The last digest of the record's history, this act's rows included. */
  readonly history?: Uint8Array | undefined;
  /** The public signing key that this brings to the account in `object`: it counts from the next row on. */
  readonly newKey?: Uint8Array | undefined;
}

/** Has a spreadsheet read in a process of its own that can be killed; each host has its own way. */
export type TableReader = (
  request: TableRequest,
  options?: {
    readonly signal?: AbortSignal;
    readonly onRows?: (rows: readonly TableRow[]) => void;
  },
) => Promise<TableSummary>;

/** Pages to be printed: see `HtmlPages`. */
export interface PdfJob extends Pick<HtmlPages, 'head' | 'slices'> {
  readonly title: string;
  /** Of the words in it. */
  readonly language: string;
  /** The sheet as it is held. */
  readonly sheet: PaperMm;
}

/** Sets pages as one PDF, by a browser engine. Rejects with the reason of the signal when that is aborted. */
export type PdfPrinter = (job: PdfJob, signal: AbortSignal) => Promise<Uint8Array>;

/** What every service may use. */
export interface QueryContext {
  readonly facts: VaultFacts;
  readonly actor: Actor;
  readonly clock: Clock;
  readonly reader: ReadableDb;
  /** What the session has in hand between two calls, by its name; it goes with the session. */
  readonly held: ReadonlyMap<string, object>;
  /** The cases that the session was shown, at which version. */
  readonly looked: Looked;
  /** What is known of the world outside the file while the vault is open, by its name. */
  readonly outside: Map<string, object>;
  /** What the subjects bring for all to use. */
  readonly registries: Registries;
  /** Keyed with a key of this vault, so that a hash in the log tells nothing without the vault. */
  readonly hash: KeyedHash['hash'];
  /** Logs a look at a record, or a refusal, in a transaction of its own; several looks in one. */
  readonly log: (...entries: AuditEntry[]) => void;
}

/** What a service that changes something may use besides. */
export interface MutationContext extends QueryContext {
  readonly held: Map<string, object>;
  readonly transaction: Handles['transaction'];
  /** A transaction that takes long: other windows are told before it begins and when it is over, however it ends. */
  readonly longTransaction: Handles['transaction'];
  /** Asks whoever is signed in for their password again. Errors: `vault.sign_in_refused`, `vault.too_many_tries` {seconds}. */
  readonly confirmPassword: (password: string) => Promise<void>;
  /**
   * A new one-time code with the key that it wraps a slot with. Ask for it before anything is looked at: others go on
   * while it is made. Errors: `vault.locked`.
   */
  readonly newCode: () => Promise<{ readonly code: string; readonly secret: DerivedSecret }>;
  /**
   * Path that a file dialog's token stands for, in the session that asked for it. A token is good for one use: it is spent
   * when this call succeeds. Errors: `common.file_not_granted`, `vault.own_file`.
   */
  readonly grantedPath: (token: string, access: 'read' | 'write') => string;
  /**
   * Path of the file from which something is made in several steps. The first step spends the token; from then on the
   * session holds the file under it, one for each purpose, until `closeFile`. Errors: `common.file_not_granted`.
   */
  readonly openedFile: (purpose: string, token: string) => string;
  readonly readTable: TableReader;
  /** Where the host has one: a desktop prints from its windows. */
  readonly printPdf?: PdfPrinter | undefined;
  /**
   * Does a long read away from the vault's thread, which serves others meanwhile. Its progress is told and it can be
   * cancelled like any work; a lock kills it. Errors: its own, `common.cancelled`, `vault.locked`,
   * `common.read_outgrown`.
   */
  readonly readLong: <Input, Result>(
    job: Job<Input, Result>,
    input: Input,
    options?: JobOptions,
  ) => Promise<Result>;
  /**
   * Waits for work that a thread without a key does. The signal is aborted, and the thread to be ended, when the
   * person cancels (`common.cancelled`) or is not signed in any more (`vault.locked`).
   */
  readonly whileWanted: <Result>(work: (signal: AbortSignal) => Promise<Result>) => Promise<Result>;
  readonly progress: (job: string, done: number, total: number) => void;
  /** Throws `common.cancelled` when the person has cancelled this call. */
  readonly checkCancelled: () => void;
  /** Tells the windows where somebody is signed in what each person may hear, and nothing where that is null. */
  readonly emit: (toldTo: ToldTo) => void;
}
