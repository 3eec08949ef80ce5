import type { ReadableDb } from '../../../connection/handles.ts';
import type { CopyEvent } from '../../../domain/reports/run.ts';
import { findAuditRow } from '../../../work/log/store.ts';
import { listCopyEvents, type CopyRow } from './store.ts';

/** One numbered copy, by everything that happened to it. */
export interface Copy {
  readonly copyNo: number;
  readonly recipient: string;
  readonly department: string | null;
  /** The row of the log that registered it. */
  readonly seq: number;
  /** Days of the department; null for what has not happened. */
  readonly on: Readonly<Record<CopyEvent, string | null>>;
  readonly notes: readonly string[];
}

/** The copies of a report by their numbers. */
export function copiesOf(db: ReadableDb, reportId: number): Copy[] {
  const byNo = Map.groupBy(listCopyEvents(db, reportId), ({ copy_no: no }) => no);
  return [...byNo].flatMap(([copyNo, events]) => {
    const [first] = events;
    if (!first) return [];
    const dayOf = (what: CopyEvent) => events.find((event) => event.what === what)?.on_day ?? null;
    return [
      {
        copyNo,
        recipient: first.recipient,
        department: first.department,
        seq: first.seq,
        on: {
          register: dayOf('register'),
          hand_out: dayOf('hand_out'),
          take_back: dayOf('take_back'),
          call_in: dayOf('call_in'),
        },
        notes: events.flatMap(({ note }: CopyRow) => note ?? []),
      },
    ];
  });
}

export const findCopy = (db: ReadableDb, reportId: number, copyNo: number): Copy | undefined =>
  copiesOf(db, reportId).find((copy) => copy.copyNo === copyNo);

/** The row of the log that registered a copy, whose digits its paper carries. */
export function registeredRow(db: ReadableDb, { seq }: Pick<Copy, 'seq'>) {
  const row = findAuditRow(db, seq);
  if (!row) throw new Error('a copy without its row in the log');
  return row;
}
