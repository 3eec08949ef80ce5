import { join } from 'node:path';
import { z } from 'zod';
import { preferences as shared } from '../shell/values.ts';
import type { Language, Preferences } from '../shell/values.ts';
import { readSettings, writeSettings } from './settings-file.ts';

/** Whole pixels of the screen, as the window last stood. */
const place = z.strictObject({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximized: z.boolean(),
});
export type WindowPlace = z.infer<typeof place>;

const stored = shared.extend({ window: place.optional() });
type Stored = z.infer<typeof stored>;

/** How this computer shows the program; nothing of any vault. */
export interface PreferenceStore {
  read(): Preferences;
  change(changes: Partial<Preferences>): Preferences;
  windowPlace(): WindowPlace | undefined;
  rememberWindow(place: WindowPlace): void;
}

/** @param locale the system's language, which decides at the first start. */
export function openPreferences(folder: string, locale: string): PreferenceStore {
  const path = join(folder, 'preferences.json');
  let current: Stored = readSettings(path, (text) => stored.parse(JSON.parse(text))) ?? {
    language: firstLanguage(locale),
    theme: 'system',
  };
  const replace = (next: Stored): void => {
    current = next;
    writeSettings(path, JSON.stringify(next));
  };
  return {
    read: () => ({ language: current.language, theme: current.theme }),
    change: (changes) => {
      replace({ ...current, ...changes });
      return { language: current.language, theme: current.theme };
    },
    windowPlace: () => current.window,
    rememberWindow: (window) => {
      try {
        replace({ ...current, window });
      } catch {
        // Where a window stood is not worth a failure while the program closes.
      }
    },
  };
}

/** Chinese unless the system speaks English. */
function firstLanguage(locale: string): Language {
  return locale.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}
