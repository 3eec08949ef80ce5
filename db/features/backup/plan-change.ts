import { AppError } from '../../domain/errors.ts';
import type { MutationContext } from '../../work/context.ts';
import { changeApart } from '../workspace/service.ts';
import { keyOf, MOST_PLACES, readPlan, STORED_PLAN, type BackupPlan } from './plan.ts';
import { lookAtPlaces } from './states.ts';

/**
 * A folder more to which backups go, once it was seen that it takes one. Errors: those of a look at it,
 * `backup.too_many_places` {most}, `backup.place_known`.
 */
export async function addPlace(ctx: MutationContext, place: string): Promise<void> {
  const state = (await lookAtPlaces(ctx, [place])).get(place);
  if (state?.trouble) throw new AppError(state.trouble.code, state.trouble.data);
  change(ctx, (plan) => {
    if (plan.places.includes(place)) throw new AppError('backup.place_known');
    if (plan.places.length >= MOST_PLACES)
      throw new AppError('backup.too_many_places', { most: MOST_PLACES });
    return { ...plan, places: [...plan.places, place] };
  });
}

/** Backups go there no more; those that lie there stay. Errors: `backup.place_unknown`. */
export function removePlace(ctx: MutationContext, key: string): void {
  change(ctx, (plan) => {
    const places = plan.places.filter((place) => keyOf(place) !== key);
    if (places.length === plan.places.length) throw new AppError('backup.place_unknown');
    return { ...plan, places };
  });
}

/** When the daily one is made, and whether at all. */
export function changePlan(ctx: MutationContext, wanted: Pick<BackupPlan, 'time' | 'daily'>): void {
  change(ctx, (plan) => ({ ...plan, ...wanted }));
}

function change(ctx: MutationContext, next: (plan: BackupPlan) => BackupPlan): void {
  ctx.transaction((db) => {
    changeApart(db, ctx, STORED_PLAN, next(readPlan(db)));
    ctx.emit(() => ({ type: 'changed', kind: 'backup' }));
  });
}
