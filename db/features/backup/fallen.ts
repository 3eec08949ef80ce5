/** Whether an archive has lost rows that no act in its log took away: then a backup of it pushes no earlier one out. */
import { z } from 'zod';
import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { deleteMeta, getMeta, setMeta } from '../../connection/meta.ts';
import { read, write, type StoredKind } from '../../domain/stored-json.ts';
import { AppError } from '../../domain/errors.ts';
import type { MutationContext } from '../../work/context.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import * as log from '../../work/log/store.ts';

/**
 * The tables that record, each with the acts that may take rows of it away. Drafts, choices and what was set aside are
 * people's own; indexes and facets are worked out anew; settings and particulars change in place.
 */
const RECORDS: Readonly<Record<string, readonly string[]>> = {
  account: [],
  account_key: [],
  account_role: ['accounts.set_roles', 'accounts.disable', 'accounts.enable'],
  anchor: [],
  audit: [],
  contact: ['customers.edit'],
  customer: [],
  customer_change: [],
  customer_phone: ['customers.edit'],
  department: [],
  filing: [],
  flow_step: [],
  former_name: ['customers.edit'],
  import_entry: [],
  index_term: ['customers.edit'],
  list_item: [],
  person: [],
  property_note: [],
  property_test: [],
  repair: [],
  repair_event: [],
  series: [],
  shelf: ['customers.edit'],
  staff_list: [],
};

/** An act on one record takes no more rows of a table away. */
const MOST_OF_AN_ACT = 50;
/** So much of a table may go without a word. */
const MOST_SHARE = 0.1;

/** What the last backup that counts had, or that somebody said is right: rows of each table up to a row of the log. */
interface Base {
  readonly seq: number;
  readonly tables: Readonly<Record<string, number>>;
  /** What a backup since then had, where that was kept apart; null where it was not. */
  readonly apart: { readonly seq: number; readonly tables: Readonly<Record<string, number>> } | null;
}

const countsSchema = { seq: z.int().min(0), tables: z.record(z.string().max(64), z.int().min(0)) };
const STORED_BASE: StoredKind<Base> = {
  name: 'backup_base',
  version: 1,
  schema: z.strictObject({ ...countsSchema, apart: z.strictObject(countsSchema).nullable() }),
};

type Counts = Pick<Base, 'seq' | 'tables'>;

function readBase(db: ReadableDb): Base | null {
  const text = getMeta(db, 'backup_base');
  const stored = text === undefined ? null : read(STORED_BASE, text);
  return stored?.ok ? stored.value : null;
}

/** The tables that fell by more than a tenth since the last backup that counts, for no reason in the log. */
export function findFallen(db: ReadableDb, { tables }: Pick<Counts, 'tables'>): string[] {
  const base = readBase(db);
  if (!base) return [];
  return Object.entries(RECORDS).flatMap(([table, acts]) => {
    const before = base.tables[table] ?? 0;
    const gone = before - (tables[table] ?? 0);
    if (gone <= before * MOST_SHARE) return [];
    const done = acts.reduce((sum, act) => sum + log.countRowsOf(db, act, base.seq), 0);
    return gone > done * MOST_OF_AN_ACT ? [table] : [];
  });
}

/** Keeps what a backup had of the tables that record: the next one is held against it if nothing had fallen. */
export function keepCounts(db: WritableDb, { seq, tables }: Counts, isApart: boolean): void {
  const before = readBase(db);
  const counts = {
    seq,
    tables: Object.fromEntries(Object.keys(RECORDS).map((table) => [table, tables[table] ?? 0])),
  };
  const base = isApart && before ? { ...before, apart: counts } : { ...counts, apart: null };
  setMeta(db, 'backup_base', write(STORED_BASE, base));
}

/** The tables that had fallen in the last backup; none where that counts. */
export function listFallen(db: ReadableDb): string[] {
  const apart = readBase(db)?.apart;
  return apart ? findFallen(db, apart) : [];
}

/** Says that the archive is right as it is: backups count again from the next one on. Errors: `backup.nothing_fallen`. */
export function acceptFallen(ctx: MutationContext): void {
  ctx.transaction((db) => {
    const apart = readBase(db)?.apart;
    if (!apart) throw new AppError('backup.nothing_fallen');
    recordAudit(db, ctx, { action: 'backup.accept', object: 'archive', after: apart });
    // The next one has nothing to be held against but itself.
    deleteMeta(db, 'backup_base');
    keepCounts(db, apart, false);
    ctx.emit(() => ({ type: 'changed', kind: 'backup' }));
  });
}
