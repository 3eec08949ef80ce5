/** What a person reads of archives: one of them, its history, those that are like it. Looks at 机密 and 绝密 are logged. */
import type { ReadableDb } from '../../connection/handles.ts';
import { archiveNoIn, readArchiveNo } from '../../domain/archive-no.ts';
import { nameKey } from '../../domain/cells/names.ts';
import { phoneKey } from '../../domain/cells/phones.ts';
import { missingFields } from '../../domain/customer.ts';
import { daysBetween } from '../../domain/dates.ts';
import { may, type Action } from '../../domain/permissions.ts';
import type { Secrecy } from '../../domain/roles.ts';
import type { QueryContext } from '../../work/context.ts';
import { listSeries } from '../../work/numbers.ts';
import { isWithin, reaches, reachOf, sightOf } from '../../work/reach.ts';
import { findAccountName, findPersonName } from '../accounts/service.ts';
import { readSettings } from '../workspace/service.ts';
import { guardedOf, isLogged, requireCustomer, secrecyInForce, subjectToday } from './access.ts';
import { readFacts } from './facts-store.ts';
import { endOf } from './gone.ts';
import { mayPart } from './joined.ts';
import { readInput } from './record.ts';
import { listJoined, listLastChanges } from './standing-store.ts';
import { lineOf } from './search-source.ts';
import { findShelf } from './shelf-store.ts';
import * as store from './store.ts';

/** One archive for reading: the whole of it, or only its line in the index. */
export function getCustomer(ctx: QueryContext, id: number) {
  const { row, subject } = requireCustomer(ctx, ctx.reader, id, 'customers.list');
  const line = lineOf(row, findShelf(ctx.reader, row.shelf_id));
  const index = { ...line, secrecy: secrecyInForce(guardedOf(row), ctx.clock.today()) };
  const gone = goneOf(ctx, row);
  const joined = joinedOf(ctx, row);
  if (!may(ctx.actor.roles, 'customers.read', subject))
    return { access: 'index' as const, index, gone, joined };
  logLook(ctx, row, subject.secrecy);
  const input = readInput(ctx.reader, row);
  const isOpen = (action: Action) => gone === null && may(ctx.actor.roles, action, subject);
  return {
    access: 'full' as const,
    index,
    gone,
    joined,
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
      edit: isOpen('customers.edit'),
      classify: isOpen('customers.classify'),
      assign: isOpen('customers.assign'),
      print: isOpen('customers.print'),
    },
  };
}

/** Another archive, named as far as the reader may see it in the index. */
interface Named {
  readonly id: number;
  readonly archiveNo: string;
  readonly name: string;
}

const namedFor = ({ actor, clock }: QueryContext, row: store.CustomerRow | undefined): Named | null =>
  row && reaches(reachOf(actor, 'customers.list'), guardedOf(row), clock.today())
    ? { id: row.id, archiveNo: row.archive_no, name: row.name }
    : null;

/** What became of an archive that is no more: when, by whom, and where it is now; null for one that there is. */
function goneOf(ctx: QueryContext, row: store.CustomerRow) {
  if (row.standing === 'living') return null;
  const [last] = listLastChanges(ctx.reader, [row.id]);
  return {
    standing: row.standing,
    at: last?.at ?? row.updated_at,
    by: last ? findAccountName(ctx.reader, last.accountId) : '',
    into: namedFor(ctx, endOf(ctx.reader, row)),
    /** It was joined into another, and can be taken out again. */
    mayPart: may(ctx.actor.roles, 'customers.edit', subjectToday(ctx, guardedOf(row))) && mayPart(ctx, row),
  };
}

/** The archives that were joined into this one. */
function joinedOf(ctx: QueryContext, row: store.CustomerRow): Named[] {
  return listJoined(ctx.reader, [row.id]).flatMap(
    ({ id }) => namedFor(ctx, store.findCustomerRow(ctx.reader, id)) ?? [],
  );
}

/** What the person may do to an archive that stands in a list. It opens nothing: a number of 机密 and 绝密 is not told. */
export function actsOn(
  ctx: QueryContext,
  id: number,
): { edit: boolean; print: boolean; phone: string | null } {
  const { row, subject } = requireCustomer(ctx, ctx.reader, id, 'customers.list');
  const allowed = (action: Action) => row.standing === 'living' && may(ctx.actor.roles, action, subject);
  const sight = sightOf(allowed('customers.read'), subject.secrecy);
  return {
    edit: allowed('customers.edit'),
    print: allowed('customers.print'),
    phone: sight === 'texts' ? (readFacts(ctx.reader, [id]).get(id)?.facts.phone ?? null) : null,
  };
}

function nameOf({ reader }: QueryContext, person: number | null): string | null {
  return person === null ? null : (findPersonName(reader, person) ?? null);
}

/** A look at an archive, as the log tells of it; `secrecy` is the class in force. */
export const lookAt = (row: store.CustomerRow, secrecy: Secrecy) => ({
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
