import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import { BLANK_SHEET, type Level } from '../../domain/inspection.ts';
import { isLogged } from '../../domain/roles.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { appendRows } from '../../work/ledger.ts';
import { listOnLevel, type OnShelf } from '../customers/service.ts';
import { readSettings } from '../workspace/service.ts';
import { toColumns } from './entries.ts';
import { requireRunning, tellOfEntries } from './look.ts';
import {
  countEarlier,
  ENTRIES,
  everInspected,
  readEntries,
  type EntryRow,
  type InspectionRow,
} from './store.ts';

/** Archives on one level at most: more than stand on any. */
export const MOST_ON_LEVEL = 2_000;

/** What a level can be confirmed with in one act, and what first has to be scanned of it. */
export interface LevelPlan {
  /** Those that a confirmation enters as in place. */
  readonly ready: readonly OnShelf[];
  /** Those to be scanned first: drawn by chance, the same for everybody. */
  readonly toScan: readonly OnShelf[];
  /** Left out of it, to be looked at one by one: 机密 and above, and never inspected before. */
  readonly apart: ReadonlyArray<OnShelf & { readonly why: 'secrecy' | 'never' }>;
}

/**
 * Confirms that what is not looked at yet on a level stands there in order (D1), each archive with a row of its own.
 * Errors: `inspections.sample_first` {count} while some of those drawn are not scanned, `inspections.level_done`.
 */
export function confirmLevel(ctx: MutationContext, level: Level): { confirmed: number } {
  return ctx.transaction((db) => {
    const inspection = requireRunning(db);
    const { ready, toScan } = planIn(ctx, db, inspection, level);
    if (toScan.length > 0) throw new AppError('inspections.sample_first', { count: toScan.length });
    if (ready.length === 0) throw new AppError('inspections.level_done');
    enterAll(ctx, db, inspection, ready);
    return { confirmed: ready.length };
  });
}

function enterAll(
  ctx: MutationContext,
  db: WritableDb,
  inspection: InspectionRow,
  archives: readonly OnShelf[],
): void {
  const rows = archives.map((archive) => toColumns(archive, BLANK_SHEET, 1, 'level'));
  appendRows(db, ctx, ENTRIES, inspection.id, rows, { action: 'inspections.note_level' });
  tellOfEntries(ctx, inspection.id);
}

export function planLevel(ctx: QueryContext, level: Level): LevelPlan {
  return planIn(ctx, ctx.reader, requireRunning(ctx.reader), level);
}

function planIn(ctx: QueryContext, db: ReadableDb, inspection: InspectionRow, level: Level): LevelPlan {
  // An addendum is about single archives.
  if (inspection.addendum > 0) throw new AppError('inspections.level_done');
  const all = listOnLevel(db, level, { today: ctx.clock.today(), limit: MOST_ON_LEVEL });
  const ids = all.map(({ id }) => id);
  const entries = readEntries(db, inspection.id, ids);
  const ever = countEarlier(db, inspection) > 0 ? everInspected(db, inspection, ids) : new Set(ids);
  const whyApart = ({ id, secrecy }: OnShelf) => {
    if (isLogged(secrecy)) return 'secrecy';
    return ever.has(id) ? null : 'never';
  };
  const open = all.filter(({ id }) => !entries.has(id));
  const eligible = all.filter((archive) => whyApart(archive) === null);
  const toScan = drawn(ctx, db, inspection, eligible, entries);
  return {
    ready: open.filter((archive) => whyApart(archive) === null && !toScan.includes(archive)),
    toScan,
    apart: open.flatMap((archive) => {
      const why = whyApart(archive);
      return why ? [{ ...archive, why }] : [];
    }),
  };
}

/**
 * What is still to be scanned of a share of the level, drawn by a hash that nobody knows without the vault: so it is
 * the same however often one asks. Whatever was picked by hand makes room for the next.
 */
function drawn(
  ctx: QueryContext,
  db: ReadableDb,
  { id: inspection }: InspectionRow,
  eligible: readonly OnShelf[],
  entries: ReadonlyMap<number, EntryRow>,
): OnShelf[] {
  const wanted = Math.ceil((eligible.length * readSettings(db).levelSample) / 100);
  return eligible
    .filter(({ id }) => entries.get(id)?.way !== 'pick')
    .map((archive) => ({ archive, rank: Buffer.from(ctx.hash({ inspection, archive: archive.id })) }))
    .sort((one, other) => Buffer.compare(one.rank, other.rank))
    .slice(0, wanted)
    .map(({ archive }) => archive)
    .filter(({ id }) => !entries.has(id));
}
