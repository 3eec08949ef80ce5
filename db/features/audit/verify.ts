import type { ReadableDb } from '../../connection/handles.ts';
import type { ArchiveFacts, QueryContext } from '../../router/context.ts';
import { expectedSchema, readSchema } from '../../migrations/schema.ts';
import { verifySignature } from '../../vault/index.ts';
import { isAnchorSigned, readInside, readOutside } from './anchors.ts';
import { CHAIN_START, hashOfRow, type AuditRow } from './chain.ts';
import * as store from './store.ts';

/** One thing that was looked at; `detail` names the first place where it is wrong. */
export interface Check {
  readonly name: CheckName;
  readonly ok: boolean;
  /** Facts for a sentence in the locales: counts, the number of the first wrong row. */
  readonly detail: Readonly<Record<string, string | number>>;
}

export type CheckName =
  | 'integrity'
  | 'foreign_keys'
  | 'schema'
  | 'audit_sequence'
  | 'audit_chain'
  | 'audit_signatures'
  | 'audit_anchors'
  | 'archive_counts';

export interface Verification {
  readonly ok: boolean;
  readonly checks: readonly Check[];
  /** Number and hash of the newest row, hexadecimal. */
  readonly head: { readonly seq: number; readonly hash: string } | null;
}

/** Progress of a long look: rows done of all. */
type OnProgress = (done: number, total: number) => void;

/**
 * Looks at the whole archive: pages and foreign keys, then every row of the log (gapless numbers, chain, hashes,
 * signatures), the anchors against the rows that they name, and the archives against the log (rules.md D5).
 */
export function verifyArchive(
  { reader, facts }: Pick<QueryContext, 'reader' | 'facts'>,
  onProgress: OnProgress = () => {},
): Verification {
  const checks = [
    ...checkDatabase(reader),
    checkSchema(reader),
    ...checkLog(reader, facts, onProgress),
    checkCounts(reader),
  ];
  const head = store.auditHead(reader);
  return {
    ok: checks.every((check) => check.ok),
    checks,
    head: head ? { seq: head.seq, hash: Buffer.from(head.hash).toString('hex') } : null,
  };
}

function checkDatabase(db: ReadableDb): Check[] {
  const problems = db.rows<{ integrity_check: string }>('pragma integrity_check(5)');
  const intact = problems.length === 1 && problems[0]?.integrity_check === 'ok';
  const orphans = db.rows('pragma foreign_key_check').length;
  return [
    { name: 'integrity', ok: intact, detail: { problems: intact ? 0 : problems.length } },
    { name: 'foreign_keys', ok: orphans === 0, detail: { problems: orphans } },
  ];
}

/** Tables, indexes and triggers are those of the program: none taken away, none planted. */
function checkSchema(db: ReadableDb): Check {
  const found = readSchema(db);
  const wanted = expectedSchema(Number(db.value('pragma user_version')));
  const planted = found.filter((part) => !wanted.includes(part)).length;
  const problems = planted + wanted.filter((part) => !found.includes(part)).length;
  return { name: 'schema', ok: problems === 0, detail: { objects: found.length, problems } };
}

/** Notes the first place where something is wrong and how often it is. */
class Finding {
  count = 0;
  first: number | null = null;
  note(seq: number, times = 1): void {
    if (times < 1) return;
    this.count += times;
    this.first = Math.min(this.first ?? seq, seq);
  }
  check(name: CheckName, rows: number, more: Check['detail'] = {}): Check {
    if (this.first === null) return { name, ok: true, detail: { rows, ...more } };
    return { name, ok: false, detail: { rows, problems: this.count, first: this.first, ...more } };
  }
}

/**
 * Every row is signed with a key of the account that it names: by itself, or by the row that closes its bulk. How
 * many rows that one signs is signed with it, so that none can be slipped in before somebody's next row.
 */
