import type { BlockInput } from '../../../domain/document/model.ts';
import type { Figure, ReportColumn, ReportTable } from '../../../domain/reports/figures.ts';
import { grouped } from '../compile/table-maker.ts';
import { word } from '../words.ts';

/** A figure as it is printed. */
export function shownFigure(figure: Figure): string {
  if (figure === null) return '—';
  return typeof figure === 'number' ? grouped(figure) : figure;
}

const alignOf = ({ kind }: ReportColumn): 'left' | 'right' => (kind === 'text' ? 'left' : 'right');

/** Shares of the width. */
const LABEL_WEIGHT = 3;
const FIGURE_WEIGHT = 2;

/** A table of a report as every writer takes it; its notes follow as text: `notesBlock`. */
export function tableBlock({ title, head, columns, rows, totals }: ReportTable): BlockInput {
  const lineOf = (label: string, figures: readonly Figure[]) => [label, ...figures.map(shownFigure)];
  return {
    kind: 'table',
    title,
    columns: [
      { title: head, weight: LABEL_WEIGHT, align: 'left' },
      ...columns.map((column) => ({
        title: column.title,
        weight: FIGURE_WEIGHT,
        align: alignOf(column),
      })),
    ],
    rows: [
      ...rows.map(({ label, figures }) => lineOf(label, figures)),
      ...(totals ? [lineOf(word('total'), totals)] : []),
    ],
  };
}

export function notesBlock({ notes }: Pick<ReportTable, 'notes'>): BlockInput[] {
  return notes.length > 0 ? [{ kind: 'paragraphs', texts: [...notes], indent: false }] : [];
}
