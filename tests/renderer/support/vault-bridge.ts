import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { cleanup } from '@testing-library/react';
import { inject } from 'vitest';
import { dropUnsentDrafts } from '../../../renderer/lib/drafts.ts';
import { runLongRead } from '../../../db/reads/run.ts';
import { toWireError } from '../../../db/router/dispatch.ts';
import type { LockReason, ReadMessage, ReadRequest } from '../../../db/wire.ts';
import type { Apart } from '../../../electron/main/apart.ts';
import { startVaultWorker, type VaultWorker } from '../../../electron/main/vault-worker.ts';
import { openLog } from '../../../electron/main/log.ts';
import { callShell } from '../../../electron/shell/call.ts';
import type { ShellServices } from '../../../electron/shell/context.ts';
import type { FilePurpose } from '../../../electron/shell/values.ts';
import type { Role } from '../../../db/domain/roles.ts';
import { createClients } from '../../../renderer/lib/vault.ts';
import { readTableHere } from '../../support/here.ts';
import { TEST_PASSWORD, todaysTemplate } from '../../support/template.ts';
import { bridgeTo, type TestBridge } from './window.tsx';

export { TEST_PASSWORD };

const WORKER = resolve(import.meta.dirname, '../../../db/worker.ts');

export interface VaultBehindWindow extends AsyncDisposable {
  readonly bridge: TestBridge;
  /** Signs somebody in without a screen; the login of a test account is its role. */
  signIn(role: Role): Promise<void>;
  /** Somebody mistypes a password at another window, which takes as long as a key. */
  mistypeElsewhere(role: Role): Promise<unknown>;
  /** A file with this text in the folder of the vault, as chosen in a dialog; returns its token. */
  giveFile(name: string, text: string): string;
  /** Makes a folder beside that of the vault, which is chosen where one is asked for to move to; its path. */
  giveFolder(name: string): string;
  /** As the desktop does it when nobody uses the window, the screen locks, the computer sleeps. */
  lock(reason: LockReason): void;
}

/**
 * A real vault in a thread, as in the program, and the real routers of both sides behind a bridge. The window
 * begins without an address or anything remembered; it goes with the vault.
 */
