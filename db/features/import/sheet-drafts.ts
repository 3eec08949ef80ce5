import { basename, extname } from 'node:path';
import { cleanText, type CellValue } from '../../domain/cells/text.ts';
import type { Category } from '../../domain/customer.ts';
import { AppError } from '../../domain/errors.ts';
import type { MutationContext } from '../../work/context.ts';
import type { TableRow, TableSummary } from '../../wire.ts';
import { personFinder } from '../accounts/service.ts';
import type { ImportField } from './columns.ts';
import type { DraftContext } from './choices.ts';
import { drafter, type DraftResult } from './draft.ts';
import { issue, type Issue } from './issues.ts';
import { listCodes, placeFinder } from './lookups.ts';
import { headingCategory, rowKind, type RowKind } from './row-kind.ts';
import { fillMerges, understandSheet, widened, type Column, type Layout } from './understand.ts';
import { importWords } from './words.ts';

/** More rows than this are not one department's ledger. */
const MOST_ROWS = 200_000;
/** Rows by which a text file is understood, before the rest has come. */
const ROWS_TO_UNDERSTAND = 120;

/** How one sheet is to be read; what is null is found by itself. */
export interface SheetChoice {
  /** '' for a text file, which has one. */
  readonly sheet: string;
  readonly headerRow: number | null;
  /** For rows that do not say their category. */
  readonly category: Category | null;
  readonly columns: ReadonlyArray<{ readonly index: number; readonly field: ImportField }> | null;
  /** Rows that look like headings or totals and are customers all the same. */
  readonly takeIn?: readonly number[] | undefined;
  /** Rows that are hidden in the file come in like the others. */
  readonly withHidden?: boolean | undefined;
}

/** Takes the rows of a sheet one by one, in its order. */
export interface RowTaker {
  /** `titles` are those that stand over the row when they are not the ones of the layout. */
  draft(result: DraftResult, cells: readonly CellValue[], titles: readonly CellValue[] | null): void;
  /** A row that is no customer; null without a name, so that it cannot be taken for one. */
  leaveOut(row: number, said: Issue | null): void;
  /** Hidden in the file, and left out of it or not. */
  hidden(isLeftOut: boolean): void;
}
type UsableLayout = Layout & { readonly lastTitleRow: number };

/** `ctx.readTable` that stops when the call is cancelled (`common.cancelled`). */
export async function readTableFor(
  ctx: MutationContext,
  request: Parameters<MutationContext['readTable']>[0],
  onRows?: (rows: readonly TableRow[]) => void,
): Promise<TableSummary> {
  const stop = new AbortController();
  const thrown: unknown[] = [];
  try {
    return await ctx.readTable(request, {
      signal: stop.signal,
      onRows: (rows) => {
        try {
          ctx.checkCancelled();
          onRows?.(rows);
        } catch (error) {
          thrown.push(error);
          stop.abort();
        }
      },
    });
  } catch (error) {
    throw thrown[0] ?? error;
  }
}

/** Name by which a sheet is understood: a text file has only its own. */
export function understandingName(path: string, sheet: string): string {
  return sheet === '' ? basename(path, extname(path)) : sheet;
}

/**
 * Reads one sheet and drafts its rows as they come; a workbook's when all have come, because it names its
 * merged cells last. Errors: those of the reader, `import.no_header`, `import.titles_garbled`,
 * `import.no_name_column`, `import.no_rows`, `import.not_by_rows`, `import.side_by_side`,
 * `import.category_needed`.
 */
export async function draftSheet(
  ctx: MutationContext,
  path: string,
  choice: SheetChoice,
  take: RowTaker & Pick<DraftContext, 'meant'>,
): Promise<UsableLayout> {
  const isText = choice.sheet === '';
  const name = understandingName(path, choice.sheet);
  const begin = (rows: readonly TableRow[], date1904 = false) => {
    const layout = chosenLayout(rows, choice, name, isText ? 'text' : 'workbook');
    const { withHidden = false } = choice;
    const manner = { isText, takeIn: new Set(choice.takeIn), withHidden, date1904 };
    return { layout, draft: rowDrafter(ctx, layout, manner, take) };
  };
  const waiting: TableRow[] = [];
  let work: ReturnType<typeof begin> | null = null;
  let count = 0;
  const { sheets, date1904 } = await readTableFor(
    ctx,
    { path, sheet: choice.sheet, maxRows: MOST_ROWS },
    (rows) => {
      count += rows.length;
      ctx.progress('import', count, 0);
      if (!work) waiting.push(...rows);
      if (!work && isText && waiting.length >= ROWS_TO_UNDERSTAND) {
        work = begin(waiting);
        work.draft(waiting.splice(0));
      } else work?.draft(rows);
    },
  );
  const last = work ?? begin(waiting, date1904);
  fillMerges(waiting, sheets[0]?.merges ?? [], last.layout.lastTitleRow);
  last.draft(waiting);
  return last.layout;
}

