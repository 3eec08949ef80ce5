import { dirname, extname } from 'node:path';
import { app, shell } from 'electron';
import { AppError } from '../../db/domain/errors.ts';
import { writeOutput } from '../../db/vault/output.ts';
import type { VaultEvent } from '../../db/wire.ts';
import { channels, PRINTING } from '../shell/bridge.ts';
import type { ChosenFile, ShellServices } from '../shell/context.ts';
import { documentKinds } from '../shell/values.ts';
import type { FilePurpose, SavePurpose } from '../shell/values.ts';
import type { VaultWorker } from './vault-worker.ts';
import { askForPath } from './dialogs.ts';
import { documentFilters, mannerOf } from './file-manners.ts';
import type { GrantedFiles } from './granted-files.ts';
import type { Leaving } from './leaving.ts';
import type { AutoLock } from './power.ts';
import type { PreferenceStore } from './preferences.ts';
import type { Printing } from './printing.ts';
import type { RecentVaults } from './recent-vaults.ts';
import type { OpenWindow } from './windows.ts';
import { wordsIn } from './words.ts';
import type { Words } from './words.ts';

export interface ShellParts {
  readonly vault: VaultWorker;
  readonly files: GrantedFiles;
  readonly preferences: PreferenceStore;
  readonly recent: RecentVaults;
  readonly printing: Printing;
  readonly autoLock: AutoLock;
  readonly leaving: Leaving;
  /** Applies changed preferences to menus and colours. */
  readonly onPreferences: () => void;
}

/** Files that may be handed to another program: documents of ours, never anything that runs, as a web page does. */
const openable = new Set(documentKinds.filter((kind) => kind !== 'html').map((kind) => `.${kind}`));

/** What the shell's router may do for one window. */
export function shellServicesFor({ connection, window }: OpenWindow, parts: ShellParts): ShellServices {
  const { vault, files, preferences, recent, printing, autoLock, leaving } = parts;
  const words = (): Words => wordsIn(preferences.read().language);

  async function choose(
    purpose: FilePurpose | SavePurpose,
    saving: boolean,
    suggestedName?: string,
  ): Promise<ChosenFile | null> {
    const manner = mannerOf(purpose, saving, words());
    const path = await askForPath(window, manner, suggestedName);
    return path === null ? null : grant(path, manner.access);
  }
  function grant(path: string, access: 'read' | 'write'): ChosenFile {
    const file = files.issue(connection, path);
    vault.grant(connection, file.token, path, access);
    return file;
  }

  function onProgress(done: number, total: number): void {
    const told: VaultEvent = { type: 'progress', job: PRINTING, done, total };
    window.webContents.send(channels.event, told);
  }

  return {
    chooseFile: (purpose) => choose(purpose, false),
    saveFile: (purpose, suggestedName) => choose(purpose, true, suggestedName),
    saveDocument: async (kind, suggestedName, bytes) => {
      const manner = {
        dialog: 'save',
        title: words()['dialog.save'],
        filters: documentFilters(kind, words()),
      } as const;
      const path = await askForPath(window, manner, suggestedName);
      if (path === null) return null;
      await writeOutput(path, bytes, 'shell.save_failed');
      return files.issue(connection, path);
    },
    print: (job, signal) => printing.print(job, { signal, onProgress }),
    printPdf: (job, signal) => printing.printPdf(job, { signal }),
    pdf: (job, signal) => printing.pdf(job, { signal, onProgress }),
    openSaved: async (token) => {
      const path = files.pathOf(connection, token);
      if (!openable.has(extname(path).toLowerCase())) throw new AppError('shell.not_openable');
      if ((await shell.openPath(path)) !== '') throw new AppError('shell.open_failed');
    },
    showSaved: (token) => shell.showItemInFolder(files.pathOf(connection, token)),
    recentVaults: async () =>
      recent.all().map(({ path, lastOpenedAt, present, archives, backup }) => ({
        ...grant(path, 'read'),
        folder: dirname(path),
        lastOpenedAt,
        present,
        archives: archives ?? null,
        backup: backup
          ? { ...grant(backup.folder, 'read'), place: dirname(backup.folder), at: backup.at }
          : null,
      })),
    rememberVault: (token) => recent.remember(files.pathOf(connection, token), new Date()),
    forgetVault: (token) => recent.forget(files.pathOf(connection, token)),
    preferences: () => preferences.read(),
    setPreferences: (changes) => {
      const changed = preferences.change(changes);
      parts.onPreferences();
      return changed;
    },
    lock: () => vault.lock(connection, 'asked'),
    leave: (now) => (now ? leaving.skip() : leaving.stay()),
    reportActivity: () => autoLock.activity(connection),
    setIdleMinutes: (minutes) => autoLock.setIdleMinutes(connection, minutes),
    about: () => ({
      name: words()['app.name'],
      version: app.getVersion(),
      engine: engineOf(window.webContents.getUserAgent()),
      platform: `${process.platform} ${process.arch}`,
    }),
  };
}

/** `Chrome/… Electron/…` out of what the window says of itself. */
function engineOf(userAgent: string): string {
  return (userAgent.match(/(?:HeadlessChrome|Chrome|Electron)\/[\d.]+/g) ?? []).join(' ');
}
