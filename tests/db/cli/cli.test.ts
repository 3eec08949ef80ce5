import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FIXTURES, IMPORT, openFolder } from './support.ts';

interface Found {
  query: string;
  total: number;
  totalIsExact: boolean;
  ms: number;
  results: Array<{ archiveNo: string; name: string }>;
}

let place: ReturnType<typeof openFolder>;
/** One run of a search for several texts. */
let found: Found[] = [];

beforeAll(async () => {
  place = openFolder();
  await place.json([...IMPORT, place.table('金艺')]);
  found = await place.json(['search', '金艺', '没有这一户', '--limit', '1']);
});
afterAll(() => place[Symbol.dispose]());

const run: ReturnType<typeof openFolder>['run'] = (...asked) => place.run(...asked);

test('searches several texts in one run', () => {
  expect(found.map(({ query }) => query)).toEqual(['金艺', '没有这一户']);
  expect([found[0]?.total, found[0]?.results.length]).toEqual([2, 1]);
  expect(found[1]).toMatchObject({ total: 0, results: [] });
});

test('a search says whether its total is exact, and how many results it gives at most', async () => {
  expect(found).toMatchObject([{ totalIsExact: true }, { total: 0 }]);
  const { exit, out, err } = await run(['search', '五金', '--limit', '201', '--json']);
  expect([exit, out]).toEqual([2, '']);
  expect(err).toContain('200');
});

test('a 档号 is found as people type it, and stands at the top of what is shown', async () => {
  const { archiveNo = '', name = '' } = found[0]?.results[0] ?? {};
  expect(archiveNo).toContain('·');
  for (const typed of [
    archiveNo,
    ` ${archiveNo.toLowerCase().replace('·', '.')} `,
    archiveNo.replace('·', '-'),
  ])
    expect(await place.json(['show', typed])).toMatchObject({
      archiveNo,
      name,
      index: { archiveNo },
      input: { name },
      access: 'full',
    });
});

test('says in one line when there is no archive with a 档号', async () => {
  const missing = await run(['show', 'QZ01-KH·1999-D30-YW-0001']);
  expect(missing).toMatchObject({ exit: 1, out: '' });
  expect(missing.err.trim().split('\n')).toHaveLength(1);
});

test('a file that is no table is refused with one line, and nothing is imported', async () => {
  for (const bad of [
    'empty.csv',
    'header-only.csv',
    'no-name-column.csv',
    'not-a-workbook.xlsx',
    'truncated.xlsx',
  ]) {
    const { exit, out, err } = await place.run(['import', join(FIXTURES, 'bad', bad)]);
    expect({ bad, exit, out, lines: err.trim().split('\n').length }).toEqual({
      bad,
      exit: 1,
      out: '',
      lines: 1,
    });
  }
  expect(await place.totalOf('公司')).toBe(0);
});

test('keeps the permissions of whoever signs in', async () => {
  const refused = await run(['import', join(FIXTURES, 'suppliers-gb18030.csv'), '--user', 'requester']);
  expect(refused).toMatchObject({ exit: 1, out: '' });
  expect(refused.err).not.toMatch(/ at |Error/);
});

test('a wrong password and an unknown login say the same', async () => {
  const wrong = await run(['verify'], 'not this password');
  const unknown = await run(['verify', '--user', 'nobody']);
  expect([wrong.exit, wrong.err]).toEqual([1, unknown.err]);
});

test('wrong usage is told apart from refusals', async () => {
  expect((await run([])).exit).toBe(2);
  expect((await run(['dance'])).exit).toBe(2);
  expect((await run(['import'])).exit).toBe(2);
  expect((await run(['search', 'x', '--limit', 'many'])).exit).toBe(2);
  expect((await run(['verify', '--no-such-option'])).exit).toBe(2);
  expect(await run(['--help'])).toMatchObject({ exit: 0, err: '' });
});

test('what a command does not take was passed over without a word', async () => {
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
    const { exit, out, err } = await run(args);
    expect([args, exit, out, err.trim().split('\n').length]).toEqual([args, 2, '', 1]);
  }
});
