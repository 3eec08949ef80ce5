import { AppError } from '../domain/errors.ts';
import type { Handles } from '../connection/handles.ts';
import { stopped, type Clock } from '../domain/dates.ts';
import type { KeyedHash } from './log/keyed-hash.ts';
import { LongReads, type Job, type LongReader } from './long-reads.ts';
import { clockOfCall } from './log/clock.ts';
import { recordAudit } from './log/recorder.ts';
import { lookedIn } from './looked.ts';
import {
  deriveSecret,
  isVaultFile,
  newOneTimeCode,
  verifyPassword,
  type DerivationCost,
  type Vault,
  type Person,
} from '../vault/index.ts';
import { Events } from './events.ts';
import { Gate } from './gate.ts';
import { Grants, type Access, type FilesOfCall } from './grants.ts';
import { openedFile } from './opened-file.ts';
import { copyUnderNewKey, KeyRenewal, NOBODY } from './key-renewal.ts';
import { runProgramActs } from './program-acts.ts';
import type { VaultEvent, LockReason, ReadRequest, VaultNote } from '../wire.ts';
import type { Actor, VaultFacts, MutationContext, PdfPrinter, TableReader } from './context.ts';
import type { Registries } from './registries.ts';
import type { WitnessKeeper } from './witnesses.ts';

/** What the outside lends the vault: the desktop's main process, the command line, or a test. */
export interface Ports {
  readonly clock: Clock;
  readonly readTable: TableReader;
  /** What the key of a new password or code costs; absent, as in the program: the default. */
  readonly cost?: DerivationCost;
  /** The program's own folder of what was last seen of each vault; absent: none is kept there. */
  readonly witnessFolder?: string;
  /** Where the vault to try things in is, which the program makes by itself. */
  readonly trialFolder?: string;
  /** Absent where forms are printed from windows. */
  readonly printPdf?: PdfPrinter;
  readonly readLong: LongReader;
  /** `connection` null means every connection. */
  readonly emit: (connection: string | null, event: VaultEvent) => void;
  /** True when the caller of `seq` has asked to stop. */
  readonly isCancelled: (seq: number) => boolean;
  /** True when the window was locked after it made the call; absent where locks come between calls only. */
  readonly isLocking?: (seq: number) => boolean;
  /** Hears what is to be remembered of a vault outside it; absent where nothing is. */
  readonly noteVault?: (note: VaultNote) => void;
  /** Hears which vault a connection has, null for none, and whether somebody is signed in there. */
  readonly noteAtVault?: (connection: string, path: string | null, isSignedIn: boolean) => void;
  /** Hears of what went wrong where nobody waits for an answer. */
  readonly reportDefect?: (error: unknown) => void;
}

/** A vault that is open: keys in memory, database connected. */
export interface OpenVault {
  readonly vault: Vault;
  readonly handles: Handles;
  readonly facts: VaultFacts;
  readonly hash: KeyedHash['hash'];
  /** With the days of the department. */
  readonly clock: Clock;
  readonly witnesses: WitnessKeeper;
  /** What is known of the world outside the file, by its name; it goes when the vault closes. */
  readonly outside: Map<string, object>;
  /** Its handles go on with the file that `vault.database` is now: another has come in its place. */
  readonly follow: () => void;
  /** Closes the database and wipes the keys. */
  readonly close: () => void;
}

/** One person on one connection; the private key is wiped when the session ends. */
export interface Session {
  readonly actor: Actor;
  readonly person: Person;
  /** What the session has in hand between two calls, by its name, such as the plan of an import. */
  readonly held: Map<string, object>;
}

/** What one call works with; whoever made it settles the files when it is through. */
export type CallWork = MutationContext & { readonly files: FilesOfCall };

/** One call on its way: who asks, and the number by which it can be cancelled. */
export interface CallOrigin {
  readonly connection: string;
  readonly seq: number;
}

/**
 * The state of one running vault: the open file, who is signed in on which connection, and which files a
 * person has chosen in a dialog. A session belongs to a connection, never to the process.
 */
export class VaultHost {
  readonly ports: Ports;
  readonly registries: Registries;
  readonly grants = new Grants();
  #opened: OpenVault | null = null;
  readonly #sessions = new Map<string, Session>();
  /** The vault last opened on a connection, so that it can be unlocked again. */
  readonly #files = new Map<string, string>();
  /** What a connection has in hand before anybody is signed in, to be wiped in the end. */
  readonly #held = new Map<string, Disposable>();
  readonly #reads = new LongReads();
  readonly #gate = new Gate();
  readonly #events: Events;
  readonly #renewal: KeyRenewal;
  #lastCallAt = 0;

