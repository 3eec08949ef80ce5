import { TRPCClientError, type TRPCLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { observable } from '@trpc/server/observable';
import { AppError } from '../../db/domain/errors.ts';
import type { WireError } from '../../db/wire.ts';
import type { Bridge, Target } from './bridge.ts';

/** A refusal that came over the bridge, with the field problems of a rejected input. */
export class RemoteError extends AppError {
  readonly issues: NonNullable<WireError['issues']>;

  constructor(error: WireError) {
    super(error.code, error.data);
    this.issues = error.issues ?? [];
  }
}

let lastId = 0;

/** Carries procedure calls over the preload bridge; aborting a call's signal cancels it on the other side. */
export function bridgeLink<TRouter extends AnyRouter>(bridge: Bridge, target: Target): TRPCLink<TRouter> {
  return () =>
    ({ op }) =>
      observable((observer) => {
        if (op.type === 'subscription') throw new Error('the bridge carries queries and mutations only');
        const id = ++lastId;
        let settled = false;
        const fail = (cause: Error) => observer.error(TRPCClientError.from<TRouter>(cause));
        const cancel = () => {
          if (!settled) bridge.cancel(id);
        };
        op.signal?.addEventListener('abort', cancel, { once: true });
        bridge
          .request({ id, target, kind: op.type, path: op.path, input: op.input })
          .then((result) => {
            settled = true;
            if (result.ok) {
              observer.next({ result: { type: 'data', data: result.data } });
              observer.complete();
            } else fail(new RemoteError(result.error));
            return undefined;
          })
          .catch((cause: unknown) => {
            settled = true;
            fail(cause instanceof Error ? cause : new RemoteError({ code: 'common.internal', data: {} }));
          });
        return () => {
          op.signal?.removeEventListener('abort', cancel);
          cancel();
        };
      });
}
