import { filingFlow } from './filing.ts';
import type { Flow } from './flow.ts';

/** Every flow there is. */
export const FLOWS: readonly Flow[] = [filingFlow];

export function findFlow(name: string): Flow | undefined {
  return FLOWS.find((flow) => flow.name === name);
}
