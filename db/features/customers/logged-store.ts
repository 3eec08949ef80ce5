/** Archives named by their ids, as the log has them, and by the digest of their history that a row of it left. */
import type { ReadableDb } from '../../connection/handles.ts';
import type { ChangedField } from '../../work/history.ts';
import type { Condition } from '../../work/page.ts';

/** What an archive is called; its name is null where `named` is not true of it. */
export interface LoggedArchive {
  readonly id: number;
  readonly archiveNo: string;
  readonly name: string | null;
}

/** What archives are called of which a condition is true. */
export function listNamed(
  db: ReadableDb,
  ids: readonly number[],
  { sql, values }: Condition,
): Array<{ id: number; archiveNo: string; name: string }> {
  return db.rows(
    `select id, archive_no as archiveNo, name from customer
     where id in (select value from json_each(?)) and ${sql}`,
    JSON.stringify(ids),
    ...values,
  );
}

export function listLogged(
  db: ReadableDb,
  ids: readonly number[],
  { sql, values }: Condition,
): LoggedArchive[] {
  return db.rows(
    `select id, archive_no as archiveNo, iif(${sql}, name, null) as name from customer
     where id in (select value from json_each(?))`,
    ...values,
    JSON.stringify(ids),
  );
}

/** Archives of which a condition is true and whose name has a text in it, in the order of ids. */
export function listIdsByNamePart(
  db: ReadableDb,
  part: string,
  { sql, values }: Condition,
  limit: number,
): number[] {
  return db
    .rows<{ id: number }>(
      `select id from customer where instr(name, ?) > 0 and ${sql} order by id limit ?`,
      part,
      ...values,
      limit,
    )
    .map(({ id }) => id);
}

/** The lines of one save, found by the digest with which it ended; none where no line has it. */
export function listChangesOfSave(db: ReadableDb, customerId: number, digest: Uint8Array): ChangedField[] {
  return db.rows(
    `select field, old_value as oldValue, new_value as newValue from customer_change
     where customer_id = ? and version =
       (select version from customer_change where customer_id = ? and digest = ?)
     order by id`,
    customerId,
    customerId,
    Buffer.from(digest),
  );
}
