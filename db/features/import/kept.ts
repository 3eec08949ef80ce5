/** 导入记录: the imports of before as they are read. Names and values are told as far as the reader may see the archives. */
import type { ReadableDb } from '../../connection/handles.ts';
import { addDays, dayIn, type Day } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import { may, mayEver } from '../../domain/permissions.ts';
import { isLogged } from '../../domain/roles.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { secrecyInForce, type Guarded } from '../../work/guarded.ts';
import { reaches, reachOf, stricter } from '../../work/reach.ts';
import { lastChange, readNames, standingsOf } from '../customers/service.ts';
import { zoneOf } from '../workspace/service.ts';
import { pairsOf, unpack, type KeptContent, type KeptRow } from './kept-content.ts';
import * as store from './kept-store.ts';
import type { Issue } from './issues.ts';
import { isShown, ROWS_SHOWN, type RowsShown } from './said.ts';

/** An import can be taken back until so many days after it. */
export const UNDO_DAYS = 7;

/** An import as a list shows it. */
export interface ImportLine {
  readonly id: number;
  /** Milliseconds UTC. */
  readonly at: number;
  readonly by: string;
  readonly fileName: string;
  readonly sheets: readonly string[];
  readonly total: number;
  readonly added: number;
  readonly updated: number;
  readonly skipped: number;
  readonly merged: number;
  readonly refused: number;
  readonly warned: number;
  readonly undone: { readonly at: number; readonly by: string } | null;
  /** The last day on which it can be taken back. */
  readonly undoUntil: Day;
  /** Why the reader cannot take it back now, whatever became of its archives; null: they can. */
  readonly closed: 'undone' | 'not_yours' | 'too_late' | null;
}

/** The list of imports has changed. */
export function tellOfImports({ emit }: Pick<MutationContext, 'emit'>): void {
  emit(({ roles }) => (mayEver(roles, 'import.read') ? { type: 'changed', kind: 'import' } : null));
}

const MOST_LISTED = 100;

export function listImports(ctx: QueryContext, { after }: { readonly after: number | null }) {
  const { rows, next } = store.listImports(ctx.reader, after, MOST_LISTED);
  const undone = store.listUndone(
    ctx.reader,
    rows.map((row) => row.import_id),
  );
  const byId = new Map(undone.map((row) => [row.import_id, row]));
  return {
    imports: rows.map((row) => lineOf(ctx, row, byId.get(row.import_id))),
    next: next === null ? null : Number(next[0]),
  };
}

function lineOf(ctx: QueryContext, row: store.ImportRow, undo: store.ImportRow | undefined): ImportLine {
  const { import_id: id, at, by, total, added, updated, skipped, refused, warned } = row;
  const undoUntil = addDays(dayIn(zoneOf(ctx.reader), at), UNDO_DAYS);
  return {
    id,
    at,
    by,
    fileName: row.file_name ?? '',
    sheets: JSON.parse(row.sheets ?? '[]') as string[],
    total,
    added,
    updated,
    skipped,
    merged: row.merged,
    refused,
    warned,
    undone: undo ? { at: undo.at, by: undo.by } : null,
    undoUntil,
    closed: closedBy(ctx, row, { undo, undoUntil }),
  };
}

function closedBy(
  { actor, clock }: QueryContext,
  { personId }: store.ImportRow,
  { undo, undoUntil }: { undo: store.ImportRow | undefined; undoUntil: Day },
): ImportLine['closed'] {
  if (undo) return 'undone';
  const relations = personId === actor.personId ? (['own'] as const) : [];
  if (!may(actor.roles, 'import.undo', { secrecy: 'normal', relations })) return 'not_yours';
  return clock.today() > undoUntil ? 'too_late' : null;
}

/** Errors: `import.no_such_import`. */
export function requireImport(
  ctx: QueryContext,
  db: ReadableDb,
  id: number,
): { readonly row: store.ImportRow; readonly line: ImportLine } {
  const row = store.findImport(db, id, 'apply');
  if (!row) throw new AppError('import.no_such_import');
  return { row, line: lineOf(ctx, row, store.findImport(db, id, 'undo')) };
}

/** Errors: `import.record_unreadable`. */
export function readKept(db: ReadableDb, id: number): KeptContent {
  const content = unpack(store.readContent(db, id) ?? new Uint8Array(0));
  if (!content) throw new AppError('import.record_unreadable');
  return content;
}

/** One import: its figures, how many rows have something said of them, and how many archives it wrote. */
export function getImport(ctx: QueryContext, id: number) {
  const { line } = requireImport(ctx, ctx.reader, id);
  const { rows, left, added, updated } = readKept(ctx.reader, id);
  const said = Object.fromEntries(
    ROWS_SHOWN.map((show) => [show, rows.filter((row) => isShown(row, show)).length]),
  ) as Record<RowsShown, number>;
  const filed = pairsOf(added).reduce((sum, [first, last]) => sum + last - first + 1, 0);
  return { ...line, said, left, wrote: { added: filed, updated: updated.length / 2 } };
}

