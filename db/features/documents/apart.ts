import { Worker } from 'node:worker_threads';
import type { HtmlPages } from '../../domain/document/html-pages.ts';
import type { ChartBlock } from '../../domain/document/chart.ts';
import type { PrintDocument } from '../../domain/document/model.ts';
import type { AppError } from '../../domain/errors.ts';
import { threadEntry } from '../../thread-entry.ts';
import type { BookFrame } from './writers/book.ts';
import type { PdfFile } from './writers/pdf.ts';

/** What a document can be written as, and what comes of it. */
interface Written {
  readonly word: Uint8Array;
  readonly pages: HtmlPages;
  readonly pdf: PdfFile | null;
  readonly charts: readonly string[];
}

export interface DocumentOrder<Kind extends 'word' | 'pages' | 'pdf' = 'word' | 'pages' | 'pdf'> {
  readonly kind: Kind;
  readonly document: PrintDocument;
}

/** Pictures alone, for a screen. */
export interface ChartsOrder {
  readonly kind: 'charts';
  readonly blocks: readonly ChartBlock[];
  readonly widthMm: number;
}

/** A workbook, whose rows follow: see `writeBookApart`. */
export interface BookOrder {
  readonly kind: 'book';
  readonly frames: readonly BookFrame[];
}

export type Order = DocumentOrder | ChartsOrder | BookOrder;

export type FromThread =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'written'; readonly result: Written[keyof Written] };

export interface Apart {
  readonly signal?: AbortSignal | undefined;
  readonly heapMb: number;
  /** Refuses what takes more memory, or longer, than it may. */
  readonly tooLong: () => AppError;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

const YOUNG_MB = 48;
/** Far longer than the longest document takes on a slow machine. */
const PATIENCE_MS = 120_000;

/**
 * Writes a document in a thread of its own: it takes seconds and much memory, which is given back with the thread.
 * Errors: that of `tooLong`; the reason of `signal` when that is aborted, which ends the thread.
 */
export async function writeApart<Kind extends keyof Written>(
  order: Order & { readonly kind: Kind },
  { signal, heapMb, tooLong, onProgress }: Apart,
): Promise<Written[Kind]> {
  signal?.throwIfAborted();
  const worker = new Worker(threadEntry('writing-thread', import.meta.url), {
    workerData: order satisfies Order,
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Written[Kind]>();
  worker.on('message', (message: FromThread) => {
    if (message.type === 'progress') onProgress?.(message.done, message.total);
    // The thread writes what its order says.
    else resolve(message.result as Written[Kind]);
  });
  worker.once('error', (error: Error & { code?: string }) =>
    reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLong() : error),
  );
  worker.once('exit', (code) => reject(new Error(`the thread that writes a document ended: ${code}`)));
  const patience = setTimeout(() => reject(tooLong()), PATIENCE_MS);
  const stop = () => reject(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await promise;
  } finally {
    clearTimeout(patience);
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
