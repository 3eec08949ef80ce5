import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { safeStorage } from 'electron';
import { z } from 'zod';
import { followMoved } from '../../db/vault/moved.ts';
import type { VaultNote } from '../../db/wire.ts';
import { readSettings, writeSettings } from './settings-file.ts';

const MOST = 10;

/** What is optional came later: a file of before has none of it. */
const entry = z.strictObject({
  path: z.string(),
  lastOpenedAt: z.iso.datetime(),
  archives: z.int().min(0).optional(),
  /** The newest backup that this computer knows of. */
  backup: z.strictObject({ folder: z.string(), at: z.iso.datetime() }).optional(),
});
const list = z.array(entry).max(MOST);
type Entry = z.infer<typeof list>[number];

/** Which vaults were opened on this computer, the latest first. */
export interface RecentVaults {
  all(): ReadonlyArray<Entry & { readonly present: boolean }>;
  remember(path: string, at: Date): void;
  /** What the vault says of itself; one that was never opened here comes last. */
  note(note: VaultNote): void;
  forget(path: string): void;
}

/** Kept sealed by the system's key store where there is one: names of folders tell of the business. */
export function openRecentVaults(folder: string): RecentVaults {
  const path = join(folder, 'recent-archives');
  const read = (): Entry[] => readSettings(path, (text) => list.parse(JSON.parse(unseal(text)))) ?? [];
  const write = (entries: Entry[]): void => writeSettings(path, seal(JSON.stringify(entries.slice(0, MOST))));
  const known = (of: string): Entry | undefined => read().find((one) => one.path === of);
  const others = (than: string): Entry[] => read().filter((entry) => entry.path !== than);
  /** A vault may have moved while this computer did not hear of it. */
  const followed = (): Entry[] => {
    const before = read();
    const after = before.reduce((entries, { path: old }) => moved(entries, old, followMoved(old)), before);
    if (after.some(({ path: now }, at) => now !== before[at]?.path)) write(after);
    return after;
  };
  return {
    all: () => followed().map((entry) => ({ ...entry, present: existsSync(entry.path) })),
    remember: (opened, at) =>
      write([{ ...known(opened), path: opened, lastOpenedAt: at.toISOString() }, ...others(opened)]),
    note: ({ path: noted, archives, backup, movedTo }) => {
      if (movedTo !== undefined) return write(moved(read(), noted, movedTo));
      const entries = read();
      const before = known(noted);
      const after = {
        ...(before ?? { path: noted, lastOpenedAt: new Date(backup?.at ?? 0).toISOString() }),
        ...(archives !== undefined && { archives }),
        ...(backup && { backup: { folder: backup.folder, at: new Date(backup.at).toISOString() } }),
      };
      return write(before ? entries.map((one) => (one.path === noted ? after : one)) : [...entries, after]);
    },
    forget: (gone) => write(others(gone)),
  };
}

/** The entry of a vault that moved, at its place; one that the new path had goes. */
function moved(entries: Entry[], from: string, to: string): Entry[] {
  if (from === to || !entries.some((one) => one.path === from)) return entries;
  return entries
    .filter((one) => one.path !== to)
    .map((one) => (one.path === from ? { ...one, path: to } : one));
}

const SEALED = 'sealed:';

function seal(text: string): string {
  if (!safeStorage.isEncryptionAvailable()) return text;
  return SEALED + safeStorage.encryptString(text).toString('base64');
}

function unseal(text: string): string {
  if (!text.startsWith(SEALED)) return text;
  return safeStorage.decryptString(Buffer.from(text.slice(SEALED.length), 'base64'));
}
