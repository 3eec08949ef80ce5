import type { ReportFigures, ReportTable } from '../../../../db/domain/reports/figures.ts';
import type { FrameFacts } from '../../../../db/work/subject.ts';

export const FRAME: FrameFacts = {
  company: '佛山市测试五金有限公司',
  trial: false,
  printedBy: '周宁',
  printedAt: 0,
  zone: 'Asia/Shanghai',
  paper: { size: 'A4', landscape: false },
};

/** A report as it might be kept, of these tables. */
export function aReport(tables: readonly ReportTable[], change: Partial<ReportFigures> = {}): ReportFigures {
  return {
    name: 'customer_statistics',
    title: '客户信息统计表',
    period: '2026-03',
    from: '2026-03-01',
    to: '2026-03-31',
    asOf: '2026-03-31',
    asked: ['统计期：2026年3月'],
    tables: [...tables],
    amended: [],
    ...change,
  };
}

type Row = ReportTable['rows'][number];

/** A list of customers with a count and a share each. */
export function aTable(labels: readonly string[], change: Partial<ReportTable> = {}): ReportTable {
  return {
    key: 'industry',
    title: '按行业',
    head: '行业',
    columns: [
      { key: 'count', title: '客户数', kind: 'count', base: null },
      { key: 'share', title: '占比（%）', kind: 'percent', base: 'count' },
    ],
    rows: labels.map((label, at): Row => ({
      key: String(at),
      label,
      figures: [1_000 + at, `${at % 100}.${at % 10}`],
      group: null,
      archive: null,
    })),
    totals: [labels.length, '100.0'],
    notes: [],
    chart: { kind: 'bar', column: 'count' },
    ...change,
  };
}
