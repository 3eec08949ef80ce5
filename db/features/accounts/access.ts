/** Which accounts can open the vault, and with what: a one-time code, a password of their own, or not at all. */
import type { WritableDb } from '../../connection/handles.ts';
import { setMeta } from '../../connection/meta.ts';
import type { Requested } from '../../domain/account-request.ts';
import { AppError } from '../../domain/errors.ts';
import type { MutationContext } from '../../work/context.ts';
import type { VaultHost } from '../../work/host.ts';
import * as vault from '../../vault/index.ts';
import { askForNewKey } from '../../work/key-renewal.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import { requireAccount } from './directory.ts';
import { endRequest, expectNoRequest, putRequest, tellOfAccounts, type Waits } from './requests.ts';
import { expectAnotherAdmin, expectCombined, expectNoneAwaited } from './roles.ts';
import * as store from './store.ts';

/** The account has a password of its own now; returns the key that it signs with from now on. */
export function activateAccount(db: WritableDb, change: vault.AccountChange, at: number): number {
  const { id, signPublicKey } = change.account;
  storeKeys(db, change, at);
  store.setState(db, id, 'active');
  const keyId = store.findSigningKey(db, id, signPublicKey);
  if (keyId === undefined) throw new Error('an account without its signing key');
  return keyId;
}

/** What whoever asked is told: the code opens nothing before somebody has confirmed. */
type CodeWaits = Waits & { readonly code: string };

/**
 * Asks for a new one-time code in place of a forgotten password, which goes on working until that is confirmed.
 * Errors: `accounts.disabled`, `accounts.not_own_password`, those of `putRequest`.
 */
export function askForReset(host: VaultHost, ctx: MutationContext, id: number): Promise<CodeWaits> {
  return invite(host, ctx, id, 'reset_password');
}

/** Asks to let a disabled account in again, with a one-time code. Errors: `accounts.not_disabled`, those of `putRequest`. */
export function askToEnable(host: VaultHost, ctx: MutationContext, id: number): Promise<CodeWaits> {
  return invite(host, ctx, id, 'enable');
}

/**
 * The account can open the vault no longer; its name stays on everything it did, and what was asked for it is over. The
 * data key is renewed as soon as there is room: what is written from then on no file and password of before opens.
 */
export function disableAccount(host: VaultHost, ctx: MutationContext, id: number): void {
  const account = requireAccount(ctx.reader, id);
  if (id === ctx.actor.accountId) throw new AppError('accounts.not_oneself');
  expectAnotherAdmin(ctx.reader, account);
  expectNoneAwaited(ctx.reader, account, []);
  if (account.state === 'disabled') return;
  endingSessions(host, ctx, id, (transaction) =>
    vault.removeAccount(host.requireVault().vault, id, {
      commit: ({ keysSeq }) =>
        transaction((db) => {
          setMeta(db, 'keys_seq', String(keysSeq));
          store.setState(db, id, 'disabled');
          askForNewKey(db);
          recordAudit(db, ctx, { action: 'accounts.disable', object: `account:${id}` });
          endRequest(db, id);
          tellOfAccounts(ctx);
        }),
    }),
  );
  host.renewKey();
}

async function invite(
  host: VaultHost,
  ctx: MutationContext,
  id: number,
  what: 'reset_password' | 'enable',
): Promise<CodeWaits> {
  const { code, secret: derived } = await ctx.newCode();
  using secret = derived;
  const db = ctx.reader;
  const account = requireAccount(db, id);
  expectInvitable(ctx, what, account);
  expectNoRequest(db, id);
  const slot = vault.prepareSlot(host.requireVault().vault, { id, login: account.login, secret });
  const { login, name, personId, department, roles } = account;
  const person = { name, personId, department, isNewPerson: false, isAnother: false };
  const request = { what, login, roles, slot: vault.preparedToText(slot), ...person };
  return { code, ...putRequest(ctx, id, request) };
}

/** Whether the account may have a new code, as it stands. */
export function expectInvitable(
  ctx: Pick<MutationContext, 'reader' | 'actor'>,
  what: Exclude<Requested, 'create' | 'set_roles'>,
  account: store.AccountRow,
): void {
  if (what === 'enable') {
    if (account.state !== 'disabled') throw new AppError('accounts.not_disabled');
    expectCombined(ctx.reader, account, account.roles);
  } else {
    if (account.state === 'disabled') throw new AppError('accounts.disabled');
    if (account.id === ctx.actor.accountId) throw new AppError('accounts.not_own_password');
  }
}

export function storeKeys(db: WritableDb, { keysSeq, account, newPair }: vault.SlotChange, at: number): void {
  setMeta(db, 'keys_seq', String(keysSeq));
  if (newPair) store.insertSigningKey(db, account.id, account.signPublicKey, at);
}

/**
 * Changes an account's keys and ends its sessions: also where the change counts already, but the new keys file could
 * not be put in its place.
 */
export function endingSessions(
  host: VaultHost,
  ctx: MutationContext,
  id: number,
  change: (transaction: (work: (db: WritableDb) => void) => void) => void,
): void {
  let isStored = false;
  try {
    change((work) => {
      ctx.transaction(work);
      isStored = true;
    });
  } finally {
    if (isStored) host.signOutAccount(id, ctx.actor);
  }
}
