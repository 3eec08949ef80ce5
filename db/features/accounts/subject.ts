import { mayEver } from '../../domain/permissions.ts';
import type { QueryContext } from '../../work/context.ts';
import type { Subject, Waiting } from '../../work/subject.ts';
import { showAll, showMine } from './service.ts';

export const accountsSubject: Subject = { name: 'accounts', waiting };

/** What waits for this person's word; to whoever asks, what came back. */
function waiting(ctx: QueryContext): Waiting[] {
  const lines: Waiting[] = [];
  if (mayEver(ctx.actor.roles, 'accounts.confirm')) {
    const mine = showMine(ctx);
    const late = mine.filter(({ isExpired }) => isExpired).length;
    lines.push({ kind: 'accounts_to_confirm', count: mine.length, late, link: '/accounts/confirm' });
  }
  if (mayEver(ctx.actor.roles, 'accounts.manage')) {
    const refused = showAll(ctx).filter(({ refused: no, isMine }) => no && isMine);
    lines.push({ kind: 'accounts_refused', count: refused.length, late: 0, link: '/accounts' });
  }
  return lines;
}
