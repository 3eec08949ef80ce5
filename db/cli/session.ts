import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { systemClock } from '../clock.ts';
import { readersInChildren, type Readers } from '../features/import/host-node.ts';
import { readLongInChild } from '../reads/host-node.ts';
import { callerFor, type Caller } from '../router/dispatch.ts';
import { newHost } from '../router/host.ts';
import type { VaultHost, CallOrigin, Ports } from '../work/host.ts';
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
export interface SessionPorts extends Partial<Pick<Ports, 'printPdf' | 'readLong' | 'cost'>> {
  readonly readers?: Readers;
}

export function openSession(
  terminal: Terminal,
  { readers = readersInChildren(), readLong = readLongInChild, ...ports }: SessionPorts = {},
): CliSession {
  let interrupted = false;
  const endInterrupts = terminal.onInterrupt(() => {
    interrupted = true;
  });
  const host = newHost({
    ...ports,
    clock: systemClock,
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

/** Signs in with the login given or the command's usual one, and says so when the computer's date seems wrong. */
export async function signIn(
  session: CliSession,
  terminal: Terminal,
  { archive, user }: { archive: string; user: string },
): Promise<void> {
  const password = await terminal.password(terminal.words('ask_password'));
  await session.caller.vault.unlock({ token: session.grant(archive, 'read'), login: user, password });
  const doubt = await session.caller.clock.check();
  if (doubt) terminal.warn(terminal.words(`clock_${doubt.direction}`, doubt));
}
