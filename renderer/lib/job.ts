import { useCallback, useRef, useState } from 'react';
import { toAppError } from './errors.ts';
import { useBridgeEvent } from './events.ts';

export interface JobState<T> {
  readonly state: 'idle' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly done: number;
  readonly total: number;
  /** Milliseconds since the job began, as of its latest news. */
  readonly elapsedMs: number;
  readonly result: T | undefined;
  readonly error: unknown;
}

const idle = { state: 'idle', done: 0, total: 0, elapsedMs: 0, result: undefined, error: undefined } as const;

/**
 * A long call with progress and cancel: `start((signal) => client.import.apply.mutate(input, { signal }))`.
 * `job` is the name under which the vault tells its progress.
 */
export function useJob<T>(job: string) {
  const [state, setState] = useState<JobState<T>>(idle);
  const controller = useRef<AbortController | null>(null);
  const startedAt = useRef(0);

  useBridgeEvent((event) => {
    if (event.type !== 'progress' || event.job !== job) return;
    setState((before) =>
      before.state === 'running'
        ? {
            ...before,
            done: event.done,
            total: event.total,
            elapsedMs: performance.now() - startedAt.current,
          }
        : before,
    );
  });

  const start = useCallback(async (call: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> => {
    const abort = new AbortController();
    controller.current = abort;
    startedAt.current = performance.now();
    setState({ ...idle, state: 'running' });
    try {
      const result = await call(abort.signal);
      setState((before) => ({ ...before, state: 'done', result }));
      return result;
    } catch (error) {
      const cancelled = toAppError(error).code.endsWith('.cancelled');
      setState((before) => ({ ...before, state: cancelled ? 'cancelled' : 'failed', error }));
      return undefined;
    }
  }, []);
  const cancel = useCallback(() => controller.current?.abort(), []);
  const reset = useCallback(() => setState(idle), []);
  return { ...state, start, cancel, reset };
}

/** Seconds that a job still needs at its pace so far; null while that cannot be said. */
export function secondsLeft(job: Pick<JobState<unknown>, 'done' | 'total' | 'elapsedMs'>): number | null {
  if (job.done <= 0 || job.total <= job.done || job.elapsedMs < 500) return null;
  return (job.elapsedMs / job.done) * ((job.total - job.done) / 1000);
}
