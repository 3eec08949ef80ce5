/** The cards of archives one after the other, for a look at all of them: nothing of it is logged, and nobody sees one. */
import type { ReadableDb } from '../../connection/handles.ts';
import { missingFields } from '../../domain/customer.ts';
import type { Day } from '../../domain/dates.ts';
import type { PrintDocumentInput } from '../../domain/document/model.ts';
import type { FrameFacts } from '../../work/subject.ts';
import { cardMaker } from './card.ts';
import type { StoredRecord } from '../../work/records.ts';
import { asRecord } from './fingerprint.ts';
import { iterateWhole, type WholeArchive } from './whole.ts';

export interface CardOfArchive {
  readonly id: number;
  readonly archiveNo: string;
  /** Required fields that are empty (rules.md A1). */
  readonly missing: readonly string[];
  /** As it goes to be laid out; null where it cannot be made. */
  readonly card: PrintDocumentInput | null;
}

/** The archives after one, without those that are no more, up to another, each with its card. */
export function* iterateCards(
  db: ReadableDb,
  range: { readonly after: number; readonly upTo: number },
  today: Day,
  frame: FrameFacts,
): Generator<CardOfArchive> {
  const make = cardMaker(db, today, frame);
  for (const archive of iterateWhole(db, range)) if (isLiving(archive)) yield cardOf(archive, make);
}

/** Every archive as the look at everything compares it, read once for that and for its card, which `onCard` is handed. */
export function* iterateRecordsWithCards(
  db: ReadableDb,
  today: Day,
  frame: FrameFacts,
  onCard: (card: CardOfArchive) => void,
): Generator<StoredRecord> {
  const make = cardMaker(db, today, frame);
  for (const archive of iterateWhole(db)) {
    if (isLiving(archive)) onCard(cardOf(archive, make));
    yield asRecord(archive);
  }
}

const isLiving = ({ row }: WholeArchive): boolean => row.standing === 'living';

function cardOf({ row, input }: WholeArchive, make: ReturnType<typeof cardMaker>): CardOfArchive {
  return {
    id: row.id,
    archiveNo: row.archive_no,
    missing: missingFields(input),
    card: attempt(() => make(row, input)),
  };
}

function attempt<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    return null;
  }
}
