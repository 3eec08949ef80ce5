/**
 * `npm run package`: makes the installers with electron-builder. Where Electron's program cannot be had it says so
 * in one line, with the ways to give it, before anything is made. Options go on to electron-builder.
 */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { canFetchElectron, electronBinary, isElectronCached } from './electron-binary.ts';
import { wordsIn } from './main/words.ts';
import { listProgramFiles } from './program-files.ts';

const root = join(import.meta.dirname, '..');
const locale = process.env.LC_ALL || process.env.LANG || '';
const words = wordsIn(locale.startsWith('en') ? 'en' : 'zh-CN');

/** How electron-builder is told of each platform. */
const PLATFORMS: Readonly<Record<string, RegExp>> = {
  win32: /^(?:-[a-z]*w[a-z]*|--win|--windows)$/,
  darwin: /^(?:-[a-z]*[mo][a-z]*|--mac|--macos)$/,
  linux: /^(?:-[a-z]*l[a-z]*|--linux)$/,
};

process.exitCode = await makeInstallers(process.argv.slice(2));

async function makeInstallers(options: readonly string[]): Promise<number> {
  const isGiven = options.some((option) => /^(?:-c|--config)\.electronDist\b/.test(option));
  if (isGiven || (await canFetchElectron()) || isElectronCached()) return build(options);
  const binary = isForThisPlatform(options) ? electronBinary() : undefined;
  if (binary !== undefined) return build([...options, `-c.electronDist=${distOf(binary)}`]);
  console.error(words['package.no_electron']);
  return 1;
}

function isForThisPlatform(options: readonly string[]): boolean {
  return Object.entries(PLATFORMS).every(
    ([platform, named]) => platform === process.platform || !options.some((option) => named.test(option)),
  );
}

/** The folder of Electron's distribution; on macOS the program lies deep in its bundle. */
function distOf(binary: string): string {
  const bundle = binary.indexOf('Electron.app');
  return dirname(bundle < 0 ? binary : binary.slice(0, bundle + 'Electron.app'.length));
}

async function build(options: readonly string[]): Promise<number> {
  listProgramFiles(join(root, 'out'));
  const cli = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const child = spawn(process.execPath, [cli, ...options], { cwd: root, stdio: 'inherit' });
  const { promise, resolve } = Promise.withResolvers<number>();
  child.once('exit', (code) => resolve(code ?? 1));
  child.once('error', () => resolve(1));
  return promise;
}
