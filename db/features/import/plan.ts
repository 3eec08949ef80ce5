import { basename, extname } from 'node:path';
import type { CellValue } from '../../domain/cells/text.ts';
import type { Category } from '../../domain/customer.ts';
import { AppError } from '../../domain/errors.ts';
import type { MutationContext } from '../../router/context.ts';
import type { TableMerge, TableRow, TableSummary } from '../../wire.ts';
import type { ImportField } from './columns.ts';
import { drafter, type Draft, type DraftResult } from './draft.ts';
import { findDuplicates, type Duplicates } from './duplicates.ts';
import { knownCustomers, listCodes, placeFinder } from './lookups.ts';
import {
  duplicateTitles,
  fillMerges,
  rowKind,
  understandSheet,
  type Column,
  type Layout,
} from './understand.ts';
import { importWords } from './words.ts';

/** More rows than this are not one department's ledger. */
export const MOST_ROWS = 200_000;

/** How one sheet is to be read; what is null is found by itself. */
export interface SheetChoice {
  readonly sheet: string;
  readonly headerRow: number | null;
  /** For rows that do not say their category. */
  readonly category: Category | null;
  readonly columns: ReadonlyArray<{ readonly index: number; readonly field: ImportField }> | null;
}

/** A row of the file with what it would become. */
export interface PlanRow extends DraftResult {
  readonly sheet: string;
}

/** The cells of a row that is or may be refused, to be given back for mending. */
export interface RefusedRow {
  readonly sheet: string;
  readonly row: number;
  readonly cells: readonly CellValue[];
}

export interface PlanSheet {
  readonly name: string;
  readonly category: Category | null;
  readonly columns: readonly Column[];
}

/** A dry run: everything that an import would do, kept until it is done or the session ends. */
export interface Plan {
  readonly id: string;
  readonly fileName: string;
  readonly sheets: readonly PlanSheet[];
  readonly rows: readonly PlanRow[];
  /** Rows that can be imported, and where each stands in `rows`. */
  readonly drafts: readonly Draft[];
  readonly draftRows: readonly number[];
  readonly duplicates: Duplicates;
  readonly refused: readonly RefusedRow[];
}

interface SheetRows {
  readonly kind: TableSummary['kind'];
  readonly rows: TableRow[];
  readonly merges: readonly TableMerge[];
}

/** Reads the rows of a sheet; asking to cancel the call kills the reader. */
async function readRows(ctx: MutationContext, path: string, sheet: string): Promise<SheetRows> {
  const rows: TableRow[] = [];
  const summary = await readTableFor(ctx, { path, sheet, maxRows: MOST_ROWS }, (batch) => {
    rows.push(...batch);
    ctx.progress('import', rows.length, 0);
  });
  return { kind: summary.kind, rows, merges: summary.sheets[0]?.merges ?? [] };
}

/** `ctx.readTable` that stops when the call is cancelled (`common.cancelled`). */
export async function readTableFor(
  ctx: MutationContext,
  request: Parameters<MutationContext['readTable']>[0],
  onRows?: (rows: readonly TableRow[]) => void,
): Promise<TableSummary> {
  const stop = new AbortController();
  const cancelled: unknown[] = [];
  try {
    return await ctx.readTable(request, {
      signal: stop.signal,
      onRows: (rows) => {
        try {
          ctx.checkCancelled();
          onRows?.(rows);
        } catch (error) {
          cancelled.push(error);
          stop.abort();
        }
      },
    });
  } catch (error) {
    throw cancelled[0] ?? error;
  }
}

/** Name by which a sheet is understood: a text file has only its own. */
export function understandingName(path: string, sheet: string): string {
  return sheet === '' ? basename(path, extname(path)) : sheet;
}

/**
 * Reads the chosen sheets and works out what each row would become and which are one customer. Writes
 * nothing. Errors: those of the reader, `import.no_header`, `import.no_name_column`, `import.no_rows`,
 * `import.duplicate_columns`, `import.category_needed`.
 */
