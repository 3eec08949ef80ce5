/** A report computed from the archive: the same for the same archive, choices, period and day (rules.md B1). */
import type { ReadableDb } from '../../../connection/handles.ts';
import type { Day } from '../../../domain/dates.ts';
import { CATEGORIES } from '../../../domain/customer.ts';
import { AppError } from '../../../domain/errors.ts';
import { kindOf, type Period } from '../../../domain/figures/periods.ts';
import {
  chartsOf,
  TABLES,
  type ReportChoices,
  type ReportName,
  type TableName,
} from '../../../domain/reports/choices.ts';
import type { ReportFigures, ReportTable } from '../../../domain/reports/figures.ts';
import { FILTER_FIELDS } from '../../../domain/reports/filters.ts';
import { reportSpans } from '../../../domain/reports/spans.ts';
import type { Condition } from '../../../work/page.ts';
import { readSettings, zoneOf } from '../../workspace/service.ts';
import { word, wordOf } from '../words.ts';
import type { Made } from './counts.ts';
import { hideGroups } from './hide.ts';
import { labelsOf } from './labels.ts';
import { MAKERS } from './makers.ts';
import { setScene, type Scene, type SceneNeeds } from './scene.ts';
import { titleOf } from './table-maker.ts';

/** What is asked of the archive. */
export interface ReportAsked {
  readonly name: ReportName;
  /** Null: as the ready report is called. */
  readonly title: string | null;
  readonly period: Period;
  readonly choices: ReportChoices;
}

export interface CompileFrame {
  readonly today: Day;
  /** The day up to which facts count where that is an earlier one than today; absent: today. */
  readonly asOf?: Day;
  /** Which archives count; null for all of them. */
  readonly where: Condition | null;
}

/** Errors: `reports.not_begun` for a period that lies ahead. */
export function compileReport(db: ReadableDb, asked: ReportAsked, frame: CompileFrame): ReportFigures {
  const { name, title, period, choices } = asked;
  const names = tablesOf(name, choices);
  const scene = sceneOf(db, asked, frame);
  const { span } = scene.now;
  const tables = makeTables(scene, names);
  return {
    name,
    title: title ?? wordOf(`report.${name}`),
    period,
    ...span,
    asOf: span.to,
    asked: inWords(db, asked),
    tables,
    amended: [],
  };
}

/** Tables that are shown together, with their small groups hidden. */
export function makeTables(scene: Scene, names: readonly TableName[]): ReportTable[] {
  const { hideGroupsBelow: least } = readSettings(scene.db);
  const made = names.map((each): Made => {
    const { make, sums, across, rates, tellsAll, countsInNotes } = MAKERS[each];
    const hung = { sums: sums?.(scene) ?? [], across: across?.(scene) ?? [], rates, tellsAll, countsInNotes };
    return { key: each, table: make(scene), ...hung };
  });
  return hideGroups(made, least).map(({ key, table }) => ({
    key,
    title: titleOf(key),
    ...table,
    chart: chartOf(key, scene.choices, table),
  }));
}

/** What the tables of a report are made of. Error: `reports.not_begun`. */
export function sceneOf(
  db: ReadableDb,
  { name, period, choices }: ReportAsked,
  { today, asOf = today, where }: CompileFrame,
): Scene {
  const spans = reportSpans(period, asOf);
  if (!spans) throw new AppError('reports.not_begun');
  return setScene(db, needsOf(tablesOf(name, choices)), { spans, today, zone: zoneOf(db), choices, where });
}

/** The tables that are asked for, in the report’s order. */
export function tablesOf(name: ReportName, { tables }: ReportChoices): TableName[] {
  const all: readonly TableName[] = TABLES[name];
  return tables === null ? [...all] : all.filter((each) => tables.includes(each));
}

/** The fields of archives that a report is made of. */
export function fieldsOf({ name, choices }: Pick<ReportAsked, 'name' | 'choices'>): string[] {
  const { fields } = needsOf(tablesOf(name, choices));
  return [...new Set<string>([...fields, ...FILTER_FIELDS.filter((field) => choices.filters[field])])];
}

function needsOf(names: readonly TableName[]): SceneNeeds {
  const makers = names.map((name) => MAKERS[name]);
  return {
    fields: new Set(makers.flatMap(({ fields = [] }) => fields)),
    completeness: makers.some(({ completeness = false }) => completeness),
    starts: new Set(makers.flatMap(({ starts = [] }) => starts)),
  };
}

function chartOf(
  name: TableName,
  { charts }: ReportChoices,
  { columns }: Pick<ReportTable, 'columns'>,
): ReportTable['chart'] {
  const chosen = charts[name];
  const own = MAKERS[name].chart ?? null;
  if (chosen === undefined) return own;
  if (chosen === 'none') return null;
  const first = (...kinds: readonly string[]) => columns.find(({ kind }) => kinds.includes(kind))?.key;
  const column = own?.column ?? first('count') ?? first('wan', 'days');
  if (column === undefined || !chartsOf(name).includes(chosen)) return own;
  return { kind: chosen, column };
}

/** What was asked in words, as it is printed under the title. */
function inWords(db: ReadableDb, { period, choices }: ReportAsked): string[] {
  return [word('asked.period', { period: periodText(period) }), ...choicesInWords(db, choices)];
}

/** How a report was varied, besides its tables. */
export function choicesInWords(db: ReadableDb, choices: ReportChoices): string[] {
  const { filters, before, lastYear, top } = choices;
  const filtered = FILTER_FIELDS.flatMap((field) => {
    const wanted: readonly string[] | undefined = filters[field];
    if (!wanted) return [];
    const { head, label } = labelsOf(
      db,
      field,
      CATEGORIES.find((one) => filters.category?.includes(one)),
    );
    return [word('asked.filter', { field: head, values: someOf(wanted.map(label)) })];
  });
  return [
    ...filtered,
    ...(before ? [word('asked.before')] : []),
    ...(lastYear ? [word('asked.last_year')] : []),
    ...(top === null ? [] : [word('asked.top', { top })]),
  ];
}

/** Characters of one choice in words: all of them together stand in one line of a document. */
const MOST_WORDS = 100;

/** Some words, and how many there are where not all have room. */
function someOf(all: readonly string[]): string {
  let text = all[0]?.slice(0, MOST_WORDS) ?? '';
  let shown = 1;
  for (; shown < all.length; shown += 1) {
    const longer = `${text}、${all[shown] ?? ''}`;
    if (longer.length > MOST_WORDS) break;
    text = longer;
  }
  return shown < all.length ? word('asked.some_of', { values: text, count: all.length }) : text;
}

/** 2025年6月, 2025年上半年, 2025年. */
export function periodText(period: Period): string {
  const year = period.slice(0, 4);
  const kind = kindOf(period);
  if (kind === 'year') return word('period.year', { year });
  if (kind === 'half') return wordOf(`half.${period.slice(-1)}`, { year });
  return word('period.month', { year, month: Number(period.slice(5)) });
}
