/** A second person says yes or no to what was asked for an account; where nobody might, two recovery sheets do. */
import { expectOneChange, type ReadableDb, type WritableDb } from '../../connection/handles.ts';
import { setMeta } from '../../connection/meta.ts';
import { actReason, confirmersOf } from '../../domain/account-request.ts';
import { stopped } from '../../domain/dates.ts';
import { AppError, type ErrorData } from '../../domain/errors.ts';
import type { RefuseReason } from '../../domain/reasons.ts';
import * as vault from '../../vault/index.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { sameBytes } from '../../work/digest.ts';
import { DeniedError, LoggedError } from '../../work/errors.ts';
import type { VaultHost } from '../../work/host.ts';
import { hashOfRow } from '../../work/log/chain.ts';
import { accountMessage } from '../../work/log/recovery-certificate.ts';
import { newestRow, recordAudit } from '../../work/log/recorder.ts';
import * as log from '../../work/log/store.ts';
import { endingSessions, expectInvitable, storeKeys } from './access.ts';
import { isCodeOver } from './code.ts';
import { insertAccount, listNamesakes } from './create.ts';
import { requireAccount } from './directory.ts';
import { accountFacts } from './facts.ts';
import {
  confirmersFor,
  endRequest,
  listAsked,
  refusalFacts,
  requestFacts,
  requireOpen,
  tellOfAccounts,
  type AccountRequest,
  type Asked,
} from './requests.ts';
import * as requests from './request-store.ts';
import { expectCombined, expectRolesFree, giveRoles } from './roles.ts';
import * as store from './store.ts';

type Open = ReturnType<typeof requireOpen>;

/** What became of one of several that were confirmed together. */
export interface Confirmed {
  readonly request: number;
  /** Null where it was carried out. */
  readonly refused: { readonly code: string; readonly data: ErrorData } | null;
}

/** What waits for this person's word. */
export function listForMe(ctx: QueryContext): Asked[] {
  return listAsked(ctx.reader).filter(
    (asked) => asked.request && !asked.refused && whyNot(ctx, asked) === null,
  );
}

/**
 * Carries out what was asked, each for itself, once the person has given their password again. Errors:
 * `vault.sign_in_refused`, `vault.too_many_tries`; those of each: `accounts.request_gone`,
 * `accounts.request_outdated` (not as it was when it was asked for), `accounts.request_expired`,
 * `accounts.confirm_own_request`, `accounts.confirm_oneself`, `accounts.confirm_other_role`.
 */
export async function confirmRequests(
  host: VaultHost,
  ctx: MutationContext,
  { requests: rows, password }: { readonly requests: readonly number[]; readonly password: string },
): Promise<Confirmed[]> {
  await ctx.confirmPassword(password);
  return [...new Set(rows)].map((request) => {
    try {
      const asked = requireOpen(ctx.reader, request);
      expectConfirmer(ctx, asked);
      carryOut(host, ctx, asked, null);
      return { request, refused: null };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error instanceof LoggedError) ctx.log(error.entry);
      return { request, refused: { code: error.code, data: error.data } };
    }
  });
}

/**
 * The same where nobody might confirm it: whoever asked has two recovery sheets. Errors: `accounts.sheets_not_needed`
 * {names} where somebody might, `accounts.not_own_request`, those of `certifyWithSheets` and `confirmRequests`.
 */
export async function confirmWithSheets(
  host: VaultHost,
  ctx: MutationContext,
  { request, sheets }: { readonly request: number; readonly sheets: readonly [string, string] },
): Promise<void> {
  using certified = await vault.certifyWithSheets(host.requireVault().vault, sheets);
  const asked = requireOpen(ctx.reader, request);
  if (asked.by.id !== ctx.actor.accountId) throw new AppError('accounts.not_own_request');
  const confirmers = confirmersFor(ctx.reader, asked);
  if (confirmers.length > 0)
    throw new AppError('accounts.sheets_not_needed', {
      names: confirmers.map(({ name }) => name).join(', '),
    });
  const row = requireRow(ctx.reader, asked);
  const message = accountMessage(ctx.facts.archiveId, ctx.actor.accountId, row.hash);
  carryOut(host, ctx, asked, Buffer.from(certified.certify(message)).toString('hex'));
}

/** Says no, with a reason that whoever asked reads. Errors: `accounts.request_gone`, those of who may confirm. */
export function refuseRequest(
  ctx: MutationContext,
  { request, reason }: { readonly request: number; readonly reason: RefuseReason },
): void {
  const asked = requireOpen(ctx.reader, request);
  expectConfirmer(ctx, asked);
  ctx.transaction((db) => {
    recordAudit(db, ctx, {
      action: 'accounts.refuse',
      object: `account:${asked.accountId}`,
      reason: reason.choice,
      after: refusalFacts(request, reason.text),
    });
    const refused = { asked_row: request, refused_row: newestRow(db), refused_text: reason.text };
    expectOneChange(requests.markRefused(db, refused), 'accounts.request_gone');
    tellOfAccounts(ctx);
  });
}

