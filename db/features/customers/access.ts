import type { ReadableDb } from '../../connection/handles.ts';
import type { Day } from '../../domain/dates.ts';
import { may, type Action, type Subject } from '../../domain/permissions.ts';
import { AppError } from '../../domain/errors.ts';
import { SECRECY_CLASSES } from '../../domain/roles.ts';
import type { Actor, QueryContext } from '../../work/context.ts';
import { DeniedError } from '../../work/errors.ts';
import { requireRecord, type GuardedKind } from '../../work/guard.ts';
import { secrecyInForce, type Guarded } from '../../work/guarded.ts';
import { isWithin, reachOf, subjectOf, type Reader } from '../../work/reach.ts';
import type { Condition } from '../../work/page.ts';
import { existsWith, findCustomerRow, type CustomerRow } from './store.ts';

export { isLogged } from '../../domain/roles.ts';
export { secrecyInForce, type Guarded } from '../../work/guarded.ts';

type Term = Pick<Guarded, 'secrecy' | 'secrecyUntil'>;

/** True when a record is less closed `after` than `before`, or less long (S1); a class that has lapsed closes nothing. */
export function isLowered(before: Term, after: Term, today: Day): boolean {
  const closed = secrecyInForce(before, today);
  if (closed === 'normal') return false;
  if (SECRECY_CLASSES.indexOf(after.secrecy) < SECRECY_CLASSES.indexOf(closed)) return true;
  if (after.secrecyUntil === null) return false;
  return before.secrecyUntil === null || after.secrecyUntil < before.secrecyUntil;
}

/** What the permission table is asked about a record today. */
export function subjectToday(
  { actor, clock }: { readonly actor: Pick<Actor, 'personId'>; readonly clock: QueryContext['clock'] },
  record: Guarded,
): Subject {
  return subjectOf(actor, record, clock.today());
}

export function guardedOf(
  row: Pick<CustomerRow, 'secrecy' | 'secrecy_until' | 'responsible_id' | 'keeper_id'>,
): Guarded {
  return {
    secrecy: row.secrecy,
    secrecyUntil: row.secrecy_until,
    responsibleId: row.responsible_id,
    keeperId: row.keeper_id,
  };
}

/** What can be done to an archive that was taken back, or joined into another. */
const LOOKS: readonly Action[] = ['customers.list', 'customers.read'];

/** Of a customer that is not there nobody may know. */
const NOWHERE: Guarded = { secrecy: 'top_secret', secrecyUntil: null, responsibleId: null, keeperId: null };

const guardedCustomer: GuardedKind<CustomerRow> = {
  object: 'customer',
  notFound: 'customers.not_found',
  find: findCustomerRow,
  isListed: (ctx, _db, _id, row) =>
    may(ctx.actor.roles, 'customers.list', subjectToday(ctx, row ? guardedOf(row) : NOWHERE)),
  secrecyOf: (ctx, row) => secrecyInForce(guardedOf(row), ctx.clock.today()),
};

/**
 * The customer, if the person may do `action` to it. One that the person may not even see answers
 * `customers.not_found`, exactly like one that does not exist; otherwise the refusal is `access.denied`, or
 * `customers.gone` for one that is no more: it can only be looked at, but by an act that is about that (`gone`).
 */
export function requireCustomer(
  ctx: QueryContext,
  db: ReadableDb,
  id: number,
  action: Action,
  { gone = false }: { readonly gone?: boolean } = {},
): { row: CustomerRow; subject: Subject } {
  const row = requireRecord(ctx, db, guardedCustomer, id, action);
  const subject = subjectToday(ctx, guardedOf(row));
  const entry = { action, object: `customer:${id}`, secrecy: subject.secrecy };
  if (!may(ctx.actor.roles, action, subject)) throw new DeniedError('access.denied', entry);
  if (row.standing !== 'living' && !gone && !LOOKS.includes(action))
    throw new AppError('customers.gone', { archiveNo: row.archive_no, standing: row.standing });
  return { row, subject };
}

/** True of a row whose `column` names a customer that the person may read the whole of; for what shows parts of it. */
export function readableWhere(reader: Reader, today: Day, column: string): Condition {
  return existsWith(column, isWithin(reachOf(reader, 'customers.read'), today, 'customer'));
}

/** The same of one that the person may see in the index. */
export function listedWhere(reader: Reader, today: Day, column: string): Condition {
  return existsWith(column, isWithin(reachOf(reader, 'customers.list'), today, 'customer'));
}
