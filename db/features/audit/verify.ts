import type { ReadableDb } from '../../connection/handles.ts';
import { expectedSchema, readSchema } from '../../migrations/schema.ts';
import type { MutationContext } from '../../work/context.ts';
import type { LongRead, ReadContext } from '../../work/long-reads.ts';
import { countCustomers, countFiled, iterateRecords } from '../customers/service.ts';
import { checkIndex } from '../search/service.ts';
import { sameBytes } from '../../work/digest.ts';
import { checkHistory, plainChange, type HistoryCheck } from '../../work/history.ts';
import { HASH_VERSION } from '../../work/log/keyed-hash.ts';
import type { StoredRecord } from '../../work/records.ts';
import { checkAccounts } from './accounts-check.ts';
import { readOutside } from './anchor-files.ts';
import { Finding, type Check, type Note } from './finding.ts';
import { checkFlows, LoggedFlows } from './flow-check.ts';
import { certification } from './certification.ts';
import { checkLedgers, LoggedLedgers } from './ledgers-check.ts';
import { checkLog, peopleOf } from './log-check.ts';
import { headOf, type Head } from './log-since.ts';
import { LoggedParticulars } from './logged-particulars.ts';
import { LoggedRecords } from './logged-records.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import { listSeries } from '../../work/numbers.ts';
import { checkNumbers } from './numbers-check.ts';
import { checkParticulars } from './particulars-check.ts';
import { checkShelves } from './shelves-check.ts';
import { Standings } from './standings.ts';
import * as store from '../../work/log/store.ts';

export type { Check, CheckName } from './finding.ts';

export interface Verification {
  readonly ok: boolean;
  readonly checks: readonly Check[];
  /** The newest row. */
  readonly head: Head | null;
}

type Looked = Pick<ReadContext, 'reader' | 'facts' | 'hash' | 'clock' | 'registries'>;

/** Rows or archives between two words of progress. */
const STEP = 500;

/** Looks at everything, away from the vault's thread, and then logs that somebody did. */
export async function verify(ctx: MutationContext): Promise<Verification> {
  const result = await ctx.readLong(verification, null);
  ctx.transaction((db) =>
    recordAudit(db, ctx, {
      action: 'audit.verify',
      object: 'archive',
      after: { ok: result.ok, head: result.head },
    }),
  );
  return result;
}

export const verification: LongRead<null, Verification> = {
  name: 'audit.verify',
  run: (ctx) => verifyVault(ctx, ctx.progress),
};

/**
 * Looks at the whole vault: pages and foreign keys; every row of the log (gapless numbers, chain, hashes,
 * signatures, and by whom each key came in); the anchors against the rows that they name; accounts, archives and
 * their number against the log; what is decided in steps, and each step; the index against the archives (rules.md D5).
 * `onProgress` hears of rows and archives done of all. Whoever looks at archives for more reads `stored` with it, once.
 */
