import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { shelfSchema } from '../../domain/customer-values.ts';
import { addDays } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import type { Finding } from '../../domain/finding.ts';
import { parseCode } from '../../domain/folder-code.ts';
import {
  BLANK_SHEET,
  isSeen,
  sheetRefusal,
  type Level,
  type PutRight,
  type Sheet,
  type Way,
  sameLevel,
} from '../../domain/inspection.ts';
import { mayEver } from '../../domain/permissions.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { appendRows } from '../../work/ledger.ts';
import { findAccountName } from '../accounts/service.ts';
import {
  findGone,
  findOnShelf,
  listSharing,
  moveArchive,
  nextPosition,
  type OnShelf,
} from '../customers/service.ts';
import { noteFindings, noteMissing, settleMissing, takeBackFindings } from '../repairs/service.ts';
import { readSettings } from '../workspace/service.ts';
import { namesOf, sheetOf, shownEntry, toColumns, type ShownEntry } from './entries.ts';
import {
  findByPeriod,
  findEntry,
  findUnsigned,
  ENTRIES,
  type EntryRow,
  type InspectionRow,
} from './store.ts';

/** What a scan is answered with. */
export interface Looked {
  readonly archive: OnShelf;
  readonly entry: ShownEntry;
  /** It was looked at before: nothing was written. */
  readonly already: boolean;
  /** 档号 of others that are registered at the same place. */
  readonly sharing: readonly string[];
}

/**
 * What is being inspected: the half-year's, or else the addendum to a signed one. Error: `inspections.none_running`, or
 * `inspections.being_signed` where it waits for signatures.
 */
export function requireRunning(db: ReadableDb): InspectionRow {
  const rows = [findUnsigned(db, false), findUnsigned(db, true)];
  const running = rows.find((row) => row?.state === 'running');
  if (running) return running;
  throw new AppError(rows.some(Boolean) ? 'inspections.being_signed' : 'inspections.none_running');
}

/**
 * The label of a folder was scanned: what was not looked at yet is now in place, or misplaced where it stands on another
 * level than it belongs to. One that was on loan or missing has come back. Errors: those of `parseCode`,
 * `inspections.unknown_archive`, `inspections.not_in_addendum`.
 */
export function scan(ctx: MutationContext, { code, at }: { code: string; at: Level | null }): Looked {
  const { id } = parseCode(code);
  return ctx.transaction((db) => {
    const inspection = requireRunning(db);
    const archive = requireListed(ctx, db, inspection, id);
    const before = findEntry(db, inspection.id, id);
    if (before && isSeen(before)) return looked(db, archive, before, true);
    const isElsewhere = at !== null && !(archive.shelf && sameLevel(archive.shelf, at));
    const sheet: Sheet = isElsewhere ? { ...BLANK_SHEET, outcome: 'misplaced', foundAt: at } : BLANK_SHEET;
    return enter(ctx, db, { inspection, archive, before, sheet, way: 'scan' });
  });
}

export interface Noting {
  readonly id: number;
  /** The number of the entry that was seen; 0 for none. */
  readonly no: number;
  readonly sheet: Sheet;
}

/**
 * What an inspector says of an archive: picked on the list, or corrected by another entry. Errors: those of `scan` and
 * `sheetRefusal`, `inspections.entry_changed` where somebody was quicker, `inspections.not_registered`.
 */
export function note(ctx: MutationContext, { id, no, sheet }: Noting): Looked {
  const wrong = sheetRefusal(sheet);
  if (wrong) throw new AppError(wrong);
  return ctx.transaction((db) => {
    const inspection = requireRunning(db);
    const archive = requireListed(ctx, db, inspection, id);
    const before = expectSeen(db, inspection, id, no);
    expectRegistered(before, sheet);
    return enter(ctx, db, { inspection, archive, before, sheet, way: before?.way ?? 'pick' });
  });
}

/** That a place is registered is said by the step that registers it, and stays; nobody just writes it (D4). */
function expectRegistered(before: EntryRow | undefined, { putRight: right, foundAt }: Sheet): void {
  if (right !== 'registered' || !foundAt) return;
  const known = before && sheetOf(before);
  const isSo = known?.putRight === right && known.foundAt !== null && sameLevel(known.foundAt, foundAt);
  if (!isSo) throw new AppError('inspections.not_registered');
}

/**
 * One that stood elsewhere is put right in one step: back where it belongs, or registered where it stands, at the end of
 * that level unless a position is said. Errors: those of `note` and `moveArchive`, `inspections.not_misplaced`,
 * `inspections.level_full`.
 */
