import { mayEver } from '../../domain/permissions.ts';
import type { QueryContext } from '../../work/context.ts';
import type { Subject, Waiting } from '../../work/subject.ts';
import { countWaiting } from './service.ts';

export const filingsSubject: Subject = { name: 'filings', waiting };

function waiting(ctx: QueryContext): Waiting[] {
  if (!mayEver(ctx.actor.roles, 'filings.read')) return [];
  const { toDecide, late, returned, unreadable } = countWaiting(ctx);
  const at = unreadable[0] ?? 'draft';
  return [
    { kind: 'filings_to_decide', count: toDecide, late, link: '/filings?state=submitted' },
    { kind: 'filings_returned', count: returned, late: 0, link: '/filings?state=returned' },
    { kind: 'filings_unreadable', count: unreadable.length, late: 0, link: `/filings?state=${at}` },
  ];
}
