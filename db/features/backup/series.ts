/** Backups of an archive between two restores are a series: what was made before the last one stays until it is released. */
import type { ReadableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import type { MutationContext } from '../../work/context.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import * as log from '../../work/log/store.ts';
import type { Manifest, Series } from './manifest.ts';

export const RESTORED = 'backup.restore';
const RELEASE = 'backup.release';

const DAY_MS = 86_400_000;
/** So long the backups of before a restore stay in any case. */
const FROZEN_DAYS = 30;

/** The series that the archive is in. */
export function seriesOf(db: ReadableDb): Series {
  const last = log.newestRowOf(db, RESTORED);
  const hash = last && log.auditHash(db, last.seq);
  return {
    restores: log.countRowsOf(db, RESTORED),
    since: hash ? Buffer.from(hash).toString('hex') : null,
  };
}

/** True for a backup of the series; those of a format that names none are of no series. */
export function isOfSeries(manifest: Manifest, { restores, since }: Series): boolean {
  if (manifest.version === 1) return false;
  return manifest.series.restores === restores && manifest.series.since === since;
}

/** What is frozen since the last restore; null where there was none, or what is from before it was released. */
export interface Frozen {
  /** When the archive was restored, and from when on a release is taken: milliseconds UTC. */
  readonly restoredAt: number;
  readonly releasableAt: number;
}

export function findFrozen(db: ReadableDb): Frozen | null {
  const restored = log.newestRowOf(db, RESTORED);
  if (!restored) return null;
  if (log.countRowsOf(db, RELEASE, restored.seq) > 0) return null;
  return { restoredAt: restored.at, releasableAt: restored.at + FROZEN_DAYS * DAY_MS };
}

/**
 * Lets backups from before the last restore be cleared up like all others. Errors: `backup.nothing_frozen`,
 * `backup.release_early` {days} still to wait, `clock.in_doubt`.
 */
export function releaseFormer(ctx: MutationContext): void {
  ctx.transaction((db) => {
    const frozen = findFrozen(db);
    if (!frozen) throw new AppError('backup.nothing_frozen');
    const wait = frozen.releasableAt - ctx.clock.now();
    if (wait > 0) throw new AppError('backup.release_early', { days: Math.ceil(wait / DAY_MS) });
    recordAudit(db, ctx, { action: RELEASE, object: 'archive' });
    ctx.emit(() => ({ type: 'changed', kind: 'backup' }));
  });
}
