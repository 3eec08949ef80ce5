import { randomBytes } from 'node:crypto';
import type { ReadableDb, WritableDb } from '../connection/handles.ts';
import { canonicalJson } from '../domain/canonical.ts';
import { digestOf, sameBytes } from './digest.ts';

/** What changed in one field: text as it is, the rest as canonical JSON. */
export interface ChangedField {
  readonly field: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

/** One line of a record's history; `at` in milliseconds UTC. */
export interface Change extends ChangedField {
  /** The record's version from this change on. */
  readonly version: number;
  readonly at: number;
  readonly accountId: number;
  /** A choice of the act, or what was written before there were choices. */
  readonly reason: string | null;
  /** What was added to the choice. */
  readonly reasonText: string | null;
}

/** What binds a line to those before it; all null in rows from before history was chained. */
export interface Seal {
  /** 16 bytes; null once the content was destroyed by law. */
  readonly salt: Uint8Array | null;
  /** SHA-256 of the salt and what the line says, so that what it says can be destroyed and the chain still holds. */
  readonly contentHash: Uint8Array | null;
  /** SHA-256 over the digest before, the line's own data and `contentHash`. */
  readonly digest: Uint8Array | null;
}

export type SealedChange = Change & Seal;

const SALT_BYTES = 16;

/** The table of history of one kind of record, each kind has its own. The rows only grow. */
export interface HistoryTable {
  /** As the log names the record: `customer`. */
  readonly kind: string;
  insert(db: WritableDb, recordId: number, change: SealedChange): void;
  /** The digest of the newest line; undefined without lines, null for one from before history was chained. */
  lastDigest(db: ReadableDb, recordId: number): Uint8Array | null | undefined;
  /** Oldest first. */
  list(db: ReadableDb, recordId: number): SealedChange[];
}

/** The statements for a table of history whose column `record` names the record. */
export function historyTable(kind: string, table: string, record: string): HistoryTable {
  return {
    kind,
    insert(db, recordId, change) {
      db.execute(
        `insert into ${table} (${record}, version, at, account_id, field, old_value, new_value, reason,
           reason_text, salt, content_hash, digest)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        recordId,
        change.version,
        change.at,
        change.accountId,
        change.field,
        change.oldValue,
        change.newValue,
        change.reason,
        change.reasonText,
        change.salt,
        change.contentHash,
        change.digest,
      );
    },
    lastDigest: (db, recordId) =>
      db.value(`select digest from ${table} where ${record} = ? order by id desc limit 1`, recordId),
    list: (db, recordId) =>
      db.rows(`select ${HISTORY_COLUMNS} from ${table} where ${record} = ? order by id`, recordId),
  };
}

/** The columns of a table of history as `SealedChange`. */
export const HISTORY_COLUMNS = `version, at, account_id as accountId, field, old_value as oldValue,
  new_value as newValue, reason, reason_text as reasonText, salt, content_hash as contentHash, digest`;

/** What a history begins with: nothing of another record fits under it. */
function startOf(kind: string, recordId: number): Uint8Array {
  return digestOf([`${kind}:${recordId}`]);
}

/**
 * Writes lines under those that are there and returns the last digest, for the row of the log. It costs the same
 * however long the history is; only the first time after lines from before the chain are those read.
 */
export function appendHistory(
  db: WritableDb,
  table: HistoryTable,
  recordId: number,
  changes: readonly Change[],
  { isNew = false }: { readonly isNew?: boolean } = {},
): Uint8Array {
  const last = isNew ? undefined : table.lastDigest(db, recordId);
  let digest = startOf(table.kind, recordId);
  if (last) digest = last;
  else if (last === null) digest = sealOfUnchained(digest, table.list(db, recordId));
  for (const change of changes) {
    const sealed = seal(digest, change);
    table.insert(db, recordId, sealed);
    digest = sealed.digest;
  }
  return digest;
}

/** One digest over all the lines from before the chain. */
function sealOfUnchained(start: Uint8Array, lines: readonly Change[]): Uint8Array {
  return digestOf([start, canonicalJson(lines.map(plainChange))]);
}

/** A line as hashes cover it; those of lines without a text stay what they were before there was one. */
export type PlainChange = Omit<Change, 'reasonText'> & { readonly reasonText?: string };

/** The line without what binds it. */
export function plainChange(line: Change): PlainChange {
  const { version, at, accountId, field, oldValue, newValue, reason, reasonText } = line;
  const plain = { version, at, accountId, field, oldValue, newValue, reason };
  return reasonText === null ? plain : { ...plain, reasonText };
}

/** Lines for which salts are drawn at once: a draw of its own takes longer than all else of a seal. */
const SALTS_DRAWN = 256;
let salts: Uint8Array = new Uint8Array(0);

/** Each part of what is drawn is given away once. */
function takeSalt(): Uint8Array {
  if (salts.length === 0) salts = randomBytes(SALT_BYTES * SALTS_DRAWN);
  const salt = salts.subarray(0, SALT_BYTES);
  salts = salts.subarray(SALT_BYTES);
  return salt;
}

function seal(before: Uint8Array, change: Change): Change & { [Part in keyof Seal]: Uint8Array } {
  const salt = takeSalt();
  const contentHash = contentHashOf(salt, change);
  return { ...change, salt, contentHash, digest: digestOfLine(before, change, contentHash) };
}

/** A text is one field more where there is one, so that lines from before keep their hash. */
function contentHashOf(salt: Uint8Array, { oldValue, newValue, reason, reasonText }: Change): Uint8Array {
  const fields = [salt, oldValue, newValue, reason];
  return digestOf(reasonText === null ? fields : [...fields, reasonText]);
}

function digestOfLine(before: Uint8Array, line: Change, contentHash: Uint8Array): Uint8Array {
  return digestOf([before, line.version, line.at, line.accountId, line.field, contentHash]);
}

/** What a look at one record's history finds. */
export interface HistoryCheck {
  /** Every line says what it said when it was written, and none is missing between two, or was slipped in. */
  readonly intact: boolean;
  /** The last digest; null while no line is chained. */
  readonly head: Uint8Array | null;
  /** Lines from before the chain, which the first digest covers or, as long as there is none, the log alone. */
  readonly unchained: readonly Change[];
  /** Lines of which the content was destroyed. */
  readonly erased: number;
}

/** Goes through the lines of one record, oldest first. */
export function checkHistory(kind: string, recordId: number, lines: readonly SealedChange[]): HistoryCheck {
  const firstChained = lines.findIndex(({ digest }) => digest !== null);
  const unchained = firstChained < 0 ? lines : lines.slice(0, firstChained);
  let head = startOf(kind, recordId);
  if (unchained.length > 0) head = sealOfUnchained(head, unchained);
  let intact = true;
  let erased = 0;
  for (const line of lines.slice(unchained.length)) {
    const { salt, contentHash, digest } = line;
    if (!contentHash || !digest) return { intact: false, head, unchained, erased };
    if (salt === null) erased += 1;
    else intact &&= sameBytes(contentHash, contentHashOf(salt, line));
    intact &&= sameBytes(digest, digestOfLine(head, line, contentHash));
    head = digest;
  }
  return { intact, head: firstChained < 0 ? null : head, unchained, erased };
}
