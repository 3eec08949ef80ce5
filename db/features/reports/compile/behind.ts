/** The archives behind a figure: those that it counts, as they were then (rules.md B1). */
import type { ReadableDb } from '../../../connection/handles.ts';
import { AppError } from '../../../domain/errors.ts';
import { HIDDEN, type ReportTable } from '../../../domain/reports/figures.ts';
import type { TableName } from '../../../domain/reports/choices.ts';
import { makeTables, sceneOf, tablesOf, type CompileFrame, type ReportAsked } from './compile.ts';
import { idsIn } from './grouping.ts';
import { readSettings } from '../../workspace/service.ts';
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
  const { behind } = MAKERS[table];
  // What is hidden depends on what else is shown.
  const hides = readSettings(db).hideGroupsBelow > 0;
  const shown = hides ? asked : { ...asked, choices: { ...asked.choices, tables: [table] } };
  const scene = sceneOf(db, shown, frame);
  const found = makeTables(scene, tablesOf(shown.name, shown.choices)).find(({ key }) => key === table);
  if (!behind || !found || isHidden(found, place)) throw new AppError('reports.no_archives');
  const mask = behind(scene, place);
  if (mask === null) throw new AppError('reports.no_archives');
  return [...idsIn(mask)];
}

function isHidden({ columns, rows, totals }: ReportTable, { row, measure }: FigurePlace): boolean {
  const at = columns.findIndex(({ key }) => key === measure);
  const figures = row === '' ? totals : rows.find(({ key }) => key === row)?.figures;
  return at < 0 || figures === undefined || figures === null || figures[at] === HIDDEN;
}
