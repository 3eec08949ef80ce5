import { refusedSwitches, TEST_ENVIRONMENT } from '../main/switches.ts';

/** Only what a test starts is driven by others, and has its files elsewhere. */
export const isTest = process.env[TEST_ENVIRONMENT] === '1';

const HEADLESS = '--stand-in-headless';
const BROWSER = '--stand-in-browser=';
const USER_DATA = '--user-data-dir=';

/** After the entry's name on the command line. `--user-data-dir` is Chromium's own, as with Electron. */
const given = process.argv.slice(3);

function valueAfter(prefix: string): string | undefined {
  return given.find((argument) => argument.startsWith(prefix))?.slice(prefix.length);
}

/** No window is shown; dialogs are answered and prints collected through `control.ts`. */
export const headless = isTest && given.includes(HEADLESS);

export const userDataDir = isTest ? valueAfter(USER_DATA) : undefined;

/** Chromium, Chrome or Edge. */
export const browserPath = valueAfter(BROWSER);

/** What of its start the stand-in refuses, Node's own options among it: its debugger is the program's. */
export function refusedHere(): readonly string[] {
  return refusedSwitches({
    arguments: [...process.execArgv, ...given.filter((argument) => !argument.startsWith(BROWSER))],
    environment: process.env,
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    isPackaged: false,
  });
}
