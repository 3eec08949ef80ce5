/** An open vault and the people signed in to it. */
import type { Database } from 'better-sqlite3';
import type { Claim } from '../connection/claim.ts';
import { openReader } from '../connection/handles.ts';
import { getMeta } from '../connection/meta.ts';
import type { Clock } from '../domain/dates.ts';
import type { KeysFile, Slot } from './keys-file.ts';
import { removeHolder } from './lock-info.ts';
import type { SecureKey } from './secure-key.ts';
import { makeSigner, type PrivateHalves, type Signer } from './slots.ts';

export type VaultClock = Pick<Clock, 'now'>;

/** What stops a derivation: the window that asked was locked. */
export interface Stoppable {
  readonly signal?: AbortSignal | undefined;
}

/** Called after each step that a crash could follow; only tests pass one. */
export type StepHook = (step: string) => void;

export interface Vault {
  readonly path: string;
  /** 16 bytes. */
  readonly archiveId: Uint8Array;
  /** Of the newest generation of the data key, which has a file of its own. */
  database: Database;
  /** Nobody else opens the vault until it is released. */
  readonly claim: Claim;
  dataKey: SecureKey;
  /** The keys file as it is on disk; a change of accounts or of the data key replaces it. */
  keys: KeysFile;
  readonly people: Set<Person>;
  /** The program's own folder of what it knows of vaults, where wrong tries are kept a second time; absent: nowhere. */
  witnessFolder?: string | undefined;
}

/** Someone signed in; several people can be, to one open vault. */
export interface Person {
  readonly accountId: number;
  readonly login: string;
  /** The secret was a one-time code: nothing but `changePassword` is to be allowed. */
  readonly mustReplaceSecret: boolean;
  readonly signer: Signer;
  /** Wipes the private key; the signer throws from now on. */
  signOut(): void;
}

/** Takes over the signing half and wipes the other. */
export function admit(people: Set<Person>, slot: Slot, halves: PrivateHalves): Person {
  halves.box.destroy();
  const person: Person = {
    accountId: slot.account,
    login: slot.login,
    mustReplaceSecret: slot.oneTime,
    signer: makeSigner(slot.signPublic, halves.signSeed),
    signOut() {
      halves.signSeed.destroy();
      people.delete(person);
    },
  };
  people.add(person);
  return person;
}

/**
 * Signs everyone out, wipes the keys, folds the write-ahead log into the file and closes it. Tidying up may fail (a
 * full disk, a folder that is gone) without harm: the next opening reads the log, and the lock file is only words.
 */
export function closeVault(vault: Vault): void {
  for (const person of vault.people) person.signOut();
  // It was closed before.
  if (vault.dataKey.destroyed) return;
  vault.dataKey.destroy();
  try {
    if (!vault.database.open) return;
    attempt(() => vault.database.pragma('wal_checkpoint(TRUNCATE)'));
    attempt(() => removeHolder(vault.path));
    vault.database.close();
  } finally {
    vault.claim.release();
  }
}

function attempt(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

/** The sequence number of the keys file that belongs to the database; 0 if it has none. */
export function readKeysSeq(database: Database): number {
  return Number(getMeta(openReader(database), 'keys_seq') ?? 0);
}
