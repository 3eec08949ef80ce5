/** The figures of a report computed another way: over whole archives in memory, from what the test wrote down. */
import { endOfDay, DEFAULT_ZONE, addDays, daysBetween, type Day } from '../../../../db/domain/dates.ts';
import { CATEGORIES, completeness, type CustomerInput } from '../../../../db/domain/customer.ts';
import type { ReportChoices } from '../../../../db/domain/reports/choices.ts';
import type { Figure } from '../../../../db/domain/reports/figures.ts';
import type { DaySpan } from '../../../../db/domain/figures/periods.ts';
import type { Remembered } from './history.ts';

/** What an archive said at the end of a day. */
export interface Then {
  readonly archive: Remembered;
  readonly input: CustomerInput;
}

/** Those filed by a day, each as it was then; of one that came in later as it was first. */
export function asOf(
  archives: readonly Remembered[],
  day: Day,
  filters: ReportChoices['filters'] = {},
): Then[] {
  const end = endOfDay(DEFAULT_ZONE, day);
  return archives.flatMap((archive) => {
    if (archive.filedOn > day) return [];
    const input = archive.entered.findLast(({ at }) => at <= end)?.input ?? archive.entered[0]?.input;
    if (!input) return [];
    const passes = Object.entries(filters).every(([field, wanted]) =>
      (wanted as readonly unknown[]).includes(valueOf(input, field, day)),
    );
    return passes ? [{ archive, input }] : [];
  });
}

function valueOf(input: CustomerInput, field: string, day: Day): unknown {
  if (field === 'secrecy') return classOn(input, day);
  return input[field as keyof CustomerInput];
}

const classOn = ({ secrecy, secrecyUntil }: CustomerInput, day: Day): string =>
  secrecyUntil !== null && secrecyUntil < day ? 'normal' : secrecy;

/** 四舍五入 of a fraction that is not negative, digit by digit. */
function decimals(part: number, whole: number, places: number): string {
  let [digits, rest] = ['', part % whole];
  let units = String(Math.floor(part / whole));
  for (let at = 0; at < places; at += 1) {
    digits += String(Math.floor((rest * 10) / whole));
    rest = (rest * 10) % whole;
  }
  const isUp = rest * 2 >= whole;
  const all = String(Number(units + digits) + Number(isUp)).padStart(places + 1, '0');
  units = all.slice(0, all.length - places);
  return places === 0 ? units : `${units}.${all.slice(-places)}`;
}

export const percent = (part: number, whole: number): Figure =>
  whole === 0 ? null : decimals(part * 100, whole, 1);

function change(now: number, before: number): Figure {
  if (before === 0) return null;
  const text = decimals(Math.abs(now - before) * 100, before, 1);
  return now < before && Number(text) !== 0 ? `-${text}` : text;
}

/** A group of archives and what is counted of it. */
type Counts = Map<string, number>;

function countBy(archives: readonly Then[], keyOf: (one: Then) => string): Counts {
  const counts: Counts = new Map();
  for (const one of archives) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return counts;
}

const sum = (counts: Counts): number => [...counts.values()].reduce((all, count) => all + count, 0);

/** Which archives a report looks at: at both ends of its period, and of those it is compared with. */
export interface Ends {
  readonly span: DaySpan;
  readonly now: readonly Then[];
  /** Filters play no part in what was there before the period began. */
  readonly start: ReadonlyMap<number, CustomerInput>;
}

export function endsOf(
  archives: readonly Remembered[],
  span: DaySpan,
  filters: ReportChoices['filters'],
): Ends {
  const before = asOf(archives, addDays(span.from, -1));
  return {
    span,
    now: asOf(archives, span.to, filters),
    start: new Map(before.map(({ archive, input }) => [archive.id, input])),
  };
}

const filed = ({ span, now }: Ends) =>
  now.filter(({ archive }) => archive.filedOn >= span.from && archive.filedOn <= span.to);
const stopped = ({ now, start }: Ends) =>
  now.filter(({ archive, input }) => {
    const then = start.get(archive.id);
    return input.status === 'stopped' && then !== undefined && then.status !== 'stopped';
  });

/** Figures of a table by row and measure, besides the shares, which are looked at as a whole. */
export type Expected = ReadonlyMap<string, Readonly<Record<string, Figure>>>;

interface Compared {
  readonly ends: Ends;
  readonly before: Ends | null;
  readonly lastYear: Ends | null;
}

