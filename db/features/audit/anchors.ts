import { appendFileSync, closeSync, constants, lstatSync, openSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { canonicalJson } from '../../domain/canonical.ts';
import type { VaultFacts } from '../../work/context.ts';
import { verifySignature } from '../../vault/index.ts';
import type { Recorder } from '../../work/log/recorder.ts';
import * as store from '../../work/log/store.ts';

/** Anchors are made at least this often, in milliseconds: once a day. */
const INTERVAL_MS = 86_400_000;

/** The row that says how many anchors had gone outside the file. */
export const REFILL = 'audit.refill_anchors';

/** An anchor as it stands outside the file, one JSON line each. */
const lineSchema = z.strictObject({
  archiveId: z.string(),
  kind: z.string(),
  seq: z.int().positive(),
  head: z.string().regex(/^[0-9a-f]{64}$/),
  rowCount: z.int().positive(),
  at: z.int(),
  accountKeyId: z.int().positive(),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type AnchorLine = z.infer<typeof lineSchema>;

/** What an anchor's signature covers. */
function signedBytes(line: Omit<AnchorLine, 'signature'>): Uint8Array {
  const { archiveId, kind, seq, head, rowCount, at, accountKeyId } = line;
  return Buffer.from(canonicalJson({ accountKeyId, archiveId, at, head, kind, rowCount, seq }), 'utf8');
}

/**
 * Fixes the head of the log now, in the file; `keepOutside` does beside it, so that a log cut short or an old file put
 * back shows. Nothing while the log is empty.
 */
export function makeAnchor(
  db: WritableDb,
  { actor, clock }: Recorder,
  facts: VaultFacts,
  kind: string,
): void {
  const head = store.auditHead(db);
  if (!head) return;
  const unsigned = {
    archiveId: facts.archiveId,
    kind,
    seq: head.seq,
    head: Buffer.from(head.hash).toString('hex'),
    rowCount: store.countRows(db),
    at: clock.now(),
    accountKeyId: actor.accountKeyId,
  };
  const signature = actor.signer.sign(signedBytes(unsigned));
  store.insertAnchor(db, {
    kind,
    seq: unsigned.seq,
    head: head.hash,
    row_count: unsigned.rowCount,
    at: unsigned.at,
    account_key_id: unsigned.accountKeyId,
    signature,
  });
}

/** True when the last anchor is more than a day old, or there is none, or the clock went back past it. */
export function isAnchorDue(db: ReadableDb, now: number): boolean {
  const last = store.latestAnchor(db);
  return last === null || Math.abs(now - last) >= INTERVAL_MS;
}

/**
 * Keeps the anchors outside the file that are not there yet: the new one, and any whose copy failed or was taken away.
 * A folder that cannot be written to costs the copy, not the work.
 */
export function keepOutside(file: string, anchors: readonly AnchorLine[]): void {
  try {
    const text = readText(file);
    const known = new Set(linesOf(text).flatMap((line) => parseAnchor(line)?.signature ?? []));
    const missing = anchors.filter(({ signature }) => !known.has(signature));
    const lines = missing.map((anchor) => `${JSON.stringify(anchor)}\n`).join('');
    // A power cut may have left the last line unfinished: nothing is written on to it.
    append(file, text === '' || text.endsWith('\n') ? lines : `\n${lines}`);
  } catch {
    // Verify says which are not outside, and the next day's anchor brings them.
  }
}

/** More than a line a day makes in centuries; a longer file is none of ours and is not read. */
const LARGEST_FILE = 64 * 1024 * 1024;

/** Writes on to the file itself: a link that somebody laid in its place would lead elsewhere. */
function append(file: string, lines: string): void {
  const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW = 0 } = constants;
  const opened = openSync(file, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600);
  try {
    appendFileSync(opened, lines, { flush: true });
  } finally {
    closeSync(opened);
  }
}

/** The file's text; empty where there is none. Throws for one that cannot be read, and for a link. */
function readText(file: string): string {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (!stats) return '';
  if (!stats.isFile() || stats.size > LARGEST_FILE) throw new RangeError('anchors');
  return readFileSync(file, 'utf8');
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

function parseAnchor(line: string): AnchorLine | undefined {
  return lineSchema.safeParse(parseJson(line)).data;
}

/** What is kept outside the file. */
export interface Outside {
  readonly anchors: readonly AnchorLine[];
  readonly unreadable: number;
}

/** Anchors of this vault that are kept outside; lines that are no anchors are counted, not trusted. */
export function readOutside(file: string, archiveId: string): Outside {
  let text = '';
  try {
    text = readText(file);
  } catch {
    return { anchors: [], unreadable: 1 };
  }
  const parsed = linesOf(text).map(parseAnchor);
  const anchors = parsed.filter((anchor) => anchor !== undefined);
  return {
    anchors: anchors.filter((anchor) => anchor.archiveId === archiveId),
    unreadable: parsed.length - anchors.length,
  };
}

/** The lines of the vault's anchors outside the file that are of rows up to one. */
export function linesUpTo(file: string, archiveId: string, seq: number): string {
  return readOutside(file, archiveId)
    .anchors.filter((anchor) => anchor.seq <= seq)
    .map((anchor) => `${JSON.stringify(anchor)}\n`)
    .join('');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The anchors that the file itself holds. */
export function readInside(db: ReadableDb, facts: VaultFacts): AnchorLine[] {
  return store.listAnchors(db).map((row) => ({
    archiveId: facts.archiveId,
    kind: row.kind,
    seq: row.seq,
    head: Buffer.from(row.head).toString('hex'),
    rowCount: row.row_count,
    at: row.at,
    accountKeyId: row.account_key_id,
    signature: Buffer.from(row.signature).toString('hex'),
  }));
}

/** Anchors of the file that are not kept outside it: the copy was taken away, or the file came without it. */
export function listMissingOutside(db: ReadableDb, facts: VaultFacts): AnchorLine[] {
  const outside = readOutside(facts.anchorFile, facts.archiveId).anchors;
  const known = new Set(outside.map(({ signature }) => signature));
  return readInside(db, facts).filter(({ signature }) => !known.has(signature));
}

/** True when the anchor was signed with the private half of the key. */
export function isAnchorSigned({ signature, ...unsigned }: AnchorLine, key: Uint8Array): boolean {
  return verifySignature(Buffer.from(signature, 'hex'), signedBytes(unsigned), key);
}
