/** The thread in which the documents of many customers are made: see `withDocumentMaker`. */
import { workerData } from 'node:worker_threads';
import { makeDocument, type DocumentParts, type MadeBatch, type MakerRequest } from './document-maker.ts';

const { port, made } = workerData as MakerRequest;
const count = new Int32Array(made);

function makeBatch(batch: readonly DocumentParts[]): MadeBatch {
  const all: Uint8Array[] = [];
  const digests: number[] = [];
  const ends: number[] = [];
  let end = 0;
  for (const parts of batch) {
    const { terms, digest } = makeDocument(parts);
    all.push(Uint8Array.from(terms));
    end += terms.length;
    ends.push(end);
    digests.push(digest);
  }
  const terms = new Uint8Array(end);
  for (const [index, bytes] of all.entries()) terms.set(bytes, ends[index - 1] ?? 0);
  return { terms, ends, digests };
}

port.on('message', (batch: readonly DocumentParts[]) => {
  try {
    const answer = makeBatch(batch);
    port.postMessage(answer, [answer.terms.buffer]);
  } finally {
    Atomics.add(count, 0, 1);
    Atomics.notify(count, 0);
  }
});
