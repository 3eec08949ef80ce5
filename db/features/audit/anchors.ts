import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { canonicalJson } from '../../domain/canonical.ts';
import type { VaultFacts } from '../../work/context.ts';
import { COUNTED_SINCE } from '../../domain/permissions.ts';
import { verifySignature } from '../../vault/index.ts';
import { PROGRAM_REACH } from '../../work/log/program-reach.ts';
import { recordAudit, type Recorder } from '../../work/log/recorder.ts';
import * as store from '../../work/log/store.ts';

/** Those of `daily` are made at least this often, in milliseconds: once a day. */
const INTERVAL_MS = 86_400_000;

/** The row that says how many anchors had gone outside the file. */
export const REFILL = 'audit.refill_anchors';

/** For what an anchor is made; those of an inspection, a report and a disposal come with these acts. */
export const ANCHOR_KINDS = ['daily', 'backup', 'account', 'inspection', 'report', 'disposal'] as const;
export type AnchorKind = (typeof ANCHOR_KINDS)[number];

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const common = {
  archiveId: z.string(),
  kind: z.string(),
  seq: z.int().positive(),
  head: hash,
  rowCount: z.int().positive(),
  at: z.int(),
  accountKeyId: z.int().positive(),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
};

/** An anchor of before they were counted, as it stands outside the file. */
const firstLine = z.strictObject(common);
const secondLine = z.strictObject({
  ...common,
  version: z.literal(2),
  /** 1 and up, without a gap. */
  number: z.int().positive(),
  /** SHA-256 over the line of the anchor before, as `hashOfAnchor` gives it; null where there was none. */
  prev: hash.nullable(),
  /** Archives that were destroyed by this time, for the day on which there are such acts. */
  destroyed: z.array(z.never()),
});

/** An anchor as it stands outside the file, one JSON line each. */
export type AnchorLine = z.infer<typeof firstLine> | z.infer<typeof secondLine>;
export type NumberedAnchor = z.infer<typeof secondLine>;
type Unsigned<Line extends AnchorLine> = Omit<Line, 'signature'>;

export const isNumbered = (line: AnchorLine): line is NumberedAnchor => 'version' in line;

/** The anchor in a line; undefined for what is none. */
export function parseAnchor(line: string): AnchorLine | undefined {
  const json = parseJson(line);
  return secondLine.safeParse(json).data ?? firstLine.safeParse(json).data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What an anchor's signature covers: all of its line but itself. */
function signedBytes(line: Unsigned<AnchorLine>): Uint8Array {
  return Buffer.from(canonicalJson(line), 'utf8');
}

/** By which the next anchor names this one, in hexadecimal. */
export function hashOfAnchor(line: AnchorLine): string {
  return createHash('sha256').update(canonicalJson(line)).digest('hex');
}

/** What the row of an anchor says of it: `NUMBER KIND PREV`, with `-` for none before. */
export interface SaidAnchor {
  readonly number: number;
  readonly kind: string;
  readonly prev: string | null;
}

const SAID = /^([1-9]\d{0,8}) ([a-z]{1,20}) ([0-9a-f]{64}|-)$/;

const saying = ({ number, kind, prev }: SaidAnchor): string => `${number} ${kind} ${prev ?? '-'}`;

/** Undefined for a row that numbers none, as those of before. */
export function parseSaid(reason: string | null): SaidAnchor | undefined {
  const [, number, kind, prev] = SAID.exec(reason ?? '') ?? [];
  if (number === undefined || kind === undefined || prev === undefined) return undefined;
  return { number: Number(number), kind, prev: prev === '-' ? null : prev };
}

/**
 * Fixes the head of the log now, in the file, with a row of the program that counts it; `keepOutside` does beside it, so
 * that a log cut short or an old file put back shows. The anchor names its own row.
 */
export function makeAnchor(
  db: WritableDb,
  recorder: Recorder,
  facts: Pick<VaultFacts, 'archiveId'>,
  kind: AnchorKind,
): void {
  const said = nextSaid(db, facts, kind);
  const actor = { ...recorder.actor, roles: [] };
  const program = { reach: PROGRAM_REACH.anchor };
  recordAudit(
    db,
    { ...recorder, actor, program },
    { action: store.ANCHOR, object: 'archive', reason: saying(said) },
  );
  const head = store.auditHead(db);
  if (!head) throw new Error('an anchor without its row');
  const unsigned: Unsigned<NumberedAnchor> = {
    version: 2,
    archiveId: facts.archiveId,
    ...said,
    kind,
    seq: head.seq,
    head: hex(head.hash),
    rowCount: store.countRows(db),
    at: recorder.clock.now(),
    destroyed: [],
    accountKeyId: actor.accountKeyId,
  };
  store.insertAnchor(db, {
    kind,
    seq: unsigned.seq,
    head: head.hash,
    row_count: unsigned.rowCount,
    at: unsigned.at,
    account_key_id: unsigned.accountKeyId,
    signature: actor.signer.sign(signedBytes(unsigned)),
    number: said.number,
    prev: said.prev === null ? null : Buffer.from(said.prev, 'hex'),
  });
}

/** The log counts: a number stays taken when its anchor is gone. */
function nextSaid(db: ReadableDb, facts: Pick<VaultFacts, 'archiveId'>, kind: AnchorKind): SaidAnchor {
  const before = store.newestAnchor(db);
  return {
    number: (parseSaid(store.newestReasonOf(db, store.ANCHOR))?.number ?? 0) + 1,
    kind,
    prev: before ? hashOfAnchor(toLine(before, facts)) : null,
  };
}

/** True when the last daily anchor is more than a day old, or there is none, or the clock went back past it. */
export function isAnchorDue(db: ReadableDb, now: number): boolean {
  const last = store.latestDailyAnchor(db);
  return last === null || Math.abs(now - last) >= INTERVAL_MS;
}

/** True when something was done to accounts, or to the keys, after the newest anchor. */
export function isAccountAnchorDue(db: ReadableDb): boolean {
  const { seq } = store.newestAnchor(db) ?? { seq: 0 };
  return store.hasAccountActsAfter(db, seq, COUNTED_SINCE);
}

function toLine(row: store.Anchor, { archiveId }: Pick<VaultFacts, 'archiveId'>): AnchorLine {
  const line = {
    archiveId,
    kind: row.kind,
    seq: row.seq,
    head: hex(row.head),
    rowCount: row.row_count,
    at: row.at,
    accountKeyId: row.account_key_id,
    signature: hex(row.signature),
  };
  if (row.number === null) return line;
  return { version: 2, ...line, number: row.number, prev: row.prev && hex(row.prev), destroyed: [] };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The anchors that the file itself holds, in the order in which they were made. */
export function readInside(db: ReadableDb, facts: Pick<VaultFacts, 'archiveId'>): AnchorLine[] {
  return store.listAnchors(db).map((row) => toLine(row, facts));
}

/** True when the anchor was signed with the private half of the key. */
export function isAnchorSigned({ signature, ...unsigned }: AnchorLine, key: Uint8Array): boolean {
  return verifySignature(Buffer.from(signature, 'hex'), signedBytes(unsigned), key);
}
