/**
 * `NAME.kda.tries`: wrong sign-ins, counted before the secret is tried so that ending the program is no way
 * round, and kept outside the archive because they happen while it is closed. Logins are stored as keyed
 * hashes: people type passwords into the wrong field.
 */
import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import { pathsOf, readSmallFile, removeFiles, rewriteFile } from './files.ts';
import { normaliseLogin } from './password.ts';
import { canonicalJson, hash, toText, utf8 } from './sodium.ts';

const FREE_TRIES = 3;
const LONGEST_WAIT = 15 * 60_000;
const MOST_LOGINS = 4096;
const LARGEST_FILE = 2 * 1024 * 1024;

const time = z.int().min(0);
const entrySchema = z.strictObject({
  /** Wrong tries in a row. */
  wrong: z.int().min(0),
  /** Wrong tries that the audit log has not been told of, and when the first and last were. */
  unreported: z.int().min(0),
  first: time,
  last: time,
  /** No try before this. */
  until: time,
});
const fileSchema = z.strictObject({
  version: z.literal(1),
  /** The clock at the last writing: one that was set back since does not shorten a wait. */
  clock: time,
  logins: z.record(z.string().max(64), entrySchema),
});
type Tries = z.output<typeof fileSchema>;
type Entry = z.output<typeof entrySchema>;

/** Wrong tries for one login since they were last reported. Times in milliseconds. */
export interface FailedTries {
  /** `null` for a login that no account has. */
  readonly account: number | null;
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** A try that counts as wrong until it is said to be something else. */
export interface Try {
  /** The secret was right. */
  forgive(): void;
  /** It failed for a reason that is not the person's. */
  withdraw(): void;
}

export interface TryLog {
  /** Errors: `vault.too_many_tries` {seconds}. */
  count(login: string, now: number): Try;
  /** What is to be written into the audit log. */
  unreported(accounts: ReadonlyArray<{ readonly account: number; readonly login: string }>): FailedTries[];
  /** The audit log has them. */
  reported(): void;
}

const NO_TRIES: Entry = { wrong: 0, unreported: 0, first: 0, last: 0, until: 0 };

export function openTryLog(archivePath: string, archiveId: Uint8Array): TryLog {
  const path = pathsOf(archivePath).tries;
  const nameOf = (login: string) => toText(hash(16, utf8(normaliseLogin(login)), archiveId));
  const write = (tries: Tries) => {
    if (Object.keys(tries.logins).length === 0) removeFiles(path);
    else rewriteFile(path, canonicalJson(tries));
  };
  const put = (tries: Tries, name: string, entry: Entry) => {
    const { [name]: _, ...others } = tries.logins;
    const empty = entry.wrong === 0 && entry.unreported === 0;
    write({ ...tries, logins: withinLimit(empty ? others : { ...others, [name]: entry }) });
  };
  return {
    count(login, now) {
      const stored = readTries(path);
      const tries = afterClockChange(stored, now);
      const name = nameOf(login);
      const before = tries.logins[name] ?? NO_TRIES;
      if (before.until > now) {
        if (tries.clock !== stored.clock) write(tries);
        throw new AppError('vault.too_many_tries', { seconds: Math.ceil((before.until - now) / 1000) });
      }
      const wrong = before.wrong + 1;
      put(tries, name, {
        wrong,
        unreported: before.unreported + 1,
        first: before.unreported === 0 ? now : before.first,
        last: now,
        until: now + waitAfter(wrong),
      });
      return {
        forgive: () => put(readTries(path), name, { ...before, wrong: 0, until: 0 }),
        withdraw: () => put(readTries(path), name, before),
      };
    },
    unreported(accounts) {
      const known = new Map(accounts.map(({ account, login }) => [nameOf(login), account]));
      return Object.entries(readTries(path).logins)
        .filter(([, entry]) => entry.unreported > 0)
        .map(([name, { unreported, first, last }]) => ({
          account: known.get(name) ?? null,
          count: unreported,
          first,
          last,
        }))
        .toSorted((a, b) => a.first - b.first);
    },
    reported() {
      const tries = readTries(path);
      const kept = Object.entries(tries.logins).filter(([, entry]) => entry.wrong > 0);
      write({
        ...tries,
        logins: Object.fromEntries(kept.map(([name, entry]) => [name, { ...entry, unreported: 0 }])),
      });
    },
  };
}

/** Milliseconds to wait after so many wrong tries in a row: none, none, none, 1 s, 2 s, 4 s … 15 min. */
function waitAfter(wrong: number): number {
  return wrong <= FREE_TRIES ? 0 : Math.min(LONGEST_WAIT, 1000 * 2 ** (wrong - FREE_TRIES - 1));
}

/** What is left of each wait stays, on the clock as it is now. */
function afterClockChange(tries: Tries, now: number): Tries {
  const back = Math.max(0, tries.clock - now);
  if (back === 0) return { ...tries, clock: now };
  const moved = Object.entries(tries.logins).map(([name, entry]) => [
    name,
    { ...entry, until: Math.max(0, entry.until - back) },
  ]);
  return { ...tries, clock: now, logins: Object.fromEntries(moved) as Tries['logins'] };
}

/** An unreadable file counts as none: whoever can damage it can delete it as well. */
function readTries(path: string): Tries {
  const content = readSmallFile(path, LARGEST_FILE);
  try {
    return fileSchema.parse(JSON.parse(Buffer.from(content ?? []).toString()));
  } catch {
    return { version: 1, clock: 0, logins: {} };
  }
}

function withinLimit(logins: Tries['logins']): Tries['logins'] {
  const entries = Object.entries(logins);
  if (entries.length <= MOST_LOGINS) return logins;
  return Object.fromEntries(entries.toSorted(([, a], [, b]) => b.last - a.last).slice(0, MOST_LOGINS));
}
