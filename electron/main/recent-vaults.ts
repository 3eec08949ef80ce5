import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { safeStorage } from 'electron';
import { z } from 'zod';
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
  return {
    all: () => read().map((entry) => ({ ...entry, present: existsSync(entry.path) })),
    remember: (opened, at) =>
      write([{ ...known(opened), path: opened, lastOpenedAt: at.toISOString() }, ...others(opened)]),
    note: ({ path: noted, archives, backup }) => {
      const entries = read();
      const before = known(noted);
      const after = {
        ...(before ?? { path: noted, lastOpenedAt: new Date(backup?.at ?? 0).toISOString() }),
        ...(archives !== undefined && { archives }),
        ...(backup && { backup: { folder: backup.folder, at: new Date(backup.at).toISOString() } }),
      };
      write(before ? entries.map((one) => (one.path === noted ? after : one)) : [...entries, after]);
    },
    forget: (gone) => write(others(gone)),
  };
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
