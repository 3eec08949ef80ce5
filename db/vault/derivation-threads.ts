/** Threads that derive keys. Their memory, which WebAssembly never gives back, goes with them. */
import { Worker } from 'node:worker_threads';
import { threadEntry } from '../thread-entry.ts';
import type { DerivationRequest } from './derivation-memory.ts';

/** Longer than the dearest accepted cost takes on a slow machine. */
const PATIENCE_MS = 180_000;
/** Keys are often wanted one after another: of the old password and the new one, of the codes of many accounts. */
const KEPT_MS = 1_000;

/** One that has answered and may be asked again; what it began with is half of what a quick key costs. */
let idle: { readonly thread: Worker; readonly ending: NodeJS.Timeout } | undefined;

/**
 * Resolves when a thread has answered in the request's memory, or has ended and left no key there. It is ended when
 * `signal` is aborted.
 */
export async function deriveInThread(request: DerivationRequest, signal?: AbortSignal): Promise<void> {
  const thread = takeIdle() ?? newThread();
  const { promise: through, resolve } = Promise.withResolvers<void>();
  let isEnded = false;
  const end = () => {
    isEnded = true;
    resolve();
  };
  const stop = () => {
    isEnded = true;
    void thread.terminate();
  };
  thread.once('exit', end).once('message', resolve);
  const patience = setTimeout(stop, PATIENCE_MS);
  signal?.addEventListener('abort', stop);
  thread.postMessage(request);
  await through;
  clearTimeout(patience);
  signal?.removeEventListener('abort', stop);
  thread.off('exit', end).off('message', resolve);
  if (!isEnded) keep(thread);
}

function newThread(): Worker {
  const thread = new Worker(threadEntry('derivation-thread', import.meta.url));
  return thread
    .on('error', () => {}) // A thread that fails says so by leaving no key.
    .once('exit', () => {
      if (idle?.thread === thread) takeIdle();
    });
}

function takeIdle(): Worker | undefined {
  const thread = idle?.thread;
  clearTimeout(idle?.ending);
  idle = undefined;
  thread?.ref();
  return thread;
}

/** For a moment; nothing waits for its end. */
function keep(thread: Worker): void {
  void takeIdle()?.terminate();
  thread.unref();
  const ending = setTimeout(() => void takeIdle()?.terminate(), KEPT_MS).unref();
  idle = { thread, ending };
}
