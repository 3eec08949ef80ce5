import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const CLI = fileURLToPath(new URL('../../../db/cli.ts', import.meta.url));
const FIXTURES = fileURLToPath(new URL('../../fixtures/import/', import.meta.url));
const PASSWORD = 'command line words';

let folder = '';
let archive = '';
let made: ReturnType<typeof run>;

/** Runs the real command line in a process of its own. */
function run(args: readonly string[], password = PASSWORD) {
  const result = spawnSync(process.execPath, [CLI, ...args, '--archive', archive], {
    encoding: 'utf8',
    env: { ...process.env, KEDANG_PASSWORD: password, LANG: 'en_GB.UTF-8', LC_ALL: '' },
    timeout: 60_000,
  });
  return { exit: result.status, out: result.stdout, err: result.stderr };
}

function json<Value>(args: readonly string[]): Value {
  const { exit, out, err } = run([...args, '--json']);
  if (exit !== 0) throw new Error(`exit ${exit}: ${err}`);
  expect(out.trimEnd().split('\n')).toHaveLength(1);
  return JSON.parse(out) as Value;
}

interface ImportResult {
  total: number;
  added: number;
  updated: number;
  skipped: number;
  refused: number;
  reasons: Array<{ row: number; code: string; message: string }>;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kedang-cli-'));
  archive = join(folder, 'trial.kda');
  made = run(['create', '--trial', '--company', '佛山市测试五金有限公司', '--fonds', 'QZ01', '--json']);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('makes a trial archive and asks nothing', () => {
  expect(made).toMatchObject({ exit: 0, err: '' });
  expect(JSON.parse(made.out)).toMatchObject({
    fonds: 'QZ01',
    trial: true,
    company: '佛山市测试五金有限公司',
  });
});

test('imports the department’s ledger of three sheets, and nothing twice', () => {
  const file = join(FIXTURES, 'ledger-2025.xlsx');
  const dry = json<ImportResult>(['import', file, '--dry-run']);
  expect(dry).toMatchObject({ total: 1900, refused: 0 });
  const first = json<ImportResult>(['import', file]);
  expect(first).toEqual(dry);
  expect(first.added + first.updated + first.skipped).toBe(1900);
  expect(json<ImportResult>(['import', file])).toMatchObject({ total: 1900, added: 0, refused: 0 });
}, 120_000);

test('searches several texts in one run', () => {
  const found = json<Array<{ query: string; total: number; ms: number; results: unknown[] }>>([
    'search',
    '金艺',
    '没有这一户',
    '--limit',
    '5',
  ]);
  expect(found.map(({ query }) => query)).toEqual(['金艺', '没有这一户']);
  expect(found[1]).toMatchObject({ total: 0, results: [] });
});

test('shows an archive by its 档号, and says when there is none', () => {
  const [found] = json<Array<{ results: Array<{ archiveNo: string; name: string }> }>>([
    'search',
    '有限公司',
  ]);
  const archiveNo = found?.results[0]?.archiveNo ?? '';
  expect(json<object>(['show', archiveNo])).toMatchObject({ index: { archiveNo }, access: 'full' });
  const missing = run(['show', 'QZ01-KH·1999-D30-YW-0001']);
  expect(missing).toMatchObject({ exit: 1, out: '' });
  expect(missing.err.trim().split('\n')).toHaveLength(1);
});

test('verifies the archive', () => {
  const result = json<{ ok: boolean; checks: Array<{ name: string; ok: boolean; detail: string }> }>([
    'verify',
  ]);
  expect(result.ok).toBe(true);
  expect(result.checks.every(({ ok }) => ok)).toBe(true);
});

test('keeps the permissions of whoever signs in', () => {
  const refused = run(['import', join(FIXTURES, 'suppliers-gb18030.csv'), '--user', 'requester']);
  expect(refused).toMatchObject({ exit: 1, out: '' });
  expect(refused.err).not.toMatch(/ at |Error/);
});

test('a wrong password and an unknown login say the same', () => {
  const wrong = run(['verify'], 'not this password');
  const unknown = run(['verify', '--user', 'nobody']);
  expect([wrong.exit, wrong.err]).toEqual([1, unknown.err]);
});

test('wrong usage is told apart from refusals', () => {
  expect(run([]).exit).toBe(2);
  expect(run(['dance']).exit).toBe(2);
  expect(run(['import']).exit).toBe(2);
  expect(run(['search', 'x', '--limit', 'many']).exit).toBe(2);
  expect(run(['verify', '--no-such-option']).exit).toBe(2);
  expect(run(['--help'])).toMatchObject({ exit: 0, err: '' });
});

test('writes the refused rows to a file that can be mended, and never over another', () => {
  const refused = join(folder, 'refused.xlsx');
  const result = json<ImportResult>(['import', join(FIXTURES, 'bad', 'ragged.csv'), '--refused', refused]);
  expect(result.refused).toBe(result.reasons.length === 0 ? 0 : result.refused);
  expect(existsSync(refused)).toBe(result.refused > 0);
});

test('a file that is no table is refused with one line, and nothing is imported', () => {
  const before = json<Array<{ total: number }>>(['search', '公司'])[0]?.total;
  for (const bad of [
    'empty.csv',
    'header-only.csv',
    'no-name-column.csv',
    'not-a-workbook.xlsx',
    'truncated.xlsx',
  ]) {
    const { exit, out, err } = run(['import', join(FIXTURES, 'bad', bad)]);
    expect({ bad, exit, out, lines: err.trim().split('\n').length }).toEqual({
      bad,
      exit: 1,
      out: '',
      lines: 1,
    });
  }
  expect(json<Array<{ total: number }>>(['search', '公司'])[0]?.total).toBe(before);
}, 60_000);

test('asks for the rest when an archive for real use is made, and has the sheets typed back', () => {
  const real = join(folder, 'real.kda');
  const recovery = join(folder, 'sheets.txt');
  const result = spawnSync(
    process.execPath,
    [
      CLI,
      'create',
      '--archive',
      real,
      '--company',
      '佛山市真实五金有限公司',
      '--fonds',
      'QZ02',
      '--recovery',
      recovery,
    ],
    {
      encoding: 'utf8',
      env: { ...process.env, KEDANG_PASSWORD: PASSWORD },
      input: 'AAAAA\nBBBBB\nroot\n管理员\n',
    },
  );
  expect(result.status).toBe(1);
  expect(existsSync(real)).toBe(false);
  expect(readFileSync(recovery, 'utf8')).toMatch(/3\/3/);
});
