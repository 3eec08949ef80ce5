/** 统计报表 (rules.md B1–B5). */
import { REPORTS, TABLES, type ReportName } from '../../domain/reports/choices.ts';
import { wordOf } from './words.ts';

export { compileReport, type ReportAsked } from './compile/compile.ts';
export { pack, unpack } from './packed.ts';
export { archivesBehind, type FigureAsked } from './compile/behind.ts';
export { behindJob, drawReport, listBehind, reportJob, runReport } from './run.ts';
export { saveFormatSchema, saveReport, type SaveOrder } from './save.ts';
export { DueReports } from './runs/due.ts';
export { freezeJob } from './runs/freeze.ts';
export { recomputeJob } from './runs/recompute.ts';
export { expireRequests } from './requests/expire.ts';

/** The ready reports, each with its tables. */
export function listReports(): Array<{
  readonly name: ReportName;
  readonly title: string;
  readonly tables: ReadonlyArray<{ readonly key: string; readonly title: string }>;
}> {
  return REPORTS.map((name) => ({
    name,
    title: wordOf(`report.${name}`),
    tables: TABLES[name].map((key) => ({ key, title: wordOf(`table.${key}`) })),
  }));
}
