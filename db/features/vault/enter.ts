/** The way into a vault: opened by the first who signs in, joined by others. */
import { AppError } from '../../domain/errors.ts';
import { KNOWN_VERSION, migrate } from '../../migrations/index.ts';
import * as vault from '../../vault/index.ts';
import type { OpenVault } from '../../work/host.ts';
import type { Acceptance } from '../../work/log/acceptance.ts';
import type { CallContext } from '../../work/procedures.ts';
import { accept, differs, hold, type SecondInput } from './differing.ts';
import { attachable, type Attaching } from './open.ts';

/** A call whose turn at the gate it is. */
export interface GateCall extends CallContext {
  readonly signal: AbortSignal;
}

/** Somebody asked to open a vault that differs. */
export interface Accepting {
  readonly second: SecondInput;
}

interface Entering {
  readonly login: string;
  readonly password: string;
  /** Absent: one that differs does not open. */
  readonly accepting?: Accepting | undefined;
}

interface Entered {
  readonly opened: OpenVault;
  readonly signIn: vault.SignIn;
  /** To be written with the first row. */
  readonly acceptance: Acceptance | null;
}

/** Tells the window how far a vault of an older program is prepared. Error: `common.cancelled`. */
export function preparing({ host, origin }: CallContext): Attaching {
  const { ports, registries } = host;
  return {
    ports,
    registries,
    onPreparing(done, total) {
      if (ports.isCancelled(origin.seq)) throw new AppError('common.cancelled');
      ports.emit(origin.connection, { type: 'progress', job: 'vault.open', done, total });
    },
  };
}

export async function enter(call: GateCall, path: string, entering: Entering): Promise<Entered> {
  const { host, origin, signal } = call;
  const { login, password } = entering;
  const clock = host.ports.clock;
  host.rememberFile(origin.connection, path);
  const opened = host.opened;
  if (!opened) return open(call, path, entering);
  if (opened.vault.path !== path) throw new AppError('vault.already_open');
  try {
    const signIn = await vault.signIn(opened.vault, login, password, { clock, signal });
    return { opened, signIn, acceptance: null };
  } catch (error) {
    // The last other window was locked while the password was checked: then this one opens the vault.
    if (!(error instanceof AppError && error.code === 'vault.locked') || host.opened === opened) throw error;
    signal.throwIfAborted();
    host.expectUnlocked(origin);
    return enter(call, path, entering);
  }
}

/**
 * Opens a vault, holds it against what was last seen of it, and brings it up to date. Errors: `vault.witness_differs`
 * {kind, witness, label, seq, at, headSeq, headAt, missing, needs}; then nothing of it was shown or changed.
 */
async function open(
  call: GateCall,
  path: string,
  { login, password, accepting }: Entering,
): Promise<Entered> {
  const { host, signal } = call;
  const { clock, witnessFolder } = host.ports;
  const knownVersion = KNOWN_VERSION;
  const asked = { path, login, password, clock, knownVersion, witnessFolder, signal };
  const unlocked = await vault.unlockVault(asked);
  const { person } = unlocked;
  const { acceptance, fresh } = await closingOnError(unlocked.vault, async () => {
    const held = await hold(host, unlocked.vault);
    const { differing } = held;
    signal.throwIfAborted();
    if (differing && !accepting) throw differs(unlocked.vault, differing);
    const accepted =
      differing &&
      (await accept({ host, opened: unlocked.vault, person, signal }, differing, accepting?.second ?? null));
    signal.throwIfAborted();
    migrate(unlocked.vault.database);
    return { acceptance: accepted, fresh: attachable(unlocked.vault, preparing(call), held) };
  });
  host.attach(fresh);
  return { opened: fresh, signIn: unlocked, acceptance };
}

/** One that cannot be opened to its end does not stay open with its keys in memory. */
export async function closingOnError<Result>(
  unlocked: vault.Vault,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    vault.closeVault(unlocked);
    throw error;
  }
}
