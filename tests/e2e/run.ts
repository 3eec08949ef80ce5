/** `npm run e2e`: the journeys in a real window engine, on Electron where it is and on the stand-in where it is not. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMPILED } from '../support/cache.ts';
import { ensureBuilt } from '../../electron/build.ts';
import { chooseEngine, hasVirtualScreen } from './support/engine.ts';
import type { Engine } from './support/engine.ts';
import { makeTrials } from './support/make-trials.ts';
import { MADE } from './support/trial.ts';

const root = join(import.meta.dirname, '..', '..');
const resultsFile = join(root, 'test-results', 'e2e.json');

interface Results {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
}

const engine = await chooseEngine();
console.log(`end-to-end tests on ${engine.name} (${engine.reason}): ${engine.executable}`);
await ensureBuilt(() => console.log('building'));
rmSync(resultsFile, { force: true });
const made = mkdtempSync(join(tmpdir(), 'kedang-e2e-made-'));
try {
  const [exitCode] = await Promise.all([runJourneys(engine), makeTrials(made)]);
  process.exitCode = summarize(exitCode);
} finally {
  rmSync(made, { recursive: true, force: true });
}

async function runJourneys({ name }: Engine): Promise<number> {
  const cli = join(root, 'node_modules', 'playwright', 'cli.js');
  const config = join(import.meta.dirname, 'playwright.config.ts');
  const line = [process.execPath, cli, 'test', `--config=${config}`, ...process.argv.slice(2)];
  const needsScreen = name === 'electron' && process.platform === 'linux' && !process.env.DISPLAY;
  const [command = '', ...args] = needsScreen && hasVirtualScreen() ? ['xvfb-run', '-a', ...line] : line;
  const child = spawn(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: COMPILED, ...process.env, KEDANG_TEST_ENGINE: name, [MADE]: made },
  });
  const { promise, resolve } = Promise.withResolvers<number>();
  child.once('exit', (exitCode) => resolve(exitCode ?? 1));
  child.once('error', () => resolve(1));
  return promise;
}

/** A run in which nothing ran has not passed. */
function summarize(exitCode: number): number {
  const { expected, unexpected, flaky, skipped } = readResults().stats;
  console.log(
    `end-to-end on ${engine.name}: ${expected} passed, ${unexpected} failed, ${flaky} flaky, ${skipped} skipped`,
  );
  return exitCode === 0 && expected > 0 && unexpected === 0 ? 0 : 1;
}

function readResults(): Results {
  try {
    return JSON.parse(readFileSync(resultsFile, 'utf8'));
  } catch {
    return { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 } };
  }
}
