import { filingFlow } from './filing.ts';
import { inspectionFlow } from './inspection.ts';
import type { Flow } from './flow.ts';
import { amendmentFlow } from './reports/amendment.ts';
import { requestFlow } from './reports/request.ts';
import { reportFlow } from './reports/run.ts';

/** Every flow there is. */
export const FLOWS: readonly Flow[] = [filingFlow, inspectionFlow, requestFlow, reportFlow, amendmentFlow];

export function findFlow(name: string): Flow | undefined {
  return FLOWS.find((flow) => flow.name === name);
}
