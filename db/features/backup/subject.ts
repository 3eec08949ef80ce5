import { mayEver } from '../../domain/permissions.ts';
import type { QueryContext } from '../../work/context.ts';
import type { Subject, Waiting } from '../../work/subject.ts';
import { listFallen } from './fallen.ts';
import { lastVerified } from './list.ts';
import { listPlaces } from './states.ts';

export const backupSubject: Subject = { name: 'backup', waiting };

const DAY_MS = 86_400_000;

/** So many days without a good backup are too many. */
const MOST_DAYS = 7;

/** How it stands with the backups, for those who may know. */
function waiting(ctx: QueryContext): Waiting[] {
  if (!mayEver(ctx.actor.roles, 'backup.read')) return [];
  return [...ageOf(ctx), ...troublesOf(ctx)];
}

const link = '/backup';

/** How old the last good backup is, in whole days; a line of its own where there never was one. */
function ageOf(ctx: QueryContext): Waiting[] {
  const last = lastVerified(ctx.reader);
  if (!last) return [{ kind: 'backup_none', count: 1, late: 1, link }];
  const days = Math.max(0, Math.floor((ctx.clock.now() - last.at) / DAY_MS));
  return [{ kind: 'backup_age', count: days, late: days > MOST_DAYS ? days - MOST_DAYS : 0, link }];
}

/** Places that take no backup now, and tables that had lost rows in the last one: said until it is mended. */
function troublesOf(ctx: QueryContext): Waiting[] {
  const closed = listPlaces(ctx).filter(({ state }) => state?.trouble).length;
  const fallen = listFallen(ctx.reader).length;
  return [
    ...(closed === 0 ? [] : [{ kind: 'backup_closed', count: closed, late: 0, link }]),
    ...(fallen === 0 ? [] : [{ kind: 'backup_fallen', count: fallen, late: 0, link }]),
  ];
}
