import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { listSeries, takeNumber } from '../../work/numbers.ts';
import { archiveNoIn, readArchiveNo, seriesOf } from '../../domain/archive-no.ts';
import { nameKey } from '../../domain/cells/names.ts';
import { phoneKey } from '../../domain/cells/phones.ts';
import { missingFields, type CustomerInput, type Shelf } from '../../domain/customer.ts';
import { daysBetween, stopped, type Day } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import { may, type Action } from '../../domain/permissions.ts';
import { keptReason, type EditReason } from '../../domain/reasons.ts';
import type { Secrecy } from '../../domain/roles.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { LoggedError } from '../../work/errors.ts';
import type { Recorder } from '../../work/log/recorder.ts';
import { isWithin, reaches, reachOf } from '../../work/reach.ts';
import { recordCreated, saveRecord } from '../../work/records.ts';
import { findPersonName } from '../accounts/service.ts';
import { indexEntry } from '../search/service.ts';
import { readSettings } from '../workspace/service.ts';
import { guardedOf, isLogged, requireCustomer, secrecyInForce, type Guarded } from './access.ts';
import { checkAssigned, checkInput, checkReason, checkTerm, NOBODY_YET, withoutSpent } from './check.ts';
import { customerKind } from './kind.ts';
import { asNew, insertRecord, readInput } from './record.ts';
import { lineOf } from './search-source.ts';
import { findShelf } from './shelf-store.ts';
import * as store from './store.ts';

