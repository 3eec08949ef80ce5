/** What whoever reads the log is told of the archives that its rows are about. */
import type { Category } from '../../domain/customer.ts';
import { readArchiveNo } from '../../domain/archive-no.ts';
import { may, mayEver } from '../../domain/permissions.ts';
import type { QueryContext } from '../../work/context.ts';
import type { ChangedField } from '../../work/history.ts';
import { isWithin, reachOf } from '../../work/reach.ts';
import { guardedOf, subjectToday } from './access.ts';
import {
  listChangesOfSave,
  listIdsByNamePart,
  listLogged,
  listNamed,
  type LoggedArchive,
} from './logged-store.ts';
import { logLook } from './look.ts';
import * as store from './store.ts';

/** Archives that one text of a filter means, at most. */
const MOST_MEANT = 200;

const listed = (ctx: QueryContext) =>
  isWithin(reachOf(ctx.actor, 'customers.list'), ctx.clock.today(), 'customer');

/**
 * Archives by their ids. The 档号 is told to whoever reads the log, in which the row stands all the same; the name to
 * those alone who see the archive in the index.
 */
export function nameLogged(ctx: QueryContext, ids: readonly number[]): Map<number, LoggedArchive> {
  return new Map(listLogged(ctx.reader, ids, listed(ctx)).map((archive) => [archive.id, archive]));
}

/** What archives are called, of those in the reader's index; the others are left out like ones that do not exist. */
export function nameListed(ctx: QueryContext, ids: readonly number[]) {
  return listNamed(ctx.reader, ids, listed(ctx));
}

/** Archives that a text means: by 档号, however it is written; by a part of the name, of those in the reader's index. */
export function findLogged(ctx: QueryContext, text: string): number[] {
  const { fonds, archiveNoPattern: pattern } = ctx.facts;
  const numbers = [text, readArchiveNo(text, { pattern, fonds }) ?? ''];
  const byNumber = numbers.flatMap((no) => store.findCustomerIdByArchiveNo(ctx.reader, no) ?? []);
  if (byNumber.length > 0 || !mayEver(ctx.actor.roles, 'customers.list')) return [...new Set(byNumber)];
  return listIdsByNamePart(ctx.reader, text, listed(ctx), MOST_MEANT);
}

/** What a row of the log changed in an archive. */
export interface LoggedChanges {
  /** By which values are put into words. */
  readonly category: Category;
  readonly lines: readonly ChangedField[];
}

/**
 * What one row of the log changed, by the digest of the history that it left: for who may read the archive, and of 机密
 * and 绝密 a look like any other at its history. Null for everybody else, and for no archive.
 */
export function readLoggedChanges(ctx: QueryContext, id: number, digest: Uint8Array): LoggedChanges | null {
  const row = store.findCustomerRow(ctx.reader, id);
  if (!row) return null;
  const subject = subjectToday(ctx, guardedOf(row));
  if (!may(ctx.actor.roles, 'customers.read', subject)) return null;
  logLook(ctx, row, subject.secrecy, 'history');
  return { category: row.category, lines: listChangesOfSave(ctx.reader, id, digest) };
}
