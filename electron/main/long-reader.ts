import { READ_HEAP_MB } from '../../db/reads/host-node.ts';
import type { ReadMessage, ReadRequest } from '../../db/wire.ts';
import { wipeKeys } from '../../db/wire.ts';
import { startApart, type Apart, type Limits } from './apart.ts';

const LIMITS: Limits = {
  serviceName: 'kedang long reader',
  heapMb: READ_HEAP_MB,
  failures: { silent: 'common.internal', tooLarge: 'common.internal', broken: 'common.internal' },
};

/** Starts a long read. Exactly one `done`, `failed` or `defect` ends the messages, unless it is stopped. */
export type ReadLong = (
  entry: string,
  request: ReadRequest,
  onMessage: (message: ReadMessage) => void,
) => Apart;

/** The built process of long reads; the key goes to it in a message, and main keeps none. */
export const readLong: ReadLong = (entry, request, onMessage) => {
  const started = startApart<ReadMessage>(
    entry,
    request,
    LIMITS,
    ({ type }) => type !== 'progress',
    onMessage,
  );
  wipeKeys(request);
  return started;
};
