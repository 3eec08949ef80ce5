import { READER_HEAP_MB } from '../../db/features/import/host-node.ts';
import type { TableMessage, TableRequest } from '../../db/wire.ts';
import { startApart, type Apart, type Limits } from './apart.ts';

const LIMITS: Limits = {
  serviceName: 'kedang table reader',
  heapMb: READER_HEAP_MB,
  memoryKib: 500 * 1024,
  // A hostile file must not keep anybody waiting.
  silenceMs: 9_000,
  failures: { silent: 'import.timed_out', tooLarge: 'import.too_large', broken: 'import.unreadable' },
};

/** Starts a reader on one file. Exactly one `done` or `failed` ends the messages, unless it is stopped. */
export type ReadTable = (
  entry: string,
  request: TableRequest,
  onMessage: (message: TableMessage) => void,
) => Apart;

/** The built reader in a process of its own. */
export const readTable: ReadTable = (entry, request, onMessage) =>
  startApart<TableMessage>(entry, request, LIMITS, ({ type }) => type !== 'rows', onMessage);
