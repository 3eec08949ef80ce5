import { mayEver } from '../../domain/permissions.ts';
import type { QueryContext } from '../../work/context.ts';
import type { Job } from '../../work/long-reads.ts';
import { checking } from './check.ts';
import { copying } from './copy.ts';
import { listFallen } from './fallen.ts';
import { comparing } from './inspect.ts';
import { lastVerified, listMade, type MadeBackup } from './list.ts';
import { looking } from './look.ts';
import { placing } from './places.ts';
import { keyOf, readPlan } from './plan.ts';
import { lastRehearsal, type LoggedRehearsal } from './rehearse.ts';
import { rehearsing } from './rehearsal.ts';
import { rotating } from './rotate.ts';
import { findFrozen, type Frozen } from './series.ts';
import { listPlaces, type PlaceLine } from './states.ts';

export { DailyBackup, noteMade } from './daily.ts';
export { makeBackup, type Made } from './make.ts';
export { expectFreeTarget, moveFiles } from './move-files.ts';
export { clearUnfinished } from './part.ts';
export { expectRoom, labelOf, naming } from './places.ts';
export { presentFiles, sizeOf } from './present.ts';
export { backupPlaces } from './plan.ts';
export { addPlace, changePlan, removePlace } from './plan-change.ts';
export { acceptFallen } from './fallen.ts';
export { rehearseRestore, tryRestore, type Rehearsed } from './rehearse.ts';
export { releaseFormer } from './series.ts';
export { lastVerified, listMade, type MadeBackup } from './list.ts';
export { inspectBackup, previewRestore, restoreBackup } from './restore.ts';
export { recordRestore } from './restored.ts';
export { lookAtPlaces } from './states.ts';
export { findMisplaced } from '../../vault/index.ts';

/** What is done away from the vault's thread. */
export const backupJobs: ReadonlyArray<Job<never, unknown>> = [
  looking,
  copying,
  checking,
  placing,
  comparing,
  rotating,
  rehearsing,
];

/** A place with its path, which only those see who may choose it. */
export interface ShownPlace extends PlaceLine {
  readonly path: string | null;
}

/** What the screen of the backups shows. */
export interface Backups {
  readonly made: readonly MadeBackup[];
  readonly last: MadeBackup | null;
  readonly places: readonly ShownPlace[];
  readonly time: string;
  readonly daily: boolean;
  /** Tables that had lost rows in the last backup, for no reason in the log. */
  readonly fallen: readonly string[];
  readonly frozen: Frozen | null;
  readonly rehearsal: LoggedRehearsal | null;
}

export function listBackups(ctx: QueryContext): Backups {
  const { reader, actor } = ctx;
  const { places, time, daily } = readPlan(reader);
  const maySee = mayEver(actor.roles, 'backup.make');
  const paths = new Map(places.map((place) => [keyOf(place), place]));
  return {
    made: listMade(reader),
    last: lastVerified(reader),
    places: listPlaces(ctx).map((line) => ({
      ...line,
      path: maySee ? (paths.get(line.key) ?? null) : null,
    })),
    time,
    daily,
    fallen: listFallen(reader),
    frozen: findFrozen(reader),
    rehearsal: lastRehearsal(reader),
  };
}
