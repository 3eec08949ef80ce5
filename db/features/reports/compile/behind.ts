/** The archives behind a figure: those that it counts, as they were then (rules.md B1). */
import type { ReadableDb } from '../../../connection/handles.ts';
import { AppError } from '../../../domain/errors.ts';
import { HIDDEN } from '../../../domain/reports/figures.ts';
import type { TableName } from '../../../domain/reports/choices.ts';
import { compileReport, sceneOf, type CompileFrame, type ReportAsked } from './compile.ts';
import { idsIn } from './grouping.ts';
import { MAKERS } from './makers.ts';
import type { FigurePlace } from './table-maker.ts';

export interface FigureAsked extends FigurePlace {
  readonly table: TableName;
}

/**
 * Ids of the archives in the order of filing. Errors: `reports.no_archives` for a figure that counts none, or is hidden,
 * `reports.not_begun`.
 */
export function archivesBehind(
  db: ReadableDb,
  asked: ReportAsked,
  frame: CompileFrame,
  { table, ...place }: FigureAsked,
): number[] {
  const alone = { ...asked, choices: { ...asked.choices, tables: [table] } };
  if (isHidden(db, alone, frame, place)) throw new AppError('reports.no_archives');
  const { behind } = MAKERS[table];
  const mask = behind?.(sceneOf(db, alone, frame), place) ?? null;
  if (mask === null) throw new AppError('reports.no_archives');
  return [...idsIn(mask)];
}

function isHidden(db: ReadableDb, alone: ReportAsked, frame: CompileFrame, place: FigurePlace): boolean {
  const [table] = compileReport(db, alone, frame).tables;
  const at = table?.columns.findIndex(({ key }) => key === place.measure) ?? -1;
  const row = place.row === '' ? table?.totals : table?.rows.find(({ key }) => key === place.row)?.figures;
  return at < 0 || row === undefined || row === null || row[at] === HIDDEN;
}
