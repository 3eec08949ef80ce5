import { mayEver } from '../../domain/permissions.ts';
import type { QueryContext } from '../../work/context.ts';
import type { Subject, Waiting } from '../../work/subject.ts';
import { lastVerified } from './service.ts';

export const backupSubject: Subject = { name: 'backup', waiting };

const DAY_MS = 86_400_000;

/** So many days without a good backup are too many. */
const MOST_DAYS = 7;

/** How old the last good backup is, in whole days; a line of its own where there never was one. */
function waiting(ctx: QueryContext): Waiting[] {
  if (!mayEver(ctx.actor.roles, 'backup.read')) return [];
  const last = lastVerified(ctx.reader);
  const link = '/backup';
  if (!last) return [{ kind: 'backup_none', count: 1, late: 1, link }];
  const days = Math.max(0, Math.floor((ctx.clock.now() - last.at) / DAY_MS));
  return [{ kind: 'backup_age', count: days, late: days > MOST_DAYS ? days - MOST_DAYS : 0, link }];
}
