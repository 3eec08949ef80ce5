/** A table that a logger wrote, with its columns mapped: readings. */
import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { StoredKind } from '../stored-json.ts';
import {
  DAY_ORDERS,
  momentIn,
  orderOf,
  readDate,
  readMoment,
  readTime,
  type DayOrder,
  type ReadMoment,
} from './dates.ts';
import { isMarked, MOST_READINGS, MOST_TENTHS, type Reading } from './readings.ts';

export const MOST_COLUMNS = 64;
const column = z
  .int()
  .min(0)
  .max(MOST_COLUMNS - 1);

/** Which columns say what, counted from 0. `time` is null where `date` has the time too. */
export const mappingSchema = z.strictObject({
  date: column,
  time: column.nullable(),
  temperature: column.nullable(),
  humidity: column.nullable(),
  /** Asked of a person where the file does not say it. */
  order: z.enum(DAY_ORDERS).nullable(),
});
export type Mapping = z.infer<typeof mappingSchema>;

/** Kept with what was read by it, for the next file with the same titles. */
export const STORED_MAPPING: StoredKind<Mapping> = {
  name: 'environment_mapping',
  version: 1,
  schema: mappingSchema,
};

export interface LoggerTable {
  readonly titles: readonly string[];
  readonly rows: ReadonlyArray<{ readonly row: number; readonly cells: readonly string[] }>;
}

/** Rows that may stand above the titles: the logger's number, its place, its settings. */
const MOST_ABOVE = 60;

/** Parts a file's rows into titles and what stands under them: the first row with a time in it is the first of these. */
export function partTable(all: LoggerTable['rows']): LoggerTable {
  const first = all.slice(0, MOST_ABOVE).findIndex(({ cells }) => cells.length > 1 && cells.some(isMoment));
  if (first === -1) throw new AppError('environment.no_times');
  const width = all[first]?.cells.length ?? 0;
  const above = all[first - 1]?.cells ?? [];
  const titles = Array.from({ length: Math.min(width, MOST_COLUMNS) }, (_, index) => above[index] ?? '');
  return { titles, rows: all.slice(first) };
}

const isMoment = (cell: string) => readMoment(cell) !== null;

const TITLES = {
  time: /^(?:时间|时刻|time)$/i,
  temperature: /温度|temp|[℃°]\s*c?|^t$/i,
  humidity: /湿度|humid|r\.?h|%/i,
} as const;

/** The columns as far as their titles and first row tell; null for what has to be chosen. */
export function guessMapping({ titles, rows }: LoggerTable): Partial<Mapping> {
  const cells = rows[0]?.cells ?? [];
  const date = cells.findIndex(isMoment);
  const hasTime = (readMoment(cells[date] ?? '')?.seconds ?? 0) > 0 || /[:：]/.test(cells[date] ?? '');
  const time = hasTime
    ? -1
    : cells.findIndex((cell, index) => index !== date && readTime(cell.trim()) !== null);
  const find = (pattern: RegExp) =>
    titles.findIndex((title, index) => index !== date && index !== time && pattern.test(title));
  const orNull = (index: number) => (index === -1 ? null : index);
  return {
    ...(date === -1 ? {} : { date }),
    time: orNull(time),
    temperature: orNull(find(TITLES.temperature)),
    humidity: orNull(find(TITLES.humidity)),
    order: null,
  };
}

/** What came of a file. */
export interface ReadLogger {
  readonly readings: Reading[];
  /** Rows that were not understood: how many, and the first of them. */
  readonly unread: { readonly count: number; readonly rows: readonly number[] };
  /** Readings at a time that the file has already. */
  readonly twice: number;
  /** Readings of which a value cannot be: kept. */
  readonly marked: number;
  /** What the dates were read by; null where no date needed it. */
  readonly order: DayOrder | null;
}

const SHOWN_ROWS = 10;

/**
 * Readings of a table, by their times. Errors: `environment.which_day` {text} where day and month could be either and
 * nobody has said, `environment.days_contradict`, `environment.no_readings`, `environment.too_many_readings`.
 */
export function readLogger(table: LoggerTable, mapping: Mapping): ReadLogger {
  if (mapping.temperature === null && mapping.humidity === null) throw new AppError('environment.no_measure');
  const moments = table.rows.map(({ cells }) => momentOf(cells, mapping));
  const order = requireOrder(moments, mapping.order);
  const unread: number[] = [];
  const byTime = new Map<number, Reading>();
  let twice = 0;
  for (const [index, { row, cells }] of table.rows.entries()) {
    const moment = moments[index];
    const at = moment ? momentIn(moment, order) : null;
    const reading = at === null ? null : readingOf(cells, mapping, at);
    if (!reading) unread.push(row);
    else if (byTime.has(reading.at)) twice += 1;
    else byTime.set(reading.at, reading);
  }
  if (byTime.size === 0) throw new AppError('environment.no_readings');
  if (byTime.size > MOST_READINGS)
    throw new AppError('environment.too_many_readings', { most: MOST_READINGS });
  const readings = [...byTime.values()].sort((a, b) => a.at - b.at);
  const marked = readings.filter(isMarked).length;
  return {
    readings,
    unread: { count: unread.length, rows: unread.slice(0, SHOWN_ROWS) },
    twice,
    marked,
    order,
  };
}

function requireOrder(moments: ReadonlyArray<ReadMoment | null>, said: DayOrder | null): DayOrder | null {
  const found = orderOf(moments.flatMap((moment) => (moment ? [moment.date] : [])));
  if (found === 'neither') throw new AppError('environment.days_contradict');
  if (found !== 'either') {
    if (found !== null && said !== null && said !== found) throw new AppError('environment.days_contradict');
    return found;
  }
  if (said !== null) return said;
  const open = moments.find(
    (moment) => moment && !('day' in moment.date) && moment.date.first !== moment.date.second,
  );
  const { first, second } = open && !('day' in open.date) ? open.date : { first: 0, second: 0 };
  throw new AppError('environment.which_day', { first, second });
}

function momentOf(cells: readonly string[], { date, time }: Mapping): ReadMoment | null {
  const written = cells[date] ?? '';
  if (time === null) return readMoment(written);
  const day = readDate(written.normalize('NFKC').trim());
  const seconds = readTime((cells[time] ?? '').normalize('NFKC').trim());
  return day && seconds !== null ? { date: day, seconds } : null;
}

function readingOf(cells: readonly string[], mapping: Mapping, at: number): Reading | null {
  const value = (index: number | null) => (index === null ? null : readTenths(cells[index] ?? ''));
  const [temperature, humidity] = [value(mapping.temperature), value(mapping.humidity)];
  return temperature === null && humidity === null ? null : { at, temperature, humidity };
}

const NUMBER = /^([+-]?\d{1,6}(?:[.,]\d{1,6})?)\s*(?:°?\s*C|%\s*(?:RH)?|RH)?$/i;

/** `21.54 °C` as 215 tenths, `48,5%` as 485; null for what is no number. */
export function readTenths(written: string): number | null {
  const match = NUMBER.exec(written.normalize('NFKC').replace('−', '-').trim());
  if (!match) return null;
  const value = Math.round(Number((match[1] ?? '').replace(',', '.')) * 10);
  return Math.abs(value) <= MOST_TENTHS ? value + 0 : null;
}
