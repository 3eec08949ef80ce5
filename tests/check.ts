/**
 * `npm run check`: format, lint, types and the unit tests. Types are checked while the tests get ready, which keeps one
 * core busy and leaves the others waiting.
 */
import { spawn } from 'node:child_process';

/** Runs a script of `package.json`; resolves to its exit code. */
function run(script: string): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const child = spawn('npm', ['run', '-s', script], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  child.once('exit', (code) => resolve(code ?? 1));
  child.once('error', () => resolve(1));
  return promise;
}

if ((await run('lint')) !== 0) process.exit(1);
const types = run('types').then((code) => {
  if (code !== 0) process.stderr.write('the types do not fit, see above; the tests go on\n');
  return code;
});
const codes = await Promise.all([types, run('unit')]);
process.exitCode = codes.some((code) => code !== 0) ? 1 : 0;
