import type { ReadableDb } from '../../connection/handles.ts';
import { SECRECY_CLASSES, type Secrecy } from '../../domain/roles.ts';
import type { Guarded } from '../../work/guarded.ts';

/** A customer that a row of a file may be, with what access to it depends on. */
export interface CandidateRow extends Guarded {
  readonly id: number;
  readonly archiveNo: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly province: string | null;
  readonly city: string | null;
  /** 0 or 1. */
  readonly hasPhones: number;
}

const COLUMNS = `c.id, c.archive_no as archiveNo, c.name, c.uscc, c.province, c.city, c.secrecy, c.secrecy_until as secrecyUntil,
  c.responsible_id as responsibleId, c.keeper_id as keeperId,
  exists (select 1 from customer_phone q where q.customer_id = c.id) as hasPhones`;

/** What is no more, no row of a file is. */
const LIVING = "c.standing = 'living'";

/** More customers than this with one key are no answer to "is it this one". */
const MOST = 20;

export function listByCode(db: ReadableDb, code: string): CandidateRow[] {
  return db.rows(
    `select ${COLUMNS} from customer c where c.uscc = ? and ${LIVING} order by c.id limit ${MOST}`,
    code,
  );
}

export function listByNameKey(db: ReadableDb, key: string): CandidateRow[] {
  return db.rows(
    `select ${COLUMNS} from customer c where c.name_key = ? and ${LIVING} order by c.id limit ${MOST}`,
    key,
  );
}

/** Those whose key begins so, as far as anybody would read on. */
export function listByNameStart(db: ReadableDb, start: string): CandidateRow[] {
  return db.rows(
    `select ${COLUMNS} from customer c where c.name_key >= ? and c.name_key < ? and ${LIVING} order by c.name_key limit ${MOST}`,
    start,
    `${start}\u{10ffff}`,
  );
}

export function listById(db: ReadableDb, id: number): CandidateRow[] {
  return db.rows(`select ${COLUMNS} from customer c where c.id = ? and ${LIVING}`, id);
}

/** Every name that a customer had before. */
export function listFormerNames(db: ReadableDb): Array<{ readonly id: number; readonly name: string }> {
  return db.rows('select customer_id as id, name from former_name');
}

export function listByPhone(db: ReadableDb, digits: string): CandidateRow[] {
  return db.rows(
    `select distinct ${COLUMNS} from customer_phone p join customer c on c.id = p.customer_id
     where p.digits = ? and ${LIVING} order by c.id limit ${MOST}`,
    digits,
  );
}

/** True when there is a customer of a class that is not among `classes`. */
export function hasClassOutside(db: ReadableDb, classes: readonly Secrecy[]): boolean {
  return SECRECY_CLASSES.some(
    (secrecy) =>
      !classes.includes(secrecy) &&
      db.value<number>('select 1 from customer where secrecy = ? limit 1', secrecy) === 1,
  );
}

/** When the first archive was filed here, in milliseconds UTC; undefined while there is none. */
export function firstFiledAt(db: ReadableDb): number | undefined {
  return db.value('select created_at from customer order by id limit 1');
}

/** Highest id in use, 0 in an empty archive. */
export function lastCustomerId(db: ReadableDb): number {
  return db.value<number>('select coalesce(max(id), 0) from customer') ?? 0;
}
