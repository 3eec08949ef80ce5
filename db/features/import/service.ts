import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { storageRefusal } from '../../connection/failures.ts';
import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { nameKey } from '../../domain/cells/names.ts';
import { cellText, cleanText } from '../../domain/cells/text.ts';
import type { CustomerInput } from '../../domain/customer.ts';
import { AppError } from '../../domain/errors.ts';
import { visibleLine } from '../../domain/text/entered.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { writeOutput } from '../../vault/output.ts';
import { tellOnce } from '../../work/events.ts';
import { closeFile } from '../../work/opened-file.ts';
import { newestRow, recordBulk, type Recorder } from '../../work/log/recorder.ts';
import {
  applyUpdate,
  checkAssigned,
  fileCustomer,
  lastCustomerId,
  NOBODY_YET,
  requireCustomer,
} from '../customers/service.ts';
import { indexEntries, withEntryMaker, type EntryMaker } from '../search/service.ts';
import type { Answers } from './decisions.ts';
import { isSure, type DuplicateGroup, type Known } from './duplicates.ts';
import { choicesFor, meaningOf, rememberWords, type KnownWord } from './known-words.ts';
import { knownCustomers } from './lookups.ts';
import { keepImport, lastImport, Wrote } from './keep.ts';
import { countOutcome, workOut, type Counts, type Outcome, type Write } from './outcome.ts';
import { makePlan, type Plan } from './plan.ts';
import { readTableFor, understandingName, type SheetChoice } from './sheet-drafts.ts';
import { refusedWorkbook, rowKey } from './refused-file.ts';
import { isShown, saidOfRows, verdictsByRow, type RowsShown } from './said.ts';
import { tellOfImports } from './kept.ts';
import { applyTemplate, listTemplates, rememberTemplates } from './templates.ts';
import { understandSheet } from './understand.ts';
import type { Language } from '../../domain/wording.ts';

export { readTableFor } from './sheet-drafts.ts';
export { ROWS_SHOWN } from './said.ts';
export { forgetTemplate, listTemplates } from './templates.ts';

/** Rows of each sheet that are looked at to understand it. */
const PREVIEW_ROWS = 80;
const SHOWN_ROWS = 15;

/** A plan and what came of it, for the session that made it. */
class HeldPlan {
  readonly plan: Plan;
  /** What the decisions looked at last, or carried out, come to. */
  outcome: Outcome;
  done = false;

  constructor(plan: Plan, outcome: Outcome) {
    this.plan = plan;
    this.outcome = outcome;
  }
}

/** One plan a session: a new one takes its place. */
const HELD = 'import.plan';
/** The file that the steps of an import read, until it is carried out. */
const FILE = 'import';

function requirePlan({ held }: Pick<QueryContext, 'held'>, planId: string): HeldPlan {
  const plan = held.get(HELD);
  if (!(plan instanceof HeldPlan) || plan.plan.id !== planId) throw new AppError('import.plan_gone');
  return plan;
}

/**
 * What a file holds: its sheets, each understood as far as it goes; `headerRows` overrules what is found.
 * Errors: those of the reader.
 */
export async function inspectFile(
  ctx: MutationContext,
  token: string,
  headerRows: Readonly<Record<string, number>> = {},
) {
  const path = ctx.openedFile(FILE, token);
  const summary = await readTableFor(ctx, { path, maxRows: PREVIEW_ROWS });
  const templates = listTemplates(ctx);
  const sheets = summary.sheets.map((sheet) => {
    const name = understandingName(path, sheet.name);
    const found = understandSheet(sheet.rows, {
      sheetName: name,
      kind: summary.kind,
      headerRow: Object.hasOwn(headerRows, sheet.name) ? (headerRows[sheet.name] ?? null) : null,
    });
    const layout = applyTemplate(found, templates);
    return {
      name: sheet.name,
      hidden: sheet.hidden,
      rowCount: sheet.rowCount,
      ...layout,
      /** Can be imported as it is understood; the category may still have to be chosen. */
      ready: layout.problems.length === 0,
      preview: sheet.rows.slice(0, SHOWN_ROWS).map(({ row, cells, shown }) => ({
        row,
        cells: Array.from(cells, (cell, at) => cleanText(shown?.[at] ?? cellText(cell ?? null)).slice(0, 80)),
      })),
    };
  });
  const { kind, encoding, delimiter } = summary;
  return { fileName: visibleLine(basename(path)), kind, encoding, delimiter, sheets };
}

