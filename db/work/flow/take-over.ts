import { deleteMeta, getMeta } from '../../connection/meta.ts';
import { PROGRAM_REACH } from '../log/program-reach.ts';
import { recordAudit, recordBulk, type Recorder } from '../log/recorder.ts';
import type { ProgramAct } from '../program-acts.ts';
import type { CheckedFlow } from './checked.ts';

/** The row for each record that was there before steps had a table, and the one that closes them. */
export const TAKE_OVER = 'flows.take_over';

/** Once, in a vault from before: the log says what every record and its steps are, under one signature. */
export function takeOverFlows(flows: readonly CheckedFlow[]): ProgramAct {
  return {
    reach: PROGRAM_REACH.take_over_flows,
    isDue: (db) => getMeta(db, 'flows_to_take_over') !== undefined,
    run(db, { recorder }) {
      const { hash } = recorder;
      // Nothing can be written while the records are being read.
      const entries = flows.flatMap(({ flow, iterateCases }) =>
        Array.from(iterateCases({ reader: db, hash }), ({ id, secrecy, facts }) => ({
          action: TAKE_OVER,
          object: `${flow.object}:${id}`,
          secrecy,
          after: facts,
        })),
      );
      const takeOver = (each: Recorder) => {
        for (const entry of entries) recordAudit(db, each, entry);
      };
      recordBulk(db, recorder, takeOver, () => ({ action: TAKE_OVER, object: 'archive' }));
      deleteMeta(db, 'flows_to_take_over');
    },
  };
}
