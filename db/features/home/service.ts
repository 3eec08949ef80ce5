import { may, mayEver } from '../../domain/permissions.ts';
import type { QueryContext } from '../../work/context.ts';
import { countIncomplete } from '../customers/service.ts';
import { listFilings } from '../filings/service.ts';

/** One line of the 工作台: how many wait, how many of them are late, and the screen that opens them. */
export interface Waiting {
  readonly kind: 'filings_to_decide' | 'filings_returned' | 'customers_incomplete';
  readonly count: number;
  readonly late: number;
  /** Path within the window, with its filters. */
  readonly link: string;
}

/** What waits for the person; a line without anything in it is left out. */
export function listWaiting(ctx: QueryContext): Waiting[] {
  return [...waitingFilings(ctx), ...waitingCustomers(ctx)].filter((line) => line.count > 0);
}

function waitingFilings(ctx: QueryContext): Waiting[] {
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

function waitingCustomers(ctx: QueryContext): Waiting[] {
  if (!may(ctx.actor.roles, 'customers.edit', { secrecy: 'normal', relation: 'none' })) return [];
  const count = countIncomplete(ctx);
  return [{ kind: 'customers_incomplete', count, late: 0, link: '/customers?complete=false' }];
}