/** Dry run: reads the sheets, keeps the plan for this session and says what it would do. Writes nothing. */
export async function planImport(
  ctx: MutationContext,
  token: string,
  sheets: readonly SheetChoice[],
  words: readonly KnownWord[] = [],
) {
  const path = ctx.openedFile(FILE, token);
  ctx.held.delete(HELD);
  const plan = await makePlan(ctx, { id: randomUUID(), path }, sheets, meaningOf(ctx, words));
  const choices = choicesFor(ctx);
  const outcome = workOut(ctx, ctx.reader, plan, { byGroup: {} });
  ctx.held.set(HELD, new HeldPlan(plan, outcome));
  const { groups } = plan.duplicates;
  const doubtful = groups.filter(isDoubtful).length;
  return {
    planId: plan.id,
    fileName: plan.fileName,
    counts: countOutcome(plan, outcome),
    aside: plan.aside,
    hidden: plan.hidden,
    sheets: plan.sheets.length,
    groups: { total: groups.length, sure: groups.length - doubtful, doubtful },
    /** Words that are in no list, each with what it may mean and what was said of it. */
    words: plan.words.map((word) => ({ ...word, ...choices(word.field, word.category) })),
    notedColumns: plan.notedColumns,
  };
}

/** What the answers would come to; the rows listed afterwards are those of these answers. */
export function previewImport(ctx: MutationContext, planId: string, answers: Answers): Counts {
  const held = requirePlan(ctx, planId);
  if (held.done) throw new AppError('import.plan_gone');
  held.outcome = workOut(ctx, ctx.reader, held.plan, answers);
  return countOutcome(held.plan, held.outcome);
}

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** Rows of the plan with their name and what was said about them. */
export function listRows(
  ctx: QueryContext,
  { planId, show, offset, limit }: Page & { planId: string; show: RowsShown },
) {
  const { plan, outcome } = requirePlan(ctx, planId);
  const rows = [...saidOfRows(plan, outcome)].filter((row) => isShown(row, show));
  return {
    total: rows.length,
    rows: rows.slice(offset, offset + limit).map(({ row, problems, warnings, skipped }) => ({
      sheet: row.sheet,
      row: row.row,
      name: row.name ?? row.leftOut?.value ?? null,
      problems,
      warnings,
      skipped,
    })),
  };
}

/** May be one customer and may not: filed apart unless the person says otherwise. */
function isDoubtful(group: DuplicateGroup): boolean {
  return !isSure(group);
}

/** Questions about duplicates, with the rows and archives that they are about; those in doubt come first. */
export function listGroups(ctx: QueryContext, { planId, offset, limit }: Page & { planId: string }) {
  const { plan } = requirePlan(ctx, planId);
  const groups = plan.duplicates.groups.toSorted((a, b) => Number(isDoubtful(b)) - Number(isDoubtful(a)));
  return {
    total: groups.length,
    groups: groups.slice(offset, offset + limit).map((group) => shownGroup(plan, group)),
  };
}

/** Every number of a customer, once. */
function numbersOf({ phones, contacts }: CustomerInput): string[] {
  const numbers = [...contacts.flatMap(({ mobile, phone }) => [mobile, phone]), ...phones];
  return [...new Set(numbers.filter((number) => number !== null))];
}

function shownGroup(plan: Plan, { id, reason, proposed, clusters, known }: DuplicateGroup) {
  const inFile = clusters.flatMap((index) => plan.duplicates.clusters[index]?.members ?? []);
  const rows = inFile.slice(0, 20).flatMap((index) => {
    const row = plan.rows[plan.draftRows[index] ?? -1];
    if (!row) return [];
    const { input } = plan.drafts.at(index);
    const { name, category, uscc, contacts } = input;
    const contact = contacts[0]?.name ?? null;
    return [{ sheet: row.sheet, row: row.row, name, category, uscc, contact, phones: numbersOf(input) }];
  });
  const archives = known.map(({ id: customerId, archiveNo, name, uscc, guarded, open }: Known) => ({
    id: customerId,
    archiveNo,
    name,
    uscc: guarded ? null : uscc,
    open,
  }));
  const rowNumbers = inFile.map((index) => plan.rows[plan.draftRows[index] ?? -1]?.row ?? 0);
  return {
    id,
    reason,
    isSure: isSure({ reason }),
    proposed,
    rowCount: inFile.length,
    rowNumbers,
    rows,
    archives,
  };
}

/**
 * Carries the plan out in one transaction: all or nothing, with its history, index and audit rows. Errors:
 * `import.plan_gone`, `import.changed_meanwhile`, `common.cancelled` (nothing is written).
 */
export function applyImport(
  ctx: MutationContext,
  planId: string,
  answers: Answers,
): Counts & { readonly importId: number } {
  const held = requirePlan(ctx, planId);
  if (held.done) throw new AppError('import.plan_gone');
  const { plan } = held;
  held.outcome = withEntryMaker(plan.duplicates.clusters.length, (maker) =>
    ctx.longTransaction((db) => writePlan(ctx, db, { plan, answers, maker })),
  );
  held.done = true;
  closeFile(ctx.held, FILE);
  rememberMatching(ctx, plan);
  return { ...countOutcome(plan, held.outcome), importId: lastImport(ctx.reader) };
}

