import type { BlockInput } from '../../../domain/document/model.ts';
import type { AmendedFigure, ReportFigures } from '../../../domain/reports/figures.ts';
import { word } from '../words.ts';
import { shownFigure } from './shown-figure.ts';

/** Columns with their shares of the width. */
const COLUMNS = [
  ['table', 4],
  ['row', 4],
  ['measure', 3],
  ['old', 3],
  ['new', 3],
  ['reason', 6],
] as const;

/** One change of a figure in words. */
export interface ChangeLine extends Pick<AmendedFigure, 'old' | 'new' | 'reason'> {
  readonly table: string;
  readonly row: string;
  readonly measure: string;
}

/** 修改: each item old → new with its reason. */
export function changesBlock(lines: readonly ChangeLine[]): BlockInput {
  return {
    kind: 'table',
    title: word('form.amended'),
    columns: COLUMNS.map(([key, weight]) => ({ title: word(`form.amended.${key}`), weight, align: 'left' })),
    rows: lines.map((line) =>
      COLUMNS.map(([key]) => {
        const value = line[key];
        return key === 'old' || key === 'new' ? shownFigure(value) : String(value);
      }),
    ),
  };
}

/** What was amended in a report since it was compiled; nothing where nothing was. */
export function amendedBlocks({ tables, amended }: ReportFigures): BlockInput[] {
  if (amended.length === 0) return [];
  const lines = amended.map((one): ChangeLine => {
    const table = tables.find(({ key }) => key === one.table);
    const row = table?.rows.find(({ key }) => key === one.row);
    return {
      table: table?.title ?? one.table,
      row: one.row === null ? word('total') : (row?.label ?? one.row),
      measure: table?.columns.find(({ key }) => key === one.measure)?.title ?? one.measure,
      old: one.old,
      new: one.new,
      reason: one.reason,
    };
  });
  return [changesBlock(lines)];
}