/** Tables of groups: by what each archive says. */
export function groups(field: string, { ends, before, lastYear }: Compared): Expected {
  const keyOf = (day: Day) => (one: Then) => String(valueOf(one.input, field, day) ?? 'none');
  const count = countBy(ends.now, keyOf(ends.span.to));
  const came = countBy(filed(ends), keyOf(ends.span.to));
  const went = countBy(stopped(ends), keyOf(ends.span.to));
  const [was, wasLastYear] = [before, lastYear].map((one) => one && countBy(one.now, keyOf(one.span.to)));
  const keys = new Set(
    [count, came, went, was, wasLastYear].flatMap((counts) => [...(counts?.keys() ?? [])]),
  );
  const line = (of: (counts: Counts) => number) => ({
    count: of(count),
    filed: of(came),
    stopped: of(went),
    ...(was && { before: of(was), before_change: change(of(count), of(was)) }),
    ...(wasLastYear && { last_year: of(wasLastYear), last_year_change: change(of(count), of(wasLastYear)) }),
  });
  return new Map([
    ...[...keys].map((key) => [key, line((counts) => counts.get(key) ?? 0)] as const),
    ['', line(sum)],
  ]);
}

export function summary({ ends, before, lastYear }: Compared): Expected {
  const lines = {
    count: (one: Ends) => one.now.length,
    filed: (one: Ends) => filed(one).length,
    stopped: (one: Ends) => stopped(one).length,
  };
  return new Map(
    Object.entries(lines).map(([key, of]) => [
      key,
      {
        value: of(ends),
        ...(before && { before: of(before), before_change: change(of(ends), of(before)) }),
        ...(lastYear && { last_year: of(lastYear), last_year_change: change(of(ends), of(lastYear)) }),
      },
    ]),
  );
}

export function months({ ends }: Compared): Expected {
  const count = countBy(ends.now, ({ input }) => input.firstContactOn?.slice(0, 7) ?? 'none');
  return new Map([
    ...[...count].map(([key, of]) => [key, { count: of }] as const),
    ['', { count: ends.now.length }],
  ]);
}

export function completenessTable({ ends }: Compared): Expected {
  const line = (some: readonly Then[]) => {
    const all = some.map(({ input }) => completeness(input));
    const complete = all.filter((one) => one === 100).length;
    const nearly = all.filter((one) => one >= 80 && one < 100).length;
    const total = all.reduce((of, one) => of + one, 0);
    return {
      count: all.length,
      complete,
      nearly,
      incomplete: all.length - complete - nearly,
      complete_rate: percent(complete, all.length),
      average: all.length === 0 ? null : decimals(total, all.length, 1),
    };
  };
  return new Map([
    ...CATEGORIES.map(
      (category) => [category, line(ends.now.filter(({ input }) => input.category === category))] as const,
    ),
    ['', line(ends.now)],
  ]);
}

export function lags({ ends }: Compared, limit: number): Expected {
  const line = (some: readonly Then[]) => {
    const known = some.flatMap(({ archive, input }) =>
      input.firstContactOn === null ? [] : [daysBetween(input.firstContactOn, archive.filedOn)],
    );
    const late = known.filter((days) => days > limit).length;
    return {
      filed: some.length,
      in_time: known.length - late,
      late,
      known: known.length,
      unknown: some.length - known.length,
      rate: percent(known.length - late, known.length),
    };
  };
  const came = filed(ends);
  return new Map([
    ...CATEGORIES.map(
      (category) => [category, line(came.filter(({ input }) => input.category === category))] as const,
    ),
    ['', line(came)],
  ]);
}

/** Customers by volume, the largest first, with their class; decided in whole numbers. */
export function volumes({ ends }: Compared) {
  const ranked = ends.now
    .filter(({ input }) => (input.annualVolume ?? 0) > 0)
    .map(({ archive, input }) => ({ archiveNo: archive.archiveNo, volume: input.annualVolume ?? 0 }))
    .sort((a, b) => b.volume - a.volume || (a.archiveNo < b.archiveNo ? -1 : 1));
  const total = ranked.reduce((all, { volume }) => all + volume, 0);
  let before = 0;
  return {
    total,
    without: ends.now.length - ranked.length,
    ranked: ranked.map((one) => {
      const klass = before * 100 < total * 80 ? 'A' : before * 100 < total * 95 ? 'B' : 'C';
      before += one.volume;
      return {
        ...one,
        class: klass,
        cumulative: percent(before, total),
        wan: decimals(one.volume, 10_000, 2),
      };
    }),
  };
}

/** From which grade to which, of those that were there at both ends. */
export function moves({ ends }: Compared): Expected {
  const both = ends.now.flatMap(({ archive, input }) => {
    const then = ends.start.get(archive.id);
    return then ? [[then.grade ?? 'none', input.grade ?? 'none'] as const] : [];
  });
  const keys = [...new Set(both.flat())];
  const line = (some: typeof both) => ({
    ...Object.fromEntries(keys.map((to) => [to, some.filter((move) => move[1] === to).length])),
    count: some.length,
  });
  return new Map([
    ...keys.map((from) => [from, line(both.filter((move) => move[0] === from))] as const),
    ['', line(both)],
  ]);
}
