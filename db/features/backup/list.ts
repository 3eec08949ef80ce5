/** The backups that were made, as the log tells of them: there is no second list. */
import type { ReadableDb } from '../../connection/handles.ts';
import * as log from '../../work/log/store.ts';
import type { Head } from '../audit/service.ts';

/** The act in the log. */
export const MADE = 'backup.make';

/** One backup as its row of the log says. */
export interface MadeBackup {
  /** Milliseconds UTC. */
  readonly at: number;
  readonly by: string;
  readonly head: Head;
  readonly bytes: number;
  /** Every check that was made of it held. */
  readonly verified: boolean;
  /** Everything was looked at, not only what came since the last one. */
  readonly full: boolean;
  readonly label: string;
}

/** What the row says in plain words: that it held, how far it was looked at, its head and bytes, and its place. */
export function reasonOf({ verified, full, head, bytes, label }: Omit<MadeBackup, 'at' | 'by'>): string {
  return [
    verified ? 'verified' : 'unverified',
    full ? 'full' : 'since',
    head.seq,
    head.hash,
    bytes,
    label,
  ].join(' ');
}

const REASON = /^(verified|unverified) (full|since) (\d{1,15}) ([0-9a-f]{64}) (\d{1,15}) (.*)$/su;

function parse({ at, name, reason }: ReturnType<typeof log.listRowsOf>[number]): MadeBackup | undefined {
  const found = REASON.exec(reason ?? '');
  if (!found) return undefined;
  const [, verified, full, seq, hash = '', bytes, label = ''] = found;
  const head = { seq: Number(seq), hash };
  return {
    at,
    by: name,
    head,
    bytes: Number(bytes),
    verified: verified === 'verified',
    full: full === 'full',
    label,
  };
}

/** The newest first. */
export function listMade(db: ReadableDb, limit = 50): MadeBackup[] {
  return log.listRowsOf(db, MADE, limit).flatMap((row) => parse(row) ?? []);
}

/** The newest that counts; null for none. */
export function lastVerified(db: ReadableDb): MadeBackup | null {
  return listMade(db, 200).find(({ verified }) => verified) ?? null;
}
