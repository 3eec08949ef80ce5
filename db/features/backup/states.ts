/** How it stands with the places of the backups, as far as it is known since the vault was opened. */
import { AppError } from '../../domain/errors.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { lastVerified, listMade, type MadeBackup } from './list.ts';
import { looking, type PlaceFacts } from './look.ts';
import { labelOf } from './places.ts';
import { keyOf, readPlan } from './plan.ts';

/** What was found when a place was last looked at. */
export interface PlaceState {
  /** Milliseconds UTC. */
  readonly lookedAt: number;
  readonly facts: PlaceFacts | null;
  /** Why it takes no backup: a code with its data; null where it does. */
  readonly trouble: { readonly code: string; readonly data: AppError['data'] } | null;
}

class PlaceStates {
  /** By the key of a place. */
  readonly byKey = new Map<string, PlaceState>();
}

const NAME = 'backup.places';

function statesOf({ outside }: Pick<QueryContext, 'outside'>): PlaceStates['byKey'] {
  const known = outside.get(NAME);
  if (known instanceof PlaceStates) return known.byKey;
  const states = new PlaceStates();
  outside.set(NAME, states);
  return states.byKey;
}

export type Looker = Pick<MutationContext, 'readLong' | 'outside' | 'clock'>;

/** What the vault's file has at most, and so much more for what lies beside it. */
const neededFor = (last: MadeBackup | null): number => (last === null ? 0 : Math.ceil(last.bytes * 1.1));

/** Looks at places, all at once; what fails is a state too. Errors: `common.cancelled`, `vault.locked`. */
export async function lookAtPlaces(
  ctx: Looker & Pick<QueryContext, 'reader'>,
  places: readonly string[] = readPlan(ctx.reader).places,
): Promise<Map<string, PlaceState>> {
  const needed = neededFor(lastVerified(ctx.reader));
  const states = await Promise.all(
    places.map(async (place) => [place, await lookAt(ctx, place, needed)] as const),
  );
  return new Map(states);
}

async function lookAt(ctx: Looker, place: string, needed: number): Promise<PlaceState> {
  const lookedAt = ctx.clock.now();
  let state: PlaceState;
  try {
    const watch = watchSilence(LOOKS);
    const facts = await ctx.readLong(looking, { place, needed }, watch);
    state = { lookedAt, facts, trouble: null };
  } catch (error) {
    state = { lookedAt, facts: null, trouble: troubleOf(error) };
  }
  noteState(ctx, place, state);
  return state;
}

export function noteState(ctx: Pick<QueryContext, 'outside'>, place: string, state: PlaceState): void {
  statesOf(ctx).set(keyOf(place), state);
}

/** What of an error is the place's own, or of the process that wrote there; all else is thrown. */
export function troubleOf(error: unknown): NonNullable<PlaceState['trouble']> {
  if (!(error instanceof AppError)) throw error;
  if (error.code.startsWith('backup.')) return { code: error.code, data: error.data };
  if (error.code !== 'common.internal') throw error;
  return { code: 'backup.place_failed', data: { reason: 'process' } };
}

/** Tenths of a second without a word: first while a process starts, then of the place. */
const LOOKS = { start: 150, silent: 20 };
export const COPIES = { start: 300, silent: 600 };

/** Ends what is done at a place that does not answer: `backup.place_silent`. */
export function watchSilence(
  limits: { readonly start: number; readonly silent: number },
  onProgress: (done: number, total: number) => void = () => {},
): { onProgress: (done: number, total: number) => void; onLook: () => void } {
  let looks = 0;
  let most = limits.start;
  return {
    onProgress(done, total) {
      looks = 0;
      most = limits.silent;
      onProgress(done, total);
    },
    // Called every tenth of a second.
    onLook() {
      looks += 1;
      if (looks > most) throw new AppError('backup.place_silent');
    },
  };
}

/** A place, as those who may see backups are told. */
export interface PlaceLine {
  readonly key: string;
  readonly label: string;
  /** The newest good backup that went there, by the log: milliseconds UTC. */
  readonly lastAt: number | null;
  readonly state: PlaceState | null;
}

export function listPlaces(ctx: Pick<QueryContext, 'reader' | 'outside'>): PlaceLine[] {
  const states = statesOf(ctx);
  const made = listMade(ctx.reader, MOST_LOOKED).filter(({ verified }) => verified);
  return readPlan(ctx.reader).places.map((place) => {
    const key = keyOf(place);
    const label = labelOf(place);
    const isHere = (one: MadeBackup) =>
      one.places.some((at) => at.key === key || (at.key === null && at.label === label));
    return { key, label, lastAt: made.find(isHere)?.at ?? null, state: states.get(key) ?? null };
  });
}

/** Rows of the log that are gone through for the last backup of each place. */
const MOST_LOOKED = 400;
