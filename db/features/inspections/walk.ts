import type { ReadableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import { codeOf } from '../../domain/folder-code.ts';
import { sameLevel, SEEN, type Level } from '../../domain/inspection.ts';
import type { QueryContext } from '../../work/context.ts';
import { newestRow } from '../../work/log/recorder.ts';
import { findAccountName } from '../accounts/service.ts';
import {
  listByNumberEnding,
  listOnLevel,
  readIdsOnShelves,
  readOnShelves,
  shelfOverview,
  type LevelCount,
  type OnShelf,
} from '../customers/service.ts';
import { namesOf, sheetOf, shownEntry, type ShownEntry } from './entries.ts';
import { requireInspection } from './flow.ts';
import { MOST_ON_LEVEL } from './level.ts';
import {
  countEarlier,
  findByPeriod,
  listIn,
  listOfCustomer,
  listWithFindings,
  readEntries,
  readEverInspected,
  readInspected,
  type InspectionRow,
} from './store.ts';

/** A line of the list by which the shelves are walked. */
export interface WalkLine extends OnShelf {
  /** Null for one that was not looked at yet. */
  readonly entry: ShownEntry | null;
  /** It was never looked at in a half-year before. */
  readonly never: boolean;
}

/** A level with how far it is. */
export interface LevelProgress extends LevelCount {
  readonly inspected: number;
  readonly never: number;
}

/** What one look at all archives tells: kept until something is written. */
interface Overview {
  readonly inspectionId: number;
  readonly seq: number;
  readonly levels: readonly LevelProgress[];
  /** Ids in the order of the shelves. */
  readonly ids: Uint32Array;
  readonly inspected: ReadonlySet<number>;
  readonly never: ReadonlySet<number>;
}

const KEPT = 'inspections.overview';

function overviewOf(ctx: Pick<QueryContext, 'reader' | 'outside'>, inspection: InspectionRow): Overview {
  const seq = newestRow(ctx.reader);
  const kept = ctx.outside.get(KEPT) as Overview | undefined;
  if (kept?.seq === seq && kept.inspectionId === inspection.id) return kept;
  const fresh = readOverview(ctx.reader, inspection, seq);
  ctx.outside.set(KEPT, fresh);
  return fresh;
}

function readOverview(db: ReadableDb, inspection: InspectionRow, seq: number): Overview {
  const { levels, ids: all } = shelfOverview(db);
  const isListed = listedIn(db, inspection);
  const inspected = new Set(readInspected(db, inspection.id));
  const ever = new Set(countEarlier(db, inspection) > 0 ? readEverInspected(db, inspection) : []);
  const ids = all.filter(isListed);
  const never = new Set<number>();
  for (const id of ids) if (!ever.has(id)) never.add(id);
  let from = 0;
  const progress = levels.flatMap((level) => {
    const own = all.subarray(from, from + level.count).filter(isListed);
    from += level.count;
    const counts = { count: own.length, inspected: countOf(own, inspected), never: countOf(own, never) };
    return own.length > 0 ? [{ ...level, ...counts }] : [];
  });
  return { inspectionId: inspection.id, seq, levels: progress, ids, inspected, never };
}

/** Whether an archive is on the list: every one is, but on that of an addendum. */
function listedIn(db: ReadableDb, inspection: InspectionRow): (id: number) => boolean {
  if (inspection.addendum === 0) return () => true;
  const gathered = new Set(leftOver(db, inspection));
  return (id) => gathered.has(id);
}

/** What an addendum is about: all that the inspection, and the addenda before, left on loan or missing. */
export function leftOver(
  db: ReadableDb,
  { period, addendum }: Pick<InspectionRow, 'period' | 'addendum'>,
): Uint32Array {
  const first = findByPeriod(db, period, 0);
  const open = new Set(first ? listIn(db, first.id, ['on_loan', 'missing']) : []);
  for (let earlier = 1; earlier < addendum; earlier += 1) {
    const before = findByPeriod(db, period, earlier);
    for (const id of before ? listIn(db, before.id, SEEN) : []) open.delete(id);
  }
  return Uint32Array.from(open);
}

const countOf = (ids: Uint32Array, set: ReadonlySet<number>): number =>
  ids.reduce((count, id) => count + (set.has(id) ? 1 : 0), 0);

/** The levels with what is on the list, in the order of the shelves, and how many archives have no place. */
export function walkLevels(ctx: QueryContext, id: number) {
  const inspection = requireInspection(ctx.reader, id);
  const { levels, ids, inspected } = overviewOf(ctx, inspection);
  const placed = levels.reduce((sum, { count }) => sum + count, 0);
  const unplaced = ids.subarray(placed);
  return { levels, unplaced: { count: unplaced.length, inspected: countOf(unplaced, inspected) } };
}

/** One level from the left; for null those without a place, a page of them. */
export function walkLevel(
  ctx: QueryContext,
  { id, level, after }: { readonly id: number; readonly level: Level | null; readonly after: number },
): WalkLine[] {
  const inspection = requireInspection(ctx.reader, id);
  const limit = level ? MOST_ON_LEVEL : PAGE;
  const today = ctx.clock.today();
  const archives =
    inspection.addendum > 0
      ? readOnShelves(ctx.reader, Array.from(overviewOf(ctx, inspection).ids), today)
          .filter(({ id: archive, shelf }) =>
            level ? shelf && sameLevel(shelf, level) : !shelf && archive > after,
          )
          .slice(0, limit)
      : listOnLevel(ctx.reader, level, { today, after, limit });
  return linesOf(ctx, inspection, archives);
}

export const PAGE = 100;

export const WALK_FILTERS = [
  'open',
  'never',
  'found',
  'in_place',
  'on_loan',
  'missing',
  'misplaced',
] as const;
export type WalkFilter = (typeof WALK_FILTERS)[number];

/** Those that stand so, never inspected ones first, in the order of the shelves: a page from a place on. */
export function walkFiltered(
  ctx: QueryContext,
  { id, filter, from }: { readonly id: number; readonly filter: WalkFilter; readonly from: number },
): { lines: WalkLine[]; total: number } {
  const inspection = requireInspection(ctx.reader, id);
  const ids = idsOf(ctx, inspection, filter);
  const archives = readOnShelves(ctx.reader, ids.slice(from, from + PAGE), ctx.clock.today());
  return { lines: linesOf(ctx, inspection, archives), total: ids.length };
}

function idsOf(
  ctx: Pick<QueryContext, 'reader' | 'outside'>,
  inspection: InspectionRow,
  filter: WalkFilter,
): number[] {
  const { ids, inspected, never } = overviewOf(ctx, inspection);
  const isOpen = (id: number) => !inspected.has(id);
  let kept: number[];
  if (filter === 'open') kept = Array.from(ids).filter(isOpen);
  else if (filter === 'never') kept = Array.from(ids).filter((id) => isOpen(id) && never.has(id));
  else {
    const { reader } = ctx;
    const standing = new Set(
      filter === 'found' ? listWithFindings(reader, inspection.id) : listIn(reader, inspection.id, [filter]),
    );
    kept = Array.from(ids).filter((id) => standing.has(id));
  }
  return [...kept.filter((id) => never.has(id)), ...kept.filter((id) => !never.has(id))];
}

/** Ids of the archives that are not looked at yet, in the order of the shelves. */
export function openIds(ctx: Pick<QueryContext, 'reader' | 'outside'>, inspection: InspectionRow): number[] {
  return idsOf(ctx, inspection, 'open');
}

/** 档号 of those that are not looked at yet; of a signed one none. */
export function openNumbers(ctx: QueryContext, id: number): string[] {
  const inspection = requireInspection(ctx.reader, id);
  if (inspection.state === 'signed') return [];
  return readOnShelves(ctx.reader, idsOf(ctx, inspection, 'open'), ctx.clock.today()).map(
    ({ archiveNo }) => archiveNo,
  );
}

/** Labels at a time. */
const LABELS = 5_000;

/** The codes of all archives in the order of the shelves, a page from a place on. */
export function listLabels(ctx: QueryContext, from: number) {
  const ids = readIdsOnShelves(ctx.reader);
  const page = readOnShelves(ctx.reader, Array.from(ids.subarray(from, from + LABELS)), ctx.clock.today());
  return { labels: page.map(({ id, archiveNo }) => ({ archiveNo, code: codeOf(id) })), total: ids.length };
}

/** How many are on the list. */
export function countListed(
  ctx: Pick<QueryContext, 'reader' | 'outside'>,
  inspection: InspectionRow,
): number {
  return overviewOf(ctx, inspection).ids.length;
}

function linesOf(ctx: QueryContext, inspection: InspectionRow, archives: readonly OnShelf[]): WalkLine[] {
  const entries = readEntries(
    ctx.reader,
    inspection.id,
    archives.map(({ id }) => id),
  );
  const { never } = overviewOf(ctx, inspection);
  const nameOf = namesOf(ctx.reader, findAccountName);
  return archives.map((archive) => {
    const entry = entries.get(archive.id);
    return { ...archive, entry: entry ? shownEntry(entry, nameOf) : null, never: never.has(archive.id) };
  });
}

/** Of archives whose 档号 ends alike so many are offered. */
const MOST_FOUND = 20;

/** By the end of its 档号, as people read it from a printed list: the archives that it may be. */
export function findByEnding(
  ctx: QueryContext,
  { id, ending }: { readonly id: number; readonly ending: string },
): WalkLine[] {
  const inspection = requireInspection(ctx.reader, id);
  const found = listByNumberEnding(ctx.reader, ending, ctx.clock.today(), MOST_FOUND);
  const isListed = listedIn(ctx.reader, inspection);
  return linesOf(
    ctx,
    inspection,
    found.filter((archive) => isListed(archive.id)),
  );
}

/** Half-years before that are shown beside a sheet. */
const BESIDE = 4;

/** One archive with its entry, and what was found of it in the last four half-years that were signed. */
export function openSheet(ctx: QueryContext, { id, customerId }: { id: number; customerId: number }) {
  const inspection = requireInspection(ctx.reader, id);
  const archives = readOnShelves(ctx.reader, [customerId], ctx.clock.today());
  const [line] = linesOf(ctx, inspection, archives);
  if (!line) throw new AppError('inspections.unknown_archive');
  const earlier = listOfCustomer(ctx.reader, customerId, BESIDE).map(({ period, ...entry }) => ({
    period,
    at: entry.at,
    sheet: sheetOf(entry),
  }));
  return { ...line, earlier };
}
