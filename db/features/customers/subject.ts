import type { ReadableDb } from '../../connection/handles.ts';
import type { Day } from '../../domain/dates.ts';
import { may } from '../../domain/permissions.ts';
import type { QueryContext } from '../../work/context.ts';
import { reaches, reachOf, type Reader } from '../../work/reach.ts';
import type { Subject, Waiting } from '../../work/subject.ts';
import { facetCounts } from '../search/service.ts';
import { guardedOf } from './access.ts';
import { cardForm } from './card.ts';
import { cardsForm, indexForm } from './list-forms.ts';
import { assignedClasses, countProposed } from './proposals.ts';
import { countIncomplete } from './service.ts';
import { findCustomerRow } from './store.ts';

export const customersSubject: Subject = {
  name: 'customers',
  waiting,
  forms: [cardForm, cardsForm, indexForm],
  mayKeepDraft,
};

function waiting(ctx: QueryContext): Waiting[] {
  return [...unassigned(ctx), ...incomplete(ctx)];
}

function incomplete(ctx: QueryContext): Waiting[] {
  if (!may(ctx.actor.roles, 'customers.edit', { secrecy: 'normal', relations: [] })) return [];
  const count = countIncomplete(ctx);
  return [{ kind: 'customers_incomplete', count, late: 0, link: '/customers?complete=false' }];
}

/** 机密 and 绝密 archives without a person responsible, for those who may name one (S2): nobody else reads them. */
function unassigned(ctx: QueryContext): Waiting[] {
  const secrecy = assignedClasses(ctx.actor);
  if (secrecy.length === 0) return [];
  const { total } = facetCounts(ctx, { filters: { secrecy, responsible: [null] } });
  const link = `/customers?secrecy=${encodeURIComponent(JSON.stringify(secrecy))}&unassigned=true`;
  return [{ kind: 'customers_unassigned', count: total, late: 0, part: countProposed(ctx), link }];
}

/** `customers.edit.17`, `customers.edit.17.note`, `customers.assign.17` hold what stood in the archive. */
const DRAFT_OF_ARCHIVE = /^customers\.[a-z]+\.(\d+)(?:\.|$)/;

function mayKeepDraft(db: ReadableDb, key: string, reader: Reader, today: Day): boolean {
  const id = DRAFT_OF_ARCHIVE.exec(key)?.[1];
  if (id === undefined) return true;
  const row = findCustomerRow(db, Number(id));
  return row !== undefined && reaches(reachOf(reader, 'customers.read'), guardedOf(row), today);
}
