import { comparison } from '../features/audit/compare.ts';
import { verificationSince } from '../features/audit/verify-since.ts';
import { verification } from '../features/audit/verify.ts';
import { backupJobs } from '../features/backup/service.ts';
import { recordJob } from '../features/inspections/service.ts';
import { filedTest, propertyTest } from '../features/properties/service.ts';
import { behindJob, freezeJob, recomputeJob, reportJob } from '../features/reports/service.ts';
import { copyUnderNewKey } from '../work/key-renewal.ts';
import type { Job, LongCopy } from '../work/long-reads.ts';

/** Every long read, work on files and copy, by its name. */
export const JOBS: ReadonlyArray<Job<never, unknown> | LongCopy<never>> = [
  verification,
  verificationSince,
  comparison,
  recordJob,
  behindJob,
  reportJob,
  freezeJob,
  recomputeJob,
  copyUnderNewKey,
  propertyTest,
  filedTest,
  ...backupJobs,
];
