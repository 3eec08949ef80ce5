import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../domain/errors.ts';
import { threadEntry } from '../../thread-entry.ts';
import type { BookOrder } from './apart.ts';
import type { Book, BookFrame, BookRow } from './writers/book.ts';

export interface RowsToThread {
  readonly rows: readonly BookRow[];
  /** True with the last rows of a sheet. */
  readonly isEnd: boolean;
}

/** Rows that go to the thread at once: some milliseconds for who sends them. */
const ROWS_AT_ONCE = 500;
/** Megabytes of heap: of a workbook the rows at hand alone. */
const HEAP_MB = 160;
const YOUNG_MB = 24;

/**
 * A workbook as pieces of an xlsx file, in order, written in a thread of its own: rows are taken from their iterables as
 * the pieces are, some at a time, so that neither the rows nor the file ever stand in memory whole. Errors:
 * `documents.too_long` for more rows than Excel takes; the reason of `signal` when that is aborted, which ends the thread.
 */
export async function* writeBookApart(
  { sheets }: Book,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<Uint8Array, void, void> {
  signal?.throwIfAborted();
  const frames = sheets.map(({ name, title, columns, notes }): BookFrame => ({
    name,
    title,
    columns,
    notes,
  }));
  const worker = new Worker(threadEntry('writing-thread', import.meta.url), {
    workerData: { kind: 'book', frames } satisfies BookOrder,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB },
  });
  try {
    for (const { rows } of sheets)
      for (const message of inSlices(rows)) {
        const bytes = await answerTo(worker, message, signal);
        if (bytes.length > 0) yield bytes;
      }
  } finally {
    await worker.terminate();
  }
}

function* inSlices(rows: Iterable<BookRow>): Generator<RowsToThread> {
  let some: BookRow[] = [];
  for (const row of rows) {
    some.push(row);
    if (some.length < ROWS_AT_ONCE) continue;
    yield { rows: some, isEnd: false };
    some = [];
  }
  yield { rows: some, isEnd: true };
}

async function answerTo(worker: Worker, message: RowsToThread, signal: AbortSignal | undefined) {
  signal?.throwIfAborted();
  const answered = once(worker, 'message', { signal });
  worker.postMessage(message);
  try {
    const [bytes] = (await answered) as [Uint8Array];
    return bytes;
  } catch (error) {
    signal?.throwIfAborted();
    throw isTooLong(error) ? new AppError('documents.too_long') : error;
  }
}

/** In the thread, as errors come out of it: with their codes alone. */
const TOO_LONG: ReadonlySet<unknown> = new Set(['ERR_WORKER_OUT_OF_MEMORY', 'documents.too_long']);

function isTooLong(error: unknown): boolean {
  return error instanceof Error && 'code' in error && TOO_LONG.has(error.code);
}
