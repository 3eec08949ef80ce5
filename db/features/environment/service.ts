/** 温湿度 (rules.md D3): recorded by hand or from a logger's file, never changed, taken back by another row. */
import { addDays, type Day } from '../../domain/dates.ts';
import {
  packReadings,
  STORED_READINGS,
  STORED_TICKS,
  wallTime,
  type EnvironmentWithdrawReason,
  type Reading,
  type Source,
  type Ticks,
} from '../../domain/environment/readings.ts';
import { AppError } from '../../domain/errors.ts';
import { mayEver } from '../../domain/permissions.ts';
import { keptReason } from '../../domain/reasons.ts';
import { write } from '../../domain/stored-json.ts';
import type { MutationContext } from '../../work/context.ts';
import type { WritableDb } from '../../connection/handles.ts';
import { appendRows, type Written } from '../../work/ledger.ts';
import { readingsOf, roomsOf } from './reading.ts';
import * as store from './store.ts';

export { summaryOf, type Summary } from './reading.ts';

export interface HandReading {
  readonly room: string;
  readonly day: Day;
  /** Seconds since midnight. */
  readonly seconds: number;
  readonly temperature: number | null;
  readonly humidity: number | null;
}

/** 登记温湿度. Errors: `environment.no_measure`, `environment.in_future`, `environment.known_already`, `environment.no_such_room`. */
export function recordReading(ctx: MutationContext, hand: HandReading): { id: number } {
  const { room, day, seconds, temperature, humidity } = hand;
  if (temperature === null && humidity === null) throw new AppError('environment.no_measure');
  const reading = { at: wallTime(day, seconds), temperature, humidity };
  return ctx.transaction((db) => ({
    id: recordBatch(db, ctx, { room, source: 'hand', readings: [reading] }),
  }));
}

export interface Batch {
  readonly room: string;
  readonly source: Source;
  readonly readings: readonly Reading[];
  readonly titles?: string;
  readonly mapping?: string;
}

/** One row with all of it, whatever of it is known: it stays where the other is taken back. */
export function recordBatch(db: WritableDb, ctx: MutationContext, batch: Batch): number {
  const { room, source, readings, titles = null, mapping = null } = batch;
  const [first, last] = [readings[0], readings.at(-1)];
  if (!first || !last) throw new AppError('environment.no_readings');
  expectNotInFuture(ctx, last.at);
  if (comparedWith(ctx, batch).isKnown) throw new AppError('environment.known_already');
  return append(db, ctx, 'environment.record', {
    what: 'readings',
    room: requireRoom(ctx, room),
    source,
    from_at: first.at,
    to_at: last.at,
    content: write(STORED_READINGS, packReadings(readings)),
    titles,
    mapping,
  });
}

/** What of some readings is recorded of the room already: alike, or otherwise; `isKnown` where that is all of them. */
export function comparedWith(
  ctx: Pick<MutationContext, 'reader'>,
  { room, readings }: Pick<Batch, 'room' | 'readings'>,
): { readonly known: number; readonly differing: number; readonly isKnown: boolean } {
  const span = { from: readings[0]?.at ?? 0, to: (readings.at(-1)?.at ?? 0) + 1 };
  const there = new Map(readingsOf(ctx, room, span).readings.map((reading) => [reading.at, reading]));
  let [known, differing] = [0, 0];
  for (const { at, temperature, humidity } of readings) {
    const other = there.get(at);
    if (!other) continue;
    if (other.temperature === temperature && other.humidity === humidity) known += 1;
    else differing += 1;
  }
  return { known, differing, isKnown: readings.length > 0 && known + differing === readings.length };
}

export interface Check {
  readonly room: string;
  readonly day: Day;
  readonly ticks: Ticks;
  readonly note: string | null;
}

/** 登记查看: fire, light, insects, mould and damp, each fine or not. The last of a day counts. */
export function recordCheck(ctx: MutationContext, { room, day, ticks, note }: Check): { id: number } {
  return ctx.transaction((db) => {
    const at = wallTime(day, 0);
    expectNotInFuture(ctx, at);
    const said = { what: 'check', room: requireRoom(ctx, room), from_at: at, to_at: at, note };
    return { id: append(db, ctx, 'environment.record', { ...said, content: write(STORED_TICKS, ticks) }) };
  });
}

/** 撤回. Errors: `environment.not_found`, `environment.withdrawn_already`. */
export function withdrawEntry(
  ctx: MutationContext,
  { id, reason: why }: { readonly id: number; readonly reason: EnvironmentWithdrawReason },
): { id: number } {
  return ctx.transaction((db) => {
    const entry = store.findEntry(db, id);
    if (!entry || entry.what === 'withdraw') throw new AppError('environment.not_found');
    if (store.isWithdrawn(db, id)) throw new AppError('environment.withdrawn_already');
    const { reason, reasonText } = keptReason(why);
    const said = { what: 'withdraw', room: entry.room, withdrawn_id: id, reason, reason_text: reasonText };
    return { id: append(db, ctx, 'environment.withdraw', said, reason) };
  });
}

function append(
  db: WritableDb,
  ctx: MutationContext,
  action: string,
  row: Written,
  reason: string | null = null,
): number {
  const { ids } = appendRows(db, ctx, store.environmentLedger, store.ENVIRONMENT, [row], { action, reason });
  const id = ids[0] ?? 0;
  ctx.emit(({ roles }) =>
    mayEver(roles, 'environment.read') ? { type: 'changed', kind: 'environment', id } : null,
  );
  return id;
}

/** A room that is on some shelf: a slip of the pen makes no room. */
function requireRoom(ctx: MutationContext, room: string): string {
  if (!roomsOf(ctx).some((known) => known.room === room)) throw new AppError('environment.no_such_room');
  return room;
}

function expectNotInFuture({ clock }: MutationContext, at: number): void {
  if (at >= wallTime(addDays(clock.today(), 1), 0)) throw new AppError('environment.in_future');
}
