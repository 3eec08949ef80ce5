import { sqlFor, type ReadableDb, type WritableDb } from '../../connection/handles.ts';
import { SIGN_IN } from '../../domain/refused-tries.ts';
import { pageOf } from '../page.ts';
import type { AuditRow } from './chain.ts';

export function auditHash(db: ReadableDb, seq: number): Uint8Array | undefined {
  return db.value('select hash from audit where seq = ?', seq);
}

/** What a row says that it left of its object: its keyed hash, by which version, and the last digest of its history. */
export type LeftBehind = Pick<AuditRow, 'after_hash' | 'hash_version' | 'history'>;

/** Undefined where there is no such row. */
export function findLeftBehind(db: ReadableDb, seq: number): LeftBehind | undefined {
  return db.row('select after_hash, hash_version, history from audit where seq = ?', seq);
}

export function findAuditRow(db: ReadableDb, seq: number): AuditRow | undefined {
  return db.row('select * from audit where seq = ?', seq);
}

/** What the row says in plain words with which the log begins; null for none. */
export function foundingReason(db: ReadableDb): string | null {
  return (
    db.value<string | null>("select reason from audit where seq = 1 and action = 'vault.create'") ?? null
  );
}

/** The newest row's number and hash; undefined in a log without rows. */
export function auditHead(db: ReadableDb): Pick<AuditRow, 'seq' | 'hash'> | undefined {
  return db.row('select seq, hash from audit order by seq desc limit 1');
}

/** True when the log says which signing keys there are: from its first row, or since they were taken over. */
export function namesItsKeys(db: ReadableDb): boolean {
  return (
    db.value('select 1 from audit where seq = 1 and new_key is not null') === 1 ||
    db.value("select 1 from audit where action = 'accounts.certify' limit 1") === 1
  );
}

