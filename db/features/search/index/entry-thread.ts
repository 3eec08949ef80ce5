/** The thread in which many entries are made: see `withEntryMaker`. */
import { workerData } from 'node:worker_threads';
import { makeEntry, type MadeBatch, type MakerRequest } from './entry-maker.ts';
import type { EntryParts } from './entry.ts';

const { port, made } = workerData as MakerRequest;
const count = new Int32Array(made);

function makeBatch(batch: readonly EntryParts[]): MadeBatch {
  const all: Uint8Array[] = [];
  const digests: number[] = [];
  const ends: number[] = [];
  let end = 0;
  for (const parts of batch) {
    const { terms, digest } = makeEntry(parts);
    all.push(Uint8Array.from(terms));
    end += terms.length;
    ends.push(end);
    digests.push(digest);
  }
  const terms = new Uint8Array(end);
  for (const [index, bytes] of all.entries()) terms.set(bytes, ends[index - 1] ?? 0);
  return { terms, ends, digests };
}

port.on('message', (batch: readonly EntryParts[]) => {
  try {
    const answer = makeBatch(batch);
    port.postMessage(answer, [answer.terms.buffer]);
  } finally {
    Atomics.add(count, 0, 1);
    Atomics.notify(count, 0);
  }
});
