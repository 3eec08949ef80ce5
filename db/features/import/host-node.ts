import type { ChildProcess } from 'node:child_process';
import { startApart } from '../../apart.ts';
import { AppError } from '../../domain/errors.ts';
import type { TableMessage, TableRequest, TableRow, TableSummary } from '../../wire.ts';

export interface ReadOptions {
  /** Aborting kills the reader; the promise rejects with `import.cancelled`. */
  readonly signal?: AbortSignal;
  readonly onRows?: (rows: readonly TableRow[]) => void;
  /** Entry of the reader process; the source file unless a build put it elsewhere. */
  readonly entry?: string;
  /** Longest silence in milliseconds before the reader is killed. */
  readonly silence?: number;
}

/** How a feature asks for the rows of a file; each host has its own. */
export type ReadTable = (request: TableRequest, options?: ReadOptions) => Promise<TableSummary>;

/** Megabytes of heap that the reader may use; a file that wants more is refused. */
export const READER_HEAP_MB = 320;
const SILENCE_MS = 9_000;

/**
 * Reads a table in a child process of Node. A reader that is silent too
 * long or out of memory is killed and the file refused. Errors: those of `readTable`, `import.timed_out`,
 * `import.too_large`, `import.cancelled`, `import.unreadable`.
 */
export const readTableInChild: ReadTable = (request, options = {}) =>
  readIn(startReader(options.entry), request, options);

/** Of one import: one looks at the file, one reads it. */
export const READERS_OF_IMPORT = 2;

/** Readers that can be started before it is known what they will read: starting one takes longer than most files. */
export interface Readers {
  readonly readTable: ReadTable;
  /** Sees to it that so many are started. */
  prepare(count: number): void;
  close(): void;
}

export function readersInChildren(): Readers {
  const ready: ChildProcess[] = [];
  return {
    readTable(request, options = {}) {
      const child = ready.shift();
      return child ? readIn(child, request, options) : readTableInChild(request, options);
    },
    prepare(count) {
      while (ready.length < count) ready.push(startReader());
    },
    close() {
      for (const child of ready.splice(0)) child.kill('SIGKILL');
    },
  };
}

function startReader(entry: URL | string = new URL('./reader.ts', import.meta.url)): ChildProcess {
  return startApart(entry, { heapMb: READER_HEAP_MB });
}

function readIn(child: ChildProcess, request: TableRequest, options: ReadOptions): Promise<TableSummary> {
  return new Promise<TableSummary>((resolve, reject) => {
    watch(child, options, resolve, reject);
    child.send(request, (error) => {
      if (error) reject(new AppError('import.unreadable'));
    });
  }).finally(() => child.kill('SIGKILL'));
}

function watch(
  child: ChildProcess,
  { signal, onRows, silence = SILENCE_MS }: ReadOptions,
  resolve: (summary: TableSummary) => void,
  reject: (error: unknown) => void,
): void {
  const timer = setTimeout(() => reject(new AppError('import.timed_out')), silence);
  const stop = () => reject(new AppError('import.cancelled'));
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  child.on('message', (message) => {
    timer.refresh();
    const told = message as TableMessage;
    if (told.type === 'done') resolve(told.summary);
    else if (told.type === 'failed') reject(new AppError(told.error.code, told.error.data));
    else {
      try {
        onRows?.(told.rows);
      } catch (error) {
        reject(error);
      }
    }
  });
  child.once('error', () => reject(new AppError('import.unreadable')));
  child.once('exit', (code, killed) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      // Node ends itself with SIGABRT (or 134) when the heap is full.
      reject(new AppError(killed === 'SIGABRT' || code === 134 ? 'import.too_large' : 'import.unreadable'));
    };
    // Its last messages may still be on their way.
    if (child.connected) child.once('disconnect', end);
    else end();
  });
}
