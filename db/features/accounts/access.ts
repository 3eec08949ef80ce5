/** Which accounts can open the vault, and with what: a one-time code, a password of their own, or not at all. */
import type { WritableDb } from '../../connection/handles.ts';
import { setMeta } from '../../connection/meta.ts';
import { stopped } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import type { MutationContext } from '../../work/context.ts';
import type { VaultHost } from '../../work/host.ts';
import * as vault from '../../vault/index.ts';
import { askForNewKey } from '../../work/key-renewal.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import { requireAccount } from './directory.ts';
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

/** A new one-time code in place of a forgotten password. Sessions of the account end. */
export function resetPassword(host: VaultHost, ctx: MutationContext, id: number): Promise<{ code: string }> {
  return invite(host, ctx, id, {
    action: 'accounts.reset_password',
    check({ state }) {
      if (state === 'disabled') throw new AppError('accounts.disabled');
      if (id === ctx.actor.accountId) throw new AppError('accounts.not_own_password');
    },
    putKeys: vault.resetAccount,
  });
}

/** Lets a disabled account in again, with a one-time code. */
export function enableAccount(host: VaultHost, ctx: MutationContext, id: number): Promise<{ code: string }> {
  return invite(host, ctx, id, {
    action: 'accounts.enable',
    check(account) {
      if (account.state !== 'disabled') throw new AppError('accounts.not_disabled');
      expectCombined(ctx, account, account.roles);
    },
    putKeys: vault.addAccount,
  });
}

/**
 * The account can open the vault no longer; its name stays on everything it did. The data key is renewed as soon as
 * there is room: what is written from then on no file and password of before opens.
 */
export function disableAccount(host: VaultHost, ctx: MutationContext, id: number): void {
  const account = requireAccount(ctx.reader, id);
  if (id === ctx.actor.accountId) throw new AppError('accounts.not_oneself');
  expectAnotherAdmin(ctx, account);
  expectNoneAwaited(ctx, account, []);
  if (account.state === 'disabled') return;
  endingSessions(host, ctx, id, (transaction) =>
    vault.removeAccount(host.requireVault().vault, id, {
      commit: ({ keysSeq }) =>
        transaction((db) => {
          setMeta(db, 'keys_seq', String(keysSeq));
          store.setState(db, id, 'disabled');
          askForNewKey(db);
          recordAudit(db, ctx, { action: 'accounts.disable', object: `account:${id}` });
        }),
    }),
  );
  host.renewKey();
}

/** How an account comes by a new pair under a one-time code. */
interface Invitation {
  readonly action: string;
  /** Whether it may, as the account stands once the key of its code is derived. */
  readonly check: (account: ReturnType<typeof requireAccount>) => void;
  readonly putKeys: typeof vault.addAccount;
}

async function invite(
  host: VaultHost,
  ctx: MutationContext,
  id: number,
  { action, check, putKeys }: Invitation,
): Promise<{ code: string }> {
  const { code, secret: derived } = await ctx.newCode();
  using secret = derived;
  const account = requireAccount(ctx.reader, id);
  check(account);
  endingSessions(host, ctx, id, (transaction) =>
    putKeys(
      host.requireVault().vault,
      { id, login: account.login, secret },
      {
        commit: (change) =>
          transaction((db) => {
            const clock = stopped(ctx.clock);
            storeKeys(db, change, clock.now());
            store.setState(db, id, 'invited');
            const newKey = change.account.signPublicKey;
            recordAudit(db, { ...ctx, clock }, { action, object: `account:${id}`, newKey });
          }),
      },
    ),
  );
  return { code };
}

function storeKeys(db: WritableDb, { keysSeq, account, newPair }: vault.AccountChange, at: number): void {
  setMeta(db, 'keys_seq', String(keysSeq));
  if (newPair) store.insertSigningKey(db, account.id, account.signPublicKey, at);
}

/**
 * Changes an account's keys and ends its sessions: also where the change counts already, but the new keys file could
 * not be put in its place.
 */
function endingSessions(
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
