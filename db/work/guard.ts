import type { ReadableDb } from '../connection/handles.ts';
import type { Action } from '../domain/permissions.ts';
import type { Secrecy } from '../domain/roles.ts';
import type { QueryContext } from './context.ts';
import { DeniedError } from './errors.ts';

/** A kind of record, as far as it matters who learns of one. */
export interface GuardedKind<Row> {
  /** Before the id in `object` of the log. */
  readonly object: string;
  /** Code of the refusal. */
  readonly notFound: string;
  find(db: ReadableDb, id: number): Row | undefined;
  /** True when the person may know of the record. Asked of one that is not there as well: it does the same then. */
  isListed(ctx: QueryContext, db: ReadableDb, id: number, row: Row | undefined): boolean;
  /** The class in force. */
  secrecyOf(ctx: QueryContext, row: Row): Secrecy;
}

/**
 * The record, if the person may know of it. Otherwise the refusal is `notFound`, in the log as a denied `action`; for a
 * record that is hidden and for one that does not exist the same is done in the same order, down to the row in the log.
 */
export function requireRecord<Row>(
  ctx: QueryContext,
  db: ReadableDb,
  kind: GuardedKind<Row>,
  id: number,
  action: Action,
): Row {
  const row = kind.find(db, id);
  const isListed = kind.isListed(ctx, db, id, row);
  if (row !== undefined && isListed) return row;
  const secrecy = row === undefined ? null : kind.secrecyOf(ctx, row);
  throw new DeniedError(kind.notFound, { action, object: `${kind.object}:${id}`, secrecy });
}