export async function makePlan(
  ctx: MutationContext,
  id: string,
  path: string,
  choices: readonly SheetChoice[],
): Promise<Plan> {
  const sheets: PlanSheet[] = [];
  const rows: PlanRow[] = [];
  const cellsOf: Array<readonly CellValue[]> = [];
  for (const choice of choices) {
    const read = await readRows(ctx, path, choice.sheet);
    const layout = chosenLayout(read, choice, understandingName(path, choice.sheet));
    sheets.push({ name: choice.sheet, category: layout.category, columns: layout.columns });
    draftRows(ctx, read, layout, (result, cells) => {
      rows.push({ ...result, sheet: choice.sheet });
      cellsOf.push(cells);
    });
  }
  const indexes = rows.flatMap(({ draft }, index) => (draft ? [index] : []));
  const drafts = rows.flatMap(({ draft }) => draft ?? []);
  const duplicates = findDuplicates(
    drafts.map(({ input }) => input),
    knownCustomers(ctx, ctx.reader),
  );
  const closed = new Set(closedDrafts(duplicates).map((draft) => indexes[draft]));
  const refused = rows.flatMap(({ draft, sheet, row }, index) =>
    draft && !closed.has(index) ? [] : [{ sheet, row, cells: cellsOf[index] ?? [] }],
  );
  return { id, fileName: basename(path), sheets, rows, drafts, draftRows: indexes, duplicates, refused };
}

/** Drafts that may turn out to be a customer whom the person may not change. */
function closedDrafts({ clusters, groups }: Duplicates): number[] {
  return groups
    .filter(({ known }) => known.some(({ open }) => !open))
    .flatMap((group) => group.clusters.flatMap((index) => clusters[index]?.members ?? []));
}

/** The layout with the person's corrections; throws what makes an import impossible. */
function chosenLayout(read: SheetRows, choice: SheetChoice, name: string): Layout & { headerRow: number } {
  const found = understandSheet(read.rows, { sheetName: name, kind: read.kind, headerRow: choice.headerRow });
  if (found.headerRow === null) throw new AppError('import.no_header');
  const chosen = new Map(choice.columns?.map(({ index, field }) => [index, field]));
  const columns = found.columns.map((column) => ({
    ...column,
    field: chosen.get(column.index) ?? column.field,
  }));
  if (!columns.some(({ field }) => field === 'name')) throw new AppError('import.no_name_column');
  const twice = duplicateTitles(columns);
  if (twice.length > 0) throw new AppError('import.duplicate_columns', { titles: twice.join(', ') });
  if (found.problems.some(({ code }) => code === 'import.no_rows')) throw new AppError('import.no_rows');
  const hasCategory = columns.some(({ field }) => field === 'category');
  // A file's name may speak for all its rows, but not for a single one that was left empty.
  const category = choice.category ?? (hasCategory ? null : found.category);
  if (!hasCategory && category === null) throw new AppError('import.category_needed');
  return { ...found, headerRow: found.headerRow, columns, category };
}

/** Drafts every row of customers below the titles, a piece at a time so that a cancel is heard. */
function draftRows(
  ctx: MutationContext,
  read: SheetRows,
  layout: Layout & { headerRow: number },
  add: (result: DraftResult, cells: readonly CellValue[]) => void,
): void {
  fillMerges(read.rows, read.merges, layout.headerRow);
  const make = drafter(layout.columns, {
    category: layout.category,
    today: ctx.clock.today(),
    codeOf: listCodes(ctx),
    placeOf: placeFinder(),
    usccWaiver: importWords('zh-CN', 'import.uscc_waiver'),
    width: read.kind === 'text' ? layout.columns.length : null,
  });
  for (const [index, row] of read.rows.entries()) {
    if (index % 500 === 0) ctx.checkCancelled();
    if (row.row <= layout.headerRow || rowKind(row, layout.columns) !== 'data') continue;
    add(make(row), row.cells);
  }
}
