/** The roles of accounts: who may have which, and giving an account others. */
import { AppError } from '../../domain/errors.ts';
import { rolesMayCombine, type Role } from '../../domain/roles.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import type { VaultHost } from '../../work/host.ts';
import { DeniedError } from '../../work/errors.ts';
import { listAwaited } from '../../work/flow/waiting.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import { dropDrafts } from '../workspace/service.ts';
import { requireAccount } from './directory.ts';
import { accountFacts } from './facts.ts';
import * as store from './store.ts';

/**
 * Gives an account other roles. The last system administrator keeps the role (`accounts.last_admin`), so does the last one
 * whom steps wait for (`accounts.role_awaited`), and nobody gives roles to themselves (`accounts.not_own_roles`).
 */
export function setRoles(
  host: VaultHost,
  ctx: MutationContext,
  { id, roles }: { id: number; roles: readonly Role[] },
): void {
  const account = requireAccount(ctx.reader, id);
  if (!roles.includes('system_admin')) expectAnotherAdmin(ctx, account);
  if (account.personId === ctx.actor.personId)
    throw new DeniedError('accounts.not_own_roles', {
      action: 'accounts.set_roles',
      object: `account:${id}`,
    });
  expectCombined(ctx, account, roles);
  expectNoneAwaited(ctx, account, roles);
  ctx.transaction((db) => {
    store.replaceRoles(db, id, roles);
    dropDrafts(db, ctx, { accountId: id, personId: account.personId, roles });
    recordAudit(db, ctx, {
      action: 'accounts.set_roles',
      object: `account:${id}`,
      before: accountFacts(account).after,
      ...accountFacts({ ...account, roles }),
    });
  });
  host.changeRoles(id, roles);
}

/** 三员分立 holds for people: the roles of all their accounts together are such that one account might have them. */
export function expectCombined(
  ctx: QueryContext,
  { id, personId }: { readonly id: number; readonly personId: number },
  roles: readonly Role[],
): void {
  if (!rolesMayCombine([...roles, ...store.listOtherRoles(ctx.reader, personId, id)]))
    throw new AppError('accounts.roles_exclude_each_other');
}

/** Refuses what would take the last system administrator away: `accounts.last_admin`. */
export function expectAnotherAdmin(ctx: QueryContext, account: store.AccountRow): void {
  if (!account.roles.includes('system_admin') || account.state === 'disabled') return;
  const admins = store.listActiveWithRole(ctx.reader, ['system_admin']);
  if (admins.length <= 1) throw new AppError('accounts.last_admin');
}

/**
 * Refuses to leave steps that wait without anybody who may take them: the account keeps `roles` only.
 * Error: `accounts.role_awaited` {role, flow, step, count}, the first of them.
 */
export function expectNoneAwaited(
  ctx: QueryContext,
  account: store.AccountRow,
  roles: readonly Role[],
): void {
  if (account.state === 'disabled') return;
  for (const { flow, step, count, roles: awaited } of listAwaited(ctx.reader)) {
    const role = account.roles.find((held) => awaited.includes(held));
    if (role === undefined || roles.some((kept) => awaited.includes(kept))) continue;
    const others = store.listActiveWithRole(ctx.reader, awaited).filter((id) => id !== account.id);
    if (others.length === 0) throw new AppError('accounts.role_awaited', { role, flow, step, count });
  }
}
