import { join } from 'node:path';

/** As `app.setName` calls it. */
const PRODUCT = 'Kedang';

interface Computer {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/**
 * The folder for the program's own files on this computer, the one that Electron gives its windows (`userData`), so that
 * the command line finds what they keep there. `KEDANG_HOME` names another.
 */
export function programFolder({ env, platform, home }: Computer): string {
  const named = env['KEDANG_HOME'];
  if (named) return named;
  if (platform === 'win32') return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), PRODUCT);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', PRODUCT);
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), PRODUCT);
}

/** Where in it stands what was last seen of each vault. */
export const witnessFolderIn = (folder: string): string => join(folder, 'witness');

/** Where in it is the vault to try things in, which the program makes by itself. */
export const trialFolderIn = (folder: string): string => join(folder, 'trial');
