import { verification } from '../features/audit/verify.ts';
import { copyUnderNewKey } from '../work/key-renewal.ts';
import type { LongCopy, LongRead } from '../work/long-reads.ts';

/** Every long read and copy, by its name. */
export const JOBS: ReadonlyArray<LongRead<never, unknown> | LongCopy<never>> = [
  verification,
  copyUnderNewKey,
];
