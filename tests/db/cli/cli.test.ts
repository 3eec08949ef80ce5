import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const CLI = fileURLToPath(new URL('../../../db/cli.ts', import.meta.url));
const FIXTURES = fileURLToPath(new URL('../../fixtures/import/', import.meta.url));
const PASSWORD = 'command line words';

let folder = '';
let vault = '';
let made: ReturnType<typeof run>;

/** Runs the real command line in a process of its own. */
function run(args: readonly string[], password = PASSWORD) {
  const result = spawnSync(process.execPath, [CLI, ...args, '--archive', vault], {
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
  vault = join(folder, 'trial.kda');
  made = run(['create', '--trial', '--company', '佛山市测试五金有限公司', '--fonds', 'QZ01', '--json']);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('makes a trial vault and asks nothing', () => {
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
}, 60_000);

test('verifies the vault', () => {
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

test('a refused sign-in ends at once, though readers of the file were started', () => {
  const wrong = run(['import', join(FIXTURES, 'ledger-2025.xlsx')], 'not this password');
  expect(wrong).toMatchObject({ exit: 1, out: '' });
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
}, 120_000);

/** As `create` for real use, with what is typed. */
function createReal(name: string, input: string, recovery = join(folder, `${name}.txt`)) {
  const path = join(folder, `${name}.kda`);
  const company = ['--company', '佛山市真实五金有限公司', '--fonds', 'QZ02', '--recovery', recovery];
  const { status, stderr } = spawnSync(process.execPath, [CLI, 'create', '--archive', path, ...company], {
    encoding: 'utf8',
    env: { ...process.env, KEDANG_PASSWORD: PASSWORD, LANG: 'en_GB.UTF-8', LC_ALL: '' },
    input,
  });
  return { status, stderr, path, recovery };
}

test('has the sheets of a vault for real use typed back, and takes them away when they are not', () => {
  const result = createReal('real', 'root\n管理员\nAAAAA\nBBBBB\n');
  expect(result.status).toBe(1);
  expect(result.stderr).toMatch(/recovery sheets are in/);
  expect(result.stderr.trim().split('\n').at(-1)).toMatch(/sheet/i);
  expect(readdirSync(folder).filter((name) => name.startsWith('real'))).toEqual([]);
}, 60_000);

test('asked for the sheets before it said that the login or a name could not be', () => {
  for (const [input, problem] of [
    ['\u200b\n管理员\n', /login/i],
    ['root\n \n', /name of a person/],
  ] as const) {
    const { status, stderr } = createReal('early', input);
    expect([status, stderr.includes('recovery sheets')]).toEqual([1, false]);
    expect(stderr).toMatch(problem);
  }
  expect(readdirSync(folder).filter((name) => name.startsWith('early'))).toEqual([]);
}, 60_000);

test('did not say which file was in the way of a new vault, and asked all questions first', () => {
  const sheets = join(folder, 'mine.txt');
  writeFileSync(sheets, 'mine');
  const inWay = createReal('way', '', sheets);
  expect([inWay.status, readFileSync(sheets, 'utf8')]).toEqual([1, 'mine']);
  expect(inWay.stderr).toContain(sheets);
  expect(run(['create', '--trial', '--company', '五金', '--fonds', 'QZ01']).err).toContain(vault);
  expect(createReal('way', '', '/no such folder/x.txt').stderr).toContain('/no such folder');
}, 60_000);

test('made a trial vault without a name', () => {
  const other = join(folder, 'nameless.kda');
  const args = ['create', '--trial', '--fonds', 'QZ01', '--archive', other];
  for (const company of ['', ' ', '五']) {
    const { status, stderr } = spawnSync(process.execPath, [CLI, ...args, '--company', company], {
      encoding: 'utf8',
      env: { ...process.env, KEDANG_PASSWORD: PASSWORD, LANG: 'en_GB.UTF-8', LC_ALL: '' },
    });
    expect([status, existsSync(other)]).toEqual([1, false]);
    expect(stderr).toMatch(/--company/);
  }
}, 60_000);

/** A table with one good row, one with a code that fails its check, one that is refused. */
function table(name: string, code = '914406041234567890'): string {
  const file = join(folder, `${name}.csv`);
  const rows = [`${name}一五金厂,,2025-03-01`, `${name}二电器厂,${code},2025-03-02`];
  writeFileSync(file, ['单位名称,税号,首次接触日期', ...rows, `${name}三包装厂,,2025-13-45`, ''].join('\n'));
  return file;
}

const IMPORT = ['import', '--category', 'supplier'];
const totalOf = (text: string) => json<Array<{ total: number }>>(['search', text])[0]?.total;

test('the place for refused rows was looked at only after the import', () => {
  const file = table('龙江');
  const before = readFileSync(file, 'utf8');
  const places = [join(folder, 'no such folder', 'x.xlsx'), file, vault];
  for (const place of places) {
    const { exit, out, err } = run([...IMPORT, file, '--refused', place, '--json']);
    expect([exit, out, err.trim().split('\n').length]).toEqual([1, '', 1]);
    expect(err).toContain(place === places[0] ? join(folder, 'no such folder') : place);
  }
  expect(readFileSync(file, 'utf8')).toBe(before);
  expect(totalOf('龙江一五金')).toBe(0);
}, 120_000);

/** Runs a command that asks for the password on a pipe, which stays open; `meanwhile` comes before the answer. */
async function runPiped(args: readonly string[], meanwhile: () => void = () => undefined) {
  const { KEDANG_PASSWORD: _, ...env } = process.env;
  const child = spawn(process.execPath, [CLI, ...args, '--archive', vault], {
    env: { ...env, LANG: 'en_GB.UTF-8', LC_ALL: '' },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (err += data));
  child.stderr.once('data', () => {
    meanwhile();
    child.stdin.write(`${PASSWORD}\n`);
  });
  // It ends by itself, or is ended when the test runs out of patience.
  const patience = setTimeout(() => child.kill('SIGKILL'), 45_000);
  const exit = await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(patience);
  return { exit, out, err };
}

test('the result of an import was lost where its refused rows could not be written', async () => {
  const place = join(folder, 'meanwhile.xlsx');
  const { exit, out, err } = await runPiped([...IMPORT, table('乐从'), '--refused', place, '--json'], () =>
    writeFileSync(place, 'mine'),
  );
  expect([exit, JSON.parse(out)]).toMatchObject([1, { added: 2, refused: 1 }]);
  expect(err).toContain('The import was done');
  expect(err).toContain(place);
  expect(readFileSync(place, 'utf8')).toBe('mine');
}, 60_000);

test('an import shows its warnings, and decides all duplicates alike', () => {
  const file = table('北滘', '914406041234567880');
  const first = json<ImportResult & { warnings: ImportResult['reasons'] }>([...IMPORT, file]);
  expect(first).toMatchObject({ added: 2, refused: 1, warnings: [{ row: 3 }] });
  expect(first.warnings[0]?.code).toMatch(/^import\.row_/);
  expect(first.warnings[0]?.message).not.toMatch(/\{\{|^import\./);
  const plain = run([...IMPORT, file, '--dry-run']);
  expect(plain.out).toContain(first.warnings[0]?.message);
  const alike = (choice: string) =>
    json<ImportResult>([...IMPORT, file, '--dry-run', '--duplicates', choice]);
  expect(alike('add')).toMatchObject({ added: 2, skipped: 0 });
  expect(alike('skip')).toMatchObject({ added: 0, updated: 0, skipped: 2 });
  expect(json<ImportResult>([...IMPORT, file, '--duplicates', 'add'])).toMatchObject({ added: 2 });
  expect(run([...IMPORT, file, '--duplicates', 'both'])).toMatchObject({ exit: 2, out: '' });
}, 120_000);

test('a search says whether its total is exact, and how many results it gives at most', () => {
  expect(json(['search', '五金', '没有这一户'])).toMatchObject([{ totalIsExact: true }, { total: 0 }]);
  const { exit, out, err } = run(['search', '五金', '--limit', '201', '--json']);
  expect([exit, out]).toEqual([2, '']);
  expect(err).toContain('200');
}, 60_000);

test('a 档号 is found as people type it, and stands at the top of what is shown', () => {
  const [found] = json<Array<{ results: Array<{ archiveNo: string; name: string }> }>>(['search', '五金']);
  const { archiveNo = '', name = '' } = found?.results[0] ?? {};
  for (const typed of [
    archiveNo,
    ` ${archiveNo.toLowerCase().replace('·', '.')} `,
    archiveNo.replace('·', '-'),
  ])
    expect(json(['show', typed])).toMatchObject({ archiveNo, name, index: { archiveNo }, input: { name } });
}, 60_000);

test('what a command does not take was passed over without a word', () => {
  for (const args of [
    ['import', 'a.csv', 'b.csv'],
    ['verify', 'foo'],
    ['show', 'QZ01-KH·2026-D30-GY-0001', 'extra'],
    ['search', '五金', '--dry-run'],
    ['create', 'name', '--trial', '--company', '五金', '--fonds', 'QZ01'],
    ['verify', '--nope'],
    ['search', '五金', '--limit'],
    ['search', '五金', '--limit', '--json'],
    ['verify', '--json=yes'],
    ['verify', '-x'],
    ['toString'],
    ['--json'],
  ]) {
    const { exit, out, err } = run(args);
    expect([args, exit, out, err.trim().split('\n').length]).toEqual([args, 2, '', 1]);
  }
}, 120_000);

test('never ended while what it read its password from was kept open', async () => {
  expect(await runPiped(['search', '五金'])).toMatchObject({ exit: 0 });
}, 60_000);
