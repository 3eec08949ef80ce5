import { lastDigest } from '../../work/ledger.ts';
import type { LongRead } from '../../work/long-reads.ts';
import { toHex } from '../../work/flow/subject.ts';
import { lastCustomerId } from '../customers/service.ts';
import { requireInspection } from './flow.ts';
import { pack } from './packed-record.ts';
import { makeRecord } from './record.ts';
import { ENTRIES } from './store.ts';

export interface MadeRecord {
  readonly content: Uint8Array;
  /** 档号 of those that nobody has looked at. */
  readonly open: readonly string[];
  /** Digest of the last entry that is in it: it may be signed while that is the last one. */
  readonly head: string;
  /** The last archive that was there: the same holds of it. */
  readonly lastArchive: number;
  /** The four-property test that it names; null for none since it was opened. */
  readonly testId: number | null;
}

/** Makes the record of an inspection as it stands, away from the vault's thread. */
export const recordJob: LongRead<{ readonly id: number; readonly unfinished: boolean }, MadeRecord> = {
  name: 'inspections.record',
  run({ reader, clock, progress }, { id, unfinished }) {
    const inspection = requireInspection(reader, id);
    const record = makeRecord(reader, inspection, clock.today(), progress);
    const open = record.unfinished ?? [];
    return {
      content: pack(unfinished ? record : { ...record, unfinished: null }),
      open,
      head: toHex(lastDigest(reader, ENTRIES, id)),
      lastArchive: lastCustomerId(reader),
      testId: record.test?.id ?? null,
    };
  },
};
