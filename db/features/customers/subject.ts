import type { ReadableDb } from '../../connection/handles.ts';
import type { Day } from '../../domain/dates.ts';
import { may } from '../../domain/permissions.ts';
import type { QueryContext } from '../../work/context.ts';
import { reaches, reachOf, type Reader } from '../../work/reach.ts';
import type { Subject, Waiting } from '../../work/subject.ts';
import { guardedOf } from './access.ts';
import { cardForm } from './card.ts';
import { countIncomplete } from './service.ts';
import { findCustomerRow } from './store.ts';

export const customersSubject: Subject = { name: 'customers', waiting, forms: [cardForm], mayKeepDraft };

function waiting(ctx: QueryContext): Waiting[] {
  if (!may(ctx.actor.roles, 'customers.edit', { secrecy: 'normal', relations: [] })) return [];
  const count = countIncomplete(ctx);
  return [{ kind: 'customers_incomplete', count, late: 0, link: '/customers?complete=false' }];
}

/** `customers.edit.17`, `customers.edit.17.note`, `customers.assign.17` hold what stood in the archive. */
const DRAFT_OF_ARCHIVE = /^customers\.[a-z]+\.(\d+)(?:\.|$)/;

function mayKeepDraft(db: ReadableDb, key: string, reader: Reader, today: Day): boolean {
  const id = DRAFT_OF_ARCHIVE.exec(key)?.[1];
  if (id === undefined) return true;
  const row = findCustomerRow(db, Number(id));
  return row !== undefined && reaches(reachOf(reader, 'customers.read'), guardedOf(row), today);
}
