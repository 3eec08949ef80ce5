import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../db/domain/errors.ts';
import type { ReadTable } from '../../db/features/import/host-node.ts';
import { readTable } from '../../db/features/import/reading/read-table.ts';
import { runLongRead } from '../../db/reads/run.ts';
import type { LongReader } from '../../db/work/long-reads.ts';

/**
 * What a host does in processes of their own, done in this one: the same connection and the same reader, without the
 * second that a process takes to start. Tests of the processes themselves take `readLongInChild` and `readTableInChild`.
 */
export const readLongHere: LongReader = async (request, { signal, onProgress }) => {
  await setImmediate();
  signal.throwIfAborted();
  return structuredClone(runLongRead(request, onProgress));
};

/** Reads a table; a file that is no table is refused as it is from the process. */
export const readTableHere: ReadTable = async (request, { signal, onRows } = {}) => {
  try {
    return await readTable(request, async (rows) => {
      if (signal?.aborted) throw new AppError('import.cancelled');
      onRows?.(structuredClone(rows));
      await setImmediate();
    });
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('import.unreadable');
  }
};
