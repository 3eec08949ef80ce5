import { filingFlow } from './filing.ts';
import { inspectionFlow } from './inspection.ts';
import type { Flow } from './flow.ts';

/** Every flow there is. */
export const FLOWS: readonly Flow[] = [filingFlow, inspectionFlow];

export function findFlow(name: string): Flow | undefined {
  return FLOWS.find((flow) => flow.name === name);
}
