/** What others did to somebody's account, as the log tells it: they see it when they sign in, until they close it. */
import {
  parseActReason,
  parseAskReason,
  rolesInReason,
  type Requested,
} from '../../domain/account-request.ts';
import { CONFIRMED_SINCE } from '../../domain/permissions.ts';
import type { Role } from '../../domain/roles.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import type { AuditRow } from '../../work/log/chain.ts';
import { newestRow, recordAudit } from '../../work/log/recorder.ts';
import * as log from '../../work/log/store.ts';
import { findOpenFor } from './requests.ts';
import * as store from './store.ts';

const ACKNOWLEDGE = 'accounts.acknowledge';
/** Acts that give an account its roles. */
const OF_ROLES = ['accounts.create', 'accounts.set_roles', 'accounts.certify'];
const ACTS = [
  'accounts.ask',
  'accounts.create',
  'accounts.enable',
  'accounts.reset_password',
  'accounts.set_roles',
  'accounts.set_person',
  'accounts.disable',
];

/** As many are shown; of more their number is told. */
const MOST_SHOWN = 20;
const MOST_READ = 200;

/** One thing that was done, or that is asked for and waits. */
export interface Told {
  /** Number of the row. */
  readonly row: number;
  /** Milliseconds UTC. */
  readonly at: number;
  readonly what: Requested | 'set_person' | 'disable';
  /** True where it waits for a second person: nothing has happened yet. */
  readonly waits: boolean;
  /** Who did it, or confirmed it; with two recovery sheets it is who asked. */
  readonly by: string;
  /** Who asked for it; null where one person did it at once. */
  readonly askedBy: string | null;
  readonly askedAt: number | null;
  readonly withSheets: boolean;
  /** What the roles are since; null where they are as before. */
  readonly roles: { readonly before: readonly Role[]; readonly after: readonly Role[] } | null;
}

/** The newest first. */
export function listTold({ reader: db, actor }: Pick<QueryContext, 'reader' | 'actor'>): {
  told: Told[];
  more: number;
} {
  const object = `account:${actor.accountId}`;
  const seen = log.listDoneBy(db, object, { actions: [ACKNOWLEDGE], except: 0, limit: MOST_SHOWN });
  const after = Number(seen.find((row) => row.account_id === actor.accountId)?.reason ?? 0);
  const waiting = findOpenFor(db, actor.accountId)?.row;
  const rows = log
    .listDoneBy(db, object, { actions: ACTS, except: actor.accountId, after, limit: MOST_READ })
    .filter((row) => (row.rules ?? 0) >= CONFIRMED_SINCE)
    // What was asked for and is over shows by what came of it; the first accounts came with the vault.
    .filter(({ action, seq }) => action !== 'accounts.ask' || seq === waiting)
    .filter(({ action, reason }) => action !== 'accounts.create' || parseActReason(reason));
  const told = rows.slice(0, MOST_SHOWN).map((row) => toTold(db, row));
  return { told, more: rows.length - told.length };
}

function toTold(db: QueryContext['reader'], row: AuditRow): Told {
  const { seq, at, action, reason, account_id, object } = row;
  const asked = parseAskReason(action === 'accounts.ask' ? reason : null);
  const carried = parseActReason(reason);
  const source = carried && log.findAuditRow(db, carried.request);
  const nameOf = (account: number) => store.findAccount(db, account)?.name ?? '';
  const isOfRoles = action === 'accounts.set_roles';
  const [former] = isOfRoles
    ? log.listDoneBy(db, object, { actions: OF_ROLES, except: 0, before: seq, limit: 1 })
    : [];
  return {
    row: seq,
    at,
    what: asked?.what ?? (action.slice('accounts.'.length) as Told['what']),
    waits: asked !== undefined,
    by: nameOf(account_id),
    askedBy: source ? nameOf(source.account_id) : null,
    askedAt: source?.at ?? null,
    withSheets: carried?.certificate != null,
    roles: isOfRoles ? { before: rolesInReason(former?.reason ?? null), after: rolesInReason(reason) } : null,
  };
}

/** The person has read it, up to a row; nothing where there is nothing new. */
export function acknowledge(ctx: MutationContext, upTo: number): void {
  const { told } = listTold(ctx);
  const row = Math.min(upTo, newestRow(ctx.reader));
  if (!told.some((one) => one.row <= row)) return;
  ctx.transaction((db) =>
    recordAudit(db, ctx, {
      action: ACKNOWLEDGE,
      object: `account:${ctx.actor.accountId}`,
      reason: String(row),
    }),
  );
}