/** A convenience for the next import: what came in is in, also where a disk that it filled has no room for this. */
function rememberMatching(ctx: MutationContext, { fileName, sheets, words }: Plan): void {
  try {
    rememberTemplates(ctx, fileName, sheets);
    rememberWords(ctx, words);
  } catch (error) {
    if (!(error instanceof AppError) && !storageRefusal(error)) throw error;
  }
}

function writePlan(
  ctx: MutationContext,
  db: WritableDb,
  { plan, answers, maker }: { plan: Plan; answers: Answers; maker: EntryMaker },
): Outcome {
  const expected = plan.duplicates.clusters.length;
  const ids: number[] = [];
  const wrote = new Wrote(plan.drafts.length);
  const emit = tellOnce(ctx.emit, 'customers');
  tellOfImports(ctx);
  const writeAll = (recorder: Recorder) => {
    const write = writer({ ...ctx, ...recorder, emit }, db, plan, wrote);
    return workOut(ctx, db, plan, answers, (next) => {
      if (ids.length % 100 === 0) {
        ctx.checkCancelled();
        ctx.progress('import', ids.length, expected * 2);
      }
      ids.push(write(next));
    });
  };
  const outcome = recordBulk(db, ctx, writeAll, (worked, row) => {
    const counts = countOutcome(plan, worked);
    return keepImport(db, ctx, { plan, outcome: worked, counts, wrote }, row);
  });
  indexEntries(db, ctx.registries.search, ids, {
    maker,
    onProgress: (done) => {
      ctx.checkCancelled();
      ctx.progress('import', expected + done, expected + ids.length);
    },
  });
  return outcome;
}

/** Writes one archive and returns its id. */
function writer(
  ctx: MutationContext & Recorder,
  db: WritableDb,
  plan: Plan,
  wrote: Wrote,
): (write: Write) => number {
  const today = ctx.clock.today();
  const reason = plan.fileName.slice(0, 200);
  const assertStillNew = newcomerCheck(ctx, db, plan);
  return ({ target, members, draft }) => {
    const { input, filedOn } = draft();
    if (!target) {
      assertStillNew(input);
      checkAssigned(input, NOBODY_YET, today);
      const { id } = fileCustomer(db, ctx, input, { filedOn: filedOn ?? today, reason, indexed: false });
      wrote.added.push(id);
      wrote.note(members, id);
      return id;
    }
    const { row } = requireCustomer(ctx, db, target.id, 'customers.edit');
    checkAssigned(input, { responsibleId: row.responsible_id, keeperId: row.keeper_id }, today);
    const { version } = applyUpdate(db, ctx, row, { version: row.version, input, reason, indexed: false });
    if (version !== row.version) wrote.updated.push(row.id, version);
    wrote.note(members, row.id);
    return row.id;
  };
}

/** Somebody may have filed the same customers since the plan was made: throws for one that it did not know. */
function newcomerCheck(
  ctx: QueryContext,
  db: ReadableDb,
  { duplicates, comparedAt }: Plan,
): (input: CustomerInput) => void {
  // Without a row in the log nothing has changed.
  if (newestRow(db) === comparedAt) return () => undefined;
  const known = knownCustomers(ctx, db);
  const last = lastCustomerId(db);
  const seen = new Set(duplicates.groups.flatMap((group) => group.known.map(({ id }) => id)));
  return ({ uscc, name }) => {
    const found = [...(uscc ? known.byCode(uscc) : []), ...known.byNameKey(nameKey(name))];
    if (found.some(({ id }) => id <= last && !seen.has(id))) throw new AppError('import.changed_meanwhile');
  };
}

/** Writes the refused rows, each with its reason, as a workbook that can be mended and imported again. */
export async function saveRefused(
  ctx: MutationContext,
  { planId, token, language }: { planId: string; token: string; language: Language },
): Promise<{ rows: number }> {
  const { plan, outcome } = requirePlan(ctx, planId);
  const late = verdictsByRow(plan, outcome.refused);
  const reasons = new Map(
    plan.rows.flatMap(({ sheet, row, problems }, index) => {
      const refusal = late.get(index);
      const all = refusal ? [...problems, refusal] : problems;
      return all.length > 0 ? [[rowKey(sheet, row), all] as const] : [];
    }),
  );
  if (reasons.size === 0) throw new AppError('import.nothing_refused');
  const path = ctx.grantedPath(token, 'write');
  const bytes = await refusedWorkbook(plan, reasons, language);
  ctx.log({ action: 'import.save_refused', object: `import:${plan.id}` });
  await writeOutput(path, bytes, 'import.cannot_write');
  return { rows: reasons.size };
}
