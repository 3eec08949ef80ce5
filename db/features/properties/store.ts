import type { Selectable } from 'kysely';
import { sqlFor, type ReadableDb } from '../../connection/handles.ts';
import type { TestScope } from '../../domain/properties.ts';
import type { Schema } from '../../schema.ts';
import { pageOf, type Order, type Page } from '../../work/page.ts';

export type TestRow = Selectable<Schema['property_test']>;
export type NoteRow = Selectable<Schema['property_note']>;

/** The number that the next test, or list of staff, will have. */
export function nextId(db: ReadableDb, of: 'test' | 'staff'): number {
  const sql =
    of === 'test'
      ? 'select coalesce(max(id), 0) + 1 from property_test'
      : 'select coalesce(max(id), 0) + 1 from staff_list';
  return db.value<number>(sql) ?? 1;
}

export function findTest(db: ReadableDb, id: number): TestRow | undefined {
  return db.row('select * from property_test where id = ?', id);
}

/** The newest test of all that looked at a row of the log, and all before it; undefined for none. */
export function findLast(db: ReadableDb, seq: number): TestRow | undefined {
  return db.row(
    `select * from property_test where scope = 'all' and json_extract(result, '$.value.head.seq') >= ?
     order by id desc limit 1`,
    seq,
  );
}

/** The rows of the log with which tests of all were kept. */
export function listWholeTests(db: ReadableDb): number[] {
  return db
    .rows<{ seq: number }>("select seq from property_test where scope = 'all' order by id")
    .map(({ seq }) => seq);
}

const NEWEST: Order<TestRow> = { columns: ['id'], direction: 'desc', placeOf: ({ id }) => [id] };

/** Newest first. */
export function listTests(
  db: ReadableDb,
  {
    scopes,
    after,
    limit,
  }: { readonly scopes: readonly TestScope[]; readonly after: number | null; readonly limit: number },
): Page<TestRow> {
  const query = sqlFor.selectFrom('property_test').selectAll().where('scope', 'in', scopes);
  return pageOf(db, query, NEWEST, after === null ? null : [after], limit);
}

/** The notes of a test with who wrote them, the oldest first. */
export function listNotes(db: ReadableDb, testId: number): Array<NoteRow & { readonly by: string }> {
  return db.rows(
    `select property_note.*, account_name.name as by from property_note join account_name using (account_id)
     where test_id = ? order by property_note.id`,
    testId,
  );
}

export function lastStaff(db: ReadableDb): { on_day: string; names: string } | undefined {
  return db.row('select on_day, names from staff_list order by id desc limit 1');
}

/** The last archive that was tested when it was filed; null before the first. */
export function lastTested(db: ReadableDb): number | null {
  return db.value<number | null>('select max(last_customer_id) from property_test') ?? null;
}

/** The row of the log up to which backups were taken over as tests; 0 before the first. */
export function lastBackupTest(db: ReadableDb): TestRow | undefined {
  return db.row("select * from property_test where scope = 'backup' order by id desc limit 1");
}
