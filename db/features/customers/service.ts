import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { takeNumber } from '../../work/numbers.ts';
import { archiveNoIn, seriesOf } from '../../domain/archive-no.ts';
import type { CustomerInput, Shelf } from '../../domain/customer.ts';
import { stopped, type Day } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import { keptReason, type EditReason } from '../../domain/reasons.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { LoggedError } from '../../work/errors.ts';
import type { Recorder } from '../../work/log/recorder.ts';
import { reaches, reachOf } from '../../work/reach.ts';
import { recordCreated, saveRecord } from '../../work/records.ts';
import { indexEntry } from '../search/service.ts';
import { guardedOf, isLogged, requireCustomer, secrecyInForce, type Guarded } from './access.ts';
import { checkAssigned, checkInput, checkReason, checkTerm, NOBODY_YET, withoutSpent } from './check.ts';
import { customerKind } from './kind.ts';
import { asNew, insertRecord, readInput } from './record.ts';
import { lookAt } from './look.ts';
import type { CustomerRow } from './store.ts';

export { isLogged, isLowered, listedWhere, readableWhere, requireCustomer, subjectToday } from './access.ts';
export { secrecyInForce } from './access.ts';
export { ArchivesAsOf, readArchiveNos, readNames, type AsOfField, type Moment } from './as-of.ts';
export { lastChange, listChangesAfter } from './as-of-store.ts';
export { placeOnPaper } from './card.ts';
export { iterateCards, iterateRecordsWithCards, type CardOfArchive } from './cards.ts';
export { readInput } from './record.ts';
export { renewNameKeys } from './name-keys.ts';
export { renewPhoneKeys } from './phone-keys.ts';
export { customerWords, fieldTitle } from './words.ts';
export { countCustomers, countFiled, customerHistory } from './store.ts';
export { inputBefore, takeBack } from './standing.ts';
export { findGone, requireFiled, standingsOf } from './gone.ts';
export { customersTouched, type Touched } from './touched.ts';
export { listLivingIds, listRecordIds, readRecordRows, type RecordRows } from './rows-store.ts';
export {
  firstFiledAt,
  hasClassOutside,
  lastCustomerId,
  listByCode,
  listById,
  listByNameStart,
  listFormerNames,
  listByNameKey,
  listByPhone,
  type CandidateRow,
} from './candidate-store.ts';
export { insertRecord } from './record.ts';

export {
  actsOn,
  countIncomplete,
  findArchiveNo,
  getCustomer,
  getCustomerByArchiveNo,
  listHistory,
  listNumbersBetween,
  listSimilar,
  logLook,
} from './look.ts';

export { findLogged, nameListed, nameLogged, readLoggedChanges, type LoggedChanges } from './logged.ts';

export { asBroughtIn, checkAssigned, checkInput, checkTerm, NOBODY_YET } from './check.ts';

export { iterateRecords } from './fingerprint.ts';
export {
  findOnShelf,
  listByNumberEnding,
  listLevels,
  iterateOnShelves,
  listOnLevel,
  listSharing,
  nextPosition,
  joinIds,
  readIdsOnShelves,
  readOnShelves,
  readPlacedIds,
  readUnplacedIds,
  type LevelCount,
  type OnShelf,
} from './shelf-list-store.ts';
export { iterateShelves, listRooms, roomOf } from './shelf-store.ts';
export { countFiledLines, iterateNumbers } from './store.ts';

export { customerSource, customerTexts } from './search-source.ts';

/** What filing needs besides the input; `indexed: false` leaves the search index to a bulk writer. */
export interface FilingOptions {
  readonly filedOn: Day;
  readonly reason?: string | null;
  readonly indexed?: boolean;
}

/** A new archive: what it is called and where it stands. */
export interface FiledCustomer {
  readonly id: number;
  readonly archiveNo: string;
}

/** What filing uses of a context; the import and the seed bring their own. */
export type FilingContext = Recorder & Pick<MutationContext, 'facts' | 'registries' | 'emit'>;

/**
 * Files a customer inside the caller's transaction: takes the next serial of its 档号 (A6), writes every part,
 * the history, the search index and the audit row.
 */
export function fileCustomer(
  db: WritableDb,
  ctx: FilingContext,
  input: CustomerInput,
  { filedOn, reason = null, indexed = true }: FilingOptions,
): FiledCustomer {
  const { retention, category } = input;
  const { fonds, archiveNoPattern } = ctx.facts;
  const scope = seriesOf(archiveNoPattern, { fonds, year: Number(filedOn.slice(0, 4)), retention, category });
  const { series, number } = takeNumber(db, 'archive', scope);
  const archiveNo = archiveNoIn(scope, number);
  const clock = stopped(ctx.clock);
  const now = clock.now();
  const kept = {
    archive_no: archiveNo,
    series_id: series,
    serial: number,
    filed_on: filedOn,
    created_at: now,
    updated_at: now,
  };
  const row = insertRecord(db, asNew(input), kept);
  if (indexed) indexEntry(db, ctx.registries.search, row.id);
  recordCreated(db, { ...ctx, clock }, customerKind, row, { value: input, reason, newValue: archiveNo });
  tellOfChange(ctx, row.id, null, guardedOf(row));
  return { id: row.id, archiveNo };
}

