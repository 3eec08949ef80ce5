import { basename } from 'node:path';
import type { CellValue } from '../../domain/cells/text.ts';
import type { Category } from '../../domain/customer.ts';
import { classesFor } from '../../domain/permissions.ts';
import { visibleLine } from '../../domain/text/entered.ts';
import type { MutationContext } from '../../work/context.ts';
import { newestRow } from '../../work/log/recorder.ts';
import { hasClassOutside, isLogged } from '../customers/service.ts';
import type { DraftContext } from './choices.ts';
import { DraftStore } from './draft-store.ts';
import {
  findDuplicates,
  isSure,
  keysOf,
  type DuplicateGroup,
  type Duplicates,
  type Keys,
} from './duplicates.ts';
import type { Issue } from './issues.ts';
import { knownCustomers } from './lookups.ts';
import type { AskedWord } from './row-reader.ts';
import { draftSheet, type RowTaker, type SheetChoice } from './sheet-drafts.ts';
import type { Column } from './understand.ts';

/** More words than anybody would go through; the others stay in the note. */
const MOST_WORDS = 500;

/** A row of the file and what is said about it. */
export interface PlanRow {
  readonly sheet: string;
  readonly row: number;
  /** Number of its draft; null when the row is refused. */
  readonly draft: number | null;
  /** Name as it would be stored; null when none can be read. */
  readonly name: string | null;
  readonly problems: readonly Issue[];
  readonly warnings: readonly Issue[];
  /** Why a row is no customer: a total, a note, titles again; null for all others. */
  readonly leftOut: Issue | null;
}

/** The cells of a row that is or may be refused, to be given back for mending. */
export interface RefusedRow {
  readonly sheet: string;
  readonly row: number;
  readonly cells: readonly CellValue[];
  /** Titles over the row that are not those of the sheet's first header. */
  readonly titles: readonly CellValue[] | null;
}

/** A word that is in no list, and how many rows say it. */
export interface PlanWord extends AskedWord {
  rows: number;
}

/** A column without a field of its own, counted from 1; its title may be empty. */
export interface NotedColumn {
  readonly title: string;
  readonly number: number;
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
  /** What the rows that can be imported would become, and where each stands in `rows`. */
  readonly drafts: DraftStore;
  readonly draftRows: readonly number[];
  /** Drafts that name a person responsible for a 机密 or 绝密 archive. */
  readonly naming: ReadonlySet<number>;
  readonly duplicates: Duplicates;
  readonly refused: readonly RefusedRow[];
  /** Rows that are no customers and have no name either, such as a total in another column. */
  readonly aside: number;
  /** Rows that are hidden in the file: left out, or brought in because somebody said so. */
  readonly hidden: { readonly leftOut: number; readonly broughtIn: number };
  /** Words that are in no list, each once, in the order of the file. */
  readonly words: readonly PlanWord[];
  /** Columns of which something goes to the note under their title, each once, in the order of the file. */
  readonly notedColumns: readonly NotedColumn[];
  /** The log's newest row when the rows were compared with the vault. */
  readonly comparedAt: number;
}

/**
 * Reads the chosen sheets and works out what each row would become and which are one customer. Writes
 * nothing. Errors: those of the reader, `import.no_header`, `import.no_name_column`, `import.no_rows`,
 * `import.category_needed`.
 */
export async function makePlan(
  ctx: MutationContext,
  { id, path }: { id: string; path: string },
  choices: readonly SheetChoice[],
  meant: DraftContext['meant'],
): Promise<Plan> {
  const words = new Map<string, PlanWord>();
  const ask = (asked: AskedWord) => {
    const key = JSON.stringify([asked.field, asked.category, asked.word]);
    const known = words.get(key);
    if (known) known.rows++;
    else if (words.size < MOST_WORDS) words.set(key, { ...asked, rows: 1 });
  };
  const notedColumns = new Map<string | number, NotedColumn>();
  const sheets: PlanSheet[] = [];
  const rows: PlanRow[] = [];
  const drafts = new DraftStore();
  const draftRows: number[] = [];
  const naming = new Set<number>();
  const keys: Keys[] = [];
  const cellsOf = new Map<number, Pick<RefusedRow, 'cells' | 'titles'>>();
  let aside = 0;
  const hidden = { leftOut: 0, broughtIn: 0 };
  const keepAll = hasClassOutside(ctx.reader, classesFor(ctx.actor.roles, 'customers.edit', 'none'));
  for (const choice of choices) {
    const { sheet } = choice;
    const take: RowTaker & Pick<DraftContext, 'meant'> = {
      meant,
      draft({ row, draft, name, problems, warnings, asked, noted }, cells, titles) {
        for (const word of asked) ask(word);
        if (!draft || keepAll) cellsOf.set(rows.length, { cells, titles });
        const number = draft ? drafts.length : null;
        rows.push({ sheet, row, draft: number, name, problems, warnings, leftOut: null });
        if (!draft) return;
        for (const { title, index = 0 } of noted)
          notedColumns.set(title || index, { title, number: index + 1 });
        draftRows.push(rows.length - 1);
        keys.push(keysOf(draft.input));
        if (draft.input.responsibleId !== null && isLogged(draft.input.secrecy)) naming.add(drafts.length);
        drafts.add(draft);
      },
      leaveOut(row, said) {
        if (!said) aside++;
        else rows.push({ sheet, row, draft: null, name: null, problems: [], warnings: [], leftOut: said });
      },
      hidden(isLeftOut) {
        hidden[isLeftOut ? 'leftOut' : 'broughtIn']++;
      },
    };
    const { category, columns } = await draftSheet(ctx, path, choice, take);
    sheets.push({ name: choice.sheet, category, columns });
  }
  const comparedAt = newestRow(ctx.reader);
  const duplicates = findDuplicates(keys, knownCustomers(ctx, ctx.reader));
  const closed = new Set(closedDrafts(duplicates));
  const refused = rows.flatMap(({ draft, sheet, row }, index) => {
    const kept = cellsOf.get(index);
    return !kept || (draft !== null && !closed.has(draft)) ? [] : [{ sheet, row, ...kept }];
  });
  const fileName = visibleLine(basename(path));
  const found = { duplicates, refused, aside, hidden, comparedAt, words: [...words.values()] };
  const noted = [...notedColumns.values()];
  return { id, fileName, sheets, rows, drafts, draftRows, naming, notedColumns: noted, ...found };
}

/**
 * Drafts that may turn out to be a customer whom the person may not change: those of its group, and where there
 * is one those of every question, as the answers may join them to it.
 */
function closedDrafts({ clusters, groups }: Duplicates): number[] {
  const isClosed = ({ known }: DuplicateGroup) => known.some(({ open }) => !open);
  if (!groups.some(isClosed)) return [];
  return groups
    .filter((group) => isClosed(group) || !isSure(group))
    .flatMap((group) => group.clusters.flatMap((index) => clusters[index]?.members ?? []));
}
