import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Role } from '../../db/domain/roles.ts';
import { unlock } from '../../db/features/vault/service.ts';
import type { MutationContext, PdfPrinter } from '../../db/work/context.ts';
import { callerFor, type Caller } from '../../db/router/dispatch.ts';
import { appRouter } from '../../db/router/index.ts';
import { newHost } from '../../db/router/host.ts';
import { FLOOR_COST } from '../../db/vault/index.ts';
import { readTableInChild } from '../../db/features/import/host-node.ts';
import { readLongInChild } from '../../db/reads/host-node.ts';
import type { VaultHost, OpenVault } from '../../db/work/host.ts';
import type { LongReader } from '../../db/work/long-reads.ts';
import { createCallerFactory } from '../../db/work/procedures.ts';
import type { VaultEvent } from '../../db/wire.ts';
import { TestClock } from './clock.ts';
import { readLongHere, readTableHere } from './here.ts';
import { sheetsOf, TEST_PASSWORD } from './template.ts';

export { TEST_PASSWORD };

export interface TestVault extends AsyncDisposable {
  readonly host: VaultHost;
  readonly opened: OpenVault;
  readonly folder: string;
  readonly path: string;
  readonly clock: TestClock;
  /** The recovery sheets, as one types them. */
  readonly sheets: readonly [string, string, string];
  /** Everything that was emitted, oldest first. */
  readonly events: VaultEvent[];
  /** What was emitted to one connection. */
  eventsOf(connection: string): VaultEvent[];
  /** Numbers of calls that have been cancelled; callers of `as` use 0. */
  readonly cancelled: Set<number>;
  /** Numbers of calls whose window is being locked. */
  readonly locking: Set<number>;
  /** Signs somebody in with each of the roles (login = role, connection = role), unless they are. */
  signIn(...roles: Role[]): Promise<void>;
  /** Typed calls of somebody with a role, who is signed in before the first of them. */
  as(role: Role): Caller;
  /** What a service gets when somebody with the role, who is signed in, calls it. */
  contextOf(role: Role): MutationContext;
  /** Calls on a connection where nobody is signed in. */
  stranger(connection?: string): Caller;
  /** Lets a connection use a path, as a file dialog would; returns the token. */
  grant(connection: string, path: string, access?: 'read' | 'write'): string;
}

const createCaller = createCallerFactory(appRouter);

/**
 * A real vault in a temporary folder, encrypted and migrated, with one account per role. People sign in when
 * they are first asked for. Removed on disposal.
 */
export async function openTestVault(
  options: {
    as?: Role;
    printPdf?: PdfPrinter;
    /** New keys cost what they cost in the program, not the least. */
    atFullCost?: boolean;
    /** Reads for long, and tables, in processes of their own, as the program does. */
    apart?: boolean;
    readLong?: LongReader;
  } = {},
): Promise<TestVault> {
  const folder = mkdtempSync(join(tmpdir(), 'kedang-test-'));
  const path = join(folder, 'test.kda');
  const template = inject('templateVault');
  copyFileSync(template, path);
  copyFileSync(`${template}.keys`, `${path}.keys`);
  const clock = new TestClock();
  const events: VaultEvent[] = [];
  const connections: Array<string | null> = [];
  const cancelled = new Set<number>();
  const locking = new Set<number>();
  const host = newHost({
    clock,
    witnessFolder: join(folder, 'program', 'witness'),
    readTable: options.apart ? readTableInChild : readTableHere,
    readLong: options.readLong ?? (options.apart ? readLongInChild : readLongHere),
    ...(!options.atFullCost && { cost: FLOOR_COST }),
    ...(options.printPdf && { printPdf: options.printPdf }),
    emit(connection, event) {
      events.push(event);
      connections.push(connection);
    },
    isCancelled: (seq) => cancelled.has(seq),
    isLocking: (seq) => locking.has(seq),
  });
  const callOf = (role: Role) => ({ host, origin: { connection: role, seq: 0 } });
  const entering = new Map<Role, Promise<void>>();
  const signInAs = async (role: Role): Promise<void> => {
    if (host.sessionOf(role)) return;
    const pending =
      entering.get(role) ??
      unlock(callOf(role), path, role, TEST_PASSWORD).then(
        () => void entering.delete(role),
        (error: unknown) => {
          entering.delete(role);
          throw error;
        },
      );
    entering.set(role, pending);
    await pending;
  };
  await signInAs(options.as ?? 'archivist');
  let grants = 0;
  return {
    host,
    opened: host.requireVault(),
    folder,
    path,
    clock,
    sheets: sheetsOf(template),
    events,
    eventsOf: (connection) => events.filter((_, index) => connections[index] === connection),
    cancelled,
    locking,
    async signIn(...roles) {
      for (const role of roles) await signInAs(role);
    },
    as(role) {
      if (host.sessionOf(role)) return callerFor(host, callOf(role).origin);
      const signedIn = signInAs(role);
      // Told by the first call.
      signedIn.catch(() => {});
      return createCaller(async () => {
        await signedIn;
        return callOf(role);
      });
    },
    contextOf: (role) => host.contextFor(callOf(role).origin),
    stranger: (connection = 'stranger') => callerFor(host, { connection, seq: 0 }),
    grant(connection, granted, access = 'read') {
      grants += 1;
      const token = `token-${grants}`;
      const give = () => host.grants.give(token, { connection, path: granted, access });
      // Whoever is on the way in asks once they are: no token is carried from the gate into a session.
      const coming = [...entering].find(([role]) => role === connection)?.[1];
      if (coming) coming.then(give, () => undefined);
      else give();
      return token;
    },
    async [Symbol.asyncDispose]() {
      await host.shutDown();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Two people say that the date to which the clock was moved is right. */
export async function agreeOnDate(vault: TestVault): Promise<void> {
  await vault.as('archivist').clock.vouch();
  await vault.as('supervisor').clock.vouch();
}

/** What waits on the home screen of somebody, apart from the word on backups, of which a test's vault has none. */
export async function waitingFor({ home }: Pick<Caller, 'home'>) {
  return (await home.waiting()).filter(({ kind }) => !kind.startsWith('backup_'));
}
