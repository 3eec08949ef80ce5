import type { ReadableDb } from '../../connection/handles.ts';
import type { CustomerInput } from '../../domain/customer.ts';
import { toInput } from './record.ts';
import * as store from './store.ts';

/** What an archive has besides what a person enters. */
export interface Filed {
  readonly archiveNo: string;
  readonly filedOn: string;
  readonly keeperId: number | null;
  readonly version: number;
  /** Oldest first. */
  readonly history: readonly store.HistoryRow[];
}

/**
 * The whole of an archive as the log hashes it: the same for an input and for what is read back of it. People go
 * without their numbers, which the database gives, and lists that have no order stand in one.
 */
export function contentOf(input: CustomerInput, { archiveNo, filedOn, keeperId, version, history }: Filed) {
  return {
    ...input,
    phones: [...input.phones].sort(),
    formerNames: asSet(input.formerNames),
    indexTerms: asSet(input.indexTerms),
    contacts: input.contacts.map(({ name, position, mobile, phone, note }) => ({
      name,
      position,
      mobile,
      phone,
      note,
    })),
    archiveNo,
    filedOn,
    keeperId,
    version,
    history,
  };
}

function asSet(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

/** What stands of one archive besides its input. */
export function filedOf(row: store.CustomerRow, history: readonly store.HistoryRow[]): Filed {
  const { archive_no: archiveNo, filed_on: filedOn, keeper_id: keeperId, version } = row;
  return { archiveNo, filedOn, keeperId, version, history };
}

/** Archives read together; more at once gain nothing. */
const BATCH = 500;

/** Every archive with its content, in the order of their ids, a few hundred in memory at a time. */
export function* iterateRecords(db: ReadableDb): Generator<{ id: number; content: unknown }> {
  for (let after = 0; ;) {
    const rows = store.listRowsAfter(db, after, BATCH);
    const [first, last] = [rows[0], rows.at(-1)];
    if (!first || !last) return;
    const parts = store.readPartsBetween(db, first.id, last.id);
    for (const row of rows) {
      const { history, ...own } = parts(row.id);
      yield { id: row.id, content: contentOf(toInput(row, own), filedOf(row, history)) };
    }
    after = last.id;
  }
}
