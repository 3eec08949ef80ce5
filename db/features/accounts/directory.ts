/** Which accounts, people and departments there are. */
import type { ReadableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import { foldedWords } from '../../domain/text/fold.ts';
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

/** The one of our own people whom a name means; else why it means none that a record can name. */
export type NamedPerson = number | 'unknown' | 'several' | 'left';

/** Finds our own people by name, however wide, spaced or traditional it is written; only who can sign in is found. */
export function personFinder(db: ReadableDb): (name: string) => NamedPerson {
  const keyOf = (name: string) => foldedWords(name).join('');
  const byKey = Map.groupBy(store.listAccountHolders(db), ({ name }) => keyOf(name));
  return (name) => {
    const named = byKey.get(keyOf(name)) ?? [];
    const [one, ...others] = named.filter(({ canSignIn }) => canSignIn === 1);
    if (one) return others.length === 0 ? one.id : 'several';
    return named.length === 0 ? 'unknown' : 'left';
  };
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

/** The department that a person works in; null for none. */
export function departmentOf(db: ReadableDb, personId: number): string | null {
  return store.findPerson(db, personId)?.department ?? null;
}
