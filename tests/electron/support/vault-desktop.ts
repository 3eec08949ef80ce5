import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inject } from 'vitest';
import type { Role } from '../../../db/domain/roles.ts';
import { readTableInChild } from '../../../db/features/import/host-node.ts';
import { readLongInChild } from '../../../db/reads/host-node.ts';
import type { VaultEvent, Call, ReadMessage, TableMessage, WireError, WireResult } from '../../../db/wire.ts';
import { startVaultWorker, type VaultWorker } from '../../../electron/main/vault-worker.ts';
import { openLog } from '../../../electron/main/log.ts';
import type { ReadLong } from '../../../electron/main/long-reader.ts';
import type { ReadTable } from '../../../electron/main/table-reader.ts';
import { TEST_PASSWORD, todaysTemplate } from '../../support/template.ts';

const WORKER = resolve(import.meta.dirname, '../../../db/worker.ts');
const LEDGER = resolve(import.meta.dirname, '../../fixtures/import/customers-utf8-bom.csv');
/** So many of its rows are read: they take long enough to write for a lock or a cancellation to come in between. */
export const LEDGER_ROWS = 600;
/** The customers in them. */
export const LEDGER_CUSTOMERS = 586;

/** One window as main sees it: what it was told, and its calls. */
export interface DesktopWindow {
  readonly told: VaultEvent[];
  /** Calls a procedure; `seq` cancels it. */
  ask(kind: Call['kind'], path: string, input?: unknown): ReturnType<VaultWorker['call']>;
  /** What a procedure answers; throws the code of a refusal. */
  get<Data>(kind: Call['kind'], path: string, input?: unknown): Promise<Data>;
  signIn(role: Role): Promise<WireResult>;
  /** Reads the beginning of the ledger, up to where only `import.run` is missing; returns its input. */
  planImport(): Promise<{ planId: string; answers: { byGroup: object } }>;
  /** Resolves when the next event comes that `fits`. */
  next(fits: (event: VaultEvent) => boolean): Promise<VaultEvent>;
}

export interface VaultDesktop extends AsyncDisposable {
  readonly vault: VaultWorker;
  readonly path: string;
  window(connection: string): DesktopWindow;
}

/**
 * Main's side of the vault's thread with a real thread behind it; only Electron itself is not there. Tests of a
 * process use one thread after the other, since it takes long to start; one that ends it asks for its `own`.
 */
