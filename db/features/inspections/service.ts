export { inspectionsChecked } from './flow.ts';
export { openInspections } from './open.ts';
export { recordJob } from './record-job.ts';
export { listSummaries } from './past.ts';
