import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { inject } from 'vitest';
import type { FromWorker, LockReason, ToWorker, WireResult, WorkerData } from '../../../db/wire.ts';
import { callShell } from '../../../electron/shell/call.ts';
import type { ShellServices } from '../../../electron/shell/context.ts';
import type { Role } from '../../../db/domain/roles.ts';
import { createClients } from '../../../renderer/lib/archive.ts';
import { TEST_PASSWORD } from '../../support/template.ts';
import { bridgeTo, type TestBridge } from './window.tsx';

export { TEST_PASSWORD };

const CONNECTION = 'window';
const WORKER = resolve(import.meta.dirname, '../../../db/worker.ts');

export interface ArchiveBehindWindow extends AsyncDisposable {
  readonly bridge: TestBridge;
  /** Signs somebody in without a screen; the login of a test account is its role. */
  signIn(role: Role): Promise<void>;
  /** As the desktop does it when nobody uses the window, the screen locks, the computer sleeps. */
  lock(reason: LockReason): void;
}

/** A real archive in its own thread, as in the program, and the real routers of both sides behind a bridge. */
export function openArchiveBehindWindow(): ArchiveBehindWindow {
  const folder = mkdtempSync(join(tmpdir(), 'kedang-window-'));
  const path = join(folder, 'test.kda');
  const template = inject('templateArchive');
  copyFileSync(template, path);
  copyFileSync(`${template}.keys`, `${path}.keys`);

  const workerData: WorkerData = { cancel: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT) };
  const worker = new Worker(WORKER, { workerData });
  const post = (message: ToWorker) => worker.postMessage(message);
  const pending = new Map<number, (result: WireResult) => void>();
  const services = desktop(() =>
    post({ type: 'grant', connection: CONNECTION, token: TOKEN, path, access: 'read' }),
  );
  const bridge = bridgeTo(({ id: seq, target, ...call }) => {
    if (target === 'shell') return callShell({ services }, call, fail);
    const { promise, resolve: settle } = Promise.withResolvers<WireResult>();
    pending.set(seq, settle);
    post({ type: 'call', seq, connection: CONNECTION, ...call });
    return promise;
  });
  worker.on('message', (message: FromWorker) => {
    if (message.type === 'result') pending.get(message.seq)?.(message.result);
    if (message.type === 'event') bridge.emit(message.event);
  });
  return {
    bridge,
    async signIn(login) {
      const { archive, shell } = createClients(bridge);
      await shell.chooseFile.mutate({ purpose: 'open-archive' });
      await archive.vault.unlock.mutate({ token: TOKEN, login, password: TEST_PASSWORD });
    },
    lock: (reason) => post({ type: 'lock', connection: CONNECTION, reason }),
    async [Symbol.asyncDispose]() {
      await worker.terminate();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const TOKEN = '0'.repeat(32);

function fail(error: unknown): never {
  throw error;
}

/** A desktop that remembers nothing, prints nowhere and hands out one file: the test's archive. */
function desktop(onChosen: () => void): ShellServices {
  return {
    chooseFile: async () => {
      onChosen();
      return { token: TOKEN, name: 'test.kda' };
    },
    saveFile: async () => null,
    saveDocument: async () => null,
    print: async () => true,
    pdf: async () => new Uint8Array(),
    openSaved: async () => undefined,
    showSaved: () => undefined,
    recentArchives: async () => [],
    rememberArchive: () => undefined,
    forgetArchive: () => undefined,
    preferences: () => ({ language: 'zh-CN', theme: 'light' }),
    setPreferences: () => ({ language: 'zh-CN', theme: 'light' }),
    reportActivity: () => undefined,
    setIdleMinutes: () => undefined,
    about: () => ({ name: 'Kedang', version: '0.0.0', engine: 'test', platform: 'test' }),
  };
}
