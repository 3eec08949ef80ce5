/** What is not edited but decided, with a reason and a permission of its own: the class of an archive and its people. */
import type { CustomerInput } from '../../domain/customer.ts';
import type { Day } from '../../domain/dates.ts';
import { may } from '../../domain/permissions.ts';
import { keptReason, type AssignReason, type ClassifyReason } from '../../domain/reasons.ts';
import type { MutationContext } from '../../work/context.ts';
import { DeniedError } from '../../work/errors.ts';
import { guardedOf, requireCustomer, subjectToday } from './access.ts';
import { checkPeople, checkTerm, type Assigned } from './check.ts';
import { readInput } from './record.ts';
import { applyUpdate } from './service.ts';

export interface Classification {
  readonly id: number;
  readonly version: number;
  readonly secrecy: CustomerInput['secrecy'];
  readonly secrecyUntil: Day | null;
  readonly reason: ClassifyReason;
}

/** Changes class or its end date (S1); needs a reason and a permission of its own. */
export function classifyCustomer(ctx: MutationContext, change: Classification): { version: number } {
  return ctx.transaction((db) => {
    const { row } = requireCustomer(ctx, db, change.id, 'customers.classify');
    const target = { ...guardedOf(row), secrecy: change.secrecy, secrecyUntil: change.secrecyUntil };
    const subject = subjectToday(ctx, target);
    if (!may(ctx.actor.roles, 'customers.classify', subject))
      throw new DeniedError('access.denied', {
        action: 'customers.classify',
        object: `customer:${row.id}`,
        secrecy: subject.secrecy,
      });
    checkTerm(change, ctx.clock.today());
    const { secrecy, secrecyUntil, version, reason } = change;
    return applyUpdate(db, ctx, row, {
      version,
      ...keptReason(reason),
      input: { ...readInput(db, row), secrecy, secrecyUntil },
      action: 'customers.classify',
    });
  });
}

export interface Assignment extends Assigned {
  readonly id: number;
  readonly version: number;
  readonly reason: AssignReason;
}

/** 指定: who is responsible for an archive, and who keeps it by name (S2); needs a reason and a permission of its own. */
export function assignCustomer(ctx: MutationContext, assignment: Assignment): { version: number } {
  return ctx.transaction((db) => {
    const { row } = requireCustomer(ctx, db, assignment.id, 'customers.assign');
    const { responsibleId, keeperId, version, reason } = assignment;
    checkPeople(db, assignment);
    // Whatever is decided, what an import proposed has been seen.
    const input = { ...readInput(db, row), responsibleId, keeperId, proposedResponsibleId: null };
    return applyUpdate(db, ctx, row, {
      version,
      ...keptReason(reason),
      input,
      action: 'customers.assign',
    });
  });
}
