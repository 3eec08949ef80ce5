import { app, utilityProcess } from 'electron';
import type { WireError } from '../../db/wire.ts';

/** How often the memory of a process is looked at, in milliseconds. */
const LOOK_MS = 250;
/** How a process ends when its heap is full: by abort, as Node and as the shell tell it. */
const OUT_OF_MEMORY = new Set([6, 134]);

/** Work in a process of its own. */
export interface Apart {
  /** Kills it; nothing more is heard of it. */
  stop(): void;
}

interface Failed {
  readonly type: 'failed';
  readonly error: WireError;
}

export interface Limits {
  readonly serviceName: string;
  readonly heapMb: number;
  /** KiB of memory in all, heap and buffers; absent: as much as there is. */
  readonly memoryKib?: number;
  /** Milliseconds without a message after which it is given up; absent: never. */
  readonly silenceMs?: number;
  /** Codes of the ways in which it fails. */
  readonly failures: { readonly silent: string; readonly tooLarge: string; readonly broken: string };
}

/**
 * Starts a built entry on one request in a process of Electron's own kind. Exactly one message that `isLast` ends
 * them, unless it is stopped; it is heard when the process is gone, with all that it had open and in memory.
 */
export function startApart<Message extends { readonly type: string }>(
  entry: string,
  request: object,
  { serviceName, heapMb, memoryKib, silenceMs, failures }: Limits,
  isLast: (message: Message) => boolean,
  onMessage: (message: Message | Failed) => void,
): Apart {
  const child = utilityProcess.fork(entry, [], {
    serviceName,
    stdio: 'ignore',
    execArgv: [`--max-old-space-size=${heapMb}`],
  });
  let over = false;
  let lastMessage: Message | Failed | undefined;
  const watchdog = silenceMs === undefined ? undefined : setTimeout(() => fail(failures.silent), silenceMs);
  const scales =
    memoryKib === undefined
      ? undefined
      : setInterval(() => {
          if (memoryOf(child.pid) > memoryKib) fail(failures.tooLarge);
        }, LOOK_MS);

  function fail(code: string): void {
    finish({ type: 'failed', error: { code, data: {} } });
  }
  function finish(last?: Message | Failed): void {
    if (over) return;
    over = true;
    clearTimeout(watchdog);
    clearInterval(scales);
    lastMessage = last;
    child.kill();
  }

  child.on('message', (message: Message) => {
    if (over) return;
    if (isLast(message)) return finish(message);
    watchdog?.refresh();
    onMessage(message);
  });
  child.once('exit', (code) => {
    fail(OUT_OF_MEMORY.has(code) ? failures.tooLarge : failures.broken);
    if (lastMessage) onMessage(lastMessage);
  });
  child.postMessage(request);
  return {
    stop() {
      finish();
      lastMessage = undefined;
    },
  };
}

/** KiB that a process of ours holds; 0 when it is not there (any more). */
function memoryOf(pid: number | undefined): number {
  return app.getAppMetrics().find((metric) => metric.pid === pid)?.memory.workingSetSize ?? 0;
}