interface Page {
  readonly id: number;
  readonly offset: number;
  readonly limit: number;
}

/** Rows of the file with what was said of them, as far as it was kept and the reader may see it. */
export function listKeptRows(
  ctx: QueryContext,
  { id, show, offset, limit }: Page & { readonly show: RowsShown },
) {
  const { row } = requireImport(ctx, ctx.reader, id);
  const rows = readKept(ctx.reader, id).rows.filter((one) => isShown(one, show));
  const page = rows.slice(offset, offset + limit);
  const archives = archivesFor(
    ctx,
    page.flatMap(({ archive }) => archive ?? []),
  );
  const isOwn = row.personId === ctx.actor.personId;
  return { total: rows.length, rows: page.map((one) => shownRow(ctx, one, archives, isOwn)) };
}

type Named = ReturnType<typeof readNames>[number];

function archivesFor({ reader }: QueryContext, ids: readonly number[]): ReadonlyMap<number, Named> {
  return new Map(readNames(reader, ids, lastChange(reader)).map((one) => [one.id, one]));
}

const isListed = ({ actor, clock }: QueryContext, guarded: Guarded): boolean =>
  reaches(reachOf(actor, 'customers.list'), guarded, clock.today());

/**
 * What a row says is as closed as the archive that it went into, and as the row itself; of 机密 and above it would be a
 * look. One that went nowhere is for whoever brought it, who has the file.
 */
function shownRow(
  ctx: QueryContext,
  { sheet, row, name, archive, secrecy, problems, warnings, skipped }: KeptRow,
  archives: ReadonlyMap<number, Named>,
  isOwn: boolean,
) {
  const named = archive === null ? undefined : archives.get(archive);
  const isOpen = named ? isToldOf(ctx, named, secrecy) : isOwn || isPlain(secrecy);
  const isNamed = named ? isListed(ctx, named.guarded) : isOpen;
  // Into which row or archive it went says no more than its name and number do.
  const isTold = isOpen || (isNamed && skipped?.value === '');
  return {
    sheet,
    row,
    name: isNamed ? name : null,
    archive: named && isNamed ? { id: named.id, archiveNo: named.archiveNo } : null,
    problems: problems.length > 0 && !isOpen ? [HIDDEN] : problems,
    warnings: warnings.length > 0 && !isOpen ? [HIDDEN] : warnings,
    skipped: skipped && !isTold ? HIDDEN : skipped,
  };
}

const HIDDEN: Issue = { code: 'import.row_hidden', column: '', value: '' };

const isPlain = (secrecy: KeptRow['secrecy']): boolean => secrecy !== null && !isLogged(secrecy);

function isToldOf(ctx: QueryContext, { guarded }: Named, secrecy: KeptRow['secrecy']): boolean {
  const today = ctx.clock.today();
  const isRead = reaches(reachOf(ctx.actor, 'customers.read'), guarded, today);
  return isRead && !isLogged(stricter(secrecyInForce(guarded, today), secrecy ?? 'top_secret'));
}

export const WRITTEN = ['added', 'updated'] as const;

/** The archives that an import wrote; one that the reader may not see in the index has no name. */
export function listWritten(
  ctx: QueryContext,
  { id, what, offset, limit }: Page & { readonly what: (typeof WRITTEN)[number] },
) {
  requireImport(ctx, ctx.reader, id);
  const { added, updated } = readKept(ctx.reader, id);
  const { total, ids } = what === 'added' ? idsOf(added, offset, limit) : updatedOf(updated, offset, limit);
  const archives = archivesFor(ctx, ids);
  const standings = standingsOf(ctx.reader, ids);
  return {
    total,
    archives: ids.map((one) => {
      const named = archives.get(one);
      const isSeen = named !== undefined && isListed(ctx, named.guarded);
      return {
        id: isSeen ? one : null,
        archiveNo: isSeen ? named.archiveNo : null,
        name: isSeen ? named.name : null,
        standing: standings.get(one) ?? 'living',
      };
    }),
  };
}

/** A part of the ids of ranges. */
function idsOf(ranges: readonly number[], offset: number, limit: number) {
  const ids: number[] = [];
  let total = 0;
  for (const [first, last] of pairsOf(ranges)) {
    const from = first + Math.max(offset - total, 0);
    for (let id = from; id <= last && ids.length < limit; id += 1) ids.push(id);
    total += last - first + 1;
  }
  return { total, ids };
}

const updatedOf = (updated: readonly number[], offset: number, limit: number) => ({
  total: updated.length / 2,
  ids: pairsOf(updated)
    .slice(offset, offset + limit)
    .map(([id]) => id),
});
