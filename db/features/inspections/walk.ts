import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../domain/errors.ts';
import { codeOf } from '../../domain/folder-code.ts';
import { sameLevel, type Level } from '../../domain/inspection.ts';
import type { QueryContext } from '../../work/context.ts';
import { findAccountName } from '../accounts/service.ts';
import {
  listByNumberEnding,
  listOnLevel,
  readOnShelves,
  type LevelCount,
  type OnShelf,
} from '../customers/service.ts';
import { namesOf, sheetOf, shownEntry, type ShownEntry } from './entries.ts';
import { requireInspection } from './flow.ts';
import { MOST_ON_LEVEL } from './level.ts';
import { everBefore, isListedIn, listedIn, notedIn, prepareWalk, shelvesOf } from './overview.ts';
import type { Noted } from './noted.ts';
import { listOfCustomer, readEntries, type InspectionRow } from './store.ts';

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

const countOf = (ids: Uint32Array, isCounted: (id: number) => boolean): number =>
  ids.reduce((count, id) => count + (isCounted(id) ? 1 : 0), 0);

/** An inspection with what is known of it at hand. Error: `inspections.not_found`. */
async function prepared(ctx: QueryContext, id: number): Promise<InspectionRow> {
  await prepareWalk(ctx, requireInspection(ctx.reader, id));
  return requireInspection(ctx.reader, id);
}

/** The levels with what is on the list, in the order of the shelves, and how many archives have no place. */
export async function walkLevels(ctx: QueryContext, id: number) {
  const inspection = await prepared(ctx, id);
  const { levels, ids } = shelvesOf(ctx);
  const isListed = isListedIn(ctx, inspection);
  const [noted, ever] = [notedIn(ctx, inspection), everBefore(ctx, inspection)];
  const isInspected = (one: number) => noted.has(one);
  const isNew = (one: number) => !ever.has(one);
  let from = 0;
  const progress = levels.flatMap((level): LevelProgress[] => {
    const own = ids.subarray(from, from + level.count).filter(isListed);
    from += level.count;
    const counts = { count: own.length, inspected: countOf(own, isInspected), never: countOf(own, isNew) };
    return own.length > 0 ? [{ ...level, ...counts }] : [];
  });
  const unplaced = ids.subarray(from).filter(isListed);
  return {
    levels: progress,
    unplaced: { count: unplaced.length, inspected: countOf(unplaced, isInspected) },
  };
}

/** One level from the left; for null those without a place, a page of them. */
export async function walkLevel(
  ctx: QueryContext,
  { id, level, after }: { readonly id: number; readonly level: Level | null; readonly after: number },
): Promise<WalkLine[]> {
  const inspection = await prepared(ctx, id);
  const limit = level ? MOST_ON_LEVEL : PAGE;
  const today = ctx.clock.today();
  const archives =
    inspection.addendum > 0
      ? readOnShelves(ctx.reader, Array.from(listedIn(ctx, inspection)), today)
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
export async function walkFiltered(
  ctx: QueryContext,
  { id, filter, from }: { readonly id: number; readonly filter: WalkFilter; readonly from: number },
): Promise<{ lines: WalkLine[]; total: number }> {
  const inspection = await prepared(ctx, id);
  const ids = idsOf(ctx, inspection, filter);
  const archives = readOnShelves(ctx.reader, ids.slice(from, from + PAGE), ctx.clock.today());
  return { lines: linesOf(ctx, inspection, archives), total: ids.length };
}

function idsOf(ctx: QueryContext, inspection: InspectionRow, filter: WalkFilter): number[] {
  const [noted, ever] = [notedIn(ctx, inspection), everBefore(ctx, inspection)];
  const [never, others]: [number[], number[]] = [[], []];
  for (const id of listedIn(ctx, inspection)) {
    const isNever = !ever.has(id);
    if (!isWanted(filter, noted, { id, isNever })) continue;
    if (isNever) never.push(id);
    else others.push(id);
  }
  return [...never, ...others];
}

function isWanted(
  filter: WalkFilter,
  noted: Noted,
  { id, isNever }: { readonly id: number; readonly isNever: boolean },
): boolean {
  if (filter === 'found') return noted.hasFindings(id);
  const outcome = noted.outcomeOf(id);
  if (filter === 'open') return outcome === null;
  return filter === 'never' ? outcome === null && isNever : outcome === filter;
}

/** 档号 of those that are not looked at yet, read a few at a time, others going on between; of a signed one none. */
export async function openNumbers(ctx: QueryContext, id: number): Promise<string[]> {
  const inspection = await prepared(ctx, id);
  if (inspection.state === 'signed') return [];
  const ids = idsOf(ctx, inspection, 'open');
  const numbers: string[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    if (from > 0) await setImmediate();
    const archives = readOnShelves(ctx.reader, ids.slice(from, from + AT_ONCE), ctx.clock.today());
    numbers.push(...archives.map(({ archiveNo }) => archiveNo));
  }
  return numbers;
}

/** Archives read together where there may be very many. */
const AT_ONCE = 2_000;

/** Labels at a time. */
const LABELS = 5_000;

/** The codes of all archives in the order of the shelves, a page from a place on. */
export function listLabels(ctx: QueryContext, from: number) {
  const { ids } = shelvesOf(ctx);
  const page = readOnShelves(ctx.reader, Array.from(ids.subarray(from, from + LABELS)), ctx.clock.today());
  return { labels: page.map(({ id, archiveNo }) => ({ archiveNo, code: codeOf(id) })), total: ids.length };
}

function linesOf(ctx: QueryContext, inspection: InspectionRow, archives: readonly OnShelf[]): WalkLine[] {
  const entries = readEntries(
    ctx.reader,
    inspection.id,
    archives.map(({ id }) => id),
  );
  const ever = everBefore(ctx, inspection);
  const nameOf = namesOf(ctx.reader, findAccountName);
  return archives.map((archive) => {
    const entry = entries.get(archive.id);
    return { ...archive, entry: entry ? shownEntry(entry, nameOf) : null, never: !ever.has(archive.id) };
  });
}

/** Of archives whose 档号 ends alike so many are offered. */
const MOST_FOUND = 20;

/** By the end of its 档号, as people read it from a printed list: the archives that it may be. */
export async function findByEnding(
  ctx: QueryContext,
  { id, ending }: { readonly id: number; readonly ending: string },
): Promise<WalkLine[]> {
  const inspection = await prepared(ctx, id);
  const isListed = isListedIn(ctx, inspection);
  const found = listByNumberEnding(ctx.reader, ending, ctx.clock.today(), MOST_FOUND);
  return linesOf(
    ctx,
    inspection,
    found.filter((archive) => isListed(archive.id)),
  );
}

/** Half-years before that are shown beside a sheet. */
const BESIDE = 4;

/** One archive with its entry, and what was found of it in the last four half-years that were signed. */
export async function openSheet(ctx: QueryContext, { id, customerId }: { id: number; customerId: number }) {
  const inspection = await prepared(ctx, id);
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