export function putRight(
  ctx: MutationContext,
  { id, no, how, position }: { id: number; no: number; how: PutRight; position: number | null },
): Looked {
  return ctx.transaction((db) => {
    const inspection = requireRunning(db);
    const archive = requireListed(ctx, db, inspection, id);
    const before = expectSeen(db, inspection, id, no);
    const sheet = before && sheetOf(before);
    if (!sheet?.foundAt || sheet.putRight !== null) throw new AppError('inspections.not_misplaced');
    const { foundAt } = sheet;
    if (how === 'registered')
      moveArchive(db, ctx, id, { ...foundAt, position: position ?? requireNext(db, foundAt) });
    const way = before?.way ?? 'pick';
    const entered = enter(ctx, db, { inspection, archive, before, sheet: { ...sheet, putRight: how }, way });
    // The entry says where it belonged, the answer where it belongs from now on.
    return { ...entered, archive: requireListed(ctx, db, inspection, id) };
  });
}

/** After the last place that a level can have there is none. */
function requireNext(db: ReadableDb, level: Level): number {
  const next = shelfSchema.shape.position.safeParse(nextPosition(db, level));
  if (!next.success) throw new AppError('inspections.level_full');
  return next.data;
}

function expectSeen(db: ReadableDb, inspection: InspectionRow, id: number, no: number): EntryRow | undefined {
  const before = findEntry(db, inspection.id, id);
  if ((before?.no ?? 0) !== no) throw new AppError('inspections.entry_changed');
  return before;
}

/** An archive that the inspection has on its list: all there are, or for an addendum those that were not there. */
function requireListed(ctx: QueryContext, db: ReadableDb, inspection: InspectionRow, id: number): OnShelf {
  const archive = findOnShelf(db, id, ctx.clock.today());
  const gone = archive ? undefined : findGone(db, id);
  if (gone) throw new AppError(`inspections.archive_${gone.standing}`, { ...gone });
  if (!archive) throw new AppError('inspections.unknown_archive');
  if (inspection.addendum > 0 && !isLeftOver(db, inspection, id))
    throw new AppError('inspections.not_in_addendum', { archiveNo: archive.archiveNo });
  return archive;
}

/** Whether the signed inspection, and the addenda before this one, left it on loan or missing. */
function isLeftOver(db: ReadableDb, { period, addendum }: InspectionRow, id: number): boolean {
  for (let earlier = addendum - 1; earlier >= 0; earlier -= 1) {
    const inspection = findByPeriod(db, period, earlier);
    const entry = inspection && findEntry(db, inspection.id, id);
    if (entry) return !isSeen(entry);
  }
  return false;
}

interface Entering {
  readonly inspection: InspectionRow;
  readonly archive: OnShelf;
  readonly before: EntryRow | undefined;
  readonly sheet: Sheet;
  readonly way: Way;
}

function enter(ctx: MutationContext, db: WritableDb, entering: Entering): Looked {
  const { inspection, archive, before, sheet, way } = entering;
  const action = before ? 'inspections.correct' : 'inspections.note';
  const row = toColumns(archive, sheet, (before?.no ?? 0) + 1, way);
  const { secrecy } = archive;
  appendRows(db, ctx, ENTRIES, inspection.id, [row], { action, secrecy });
  follow(ctx, db, entering);
  tellOfEntries(ctx, inspection.id);
  const entry = findEntry(db, inspection.id, archive.id);
  if (!entry) throw new Error('an entry that is not there');
  return looked(db, archive, entry, false);
}

/** What an entry brings about in the repairs: findings that are new, worse or gone, a search, the end of one. */
function follow(
  ctx: MutationContext,
  db: WritableDb,
  { inspection, archive: { id: customerId }, before, sheet }: Entering,
): void {
  const source = { kind: 'inspection', id: inspection.id } as const;
  const known = before ? sheetOf(before) : BLANK_SHEET;
  const isNew = ({ kind, degree, note: text }: Finding) =>
    !known.findings.some((one) => one.kind === kind && one.degree === degree && one.note === text);
  const findings = sheet.findings.filter(isNew);
  if (findings.length > 0) noteFindings(db, ctx, { customerId, findings, source });
  const gone = known.findings.filter(({ kind }) => !sheet.findings.some((one) => one.kind === kind));
  takeBackFindings(db, ctx, { customerId, kinds: gone.map(({ kind }) => kind), source });
  if (sheet.outcome === 'missing' && known.outcome !== 'missing') {
    const dueOn = addDays(ctx.clock.today(), readSettings(db).searchDays);
    noteMissing(db, ctx, { customerId, dueOn, source });
  }
  if (sheet.outcome !== 'missing') settleMissing(db, ctx, { customerId, source });
}

export function tellOfEntries(ctx: MutationContext, id: number): void {
  ctx.emit(({ roles }) =>
    mayEver(roles, 'inspections.read') ? { type: 'changed', kind: 'inspections', id } : null,
  );
}

function looked(db: ReadableDb, archive: OnShelf, entry: EntryRow, already: boolean): Looked {
  return {
    archive,
    entry: shownEntry(entry, namesOf(db, findAccountName)),
    already,
    sharing: listSharing(db, archive.id),
  };
}
