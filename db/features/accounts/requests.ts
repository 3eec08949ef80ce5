/** What the system administrator asks for accounts: kept with the code's slot until somebody confirms or refuses it. */
import { z } from 'zod';
import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { askReason, confirmersOf, REQUESTED } from '../../domain/account-request.ts';
import { AppError } from '../../domain/errors.ts';
import { mayEver } from '../../domain/permissions.ts';
import { roleSchema, type Role } from '../../domain/roles.ts';
import { read, write, type StoredKind } from '../../domain/stored-json.ts';
import { preparedSlotSchema } from '../../vault/index.ts';
import type { Actor, MutationContext } from '../../work/context.ts';
import { newestRow, recordAudit } from '../../work/log/recorder.ts';
import * as log from '../../work/log/store.ts';
import { accountFacts } from './facts.ts';
import * as requests from './request-store.ts';
import * as store from './store.ts';

const text = z.string().max(1_000);

const requestSchema = z.strictObject({
  what: z.enum(REQUESTED),
  login: text,
  name: text,
  personId: z.int().positive(),
  /** Somebody who is entered with the account; with `isAnother`, though there is one of that name. */
  isNewPerson: z.boolean(),
  isAnother: z.boolean(),
  department: text.nullable(),
  /** Those that the account has afterwards. */
  roles: z.array(roleSchema),
  /** What the one-time code opens; null where only roles are asked for. */
  slot: preparedSlotSchema.nullable(),
});
export type AccountRequest = z.infer<typeof requestSchema>;

const REQUEST: StoredKind<AccountRequest> = { name: 'account_request', version: 1, schema: requestSchema };

/** As many wait or lie refused at a time: more than a department has people who come and go in a month. */
export const MOST_REQUESTS = 200;

/** A request with what the rows of the log say of it. */
export interface Asked {
  readonly accountId: number;
  /** Number of the row that asked, by which the request is known. */
  readonly row: number;
  readonly by: store.AccountRow;
  /** Milliseconds UTC. */
  readonly at: number;
  /** Null where this program cannot read it: then it can be withdrawn. */
  readonly request: AccountRequest | null;
  /** What the account has now; none for one that is not there yet. */
  readonly rolesBefore: readonly Role[];
  readonly refused: {
    readonly by: string;
    readonly at: number;
    readonly reason: string | null;
    readonly reasonText: string | null;
  } | null;
}

export function listAsked(db: ReadableDb): Asked[] {
  return requests.listRequests(db).flatMap((stored) => toAsked(db, stored) ?? []);
}

/** One that waits. Errors: `accounts.request_gone`, `accounts.request_unreadable`. */
export function requireOpen(db: ReadableDb, row: number): Asked & { readonly request: AccountRequest } {
  const stored = requests.findRequest(db, row);
  const asked = stored && toAsked(db, stored);
  if (!asked || asked.refused) throw new AppError('accounts.request_gone');
  const { request } = asked;
  if (!request) throw new AppError('accounts.request_unreadable');
  return { ...asked, request };
}

export function findAsked(db: ReadableDb, row: number): Asked | undefined {
  const stored = requests.findRequest(db, row);
  return stored && toAsked(db, stored);
}

/** What waits for an account; undefined for nothing, or where it was refused. */
export function findOpenFor(db: ReadableDb, accountId: number): Asked | undefined {
  const stored = requests.findRequestFor(db, accountId);
  return stored && stored.refused_row === null ? toAsked(db, stored) : undefined;
}

/** Undefined where its row is none of the log, which a look at everything finds. */
function toAsked(db: ReadableDb, stored: requests.StoredRequest): Asked | undefined {
  const asked = log.findAuditRow(db, stored.asked_row);
  const by = asked && store.findAccount(db, asked.account_id);
  if (!asked || !by) return undefined;
  const parsed = read(REQUEST, stored.request);
  return {
    accountId: stored.account_id,
    row: stored.asked_row,
    by,
    at: asked.at,
    request: parsed.ok ? parsed.value : null,
    rolesBefore: store.findAccount(db, stored.account_id)?.roles ?? [],
    refused: refusalOf(db, stored),
  };
}

function refusalOf(db: ReadableDb, { refused_row, refused_text }: requests.StoredRequest): Asked['refused'] {
  const row = refused_row === null ? undefined : log.findAuditRow(db, refused_row);
  if (!row) return null;
  const by = store.findAccount(db, row.account_id)?.name ?? '';
  return { by, at: row.at, reason: row.reason, reasonText: refused_text };
}

