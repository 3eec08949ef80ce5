import type { Selectable } from 'kysely';
import { sqlFor, type ReadableDb } from '../../connection/handles.ts';
import type { Schema } from '../../schema.ts';
import type { Ledger } from '../../work/ledger.ts';
import { pageOf, type Page } from '../../work/page.ts';

/** 导入记录: what each import did, and that it was taken back. */
export const IMPORTS: Ledger = {
  table: 'import_entry',
  object: 'import',
  owner: 'import_id',
  columns: [
    'what',
    'file_name',
    'sheets',
    'total',
    'added',
    'updated',
    'skipped',
    'merged',
    'refused',
    'warned',
    'content',
  ],
  acts: ['import.apply', 'import.undo'],
};

type EntryRow = Selectable<Schema['import_entry']>;
export type ImportRow = Omit<EntryRow, 'content' | 'digest'> & {
  readonly personId: number;
  readonly by: string;
};

/** The number of the next import. */
export function nextImport(db: ReadableDb): number {
  return (db.value<number | null>('select max(import_id) from import_entry') ?? 0) + 1;
}

const shown = () =>
  sqlFor
    .selectFrom('import_entry')
    .innerJoin('account_name', 'account_name.account_id', 'import_entry.account_id')
    .select([
      'import_entry.id',
      'import_id',
      'what',
      'file_name',
      'sheets',
      'total',
      'added',
      'updated',
      'skipped',
      'merged',
      'refused',
      'warned',
      'at',
      'import_entry.account_id',
      'seq',
      'person_id as personId',
      'account_name.name as by',
    ]);

const NEWEST_FIRST = {
  columns: ['import_id'],
  direction: 'desc',
  placeOf: ({ import_id }: ImportRow) => [import_id],
} as const;

export function listImports(db: ReadableDb, after: number | null, limit: number): Page<ImportRow> {
  const query = shown().where('what', '=', 'apply');
  return pageOf(db, query, NEWEST_FIRST, after === null ? null : [after], limit);
}

export function findImport(db: ReadableDb, id: number, what: 'apply' | 'undo'): ImportRow | undefined {
  return db.get(shown().where('import_id', '=', id).where('what', '=', what));
}

/** Those of some imports that were taken back. */
export function listUndone(db: ReadableDb, ids: readonly number[]): ImportRow[] {
  return ids.length === 0 ? [] : db.all(shown().where('what', '=', 'undo').where('import_id', 'in', ids));
}

export function readContent(db: ReadableDb, id: number): Uint8Array | undefined {
  return (
    db.value<Uint8Array | null>(
      "select content from import_entry where import_id = ? and what = 'apply'",
      id,
    ) ?? undefined
  );
}
