import { app, dialog } from 'electron';
import { refusalWords, refusedSwitches, WRONG_USAGE } from './switches.ts';

/** Says what it was started with that it refuses, and ends; false: it may start. Before the program is ready. */
export function refuseSwitches(): boolean {
  const refused = refusedSwitches({
    arguments: process.argv.slice(1),
    environment: process.env,
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    isPackaged: app.isPackaged,
  });
  if (refused.length === 0) return false;
  const { title, text } = refusalWords(refused, process.env);
  dialog.showErrorBox(title, text);
  app.exit(WRONG_USAGE);
  return true;
}
