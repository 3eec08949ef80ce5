import { mayEver } from '../../domain/permissions.ts';
import type { QueryContext } from '../../work/context.ts';
import type { Subject, Waiting } from '../../work/subject.ts';
import { listFilings } from './service.ts';

export const filingsSubject: Subject = { name: 'filings', waiting };

function waiting(ctx: QueryContext): Waiting[] {
  if (!mayEver(ctx.actor.roles, 'filings.read')) return [];
  const lines: Waiting[] = [];
  if (mayEver(ctx.actor.roles, 'filings.decide')) {
    const open = listFilings(ctx, ['submitted']).filter((filing) => filing.may.decide);
    const late = open.filter((filing) => filing.lag?.late).length;
    lines.push({ kind: 'filings_to_decide', count: open.length, late, link: '/filings?state=submitted' });
  }
  const returned = listFilings(ctx, ['returned']).filter((filing) => filing.may.edit);
  lines.push({ kind: 'filings_returned', count: returned.length, late: 0, link: '/filings?state=returned' });
  return lines;
}
