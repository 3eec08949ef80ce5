/** The cards of archives one after the other, for a look at all of them: nothing of it is logged, and nobody sees one. */
import type { ReadableDb } from '../../connection/handles.ts';
import { missingFields } from '../../domain/customer.ts';
import type { Day } from '../../domain/dates.ts';
import type { PrintDocumentInput } from '../../domain/document/model.ts';
import type { FrameFacts } from '../../work/subject.ts';
import { cardMaker } from './card.ts';
import { toInput } from './record.ts';
import * as store from './store.ts';

export interface CardOfArchive {
  readonly id: number;
  readonly archiveNo: string;
  /** Required fields that are empty (rules.md A1). */
  readonly missing: readonly string[];
  /** As it goes to be laid out; null where it cannot be made. */
  readonly card: PrintDocumentInput | null;
}

/** Archives read together; more at once gain nothing. */
const BATCH = 500;

/** The archives after one, up to another, each with its card. */
export function* iterateCards(
  db: ReadableDb,
  { after, upTo }: { readonly after: number; readonly upTo: number },
  today: Day,
  frame: FrameFacts,
): Generator<CardOfArchive> {
  const make = cardMaker(db, today, frame);
  for (let at = after; at < upTo;) {
    const rows = store.listRowsAfter(db, at, BATCH).filter(({ id }) => id <= upTo);
    const [first, last] = [rows[0], rows.at(-1)];
    if (!first || !last) return;
    const parts = store.readPartsBetween(db, first.id, last.id);
    for (const row of rows) {
      const input = toInput(row, parts(row.id));
      yield {
        id: row.id,
        archiveNo: row.archive_no,
        missing: missingFields(input),
        card: attempt(() => make(row, input)),
      };
    }
    at = last.id;
  }
}

function attempt<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    return null;
  }
}
