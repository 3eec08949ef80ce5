import { app } from 'electron';
import type { VaultWorker } from './vault-worker.ts';
import type { GrantedFiles } from './granted-files.ts';
import type { AutoLock } from './power.ts';
import type { Windows } from './windows.ts';

export interface LifeParts {
  readonly windows: Windows;
  readonly archive: VaultWorker;
  readonly files: GrantedFiles;
  readonly autoLock: AutoLock;
}

/** What ends with a window, and with the program: the archive is closed in order before anything goes. */
export function setupLife({ windows, archive, files, autoLock }: LifeParts): void {
  windows.onEnded((connection, last) => {
    archive.disconnect(connection);
    files.forget(connection);
    autoLock.forget(connection);
    if (last) app.quit();
  });
  app.on('second-instance', () => windows.focus());
  app.on('activate', () => windows.focus());
  app.on('will-quit', (event) => {
    event.preventDefault();
    void archive.shutdown().finally(() => app.exit(0));
  });
}
