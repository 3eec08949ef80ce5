import { mayEver } from '../../domain/permissions.ts';
import type { QueryContext } from '../../work/context.ts';
import type { Subject, Waiting } from '../../work/subject.ts';
import { anchorForm } from './anchor-form.ts';
import { auditListForm } from './list-form.ts';
import { differenceForm, listDifferences } from './differences.ts';

export const auditSubject: Subject = {
  name: 'audit',
  waiting,
  forms: [anchorForm, auditListForm, differenceForm],
};

/** For the auditor: openings of a vault that was not what was last seen of it. */
function waiting(ctx: QueryContext): Waiting[] {
  if (!mayEver(ctx.actor.roles, 'audit.acknowledge')) return [];
  const count = listDifferences(ctx).length;
  return [{ kind: 'audit_differences', count, late: count, link: '/audit' }];
}
