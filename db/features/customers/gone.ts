/** Archives that are no more, for whoever comes upon one of them. */
import type { ReadableDb } from '../../connection/handles.ts';
import type { Standing } from '../../domain/standing.ts';
import { listStands } from './standing-store.ts';
import { findCustomerRow, type CustomerRow } from './store.ts';

/** An archive that is no more, and the 档号 of the one that it was joined into. */
export interface Gone {
  readonly archiveNo: string;
  readonly standing: Standing;
  readonly into: string | null;
}

/** Undefined for an archive that there is, and for one that never was. */
export function findGone(db: ReadableDb, id: number): Gone | undefined {
  const row = findCustomerRow(db, id);
  if (!row || row.standing === 'living') return undefined;
  return { archiveNo: row.archive_no, standing: row.standing, into: endOf(db, row)?.archive_no ?? null };
}

/** The archive that another was joined into, which may itself have been joined into one since; undefined for none. */
export function endOf(db: ReadableDb, { joined_into: into }: CustomerRow): CustomerRow | undefined {
  let row = into === null ? undefined : findCustomerRow(db, into);
  while (row && row.joined_into !== null) row = findCustomerRow(db, row.joined_into);
  return row;
}

/** An archive as it is stored, for an act on all of an import: who may was asked of the import. */
export function requireFiled(db: ReadableDb, id: number): CustomerRow {
  const row = findCustomerRow(db, id);
  if (!row) throw new Error('no such archive');
  return row;
}

export function standingsOf(db: ReadableDb, ids: readonly number[]): ReadonlyMap<number, Standing> {
  return new Map(listStands(db, ids).map(({ id, standing }) => [id, standing]));
}
