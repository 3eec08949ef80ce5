/** The look at a copy with its own files alone, for a backup that was just made and one that is to be restored. */
import type { ReadableDb } from '../../connection/handles.ts';
import { getMeta } from '../../connection/meta.ts';
import { AppError } from '../../domain/errors.ts';
import { KNOWN_VERSION } from '../../migrations/index.ts';
import type { LongRead, ReadContext } from '../../work/long-reads.ts';
import { listSigningKeys } from '../accounts/service.ts';
import { countCustomers } from '../customers/service.ts';
import { checkLogSince, headOf, verifyVault, type Head } from '../audit/service.ts';
import * as log from '../../work/log/store.ts';
import type { ManifestBody, Series } from './manifest.ts';
import { seriesOf } from './series.ts';

export interface CheckInput {
  /** The whole look of `verify`; otherwise the log alone, after a row that was looked at before. */
  readonly full: boolean;
  readonly since: Head | null;
}

/** What stands in a copy. */
export interface Looked {
  readonly head: Head;
  readonly rows: number;
  readonly tables: Readonly<Record<string, number>>;
  /** Those that there are: not what was taken back, or joined into another. */
  readonly archives: number;
  readonly keysSeq: number;
  readonly schema: number;
  readonly company: string;
  /** Public signing keys, hexadecimal, by their ids. */
  readonly signers: Readonly<Record<number, string>>;
  readonly series: Series;
  /** The newest anchor inside it. */
  readonly anchor: Anchored | null;
  readonly recoverySet: number;
  /** Checks of the log, and of everything in a full look, that did not hold. */
  readonly failed: readonly string[];
}

/** Its errors: `vault.damaged` for a page or a tree that is not whole, `vault.newer_version`. Progress in bytes. */
export const checking: LongRead<CheckInput, Looked> = {
  name: 'backup.check',
  run(ctx, input) {
    const { reader, facts, progress } = ctx;
    const bytes = sizeOf(reader);
    progress(0, bytes);
    const schema = Number(reader.value('pragma user_version'));
    if (schema > KNOWN_VERSION)
      throw new AppError('vault.newer_version', { found: schema, known: KNOWN_VERSION });
    if (input.full) expectSound(reader);
    const tables = readTables(reader);
    const head = headOf(reader);
    if (!head || getMeta(reader, 'archive_id') !== facts.archiveId) throw new AppError('vault.damaged');
    // Half of the way; the log, and all else, is the other.
    progress(bytes / 2, bytes);
    const failed = failedChecks(ctx, input, schema, (share) =>
      progress(Math.floor((bytes * (1 + share)) / 2), bytes),
    );
    progress(bytes, bytes);
    return {
      head,
      rows: log.countRows(reader),
      tables,
      archives: schema < GONE_SINCE ? (tables['customer'] ?? 0) : countCustomers(reader),
      keysSeq: Number(getMeta(reader, 'keys_seq') ?? 0),
      schema,
      company: getMeta(reader, 'company') ?? '',
      signers: Object.fromEntries(
        listSigningKeys(reader).map(({ id, signPublic }) => [id, Buffer.from(signPublic).toString('hex')]),
      ),
      ...stateOf(reader),
      failed,
    };
  },
};

/** The format from which on an archive may be no more. */
const GONE_SINCE = 260;

type Anchored = NonNullable<ManifestBody['anchor']>;

function stateOf(db: ReadableDb): Pick<Looked, 'series' | 'anchor' | 'recoverySet'> {
  const anchor = log.newestAnchor(db);
  return {
    series: seriesOf(db),
    anchor: anchor
      ? { seq: anchor.seq, head: Buffer.from(anchor.head).toString('hex'), at: anchor.at }
      : null,
    recoverySet: Number(getMeta(db, 'recovery_set') ?? 1),
  };
}

/** Every page in its place, and every row as its table has to be; every index is for `verifyVault`. */
function expectSound(db: ReadableDb): void {
  const problems = db.rows<{ quick_check: string }>('pragma quick_check(1)');
  if (problems.length !== 1 || problems[0]?.quick_check !== 'ok') throw new AppError('vault.damaged');
}

function failedChecks(
  ctx: ReadContext,
  { full, since }: CheckInput,
  schema: number,
  onShare: (share: number) => void,
): string[] {
  // What an older program wrote is looked at by the rules of this one once it has been brought up to date.
  if (schema < KNOWN_VERSION) return [];
  const rows = log.countRows(ctx.reader) - (since?.seq ?? 0);
  const checks = full
    ? verifyVault(ctx, (done, total) => onShare(done / total)).checks
    : checkLogSince(ctx.reader, since, (done) => {
        if (done % 1_000 === 0) onShare(done / rows);
      });
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

/**
 * Reads every page once, each opened by the cipher, which vouches for it, and counts the rows of our tables on the way:
 * what the index is made of is not counted apart. A page that is not what was written throws.
 */
export function readTables(db: ReadableDb): Record<string, number> {
  const read = db.rows<{ name: string; leaf: number; internal: number }>(
    `select name, sum(iif(pagetype = 'leaf', ncell, 0)) as leaf, sum(iif(pagetype = 'internal', ncell, 0)) as internal
     from dbstat group by name`,
  );
  const cells = new Map(read.map((tree) => [tree.name, tree]));
  const tables = db.rows<{ name: string; wr: number }>(
    `select name, wr from pragma_table_list
     where schema = 'main' and type = 'table' and name not like 'sqlite~_%' escape '~' order by name`,
  );
  return Object.fromEntries(
    tables.map(({ name, wr }) => {
      const { leaf, internal } = cells.get(name) ?? { leaf: 0, internal: 0 };
      // In a table without row ids a row may stand on a page that leads to others; else there are keys alone.
      return [name, wr === 1 ? leaf + internal : leaf];
    }),
  );
}

function sizeOf(db: ReadableDb): number {
  const pages = Number(db.value('pragma page_count'));
  return pages * Number(db.value('pragma page_size'));
}