/** Why this person may not confirm it; null where they may. People are compared, not accounts. */
function whyNot({ actor }: Pick<QueryContext, 'actor'>, { request, rolesBefore, by }: Asked): string | null {
  if (actor.personId === by.personId) return 'accounts.confirm_own_request';
  if (actor.personId === request?.personId) return 'accounts.confirm_oneself';
  const wanted = confirmersOf([...rolesBefore, ...(request?.roles ?? [])]);
  return actor.roles.some((role) => wanted.includes(role)) ? null : 'accounts.confirm_other_role';
}

function expectConfirmer(ctx: MutationContext, asked: Asked): void {
  const why = whyNot(ctx, asked);
  if (why === null) return;
  throw new DeniedError(why, { action: 'accounts.confirm', object: `account:${asked.accountId}` });
}

/** The row that asked, as whoever asked has signed it: what lies in the table is what they meant. */
function requireRow(db: ReadableDb, { row: seq, by }: Asked) {
  const row = log.findAuditRow(db, seq);
  const key = store.listSigningKeys(db).find(({ id }) => id === row?.account_key_id);
  const isTheirs =
    row?.action === 'accounts.ask' &&
    key?.accountId === by.id &&
    row.signature !== null &&
    sameBytes(row.hash, hashOfRow(row)) &&
    vault.verifySignature(row.signature, row.hash, key.signPublic);
  if (!row || !isTheirs) throw new AppError('accounts.request_outdated');
  return row;
}

/** That nothing has changed since it was asked for: the request, the account, and whoever asked. */
function expectAsAsked(ctx: MutationContext, asked: Open): void {
  const { request, accountId, by } = asked;
  const row = requireRow(ctx.reader, asked);
  const account = store.findAccount(ctx.reader, accountId);
  const after = accountFacts(account ? { ...account, roles: request.roles } : request).after;
  const isSame =
    sameBytes(row.before_hash, ctx.hash(requestFacts(accountId, request))) &&
    sameBytes(row.after_hash, ctx.hash(after)) &&
    (account === undefined) === (request.what === 'create') &&
    by.state !== 'disabled' &&
    by.roles.includes('system_admin');
  if (!isSame) throw new AppError('accounts.request_outdated');
  if (request.slot && isCodeOver(asked.at, ctx.clock.now())) throw new AppError('accounts.request_expired');
}

/** Does what was asked, in one transaction with its row, which is this person's and names the row that asked. */
function carryOut(host: VaultHost, ctx: MutationContext, asked: Open, certificate: string | null): void {
  expectAsAsked(ctx, asked);
  const { request, accountId: id, row } = asked;
  const { what, slot } = request;
  const act = { certificate, request: row };
  if (what === 'set_roles' || !slot) {
    const account = requireAccount(ctx.reader, id);
    expectRolesFree(ctx, account, request.roles);
    ctx.transaction((db) => {
      const reason = actReason({ ...act, roles: accountFacts(request).reason });
      endRequest(db, id);
      giveRoles(db, ctx, account, request.roles, reason);
    });
    host.changeRoles(id, request.roles);
    return;
  }
  if (what === 'create') expectPersonFree(ctx.reader, id, request);
  else expectInvitable(ctx, what, requireAccount(ctx.reader, id));
  const roles = what === 'create' ? accountFacts(request).reason : '';
  const prepared = vault.preparedFromText(slot);
  endingSessions(host, ctx, id, (transaction) =>
    vault.putPrepared(host.requireVault().vault, { id, login: request.login }, prepared, {
      commit: (change) =>
        transaction((db) => {
          const clock = stopped(ctx.clock);
          if (what === 'create') insertAsked(db, request, change, clock.now());
          else {
            storeKeys(db, change, clock.now());
            store.setState(db, id, 'invited');
          }
          endRequest(db, id);
          recordAudit(
            db,
            { ...ctx, clock },
            {
              action: `accounts.${what}`,
              object: `account:${id}`,
              reason: actReason({ ...act, roles }),
              after: accountFacts(request).after,
              newKey: change.account.signPublicKey,
            },
          );
          tellOfAccounts(ctx);
        }),
    }),
  );
}

/** The person of a new account is still who was meant. */
function expectPersonFree(db: ReadableDb, id: number, request: AccountRequest): void {
  const { personId, name, isNewPerson, isAnother, roles } = request;
  if (!isNewPerson) {
    expectCombined(db, { id, personId }, roles);
    if (!store.findPerson(db, personId)) throw new AppError('accounts.request_outdated');
    return;
  }
  const isTaken = store.findPersonName(db, personId) !== undefined;
  const hasNamesake = !isAnother && listNamesakes(db, name).length > 0;
  if (isTaken || hasNamesake) throw new AppError('accounts.request_outdated');
}

function insertAsked(
  db: WritableDb,
  { name, department, roles, login, personId, isNewPerson }: AccountRequest,
  { keysSeq, account }: vault.SlotChange,
  createdAt: number,
): void {
  setMeta(db, 'keys_seq', String(keysSeq));
  const person = isNewPerson ? { newPersonId: personId } : { personId };
  const keys = { ...account, login };
  insertAccount(db, { name, department, roles, keys, oneTime: true, createdAt, ...person });
}
