/** What stands in the vault besides archives and flows, and the rows of the log that say so for the first time. */
import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { getMeta, metaFacts } from '../../connection/meta.ts';
import { PROGRAM_REACH } from '../../work/log/program-reach.ts';
import { recordAudit, recordBulk, type Recorder } from '../../work/log/recorder.ts';
import * as log from '../../work/log/store.ts';
import type { ProgramAct } from '../../work/program-acts.ts';
import { listAccountBeginnings } from '../accounts/service.ts';
import { listFacts, listNames } from '../lists/service.ts';
import { settingFacts } from '../workspace/service.ts';

/** The row for each thing that stood there, and the one that closes them. */
export const PARTICULARS = 'audit.particulars';

/** Something that the log names, and what it hashes of it. */
export interface Particular {
  readonly object: string;
  readonly facts: unknown;
}

/** The vault itself, its settings where any were set, and each list. */
export function readParticulars(db: ReadableDb): Particular[] {
  const settings = settingFacts(db);
  return [
    { object: 'archive_meta', facts: metaFacts(db) },
    ...(settings ? [{ object: 'settings', facts: settings }] : []),
    ...listNames(db).map((list) => ({ object: `list:${list}`, facts: listFacts(db, list) })),
  ];
}

/** Writes the rows, under one signature. */
export function recordParticulars(db: WritableDb, recorder: Recorder): void {
  const particulars = readParticulars(db);
  const accounts = listAccountBeginnings(db);
  const record = (each: Recorder) => {
    for (const { object, facts } of particulars)
      recordAudit(db, each, { action: PARTICULARS, object, after: facts });
    for (const { id, reason, facts } of accounts)
      recordAudit(db, each, { action: PARTICULARS, object: `account:${id}`, reason, after: facts });
  };
  recordBulk(db, recorder, record, () => ({ action: PARTICULARS, object: 'archive' }));
}

/** Once, in a vault from before: takes over what stands there. Nothing is claimed of what was before. */
export const particularsAct: ProgramAct = {
  reach: PROGRAM_REACH.record_particulars,
  isDue: (db) =>
    log.newestRowOf(db, PARTICULARS) === undefined && getMeta(db, 'flows_to_take_over') === undefined,
  run: (db, { recorder }) => recordParticulars(db, recorder),
};
