/** 温湿度 (rules.md D3): what is measured in a room, and what is looked at there. */
import { z } from 'zod';
import { daySchema } from '../dates.ts';
import { OTHER, type Reason, type ReasonRule } from '../reasons.ts';
import type { StoredKind } from '../stored-json.ts';

/** More of one file, or of one room in one question, is no archive's climate. */
export const MOST_READINGS = 100_000;
export const MOST_NOTE = 500;

/**
 * Temperature in tenths of a degree and humidity in tenths of a percent; null where it was not measured. The time is that
 * of the clock on the wall, in seconds since 1970-01-01 00:00 of that clock: loggers know no time zone.
 */
export interface Reading {
  readonly at: number;
  readonly temperature: number | null;
  readonly humidity: number | null;
}

/** What is looked at besides (D3): each fine or not. */
export const TICKS = ['fire', 'light', 'insects', 'mould', 'damp'] as const;
export type Tick = (typeof TICKS)[number];
export const ticksSchema = z.strictObject({
  fire: z.boolean(),
  light: z.boolean(),
  insects: z.boolean(),
  mould: z.boolean(),
  damp: z.boolean(),
});
export type Ticks = z.infer<typeof ticksSchema>;

export const SOURCES = ['hand', 'csv'] as const;
export type Source = (typeof SOURCES)[number];

/** 撤回 what should not have been recorded. */
export const ENVIRONMENT_WITHDRAW_REASON = {
  choices: ['wrong_room', 'wrong_clock', 'broken_logger', 'typing_error', OTHER],
  needed: true,
} as const satisfies ReasonRule;
export type EnvironmentWithdrawReason = Reason<(typeof ENVIRONMENT_WITHDRAW_REASON.choices)[number]>;

/** Tenths that a thermometer or a hygrometer can show, also a broken one. */
export const MOST_TENTHS = 100_000;
/** What no room has: such values are kept and marked, and count as no data. */
export const POSSIBLE = { temperature: { low: -400, high: 700 }, humidity: { low: 0, high: 1_000 } } as const;
export const MEASURES = ['temperature', 'humidity'] as const;
export type Measure = (typeof MEASURES)[number];

export function isPossible(measure: Measure, tenths: number): boolean {
  return tenths >= POSSIBLE[measure].low && tenths <= POSSIBLE[measure].high;
}

/** True for a reading of which a value cannot be. */
export function isMarked(reading: Reading): boolean {
  return MEASURES.some((measure) => {
    const value = reading[measure];
    return value !== null && !isPossible(measure, value);
  });
}

const between = (low: number, high: number) =>
  z
    .strictObject({ low: z.int().min(low).max(high), high: z.int().min(low).max(high) })
    .refine((range) => range.low < range.high, { message: 'environment.range_order' });

/** Tenths between which a room is as it should be, both included (D3: 14–24 °C, 45–60 %). */
export const limitsSchema = z.strictObject({
  temperature: between(POSSIBLE.temperature.low, POSSIBLE.temperature.high),
  humidity: between(POSSIBLE.humidity.low, POSSIBLE.humidity.high),
});
export type Limits = z.infer<typeof limitsSchema>;
export const DEFAULT_LIMITS: Limits = {
  temperature: { low: 140, high: 240 },
  humidity: { low: 450, high: 600 },
};

/** Whole numbers with blanks between, `-` for what was not measured: some signs each. */
const columnSchema = z
  .string()
  .max(MOST_READINGS * 13)
  .regex(/^[-\d ]+$/);

/** A year of a logger is three texts of some ten kilobytes. Times are told from one to the next. */
const packedSchema = z.strictObject({
  count: z.int().min(1).max(MOST_READINGS),
  after: columnSchema,
  temperature: columnSchema,
  humidity: columnSchema,
});

export const STORED_READINGS: StoredKind<z.infer<typeof packedSchema>> = {
  name: 'environment_readings',
  version: 1,
  schema: packedSchema,
};

export const STORED_TICKS: StoredKind<Ticks> = { name: 'environment_ticks', version: 1, schema: ticksSchema };

export function packReadings(readings: readonly Reading[]): z.infer<typeof packedSchema> {
  const column = (valueOf: (reading: Reading, index: number) => number | null) =>
    readings.map((reading, index) => valueOf(reading, index) ?? '-').join(' ');
  return {
    count: readings.length,
    after: column(({ at }, index) => at - (readings[index - 1]?.at ?? 0)),
    temperature: column(({ temperature }) => temperature),
    humidity: column(({ humidity }) => humidity),
  };
}

export function unpackReadings(packed: z.infer<typeof packedSchema>): Reading[] {
  const values = (text: string) => text.split(' ').map((value) => (value === '-' ? null : Number(value)));
  const [temperature, humidity] = [values(packed.temperature), values(packed.humidity)];
  let at = 0;
  return values(packed.after).map((step, index) => {
    at += step ?? 0;
    return { at, temperature: temperature[index] ?? null, humidity: humidity[index] ?? null };
  });
}

/** Those of a room by their times, each time once: what was recorded first stands. */
export function mergeReadings(batches: readonly (readonly Reading[])[]): Reading[] {
  const byTime = new Map<number, Reading>();
  for (const batch of batches) for (const one of batch) if (!byTime.has(one.at)) byTime.set(one.at, one);
  return [...byTime.values()].sort((a, b) => a.at - b.at);
}

/** `2026-05-06` and `13:05` on the wall. */
export function wallTime(day: string, seconds: number): number {
  return Date.parse(`${day}T00:00:00Z`) / 1_000 + seconds;
}

export function dayOfWall(at: number): string {
  return new Date(at * 1_000).toISOString().slice(0, 10);
}

export const spanSchema = z.strictObject({ from: daySchema, to: daySchema });
