/** What only a process shows: how it ends, and what it hears from outside. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TEST_PASSWORD } from '../../support/template.ts';
import { FIXTURES, IMPORT, openFolder, runProcess } from './support.ts';

let place: ReturnType<typeof openFolder>;
let on: readonly string[] = [];

beforeAll(() => {
  place = openFolder();
  on = ['--archive', place.vault];
});
afterAll(() => place[Symbol.dispose]());

test('wrong usage has an exit code of its own, and says so where no results go', async () => {
  const wrong = await runProcess(['dance', ...on], { password: TEST_PASSWORD });
  expect([wrong.exit, wrong.out, wrong.err.trim().split('\n').length]).toEqual([2, '', 1]);
});

test('a refused sign-in ends at once, though readers of the file were started', async () => {
  const file = join(FIXTURES, 'ledger-2025.xlsx');
  const wrong = await runProcess(['import', file, ...on], { password: 'not this password' });
  expect(wrong).toMatchObject({ exit: 1, out: '' });
});

test('the result of an import was lost where its refused rows could not be written', async () => {
  const refused = join(place.folder, 'meanwhile.xlsx');
  const args = [...IMPORT, place.table('乐从'), '--refused', refused, '--json', ...on];
  // It never ended while what it read its password from was kept open, as here.
  const { exit, out, err } = await runProcess(args, {
    answer: () => {
      writeFileSync(refused, 'mine');
      return TEST_PASSWORD;
    },
  });
  expect([exit, JSON.parse(out)]).toMatchObject([1, { added: 2, refused: 1 }]);
  expect(err).toContain('The import was done');
  expect(err).toContain(refused);
  expect(err).not.toContain(TEST_PASSWORD);
  expect(readFileSync(refused, 'utf8')).toBe('mine');
});

test('stops what it does when it is interrupted, and says so', async () => {
  const stopped = await runProcess(['verify', ...on], {
    answer: (child) => {
      child.kill('SIGINT');
      return TEST_PASSWORD;
    },
  });
  expect(stopped).toMatchObject({ exit: 1, out: '' });
  expect(stopped.err).toMatch(/cancelled/i);
});

test('ends as it would where whoever reads its results has gone', async () => {
  const unread = await runProcess(['search', '公司', ...on], {
    answer: (child) => {
      child.stdout?.destroy();
      return TEST_PASSWORD;
    },
  });
  expect([unread.exit, unread.err]).toEqual([0, expect.not.stringContaining('EPIPE')]);
});
