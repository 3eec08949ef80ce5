/** What readings of a room come to over a span (rules.md D3). */
import type { Fraction } from '../figures/exact.ts';
import { isMarked, isPossible, MEASURES, type Limits, type Measure, type Reading } from './readings.ts';

/** A span in wall-clock seconds, the end not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface OutSpell extends Span {
  readonly measure: Measure;
  /** The value farthest from where it should be, in tenths. */
  readonly extreme: number;
}

export interface Figures {
  readonly count: number;
  /** Seconds between readings that lie no farther apart than twice the usual. */
  readonly measured: number;
  /** Seconds of those in which both measures were as they should be. */
  readonly inRange: number;
  /** Seconds between readings as a rule: their median; null with less than two. */
  readonly usual: number | null;
  readonly out: readonly OutSpell[];
  readonly noData: readonly Span[];
  readonly marked: readonly Reading[];
  readonly extremes: Readonly<Record<Measure, { readonly low: number; readonly high: number } | null>>;
}

/** The share of time in range, exactly: a reading stands for whole and half seconds. */
export function shareInRange({ inRange, measured }: Pick<Figures, 'inRange' | 'measured'>): Fraction {
  return { part: Math.round(inRange * 2), whole: Math.round(measured * 2) };
}

/** A longer gap than so many usual intervals is no data. */
const GAP_INTERVALS = 2;

export const isOut = (reading: Reading, measure: Measure, limits: Limits): boolean => {
  const value = reading[measure];
  return value !== null && (value < limits[measure].low || value > limits[measure].high);
};

export const isAnyOut = (reading: Reading, limits: Limits): boolean =>
  MEASURES.some((measure) => isOut(reading, measure, limits));

/** `readings` by their times, each within the span. One whose value cannot be is marked, and counts as if it were not. */
export function figuresOf(readings: readonly Reading[], span: Span, limits: Limits): Figures {
  const sound = readings.filter((reading) => !isMarked(reading));
  const usual = usualInterval(sound);
  const runs = runsOf(sound, usual);
  let [measured, inRange] = [0, 0];
  for (const run of runs)
    for (const [index, reading] of run.entries()) {
      // Each reading stands for the time that is nearer to it than to its neighbours.
      const before = (reading.at - (run[index - 1]?.at ?? reading.at)) / 2;
      const after = ((run[index + 1]?.at ?? reading.at) - reading.at) / 2;
      measured += before + after;
      if (!isAnyOut(reading, limits)) inRange += before + after;
    }
  return {
    count: readings.length,
    measured,
    inRange,
    usual,
    out: runs.flatMap((run) => MEASURES.flatMap((measure) => spellsOf(run, measure, limits))).sort(byTime),
    noData: gapsOf(runs, span, usual),
    marked: readings.filter(isMarked),
    extremes: { temperature: extremesOf(sound, 'temperature'), humidity: extremesOf(sound, 'humidity') },
  };
}

const byTime = (a: Span, b: Span) => a.from - b.from || a.to - b.to;

/** The median of what lies between readings. */
export function usualInterval(readings: readonly Reading[]): number | null {
  const intervals = readings
    .slice(1)
    .map(({ at }, index) => at - (readings[index]?.at ?? at))
    .sort((a, b) => a - b);
  return intervals[Math.floor((intervals.length - 1) / 2)] ?? null;
}

/** Readings with nothing missing between them. */
export function runsOf(readings: readonly Reading[], usual: number | null): Reading[][] {
  const runs: Reading[][] = [];
  for (const reading of readings) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && reading.at - last.at <= (usual ?? 0) * GAP_INTERVALS) run.push(reading);
    else runs.push([reading]);
  }
  return runs;
}

function gapsOf(runs: readonly Reading[][], { from, to }: Span, usual: number | null): Span[] {
  const ends = runs.map((run) => ({ from: run[0]?.at ?? from, to: run.at(-1)?.at ?? from }));
  const gaps = [
    { from, to: ends[0]?.from ?? to },
    ...ends.map((end, index) => ({ from: end.to, to: ends[index + 1]?.from ?? to })),
  ];
  const most = (usual ?? 0) * GAP_INTERVALS;
  // At both ends of the span the first and the last reading stand for as much as between two.
  return gaps.filter((gap) => gap.to - gap.from > most);
}

function spellsOf(run: readonly Reading[], measure: Measure, limits: Limits): OutSpell[] {
  const spells: OutSpell[] = [];
  let isOpen = false;
  for (const reading of run) {
    const value = reading[measure];
    if (value === null) continue;
    const wasOpen: boolean = isOpen;
    isOpen = isOut(reading, measure, limits);
    if (!isOpen) continue;
    const spell = wasOpen ? spells.pop() : undefined;
    const extreme =
      spell === undefined || isFarther(value, spell.extreme, limits[measure]) ? value : spell.extreme;
    spells.push({ measure, from: spell?.from ?? reading.at, to: reading.at, extreme });
  }
  return spells;
}

function isFarther(value: number, other: number, { low, high }: { low: number; high: number }): boolean {
  const distance = (tenths: number) => Math.max(low - tenths, tenths - high);
  return distance(value) > distance(other);
}

function extremesOf(readings: readonly Reading[], measure: Measure): { low: number; high: number } | null {
  let low = Infinity;
  let high = -Infinity;
  for (const reading of readings) {
    const value = reading[measure];
    if (value === null || !isPossible(measure, value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low > high ? null : { low, high };
}

/** A point of a curve; `gap` where something is missing before it. */
export interface Point extends Reading {
  readonly gap: boolean;
}

/** Points are drawn from so many parts of the span, at most four of each. */
const BUCKETS = 120;
export const MOST_POINTS = BUCKETS * 4;

/** The lowest and highest of each measure in each part of the span: whatever is out of range shows. */
export function thinned(readings: readonly Reading[], { from, to }: Span): Point[] {
  const sound = readings.filter((reading) => !isMarked(reading));
  const runs = runsOf(sound, usualInterval(sound));
  const runOf = new Map(runs.flatMap((run, index) => run.map((reading) => [reading, index] as const)));
  const buckets = new Map<number, Reading[]>();
  for (const reading of sound) {
    const bucket = Math.min(
      BUCKETS - 1,
      Math.floor(((reading.at - from) / Math.max(1, to - from)) * BUCKETS),
    );
    const there = buckets.get(bucket);
    if (there) there.push(reading);
    else buckets.set(bucket, [reading]);
  }
  const kept = [...buckets.values()].flatMap(endsOf).sort((a, b) => a.at - b.at);
  return kept.map((reading, index) => {
    const before = kept[index - 1];
    return { ...reading, gap: before !== undefined && runOf.get(before) !== runOf.get(reading) };
  });
}

function endsOf(readings: readonly Reading[]): Reading[] {
  const kept = new Set<Reading>();
  for (const measure of MEASURES) {
    const measured = readings.filter((reading) => reading[measure] !== null);
    const by = (better: (a: number, b: number) => boolean) =>
      measured.reduce<Reading | undefined>(
        (best, one) => (best === undefined || better(one[measure] ?? 0, best[measure] ?? 0) ? one : best),
        undefined,
      );
    for (const end of [by((a, b) => a < b), by((a, b) => a > b)]) if (end) kept.add(end);
  }
  return [...kept];
}
