import { ipcMain } from 'electron';
import { z } from 'zod';
import { AppError } from '../../db/domain/errors.ts';
import type { Call, WireResult } from '../../db/wire.ts';
import { channels } from '../shell/bridge.ts';
import { MOST_DROPPED } from '../shell/dropped.ts';
import { callShell, toWireError } from '../shell/call.ts';
import type { ShellContext } from '../shell/context.ts';
import type { VaultWorker } from './vault-worker.ts';
import type { Log } from './log.ts';
import { isOfMessageSize } from './message-size.ts';
import type { AutoLock } from './power.ts';
import { isOwnMainFrame } from './security.ts';
import type { Sender } from './security.ts';
import type { OpenWindow, Windows } from './windows.ts';

/** Calls of the shell that hand over whole documents. */
const PRINTED: ReadonlySet<string> = new Set(['printHtml', 'htmlToPdf', 'printPdf', 'saveDocument']);

const callId = z.number().int().nonnegative();
/** Longer than any path of any system. */
const droppedPaths = z.array(z.string().max(40_000)).max(MOST_DROPPED);
const operation = z.strictObject({
  id: callId,
  target: z.enum(['vault', 'shell']),
  kind: z.enum(['query', 'mutation']),
  path: z.string().max(100),
  input: z.unknown().optional(),
});

export interface IpcParts {
  readonly windows: Windows;
  readonly vault: VaultWorker;
  readonly shellFor: (asking: OpenWindow) => ShellContext;
  readonly autoLock: Pick<AutoLock, 'watch'>;
  readonly log: Log;
}

/** Answers the bridge: checks who asks and the form of what is asked, then passes it on. */
export function setupIpc({ windows, vault, shellFor, autoLock, log }: IpcParts): void {
  /** Calls under way, by the window and its own number: how to cancel each. */
  const underWay = new Map<string, () => void>();

  function whoAsks(event: Sender): OpenWindow | undefined {
    const asking = isOwnMainFrame(event) ? windows.find(event.sender) : undefined;
    if (!asking) log.info('ipc.refused');
    return asking;
  }

  ipcMain.handle(channels.request, async (event, message: unknown): Promise<WireResult> => {
    const asking = whoAsks(event);
    if (!asking) return refused('shell.sender_refused');
    const parsed = operation.safeParse(message);
    if (!parsed.success) return refused('common.invalid_input');
    const { id, target, kind, path, input } = parsed.data;
    if (!isOfMessageSize(input, PRINTED.has(path))) return refused('common.value_too_large');
    const call: Call = { kind, path, input };
    const key = `${asking.connection}/${id}`;
    const { result, cancel } = target === 'shell' ? toShell(asking, call) : toVault(asking, call);
    underWay.set(key, cancel);
    try {
      return await result;
    } finally {
      underWay.delete(key);
    }
  });

  ipcMain.handle(channels.drop, async (event, message: unknown): Promise<WireResult> => {
    const asking = whoAsks(event);
    if (!asking) return refused('shell.sender_refused');
    const paths = droppedPaths.safeParse(message);
    if (!paths.success) return refused('common.invalid_input');
    try {
      return { ok: true, data: await shellFor(asking).services.dropped(paths.data) };
    } catch (error) {
      return { ok: false, error: toWireError(error, (defect) => log.failure('shell.defect', defect)) };
    }
  });

  function toShell(asking: OpenWindow, call: Call) {
    const stop = new AbortController();
    const onDefect = (error: unknown) => log.failure('shell.defect', error);
    return {
      result: callShell(shellFor(asking), call, onDefect, stop.signal),
      cancel: () => stop.abort(new AppError('common.cancelled')),
    };
  }

  function toVault({ connection }: OpenWindow, call: Call) {
    autoLock.watch(connection);
    const { seq, result } = vault.call(connection, call);
    return { result, cancel: () => vault.cancel(seq) };
  }

  ipcMain.on(channels.cancel, (event, message: unknown) => {
    const asking = whoAsks(event);
    const id = callId.safeParse(message);
    if (!asking || !id.success) return;
    underWay.get(`${asking.connection}/${id.data}`)?.();
  });
}

function refused(code: string): WireResult {
  return { ok: false, error: { code, data: {} } };
}
