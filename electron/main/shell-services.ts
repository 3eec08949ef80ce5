import { dirname, extname } from 'node:path';
import { app, shell } from 'electron';
import { AppError } from '../../db/domain/errors.ts';
import { writeOutput } from '../../db/vault/output.ts';
import type { VaultEvent } from '../../db/wire.ts';
import { channels, PRINTING } from '../shell/bridge.ts';
import type { ChosenFile, PlacedFile, ShellServices } from '../shell/context.ts';
import { documentKinds } from '../shell/values.ts';
import type { FilePurpose, SavePurpose } from '../shell/values.ts';
import type { VaultWorker } from './vault-worker.ts';
import { askForPath } from './dialogs.ts';
import { droppedTable } from './dropped-file.ts';
import { documentFilters, mannerOf } from './file-manners.ts';
import type { GrantedFiles } from './granted-files.ts';
import type { Leaving } from './leaving.ts';
import type { AutoLock } from './power.ts';
import { proposePlace, type TrialPlace } from './own-places.ts';
import type { PreferenceStore } from './preferences.ts';
import type { Printing } from './printing.ts';
import type { RecentVaults } from './recent-vaults.ts';
import type { StartingOver } from './starting-over.ts';
import type { OpenWindow } from './windows.ts';
import { wordsIn } from './words.ts';
import type { Words } from './words.ts';

export interface ShellParts {
  readonly vault: VaultWorker;
  readonly files: GrantedFiles;
  readonly preferences: PreferenceStore;
  readonly recent: RecentVaults;
  readonly trial: TrialPlace;
  /** The file of the ledger that it begins with. */
  readonly sampleLedger: string;
  readonly printing: Printing;
  readonly autoLock: AutoLock;
  readonly leaving: Leaving;
  readonly startingOver: StartingOver;
  /** Applies changed preferences to menus and colours. */
  readonly onPreferences: () => void;
}

/** Files that may be handed to another program: documents of ours, never anything that runs, as a web page does. */
const openable = new Set(
  [...documentKinds, 'txt'].filter((kind) => kind !== 'html').map((kind) => `.${kind}`),
);

/** What the shell's router may do for one window. */
export function shellServicesFor({ connection, window }: OpenWindow, parts: ShellParts): ShellServices {
  const { vault, files, preferences, recent, trial, printing, autoLock, leaving, startingOver } = parts;
  const words = (): Words => wordsIn(preferences.read().language);

  async function choose(
    purpose: FilePurpose | SavePurpose,
    saving: boolean,
    suggestedName?: string,
  ): Promise<PlacedFile | null> {
    const manner = mannerOf(purpose, saving, words());
    const issue = files.asking(connection);
    const path = await askForPath(window, manner, suggestedName);
    const file = path === null ? null : issue(path);
    if (path === null || file === null) return null;
    vault.grant(connection, file.token, path, manner.access);
    return { ...file, folder: dirname(path) };
  }
  function grant(path: string, access: 'read' | 'write'): ChosenFile {
    const file = files.issue(connection, path);
    vault.grant(connection, file.token, path, access);
    return file;
  }

  function placed(path: string, access: 'read' | 'write'): PlacedFile {
    return { ...grant(path, access), folder: dirname(path) };
  }

  function onProgress(done: number, total: number): void {
    const told: VaultEvent = { type: 'progress', job: PRINTING, done, total };
    window.webContents.send(channels.event, told);
  }

  return {
    chooseFile: (purpose) => choose(purpose, false),
    dropped: async (paths) => {
      const path = droppedTable(paths);
      const issue = files.asking(connection);
      // Only who may import is given anything, and only while they are signed in: the vault knows.
      const asked = { kind: 'query', path: 'import.templates', input: undefined } as const;
      const allowed = await vault.call(connection, asked).result;
      if (!allowed.ok) throw new AppError(allowed.error.code, allowed.error.data);
      const file = issue(path);
      if (!file) throw new AppError('vault.locked');
      vault.grant(connection, file.token, path, 'read');
      return file;
    },
    proposePlace: (name) => {
      const folders = [app.getPath('documents'), app.getPath('home')];
      const named = name === '' ? words()['files.archive'] : name;
      return placed(proposePlace(folders, words()['app.name'], named), 'write');
    },
    trial: () => {
      const { isMade, path } = trial;
      return { vault: grant(path, isMade ? 'read' : 'write'), isMade };
    },
    sampleLedger: () => grant(parts.sampleLedger, 'read'),
    discardTrial: async () => {
      vault.lock(null, 'asked');
      // Answered once it is locked: then nothing holds its files.
      await vault.call(connection, { kind: 'mutation', path: 'vault.close', input: undefined }).result;
      recent.forget(trial.path);
      trial.discard();
    },
    saveFile: (purpose, suggestedName) => choose(purpose, true, suggestedName),
    saveDocument: async (kind, suggestedName, bytes) => {
      const manner = {
        dialog: 'save',
        title: words()['dialog.save'],
        filters: documentFilters(kind, words()),
      } as const;
      const issue = files.asking(connection);
      const path = await askForPath(window, manner, suggestedName);
      const file = path === null ? null : issue(path);
      if (path === null || !file) return null;
      await writeOutput(path, bytes, 'shell.save_failed');
      return file;
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
        ...placed(path, 'read'),
        trial: trial.holds(path),
        lastOpenedAt,
        present,
        archives: archives ?? null,
        backup: backup
          ? { ...grant(backup.folder, 'read'), place: dirname(backup.folder), at: backup.at }
          : null,
      })),
    rememberVault: (token) => recent.remember(files.take(connection, token), new Date()),
    forgetVault: (token) => recent.forget(files.take(connection, token)),
    preferences: () => preferences.read(),
    setPreferences: (changes) => {
      const changed = preferences.change(changes);
      parts.onPreferences();
      return changed;
    },
    lock: () => vault.lock(connection, 'asked'),
    startOver: (isAllKept) => startingOver.ready(connection, isAllKept),
    howLocked: () => startingOver.howLocked(connection),
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
