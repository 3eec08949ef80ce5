/** The backups that were made, as the log tells of them: there is no second list. */
import type { ReadableDb } from '../../connection/handles.ts';
import { PROGRAM } from '../../domain/flow.ts';
import * as log from '../../work/log/store.ts';
import type { Head } from '../audit/service.ts';

/** The act in the log. */
export const MADE = 'backup.make';

/** One backup as its row of the log says. */
export interface MadeBackup {
  /** Milliseconds UTC. */
  readonly at: number;
  readonly by: string;
  /** Made by the program by itself. */
  readonly automatic: boolean;
  readonly head: Head;
  readonly bytes: number;
  /** Every check that was made of it held, and nothing had fallen. */
  readonly verified: boolean;
  /** Rows had gone without an act that took them away: it stays, and does not count. */
  readonly apart: boolean;
  /** Everything was looked at, not only what came since the last one. */
  readonly full: boolean;
  /** Where it went; the key is null in rows of before. */
  readonly places: ReadonlyArray<{ readonly key: string | null; readonly label: string }>;
  readonly label: string;
}

/** What the row says in plain words: that it held, how far it was looked at, its head and bytes, and its places. */
export function reasonOf(made: {
  readonly state: 'verified' | 'unverified' | 'apart';
  readonly full: boolean;
  readonly head: Head;
  readonly bytes: number;
  readonly places: ReadonlyArray<{ readonly key: string; readonly label: string }>;
}): string {
  const { state, full, head, bytes, places } = made;
  const to = places.map(({ key, label }) => `${key}:${label}`).join('/');
  return [state, full ? 'full' : 'since', head.seq, head.hash, bytes, 'to', to].join(' ');
}

const REASON = /^(verified|unverified|apart) (full|since) (\d{1,15}) ([0-9a-f]{64}) (\d{1,15}) (.*)$/su;
const PLACES = /^to ([0-9a-f]{8}:[^/]*(?:\/[0-9a-f]{8}:[^/]*)*)$/su;

/** In a row of before there is one place, by its label alone. */
function placesOf(text: string): MadeBackup['places'] {
  const named = PLACES.exec(text)?.[1];
  if (named === undefined) return [{ key: null, label: text }];
  return named.split('/').map((place) => ({ key: place.slice(0, 8), label: place.slice(9) }));
}

function parse({
  at,
  name,
  role,
  reason,
}: ReturnType<typeof log.listRowsOf>[number]): MadeBackup | undefined {
  const found = REASON.exec(reason ?? '');
  if (!found) return undefined;
  const [, state, full, seq, hash = '', bytes, to = ''] = found;
  const places = placesOf(to);
  return {
    at,
    by: name,
    automatic: role === PROGRAM,
    head: { seq: Number(seq), hash },
    bytes: Number(bytes),
    verified: state === 'verified',
    apart: state === 'apart',
    full: full === 'full',
    places,
    label: places.map(({ label }) => label).join(', '),
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
