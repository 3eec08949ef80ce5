import { useState } from 'react';
import { useBridgeEvent } from './events.ts';
import type { JobState } from './job.ts';

export type Told = Pick<JobState<unknown>, 'state' | 'done' | 'total' | 'elapsedMs'>;

const NOTHING = { done: 0, total: 0, beganAt: 0, elapsedMs: 0 } as const;

/** How far work is that somebody else began, by the name under which its progress is told. */
export function useTold(job: string, isRunning: boolean): Told {
  const [told, setTold] = useState<{ done: number; total: number; beganAt: number; elapsedMs: number }>(
    NOTHING,
  );
  const [wasRunning, setWasRunning] = useState(isRunning);
  if (wasRunning !== isRunning) {
    setWasRunning(isRunning);
    setTold(NOTHING);
  }
  useBridgeEvent((event) => {
    if (event.type !== 'progress' || event.job !== job) return;
    const { done, total } = event;
    const now = performance.now();
    setTold((before) => {
      const beganAt = before.total === 0 ? now : before.beganAt;
      return { done, total, beganAt, elapsedMs: now - beganAt };
    });
  });
  const { done, total, elapsedMs } = told;
  return { done, total, elapsedMs, state: isRunning ? 'running' : 'idle' };
}
