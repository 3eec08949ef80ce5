/** A restore for real in a scratch folder, held against the manifest and the archive. Runs in a process of its own. */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import program from '../../../package.json' with { type: 'json' };
import type { ReadableDb } from '../../connection/handles.ts';
import { probeDatabase } from '../../connection/open.ts';
import { AppError } from '../../domain/errors.ts';
import { expectKeysFit } from '../../vault/index.ts';
import type { FileContext, FileWork } from '../../work/long-reads.ts';
import { sameBytes } from '../../work/digest.ts';
import * as log from '../../work/log/store.ts';
import { headOf, type Head } from '../audit/service.ts';
import { listRecordIds, readRecordRows, type RecordRows } from '../customers/service.ts';
import { readTables } from './check.ts';
import { filesOf, isSigned, readManifest, type Manifest } from './manifest.ts';
import { findBackup } from './places.ts';
import { replaceWith } from './replace.ts';

export interface RehearsalInput {
  /** A place, or the folder of a backup. */
  readonly place: string;
  /** An empty folder; whoever made it takes it away, however this ends. */
  readonly scratch: string;
  /** Public signing keys, hexadecimal, by their ids. */
  readonly signers: Readonly<Record<number, string>>;
  /** How many records are compared field by field. */
  readonly records: number;
}

export interface Rehearsal {
  readonly madeAt: number;
  readonly head: Head;
  /** Tables of which the restored archive has not as many rows as the manifest says. */
  readonly tables: readonly string[];
  /** Records that were compared, and how many of them were not what the archive has, or had at that row of the log. */
  readonly records: number;
  readonly wrong: number;
}

/**
 * Errors: those of `readManifest` and `replaceWith`, `backup.manifest_tampered`, `backup.other_archive`,
 * `backup.rehearse_other_key` (made before the data key that the archive has now).
 */
export const rehearsing: FileWork<RehearsalInput, Rehearsal> = {
  name: 'backup.rehearse',
  runOnFiles(ctx, input) {
    const folder = findBackup(input.place, ctx.facts.archiveId);
    const manifest = readManifest(folder);
    expectOurs(ctx, manifest, input.signers);
    const target = join(input.scratch, 'rehearsal.kda');
    const { bytes } = manifest.files.archive;
    const { dataKey } = ctx;
    expectKeysFit(filesOf(folder).archive, dataKey, manifest.keys.seq);
    const onBytes = (done: number) => ctx.progress(done, 2 * bytes);
    replaceWith(target, { folder, manifest, dataKey }, { at: ctx.clock.now(), onBytes });
    const restored = ctx.reading(target, (db) => lookAtRestored(db, manifest, input.records));
    ctx.progress(bytes, 2 * bytes);
    const wrong = countWrong(ctx, restored.records, manifest, (share) =>
      ctx.progress(Math.floor(bytes * (1 + share)), 2 * bytes),
    );
    return {
      madeAt: manifest.madeAt,
      head: manifest.head,
      tables: restored.tables,
      records: restored.records.length,
      wrong,
    };
  },
};

function expectOurs(
  { facts, path }: FileContext,
  manifest: Manifest,
  signers: RehearsalInput['signers'],
): void {
  if (manifest.archive !== facts.archiveId) throw new AppError('backup.other_archive');
  const signer = signers[manifest.accountKeyId];
  if (signer === undefined || !isSigned(manifest, Buffer.from(signer, 'hex')))
    throw new AppError('backup.manifest_tampered');
  if (manifest.keys.salt !== Buffer.from(probeDatabase(path).salt).toString('hex'))
    throw new AppError('backup.rehearse_other_key');
}

interface SampledRecord {
  readonly id: number;
  readonly rows: RecordRows;
  /** The newest row of the log about it. */
  readonly last: { readonly seq: number; readonly hash: Uint8Array } | undefined;
}

/** What was restored: whether it is what the manifest says, and records drawn from it. */
function lookAtRestored(
  db: ReadableDb,
  manifest: Manifest,
  count: number,
): { tables: string[]; records: SampledRecord[] } {
  const head = headOf(db);
  if (head?.seq !== manifest.head.seq || head.hash !== manifest.head.hash)
    throw new AppError('backup.manifest_tampered');
  const counted = readTables(db);
  const names = new Set([...Object.keys(counted), ...Object.keys(manifest.tables)]);
  // The number of the keys file and the word of the restore are its own.
  names.delete('archive_meta');
  const tables = [...names].filter((name) => counted[name] !== manifest.tables[name]);
  const records = draw(listRecordIds(db), count).map((id) => ({
    id,
    rows: readRecordRows(db, id),
    last: log.newestRowAbout(db, `customer:${id}`, manifest.head.seq),
  }));
  return { tables, records };
}

/** So many of a list, drawn at random. */
function draw(ids: readonly number[], count: number): number[] {
  const left = [...ids];
  return Array.from({ length: Math.min(count, left.length) }, () => {
    const [drawn = 0] = left.splice(randomInt(left.length), 1);
    return drawn;
  });
}

/**
 * A record that nothing was done to since is the same field by field; of one that was changed since the log has the
 * row that left it so, whose hash covers what it was.
 */
function countWrong(
  { path, reading }: FileContext,
  records: readonly SampledRecord[],
  manifest: Manifest,
  onShare: (share: number) => void,
): number {
  return reading(path, (db) => {
    const isOwnProgram = manifest.program === program.version;
    return records.filter((record, at) => {
      onShare(at / records.length);
      const { id, rows, last } = record;
      const now = readRecordRows(db, id);
      const then = last && log.auditHash(db, last.seq);
      if (!last || !sameBytes(then, last.hash)) return true;
      // Read after the rows: what is saved meanwhile is a change since.
      const isChanged = log.newestRowAbout(db, `customer:${id}`)?.seq !== last.seq;
      return !isChanged && !isSame(rows, now, isOwnProgram);
    }).length;
  });
}

/** Another program may work out anew what it derives; a column that it added is none of the backup's. */
const DERIVED = ['name_key', 'name_sort', 'completeness', 'updated_at'];

function isSame(one: RecordRows, other: RecordRows, isOwnProgram: boolean): boolean {
  return Object.entries(one).every(([table, rows]) => {
    if (!isOwnProgram && table === 'customer_phone') return true;
    const others = other[table] ?? [];
    return (
      rows.length === others.length &&
      rows.every((row, at) =>
        Object.entries(row).every(
          ([column, value]) =>
            (!isOwnProgram && DERIVED.includes(column)) || isSameValue(value, others[at]?.[column]),
        ),
      )
    );
  });
}

function isSameValue(one: unknown, other: unknown): boolean {
  if (one instanceof Uint8Array) return other instanceof Uint8Array && sameBytes(one, other);
  return one === other;
}
