/**
 * Entry of the process that reads spreadsheet files, apart from the vault so that it can be killed: under
 * `child_process.fork` and under Electron's `utilityProcess`. Takes one `TableRequest`, sends `TableMessage`s.
 * It has no key, no vault and nothing to lose.
 */
import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../domain/errors.ts';
import type { TableMessage, TableRequest } from '../../wire.ts';
import { readTable } from './reading/read-table.ts';

/** What `utilityProcess` gives instead of `process.send`. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: TableMessage): void;
}

const parentPort = (process as NodeJS.Process & { parentPort?: ParentPort | null }).parentPort;

/** Sends and waits until the message is on its way, so that rows do not pile up here. */
function send(message: TableMessage): Promise<void> {
  if (parentPort) {
    parentPort.postMessage(message);
    return setImmediate();
  }
  return new Promise((resolve, reject) => {
    if (!process.send) reject(new Error('started without a parent'));
    else process.send(message, (error: Error | null) => (error ? reject(error) : resolve()));
  });
}

async function answer(request: TableRequest): Promise<void> {
  try {
    const summary = await readTable(request, (rows) => send({ type: 'rows', rows }));
    await send({ type: 'done', summary });
  } catch (error) {
    const known = error instanceof AppError ? error : new AppError('import.unreadable');
    await send({ type: 'failed', error: { code: known.code, data: known.data } });
  }
}

/** The request comes from our own host, yet a wrong one must not look like a wrong file. */
function toRequest(message: unknown): TableRequest {
  if (typeof message === 'object' && message !== null && 'path' in message && 'maxRows' in message) {
    const { path, maxRows } = message;
    const sheet = 'sheet' in message ? message.sheet : undefined;
    if (
      typeof path === 'string' &&
      typeof maxRows === 'number' &&
      (sheet === undefined || typeof sheet === 'string')
    ) {
      return { path, maxRows, sheet };
    }
  }
  throw new TypeError('not a table request');
}

const start = (message: unknown) => {
  void answer(toRequest(message)).finally(() => {
    // The desktop ends this process when it has heard the last word; to close the way before would lose it.
    if (!parentPort && process.connected) process.disconnect();
  });
};

if (parentPort) parentPort.on('message', ({ data }) => start(data));
else process.once('message', start);
