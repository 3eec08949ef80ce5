import { hash } from 'node:crypto';
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import { threadEntry } from '../../../thread-entry.ts';
import { termsOf, type EntryParts } from './entry.ts';

/** The terms of an entry as UTF-8, and a number that tells two entries apart. */
export interface MadeEntry {
  readonly terms: Uint8Array;
  readonly digest: number;
}

/** Makes entries batch by batch; they are taken in the order in which their parts were given. */
export interface EntryMaker {
  give(batch: readonly EntryParts[]): void;
  take(): MadeEntry[];
  close(): void;
}

/** 48 bits: one edit in 280 million million would be taken for none. */
function digestOf(terms: Uint8Array): number {
  return hash('sha256', terms, 'buffer').readUIntBE(0, 6);
}

/** The terms are valid until the next entry is made. */
export function makeEntry(parts: EntryParts): MadeEntry {
  const terms = termsOf(parts);
  return { terms, digest: digestOf(terms) };
}

/** From so many entries on a thread of their own is worth its start. */
const MANY = 1_000;

/** Does `work` with a maker for about so many entries; begun early it is ready when the first of them is. */
export function withEntryMaker<Result>(entries: number, work: (maker: EntryMaker) => Result): Result {
  const maker = entries < MANY ? makerHere() : makerApart();
  try {
    return work(maker);
  } finally {
    maker.close();
  }
}

/** Makes them in this thread, when they are taken. */
function makerHere(): EntryMaker {
  const given: Array<readonly EntryParts[]> = [];
  return {
    give: (batch) => given.push(batch),
    take: () =>
      (given.shift() ?? []).map((parts) => {
        const { terms, digest } = makeEntry(parts);
        return { terms: Uint8Array.from(terms), digest };
      }),
    close: () => undefined,
  };
}

/** What the thread of `makerApart` is started with. */
export interface MakerRequest {
  readonly port: MessagePort;
  /** Batches that are made, or on which the thread failed: one `Int32`. */
  readonly made: SharedArrayBuffer;
}

/** A batch of entries on its way: their terms one after the other, and where each ends. */
export interface MadeBatch {
  readonly terms: Uint8Array<ArrayBuffer>;
  readonly ends: readonly number[];
  readonly digests: readonly number[];
}

/** Longer than a batch takes on a slow machine. */
const PATIENCE_MS = 60_000;
/** The dictionary of readings takes 50; the rest is for archives with long notes. */
const HEAP_MB = 192;
const YOUNG_MB = 6;

/**
 * Makes them in a thread of its own while this one, which the transaction holds, writes those before; waits when
 * they are not ready.
 */
function makerApart(): EntryMaker {
  const { port1: port, port2 } = new MessageChannel();
  const made = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const count = new Int32Array(made);
  const workerData: MakerRequest = { port: port2, made };
  const thread = new Worker(threadEntry('entry-thread', import.meta.url), {
    workerData,
    transferList: [port2],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB },
  });
  // A thread that fails is heard of when a batch is taken.
  thread.on('error', () => undefined);
  thread.unref();
  let taken = 0;
  return {
    give: (batch) => port.postMessage(batch),
    take() {
      Atomics.wait(count, 0, taken, PATIENCE_MS);
      taken += 1;
      const received = receiveMessageOnPort(port) as { message: MadeBatch } | undefined;
      if (!received) throw new Error('the thread that makes entries has failed');
      const { terms, ends, digests } = received.message;
      return digests.map((digest, index) => ({
        digest,
        terms: terms.subarray(ends[index - 1] ?? 0, ends[index]),
      }));
    },
    close() {
      port.close();
      void thread.terminate();
    },
  };
}