class Signatures {
  readonly #keys: ReadonlyMap<number, store.SigningKey>;
  readonly #finding = new Finding();
  /** Rows in sequence that wait for the one that signs them, all of one key. */
  #waiting = { first: 0, count: 0, key: 0 };

  constructor(keys: ReadonlyMap<number, store.SigningKey>) {
    this.#keys = keys;
  }

  look(row: AuditRow): void {
    const key = this.#keys.get(row.account_key_id);
    if (this.#waiting.key !== row.account_key_id) this.#giveUp();
    if (row.signature === null) {
      if (key?.account_id !== row.account_id) this.#finding.note(row.seq);
      const { first, count } = this.#waiting;
      this.#waiting = { first: count === 0 ? row.seq : first, count: count + 1, key: row.account_key_id };
      return;
    }
    const signed =
      key?.account_id === row.account_id && verifySignature(row.signature, row.hash, key.sign_public);
    if (!signed || this.#waiting.count !== row.covers) this.#giveUp();
    if (!signed || row.covers > this.#waiting.count) this.#finding.note(row.seq);
    this.#waiting.count = 0;
  }

  end(): Finding {
    this.#giveUp();
    return this.#finding;
  }

  #giveUp(): void {
    this.#finding.note(this.#waiting.first, this.#waiting.count);
    this.#waiting.count = 0;
  }
}

function checkLog(db: ReadableDb, facts: ArchiveFacts, onProgress: OnProgress): Check[] {
  const keys = new Map(store.listSigningKeys(db).map((key) => [key.id, key]));
  const total = db.value<number>('select count(*) from audit') ?? 0;
  const outside = readOutside(facts.anchorFile, facts.archiveId);
  const known = [...readInside(db, facts), ...outside.anchors];
  const anchors = Map.groupBy(known, (anchor) => anchor.seq);
  const [sequence, chain, anchored] = [new Finding(), new Finding(), new Finding()];
  const signatures = new Signatures(keys);
  let previous: Pick<AuditRow, 'seq' | 'hash'> = { seq: 0, hash: CHAIN_START };
  let rows = 0;
  for (const row of store.iterateAudit(db)) {
    rows += 1;
    if (row.seq !== previous.seq + 1) sequence.note(previous.seq + 1);
    if (!sameBytes(row.prev_hash, previous.hash) || !sameBytes(row.hash, hashOfRow(row))) chain.note(row.seq);
    signatures.look(row);
    for (const anchor of anchors.get(row.seq) ?? [])
      if (anchor.head !== Buffer.from(row.hash).toString('hex') || !isAnchorSigned(anchor, keys))
        anchored.note(anchor.seq);
    previous = row;
    if (rows % 500 === 0) onProgress(rows, total);
  }
  for (const [seq, list] of anchors) if (seq > previous.seq) for (const _ of list) anchored.note(seq);
  const last = lastRecordedSeq(db);
  if (last > previous.seq) sequence.note(previous.seq + 1);
  onProgress(rows, total);
  return [
    sequence.check('audit_sequence', rows),
    chain.check('audit_chain', rows),
    signatures.end().check('audit_signatures', rows),
    anchored.check('audit_anchors', known.length, {
      outside: outside.anchors.length,
      unreadable: outside.unreadable,
    }),
  ];
}

/** The number that the newest row must have: kept beside the log, so that rows cut off at its end are missed. */
function lastRecordedSeq(db: ReadableDb): number {
  return db.value<number>('select last from serial where scope = ?', store.AUDIT_SERIAL) ?? 0;
}

/** Archives in the file = archives filed by the log (D5: created − destroyed). */
function checkCounts(db: ReadableDb): Check {
  const archives = db.value<number>('select count(*) from customer') ?? 0;
  const filed = db.value<number>("select coalesce(sum(last), 0) from serial where scope like '%-KH·%'") ?? 0;
  return { name: 'archive_counts', ok: archives === filed, detail: { archives, filed } };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