  constructor(ports: Ports, registries: Registries) {
    this.ports = ports;
    this.registries = registries;
    this.#events = new Events(this.#sessions, ports.emit);
    this.#renewal = new KeyRenewal({
      ports,
      opened: () => this.#opened,
      carrier: () => this.#sessions.values().next().value?.actor,
      isReading: () => this.#reads.isReading,
      tell: (done, total) =>
        this.#events.tell(() => ({ type: 'progress', job: copyUnderNewKey.name, done, total })),
      taken: () => this.afterCall(NOBODY),
      close: () => this.signOutAll('closed'),
    });
  }

  get opened(): OpenVault | null {
    return this.#opened;
  }

  /** The open vault; `vault.locked` when there is none. */
  requireVault(): OpenVault {
    if (!this.#opened) throw new AppError('vault.locked');
    return this.#opened;
  }

  attach(opened: OpenVault): void {
    if (this.#opened) throw new AppError('vault.already_open');
    this.#opened = opened;
  }

  sessionOf(connection: string): Session | undefined {
    return this.#sessions.get(connection);
  }

  /** The session; `vault.locked` when nobody is signed in on the connection. */
  requireSession(connection: string): Session {
    const session = this.#sessions.get(connection);
    if (!session) throw new AppError('vault.locked');
    return session;
  }

  /** Starts a session; one that somebody still had on the connection ends. */
  signIn(connection: string, session: Session): void {
    const before = this.#sessions.get(connection);
    if (before) this.#recordEnd(before, 'closed', before.actor);
    this.grants.forget(connection);
    this.#sessions.set(connection, session);
    this.ports.noteAtVault?.(connection, this.requireVault().vault.path, true);
    if (before) this.#reads.stop(before.person);
    if (before) wipeHeld(before.held);
    before?.person.signOut();
  }

  /** Goes on with a session under another key of the same person; `vault.locked` when that session is over. */
  renew(connection: string, before: Person, session: Session): void {
    if (this.#sessions.get(connection)?.person !== before) {
      session.person.signOut();
      throw new AppError('vault.locked');
    }
    this.#reads.stop(before);
    const former = this.#sessions.get(connection);
    if (former) wipeHeld(former.held);
    this.grants.forget(connection);
    before.signOut();
    this.#sessions.set(connection, session);
  }

  /** `vault.locked` when the window was locked while the call was under way: it must not sign anybody in. */
  expectUnlocked({ seq }: CallOrigin): void {
    if (this.ports.isLocking?.(seq)) throw new AppError('vault.locked');
  }

  /**
   * Does what derives keys, which the vault's thread does not wait for, when all that was asked for before is through.
   * A lock of the window aborts the signal. Errors: those of `Gate`.
   */
  atTheGate<Result>(origin: CallOrigin, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    return this.#gate.run(origin.connection, (signal) => {
      this.expectUnlocked(origin);
      return work(signal);
    });
  }

  /** Ends every session and closes the vault, once nobody is signing in any more. */
  async shutDown(): Promise<void> {
    this.signOutAll('closed');
    await this.#gate.idle();
    this.signOutAll('closed');
    await this.keyRenewed();
  }

  /** Renews the data key where that is due, as soon as there is room; nobody waits for it. */
  renewKey(): void {
    this.#renewal.ask();
  }

  /** Does what a call made due, with the session of who made it, or of anybody where that is over. */
  afterCall(connection: string): void {
    const opened = this.#opened;
    const session = this.#sessions.get(connection) ?? this.#sessions.values().next().value;
    if (!opened || !session) return;
    const recorder = { actor: session.actor, clock: stopped(opened.clock), hash: opened.hash };
    runProgramActs(this.registries.afterCalls, opened, recorder, (error) => this.ports.reportDefect?.(error));
  }

  /** Resolves once no renewal of the data key is under way. */
  keyRenewed(): Promise<void> {
    return this.#renewal.idle();
  }

  /** Gives a person new roles on every connection. */
  changeRoles(accountId: number, roles: Actor['roles']): void {
    for (const [connection, session] of this.#sessions)
      if (session.actor.accountId === accountId) {
        this.#sessions.set(connection, { ...session, actor: { ...session.actor, roles } });
        this.ports.emit(connection, { type: 'rights' });
      }
  }

  /** Whoever is signed in goes by another name from now on. */
  renamePerson(personId: number, name: string): void {
    for (const [connection, session] of this.#sessions)
      if (session.actor.personId === personId) {
        this.#sessions.set(connection, { ...session, actor: { ...session.actor, name } });
        this.ports.emit(connection, { type: 'rights' });
      }
  }

  /** Ends every session of an account, but the one on `except`; `by` is who brings that about. */
  signOutAccount(accountId: number, by: Actor, except?: string): void {
    for (const [connection, { actor }] of this.#sessions)
      if (actor.accountId === accountId && connection !== except) this.#end(connection, 'closed', by);
  }

  /** The path of the vault last opened on a connection. */
  fileOf(connection: string): string | undefined {
    return this.#files.get(connection);
  }

  rememberFile(connection: string, path: string): void {
    this.#files.set(connection, path);
    this.ports.noteAtVault?.(connection, path, this.#sessions.has(connection));
  }

  forgetFile(connection: string): void {
    this.#files.delete(connection);
    this.ports.noteAtVault?.(connection, null, false);
  }

  /** Ends one session, with a row in the log; the vault closes with the last one. */
  signOut(connection: string, reason: LockReason): void {
    this.#gate.stop(connection);
    this.#end(connection, reason);
  }

  #end(connection: string, reason: LockReason, by?: Actor): void {
    const session = this.#sessions.get(connection);
    if (!session) return;
    this.#recordEnd(session, reason, by ?? session.actor);
    this.#sessions.delete(connection);
    this.grants.forget(connection);
    this.#reads.stop(session.person);
    wipeHeld(session.held);
    session.person.signOut();
    this.ports.emit(connection, { type: 'locked', reason });
    if (this.#sessions.size === 0) this.#close();
  }

  /** Whose session ended, and why. A log that cannot be written, as on a full disk, keeps no vault open. */
  #recordEnd({ actor: { accountId } }: Session, reason: LockReason, actor: Actor): void {
    try {
      const { handles, hash } = this.requireVault();
      const entry = { action: 'vault.sign_out', object: `account:${accountId}`, reason };
      handles.transaction((db) => recordAudit(db, { actor, clock: this.ports.clock, hash }, entry));
    } catch (error) {
      this.ports.reportDefect?.(error);
    }
  }

  signOutAll(reason: LockReason): void {
    this.#gate.stop(null);
    for (const connection of this.#sessions.keys()) this.signOut(connection, reason);
    this.#close();
  }

  /** Closes a vault that nobody is signed in to, as after a refused first sign-in. */
  closeIfUnused(): void {
    if (this.#sessions.size === 0) this.#close();
  }

  #close(): void {
    const opened = this.#opened;
    this.#opened = null;
    this.#renewal.stop();
    opened?.close();
  }

  held(connection: string): Disposable | undefined {
    return this.#held.get(connection);
  }

  /** Gives a connection one thing to hold until it disconnects, in place of that before; null for nothing. */
  hold(connection: string, thing: Disposable | null): void {
    this.#held.get(connection)?.[Symbol.dispose]();
    if (thing) this.#held.set(connection, thing);
    else this.#held.delete(connection);
  }

  /**
   * The path behind a token that a dialog of this connection gave out, for the gate, where a token serves until somebody
   * is in. Nothing may be written over the open vault: `vault.own_file`.
   */
  grantedPath(connection: string, token: string, access: Access): string {
    return this.#expectOthers(this.grants.pathOf(connection, token, access), access);
  }

  #expectOthers(path: string, access: Access): string {
    if (access === 'write' && this.#opened && isVaultFile(this.#opened.vault.path, path))
      throw new AppError('vault.own_file');
    return path;
  }

  disconnect(connection: string): void {
    this.signOut(connection, 'closed');
    this.forgetFile(connection);
    this.hold(connection, null);
    this.grants.forget(connection);
  }

  /**
   * Does a long read on a file that is not the open vault, for a window where nobody is signed in: its key is the
   * caller's to wipe. Errors: its own, `common.cancelled`.
   */
  readApart<Input, Result>(
    { connection, seq }: CallOrigin,
    job: Job<Input, Result>,
    request: Pick<ReadRequest, 'path' | 'facts' | 'key'> & { readonly input: Input },
    onProgress: (done: number, total: number) => void,
  ): Promise<Result> {
    const { clock, readLong, isCancelled } = this.ports;
    const check = () => {
      if (isCancelled(seq)) throw new AppError('common.cancelled');
    };
    const asked = { job: job.name, now: clock.now(), today: clock.today(), ...request };
    return this.#reads.whileWanted(
      { person: null, check },
      async (signal) => (await readLong(asked, { connection, signal, onProgress })) as Result,
    );
  }

  /**
   * What a service may use for one call; `vault.locked` when nobody is signed in on the connection. A lock refuses a
   * call that has written nothing yet, so that what is refused is not done; one that has written goes on to its end.
   */
  contextFor(origin: CallOrigin): CallWork {
    const { seq } = origin;
    const { clock, isCancelled, isLocking } = this.ports;
    this.#lastCallAt = clock.now();
    return this.#contextFor(origin, {
      isCancelled: () => isCancelled(seq),
      isLocking: () => isLocking?.(seq) ?? false,
      isByRoles: true,
    });
  }

  /** When somebody who is signed in last asked for something, in milliseconds UTC. */
  get lastCallAt(): number {
    return this.#lastCallAt;
  }

  /**
   * The same for what the program does by itself, carried by somebody who is signed in; null where nobody is. It ends
   * with the carrier's session, and at its next step when the signal is aborted.
   */
  carried(signal: AbortSignal): MutationContext | null {
    const [connection] = this.#sessions.keys();
    if (connection === undefined || !this.#opened) return null;
    return this.#contextFor(
      { connection, seq: NO_CALL },
      { isCancelled: () => signal.aborted, isLocking: () => false, isByRoles: false },
    );
  }

  #contextFor(
    origin: CallOrigin,
    stopped: {
      readonly isCancelled: () => boolean;
      readonly isLocking: () => boolean;
      /** False for what whoever carries it need not be allowed. */
      readonly isByRoles: boolean;
    },
  ): CallWork {
    const { connection } = origin;
    const opened = this.requireVault();
    const { actor, person, held } = this.requireSession(connection);
    const { cost, readTable, printPdf, emit } = this.ports;
    const clock = clockOfCall(opened.clock, opened.handles.reader);
    const progress = (job: string, done: number, total: number) =>
      emit(connection, { type: 'progress', job, done, total });
    const checkCancelled = () => {
      if (stopped.isCancelled()) throw new AppError('common.cancelled');
      expectUnlocked();
    };
    let hasWritten = false;
    const expectUnlocked = () => {
      if (!hasWritten && stopped.isLocking()) throw new AppError('vault.locked');
    };
    // That of a call which waited, for a file or a key, may be over.
    const expectSession = () => {
      expectUnlocked();
      if (this.#sessions.get(connection)?.person !== person) throw new AppError('vault.locked');
    };
    // What was looked at before the wait may have been allowed by a role that is taken away since.
    const expectRoles = () => {
      const kept = this.#sessions.get(connection)?.actor.roles ?? [];
      if (stopped.isByRoles && !actor.roles.every((role) => kept.includes(role)))
        throw new AppError('access.denied');
    };
    const transaction: Handles['transaction'] = (work) => {
      expectSession();
      expectRoles();
      hasWritten = true;
      return this.#events.after(() => opened.handles.transaction(work));
    };
    const base = { actor, clock, hash: opened.hash };
    const files = this.grants.forCall(connection);
    const grantedPath = (token: string, access: Access) =>
      this.#expectOthers(files.pathOf(token, access), access);
    return {
      ...base,
      files,
      registries: this.registries,
      facts: opened.facts,
      held,
      looked: lookedIn(held),
      outside: opened.outside,
      reader: opened.handles.reader,
      transaction,
      longTransaction: (work) => {
        this.#events.tellOthers(connection, { type: 'writing', isOver: false });
        try {
          return transaction(work);
        } finally {
          this.#events.tellOthers(connection, { type: 'writing', isOver: true });
        }
      },
      confirmPassword: (password) =>
        this.atTheGate(origin, (signal) => verifyPassword(opened.vault, person, password, { clock, signal })),
      newCode: async () => {
        const code = newOneTimeCode();
        const secret = await this.atTheGate(origin, (signal) =>
          deriveSecret({ login: '', secret: code, oneTime: true }, { cost, signal }),
        );
        expectSession();
        return { code, secret };
      },
      log: (...entries) =>
        transaction((db) => {
          for (const entry of entries) recordAudit(db, base, entry);
        }),
      grantedPath,
      openedFile: (purpose, token) =>
        openedFile(held, purpose, token, () => {
          const path = grantedPath(token, 'read');
          this.grants.spend(connection, token);
          return path;
        }),
      readTable,
      printPdf,
      readLong: (job, input, options = {}) => {
        const { onProgress = (done, total) => progress(job.name, done, total) } = options;
        return this.#reads.run(
          { ...this.ports, clock, opened, connection, person, checkCancelled, onProgress },
          job,
          input,
          options,
        );
      },
      whileWanted: (work) => this.#reads.whileWanted({ person, check: checkCancelled }, work),
      progress,
      checkCancelled,
      emit: (toldTo) => this.#events.tell(toldTo),
    };
  }
}

/** No call has this number: what the program does by itself is none. */
const NO_CALL = -1;
/** What a session had in hand goes with it; secrets in it are wiped. */
function wipeHeld(held: Session['held']): void {
  for (const thing of held.values()) if (isDisposable(thing)) thing[Symbol.dispose]();
  held.clear();
}

function isDisposable(thing: object): thing is Disposable {
  return Symbol.dispose in thing;
}
