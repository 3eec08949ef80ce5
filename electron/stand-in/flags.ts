/** Switches after the entry's name on the command line. `--user-data-dir` is Chromium's own, as with Electron. */
function switchValue(name: string): string | undefined {
  const prefix = `--${name}=`;
  return process.argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length);
}

/** No window is shown; dialogs are answered and prints collected through `control.ts`. */
export const headless = process.argv.includes('--stand-in-headless');

export const userDataDir = switchValue('user-data-dir');

/** Chromium, Chrome or Edge. */
export const browserPath = switchValue('stand-in-browser');