/** What the row that asks hashes of a request besides the account as it will be. */
export function requestFacts(accountId: number, request: AccountRequest) {
  return { accountId, request };
}

/** What a refusal hashes. */
export function refusalFacts(row: number, refusedText: string | null) {
  return { row, text: refusedText };
}

/** The request in a stored row, for a look at everything; null where it cannot be read. */
export function storedFacts({ account_id, request }: requests.StoredRequest) {
  const parsed = read(REQUEST, request);
  return parsed.ok ? requestFacts(account_id, parsed.value) : null;
}

/** Whose word would do: people with the role for it, but for whoever asks and whoever it is about. */
export function possibleConfirmers(
  db: ReadableDb,
  { roles, people }: { readonly roles: readonly Role[]; readonly people: readonly number[] },
): Array<{ readonly personId: number; readonly name: string }> {
  return store
    .listPeopleWithRole(db, confirmersOf(roles))
    .filter(({ personId }) => !people.includes(personId));
}

/** Those of a request. */
export function confirmersFor(db: ReadableDb, asked: Asked) {
  const { request, rolesBefore, by } = asked;
  if (!request) return [];
  return possibleConfirmers(db, {
    roles: [...rolesBefore, ...request.roles],
    people: [by.personId, request.personId],
  });
}

/** What whoever asked is told. */
export interface Waits {
  /** Null where it was done at once. */
  readonly request: number | null;
  /** Names of those who may confirm it; empty where two recovery sheets are needed. */
  readonly confirmers: readonly string[];
}

/**
 * Puts down what is asked for an account. Errors: `accounts.request_open` where something waits for it already,
 * `accounts.too_many_requests` {most}.
 */
export function putRequest(ctx: MutationContext, accountId: number, request: AccountRequest): Waits {
  const row = ctx.transaction((db) => {
    expectNoRequest(db, accountId);
    // One that was refused.
    requests.deleteRequest(db, accountId);
    if (requests.listRequests(db).length >= MOST_REQUESTS)
      throw new AppError('accounts.too_many_requests', { most: MOST_REQUESTS });
    const { slot } = request;
    const key = slot && Buffer.from(slot.signPublic, 'base64url').toString('hex');
    recordAudit(db, ctx, {
      action: 'accounts.ask',
      object: `account:${accountId}`,
      reason: askReason(request.what, key),
      before: requestFacts(accountId, request),
      after: accountFacts(request).after,
    });
    const asked = newestRow(db);
    const stored = write(REQUEST, request);
    requests.insertRequest(db, { account_id: accountId, request: stored, asked_row: asked });
    tellOfAccounts(ctx);
    return asked;
  });
  const asked = findAsked(ctx.reader, row);
  const confirmers = asked ? confirmersFor(ctx.reader, asked).map(({ name }) => name) : [];
  return { request: row, confirmers };
}

/** Errors: `accounts.request_open`. */
export function expectNoRequest(db: ReadableDb, accountId: number): void {
  if (findOpenFor(db, accountId)) throw new AppError('accounts.request_open');
}

/** What was asked for an account is over, if anything was. */
export function endRequest(db: WritableDb, accountId: number): void {
  requests.deleteRequest(db, accountId);
}

/** Takes a request back, or puts one away that was refused. Errors: `accounts.request_gone`. */
export function withdrawRequest(ctx: MutationContext, row: number): void {
  ctx.transaction((db) => {
    const stored = requests.findRequest(db, row);
    if (!stored) throw new AppError('accounts.request_gone');
    recordAudit(db, ctx, { action: 'accounts.withdraw', object: `account:${stored.account_id}` });
    endRequest(db, stored.account_id);
    tellOfAccounts(ctx);
  });
}

/** The next number that neither an account nor a request has. */
export function nextAccountId(db: ReadableDb): number {
  const asked = requests.listRequests(db).map(({ account_id }) => account_id);
  return Math.max(store.lastAccountId(db), ...asked) + 1;
}

/** The same for people; those who are asked for have theirs already. */
export function nextPersonId(db: ReadableDb): number {
  const asked = listAsked(db).flatMap(({ request }) => request?.personId ?? []);
  return Math.max(store.lastPersonId(db), ...asked) + 1;
}

/** Accounts, and what waits for them, have changed: who may see either is told. */
export function tellOfAccounts({ emit }: Pick<MutationContext, 'emit'>): void {
  const hears = ({ roles }: Actor) => mayEver(roles, 'accounts.manage') || mayEver(roles, 'accounts.confirm');
  emit((actor) => (hears(actor) ? { type: 'changed', kind: 'accounts' } : null));
}
