import type { ReadableDb } from '../../connection/handles.ts';
import type { Clock } from '../../domain/dates.ts';
import type { Unheard, WitnessKeeper } from '../../work/witnesses.ts';
import { judge, type Differing } from './judging.ts';
import { Keeper } from './keeper.ts';
import { chosenPlace, labelOf } from './place.ts';
import { hearWitnesses, unheardAmong, type WitnessPlace } from './reading.ts';

export type { Differing } from './judging.ts';
export { chosenPlace, choosePlace } from './place.ts';

/** A vault as far as its witnesses are concerned. */
export interface Witnessed {
  readonly path: string;
  /** Hexadecimal. */
  readonly archiveId: string;
  /** The program's own folder of witnesses; null for none. */
  readonly folder: string | null;
  /** Folders to which backups go. */
  readonly backups: readonly string[];
}

/** What came of holding a vault against its witnesses. */
export interface Held {
  readonly differing: Differing | null;
  readonly unheard: readonly Unheard[];
  /** Path of the chosen place, where it was heard. */
  readonly heard: string | null;
}

/** Of a vault that was just made. */
export const NOT_HELD: Held = { differing: null, unheard: [], heard: null };

/**
 * Holds an opened vault, of any format, against all that can be reached and saw it before. Nothing is written. Takes as
 * long as the slowest place, two seconds at most.
 */
export async function holdAgainstWitnesses(db: ReadableDb, vault: Witnessed): Promise<Held> {
  const { archiveId, folder } = vault;
  const heard = await hearWitnesses([...placesOf(vault), ...(chosenOf(db) ?? [])], archiveId);
  const chosen = heard.find(({ place, state }) => place.kind === 'chosen' && state === 'heard');
  return {
    differing: judge(db, heard),
    unheard: await unheardAmong(heard, archiveId, folder),
    heard: chosen?.place.path ?? null,
  };
}

function placesOf({ path, folder, backups }: Witnessed): WitnessPlace[] {
  return [
    { kind: 'beside', label: '', path: `${path}.anchors` },
    ...(folder === null ? [] : [{ kind: 'program', label: '', path: folder } as const]),
    ...backups.map((place) => ({ kind: 'backup', label: labelOf(place), path: place }) as const),
  ];
}

function chosenOf(db: ReadableDb): WitnessPlace[] | null {
  const place = chosenPlace(db);
  return place && [place];
}

/** A witness that saw more of a vault than a row: where it stands, and what it saw when (milliseconds UTC). */
export interface Newer {
  readonly kind: WitnessPlace['kind'];
  readonly label: string;
  readonly seq: number;
  readonly at: number;
}

/** The newest witness that saw rows after one; null for none. For a backup that is to be restored: see `judge`. */
export async function findNewerWitness(vault: Witnessed, seq: number): Promise<Newer | null> {
  const heard = await hearWitnesses(placesOf(vault), vault.archiveId);
  const facts = heard.flatMap(({ place: { kind, label }, facts: said }) =>
    said.map((fact) => ({ kind, label, seq: fact.seq, at: fact.at })),
  );
  const newer = facts.filter((fact) => fact.seq > seq).toSorted((a, b) => b.seq - a.seq);
  return newer[0] ?? null;
}

/** Keeps what is seen of an open vault from now on; of one that differs once that was accepted. */
export function keepWitnesses(
  db: ReadableDb,
  {
    archiveId,
    folder,
    clock,
  }: Pick<Witnessed, 'archiveId' | 'folder'> & { readonly clock: Pick<Clock, 'now'> },
  { differing, unheard, heard }: Held,
): WitnessKeeper {
  const isHeldBack = differing !== null;
  return new Keeper({
    db,
    archiveId,
    clock,
    folder,
    chosen: () => chosenPlace(db),
    heard,
    unheard,
    isHeldBack,
  });
}
