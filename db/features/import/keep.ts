/** An import as it is kept, written with the row of the log that closes it. */
import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import type { Secrecy } from '../../domain/roles.ts';
import type { AuditEntry } from '../../work/context.ts';
import { writeRows } from '../../work/ledger.ts';
import type { Recorder, RowOfLog } from '../../work/log/recorder.ts';
import type { Issue } from './issues.ts';
import {
  MOST_CHARACTERS,
  MOST_ROWS,
  pack,
  rangesOf,
  type KeptContent,
  type KeptRow,
} from './kept-content.ts';
import { IMPORTS, nextImport } from './kept-store.ts';
import type { Counts, Outcome } from './outcome.ts';
import type { Plan } from './plan.ts';
import { saidOfRows, type SaidRow } from './said.ts';

/** Which archives an import wrote. */
export class Wrote {
  readonly added: number[] = [];
  /** An archive and its version, and again. */
  readonly updated: number[] = [];
  /** By the number of a draft: the archive that it went into, 0 for none. */
  readonly #archiveOf: Uint32Array;

  constructor(drafts: number) {
    this.#archiveOf = new Uint32Array(drafts);
  }

  note(members: readonly number[], archive: number): void {
    for (const member of members) this.#archiveOf[member] = archive;
  }

  archiveOf(draft: number | null): number | null {
    return draft === null ? null : this.#archiveOf[draft] || null;
  }
}

interface Applied {
  readonly plan: Plan;
  readonly outcome: Outcome;
  readonly counts: Counts;
  readonly wrote: Wrote;
}

/** Keeps what an import did; returns its row of the log. */
export function keepImport(
  db: WritableDb,
  recorder: Recorder,
  applied: Applied,
  row: RowOfLog,
): AuditEntry & { readonly id: number } {
  const { plan, counts, wrote } = applied;
  const id = nextImport(db);
  const entry = {
    ...counts,
    what: 'apply',
    file_name: plan.fileName.slice(0, 200),
    sheets: JSON.stringify(plan.sheets.map(({ name }) => name.slice(0, 200)).filter((name) => name !== '')),
    content: pack({
      added: rangesOf(wrote.added),
      updated: wrote.updated,
      ...saidIn(applied),
    }),
  };
  const { digest } = writeRows(db, recorder, IMPORTS, id, [entry], row);
  return { id, action: 'import.apply', object: `${IMPORTS.object}:${id}`, after: counts, history: digest };
}

/** The number of an import that was just kept. */
export const lastImport = (db: ReadableDb): number => nextImport(db) - 1;

const SHORTEST = 120;

/** What was said of rows, the refused ones first, as far as there is room. */
function saidIn({ plan, outcome, wrote }: Applied): Pick<KeptContent, 'rows' | 'left'> {
  const said = [...saidOfRows(plan, outcome)].filter(isSaid);
  const inOrder = said.toSorted((one, other) => weightOf(one) - weightOf(other));
  const rows: KeptRow[] = [];
  let room = MOST_CHARACTERS;
  for (const one of inOrder) {
    if (rows.length === MOST_ROWS || room < SHORTEST) break;
    const kept = keptRow(plan, wrote, one);
    room -= JSON.stringify(kept).length;
    if (room >= 0) rows.push(kept);
  }
  const left = said.length - rows.length;
  return { rows: rows.toSorted((one, other) => placeOf(plan, one) - placeOf(plan, other)), left };
}

const isSaid = ({ problems, warnings, skipped }: SaidRow): boolean =>
  problems.length > 0 || warnings.length > 0 || skipped !== null;

const weightOf = ({ problems, warnings }: SaidRow): number =>
  problems.length > 0 ? 0 : warnings.length > 0 ? 1 : 2;

function placeOf({ sheets }: Plan, { sheet, row }: KeptRow): number {
  return sheets.findIndex(({ name }) => name === sheet) * 2 ** 24 + row;
}

function keptRow(plan: Plan, wrote: Wrote, { row, problems, warnings, skipped }: SaidRow): KeptRow {
  const name = row.name ?? row.leftOut?.value ?? null;
  return {
    sheet: row.sheet.slice(0, 200),
    row: row.row,
    name: name && cut(name, 200),
    archive: wrote.archiveOf(row.draft),
    secrecy: secrecyOf(plan, row.draft),
    problems: problems.slice(0, 100).map(shortened),
    warnings: warnings.slice(0, 200).map(shortened),
    skipped: skipped && shortened(skipped),
  };
}

function secrecyOf(plan: Plan, draft: number | null): Secrecy | null {
  return draft === null ? null : plan.drafts.at(draft).input.secrecy;
}

/** A file may say anything, at any length. */
function shortened({ code, column, value, data }: Issue): Issue {
  const short = { code: code.slice(0, 60), column: cut(column, 100), value: cut(value, 50) };
  if (!data) return short;
  const numbers = Object.entries(data).map(([key, one]) => [
    key,
    typeof one === 'string' ? cut(one, 320) : one,
  ]);
  return { ...short, data: Object.fromEntries(numbers) };
}

const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most).toWellFormed()}…` : text;
