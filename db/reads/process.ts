/**
 * Entry of the process that does one long read, apart from the vault so that it can be killed: under
 * `child_process.fork` and under Electron's `utilityProcess`. Takes one `ReadRequest`, sends `ReadMessage`s.
 */
import { constants, setPriority } from 'node:os';
import { storageRefusal } from '../connection/failures.ts';
import { AppError } from '../domain/errors.ts';
import type { ReadMessage, ReadRequest } from '../wire.ts';
import { isPatient, runLongRead } from './run.ts';

/** What `utilityProcess` gives instead of `process.send`. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: ReadMessage): void;
}

const parentPort = (process as NodeJS.Process & { parentPort?: ParentPort | null }).parentPort;
const parent = process.ppid;

function send(message: ReadMessage): void {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
}

/** Nobody is to read on with the key when the program that asked is gone. */
function progress(done: number, total: number): void {
  if (process.ppid !== parent) process.exit(1);
  send({ type: 'progress', done, total });
}

function answer(request: ReadRequest): ReadMessage {
  try {
    if (isPatient(request)) setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
    return { type: 'done', result: runLongRead(request, progress) };
  } catch (error) {
    const known = error instanceof AppError ? error : storageRefusal(error);
    if (known) return { type: 'failed', error: { code: known.code, data: known.data } };
    return { type: 'defect', text: error instanceof Error ? String(error.stack) : String(error) };
  }
}

const start = (message: unknown) => send(answer(message as ReadRequest));

// The host ends this process when it has heard the last word.
if (parentPort) parentPort.on('message', ({ data }) => start(data));
else {
  process.once('message', start);
  process.once('disconnect', () => process.exit(1));
}
