import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { systemClock } from '../clock.ts';
import { readersInChildren, type Readers } from '../features/import/host-node.ts';
import { programFolder, witnessFolderIn } from '../program-folder.ts';
import { sweepAtStart } from '../sweep.ts';
import { readLongInChild } from '../reads/host-node.ts';
import { callerFor, toWireError, type Caller } from '../router/dispatch.ts';
import { newHost } from '../router/host.ts';
import type { VaultHost, CallOrigin, Ports } from '../work/host.ts';
import type { Day } from '../domain/dates.ts';
import type { Terminal } from './terminal.ts';

const ORIGIN: CallOrigin = { connection: 'cli', seq: 1 };

/** The vault as a command uses it: the same router, permissions and audit as the windows. */
export interface CliSession {
  readonly host: VaultHost;
  readonly origin: CallOrigin;
  readonly caller: Caller;
  /** Names a file on the command line as a dialog would. */
  grant(path: string, access: 'read' | 'write'): string;
  /** Starts readers of files ahead, while the password is checked. */
  prepareReaders(count: number): void;
  close(): void;
}

/** What whoever starts a command may bring: a browser engine at hand, readers that are no processes of their own. */
export interface SessionPorts extends Partial<
  Pick<Ports, 'printPdf' | 'readLong' | 'cost' | 'witnessFolder'>
> {
  readonly readers?: Readers;
}

/**
 * `today`: the calendar day alone is another one, in trial vaults, so that what falls due can be tried; the time stays.
 */
export function openSession(
  terminal: Terminal,
  {
    readers = readersInChildren(),
    readLong = readLongInChild,
    witnessFolder = witnessFolderIn(
      programFolder({ env: process.env, platform: process.platform, home: homedir() }),
    ),
    ...ports
  }: SessionPorts = {},
  { today, makesTrial = false }: { readonly today?: Day | undefined; readonly makesTrial?: boolean } = {},
): CliSession {
  sweepAtStart(dirname(witnessFolder));
  let interrupted = false;
  const endInterrupts = terminal.onInterrupt(() => {
    interrupted = true;
  });
  const dayOf = (zone: string | undefined): Day => {
    const isTrial = host.opened?.facts.trial ?? makesTrial;
    return isTrial && today !== undefined ? today : systemClock.today(zone);
  };
  const host: VaultHost = newHost({
    ...ports,
    witnessFolder,
    clock: today === undefined ? systemClock : { ...systemClock, today: (zone) => dayOf(zone) },
    readTable: readers.readTable,
    readLong,
    emit: (_connection, event) => {
      if (event.type === 'progress') terminal.progress(event.done, event.total);
    },
    isCancelled: () => interrupted,
  });
  return {
    host,
    origin: ORIGIN,
    caller: callerFor(host, ORIGIN),
    grant(path, access) {
      const token = randomUUID();
      host.grants.give(token, { connection: ORIGIN.connection, path: resolve(path), access });
      return token;
    },
    prepareReaders: readers.prepare,
    close() {
      readers.close();
      endInterrupts();
      host.signOutAll('closed');
    },
  };
}

/**
 * Signs in with the login given or the command's usual one, and says so when the computer's date seems wrong. A vault that
 * is not what was last seen of it takes a second person, a trial one none: that it was opened is said.
 */
export async function signIn(
  session: CliSession,
  terminal: Terminal,
  { archive, user, second }: { archive: string; user: string; second: string | undefined },
): Promise<void> {
  const password = await terminal.password(terminal.words('ask_password'));
  await enter(session, terminal, { archive, login: user, password, second });
  const doubt = await session.caller.clock.check();
  if (doubt) terminal.warn(terminal.words(`clock_${doubt.direction}`, doubt));
  const difference = (await session.caller.audit.differences())[0];
  if (difference) terminal.warn(terminal.words('opened_differing', difference));
  for (const { label, trouble } of await session.caller.witnesses.unheard())
    terminal.warn(terminal.words('witness_unheard', { label: label || archive, trouble }));
}

interface Entering {
  readonly archive: string;
  readonly login: string;
  readonly password: string;
  /** Login of a second person; asked for their password where it is needed. */
  readonly second: string | undefined;
}

async function enter(
  { caller, grant }: CliSession,
  terminal: Terminal,
  { archive, login, password, second }: Entering,
): Promise<void> {
  const asked = () => ({ token: grant(archive, 'read'), login, password });
  try {
    await caller.vault.unlock(asked());
  } catch (error) {
    const { code, data } = toWireError(error, () => undefined);
    if (code !== 'vault.witness_differs' || (second === undefined && data['needs'] !== 'nobody')) throw error;
    const other =
      second === undefined
        ? null
        : {
            login: second,
            password: await terminal.secondPassword(terminal.words('ask_second_password', { login: second })),
          };
    await caller.vault.unlockWithSecond({ ...asked(), second: other });
  }
}
