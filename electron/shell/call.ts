import { callTRPCProcedure, TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { AppError } from '../../db/domain/errors.ts';
import type { Call, WireError, WireResult } from '../../db/wire.ts';
import type { ShellContext } from './context.ts';
import { shellRouter } from './router.ts';

/**
 * Runs one procedure of the shell. Never rejects; `onDefect` hears of what was not a refusal. The signal gives up what
 * takes long.
 */
export async function callShell(
  context: ShellContext,
  call: Call,
  onDefect: (error: unknown) => void,
  signal?: AbortSignal,
): Promise<WireResult> {
  try {
    const data: unknown = await callTRPCProcedure({
      router: shellRouter,
      path: call.path,
      getRawInput: () => Promise.resolve(call.input),
      ctx: context,
      type: call.kind,
      signal,
      batchIndex: 0,
    });
    return { ok: true, data };
  } catch (error) {
    return { ok: false, error: toWireError(error, onDefect) };
  }
}

/** How a refusal crosses to the window; `onDefect` hears of what is none. */
export function toWireError(thrown: unknown, onDefect: (error: unknown) => void): WireError {
  const cause = thrown instanceof TRPCError ? (thrown.cause ?? thrown) : thrown;
  if (cause instanceof AppError) return { code: cause.code, data: cause.data };
  if (cause instanceof ZodError) {
    const issues = cause.issues.map(({ path, code }) => ({
      path: path.map((part) => (typeof part === 'symbol' ? part.toString() : part)),
      code,
    }));
    return { code: 'common.invalid_input', data: {}, issues };
  }
  if (cause instanceof TRPCError && cause.code === 'NOT_FOUND')
    return { code: 'shell.unknown_call', data: {} };
  onDefect(cause);
  return { code: 'common.internal', data: {} };
}
