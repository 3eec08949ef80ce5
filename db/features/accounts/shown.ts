/** What waits for a second person, as the windows show it. */
import type { Requested } from '../../domain/account-request.ts';
import type { Role } from '../../domain/roles.ts';
import type { QueryContext } from '../../work/context.ts';
import { isCodeOver } from './code.ts';
import { listForMe } from './confirm.ts';
import { confirmersFor, listAsked, type Asked } from './requests.ts';

export interface ShownRequest {
  /** By which it is confirmed, refused and withdrawn: the number of the row that asked. */
  readonly request: number;
  readonly accountId: number;
  /** Null, with the names empty, for one that this program cannot read. */
  readonly what: Requested | null;
  readonly name: string;
  readonly login: string;
  readonly department: string | null;
  /** None before for an account that is not there yet. */
  readonly roles: { readonly before: readonly Role[]; readonly after: readonly Role[] };
  readonly askedBy: string;
  /** Milliseconds UTC. */
  readonly askedAt: number;
  /** The code was made too long ago: it is to be asked for anew. */
  readonly isExpired: boolean;
  readonly refused: Asked['refused'];
}

/** For the system administrator: all of them, with the names of who may confirm each; nobody: two sheets may. */
export function showAll(
  ctx: QueryContext,
): Array<ShownRequest & { readonly confirmers: readonly string[]; readonly isMine: boolean }> {
  return listAsked(ctx.reader).map((asked) => ({
    ...show(ctx, asked),
    confirmers: confirmersFor(ctx.reader, asked).map(({ name }) => name),
    isMine: asked.by.id === ctx.actor.accountId,
  }));
}

/** What waits for this person's word. */
export function showMine(ctx: QueryContext): ShownRequest[] {
  return listForMe(ctx).map((asked) => show(ctx, asked));
}

function show({ clock }: QueryContext, asked: Asked): ShownRequest {
  const { request, accountId, row, by, at, rolesBefore, refused } = asked;
  return {
    request: row,
    accountId,
    what: request?.what ?? null,
    name: request?.name ?? '',
    login: request?.login ?? '',
    department: request?.department ?? null,
    roles: { before: rolesBefore, after: request?.roles ?? [] },
    askedBy: by.name,
    askedAt: at,
    isExpired: request?.slot != null && isCodeOver(at, clock.now()),
    refused,
  };
}
