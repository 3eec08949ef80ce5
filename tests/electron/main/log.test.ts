import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openLog } from '../../../electron/main/log.ts';

const work = mkdtempSync(join(tmpdir(), 'kedang-log-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

test('01 tells what failed and where, never what the error said', () => {
  const path = join(work, 'logs', 'one.log');
  const log = openLog(path);
  log.failure('test.failed', new TypeError('password hunter2 of 张三 in /secret/zhang/客户.kda'));
  log.defect(
    'worker.failed',
    'RangeError: phone 13800138000\n    at run (/secret/zhang/out/main/worker.js:3:4)\n',
  );
  const text = readFileSync(path, 'utf8');
  expect(text).not.toMatch(/hunter2|张三|zhang|13800138000/);
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines[0]).toMatchObject({ event: 'test.failed', error: 'TypeError' });
  expect(lines[1]).toMatchObject({ event: 'worker.failed', error: 'RangeError', at: ['run@worker.js:3:4'] });
});

test('02 starts anew when it has grown, keeping one older file', () => {
  const path = join(work, 'two.log');
  writeFileSync(path, 'x'.repeat(1024 * 1024 + 1));
  openLog(path).info('test.ran', { count: 3 });
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ event: 'test.ran', count: 3 });
  expect(readFileSync(`${path}.1`, 'utf8')).toHaveLength(1024 * 1024 + 1);
});

test('03 a log that could not be written ended the program', () => {
  const path = join(work, 'three.log');
  const log = openLog(path);
  rmSync(path, { force: true });
  mkdirSync(join(path, 'in the way'), { recursive: true });
  expect(() => log.failure('test.failed', new Error('x'))).not.toThrow();
});
