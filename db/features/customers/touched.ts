/** What happened to archives since something that somebody would take back. */
import type { ReadableDb } from '../../connection/handles.ts';
import type { QueryContext } from '../../work/context.ts';
import type { Touch } from '../../work/subject.ts';
import { listChangedBetween, listLastChanges, listStands } from './standing-store.ts';

/** The last act on an archive: a change of it, or what another subject did. */
export type Touched = Omit<Touch, 'kind' | 'open'> & { readonly kind: Touch['kind'] | 'change' };

export interface Since {
  /** Archives that were filed then, from one id to another. */
  readonly ranges: ReadonlyArray<readonly [first: number, last: number]>;
  /** Archives with the version that they had then. */
  readonly versions: ReadonlyArray<readonly [id: number, version: number]>;
  /** The row of the log with which that ended. */
  readonly after: number;
}

/** Archives that are asked for at a time. */
const AT_ONCE = 5_000;

/** Those that something has touched since, in the order of their ids, each with the last act. */
export function customersTouched(
  { registries }: Pick<QueryContext, 'registries'>,
  db: ReadableDb,
  { ranges, versions, after }: Since,
): Touched[] {
  const touched = new Map<number, Touched>();
  const note = (touch: Touched) => {
    const known = touched.get(touch.customerId);
    if (!known || known.at < touch.at) touched.set(touch.customerId, touch);
  };
  const changed = [
    ...ranges.flatMap(([first, last]) => listChangedBetween(db, first, last)),
    ...batchesOf(versions).flatMap((batch) => changedOf(db, batch)),
  ];
  for (const batch of batchesOf(changed))
    for (const change of listLastChanges(db, batch)) note({ ...change, kind: 'change' });
  for (const batch of batchesOf(idsOf(ranges, versions)))
    for (const { touches } of registries.subjects)
      for (const { open: _, ...touch } of touches?.(db, batch, after) ?? []) note(touch);
  return [...touched.values()].sort((one, other) => one.customerId - other.customerId);
}

function changedOf(db: ReadableDb, batch: Since['versions']): number[] {
  const stands = new Map(
    listStands(
      db,
      batch.map(([id]) => id),
    ).map((one) => [one.id, one]),
  );
  return batch.flatMap(([id, version]) => {
    const now = stands.get(id);
    return now?.version === version && now.standing === 'living' ? [] : [id];
  });
}

function idsOf(ranges: Since['ranges'], versions: Since['versions']): number[] {
  const ids = versions.map(([id]) => id);
  for (const [first, last] of ranges) for (let id = first; id <= last; id += 1) ids.push(id);
  return ids;
}

function batchesOf<Thing>(things: readonly Thing[]): Thing[][] {
  const batches: Thing[][] = [];
  for (let from = 0; from < things.length; from += AT_ONCE) batches.push(things.slice(from, from + AT_ONCE));
  return batches;
}
