/** An archive that was joined into another, and whether it can be taken out again. */
import { z } from 'zod';
import type { ReadableDb } from '../../connection/handles.ts';
import { parseStored } from '../../domain/stored-json.ts';
import { STANDING_FIELD } from '../../domain/standing.ts';
import type { QueryContext } from '../../work/context.ts';
import { newestRowAbout } from '../../work/log/store.ts';
import { customerHistory, findCustomerRow, type CustomerRow } from './store.ts';
import { customersTouched } from './touched.ts';

export interface Rows {
  readonly target: CustomerRow;
  readonly other: CustomerRow;
}

/** As canonical JSON; what is not joined has a word there. */
const saidSchema = z.object({ version: z.int().positive(), changed: z.boolean() });

export interface Joined extends Rows {
  /** The version that the one that stays had after it took in the other, and whether that changed it. */
  readonly version: number;
  readonly changed: boolean;
}

/** Undefined for an archive that was not joined into another. */
export function findJoined(db: ReadableDb, other: CustomerRow): Joined | undefined {
  const target = other.joined_into === null ? undefined : findCustomerRow(db, other.joined_into);
  if (!target) return undefined;
  const line = customerHistory.list(db, other.id).findLast(({ field }) => field === STANDING_FIELD);
  const stored = parseStored(line?.newValue ?? '');
  const said = saidSchema.safeParse(stored.ok ? stored.value : null);
  return said.success ? { target, other, ...said.data } : undefined;
}

export function isUntouched(ctx: Pick<QueryContext, 'registries'>, db: ReadableDb, joined: Joined): boolean {
  const { target, other, version } = joined;
  const after = newestRowAbout(db, `customer:${other.id}`)?.seq ?? 0;
  const since = { ranges: [], versions: [[target.id, version]] as const, after };
  const acts = ctx.registries.subjects.flatMap(({ touches }) => touches?.(db, [other.id], after) ?? []);
  return acts.length === 0 && customersTouched(ctx, db, since).length === 0;
}

/** True when an archive that was joined into another can be taken out again. */
export function mayPart(ctx: QueryContext, other: CustomerRow): boolean {
  const joined = findJoined(ctx.reader, other);
  return joined !== undefined && isUntouched(ctx, ctx.reader, joined);
}