export { isLogged, isLowered, listedWhere, readableWhere, requireCustomer, subjectToday } from './access.ts';
export { placeOnPaper } from './card.ts';
export { iterateCards, iterateRecordsWithCards, type CardOfArchive } from './cards.ts';
export { readInput } from './record.ts';
export { renewPhoneKeys } from './phone-keys.ts';
export { customerWords, fieldTitle } from './words.ts';
export { countCustomers, customerHistory } from './store.ts';
export { listRecordIds, readRecordRows, type RecordRows } from './rows-store.ts';
export {
  firstFiledAt,
  hasClassOutside,
  lastCustomerId,
  listByCode,
  listByNameKey,
  listByPhone,
  type CandidateRow,
} from './candidate-store.ts';
export { insertRecord } from './record.ts';

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
  row: store.CustomerRow,
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
function tellOfChange(
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
function versionConflict(db: ReadableDb, ctx: Pick<QueryContext, 'clock'>, row: store.CustomerRow): AppError {
  const data = { current: row.version, saved: readInput(db, row) };
  const secrecy = secrecyInForce(guardedOf(row), ctx.clock.today());
  if (!isLogged(secrecy)) return new AppError('customers.version_conflict', data);
  return new LoggedError('customers.version_conflict', lookAt(row, secrecy), data);
}

/** One archive for reading: the whole of it, or only its line in the index. */
export function getCustomer(ctx: QueryContext, id: number) {
  const { row, subject } = requireCustomer(ctx, ctx.reader, id, 'customers.list');
  const line = lineOf(row, findShelf(ctx.reader, row.shelf_id));
  const index = { ...line, secrecy: secrecyInForce(guardedOf(row), ctx.clock.today()) };
  if (!may(ctx.actor.roles, 'customers.read', subject)) return { access: 'index' as const, index };
  logLook(ctx, row, subject.secrecy);
  const input = readInput(ctx.reader, row);
  return {
    access: 'full' as const,
    index,
    input,
    version: row.version,
    completeness: row.completeness,
    missing: missingFields(input),
    filingLag: filingLag(ctx, row),
    responsible: nameOf(ctx, row.responsible_id),
    keeper: nameOf(ctx, row.keeper_id),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    may: {
      edit: may(ctx.actor.roles, 'customers.edit', subject),
      classify: may(ctx.actor.roles, 'customers.classify', subject),
      assign: may(ctx.actor.roles, 'customers.assign', subject),
      print: may(ctx.actor.roles, 'customers.print', subject),
    },
  };
}

function nameOf({ reader }: QueryContext, person: number | null): string | null {
  return person === null ? null : (findPersonName(reader, person) ?? null);
}

/** A look at an archive, as the log tells of it; `secrecy` is the class in force. */
const lookAt = (row: store.CustomerRow, secrecy: Secrecy) => ({
  action: 'customers.read',
  object: `customer:${row.id}`,
  secrecy,
  subject: { was: guardedOf(row) },
});

export function logLook(
  ctx: QueryContext,
  row: store.CustomerRow,
  secrecy: Secrecy,
  reason: string | null = null,
): void {
  if (isLogged(secrecy)) ctx.log({ ...lookAt(row, secrecy), reason });
}

/** No archive has this id. */
const NOBODY = 0;

/** The archive with a 档号, under the same rules as by its id. */
export function getCustomerByArchiveNo(ctx: QueryContext, archiveNo: string) {
  const { fonds, archiveNoPattern: pattern } = ctx.facts;
  const meant = readArchiveNo(archiveNo, { pattern, fonds });
  // Both are looked for, and nobody as well: how long it takes tells nothing.
  const [exact, read] = [archiveNo, meant ?? ''].map((no) => store.findCustomerIdByArchiveNo(ctx.reader, no));
  return getCustomer(ctx, exact ?? read ?? NOBODY);
}

/**
 * Days from first contact to filing, and whether that was late (A1); null when the contact date is unknown, and for
 * what came in from a ledger: that was on file before, and the day of the import says nothing about it.
 */
function filingLag(ctx: QueryContext, row: store.CustomerRow): { days: number; late: boolean } | null {
  if (row.first_contact_on === null || store.isBroughtIn(ctx.reader, row.id)) return null;
  const days = daysBetween(row.first_contact_on, row.filed_on);
  return { days, late: days > readSettings(ctx.reader).filingLimitDays };
}

/** Archives with required fields still empty (A1) that the person may edit. */
export function countIncomplete(ctx: QueryContext): number {
  return store.countIncomplete(
    ctx.reader,
    isWithin(reachOf(ctx.actor, 'customers.edit'), ctx.clock.today(), 'customer'),
  );
}

/** Archives from one id to another, each with whether its 档号 is that of its place in its series (rules.md A6). */
export function listNumbersBetween(
  db: ReadableDb,
  first: number,
  last: number,
): Array<{ archiveNo: string; isRight: boolean }> {
  const series = new Map(listSeries(db, 'archive').map((one) => [one.id, one]));
  return store.listNumbersBetween(db, first, last).map(({ archiveNo, series: id, serial }) => {
    const own = id === null ? undefined : series.get(id);
    const isRight =
      own !== undefined &&
      serial !== null &&
      serial <= own.last &&
      archiveNoIn(own.scope, serial) === archiveNo;
    return { archiveNo, isRight };
  });
}

/** 档号 of an archive; undefined where there is none. */
export function findArchiveNo(db: ReadableDb, id: number): string | undefined {
  return store.findCustomerRow(db, id)?.archive_no;
}

/** The history of every field, newest first: who, when, from, to, why. */
export function listHistory(ctx: QueryContext, { id, field }: { id: number; field?: string | undefined }) {
  const { row, subject } = requireCustomer(ctx, ctx.reader, id, 'customers.read');
  logLook(ctx, row, subject.secrecy, 'history');
  return store.listChanges(ctx.reader, id, field);
}

/**
 * Archives that may be the same customer; only those that the person may see in the index. Code and phones are not
 * in the index, so a match by them shows to those alone who may read the archive.
 */
export function listSimilar(
  ctx: QueryContext,
  draft: {
    name: string;
    uscc: string | null;
    phones: readonly string[];
    exceptId?: number | undefined;
  },
) {
  const keys = {
    uscc: draft.uscc,
    nameKey: draft.name.trim() === '' ? '' : nameKey(draft.name),
    digits: [...new Set(draft.phones.map(phoneKey))].filter((digits) => digits.length >= 7).slice(0, 20),
  };
  const within = (action: Action) => isWithin(reachOf(ctx.actor, action), ctx.clock.today(), 'customer');
  const among = { listed: within('customers.list'), readable: within('customers.read') };
  const seen = new Set<number | undefined>([draft.exceptId]);
  return store.listSimilar(ctx.reader, keys, among).filter(({ id }) => {
    const isNew = !seen.has(id);
    seen.add(id);
    return isNew;
  });
}
