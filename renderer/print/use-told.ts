import { useEffect, useRef, useState } from 'react';
import { useBridgeEvent } from '../lib/events.ts';
import type { JobState } from '../lib/job.ts';

export type Told = Pick<JobState<unknown>, 'state' | 'done' | 'total' | 'elapsedMs'>;

const NOTHING = { done: 0, total: 0, elapsedMs: 0 } as const;

/** How far work is that somebody else began, by the name under which its progress is told. */
export function useTold(job: string, isRunning: boolean): Told {
  const [told, setTold] = useState<Omit<Told, 'state'>>(NOTHING);
  const startedAt = useRef(0);
  useEffect(() => {
    startedAt.current = performance.now();
    setTold(NOTHING);
  }, [isRunning]);
  useBridgeEvent((event) => {
    if (event.type !== 'progress' || event.job !== job) return;
    const { done, total } = event;
    setTold({ done, total, elapsedMs: performance.now() - startedAt.current });
  });
  return { ...told, state: isRunning ? 'running' : 'idle' };
}