export function openVaultDesktop({ own = false } = {}): VaultDesktop {
  const folder = mkdtempSync(join(tmpdir(), 'kedang-desktop-'));
  const path = join(folder, 'test.kda');
  const template = todaysTemplate(inject('templateVault'));
  copyFileSync(template, path);
  copyFileSync(`${template}.keys`, `${path}.keys`);
  const { vault, windows } = own ? startThread() : (shared ??= startThread());
  return {
    vault,
    path,
    window(connection) {
      const window = windows.get(connection) ?? new TestWindow(vault, connection, path);
      windows.set(connection, window);
      return window;
    },
    async [Symbol.asyncDispose]() {
      if (own) await vault.shutdown();
      else await leave(vault, [...windows.keys()]);
      windows.clear();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Thread {
  readonly vault: VaultWorker;
  /** Those of the test that uses it, by connection. */
  readonly windows: Map<string, TestWindow>;
}

let shared: Thread | undefined;

function startThread(): Thread {
  const windows = new Map<string, TestWindow>();
  const vault = startVaultWorker({
    files: { worker: WORKER, reader: '', longReads: '' },
    // Copies of one vault are opened in turn, which would witness against each other.
    witnessFolder: null,
    readTable: readByNode,
    readLong: readLongByNode,
    log: openLog(join(mkdtempSync(join(tmpdir(), 'kedang-desktops-')), 'main.log')),
    onEvent: (connection, event) => {
      for (const [name, window] of windows)
        if (connection === null || connection === name) window.receive(event);
    },
  });
  return { vault, windows };
}

/** Its windows go, and the vault with the last of them. */
async function leave(vault: VaultWorker, connections: readonly string[]): Promise<void> {
  for (const connection of connections) vault.disconnect(connection);
  // Answered when the vault is closed: messages keep their order.
  await vault.call('nobody', { kind: 'query', path: 'vault.status', input: null }).result;
}

/** The reader in a child process of Node, as the command line has it. */
const readByNode: ReadTable = (_entry, request, onMessage) => {
  const stop = new AbortController();
  const send = (message: TableMessage) => {
    if (!stop.signal.aborted) onMessage(message);
  };
  readTableInChild(request, { signal: stop.signal, onRows: (rows) => send({ type: 'rows', rows }) }).then(
    (summary) => send({ type: 'done', summary }),
    (error: WireError) => send({ type: 'failed', error: { code: error.code, data: error.data } }),
  );
  return { stop: () => stop.abort() };
};

/** A long read in a child process of Node, likewise. */
const readLongByNode: ReadLong = (_entry, request, onMessage) => {
  const stop = new AbortController();
  const send = (message: ReadMessage) => {
    if (!stop.signal.aborted) onMessage(message);
  };
  const onProgress = (done: number, total: number) => send({ type: 'progress', done, total });
  readLongInChild(request, { connection: '', signal: stop.signal, onProgress }).then(
    (result) => send({ type: 'done', result }),
    (error: Error) => send({ type: 'defect', text: String(error.stack) }),
  );
  return { stop: () => stop.abort() };
};

class TestWindow implements DesktopWindow {
  readonly told: VaultEvent[] = [];
  readonly #vault: VaultWorker;
  readonly #connection: string;
  readonly #path: string;
  readonly #waiting = new Set<(event: VaultEvent) => void>();
  #tokens = 0;

  constructor(vault: VaultWorker, connection: string, path: string) {
    this.#vault = vault;
    this.#connection = connection;
    this.#path = path;
  }

  receive(event: VaultEvent): void {
    this.told.push(event);
    for (const wait of this.#waiting) wait(event);
  }

  ask(kind: Call['kind'], path: string, input?: unknown): ReturnType<VaultWorker['call']> {
    return this.#vault.call(this.#connection, { kind, path, input });
  }

  async get<Data>(kind: Call['kind'], path: string, input?: unknown): Promise<Data> {
    const result = await this.ask(kind, path, input).result;
    if (!result.ok) throw new Error(result.error.code);
    return result.data as Data;
  }

  signIn(role: Role): Promise<WireResult> {
    const token = this.#grant(this.#path);
    return this.ask('mutation', 'vault.unlock', { token, login: role, password: TEST_PASSWORD }).result;
  }

  async planImport(): Promise<{ planId: string; answers: { byGroup: object } }> {
    const sheets = [{ sheet: '', headerRow: null, category: null, columns: null }];
    const ledger = `${this.#path}.csv`;
    const lines = readFileSync(LEDGER, 'utf8').split('\n');
    writeFileSync(ledger, lines.slice(0, 1 + LEDGER_ROWS).join('\n'));
    const input = { token: this.#grant(ledger), sheets };
    const { planId } = await this.get<{ planId: string }>('mutation', 'import.plan', input);
    return { planId, answers: { byGroup: {} } };
  }

  next(fits: (event: VaultEvent) => boolean): Promise<VaultEvent> {
    const { promise, resolve: settle } = Promise.withResolvers<VaultEvent>();
    const wait = (event: VaultEvent) => {
      if (!fits(event)) return;
      this.#waiting.delete(wait);
      settle(event);
    };
    this.#waiting.add(wait);
    return promise;
  }

  #grant(path: string): string {
    this.#tokens += 1;
    const token = `${this.#connection}-${this.#tokens}`;
    this.#vault.grant(this.#connection, token, path, 'read');
    return token;
  }
}

export const isProgress = (job: string) => (event: VaultEvent) =>
  event.type === 'progress' && event.job === job && event.done > 0 && event.total > 0;