/** The layout with the person's corrections; throws what makes an import impossible. */
function chosenLayout(
  rows: readonly TableRow[],
  choice: SheetChoice,
  name: string,
  kind: TableSummary['kind'],
): UsableLayout {
  const found = understandSheet(rows, { sheetName: name, kind, headerRow: choice.headerRow });
  if (found.lastTitleRow === null) throw new AppError(found.problems[0]?.code ?? 'import.no_header');
  const chosen = new Map(choice.columns?.map(({ index, field }) => [index, field]));
  const columns = found.columns.map((column) => ({
    ...column,
    field: chosen.get(column.index) ?? column.field,
  }));
  if (!columns.some(({ field }) => field === 'name')) throw new AppError('import.no_name_column');
  // Whoever says that the names stand elsewhere knows what stands there.
  const areAsFound = placesOfNames(columns) === placesOfNames(found.columns);
  const problem = found.problems.find(
    ({ code }) => code === 'import.no_rows' || (areAsFound && PROBLEMS_OF_NAMES.has(code)),
  );
  if (problem) throw new AppError(problem.code);
  const category = choice.category ?? found.category;
  if (category === null && !columns.some(({ field }) => field === 'category')) {
    throw new AppError('import.category_needed');
  }
  return { ...found, lastTitleRow: found.lastTitleRow, columns, category };
}

const PROBLEMS_OF_NAMES: ReadonlySet<string> = new Set(['import.not_by_rows', 'import.side_by_side']);

const placesOfNames = (columns: readonly Column[]) =>
  columns.flatMap(({ field, index }) => (field === 'name' ? [index] : [])).join();

/** How rows are drafted. */
interface Manner {
  readonly isText: boolean;
  readonly takeIn: ReadonlySet<number>;
  readonly withHidden: boolean;
  readonly date1904: boolean;
}

/** How rows are read by the titles and the headings that stand over them. */
class Reading {
  /** Of a later header, where they are not those of the layout. */
  titles: readonly CellValue[] | null = null;
  readonly #layout: UsableLayout;
  readonly #begin: (
    columns: readonly Column[],
    over: Pick<DraftContext, 'category' | 'header'>,
  ) => ReturnType<typeof drafter>;
  #columns: readonly Column[];
  #over: Pick<DraftContext, 'category' | 'header'>;
  draft: ReturnType<typeof drafter>;

  constructor(
    layout: UsableLayout,
    context: Omit<DraftContext, 'category' | 'header' | 'width'>,
    isText: boolean,
  ) {
    this.#layout = layout;
    this.#begin = (columns, over) =>
      drafter(columns, { ...context, ...over, width: isText ? columns.length : null });
    this.#columns = layout.columns;
    this.#over = { category: layout.category, header: null };
    this.draft = this.#begin(this.#columns, this.#over);
  }

  beginTitles(kind: RowKind, { row, cells }: TableRow): void {
    const isAgain = kind === 'repeated_header';
    this.titles = isAgain ? null : cells;
    this.#columns = kind === 'wider_header' ? widened(this.#layout.columns, cells) : this.#layout.columns;
    this.#over = { ...this.#over, header: isAgain ? null : { row, fits: kind === 'wider_header' } };
    this.draft = this.#begin(this.#columns, this.#over);
  }

  beginSection(category: Category | null): void {
    if (category === null || category === this.#over.category) return;
    this.#over = { ...this.#over, category };
    this.draft = this.#begin(this.#columns, this.#over);
  }
}

/**
 * Drafts the rows of customers among those below the titles; the rows themselves are let go. Below a header
 * that comes again with more titles rows are read by it; below one that contradicts they are refused. A heading that
 * names a category says it for the rows below.
 */
function rowDrafter(
  ctx: MutationContext,
  layout: UsableLayout,
  { isText, takeIn, withHidden, date1904 }: Manner,
  take: RowTaker & Pick<DraftContext, 'meant'>,
): (rows: readonly TableRow[]) => void {
  const context = {
    today: ctx.clock.today(),
    codeOf: listCodes(ctx),
    meant: take.meant,
    placeOf: placeFinder(),
    personOf: personFinder(ctx.reader),
    date1904,
    usccWaiver: importWords('zh-CN', 'import.uscc_waiver'),
  };
  const reading = new Reading(layout, context, isText);
  return (rows) => {
    for (const [index, row] of rows.entries()) {
      if (index % 500 === 0) ctx.checkCancelled();
      if (row.row <= layout.lastTitleRow) continue;
      const kind = rowKind(row, layout.columns);
      if (row.hidden && kind === 'data') {
        const isLeftOut = !withHidden && !takeIn.has(row.row);
        take.hidden(isLeftOut);
        if (isLeftOut) {
          take.leaveOut(row.row, hiddenRow(row, layout.columns));
          continue;
        }
      }
      if (kind === 'data' || (takeIn.has(row.row) && !kind.endsWith('header') && kind !== 'blank')) {
        const result = reading.draft(row);
        take.draft(result, result.cells, reading.titles);
        continue;
      }
      if (kind === 'blank') continue;
      const said = leftOut(kind, row, layout.columns);
      if (kind.endsWith('header')) reading.beginTitles(kind, row);
      else if (kind === 'section') reading.beginSection(headingCategory(said?.value ?? ''));
      take.leaveOut(row.row, said);
    }
  };
}

/** Nobody sees it where the file is opened: a filter, or a hand, has put it aside. */
function hiddenRow({ cells }: TableRow, columns: readonly Column[]): Issue {
  const column = columns.find(({ field }) => field === 'name');
  return issue('left_hidden', column?.title ?? '', cells[column?.index ?? -1] ?? null);
}

/** Why a row with something in the column of names is no customer. */
function leftOut(kind: RowKind, { cells }: TableRow, columns: readonly Column[]): Issue | null {
  const column = columns.find(({ field }) => field === 'name');
  const value = cells[column?.index ?? -1] ?? null;
  return cleanText(value) === '' ? null : issue(`left_${kind}`, column?.title ?? '', value);
}
