/**
 * Runs the built main process over an installed Chromium: `node electron/stand-in/run.ts out/main/index.js`.
 * Only the module `electron` is another one; everything else is what Electron would run.
 */
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { refusalWords, WRONG_USAGE } from '../main/switches.ts';
import { app, setupApplication } from './application.ts';
import { setupControl } from './control.ts';
import { setupDialogs } from './dialogs.ts';
import { isTest, refusedHere } from './flags.ts';
import { setupForeignCalls } from './ipc.ts';
import { setupPower } from './system.ts';
import { shownWindow } from './windows.ts';

/** What the program's own modules get in place of these. */
const replaced: Readonly<Record<string, string>> = {
  electron: new URL('electron.ts', import.meta.url).href,
  'node:worker_threads': new URL('threads.ts', import.meta.url).href,
};
const program = new URL('../../out/', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) => {
    const isAsked = specifier === 'electron' || context.parentURL?.startsWith(program);
    const url = isAsked ? replaced[specifier] : undefined;
    return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
  },
});

if (isTest) setupControl(() => app.quit());
setupApplication();
setupDialogs();
setupPower();
setupForeignCalls(() => shownWindow().webContents);

const [entry = 'out/main/index.js'] = process.argv.slice(2);
const refused = refusedHere();
// Nothing of what is the stand-in's own is for the program, which refuses what it does not know.
process.argv.splice(2);
if (refused.length > 0) {
  const { title, text } = refusalWords(refused, process.env);
  process.stderr.write(`${title}: ${text}\n`);
  process.exit(WRONG_USAGE);
}
await import(pathToFileURL(resolve(entry)).href);
