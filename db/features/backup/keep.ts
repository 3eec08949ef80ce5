/** Which of the automatic backups in a place are no longer kept. Pure: it names them and deletes nothing. */
import type { Day } from '../../domain/dates.ts';

/** A backup that was found in a place, as its manifest says, which was proved. */
export interface FoundBackup {
  /** Name of its folder. */
  readonly folder: string;
  /** Milliseconds UTC, and the department's day. */
  readonly madeAt: number;
  readonly day: Day;
  readonly automatic: boolean;
  /** Every check of it held, nothing had fallen, and its files are as long as it says. */
  readonly isGood: boolean;
  /** Of the present series, or of a former one that was released. */
  readonly isOfSeries: boolean;
}

/** The newest of so many days, then one of each 7 days so often, then one of each 30 days. */
const DAYS = 7;
const WEEKS = { length: 7, count: 8 };
const MONTHS = { length: 30, count: 12 };
/** What is kept at most. */
export const MOST_KEPT = DAYS + WEEKS.count + MONTHS.count;

const DAY_MS = 86_400_000;
const dayNumber = (day: Day): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS);

/**
 * The folders of those that go. None does unless `made`, the one that was just put there, is among the good ones of
 * `today`; manual ones, those that are not good, those of another series and those of days to come neither go nor push
 * another out. Of a day the newest counts; of 7 and of 30 days the oldest, which is so for as long as it is there.
 */
export function namesToRemove(
  found: readonly FoundBackup[],
  { made, today }: { readonly made: string; readonly today: Day },
): string[] {
  const counted = found
    .filter((one) => one.automatic && one.isGood && one.isOfSeries && one.day <= today)
    .toSorted((a, b) => (a.day === b.day ? b.madeAt - a.madeAt : a.day < b.day ? 1 : -1));
  const newest = counted.find(({ folder }) => folder === made);
  if (newest?.day !== today) return [];
  const ofDays = firstOfEach(counted, ({ day }) => dayNumber(day));
  const older = ofDays.slice(DAYS);
  const ofWeeks = lastOfEach(older, WEEKS.length);
  const rest = older.filter(({ day }) => !isWithin(ofWeeks.slice(0, WEEKS.count), day, WEEKS.length));
  const ofMonths = lastOfEach(rest, MONTHS.length);
  const kept = new Set([
    newest,
    ...ofDays.slice(0, DAYS),
    ...ofWeeks.slice(0, WEEKS.count),
    ...ofMonths.slice(0, MONTHS.count),
  ]);
  return counted.filter((one) => !kept.has(one)).map(({ folder }) => folder);
}

/** One of each span of days: the oldest, in the order of the list, which is from new to old. */
function lastOfEach(list: readonly FoundBackup[], length: number): FoundBackup[] {
  return firstOfEach(list.toReversed(), ({ day }) => Math.floor(dayNumber(day) / length)).toReversed();
}

function firstOfEach(list: readonly FoundBackup[], spanOf: (one: FoundBackup) => number): FoundBackup[] {
  const seen = new Set<number>();
  return list.filter((one) => {
    const span = spanOf(one);
    if (seen.has(span)) return false;
    seen.add(span);
    return true;
  });
}

/** True for a day in one of the spans of those that are kept. */
function isWithin(kept: readonly FoundBackup[], day: Day, length: number): boolean {
  const span = Math.floor(dayNumber(day) / length);
  return kept.some((one) => Math.floor(dayNumber(one.day) / length) === span);
}
