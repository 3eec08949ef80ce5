import { Worker } from 'node:worker_threads';
import { threadEntry } from '../../db/thread-entry.ts';

/** What a joined file says of itself. */
export interface PdfFacts {
  readonly title: string;
  /** Of the words in it, e.g. `zh-CN`. */
  readonly language: string;
}

export type ToJoining = { readonly type: 'add'; readonly pdf: Uint8Array } | { readonly type: 'finish' };

/** PDF files that become one, in the order in which they are added, in a thread of their own. */
export interface Joining {
  add(pdf: Uint8Array): void;
  /** The joined file. Rejects when one of them cannot be read. */
  finish(): Promise<Uint8Array>;
  stop(): void;
}

export function startJoining(facts: PdfFacts): Joining {
  const worker = new Worker(threadEntry('joining-thread', import.meta.url), { workerData: facts });
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  // It may fail before anybody asks for the file.
  promise.catch(() => undefined);
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', (code) => reject(new Error(`the thread that joins ended: ${code}`)));
  return {
    add(pdf) {
      // Its bytes alone, and not what else lies in the same memory.
      const bytes = Uint8Array.from(pdf);
      worker.postMessage({ type: 'add', pdf: bytes } satisfies ToJoining, [bytes.buffer]);
    },
    finish() {
      worker.postMessage({ type: 'finish' } satisfies ToJoining);
      return promise;
    },
    stop: () => void worker.terminate(),
  };
}
