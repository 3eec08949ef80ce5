/** How long a one-time code lasts. */
import type { ReadableDb } from '../../connection/handles.ts';
import { parseActReason } from '../../domain/account-request.ts';
import * as log from '../../work/log/store.ts';
import { lastKeyAt } from './store.ts';

/** A slip of paper with a code lies about until somebody finds it: after 30 days, a long leave, it is traded no more. */
const CODE_LASTS_MS = 30 * 86_400_000;

/** True for a code that was made too long ago. Both in milliseconds UTC. */
export function isCodeOver(madeAt: number, now: number): boolean {
  return now - madeAt > CODE_LASTS_MS;
}

/** When the one-time code of an account was made, in milliseconds UTC: with the request, not when that was confirmed. */
export function codeMadeAt(db: ReadableDb, accountId: number): number {
  const brought = log.lastRowWithKey(db, `account:${accountId}`);
  const asked = parseActReason(brought?.reason ?? null)?.request;
  return (asked === undefined ? undefined : log.timeOfRow(db, asked)) ?? lastKeyAt(db, accountId) ?? 0;
}