export function verifyVault(
  ctx: Looked,
  onProgress: (done: number, total: number) => void = () => {},
  stored: Iterable<StoredRecord> = iterateRecords(ctx.reader),
): Verification {
  const { reader, facts } = ctx;
  // Before the first look into the file: what stands outside was in the file when it was written there.
  const outside = readOutside(facts.anchorFile, facts.archiveId);
  const [people, sheets] = [peopleOf(reader), certification(reader, facts)];
  const standings = new Standings({
    personOf: (account) => people.get(account),
    isCertified: sheets.isActCertified,
  });
  const records = new LoggedRecords(reader);
  const checked = ctx.registries.subjects.flatMap(({ flow }) => flow ?? []);
  const flows = new LoggedFlows(reader, checked);
  const ledgers = new LoggedLedgers(ctx.registries.subjects.flatMap(({ ledgers: own = [] }) => own));
  const particulars = new LoggedParticulars();
  const rows = store.countRows(reader);
  const archives = countFiled(reader);
  // Each archive is looked at as a record and in the index.
  const total = rows + archives * 2;
  const report = (done: number) => {
    if (done % STEP === 0 || done === total) onProgress(done, total);
  };
  report(0);
  const checks = [
    ...checkDatabase(reader),
    checkSchema(reader),
    ...checkLog(ctx, outside, { standings, records, flows, ledgers, particulars }, sheets, report),
    checkAccounts(ctx, standings, particulars),
    checkParticulars(ctx, particulars),
    ...checkRecords(ctx, stored, { standings, logged: records, particulars }, (done) => report(rows + done)),
    checkFlows(ctx, checked, flows),
    checkLedgers(reader, ledgers),
    checkSearch(ctx, archives, { records, particulars }, (done) => report(rows + archives + done)),
  ];
  return {
    ok: checks.every((check) => check.ok),
    checks,
    head: headOf(reader),
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

/** Each archive as the last row that changed it says, with its history; and as many as the log filed. */
function checkRecords(
  { reader, hash, facts }: Looked,
  stored: Iterable<StoredRecord>,
  {
    standings: { since },
    logged,
    particulars,
  }: { standings: Standings; logged: LoggedRecords; particulars: LoggedParticulars },
  onRecord: (done: number) => void,
): Check[] {
  const [wrong, unlogged, history, derived] = [new Finding(), new Finding(), new Finding(), new Finding()];
  // Before the first of them an older program's clocks were read twice.
  const exactFrom = particulars.since > 0 ? particulars.exactFrom : Infinity;
  const count = { archives: 0, seeded: 0, older: 0, compared: 0, changes: 0 };
  for (const record of stored) {
    const { id } = record;
    count.archives += 1;
    count.changes += record.history.length;
    const lines = checkHistory('customer', id, record.history);
    // No act destroys the content of history yet: where it is gone, nobody may have done that.
    if (!lines.intact || lines.erased > 0) history.note(id);
    const last = logged.lastRow(id);
    const seeded = facts.trial && logged.isSeeded(id);
    if (seeded) count.seeded += 1;
    if (last === 0) {
      if (!seeded) unlogged.note(id);
    } else if (since === null || last < since) count.older += 1;
    else {
      count.compared += 1;
      const said = store.findLeftBehind(reader, last);
      if (!said || !isAsSaid(record, lines, said, hash)) wrong.note(id);
      else if (!record.isDerivedRight(exactFrom)) derived.note(id);
      if (!sameBytes(said?.history ?? NO_HISTORY, lines.head ?? NO_HISTORY)) history.note(id);
    }
    onRecord(count.archives);
  }
  wrong.note(logged.broken.first ?? 0, logged.broken.count);
  const series = listSeries(reader, 'archive');
  const serials = series.reduce((sum, { last }) => sum + last, 0);
  const filed = logged.filed + Math.max(count.seeded, facts.trial ? logged.seeded : 0);
  const { seeded, older, compared, changes } = count;
  const { takenBack, joined } = logged;
  // Whatever became of an archive, its number was given; and those that there are were filed and are not gone.
  const archives = count.archives - takenBack - joined;
  const counted =
    count.archives === serials &&
    archives === filed - takenBack - joined &&
    archives === countCustomers(reader) &&
    unlogged.first === null;
  return [
    wrong.check('records', compared, { seeded, older }, noteOn(count)),
    history.check('history', changes),
    derived.check('derived', compared),
    { name: 'archive_counts', ok: counted, detail: { archives, filed, takenBack, joined, serials, seeded } },
    checkNumbers(reader, facts, series),
    checkShelves(reader),
  ];
}

const NO_HISTORY = new Uint8Array(0);

/** True when a record is what the log's last row of it hashed, by the version of that time. */
function isAsSaid(
  { content }: StoredRecord,
  { unchained }: HistoryCheck,
  { after_hash, hash_version }: store.LeftBehind,
  hash: Looked['hash'],
): boolean {
  if (!after_hash || (hash_version !== 1 && hash_version !== HASH_VERSION)) return false;
  const value = content(hash_version, unchained.map(plainChange));
  return value !== undefined && sameBytes(after_hash, hash(value, hash_version));
}

function noteOn({ seeded, older }: { seeded: number; older: number }): Note | undefined {
  if (older > 0) return 'older';
  return seeded > 0 ? 'seeded' : undefined;
}

/**
 * So many entries of the index are made anew and compared, at 0.7 ms each: all that a department has. Of more a share is
 * drawn at each look.
 */
const COMPARED = 20_000;

/**
 * Every archive is in the index, with the class and the people that its record has; and, of as many as are compared,
 * the values and the texts. What an older program wrote there it may have made otherwise.
 */
function checkSearch(
  ctx: Looked,
  archives: number,
  { records, particulars }: { records: LoggedRecords; particulars: LoggedParticulars },
  onRecord: (done: number) => void,
): Check {
  const { founded, since } = particulars;
  const share = COMPARED / archives;
  let seen = 0;
  const isCompared = (id: number) => {
    seen += 1;
    onRecord(seen);
    return Math.random() < share && (founded || records.lastRow(id) > since);
  };
  const { problems, first } = checkIndex(ctx, isCompared);
  const wrong = new Finding();
  wrong.note(first, problems);
  return wrong.check('search_index', archives);
}
