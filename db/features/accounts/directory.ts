/** Which accounts, people and departments there are. */
import type { ReadableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import type { QueryContext } from '../../work/context.ts';
import { normaliseLogin } from '../../vault/index.ts';
import * as store from './store.ts';

/** Every account, for the system administrator. */
export function listAccounts(ctx: Pick<QueryContext, 'reader'>): store.AccountRow[] {
  return store.listAccounts(ctx.reader);
}

export function listPeople(ctx: QueryContext) {
  return store.listPeople(ctx.reader);
}

export function listDepartments(ctx: QueryContext) {
  return store.listDepartments(ctx.reader);
}

/** The account of a login, however it was typed. */
export function findAccountByLogin(db: ReadableDb, login: string): store.AccountRow | undefined {
  return store.findAccountByLogin(db, normaliseLogin(login));
}

/** Errors: `accounts.not_found`. */
export function requireAccount(db: ReadableDb, id: number): store.AccountRow {
  const account = store.findAccount(db, id);
  if (!account) throw new AppError('accounts.not_found');
  return account;
}
