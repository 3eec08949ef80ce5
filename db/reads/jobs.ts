import { verification } from '../features/audit/verify.ts';
import type { LongRead } from '../work/long-reads.ts';

/** Every long read, by its name. */
export const JOBS: ReadonlyArray<LongRead<never, unknown>> = [verification];
