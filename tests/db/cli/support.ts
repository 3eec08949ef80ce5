import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, inject } from 'vitest';
import { run } from '../../../db/cli/run.ts';
import type { SessionPorts } from '../../../db/cli/session.ts';
import { FLOOR_COST } from '../../../db/vault/index.ts';
import { readLongHere, readTableHere } from '../../support/here.ts';
import { TEST_PASSWORD, todaysTemplate } from '../../support/template.ts';

const ENTRY = fileURLToPath(new URL('../../../electron/stand-in/archive.ts', import.meta.url));
export const FIXTURES = fileURLToPath(new URL('../../fixtures/import/', import.meta.url));

/** What came of a command. */
export interface Ended {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

/** Keys at the least cost that is accepted, and read in this process what the program reads in others: quicker, and the same. */
const HERE: SessionPorts = {
  readers: { readTable: readTableHere, prepare: () => {}, close: () => {} },
  readLong: readLongHere,
  cost: FLOOR_COST,
};

/** Gone with the process. */
const homes = mkdtempSync(join(tmpdir(), 'kedang-homes-'));
process.once('exit', () => rmSync(homes, { recursive: true, force: true }));

/**
 * The program's own folder for commands on a vault, one for each path: never that of who runs the tests, and copies of
 * a vault that are opened one after the other know nothing of each other.
 */
export function homeFor(args: readonly string[]): string {
  const place = args[args.indexOf('--archive') + 1] ?? '';
  return join(homes, createHash('sha256').update(place).digest('hex').slice(0, 16));
}

/** A command under way in this process; what it reads and writes are real streams. */
export function begin(
  args: readonly string[],
  { password, tty = false }: { password: string | undefined; tty?: boolean },
) {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const [out, err] = [text(stdout), text(stderr)];
  const streams = Object.assign(new EventEmitter(), {
    stdin: Object.assign(stdin, { isTTY: tty }),
    stdout,
    stderr: Object.assign(stderr, { isTTY: tty }),
    env: { LANG: 'en_GB.UTF-8', KEDANG_PASSWORD: password, KEDANG_PASSWORD_2: TEST_PASSWORD },
  });
  const ended = run(args, streams, { ...HERE, witnessFolder: join(homeFor(args), 'witness') }).then(
    async (exit): Promise<Ended> => {
      stdout.end();
      stderr.end();
      return { exit, out: await out, err: await err };
    },
  );
  return { streams, ended };
}

/** Runs a command in this process, with the whole of what is typed. */
export function runHere(args: readonly string[], password = TEST_PASSWORD, input = ''): Promise<Ended> {
  const { streams, ended } = begin(args, { password });
  streams.stdin.end(input);
  return ended;
}

/**
 * Runs a command in a process of its own. Without a password it is asked for on a pipe that stays open once `answer`
 * has been called and written there; with one the pipe holds `input` and ends.
 */
export async function runProcess(
  args: readonly string[],
  how:
    | { readonly password: string; readonly input?: string }
    | { readonly answer: (child: ChildProcess) => string },
): Promise<Ended> {
  const { KEDANG_PASSWORD: _, ...env } = process.env;
  const password = 'password' in how && { KEDANG_PASSWORD: how.password };
  const child = spawn(process.execPath, [ENTRY, ...args], {
    env: { ...env, KEDANG_HOME: homeFor(args), LANG: 'en_GB.UTF-8', LC_ALL: '', ...password },
  });
  // One that has ended reads nothing any more.
  child.stdin.on('error', () => {});
  // A test may close what it reads; nothing is told then.
  const told = Promise.all([child.stdout, child.stderr].map((stream) => text(stream).catch(() => '')));
  if ('answer' in how) child.stderr.once('data', () => child.stdin.write(`${how.answer(child)}\n`));
  else child.stdin.end(how.input);
  // It ends by itself, or is ended when the test runs out of patience.
  const patience = setTimeout(() => child.kill('SIGKILL'), 45_000);
  const exit = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(patience);
  const [out = '', err = ''] = await told;
  return { exit, out, err };
}

/** A vault with an account per role in a folder of its own, and commands on it in this process. */
export function openFolder(template = todaysTemplate(inject('templateVault'))) {
  const folder = mkdtempSync(join(tmpdir(), 'kedang-cli-'));
  const vault = join(folder, 'vault.kda');
  for (const end of ['', '.keys']) copyFileSync(template + end, vault + end);
  const run = (args: readonly string[], password?: string) =>
    runHere([...args, '--archive', vault], password);
  const json = async <Value>(args: readonly string[]): Promise<Value> => {
    const { exit, out, err } = await run([...args, '--json']);
    if (exit !== 0) throw new Error(`exit ${exit}: ${err}`);
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    return JSON.parse(out) as Value;
  };
  return {
    folder,
    vault,
    run,
    json,
    totalOf: async (text: string) => (await json<Array<{ total: number }>>(['search', text]))[0]?.total,
    /** A table with one good row, one with a code that fails its check, one that is refused. */
    table(name: string, code = '914406041234567890'): string {
      const file = join(folder, `${name}.csv`);
      const rows = [`${name}一五金厂,,2025-03-01`, `${name}二电器厂,${code},2025-03-02`];
      const lines = ['单位名称,税号,首次接触日期', ...rows, ',,2025-03-03', ''];
      writeFileSync(file, lines.join('\n'));
      return file;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export const IMPORT = ['import', '--category', 'supplier'];

export interface ImportResult {
  total: number;
  added: number;
  updated: number;
  skipped: number;
  refused: number;
  reasons: Array<{ row: number; code: string; message: string }>;
}
