import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { systemClock } from '../clock.ts';
import { readersInChildren } from '../features/import/host-node.ts';
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

/** `printPdf`: whoever starts a command and has a browser engine at hand brings it. */
export function openSession(terminal: Terminal, ports: Pick<Ports, 'printPdf'> = {}): CliSession {
  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
  };
  process.once('SIGINT', interrupt);
  const readers = readersInChildren();
  const host = newHost({
    ...ports,
    clock: systemClock,
    readTable: readers.readTable,
    readLong: readLongInChild,
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
      host.grant(token, { connection: ORIGIN.connection, path: resolve(path), access });
      return token;
    },
    prepareReaders: readers.prepare,
    close() {
      readers.close();
      process.off('SIGINT', interrupt);
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
