import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TEST_PASSWORD } from '../../support/template.ts';
import { begin, FIXTURES, openFolder } from './support.ts';

let place: ReturnType<typeof openFolder>;
beforeEach(() => void (place = openFolder()));
afterEach(() => place[Symbol.dispose]());

/** The end of a question, with where it puts the cursor. */
const QUESTION = /: (.\[\d+G)?$/;

/** Runs a command at a terminal where somebody types a line at each question. */
function typeAt(args: readonly string[], answers: readonly string[]) {
  const { streams, ended } = begin(args, { password: undefined, tty: true });
  const left = [...answers];
  streams.stderr.on('data', (chunk) => {
    if (QUESTION.test(String(chunk))) streams.stdin.write(`${left.shift() ?? '\u0003'}\r`);
  });
  return ended;
}

test('shows what is typed, but for a password', async () => {
  const [vault, recovery] = [join(place.folder, 'new.kda'), join(place.folder, 'new.txt')];
  const args = ['create', '--archive', vault, '--company', '佛山市真实五金有限公司', '--fonds', 'QZ02'];
  const answers = ['root', '管理员', TEST_PASSWORD, 'AAAAA', 'BBBBB'];
  const { exit, out, err } = await typeAt([...args, '--recovery', recovery], answers);
  expect([exit, out]).toEqual([1, '']);
  for (const shown of ['root', '管理员', 'AAAAA', 'BBBBB']) expect(err).toContain(shown);
  expect(err).toMatch(/recovery sheets are in/);
  expect(err).not.toContain(TEST_PASSWORD);
  // A question that is wiped from the line before anybody has read it.
  expect(err).not.toContain(': \u001B[1G\u001B[0J');
  expect(readdirSync(place.folder).filter((name) => name.startsWith('new'))).toEqual([]);
});

test('shows how far an import is, and stops it when interrupted there', async () => {
  const file = join(FIXTURES, 'ledger-2025.xlsx');
  const args = ['import', file, '--archive', place.vault];
  const { streams, ended } = begin(args, { password: TEST_PASSWORD, tty: true });
  streams.stderr.on('data', (chunk) => {
    if (String(chunk).startsWith('\r')) streams.emit('SIGINT');
  });
  const { exit, out, err } = await ended;
  expect([exit, out]).toEqual([1, '']);
  expect(err).toMatch(/\r\d/);
  expect(err).toMatch(/cancelled/i);
  expect(await place.totalOf('公司')).toBe(0);
});
