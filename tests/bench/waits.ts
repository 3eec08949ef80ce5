import type { Bridge } from './bridge.ts';
import { percentile, timedAsync, type Figure } from './figures.ts';

/** Other calls of the window while something goes on. */
export interface Waits {
  readonly longest: number;
  readonly usual: number;
  readonly count: number;
  /** What the work itself took. */
  readonly took: number;
  /** The most that the vault's thread computed while a call waited: the longest wait on a machine with nothing else to do. */
  readonly computed: number;
}

/** Asks for a short thing again and again until `work` is over. */
export async function waitsBeside(bridge: Bridge, work: () => Promise<unknown>): Promise<Waits> {
  const times: number[] = [];
  const computed: number[] = [];
  const over = new AbortController();
  const began = performance.now();
  const going = work().finally(() => over.abort());
  while (!over.signal.aborted) {
    const before = bridge.computed();
    times.push(await timedAsync(() => bridge.call('query', 'search.query', { text: '佛山', limit: 20 })));
    computed.push(bridge.computed() - before);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await going;
  const took = performance.now() - began;
  return {
    longest: Math.max(...times),
    usual: percentile(times, 0.99),
    count: times.length,
    took,
    computed: Math.max(...computed),
  };
}

export function waitFigures(
  name: string,
  { longest, usual, count, took, computed }: Waits,
  idle: Waits,
): Figure[] {
  const against = 'while nothing else goes on';
  return [
    {
      name: `longest wait while ${name} (${Math.round(took)} ms; 99 % of ${count}: ${usual.toFixed(1)} ms)`,
      limit: 100,
      unit: 'ms',
      measured: longest,
      baseline: idle.longest,
      against,
    },
    {
      name: '  computed by the vault meanwhile, at most',
      limit: 100,
      unit: 'ms',
      measured: computed,
      baseline: idle.computed,
      against,
    },
  ];
}
