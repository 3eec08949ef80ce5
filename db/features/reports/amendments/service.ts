/** 报表修改 (rules.md B3). */
import { AppError } from '../../../domain/errors.ts';
import type { ReadableDb, WritableDb } from '../../../connection/handles.ts';
import {
  amendedFigures,
  figureAt,
  itemsRefusal,
  STORED_ITEMS,
  type AmendItem,
} from '../../../domain/reports/amendment.ts';
import type { AmendedFigure, ReportFigures } from '../../../domain/reports/figures.ts';
import { write } from '../../../domain/stored-json.ts';
import type { MutationContext, QueryContext } from '../../../work/context.ts';
import { expectReadable } from '../../../work/flow/standing.ts';
import { Confirmation } from '../../../work/flow/confirmation.ts';
import { NOTHING, resultOf, takeProgramStep, takeStep, takeStepIn } from '../../../work/flow/engine.ts';
import { lineOf, openCase } from '../../../work/flow/reading.ts';
import { saveCase, type CaseSave, type Saved } from '../../../work/flow/save.ts';
import { PROGRAM_REACH } from '../../../work/log/program-reach.ts';
import { findPersonName } from '../../accounts/service.ts';
import { anchorReport, keepAnchors } from '../../audit/service.ts';
import { setAside } from '../../workspace/service.ts';
import { callIn } from '../copies/call-in.ts';
import { pack } from '../packed.ts';
import { isOfDepartment, reports, requireReport } from '../runs/flow.ts';
import { figuresOf, keepContent } from '../runs/freeze.ts';
import { expectReleased, lineOfReport } from '../runs/look.ts';
import { forReader } from '../runs/sight.ts';
import { insertReport, type WithAsker } from '../runs/store.ts';
import { word } from '../words.ts';
import { amendments, readItems } from './flow.ts';
import { countOpenOf, type AmendmentRow } from './store.ts';

export function lineOfAmendment(ctx: QueryContext, row: AmendmentRow) {
  return {
    ...lineOf(ctx, amendments, row),
    askedBy: findPersonName(ctx.reader, row.asker_id) ?? '',
    report: lineOfReport(ctx, requireReport(ctx.reader, row.report_id)),
    items: itemsOf(row).length,
  };
}

const itemsOf = (row: AmendmentRow): AmendItem[] => {
  const stored = readItems(row);
  return stored.ok ? stored.value : [];
};

/** One amendment, each item with the figure that it changes and the words of its place. */
export function openAmendment(ctx: QueryContext, id: number) {
  const { row, shown } = openCase(ctx, amendments, id);
  const changes = changesOf(ctx.reader, row, (figures) => forReader(ctx, figures));
  return { ...lineOfAmendment(ctx, row), ...shown, changes };
}

/**
 * Items as they are read: what of which table, old → new and why. `show` takes the names away that whoever reads them
 * may not have: they are those of the report.
 */
export function changesOf(
  db: ReadableDb,
  row: AmendmentRow,
  show: (figures: ReportFigures) => ReportFigures,
) {
  const figures = figuresOf(db, row.report_id);
  const asked = itemsOf(row).map(({ value, ...item }): AmendedFigure => ({
    ...item,
    old: figureAt(figures, item)?.old ?? null,
    new: value,
  }));
  const { tables, amended } = show({ ...figures, amended: asked });
  return amended.map(({ new: value, ...item }) => {
    const table = tables.find(({ key }) => key === item.table);
    const at = table?.rows.find(({ key }) => key === item.row);
    return {
      ...item,
      value,
      tableTitle: table?.title ?? item.table,
      rowLabel: item.row === null ? word('total') : (at?.label ?? item.row),
      measureTitle: table?.columns.find(({ key }) => key === item.measure)?.title ?? item.measure,
    };
  });
}

interface AmendmentSave extends CaseSave {
  readonly reportId: number;
  readonly items: readonly AmendItem[];
}

