import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { ReadableDb } from '../../connection/handles.ts';
import { shelfSchema } from '../../domain/customer-values.ts';
import { mayEver } from '../../domain/permissions.ts';
import { ROLES } from '../../domain/roles.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { appendRows } from '../../work/ledger.ts';
import { findPersonName, listPeopleWithRole } from '../accounts/service.ts';
import { requireInspection } from './flow.ts';
import { tellOfEntries } from './look.ts';
import { hasInspected } from './overview.ts';
import { listShares, SHARES, type InspectionRow, type ShareRow } from './store.ts';

/** What somebody looks after: a room, a cabinet of it, or levels of that. */
export const shareSchema = z
  .strictObject({
    personId: z.int().positive(),
    room: shelfSchema.shape.room,
    cabinet: shelfSchema.shape.cabinet.nullable().default(null),
    fromLevel: shelfSchema.shape.level.nullable().default(null),
    toLevel: shelfSchema.shape.level.nullable().default(null),
    /** False takes it back. */
    given: z.boolean().default(true),
  })
  .refine(
    ({ cabinet, fromLevel, toLevel }) =>
      fromLevel === null || toLevel === null
        ? fromLevel === toLevel
        : cabinet !== null && fromLevel <= toLevel,
    { path: ['fromLevel'] },
  );
export type Share = z.infer<typeof shareSchema>;

export interface ShownShare extends Omit<Share, 'given'> {
  readonly name: string;
}

/**
 * Shares an inspection out; what was given before stays given. Errors: `inspections.not_found`, `inspections.being_signed`,
 * `inspections.no_such_person`, `inspections.not_an_inspector` for one who may not inspect.
 */
export function share(
  ctx: MutationContext,
  { id, shares }: { readonly id: number; readonly shares: readonly Share[] },
): void {
  ctx.transaction((db) => {
    const inspection = requireInspection(db, id);
    if (inspection.state !== 'running') throw new AppError('inspections.being_signed');
    const able = new Set(mayInspect(db).map(({ id: personId }) => personId));
    for (const { personId, given } of shares) {
      const name = findPersonName(db, personId);
      if (name === undefined) throw new AppError('inspections.no_such_person');
      // From one who has left since it is taken back all the same.
      if (given && !able.has(personId)) throw new AppError('inspections.not_an_inspector', { name });
    }
    const rows = shares.map(({ personId, room, cabinet, fromLevel, toLevel, given }) => ({
      person_id: personId,
      room,
      cabinet,
      from_level: fromLevel,
      to_level: toLevel,
      given: given ? 1 : 0,
    }));
    appendRows(db, ctx, SHARES, id, rows, { action: 'inspections.share' });
    tellOfEntries(ctx, id);
  });
}

const INSPECTING = ROLES.filter((role) => mayEver([role], 'inspections.inspect'));

/** Those to whom a share can be given. */
export function mayInspect(db: ReadableDb): Array<{ id: number; name: string }> {
  return listPeopleWithRole(db, INSPECTING).map(({ personId, name }) => ({ id: personId, name }));
}

/** What is given now. */
export function sharesOf({ reader }: Pick<QueryContext, 'reader'>, { id }: InspectionRow): ShownShare[] {
  const given = new Map<string, ShareRow>();
  for (const row of listShares(reader, id)) {
    const key = JSON.stringify([row.person_id, row.room, row.cabinet, row.from_level, row.to_level]);
    if (row.given === 1) given.set(key, row);
    else given.delete(key);
  }
  return [...given.values()].map((row) => ({
    personId: row.person_id,
    name: findPersonName(reader, row.person_id) ?? '',
    room: row.room,
    cabinet: row.cabinet,
    fromLevel: row.from_level,
    toLevel: row.to_level,
  }));
}

/** Who can still review it: supervisors who have inspected nothing of it and have no share in it. */
export function reviewersLeft(
  ctx: QueryContext,
  inspection: InspectionRow,
): Array<{ id: number; name: string }> {
  const sharing = new Set(sharesOf(ctx, inspection).map(({ personId }) => personId));
  return listPeopleWithRole(ctx.reader, ['supervisor'])
    .filter(({ personId }) => !sharing.has(personId) && !hasInspected(ctx, inspection, personId))
    .map(({ personId, name }) => ({ id: personId, name }));
}
