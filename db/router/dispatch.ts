import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { storageRefusal } from '../connection/failures.ts';
import { AppError } from '../domain/errors.ts';
import type { Call, WireError, WireResult } from '../wire.ts';
import type { VaultHost, CallOrigin } from '../work/host.ts';
import { appRouter } from './index.ts';
import { createCallerFactory } from '../work/procedures.ts';

type Run = (input: unknown) => Promise<unknown>;

const createCaller = createCallerFactory(appRouter);

/** Typed calls for one connection, as the command line and the tests make them. */
export function callerFor(host: VaultHost, origin: CallOrigin) {
  return createCaller({ host, origin });
}
export type Caller = ReturnType<typeof callerFor>;

/**
 * Runs one call that came over the wire. Never throws: refusals come back as codes, defects as
 * `common.internal` with the details left to `onDefect`.
 */
export async function dispatch(
  host: VaultHost,
  origin: CallOrigin,
  call: Call,
  onDefect: (error: unknown) => void,
): Promise<WireResult> {
  try {
    if (!isProcedure(call)) return failed({ code: 'common.no_such_procedure', data: {} });
    const [feature = '', name = ''] = call.path.split('.');
    const caller = callerFor(host, origin) as Record<string, Record<string, Run | undefined> | undefined>;
    return { ok: true, data: await caller[feature]?.[name]?.(call.input) };
  } catch (error) {
    return failed(toWireError(error, onDefect));
  }
}

/** True when the router has a procedure of that name and kind; anything else of an object is out of reach. */
function isProcedure(call: Call): boolean {
  if (!Object.hasOwn(appRouter._def.procedures, call.path)) return false;
  const procedure = Reflect.get(appRouter._def.procedures, call.path) as { _def: { type: string } };
  return procedure._def.type === call.kind;
}

function failed(error: WireError): WireResult {
  return { ok: false, error };
}

/** More than a form has fields: input that is wrong in every place is not told every one. */
const MOST_ISSUES = 100;

/** Turns whatever was thrown into what may leave the worker. */
export function toWireError(thrown: unknown, onDefect: (error: unknown) => void): WireError {
  const cause = thrown instanceof TRPCError ? (thrown.cause ?? thrown) : thrown;
  if (cause instanceof AppError) return { code: cause.code, data: cause.data };
  if (cause instanceof ZodError) {
    const issues = cause.issues.slice(0, MOST_ISSUES).map((issue) => ({
      path: issue.path.map((part) => (typeof part === 'number' ? part : String(part))),
      code: issue.code === 'custom' ? issue.message : `common.${issue.code}`,
    }));
    return { code: 'common.invalid_input', data: {}, issues };
  }
  const refusal = storageRefusal(cause);
  if (refusal) return { code: refusal.code, data: refusal.data };
  onDefect(cause);
  return { code: 'common.internal', data: {} };
}