/** Appends a row. Triggers refuse every later change to it; one planted to swallow rows is not believed. */
export function insertAudit(db: WritableDb, row: AuditRow): void {
  const result = db.execute(
    `insert into audit (seq, at, account_id, role, action, object, secrecy, decision, reason,
       before_hash, after_hash, prev_hash, hash, account_key_id, covers, signature, new_key, hash_version, history,
       rules, subject)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.seq,
    row.at,
    row.account_id,
    row.role,
    row.action,
    row.object,
    row.secrecy,
    row.decision,
    row.reason,
    row.before_hash,
    row.after_hash,
    row.prev_hash,
    row.hash,
    row.account_key_id,
    row.covers,
    row.signature,
    row.new_key,
    row.hash_version,
    row.history,
    row.rules,
    row.subject,
  );
  if (result.changes !== 1) throw new Error('the log took no row');
}

export function countRows(db: ReadableDb): number {
  return db.value<number>('select count(*) from audit') ?? 0;
}

/** The actions that the log knows. */
export function listActions(db: ReadableDb): string[] {
  return db
    .rows<{ action: string }>('select distinct action from audit order by 1')
    .map(({ action }) => action);
}

/** The newest row of an action that was carried out; refusals stand under the same name. */
export function newestRowOf(db: ReadableDb, action: string): { seq: number; at: number } | undefined {
  return db.row(
    `select seq, at from audit where action = ? and decision = 'allow' order by seq desc limit 1`,
    action,
  );
}

/** True when an action was carried out on an object. */
export function hasRowOf(db: ReadableDb, action: string, object: string): boolean {
  return (
    db.value(
      "select 1 from audit where object = ? and action = ? and decision = 'allow' limit 1",
      object,
      action,
    ) === 1
  );
}

/** What the rows of an action that was carried out say in plain words, the oldest first. */
export function listReasonsOf(
  db: ReadableDb,
  action: string,
): Array<{ seq: number; at: number; reason: string | null }> {
  return db.rows(
    `select seq, at, reason from audit where action = ? and decision = 'allow' order by seq`,
    action,
  );
}

/** The newest row about an object that brought it a key. */
export function lastRowWithKey(db: ReadableDb, object: string): AuditRow | undefined {
  return db.row(
    `select * from audit where object = ? and decision = 'allow' and new_key is not null
     order by seq desc limit 1`,
    object,
  );
}

/** The keys that rows about an object brought after a row. */
export function listKeysBrought(db: ReadableDb, object: string, after: number): Uint8Array[] {
  return db
    .rows<{ key: Uint8Array }>(
      `select new_key as key from audit where object = ? and seq > ? and decision = 'allow' and new_key is not null`,
      object,
      after,
    )
    .map(({ key }) => key);
}

/** Rows about an object of one of the actions, carried out after a row and by others, newest first. */
export function listDoneBy(
  db: ReadableDb,
  object: string,
  {
    actions,
    except,
    after = 0,
    before = Number.MAX_SAFE_INTEGER,
    limit,
  }: {
    readonly actions: readonly string[];
    /** An account whose own acts are left out; 0 for none. */
    readonly except: number;
    readonly after?: number;
    readonly before?: number;
    readonly limit: number;
  },
): AuditRow[] {
  return db.rows(
    `select * from audit where object = ? and action in (select value from json_each(?))
     and decision = 'allow' and account_id <> ? and seq > ? and seq < ? order by seq desc limit ?`,
    object,
    JSON.stringify(actions),
    except,
    after,
    before,
    limit,
  );
}

/** The newest row that changed an object, up to a row of the log; undefined for none. */
export function newestRowAbout(
  db: ReadableDb,
  object: string,
  upTo = Number.MAX_SAFE_INTEGER,
): Pick<AuditRow, 'seq' | 'hash'> | undefined {
  return db.row(
    `select seq, hash from audit where object = ? and seq <= ? and decision = 'allow' and after_hash is not null
     order by seq desc limit 1`,
    object,
    upTo,
  );
}

/** The first row by rules of a version or later: versions only grow, so it is found by halves. */
export function firstRowByRules(db: ReadableDb, version: number): { seq: number; at: number } | undefined {
  const isSince = (seq: number) =>
    db.value<number>('select coalesce(rules, 0) >= ? from audit where seq = ?', version, seq) === 1;
  let [before, since] = [0, auditHead(db)?.seq ?? 0];
  if (since === 0 || !isSince(since)) return undefined;
  while (since - before > 1) {
    const middle = Math.floor((before + since) / 2);
    if (isSince(middle)) since = middle;
    else before = middle;
  }
  return db.row('select seq, at from audit where seq = ?', since);
}

/** Rows in order of their number, without loading the whole log. */
export function iterateAudit(db: ReadableDb): IterableIterator<AuditRow> {
  return db.iterate<AuditRow>('select * from audit order by seq');
}

export interface AuditFilter {
  /** Number of the row that the page before ended with. */
  readonly after?: number | null | undefined;
  readonly action?: string | undefined;
  readonly accountId?: number | undefined;
  readonly object?: string | undefined;
  /** Any of these; none: no row at all. */
  readonly objects?: readonly string[] | undefined;
  readonly decision?: 'allow' | 'deny' | undefined;
  /** Milliseconds UTC, inclusive. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly limit: number;
}

/** A page of the rows that match, newest first, with the actor's name. */
export function listAuditRows(db: ReadableDb, { after = null, ...filter }: AuditFilter) {
  let query = sqlFor
    .selectFrom('audit')
    .innerJoin('account_name', 'account_name.account_id', 'audit.account_id')
    .select([
      'audit.seq',
      'audit.at',
      'audit.role',
      'audit.action',
      'audit.object',
      'audit.secrecy',
      'audit.decision',
      'audit.reason',
      'account_name.login',
      'account_name.name',
      'audit.hash',
    ]);
  if (filter.action !== undefined) query = query.where('audit.action', '=', filter.action);
  const { accountId } = filter;
  if (accountId !== undefined) {
    // A refused password is a matter of whose it is, not of who signed in next and wrote it down.
    const own = `account:${accountId}`;
    query = query.where(({ eb, and, or }) =>
      or([
        and([
          eb('audit.account_id', '=', accountId),
          or([eb('audit.action', '!=', SIGN_IN), eb('audit.decision', '=', 'allow')]),
        ]),
        and([
          eb('audit.object', '=', own),
          eb('audit.action', '=', SIGN_IN),
          eb('audit.decision', '=', 'deny'),
        ]),
      ]),
    );
  }
  if (filter.object !== undefined) query = query.where('audit.object', '=', filter.object);
  const { objects } = filter;
  if (objects !== undefined) query = query.where('audit.object', 'in', [...objects]);
  if (filter.decision !== undefined) query = query.where('audit.decision', '=', filter.decision);
  if (filter.from !== undefined) query = query.where('audit.at', '>=', filter.from);
  if (filter.to !== undefined) query = query.where('audit.at', '<=', filter.to);
  const order = {
    columns: ['audit.seq'],
    direction: 'desc',
    placeOf: ({ seq }: { seq: number }) => [seq],
  } as const;
  const page = pageOf(db, query, order, after === null ? null : [after], filter.limit);
  return { rows: page.rows, next: page.next && (page.rows.at(-1)?.seq ?? null) };
}

export type Anchor = {
  readonly kind: string;
  readonly seq: number;
  readonly head: Uint8Array;
  readonly row_count: number;
  readonly at: number;
  readonly account_key_id: number;
  readonly signature: Uint8Array;
  /** Null for those of before they were counted. */
  readonly number: number | null;
  readonly prev: Uint8Array | null;
};

/** The row with which an anchor is made. */
export const ANCHOR = 'audit.anchor';

export function listAnchors(db: ReadableDb): Anchor[] {
  return db.all(sqlFor.selectFrom('anchor').selectAll().orderBy('id'));
}

export function insertAnchor(db: WritableDb, anchor: Anchor): void {
  db.run(sqlFor.insertInto('anchor').values(anchor));
}

/** The newest anchor; undefined before the first. */
export function newestAnchor(db: ReadableDb): Anchor | undefined {
  return db.row('select * from anchor order by id desc limit 1');
}

/** The first anchor of a kind after a row. */
export function anchorAfter(db: ReadableDb, kind: string, seq: number): Anchor | undefined {
  return db.row('select * from anchor where kind = ? and seq > ? order by seq limit 1', kind, seq);
}

/** When the newest daily anchor was made, by the clock of that day; null before the first. */
export function latestDailyAnchor(db: ReadableDb): number | null {
  return db.value<number>("select at from anchor where kind = 'daily' order by id desc limit 1") ?? null;
}

/** What the newest row of an action says in plain words; null for nothing, or where there is none. */
export function newestReasonOf(db: ReadableDb, action: string): string | null {
  return (
    db.value<string | null>(
      `select reason from audit where action = ? and decision = 'allow' order by seq desc limit 1`,
      action,
    ) ?? null
  );
}

/**
 * True when something was done to accounts or keys after a row, by rules of which each such act is anchored. The acts
 * are found in the index, one seek each, whatever they are called and however long the log is.
 */
export function hasAccountActsAfter(db: ReadableDb, seq: number, rules: number): boolean {
  return (
    db.value(
      `with recursive act (name) as (
         select min(action) from audit where action >= 'accounts.'
         union all
         select (select min(action) from audit where action > act.name) from act where act.name < 'accounts/'
       )
       select 1 from (
         select name from act where name < 'accounts/' and name <> 'accounts.acknowledge'
         union all values ('vault.recover'), ('vault.change_password'), ('vault.renew_key')
       )
       where exists (
         select 1 from audit where action = name and seq > ? and decision = 'allow' and rules >= ?
       ) limit 1`,
      seq,
      rules,
    ) === 1
  );
}

/** How many rows there are of an action that was carried out, after a row. */
export function countRowsOf(db: ReadableDb, action: string, after = 0): number {
  return (
    db.value<number>(
      `select count(*) from audit where action = ? and decision = 'allow' and seq > ?`,
      action,
      after,
    ) ?? 0
  );
}

/** The newest row, with its time, and the numbers of the newest rows that begin and end a doubt about the clock. */
export function findClockRows(
  db: ReadableDb,
  { doubt, right }: { readonly doubt: string; readonly right: string },
): { seq: number; at: number; doubt: number | null; right: number | null } | undefined {
  return db.row(
    `select seq, at,
       (select max(seq) from audit where action = ?) as doubt,
       (select max(seq) from audit where action = ?) as right
     from audit order by seq desc limit 1`,
    doubt,
    right,
  );
}

/** In milliseconds UTC. */
export function timeOfRow(db: ReadableDb, seq: number): number | undefined {
  return db.value('select at from audit where seq = ?', seq);
}

/** When the last daily anchor was made between two rows, in milliseconds UTC; before they were counted all were. */
export function timeOfAnchor(db: ReadableDb, after: number, before: number): number | undefined {
  return db.value(
    `select at from audit
     where action = 'audit.anchor' and seq > ? and seq < ? and (reason is null or reason glob '* daily *')
     order by seq desc limit 1`,
    after,
    before,
  );
}

/** Who carried out an action after a row, and when (milliseconds UTC); the oldest first. */
export function listActsSince(
  db: ReadableDb,
  action: string,
  since: number,
): Array<{ accountId: number; at: number }> {
  return db.rows(
    `select account_id as accountId, at from audit
     where action = ? and decision = 'allow' and seq > ? order by seq`,
    action,
    since,
  );
}

/** Whole rows of an action that was carried out, the oldest first. */
export function listWholeRowsOf(db: ReadableDb, action: string): AuditRow[] {
  return db.rows(`select * from audit where action = ? and decision = 'allow' order by seq`, action);
}

/** Rows of an action that was carried out, newest first, with who did it. */
export function listRowsOf(
  db: ReadableDb,
  action: string,
  limit: number,
): Array<{ seq: number; at: number; role: string; reason: string | null; name: string }> {
  return db.rows(
    `select seq, at, role, reason, name from audit join account_name using (account_id)
     where action = ? and decision = 'allow' order by seq desc limit ?`,
    action,
    limit,
  );
}

/** How many acts each person carried out after a row, with the times of the first and the last; most first. */
export function countActsAfter(
  db: ReadableDb,
  after: number,
): Array<{ name: string; acts: number; first: number; last: number }> {
  return db.rows(
    `select name, count(*) as acts, min(at) as first, max(at) as last
     from audit join account_name using (account_id)
     where seq > ? group by account_id order by acts desc, account_id`,
    after,
  );
}

/** A row that closes many, with who wrote it. */
export interface ClosingRow {
  readonly seq: number;
  /** Milliseconds UTC. */
  readonly at: number;
  readonly covers: number;
  readonly name: string;
}

/** Rows of an action that was carried out since a time (milliseconds UTC), newest first. */
export function listClosingRows(db: ReadableDb, action: string, since: number, limit: number): ClosingRow[] {
  return db.rows(
    `select seq, at, covers, name from audit join account_name using (account_id)
     where action = ? and decision = 'allow' and at >= ? order by seq desc limit ?`,
    action,
    since,
    limit,
  );
}

/** One of them. */
export function findClosingRow(db: ReadableDb, action: string, seq: number): ClosingRow | undefined {
  return db.row(
    `select seq, at, covers, name from audit join account_name using (account_id)
     where seq = ? and action = ? and decision = 'allow'`,
    seq,
    action,
  );
}

/** The rows that such a row closes, in their order. */
export function listCoveredRows(
  db: ReadableDb,
  { seq, covers }: Pick<ClosingRow, 'seq' | 'covers'>,
): Array<Pick<AuditRow, 'action' | 'object' | 'history'>> {
  return db.rows(
    'select action, object, history from audit where seq >= ? and seq < ? order by seq',
    seq - covers,
    seq,
  );
}

/** Rows from one number on, in their order. */
export function iterateAuditAfter(db: ReadableDb, after: number): IterableIterator<AuditRow> {
  return db.iterate<AuditRow>('select * from audit where seq > ? order by seq', after);
}

/** Refusals of an act since a time (milliseconds UTC), with what the program said of each; the oldest first. */
export function listDeniedSince(
  db: ReadableDb,
  action: string,
  since: number,
): Array<{ object: string; at: number; reason: string | null }> {
  return db.rows(
    `select object, at, reason from audit where action = ? and decision = 'deny' and at >= ? order by seq`,
    action,
    since,
  );
}
