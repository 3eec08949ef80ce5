import { app, utilityProcess } from 'electron';
import { READER_HEAP_MB } from '../../db/features/import/host-node.ts';
import type { TableMessage, TableRequest } from '../../db/wire.ts';

/** Without a message for so long, the file is given up: a hostile one must not keep anybody waiting. */
const SILENCE_MS = 9_000;
/** KiB of memory in all, heap and buffers, and how often it is looked at. */
const MOST_MEMORY_KIB = 500 * 1024;
const LOOK_MS = 250;
/** How a process ends when its heap is full: by abort, as Node and as the shell tell it. */
const OUT_OF_MEMORY = new Set([6, 134]);

/** One spreadsheet being read in a process of its own. */
export interface TableReading {
  stop(): void;
}

/** Starts a reader on one file. Exactly one `done` or `failed` ends the messages, unless it is stopped. */
export type ReadTable = (
  entry: string,
  request: TableRequest,
  onMessage: (message: TableMessage) => void,
) => TableReading;

/** The built reader in a process of Electron's own kind. */
export const readTable: ReadTable = (entry, request, onMessage) => {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'kedang table reader',
    stdio: 'ignore',
    execArgv: [`--max-old-space-size=${READER_HEAP_MB}`],
  });
  let over = false;
  const watchdog = setTimeout(() => fail('import.timed_out'), SILENCE_MS);

  const scales = setInterval(() => {
    if (memoryOf(child.pid) > MOST_MEMORY_KIB) fail('import.too_large');
  }, LOOK_MS);

  function fail(code: string): void {
    finish({ type: 'failed', error: { code, data: {} } });
  }
  function finish(last?: TableMessage): void {
    if (over) return;
    over = true;
    clearTimeout(watchdog);
    clearInterval(scales);
    child.kill();
    if (last) onMessage(last);
  }

  child.on('message', (message: TableMessage) => {
    if (over) return;
    if (message.type !== 'rows') return finish(message);
    watchdog.refresh();
    onMessage(message);
  });
  child.once('exit', (code) => fail(OUT_OF_MEMORY.has(code) ? 'import.too_large' : 'import.unreadable'));
  child.postMessage(request);
  return { stop: () => finish() };
};

/** KiB that a process of ours holds; 0 when it is not there (any more). */
function memoryOf(pid: number | undefined): number {
  return app.getAppMetrics().find((metric) => metric.pid === pid)?.memory.workingSetSize ?? 0;
}
