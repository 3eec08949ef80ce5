/**
 * `npm start`: builds what is not built and opens the program, on Electron where its binary is here or can be
 * fetched, otherwise over an installed Chromium. Where nothing can be shown it runs the tour without a window.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './build.ts';
import { electronBinary, fetchElectron } from './electron-binary.ts';
import { ensureBrowser } from './stand-in/find-browser.ts';
import { wordsIn } from './main/words.ts';

const root = join(import.meta.dirname, '..');
const entry = join(root, 'out', 'main', 'index.js');
const locale = process.env.LC_ALL ?? process.env.LANG ?? '';
/** Chromium's own sandbox refuses root; nobody but a container's builder is root here. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const words = wordsIn(locale.startsWith('en') ? 'en' : 'zh-CN');

process.exitCode = await start();

async function start(): Promise<number> {
  if (!hasDisplay()) {
    console.error(words['stand_in.no_display']);
    return run(process.execPath, [join(import.meta.dirname, 'stand-in', 'demo.ts')]);
  }
  await ensureBuilt(() => console.log(words['start.building']));
  const binary = electronBinary() ?? (await fetchElectron(() => console.log(words['start.fetching'])));
  if (binary !== undefined) return run(binary, [...asRoot, root]);

  const browser = await ensureBrowser(() => console.log(words['start.installing_browser']));
  if (browser === undefined) {
    console.error(words['stand_in.no_browser']);
    return 1;
  }
  console.log(words['stand_in.no_electron'].replace('{{browser}}', browser));
  const standIn = join(import.meta.dirname, 'stand-in', 'run.ts');
  return run(process.execPath, ['--disable-sigusr1', standIn, entry, `--stand-in-browser=${browser}`]);
}

/** Windows and macOS always have one for a person signed in; elsewhere X11 or Wayland says so. */
function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform === 'win32' || process.platform === 'darwin' || Boolean(DISPLAY ?? WAYLAND_DISPLAY);
}

/** Ends with the program, and passes on what would end it. */
async function run(command: string, args: string[]): Promise<number> {
  const child = spawn(command, [...args, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGINT', () => child.kill('SIGINT'));
  const { promise, resolve } = Promise.withResolvers<number>();
  child.once('exit', (code) => resolve(code ?? 1));
  child.once('error', () => resolve(1));
  return promise;
}
