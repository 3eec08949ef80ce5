/** 档案保管情况: where archives stand, how the inspections came out, what is being repaired (rules.md A4, D1, D2). */
import { endOfDay } from '../../../domain/dates.ts';
import { percentText } from '../../../domain/figures/rates.ts';
import { partsOf } from '../../../domain/half-year.ts';
import { REPAIR_KINDS } from '../../../domain/finding.ts';
import type { Figure, ReportColumn } from '../../../domain/reports/figures.ts';
import type { Moment } from '../../customers/service.ts';
import { listSummaries } from '../../inspections/service.ts';
import { repairsBetween } from '../../repairs/service.ts';
import { zoneOf } from '../../workspace/service.ts';
import { word, wordOf } from '../words.ts';
import { byField, NONE, type Grouping } from './grouping.ts';
import { behindGroup, groupTable, rowsOf } from './group-table.ts';
import { measure, type TableMaker } from './table-maker.ts';

/** Places without a room: an empty key would be the line of totals. */
const NO_ROOM = 'no_room';

function byRoom(moment: Moment): Grouping {
  const { codes, groups } = byField(moment, 'shelf');
  return { codes, groups: groups.map((room) => (room === '' ? NO_ROOM : room)) };
}

/** Archives by the room that they stand in. */
export const places: TableMaker = {
  fields: ['shelf'],
  chart: { kind: 'bar', column: 'count' },
  behind: (scene, place) => behindGroup(scene, place, byRoom),
  make: (scene) =>
    groupTable(scene, {
      grouping: byRoom,
      labels: () => ({
        head: word('head.room'),
        label: (room) => (room === NONE ? word('no_place') : room === NO_ROOM ? word('no_room') : room),
        always: [],
        compare: (one, other) => (one < other ? -1 : Number(one > other)),
      }),
      byCount: false,
      flows: [],
    }),
};

/** Half-years that a table of inspections shows. */
const MOST_HALVES = 6;

/** The inspections signed by the end of the period, each by its record. */
export const inspection: TableMaker = {
  sums: () => [
    ['total', 'in_place', 'on_loan', 'missing', 'misplaced'],
    ['inspected', 'in_place', 'on_loan', 'missing', 'misplaced'],
  ],
  rates: { rate: ['total', 'inspected'] },
  chart: { kind: 'line', column: 'rate' },
  make({ db, now }) {
    const signed = listSummaries(db, endOfDay(zoneOf(db), now.span.to)).slice(-MOST_HALVES);
    const counts = [
      'total',
      'inspected',
      'in_place',
      'on_loan',
      'missing',
      'misplaced',
      'with_findings',
    ] as const;
    const columns = [
      ...counts.map((key): ReportColumn => ({
        key,
        title: measure(`inspection_${key}`),
        kind: 'count',
        base: null,
      })),
      {
        key: 'rate',
        title: measure('inspection_rate'),
        kind: 'percent',
        base: 'total',
      } satisfies ReportColumn,
    ];
    const rows = signed.map(({ period, summary: { total, inspected, outcomes, withFindings } }) => {
      const { year, half } = partsOf(period);
      const { in_place: inPlace, on_loan: onLoan, missing, misplaced } = outcomes;
      const rate = percentText({ part: inspected, whole: total });
      const figures: Figure[] = [total, inspected, inPlace, onLoan, missing, misplaced, withFindings, rate];
      return { key: period, label: wordOf(`half.${half}`, { year }), figures, group: null, archive: null };
    });
    const notes = rows.length === 0 ? [word('note.no_inspection')] : [];
    return { head: word('head.half'), columns, rows, totals: null, notes };
  },
};

/** 修复: what was open, came and went within the period, by kind. */
export const repairs: TableMaker = {
  sums: () => [['open_after', 'open_before', 'opened', 'done', 'withdrawn']],
  make({ db, now: { span } }) {
    const flows = repairsBetween(db, span.from, span.to);
    const keys = REPAIR_KINDS.filter((kind) => flows.has(kind));
    const none = { openBefore: 0, opened: 0, done: 0, withdrawn: 0 };
    const lines = keys.map((kind) => {
      const { openBefore, opened, done, withdrawn } = flows.get(kind) ?? none;
      return [openBefore, opened, done, withdrawn, openBefore + opened - done - withdrawn];
    });
    const columns = (['open_before', 'opened', 'done', 'withdrawn', 'open_after'] as const).map(
      (key): ReportColumn => ({ key, title: measure(`repair_${key}`), kind: 'count', base: null }),
    );
    const totals = columns.map((_, at) => lines.reduce((sum, line) => sum + (line[at] ?? 0), 0));
    const table = rowsOf(keys, { columns, rows: lines, totals }, (kind) => wordOf(`repair.${kind}`));
    return { head: word('head.repair'), ...table, notes: [] };
  },
};