/**
 * Keeps an amendment while it is written, or submits it. Errors: those of `saveCase`, `reports.not_found`,
 * `reports.not_released`, `reports.amendment_open`, `reports.no_such_figure`, `reports.nothing_amended`,
 * `reports.figure_form`, the last three with {table, row, measure}.
 */
export function saveAmendment(ctx: MutationContext, { reportId, items, ...save }: AmendmentSave): Saved {
  // Whose report it is nobody learns from what is refused.
  if (!isOfDepartment(ctx.actor.roles)) throw new AppError('reports.not_found');
  reports.guard(ctx, ctx.reader, reportId);
  return saveCase(ctx, amendments, save, {
    columns: { report_id: reportId, items: write(STORED_ITEMS, [...items]), secrecy: 'normal' },
    check(db) {
      expectReleased(requireReport(db, reportId));
      if (countOpenOf(db, reportId, save.id ?? 0) > 0) throw new AppError('reports.amendment_open');
      const refusal = itemsRefusal(figuresOf(db, reportId), items);
      if (!refusal) return;
      const { table, row, measure } = refusal.item;
      throw new AppError(refusal.code, { table, row: row ?? '', measure });
    },
    replacing(db, row) {
      const why = amendments.unreadable(row);
      const key = `report_amendment:${row.id}`;
      if (why) setAside(db, ctx, { source: 'report_amendment', key, why, value: row.items });
    },
  });
}

/** 批准 by 总经理. */
export async function approveAmendment(
  ctx: MutationContext,
  { password, ...move }: { readonly id: number; readonly version: number; readonly password: string },
): Promise<void> {
  const confirmed = await Confirmation.confirm(ctx, password);
  takeStep(ctx, amendments, { ...move, step: 'approve', confirmed }, (_db, row) =>
    expectReadable(amendments, row),
  );
}

/**
 * 备案: makes the new revision, released as it is; the old one is superseded and its copies are called in. Returns the
 * new report. Errors: those of `takeStep`, `reports.not_released`, `reports.unreadable`,
 * `report_amendments.unreadable`.
 */
export function fileAmendment(
  ctx: MutationContext,
  move: { readonly id: number; readonly version: number },
): { id: number } {
  const outcome = ctx.transaction((db) => {
    const taken = takeStepIn(db, ctx, amendments, { ...move, step: 'file' }, (_db, row) =>
      revise(db, ctx, row),
    );
    if (!taken.void) anchorReport(db, ctx);
    return taken;
  });
  const made = resultOf(outcome);
  keepAnchors(ctx.reader, ctx.facts);
  return made;
}

function revise(db: WritableDb, ctx: MutationContext, amendment: AmendmentRow): { id: number } {
  const old = requireReport(db, amendment.report_id);
  expectReleased(old);
  const stored = readItems(amendment);
  if (!stored.ok) throw new AppError('report_amendments.unreadable');
  const before = figuresOf(db, old.id);
  if (itemsRefusal(before, stored.value)) throw new AppError('reports.unreadable');
  const figures = amendedFigures(before, stored.value, (sum) => word('note.amended_sum', sum));
  const id = insertReport(db, asRevision(old, ctx.clock.now()));
  keepContent(db, ctx, id, pack(figures));
  resultOf(takeStepIn(db, ctx, reports, { id, version: 1, step: 'revise', isNew: true }, NOTHING));
  callIn(db, ctx, old.id);
  const actor = { ...ctx.actor, roles: [] };
  const program = { reach: PROGRAM_REACH.supersede_report };
  takeProgramStep(db, { ...ctx, actor, program }, reports, { id: old.id, step: 'supersede' });
  return { id };
}

/** The same report, one revision on: it was compiled when it was, and by whom. */
function asRevision(
  { id, version: _version, state: _state, asker_id: _asker, ...row }: WithAsker,
  at: number,
) {
  return { ...row, revision: row.revision + 1, replaces: id, updated_at: at };
}
