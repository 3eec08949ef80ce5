import { CATEGORIES } from '../../../domain/customer.ts';
import { quotientText } from '../../../domain/figures/exact.ts';
import { percentText } from '../../../domain/figures/rates.ts';
import type { Figure, ReportColumn } from '../../../domain/reports/figures.ts';
import { byField, inGroup } from './grouping.ts';
import { rowsOf } from './group-table.ts';
import { labelsOf } from './labels.ts';
import { measure, type TableMaker } from './table-maker.ts';

/** Per cent from which an archive counts as nearly complete. */
const NEARLY = 80;

/** What one category has: how many archives, complete ones, nearly complete ones, and all their percentages. */
type Parts = [count: number, complete: number, nearly: number, sum: number];

/** How complete the archives are (rules.md A1); the average of all is of all archives, never of the categories. */
export const completeness: TableMaker = {
  fields: ['category'],
  completeness: true,
  sums: () => [['count', 'complete', 'nearly', 'incomplete']],
  rates: { complete_rate: ['count', 'complete'] },
  chart: { kind: 'bar', column: 'average' },
  behind({ now: { end } }, { row, measure: measured }) {
    const isOf: Readonly<Record<string, (percent: number) => boolean>> = {
      count: () => true,
      complete: (percent) => percent === 100,
      nearly: (percent) => percent >= NEARLY && percent < 100,
      incomplete: (percent) => percent < NEARLY,
    };
    const holds = isOf[measured];
    if (!holds) return null;
    const mask = end.mask.map((is, id) => is & Number(holds(end.moment.completeness[id] ?? 0)));
    return inGroup(mask, byField(end.moment, 'category'), row);
  },
  make({ db, now }) {
    const { moment, mask } = now.end;
    const { codes, groups } = byField(moment, 'category');
    const parts = groups.map((): Parts => [0, 0, 0, 0]);
    for (let id = 0; id < mask.length; id += 1) {
      if (mask[id] !== 1) continue;
      const own = parts[codes[id] ?? 0];
      const percent = moment.completeness[id] ?? 0;
      if (!own) continue;
      own[0] += 1;
      if (percent === 100) own[1] += 1;
      else if (percent >= NEARLY) own[2] += 1;
      own[3] += percent;
    }
    const partsOf = (category: string): Parts => parts[groups.indexOf(category)] ?? [0, 0, 0, 0];
    const total = CATEGORIES.reduce<Parts>(
      (sum, category) => sum.map((part, at) => part + (partsOf(category)[at] ?? 0)) as Parts,
      [0, 0, 0, 0],
    );
    const columns: ReportColumn[] = [
      { key: 'count', title: measure('count'), kind: 'count', base: null },
      { key: 'complete', title: measure('complete'), kind: 'count', base: null },
      { key: 'nearly', title: measure('nearly', { percent: NEARLY }), kind: 'count', base: null },
      { key: 'incomplete', title: measure('incomplete', { percent: NEARLY }), kind: 'count', base: null },
      { key: 'complete_rate', title: measure('complete_rate'), kind: 'percent', base: 'count' },
      { key: 'average', title: measure('average'), kind: 'percent', base: 'count' },
    ];
    const labels = labelsOf(db, 'category');
    const table = {
      columns,
      rows: CATEGORIES.map((category) => lineOf(partsOf(category))),
      totals: lineOf(total),
    };
    return { head: labels.head, ...rowsOf(CATEGORIES, table, labels.label), notes: [] };
  },
};

function lineOf([count, complete, nearly, sum]: Parts): Figure[] {
  const average = count === 0 ? null : quotientText({ part: sum, whole: count }, 1);
  return [
    count,
    complete,
    nearly,
    count - complete - nearly,
    percentText({ part: complete, whole: count }),
    average,
  ];
}
