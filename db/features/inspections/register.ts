import type { QueryContext } from '../../work/context.ts';
import { readOnShelves } from '../customers/service.ts';
import { countOpenOf } from '../repairs/service.ts';
import { findAccountName } from '../accounts/service.ts';
import { namesOf, sheetOf, shownEntry, type ShownEntry } from './entries.ts';
import { requireInspection } from './flow.ts';
import { prepareUnsigned } from './overview.ts';
import { lineOf, type InspectionLine } from './status.ts';
import {
  findEntryAt,
  listEntriesAfter,
  listInspections,
  listRecordRows,
  type EntryRow,
  type InspectionRow,
} from './store.ts';

/** An inspection as 检查台账 lists it. */
export interface RegisterLine extends InspectionLine {
  /** Repairs that it opened, or joined, and that are not done yet today. */
  readonly repairsOpen: number;
}

/** 检查台账: every inspection since the first, the newest half-year first, each before its addenda. */
export async function register(ctx: QueryContext): Promise<RegisterLine[]> {
  await prepareUnsigned(ctx);
  return listInspections(ctx.reader).map((row) => ({
    ...lineOf(ctx, row),
    repairsOpen: countOpenOf(ctx.reader, { kind: 'inspection', id: row.id }),
  }));
}

/** What was noted of one archive since a record was signed. */
export interface ChangedEntry {
  readonly archiveNo: string;
  readonly name: string;
  /** As the record has it; null where it has nothing. */
  readonly before: ShownEntry | null;
  readonly after: ShownEntry;
}

const MOST_CHANGED = 200;

/**
 * What differs from the record that was given back: for the inspectors of the one that was signed last, for reviewers of
 * the one before it. Null where none was given back.
 */
export function changesSince(ctx: QueryContext, id: number): ChangedEntry[] | null {
  const { reader } = ctx;
  const inspection = requireInspection(reader, id);
  const since = givenBackAt(listRecordRows(reader, id), inspection);
  if (since === undefined) return null;
  const entries = listEntriesAfter(reader, id, since, MOST_CHANGED);
  const archives = readOnShelves(
    reader,
    entries.map((entry) => entry.customer_id),
    ctx.clock.today(),
  );
  const byId = new Map(archives.map((archive) => [archive.id, archive]));
  const nameOf = namesOf(reader, findAccountName);
  return entries.flatMap((entry) => {
    const archive = byId.get(entry.customer_id);
    const before = findEntryAt(reader, id, entry.customer_id, since);
    if (!archive || (before && isSame(before, entry))) return [];
    const { archiveNo, name } = archive;
    return [
      {
        archiveNo,
        name,
        before: before ? shownEntry(before, nameOf) : null,
        after: shownEntry(entry, nameOf),
      },
    ];
  });
}

const givenBackAt = (records: readonly number[], { state }: InspectionRow): number | undefined =>
  records.at(state === 'running' ? -1 : -2);

const isSame = (one: EntryRow, other: EntryRow): boolean =>
  JSON.stringify(sheetOf(one)) === JSON.stringify(sheetOf(other));
