import type { Job } from '../../work/long-reads.ts';
import type { QueryContext } from '../../work/context.ts';
import { readApart } from '../workspace/service.ts';
import { checking } from './check.ts';
import { copying } from './copy.ts';
import { comparing } from './inspect.ts';
import { lastVerified, listMade, type MadeBackup } from './list.ts';
import { STORED_PLACE } from './make.ts';
import { labelOf, placing } from './places.ts';

export { clearUnfinished, makeBackup, type Made } from './make.ts';
export { lastVerified, type MadeBackup } from './list.ts';
export { inspectBackup, previewRestore, restoreBackup } from './restore.ts';
export { recordRestore } from './restored.ts';

/** What is done away from the vault's thread. */
export const backupJobs: ReadonlyArray<Job<never, unknown>> = [copying, checking, placing, comparing];

/** The backups that were made, and where the next one goes. */
export function listBackups({ reader }: Pick<QueryContext, 'reader'>): {
  readonly made: readonly MadeBackup[];
  readonly last: MadeBackup | null;
  readonly place: string | null;
} {
  const place = readApart(reader, STORED_PLACE)?.place;
  return {
    made: listMade(reader),
    last: lastVerified(reader),
    place: place === undefined ? null : labelOf(place),
  };
}

/** The folders of this computer to which backups go. */
export function backupPlaces(reader: QueryContext['reader']): readonly string[] {
  const place = readApart(reader, STORED_PLACE)?.place;
  return place === undefined ? [] : [place];
}
