import { takeOverFlows } from '../../work/flow/take-over.ts';
import type { ProgramAct } from '../../work/program-acts.ts';
import { accountAnchor, dailyAnchor, particularsAct } from '../audit/service.ts';
import { openInspections } from '../inspections/service.ts';
import { recordRestore } from '../backup/service.ts';
import { expireRequests } from '../reports/service.ts';
import { filingsChecked } from '../filings/service.ts';

/** What the program does by itself when somebody signs in, in this order. */
export const PROGRAM_ACTS: readonly ProgramAct[] = [
  takeOverFlows([filingsChecked]),
  particularsAct,
  recordRestore,
  dailyAnchor,
  accountAnchor,
  openInspections,
  expireRequests,
];
