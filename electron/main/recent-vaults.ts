import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { safeStorage } from 'electron';
import { z } from 'zod';
import { readSettings, writeSettings } from './settings-file.ts';

const MOST = 10;

const list = z.array(z.strictObject({ path: z.string(), lastOpenedAt: z.iso.datetime() })).max(MOST);
type Entry = z.infer<typeof list>[number];

/** Which vaults were opened on this computer, the latest first. */
export interface RecentVaults {
  all(): ReadonlyArray<Entry & { readonly present: boolean }>;
  remember(path: string, at: Date): void;
  forget(path: string): void;
}

/** Kept sealed by the system's key store where there is one: names of folders tell of the business. */
export function openRecentVaults(folder: string): RecentVaults {
  const path = join(folder, 'recent-archives');
  const read = (): Entry[] => readSettings(path, (text) => list.parse(JSON.parse(unseal(text)))) ?? [];
  const write = (entries: Entry[]): void => writeSettings(path, seal(JSON.stringify(entries.slice(0, MOST))));
  const others = (than: string): Entry[] => read().filter((entry) => entry.path !== than);
  return {
    all: () => read().map((entry) => ({ ...entry, present: existsSync(entry.path) })),
    remember: (opened, at) => write([{ path: opened, lastOpenedAt: at.toISOString() }, ...others(opened)]),
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
