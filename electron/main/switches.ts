/**
 * What may stand on the program's command line: everything else is refused before anything is opened. Chromium, Node and
 * Electron know thousands of switches, and many of them open the program to others (a debugger, an extension, a proxy, a
 * profile elsewhere), so that those which change nothing but the look are named here instead.
 */

import { wordsIn } from './words.ts';

/** Set by what starts the program for a test. It counts for a program that is not packaged alone. */
export const TEST_ENVIRONMENT = 'KEDANG_TEST';

/** Exit code of a program that was started in a wrong way. */
export const WRONG_USAGE = 2;

const HARMLESS: ReadonlySet<string> = new Set([
  'lang',
  'disable-gpu',
  'disable-gpu-compositing',
  'force-device-scale-factor',
  'ozone-platform',
  'ozone-platform-hint',
  'enable-wayland-ime',
  // Node's own: no signal opens its debugger.
  'disable-sigusr1',
]);

/** Options of Node by which somebody else's code or a debugger comes in. */
const NODE_DOORS = /^(?:--inspect|--debug|--require$|--import$|--loader|--experimental-loader|-r$)/;
/** By these Electron leaves its sandbox, or is no program at all. */
const ELECTRON_DOORS = ['ELECTRON_DISABLE_SANDBOX', 'ELECTRON_RUN_AS_NODE', 'ELECTRON_FORCE_IS_PACKAGED'];

export interface Start {
  /** All that was said after the program's name, in any order. */
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Chromium's own sandbox refuses root, who has `--no-sandbox` for that. */
  readonly isRoot: boolean;
  readonly isPackaged: boolean;
}

/** Names of what is refused of the way in which the program was started, as they are shown; none: it may start. */
export function refusedSwitches(start: Start): readonly string[] {
  const { environment, isPackaged } = start;
  if (!isPackaged && environment[TEST_ENVIRONMENT] === '1') return [];
  const given = start.arguments.flatMap((argument) => switchIn(argument, start.platform) ?? []);
  const switches = given.filter((name) => !isAllowed(name, start)).map((name) => `--${name}`);
  const options = (environment['NODE_OPTIONS'] ?? '').split(/[\s="']+/).filter((one) => NODE_DOORS.test(one));
  const doors = ELECTRON_DOORS.filter((name) => environment[name] !== undefined);
  const variables = [...(options.length > 0 ? ['NODE_OPTIONS'] : []), ...doors];
  return [...new Set([...switches, ...variables])].map(shown);
}

/** What Chromium takes for a switch: `--name`, `-name`, on Windows `/name` too; it knows no end of them. */
function switchIn(argument: string, platform: NodeJS.Platform): string | undefined {
  const found = (platform === 'win32' ? /^(?:--|-|\/)(.*)$/s : /^--?(.*)$/s).exec(argument);
  const name = found?.[1]?.split('=', 1)[0];
  return name === undefined || name === '' ? undefined : name.toLowerCase();
}

function isAllowed(name: string, { platform, isRoot }: Start): boolean {
  if (HARMLESS.has(name)) return true;
  if (name === 'no-sandbox') return platform === 'linux' && isRoot;
  // The number by which the desktop of a Mac starts a program.
  return platform === 'darwin' && /^psn_\d+_\d+$/.test(name);
}

/** Whoever wrote it may have wanted more to be shown than a name. */
function shown(name: string): string {
  return name.replace(/[^\w-]/g, '').slice(0, 60);
}

/** In the language of the system, as far as that is known before the start. */
export function refusalWords(
  refused: readonly string[],
  { LC_ALL, LANG }: Start['environment'],
): { readonly title: string; readonly text: string } {
  const words = wordsIn((LC_ALL || LANG || '').startsWith('en') ? 'en' : 'zh-CN');
  return {
    title: words['app.name'],
    text: words['start.refused'].replace('{{switches}}', refused.join(' ')),
  };
}
