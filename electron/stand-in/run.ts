/**
 * Runs the built main process over an installed Chromium: `node electron/stand-in/run.ts out/main/index.js`.
 * Only the module `electron` is another one; everything else is what Electron would run.
 */
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, setupApplication } from './application.ts';
import { setupControl } from './control.ts';
import { setupDialogs } from './dialogs.ts';
import { setupForeignCalls } from './ipc.ts';
import { setupPower } from './system.ts';
import { shownWindow } from './windows.ts';

const standIn = new URL('electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});

setupControl(() => app.quit());
setupApplication();
setupDialogs();
setupPower();
setupForeignCalls(() => shownWindow().webContents);

const [entry = 'out/main/index.js'] = process.argv.slice(2);
await import(pathToFileURL(resolve(entry)).href);
