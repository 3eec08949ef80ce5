import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { Call, WireError, WireResult } from '../wire.ts';
import type { ArchiveHost, CallOrigin } from './host.ts';
import { appRouter } from './index.ts';
import { createCallerFactory } from './trpc.ts';

const createCaller = createCallerFactory(appRouter);

/** Typed calls for one connection, as the command line and the tests make them. */
export function callerFor(host: ArchiveHost, origin: CallOrigin) {
  return createCaller({ host, origin });
}
export type Caller = ReturnType<typeof callerFor>;

/**
 * Runs one call that came over the wire. Never throws: refusals come back as codes, defects as
 * `common.internal` with the details left to `onDefect`.
 */
export async function dispatch(
  host: ArchiveHost,
  origin: CallOrigin,
  call: Call,
  onDefect: (error: unknown) => void,
): Promise<WireResult> {
  try {
    const procedure = procedureAt(call);
    const [feature = '', name = ''] = call.path.split('.');
    const caller: Record<string, Record<string, (input: unknown) => Promise<unknown>>> = Object(
      callerFor(host, origin),
    );
    const run = procedure && caller[feature]?.[name];
    if (!run) return failed({ code: 'common.no_such_procedure', data: {} });
    return { ok: true, data: await run(call.input) };
  } catch (error) {
    return failed(toWireError(error, onDefect));
  }
}

function procedureAt(call: Call): unknown {
  const procedures: Record<string, { _def: { type: string } }> = Object(appRouter._def.procedures);
  if (!Object.hasOwn(procedures, call.path)) return undefined;
  const procedure = procedures[call.path];
  return procedure?._def.type === call.kind ? procedure : undefined;
}

function failed(error: WireError): WireResult {
  return { ok: false, error };
}

/** Turns whatever was thrown into what may leave the worker. */
export function toWireError(thrown: unknown, onDefect: (error: unknown) => void): WireError {
  const cause = thrown instanceof TRPCError ? (thrown.cause ?? thrown) : thrown;
  if (cause instanceof AppError) return { code: cause.code, data: cause.data };
  if (cause instanceof ZodError) {
    const issues = cause.issues.map((issue) => ({
      path: issue.path.map((part) => (typeof part === 'number' ? part : String(part))),
      code: issue.code === 'custom' ? issue.message : `common.${issue.code}`,
    }));
    return { code: 'common.invalid_input', data: {}, issues };
  }
  onDefect(cause);
  return { code: 'common.internal', data: {} };
}
