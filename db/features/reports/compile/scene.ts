/** What the tables of a report are made of: the archives at the ends of its period and of those it is compared with. */
import type { ReadableDb } from '../../../connection/handles.ts';
import { endOfDay, addDays, type Day } from '../../../domain/dates.ts';
import type { DaySpan } from '../../../domain/figures/periods.ts';
import type { ReportChoices } from '../../../domain/reports/choices.ts';
import { FILTER_FIELDS, type ReportFilters } from '../../../domain/reports/filters.ts';
import type { ReportSpans } from '../../../domain/reports/spans.ts';
import { ArchivesAsOf, type AsOfField, type Moment } from '../../customers/service.ts';
import type { Condition } from '../../../work/page.ts';
import { byField, narrowed } from './grouping.ts';
import { once } from './once.ts';

/** The archives that a report counts at the end of a day. */
export interface Counted {
  readonly moment: Moment;
  /** 1 for each that is counted: filed by then, within reach, let through by the filters as it was then. */
  readonly mask: Uint8Array;
}

/** A period with its end and the day before its beginning. */
export interface Stretch {
  readonly span: DaySpan;
  readonly end: Counted;
  readonly start: Counted | null;
}

export interface Scene {
  readonly db: ReadableDb;
  readonly choices: ReportChoices;
  readonly today: Day;
  readonly now: Stretch;
  /** Null where it is not compared. */
  readonly before: Stretch | null;
  readonly lastYear: Stretch | null;
}

/** What tables ask to be read. */
export interface SceneNeeds {
  readonly fields: ReadonlySet<AsOfField>;
  readonly completeness: boolean;
  /** What is asked of the archives as they were before the period began. */
  readonly starts: ReadonlySet<AsOfField>;
}

export interface SceneFrame {
  readonly spans: ReportSpans;
  readonly today: Day;
  readonly zone: string;
  readonly choices: ReportChoices;
  readonly where: Condition | null;
}

export function setScene(db: ReadableDb, needs: SceneNeeds, frame: SceneFrame): Scene {
  const { spans, choices, today, zone } = frame;
  const fields = new Set([
    ...needs.fields,
    ...needs.starts,
    ...FILTER_FIELDS.filter((field) => choices.filters[field]),
  ]);
  if (fields.has('secrecy')) fields.add('secrecyUntil');
  const archives = new ArchivesAsOf(db, {
    fields: [...fields],
    completeness: needs.completeness,
    where: frame.where,
  });
  const compared = [choices.before && spans.before, choices.lastYear && spans.lastYear].filter(
    (span) => span !== false,
  );
  const startOf = (span: DaySpan): Day => addDays(span.from, -1);
  const spansRead = [spans.now, ...compared];
  const ends = new Set(spansRead.map(({ to }) => to));
  const starts = needs.starts.size === 0 ? [] : spansRead.map(startOf);
  const counted = new Map<Day, Counted>();
  // The latest first: an earlier day is reached by undoing what came after it.
  for (const day of [...new Set([...ends, ...starts])].sort().toReversed()) {
    const isEnd = ends.has(day);
    const moment =
      day >= today
        ? archives.now(day)
        : archives.at(day, endOfDay(zone, day), isEnd ? undefined : [...needs.starts]);
    counted.set(day, { moment, mask: isEnd ? maskOf(moment, choices.filters) : moment.members });
  }
  const stretch = (span: DaySpan): Stretch => {
    const end = counted.get(span.to);
    if (!end) throw new Error(`nothing was read of ${span.to}`);
    return { span, end, start: counted.get(startOf(span)) ?? null };
  };
  return {
    db,
    choices,
    today,
    now: stretch(spans.now),
    before: choices.before ? stretch(spans.before) : null,
    lastYear: choices.lastYear ? stretch(spans.lastYear) : null,
  };
}

function maskOf(moment: Moment, filters: ReportFilters): Uint8Array {
  let mask = moment.members;
  for (const field of FILTER_FIELDS) {
    const wanted: readonly string[] | undefined = filters[field];
    if (!wanted) continue;
    const { codes, groups } = byField(moment, field);
    mask = narrowed(mask, { codes, values: groups }, (group) => wanted.includes(String(group)));
  }
  return mask;
}

/** Whether what there is now is what there was at the end of a stretch, and what was filed since. */
export function isNext({ now }: Pick<Scene, 'now'>, earlier: Stretch | null): boolean {
  return earlier !== null && addDays(earlier.span.to, 1) === now.span.from;
}

/** Those of a stretch that were filed within it. */
export const filedIn = once(({ span, end }: Stretch): Uint8Array => {
  const isWithin = (day: unknown) => String(day) >= span.from && String(day) <= span.to;
  return narrowed(end.mask, end.moment.column('filedOn'), isWithin);
});

/** 本期停止: those that were there and had not stopped before the period began, and have at its end. */
export const stoppedIn = once(({ end, start }: Stretch): Uint8Array => {
  if (!start) return new Uint8Array(end.mask.length);
  const isStopped = (status: unknown) => status === 'stopped';
  const stopped = narrowed(end.mask, end.moment.column('status'), isStopped);
  const going = narrowed(start.moment.members, start.moment.column('status'), (status) => !isStopped(status));
  return stopped.map((is, id) => is & (going[id] ?? 0));
});
