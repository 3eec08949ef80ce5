/** What is known of a room over a span of days. */
import { addDays, type Day } from '../../domain/dates.ts';
import { figuresOf, thinned, type Figures, type Point, type Span } from '../../domain/environment/figures.ts';
import {
  dayOfWall,
  mergeReadings,
  STORED_READINGS,
  STORED_TICKS,
  unpackReadings,
  wallTime,
  type Limits,
  type Reading,
  type Ticks,
} from '../../domain/environment/readings.ts';
import { read } from '../../domain/stored-json.ts';
import type { QueryContext } from '../../work/context.ts';
import { listRooms } from '../customers/service.ts';
import { readSettings } from '../workspace/service.ts';
import * as store from './store.ts';

export type ReadContext = Pick<QueryContext, 'reader' | 'clock'>;

export interface RoomSpan {
  readonly room: string;
  readonly from: Day;
  /** Included. */
  readonly to: Day;
}

/** Readings of a room in a span, each time once, and how many batches could not be read of what is stored. */
export function readingsOf(
  { reader }: Pick<QueryContext, 'reader'>,
  room: string,
  { from, to }: Span,
): { readonly readings: Reading[]; readonly unreadable: number } {
  const stored = store
    .listContents(reader, { room, what: 'readings', from, to })
    .map(({ content }) => read(STORED_READINGS, content ?? ''));
  const batches = stored.flatMap((one) => (one.ok ? [unpackReadings(one.value)] : []));
  return {
    readings: mergeReadings(batches).filter(({ at }) => at >= from && at < to),
    unreadable: stored.length - batches.length,
  };
}

/** A look at a room on a day; the last of a day counts. */
export interface RoomCheck {
  readonly id: number;
  readonly day: Day;
  readonly ticks: Ticks;
  readonly note: string | null;
}

function checksOf({ reader }: ReadContext, room: string, span: Span): RoomCheck[] {
  const byDay = new Map<Day, RoomCheck>();
  for (const { id, from_at, content, note } of store.listContents(reader, { room, what: 'check', ...span })) {
    const stored = read(STORED_TICKS, content ?? '');
    const day = dayOfWall(from_at ?? 0);
    if (stored.ok) byDay.set(day, { id, day, ticks: stored.value, note });
  }
  return [...byDay.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

export interface Summary {
  readonly figures: Figures;
  readonly checks: readonly RoomCheck[];
  readonly limits: Limits;
  /** Batches that this program cannot read: their time is without data here. */
  readonly unreadable: number;
  /** What was asked for, without the days that are to come. */
  readonly span: Span;
}

/** The climate of a room from one day to another (rules.md D3), as the record of an inspection has it. */
export function summaryOf(ctx: ReadContext, room: string, from: Day, to: Day): Summary {
  return summarized(ctx, { room, from, to }).summary;
}

function summarized(
  ctx: ReadContext,
  { room, from, to }: RoomSpan,
): { summary: Summary; readings: Reading[] } {
  const limits = readSettings(ctx.reader).environmentLimits;
  const asked = { from: wallTime(from, 0), to: wallTime(addDays(to, 1), 0) };
  const { readings, unreadable } = readingsOf(ctx, room, asked);
  // Of today there are readings up to some moment, and nothing is missing after it yet.
  const known = Math.max(wallTime(ctx.clock.today(), 0), (readings.at(-1)?.at ?? 0) + 1);
  const span = { from: asked.from, to: Math.max(asked.from, Math.min(asked.to, known)) };
  const checks = checksOf(ctx, room, asked);
  return {
    summary: { figures: figuresOf(readings, span, limits), checks, limits, unreadable, span },
    readings,
  };
}

/** Lines of a list that a window gets at most; the rest is told by its number. */
const MOST_LINES = 200;

/** The same with what a window shows besides: the curve's points, and what was recorded. */
export function getRoom(ctx: ReadContext, asked: RoomSpan) {
  const { summary, readings } = summarized(ctx, asked);
  const { figures, span } = summary;
  const points: Point[] = thinned(readings, span);
  const entries = store.listEntries(ctx.reader, {
    room: asked.room,
    from: wallTime(asked.from, 0),
    to: wallTime(addDays(asked.to, 1), 0),
  });
  return {
    ...summary,
    figures: {
      ...figures,
      out: figures.out.slice(0, MOST_LINES),
      noData: figures.noData.slice(0, MOST_LINES),
      marked: figures.marked.slice(0, MOST_LINES),
      counts: { out: figures.out.length, noData: figures.noData.length, marked: figures.marked.length },
    },
    points,
    entries,
  };
}

/** Rooms in which archives stand, or of which something was recorded, and when last; empty: places without a room. */
export function roomsOf({ reader }: ReadContext): store.Recorded[] {
  const recorded = new Map(store.listRecorded(reader).map((one) => [one.room, one]));
  const rooms = new Set([...listRooms(reader), ...recorded.keys()]);
  return [...rooms].map((room) => recorded.get(room) ?? { room, reading: null, check: null });
}