/** 登记建档 by the department itself (A1, A2). */
export function createCustomer(ctx: MutationContext, input: CustomerInput): FiledCustomer {
  return ctx.transaction((db) => {
    checkInput(db, input);
    checkTerm(input, ctx.clock.today());
    checkAssigned(input, NOBODY_YET, ctx.clock.today());
    return fileCustomer(db, ctx, input, { filedOn: ctx.clock.today() });
  });
}

export interface CustomerUpdate {
  readonly id: number;
  /** The version that the person saw; `customers.version_conflict` when it is no longer that. */
  readonly version: number;
  readonly input: CustomerInput;
  /** Needed where the category changes. */
  readonly reason: EditReason | null;
}

/** Saves an edited customer with the history of every changed field. Nothing changed: nothing is written. */
export function updateCustomer(ctx: MutationContext, update: CustomerUpdate): { version: number } {
  return ctx.transaction((db) => {
    const { row } = requireCustomer(ctx, db, update.id, 'customers.edit');
    const { secrecy, secrecyUntil } = update.input;
    if (row.version !== update.version) throw versionConflict(db, ctx, row);
    if (secrecy !== row.secrecy || secrecyUntil !== row.secrecy_until)
      throw new AppError('customers.classify_apart');
    checkInput(db, update.input, () => readInput(db, row));
    checkAssigned(update.input, guardedOf(row), ctx.clock.today());
    checkReason(update, row);
    return applyUpdate(db, ctx, row, { ...update, ...keptReason(update.reason) });
  });
}

/**
 * Registers an archive at another place, in the caller's transaction. Errors: those of `requireCustomer`,
 * `access.denied` for one whose class is above what the person may edit.
 */
export function moveArchive(db: WritableDb, ctx: MutationContext, id: number, shelf: Shelf): void {
  const { row } = requireCustomer(ctx, db, id, 'customers.edit');
  const input = { ...readInput(db, row), shelf };
  applyUpdate(db, ctx, row, { version: row.version, input, reason: null });
}

/** An update as the record and the log keep it: the reason may also be what the program says by itself. */
type KeptUpdate = Omit<CustomerUpdate, 'id' | 'reason'> & {
  readonly reason: string | null;
  readonly reasonText?: string | null;
  readonly indexed?: boolean;
  readonly action?: string;
};

/** The update itself, inside the caller's transaction; the caller has checked permission and input. */
export function applyUpdate(
  db: WritableDb,
  ctx: FilingContext,
  row: CustomerRow,
  update: KeptUpdate,
): { version: number } {
  if (row.version !== update.version) throw versionConflict(db, ctx, row);
  const { input, ...save } = update;
  const value = withoutSpent(input);
  const saved = saveRecord(db, ctx, customerKind, row, { value, ...save });
  if (!saved) return { version: row.version };
  const before = guardedOf(row);
  const { secrecy, secrecyUntil, responsibleId, keeperId } = value;
  tellOfChange(ctx, row.id, before, { secrecy, secrecyUntil, responsibleId, keeperId });
  return saved;
}

/** Names the archive to those who may list it; who no longer may hears that something in their list has changed. */
export function tellOfChange(
  { clock, emit }: Pick<FilingContext, 'clock' | 'emit'>,
  id: number,
  before: Guarded | null,
  after: Guarded,
): void {
  const today = clock.today();
  emit((actor) => {
    const reach = reachOf(actor, 'customers.list');
    if (reaches(reach, after, today)) return { type: 'changed', kind: 'customers', id };
    return before && reaches(reach, before, today) ? { type: 'changed', kind: 'customers' } : null;
  });
}

/** Shows the person what is saved; of 机密 and 绝密 that is a look like any other. */
export function versionConflict(
  db: ReadableDb,
  ctx: Pick<QueryContext, 'clock'>,
  row: CustomerRow,
): AppError {
  const data = { current: row.version, saved: readInput(db, row) };
  const secrecy = secrecyInForce(guardedOf(row), ctx.clock.today());
  if (!isLogged(secrecy)) return new AppError('customers.version_conflict', data);
  return new LoggedError('customers.version_conflict', lookAt(row, secrecy), data);
}
