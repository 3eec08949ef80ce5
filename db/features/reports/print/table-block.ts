import type { BlockInput } from '../../../domain/document/model.ts';
import type { MarkedRow } from '../../../domain/document/marks.ts';
import type { Figure, ReportColumn, ReportFigures, ReportTable } from '../../../domain/reports/figures.ts';
import { word } from '../words.ts';
import { chartBlock } from './chart-block.ts';
import { shownFigure } from './shown-figure.ts';

const alignOf = ({ kind }: ReportColumn): 'left' | 'right' => (kind === 'text' ? 'left' : 'right');

/** The least and the most that a column takes of the width, in characters of half width. */
const WIDTHS = { label: [12, 30], text: [8, 24], figure: [10, 14] } as const;

/** As wide as the longest of its texts, within limits: names get the room that figures leave. */
function weightOf(kind: keyof typeof WIDTHS, texts: readonly string[]): number {
  const [least, most] = WIDTHS[kind];
  const widest = texts.reduce<number>((width, text) => Math.max(width, halfWidths(text)), least);
  return Math.min(most, widest);
}

const halfWidths = (text: string): number => text.replace(/[^\p{ASCII}]/gu, '00').length;

const GAP: BlockInput = { kind: 'paragraphs', texts: [''], indent: false };

/** Each table of a report, its picture before it; tables that would touch stand apart. */
export function tableBlocks({ tables }: Pick<ReportFigures, 'tables'>): BlockInput[] {
  return tables.flatMap((table, at) => {
    const chart = chartBlock(table);
    const touches = !chart && (tables[at - 1]?.notes.length ?? 0) === 0;
    return [...(chart ? [chart] : []), ...(touches ? [GAP] : []), tableBlock(table)];
  });
}

/** A table of a report as every writer takes it, with the heads of its groups, its total and its notes. */
export function tableBlock({ title, head, columns, rows, totals, notes }: ReportTable): BlockInput {
  const lines: string[][] = [];
  const marks: MarkedRow[] = [];
  const mark = (kind: MarkedRow['kind']) => marks.push({ at: lines.length, kind });
  const add = (label: string, figures: readonly Figure[]) => lines.push([label, ...figures.map(shownFigure)]);
  let group: string | null = null;
  for (const row of rows) {
    if (row.group !== null && row.group !== group) {
      mark('group');
      add(row.group, []);
    }
    group = row.group;
    add(row.label, row.figures);
  }
  if (totals) {
    mark('total');
    add(word('total'), totals);
  }
  const textsIn = (column: number) => lines.map((line) => line[column] ?? '');
  return {
    kind: 'table',
    title,
    columns: [
      { title: head, weight: weightOf('label', textsIn(0)), align: 'left' },
      ...columns.map((column, at) => ({
        title: column.title,
        weight: weightOf(column.kind === 'text' ? 'text' : 'figure', textsIn(at + 1)),
        align: alignOf(column),
      })),
    ],
    rows: lines,
    marks,
    continued: word('form.continued'),
    notes: [...notes],
  };
}
