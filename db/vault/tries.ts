/**
 * `NAME.kda.tries`, and `tries` in the program's own folder, so that whoever deletes one of them ends no wait: wrong
 * sign-ins, counted before the secret is tried so that ending the program is no way
 * round, and kept outside the vault because they happen while it is closed. People type passwords into the
 * wrong field: only logins that an account has are told apart in the file (the keys file names them too). All
 * others are one entry there, and told apart in the memory of the program alone; they wait like the known ones.
 */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '../domain/canonical.ts';
import { AppError } from '../domain/errors.ts';
import type { Vault } from './vault.ts';
import { pathsOf, readSmallFile, removeFiles, rewriteFile } from './files.ts';
import type { Slot } from './keys-file.ts';
import { normaliseLogin } from './password.ts';
import { Strangers } from './strangers.ts';
import { hash, toText, utf8 } from './sodium.ts';

const FREE_TRIES = 3;
const LONGEST_WAIT = 15 * 60_000;
/** A day without tries, and what logins that no account has waited is forgotten. */
const STRANGERS_REMEMBERED = 24 * 3_600_000;
/** The entry of all logins that no account has; the others are named by 22 characters. */
const STRANGERS = 'unknown';
const LARGEST_FILE = 2 * 1024 * 1024;

/** Up to the last day that there is a date for. */
const time = z.int().min(0).max(8.64e15);
/** Whatever a file says, nothing is counted further. */
const MOST = 1_000_000;
const count = z.int().min(0).max(MOST);
const entrySchema = z.strictObject({
  /** Wrong tries in a row. */
  wrong: count,
  /** Wrong tries that the audit log has not been told of, and when the first and last were. */
  unreported: count,
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
/** How often a login was wrong in a row, and until when it waits for that. */
export type Waiting = Pick<Entry, 'wrong' | 'until'>;

/** Wrong tries for one login since they were last reported. Times in milliseconds. */
export interface FailedTries {
  /** `null` for all logins that no account has. */
  readonly account: number | null;
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** A try that counts as wrong until it is said to be something else. */
interface Try {
  /** The secret was right. */
  forgive(): void;
  /** It failed for a reason that is not the person's. */
  withdraw(): void;
}

const NONE: Tries = { version: 1, clock: 0, logins: {} };
const NO_TRIES: Entry = { wrong: 0, unreported: 0, first: 0, last: 0, until: 0 };

const strangersHere = new Strangers();

/**
 * The tries at one vault. `slots` are the accounts that its keys file has; of a change that was cut off, those of
 * both files.
 */
export class TryLog {
  readonly #path: string;
  /** Beside the vault, and in the program's own folder where there is one. */
  readonly #places: readonly string[];
  readonly #archiveId: Uint8Array;
  /** By the name of the login in the file. */
  readonly #accounts: ReadonlyMap<string, number>;
  readonly #strangers: Strangers;

  constructor(
    vaultPath: string,
    archiveId: Uint8Array,
    slots: ReadonlyArray<Pick<Slot, 'account' | 'login'>>,
    { strangers = strangersHere, folder }: { strangers?: Strangers; folder?: string | undefined } = {},
  ) {
    this.#path = pathsOf(vaultPath).tries;
    const own = folder && join(folder, Buffer.from(archiveId).toString('hex'), 'tries');
    this.#places = own ? [this.#path, own] : [this.#path];
    this.#archiveId = archiveId;
    this.#accounts = new Map(slots.map(({ account, login }) => [this.#nameOf(login), account]));
    this.#strangers = strangers;
  }

  /** Errors: `vault.too_many_tries` {seconds}. */
  count(login: string, now: number): Try {
    const stored = this.#read();
    const tries = afterClockChange(stored, now);
    this.#strangers.moveBack(this.#path, stored.clock - now);
    const own = this.#nameOf(login);
    const isKnown = this.#accounts.has(own);
    const name = isKnown ? own : STRANGERS;
    const before = tries.logins[name] ?? NO_TRIES;
    const remembered = stillRemembered(before, now);
    const waited = isKnown ? before : this.#strangers.find(this.#path, login, remembered);
    if (waited.until > now) {
      if (JSON.stringify(tries) !== JSON.stringify(stored)) this.#write(tries);
      throw new AppError('vault.too_many_tries', { seconds: Math.ceil((waited.until - now) / 1000) });
    }
    const wrong = Math.min(waited.wrong + 1, MOST);
    const waits = { wrong, until: now + waitAfter(wrong) };
    if (!isKnown) this.#strangers.keep(this.#path, login, waits);
    this.#put(tries, name, {
      ...(isKnown ? waits : longerOf(remembered, waits)),
      unreported: Math.min(before.unreported + 1, MOST),
      first: before.unreported === 0 ? now : before.first,
      last: now,
    });
    return {
      forgive: () => this.#put(this.#read(), name, { ...before, wrong: 0, until: 0 }),
      withdraw: () => {
        if (!isKnown) this.#strangers.keep(this.#path, login, waited);
        this.#put(this.#read(), name, before);
      },
    };
  }

  /** What is to be written into the audit log. */
  unreported(): FailedTries[] {
    return Object.entries(this.#read().logins)
      .filter(([, entry]) => entry.unreported > 0)
      .map(([name, { unreported, first, last }]) => ({
        account: this.#accounts.get(name) ?? null,
        count: unreported,
        first,
        last,
      }))
      .toSorted((a, b) => a.first - b.first);
  }

  /** The audit log has them. */
  reported(): void {
    const tries = this.#read();
    const kept = Object.entries(tries.logins).filter(([, entry]) => entry.wrong > 0);
    this.#write({
      ...tries,
      logins: Object.fromEntries(kept.map(([name, entry]) => [name, { ...entry, unreported: 0 }])),
    });
  }

  #nameOf(login: string): string {
    return toText(hash(16, utf8(normaliseLogin(login)), this.#archiveId));
  }

  #read(): Tries {
    const [beside, own] = this.#places.map((path) => joinStrangers(readTries(path), this.#accounts));
    if (!beside || !own) return beside ?? NONE;
    return bothOf(beside, own);
  }

  /** One place that takes it is enough: a folder that is gone keeps nobody out. Errors: `vault.cannot_write`. */
  #write(tries: Tries): void {
    const failures = this.#places.flatMap((path) => {
      try {
        if (Object.keys(tries.logins).length === 0) removeFiles(path);
        else {
          mkdirSync(dirname(path), { recursive: true });
          rewriteFile(path, canonicalJson(tries));
        }
        return [];
      } catch (error) {
        return [error];
      }
    });
    if (failures.length === this.#places.length) throw failures[0];
  }

  #put(tries: Tries, name: string, entry: Entry): void {
    const { [name]: _, ...others } = tries.logins;
    const empty = entry.wrong === 0 && entry.unreported === 0;
    this.#write({ ...tries, logins: empty ? others : { ...others, [name]: entry } });
  }
}

