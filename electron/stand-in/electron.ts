/** What `import … from 'electron'` finds in the stand-in: the parts that the program uses. */
import type * as electron from 'electron';
import { defaultSession, fromPartition } from './sessions.ts';
import { lacking } from './lacking.ts';

export { app } from './application.ts';
export { dialog } from './dialogs.ts';
export { ipcMain } from './ipc.ts';
export { Menu } from './menus.ts';
export { nativeTheme, powerMonitor, safeStorage, screen, shell } from './system.ts';
export { utilityProcess } from './utility-process.ts';
export { BrowserWindow } from './windows.ts';

export const session = lacking<typeof electron.session>('session', { defaultSession, fromPartition });

/** The browser needs no word of schemes: see `address.ts`. */
export const protocol = lacking<typeof electron.protocol>('protocol', {
  registerSchemesAsPrivileged: () => undefined,
});
