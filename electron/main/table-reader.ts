import { utilityProcess } from 'electron';
import type { TableMessage, TableRequest } from '../../db/wire.ts';

/** Without a message for so long, the file is given up: a hostile one must not keep anybody waiting. */
const SILENCE_MS = 10_000;
/** MiB of JavaScript heap that one file may take. */
const HEAP_MIB = 384;

/** One spreadsheet being read in a process of its own. */
export interface TableReading {
  stop(): void;
}

/** Starts the built reader on one file. Exactly one `done` or `failed` ends the messages, unless it is stopped. */
export function readTable(
  entry: string,
  request: TableRequest,
  onMessage: (message: TableMessage) => void,
): TableReading {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'kedang table reader',
    stdio: 'ignore',
    execArgv: [`--max-old-space-size=${HEAP_MIB}`],
  });
  let over = false;
  let watchdog = setTimeout(giveUp, SILENCE_MS, 'import.reader_too_slow');

  function giveUp(code: string): void {
    finish({ type: 'failed', error: { code, data: {} } });
  }
  function finish(last?: TableMessage): void {
    if (over) return;
    over = true;
    clearTimeout(watchdog);
    child.kill();
    if (last) onMessage(last);
  }

  child.on('message', (message: TableMessage) => {
    if (over) return;
    clearTimeout(watchdog);
    if (message.type !== 'rows') return finish(message);
    watchdog = setTimeout(giveUp, SILENCE_MS, 'import.reader_too_slow');
    onMessage(message);
  });
  child.once('exit', () => giveUp('import.reader_stopped'));
  child.postMessage(request);
  return { stop: () => finish() };
}
