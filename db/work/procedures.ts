import { initTRPC, TRPCError } from '@trpc/server';
import { AppError } from '../domain/errors.ts';
import { mayEver, type Action } from '../domain/permissions.ts';
import { LoggedError } from './errors.ts';
import type { VaultHost, CallOrigin } from './host.ts';

/** What a procedure gets before anybody is known to be signed in. */
export interface CallContext {
  readonly host: VaultHost;
  readonly origin: CallOrigin;
}

/** Who may call: anybody at the window, anybody signed in, or whoever may do the action somewhere. */
export interface Meta {
  readonly permission: 'public' | 'signed_in' | Action;
  /** It ends the session of whoever calls, and its answer is for them all the same. */
  readonly endsSession?: true;
}

const t = initTRPC.context<CallContext>().meta<Meta>().create();

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

const signedIn = t.middleware(async ({ ctx, meta, path, type, next }) => {
  const permission = meta?.permission;
  if (!permission) throw new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: `no permission: ${path}` });
  const work = ctx.host.contextFor(ctx.origin);
  if (permission !== 'public' && permission !== 'signed_in' && !mayEver(work.actor.roles, permission)) {
    work.log({ action: permission, object: `procedure:${path}`, decision: 'deny' });
    throw new AppError('access.denied');
  }
  const result = await next({ ctx: { ...ctx, work } });
  work.files.settle(result.ok);
  if (type === 'mutation') ctx.host.afterCall(ctx.origin.connection);
  const session = ctx.host.sessionOf(ctx.origin.connection);
  if (!meta.endsSession && session?.actor.accountId !== work.actor.accountId)
    throw new AppError('vault.locked');
  if (!result.ok && result.error.cause instanceof LoggedError) work.log(result.error.cause.entry);
  return result;
});

/** For what happens before sign-in; such a procedure checks everything itself. */
export const publicProcedure = t.procedure.meta({ permission: 'public' });

/** For what every signed-in person may do for themselves. */
export const ownProcedure = t.procedure.meta({ permission: 'signed_in' }).use(signedIn);

/** For an action of the permission table. The service still asks about the record itself. */
export function procedureFor(action: Action) {
  return t.procedure.meta({ permission: action }).use(signedIn);
}
