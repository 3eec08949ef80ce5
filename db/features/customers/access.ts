import type { ReadableDb } from '../../connection/handles.ts';
import type { Day } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import { classesFor, may, type Action, type Relation, type Subject } from '../../domain/permissions.ts';
import { SECRECY_CLASSES } from '../../domain/roles.ts';
import type { Actor, QueryContext } from '../../work/context.ts';
import { DeniedError } from '../../work/errors.ts';
import { secrecyInForce, type Guarded } from '../../work/guarded.ts';
import { existsWithin, findCustomerRow, type CustomerRow } from './store.ts';

export { isLogged } from '../../domain/roles.ts';
export { secrecyInForce, type Guarded } from '../../work/guarded.ts';

/** What the person is to the record; keeping it by name counts before being responsible for it. */
export function relationTo(actor: Pick<Actor, 'personId'>, record: Guarded): Relation {
  if (record.keeperId === actor.personId) return 'assigned';
  return record.responsibleId === actor.personId ? 'own' : 'none';
}

type Term = Pick<Guarded, 'secrecy' | 'secrecyUntil'>;

/** True when a record is less closed `after` than `before`, or less long (S1); a class that has lapsed closes nothing. */
export function isLowered(before: Term, after: Term, today: Day): boolean {
  const closed = secrecyInForce(before, today);
  if (closed === 'normal') return false;
  if (SECRECY_CLASSES.indexOf(after.secrecy) < SECRECY_CLASSES.indexOf(closed)) return true;
  if (after.secrecyUntil === null) return false;
  return before.secrecyUntil === null || after.secrecyUntil < before.secrecyUntil;
}

export function subjectOf(ctx: Pick<QueryContext, 'actor' | 'clock'>, record: Guarded): Subject {
  return { secrecy: secrecyInForce(record, ctx.clock.today()), relation: relationTo(ctx.actor, record) };
}

export function guardedOf(row: CustomerRow): Guarded {
  return {
    secrecy: row.secrecy,
    secrecyUntil: row.secrecy_until,
    responsibleId: row.responsible_id,
    keeperId: row.keeper_id,
  };
}

/**
 * The customer, if the person may do `action` to it. One that the person may not even see answers
 * `customers.not_found`, exactly like one that does not exist; otherwise the refusal is `access.denied`.
 */
export function requireCustomer(
  ctx: QueryContext,
  db: ReadableDb,
  id: number,
  action: Action,
): { row: CustomerRow; subject: Subject } {
  const row = findCustomerRow(db, id);
  if (!row) throw new AppError('customers.not_found');
  const subject = subjectOf(ctx, guardedOf(row));
  const entry = { action, object: `customer:${id}`, secrecy: subject.secrecy };
  if (!may(ctx.actor.roles, 'customers.list', subject)) throw new DeniedError('customers.not_found', entry);
  if (!may(ctx.actor.roles, action, subject)) throw new DeniedError('access.denied', entry);
  return { row, subject };
}

/** True of a row whose `column` names a customer that the person may read the whole of; for what shows parts of it. */
export function readableWhere(actor: Pick<Actor, 'personId' | 'roles'>, today: Day, column: string) {
  const classes = (relation: Relation) => classesFor(actor.roles, 'customers.read', relation);
  return existsWithin(column, {
    personId: actor.personId,
    today,
    classes: { none: classes('none'), own: classes('own'), assigned: classes('assigned') },
  });
}
