/** The place that a department chose for what was last seen of its vault: a stick, or another drive. */
import { basename } from 'node:path';
import { z } from 'zod';
import type { ReadableDb } from '../../connection/handles.ts';
import { placeLabel } from '../../domain/text/place-label.ts';
import type { StoredKind } from '../../domain/stored-json.ts';
import type { MutationContext } from '../../work/context.ts';
import { changeApart, readApart } from '../workspace/service.ts';
import type { WitnessPlace } from './reading.ts';

/** A path of this computer, chosen in a dialog; null for none. */
const STORED_WITNESS: StoredKind<{ place: string | null }> = {
  name: 'witness',
  version: 1,
  schema: z.strictObject({ place: z.string().min(1).max(4_000).nullable() }),
};

export const labelOf = (path: string): string => placeLabel(basename(path) || path);

export function chosenPlace(db: ReadableDb): WitnessPlace | null {
  const path = readApart(db, STORED_WITNESS)?.place ?? null;
  return path === null ? null : { kind: 'chosen', label: labelOf(path), path };
}

/** Sets it, or takes it away with null; written to with the next commit. */
export function choosePlace(ctx: MutationContext, place: string | null): void {
  ctx.transaction((db) => {
    changeApart(db, ctx, STORED_WITNESS, { place });
    ctx.emit(() => ({ type: 'changed', kind: 'witnesses' }));
  });
}