/** The tries at a vault that is open. */
export function triesOf({ path, archiveId, keys, witnessFolder }: Vault): TryLog {
  return new TryLog(path, archiveId, keys.slots, { folder: witnessFolder });
}

/** What an earlier version wrote of logins that no account has, and of accounts that are gone, is one entry. */
function joinStrangers(tries: Tries, accounts: ReadonlyMap<string, number>): Tries {
  const entries = Object.entries(tries.logins);
  const strange = entries.filter(([name]) => !accounts.has(name)).map(([, entry]) => entry);
  if (strange.length === 0) return tries;
  const told = strange.filter(({ unreported }) => unreported > 0);
  const joined: Entry = {
    ...strange.reduce<Waiting>(longerOf, NO_TRIES),
    unreported: Math.min(
      MOST,
      told.reduce((sum, { unreported }) => sum + unreported, 0),
    ),
    first: Math.min(...(told.length > 0 ? told : strange).map(({ first }) => first)),
    last: Math.max(...strange.map(({ last }) => last)),
  };
  const known = entries.filter(([name]) => accounts.has(name));
  return { ...tries, logins: { ...Object.fromEntries(known), [STRANGERS]: joined } };
}

function longerOf(one: Waiting, other: Waiting): Waiting {
  return { wrong: Math.max(one.wrong, other.wrong), until: Math.max(one.until, other.until) };
}

function stillRemembered({ wrong, until, last }: Entry, now: number): Waiting {
  return now - last > STRANGERS_REMEMBERED ? NO_TRIES : { wrong, until };
}

/** Milliseconds to wait after so many wrong tries in a row: none, none, none, 1 s, 2 s, 4 s … 15 min. */
function waitAfter(wrong: number): number {
  return wrong <= FREE_TRIES ? 0 : Math.min(LONGEST_WAIT, 1000 * 2 ** (wrong - FREE_TRIES - 1));
}

/** What is left of each wait stays, on the clock as it is now; none is longer than the longest, whoever wrote it. */
function afterClockChange(tries: Tries, now: number): Tries {
  const back = Math.max(0, tries.clock - now);
  const moved = Object.entries(tries.logins).map(([name, entry]) => [
    name,
    { ...entry, until: Math.min(Math.max(0, entry.until - back), now + LONGEST_WAIT) },
  ]);
  return { ...tries, clock: now, logins: Object.fromEntries(moved) as Tries['logins'] };
}

/** What two places tell of the same tries: of each login the longer wait, and all that is untold. */
function bothOf(one: Tries, other: Tries): Tries {
  const names = new Set([...Object.keys(one.logins), ...Object.keys(other.logins)]);
  const logins = Array.from(names, (name) => {
    const [a = NO_TRIES, b = NO_TRIES] = [one.logins[name], other.logins[name]];
    const more = a.unreported >= b.unreported ? a : b;
    return [name, { ...more, ...longerOf(a, b), last: Math.max(a.last, b.last) }];
  });
  return {
    ...one,
    clock: Math.max(one.clock, other.clock),
    logins: Object.fromEntries(logins) as Tries['logins'],
  };
}

/**
 * An unreadable file counts as none: whoever can damage it can delete it as well. So does one that the program cannot
 * write over, or what it says would hold for ever.
 */
function readTries(path: string): Tries {
  try {
    const content = readSmallFile(path, LARGEST_FILE);
    if (content) accessSync(path, constants.W_OK);
    return fileSchema.parse(JSON.parse(Buffer.from(content ?? []).toString()));
  } catch {
    return NONE;
  }
}
