import { startApart } from '../apart.ts';
import { AppError } from '../domain/errors.ts';
import type { ReadMessage } from '../wire.ts';
import type { LongReader } from '../work/long-reads.ts';

/** Megabytes of heap that a long read may use. */
export const READ_HEAP_MB = 1000;

/**
 * Does a long read in a child process of Node, for the command line and the tests. Its result is told when the process
 * is gone: freeing what it had in memory would slow whoever goes on with the result.
 */
export const readLongInChild: LongReader = (request, { signal, onProgress }) => {
  const entry = new URL('./process.ts', import.meta.url);
  // Bytes stay bytes: as JSON the key would be a text that nobody can wipe.
  const child = startApart(entry, { heapMb: READ_HEAP_MB, serialization: 'advanced' });
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  let done: Extract<ReadMessage, { type: 'done' }> | undefined;
  const stop = () => {
    // At once: whoever closes the vault waits for the reader to be gone.
    child.kill('SIGKILL');
    reject(signal.reason);
  };
  signal.addEventListener('abort', stop, { once: true });
  child.on('message', (message: ReadMessage) => {
    if (message.type === 'progress') onProgress(message.done, message.total);
    else if (message.type === 'done') {
      done = message;
      child.kill('SIGKILL');
    } else if (message.type === 'failed') reject(new AppError(message.error.code, message.error.data));
    else reject(new Error(message.text));
  });
  child.once('error', reject);
  child.once('exit', (code, killed) => {
    if (done) resolve(done.result);
    else reject(new Error(`a long read ended: ${killed ?? code}`));
  });
  if (signal.aborted) stop();
  else child.send(request, (error) => error && reject(error));
  return promise.finally(() => {
    signal.removeEventListener('abort', stop);
    child.kill('SIGKILL');
  });
};
