import { appendFileSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { canonicalJson } from '../../domain/canonical.ts';
import type { ArchiveFacts } from '../../router/context.ts';
import { verifySignature } from '../../vault/index.ts';
import type { Recorder } from './service.ts';
import * as store from './store.ts';

/** Anchors are made at least this often, in milliseconds: once a day. */
const INTERVAL_MS = 86_400_000;

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
 * Fixes the head of the log now: in the file by its row, and beside the file by the line that is returned, so
 * that a log cut short or an old file put back shows. Undefined while the log is empty.
 */
export function makeAnchor(
  db: WritableDb,
  { actor, clock }: Recorder,
  facts: ArchiveFacts,
  kind: string,
): AnchorLine | undefined {
  const head = store.auditHead(db);
  if (!head) return undefined;
  const unsigned = {
    archiveId: facts.archiveId,
    kind,
    seq: head.seq,
    head: Buffer.from(head.hash).toString('hex'),
    rowCount: db.value<number>('select count(*) from audit') ?? 0,
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
  return { ...unsigned, signature: Buffer.from(signature).toString('hex') };
}

/** True when the last anchor is more than a day old, or there is none, or the clock went back past it. */
export function isAnchorDue(db: ReadableDb, now: number): boolean {
  const last = db.value<number>('select max(at) from anchor');
  return last === undefined || last === null || Math.abs(now - last) >= INTERVAL_MS;
}

/** Keeps an anchor outside the file. A folder that cannot be written to costs the copy, not the work. */
export function keepOutside(file: string, line: AnchorLine): boolean {
  try {
    appendFileSync(file, `${JSON.stringify(line)}\n`, { flush: true });
    return true;
  } catch {
    return false;
  }
}

/** Anchors of this archive that are kept outside; lines that are no anchors are counted, not trusted. */
export function readOutside(file: string, archiveId: string): { anchors: AnchorLine[]; unreadable: number } {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { anchors: [], unreadable: 0 };
  }
  const anchors: AnchorLine[] = [];
  let unreadable = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const parsed = lineSchema.safeParse(parseJson(line));
    if (!parsed.success) unreadable += 1;
    else if (parsed.data.archiveId === archiveId) anchors.push(parsed.data);
  }
  return { anchors, unreadable };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Every anchor, inside and outside, in one form. */
export function allAnchors(
  db: ReadableDb,
  facts: ArchiveFacts,
): { anchors: AnchorLine[]; unreadable: number } {
  const inside = store.listAnchors(db).map((row) => ({
    archiveId: facts.archiveId,
    kind: row.kind,
    seq: row.seq,
    head: Buffer.from(row.head).toString('hex'),
    rowCount: row.row_count,
    at: row.at,
    accountKeyId: row.account_key_id,
    signature: Buffer.from(row.signature).toString('hex'),
  }));
  const outside = readOutside(facts.anchorFile, facts.archiveId);
  return { anchors: [...inside, ...outside.anchors], unreadable: outside.unreadable };
}

/** True when the anchor was signed by the key that it names. */
export function isAnchorSigned(line: AnchorLine, keys: ReadonlyMap<number, store.SigningKey>): boolean {
  const key = keys.get(line.accountKeyId);
  const { signature, ...unsigned } = line;
  return (
    key !== undefined &&
    verifySignature(Buffer.from(signature, 'hex'), signedBytes(unsigned), key.sign_public)
  );
}