export function openVaultBehindWindow({
  lastUsedLongAgo = false,
  within = '',
}: {
  lastUsedLongAgo?: boolean;
  /** Name of a folder of its own in which the vault lies. */
  within?: string;
} = {}): VaultBehindWindow {
  // What tests before left unsent belongs to their windows.
  dropUnsentDrafts();
  localStorage.clear();
  window.location.hash = '';
  const folder = mkdtempSync(join(tmpdir(), 'kedang-window-'));
  mkdirSync(join(folder, within), { recursive: true });
  const path = join(folder, within, 'test.kda');
  const template = lastUsedLongAgo ? inject('templateVault') : todaysTemplate(inject('templateVault'));
  copyFileSync(template, path);
  copyFileSync(`${template}.keys`, `${path}.keys`);

  thread ??= startThread();
  const vault = thread;
  const name = randomUUID();
  const elsewhere = `not ${name}`;
  const services = desktop({
    choose(purpose) {
      const isFolder = purpose === 'move-folder';
      vault.grant(name, TOKEN, isFolder ? join(folder, chosenFolder) : path, isFolder ? 'write' : 'read');
      return isFolder ? chosenFolder : 'test.kda';
    },
    recent() {
      const to = moves.get(path);
      if (to !== undefined) vault.grant(name, TOKEN, to, 'read');
      return to ?? null;
    },
    onLock: () => vault.lock(name, 'asked'),
  });
  let chosenFolder = '';
  const bridge = bridgeTo((operation) =>
    operation.target === 'shell'
      ? callShell({ services }, operation, fail)
      : vault.call(name, operation).result,
  );
  windows.set(name, bridge);
  return {
    bridge,
    async signIn(login) {
      const clients = createClients(bridge);
      await clients.shell.chooseFile.mutate({ purpose: 'open-archive' });
      await clients.vault.vault.unlock.mutate({ token: TOKEN, login, password: TEST_PASSWORD });
    },
    mistypeElsewhere(login) {
      vault.grant(elsewhere, TOKEN, path, 'read');
      const input = { token: TOKEN, login, password: `${TEST_PASSWORD}s` };
      return vault.call(elsewhere, { kind: 'mutation', path: 'vault.unlock', input }).result;
    },
    giveFolder(folderName) {
      chosenFolder = folderName;
      mkdirSync(join(folder, folderName), { recursive: true });
      return join(folder, folderName);
    },
    giveFile(fileName, text) {
      const file = join(folder, fileName);
      writeFileSync(file, text);
      vault.grant(name, fileName, file, 'read');
      return fileName;
    },
    lock: (reason) => vault.lock(name, reason),
    async [Symbol.asyncDispose]() {
      cleanup();
      windows.delete(name);
      for (const connection of [name, elsewhere]) vault.disconnect(connection);
      // Answered when the vault is closed: messages keep their order.
      await vault.call(name, { kind: 'query', path: 'vault.status', input: null }).result;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where vaults went, by the paths that they had. */
const moves = new Map<string, string>();
const windows = new Map<string, TestBridge>();
/** It takes longer to start than most tests last, so that the tests of a process use it one after the other. */
let thread: VaultWorker | undefined;

function startThread(): VaultWorker {
  return startVaultWorker({
    files: { worker: WORKER, reader: '', longReads: '' },
    // Copies of one vault are opened in turn, which would witness against each other.
    witnessFolder: null,
    readTable(_entry, request, onMessage) {
      const stop = new AbortController();
      const { signal } = stop;
      readTableHere(request, { signal, onRows: (rows) => onMessage({ type: 'rows', rows }) }).then(
        (summary) => onMessage({ type: 'done', summary }),
        (error: unknown) => onMessage({ type: 'failed', error: toWireError(error, fail) }),
      );
      return { stop: () => stop.abort() };
    },
    onNote: ({ path, movedTo }) => void (movedTo !== undefined && moves.set(path, movedTo)),
    readLong: (_entry, request, onMessage) => readLong(request, onMessage),
    log: openLog(join(mkdtempSync(join(tmpdir(), 'kedang-windows-')), 'main.log')),
    onEvent: (connection, event) => {
      const told = connection === null ? windows.values() : [windows.get(connection)];
      for (const bridge of told) bridge?.emit(event);
    },
  });
}

let held: Promise<void> | undefined;

/** Lets no long read begin from now on, until the function that it returns is called. */
export function holdLongReads(): () => void {
  const { promise, resolve: release } = Promise.withResolvers<void>();
  held = promise;
  return () => {
    held = undefined;
    release();
  };
}

/** Done here instead of in a process of its own. */
function readLong(request: ReadRequest, onMessage: (message: ReadMessage) => void): Apart {
  let isStopped = false;
  const read = async () => {
    await (held ?? setImmediate());
    if (isStopped) return;
    const progress = (done: number, total: number) => onMessage({ type: 'progress', done, total });
    // Bytes of another thread are not those of this window's world.
    const [key, newKey] = [request.key, request.newKey].map((bytes) => bytes && Uint8Array.from(bytes));
    if (!key) throw new Error('a long read without a key');
    onMessage({ type: 'done', result: runLongRead({ ...request, key, newKey }, progress) });
  };
  read().catch((error: unknown) => onMessage({ type: 'defect', text: String(error) }));
  return { stop: () => void (isStopped = true) };
}

const TOKEN = '0'.repeat(32);

function fail(error: unknown): never {
  throw error;
}

interface Desktop {
  /** Hands out what is chosen; its name. */
  readonly choose: (purpose: FilePurpose) => string;
  /** Hands out the vault at its new path, if it moved. */
  readonly recent: () => string | null;
  readonly onLock: () => void;
}

/** A desktop that remembers nothing but a move, prints nowhere and hands out one file: the test's vault. */
function desktop({ choose, recent, onLock }: Desktop): ShellServices {
  return {
    dropped: () => fail(new Error('nothing is dropped here')),
    chooseFile: async (purpose) => ({ token: TOKEN, name: choose(purpose), folder: '/' }),
    proposePlace: (name) => ({ token: TOKEN, name, folder: '/' }),
    trial: () => fail(new Error('no trial here')),
    sampleLedger: () => fail(new Error('no sample here')),
    discardTrial: async () => undefined,
    saveFile: async () => null,
    saveDocument: async () => null,
    print: async () => true,
    printPdf: async () => true,
    pdf: async () => new Uint8Array(),
    openSaved: async () => undefined,
    showSaved: () => undefined,
    recentVaults: async () => {
      const path = recent();
      if (path === null) return [];
      const known = {
        lastOpenedAt: new Date().toISOString(),
        present: true,
        archives: null,
        backup: null,
        trial: false,
      };
      return [{ token: TOKEN, name: basename(path), folder: dirname(path), ...known }];
    },
    rememberVault: () => undefined,
    forgetVault: () => undefined,
    preferences: () => ({ language: 'zh-CN', theme: 'light' }),
    setPreferences: () => ({ language: 'zh-CN', theme: 'light' }),
    lock: onLock,
    startOver: async () => undefined,
    howLocked: () => null,
    leave: () => undefined,
    reportActivity: () => undefined,
    setIdleMinutes: () => undefined,
    about: () => ({ name: 'Kedang', version: '0.0.0', engine: 'test', platform: 'test' }),
  };
}
