import { app } from 'electron';
import type { VaultWorker } from './vault-worker.ts';
import type { GrantedFiles } from './granted-files.ts';
import type { Leaving } from './leaving.ts';
import type { AutoLock } from './power.ts';
import type { StartingOver } from './starting-over.ts';
import type { Windows } from './windows.ts';

export interface LifeParts {
  readonly windows: Windows;
  readonly vault: VaultWorker;
  readonly files: GrantedFiles;
  readonly autoLock: AutoLock;
  readonly leaving: Leaving;
  readonly startingOver: StartingOver;
}

/** What ends with a window, and with the program: the vault is closed in order before anything goes. */
export function setupLife({ windows, vault, files, autoLock, leaving, startingOver }: LifeParts): void {
  windows.onClosing((last) => !last || leaving.mayEnd());
  app.on('before-quit', (event) => {
    if (!leaving.mayEnd()) event.preventDefault();
  });
  windows.onEnded((connection, last) => {
    vault.disconnect(connection);
    files.forget(connection);
    autoLock.forget(connection);
    startingOver.forget(connection);
    if (last) app.quit();
  });
  app.on('second-instance', () => windows.focus());
  app.on('activate', () => windows.focus());
  app.on('will-quit', (event) => {
    event.preventDefault();
    void vault.shutdown().finally(() => app.exit(0));
  });
}
