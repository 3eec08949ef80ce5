import { may } from '../../domain/permissions.ts';
import type { QueryContext } from '../../work/context.ts';
import type { Subject, Waiting } from '../../work/subject.ts';
import { cardForm } from './card.ts';
import { countIncomplete } from './service.ts';

export const customersSubject: Subject = { name: 'customers', waiting, forms: [cardForm] };

function waiting(ctx: QueryContext): Waiting[] {
  if (!may(ctx.actor.roles, 'customers.edit', { secrecy: 'normal', relations: [] })) return [];
  const count = countIncomplete(ctx);
  return [{ kind: 'customers_incomplete', count, late: 0, link: '/customers?complete=false' }];
}
