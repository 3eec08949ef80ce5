import type { ReadableDb } from '../../../connection/handles.ts';
import type { Day } from '../../../domain/dates.ts';
import { takeProgramStep } from '../../../work/flow/engine.ts';
import { PROGRAM_REACH } from '../../../work/log/program-reach.ts';
import type { ProgramAct } from '../../../work/program-acts.ts';
import { listMissing } from '../runs/missing.ts';
import { requests } from './flow.ts';
import { listApproved, type RequestRow } from './store.ts';

/** Those that were valid up to a day before, and of which every period that was due has its report. */
function over(db: ReadableDb, today: Day): RequestRow[] {
  const past = listApproved(db).filter(({ valid_until: until }) => until < today);
  if (past.length === 0) return [];
  const missing = new Set(listMissing(db, today).map(({ request }) => request.id));
  return past.filter(({ id }) => !missing.has(id));
}

/** 失效: what is no longer valid is compiled no more. */
export const expireRequests: ProgramAct = {
  reach: PROGRAM_REACH.expire_requests,
  isDue: (db, clock) => over(db, clock.today()).length > 0,
  run(db, { recorder }) {
    for (const { id } of over(db, recorder.clock.today()))
      takeProgramStep(db, { ...recorder, emit: () => undefined }, requests, { id, step: 'expire' });
  },
};
