import { ipcMain } from 'electron';
import { z } from 'zod';
import type { Call, WireResult } from '../../db/wire.ts';
import { channels } from '../shell/bridge.ts';
import { callShell } from '../shell/call.ts';
import type { ShellContext } from '../shell/context.ts';
import type { VaultWorker } from './vault-worker.ts';
import type { Log } from './log.ts';
import { isOfMessageSize } from './message-size.ts';
import type { AutoLock } from './power.ts';
import { isOwnMainFrame } from './security.ts';
import type { Sender } from './security.ts';
import type { OpenWindow, Windows } from './windows.ts';

const callId = z.number().int().nonnegative();
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
  /** Calls under way: which number at the worker stands for a window's own number. */
  const underWay = new Map<string, number>();

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
    if (!isOfMessageSize(input)) return refused('common.value_too_large');
    const call: Call = { kind, path, input };
    if (target === 'shell') {
      return callShell(shellFor(asking), call, (error) => log.failure('shell.defect', error));
    }
    autoLock.watch(asking.connection);
    const { seq, result } = vault.call(asking.connection, call);
    const key = `${asking.connection}/${id}`;
    underWay.set(key, seq);
    try {
      return await result;
    } finally {
      underWay.delete(key);
    }
  });

  ipcMain.on(channels.cancel, (event, message: unknown) => {
    const asking = whoAsks(event);
    const id = callId.safeParse(message);
    if (!asking || !id.success) return;
    const seq = underWay.get(`${asking.connection}/${id.data}`);
    if (seq !== undefined) vault.cancel(seq);
  });
}

function refused(code: string): WireResult {
  return { ok: false, error: { code, data: {} } };
}
