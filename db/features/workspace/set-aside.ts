import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import { envelopeOf, parseStored, type Envelope, type Unreadable } from '../../domain/stored-json.ts';
import type { Actor, MutationContext, QueryContext } from '../../work/context.ts';
import { writeOutput } from '../../vault/output.ts';
import * as store from './store.ts';

/** Texts that one account has set aside: more than it can have drafts. */
const MOST_SET_ASIDE = 200;

export function hasRoomAside(db: ReadableDb, { accountId }: Pick<Actor, 'accountId'>): boolean {
  return store.countSetAside(db, accountId) < MOST_SET_ASIDE;
}

export type SetAside = Omit<store.SetAsideRow, 'value'>;

/**
 * Keeps a text that cannot be read for its owner, as it was, in the caller's transaction; what it stood in may then be
 * written over. Errors: `common.too_many_set_aside`, with which everything stays where it is.
 */
export function setAside(
  db: WritableDb,
  { actor, clock }: Pick<QueryContext, 'actor' | 'clock'>,
  text: Omit<store.SetAsideRow, 'id' | 'at'>,
): void {
  if (!hasRoomAside(db, actor)) throw new AppError('common.too_many_set_aside', { most: MOST_SET_ASIDE });
  store.insertSetAside(db, actor.accountId, { ...text, at: clock.now() });
}

/** What this account has set aside, newest first, without the texts. */
export function listSetAside(ctx: QueryContext): SetAside[] {
  return store.listSetAside(ctx.reader, ctx.actor.accountId);
}

function requireOwn({ actor }: QueryContext, db: ReadableDb, id: number): store.SetAsideRow {
  const row = store.findSetAside(db, actor.accountId, id);
  if (!row) throw new AppError('common.not_set_aside');
  return row;
}

/** Throws a text away for good, as its owner wishes. Errors: `common.not_set_aside`. */
export function dismissSetAside(ctx: MutationContext, id: number): void {
  ctx.transaction((db) => {
    requireOwn(ctx, db, id);
    store.deleteSetAside(db, ctx.actor.accountId, id);
  });
}

/** Writes a text to a file outside the vault, which the log says. Errors: `common.not_set_aside`, `common.not_written`. */
export async function saveSetAside(
  ctx: MutationContext,
  { id, token }: { id: number; token: string },
): Promise<void> {
  const { value } = requireOwn(ctx, ctx.reader, id);
  const path = ctx.grantedPath(token, 'write');
  ctx.log({ action: 'set_aside.save', object: `set_aside:${id}` });
  await writeOutput(path, Buffer.from(value, 'utf8'), 'common.not_written');
}

/** What an account keeps under a key, as it is stored; `broken` when it is no JSON. */
export interface Kept {
  readonly value: unknown;
  readonly broken: boolean;
}

export function toKept(text: string): Kept {
  const parsed = parseStored(text);
  return parsed.ok ? { value: parsed.value, broken: false } : { value: null, broken: true };
}

/** Why a stored text must not be written over by what this program would store there; null where it may. */
export function lossOf(stored: string, next: Envelope): Unreadable | null {
  const { value, broken } = toKept(stored);
  if (broken) return 'broken';
  return envelopeOf(value).v > next.v ? 'newer' : null;
}
