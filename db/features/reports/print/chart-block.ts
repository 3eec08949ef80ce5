import { CHART_HEIGHT_MM, type ChartBlock } from '../../../domain/document/chart.ts';
import { blockSchema } from '../../../domain/document/model.ts';
import type { Figure, ReportRow, ReportTable } from '../../../domain/reports/figures.ts';
import { NONE } from '../compile/grouping.ts';
import { shownFigure } from './shown-figure.ts';

/** More groups than these are not told apart in a picture. */
const MOST = { bar: 24, line: 60, pie: 10, provinces: 34 } as const;
/** Points of a line that have room for their figures beside them. */
const MOST_TEXTS = 24;

/** The picture of a table, of the figures that it prints; null for a table without one, or with nothing to draw. */
export function chartBlock({ chart, columns, rows, title }: ReportTable): ChartBlock | null {
  const at = columns.findIndex(({ key }) => key === chart?.column);
  if (chart === null || at < 0) return null;
  const { kind } = chart;
  const drawn = rowsOf(kind, rows, at);
  const told = drawn.filter((row) => (numberOf(row.figures[at] ?? null) ?? 0) !== 0).length;
  // A pie of one piece says nothing, and has none below zero, as an amendment may make one.
  const isPie = told > 1 && drawn.every((row) => (numberOf(row.figures[at] ?? null) ?? 0) >= 0);
  if (told === 0 || (kind === 'pie' && !isPie)) return null;
  const isCrowded = kind === 'line' && drawn.length > MOST_TEXTS;
  const named = columns[at]?.title ?? '';
  const block = blockSchema.parse({
    kind: 'chart',
    chart: kind,
    title: named === '' ? title : `${title}：${named}`,
    categories: drawn.map(({ key, label }) => ({
      label,
      code: kind === 'provinces' ? key.slice(0, 2) : null,
    })),
    series: [
      {
        name: named,
        values: drawn.map(({ figures }) => numberOf(figures[at] ?? null)),
        texts: drawn.map(({ figures }) => (isCrowded ? '' : shownFigure(figures[at] ?? null))),
      },
    ],
    heightMm: CHART_HEIGHT_MM[kind],
  });
  return block.kind === 'chart' ? block : null;
}

/** The rows that a picture has room for: the last of a line, the first of all else; what has no value is no point of either. */
function rowsOf(kind: keyof typeof MOST, rows: readonly ReportRow[], at: number): readonly ReportRow[] {
  const told = rows.filter(({ key }) => key !== NONE || kind === 'pie');
  if (kind === 'line') return told.slice(-MOST.line);
  if (kind === 'provinces') return told.filter(({ key }) => /^\d{6}$/.test(key));
  if (kind === 'pie')
    return told.filter(({ figures }) => numberOf(figures[at] ?? null) !== 0).slice(0, MOST.pie);
  return told.slice(0, MOST.bar);
}

/** How long it is drawn; what is printed stands beside it as text. Null for what is not told. */
export function numberOf(figure: Figure): number | null {
  if (typeof figure === 'number') return figure;
  return figure !== null && /^-?\d+(?:\.\d+)?$/.test(figure) ? Number(figure) : null;
}
