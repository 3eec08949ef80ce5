import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { describe as describeError, openLog } from '../../../electron/main/log.ts';

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

test('02b goes on up to its last byte', () => {
  const path = join(work, 'full.log');
  writeFileSync(path, 'x'.repeat(1024 * 1024));
  openLog(path).info('test.ran');
  expect(readFileSync(path, 'utf8')).toMatch(/^x+\{"time":"\d{4}-[^"]+Z","event":"test.ran"\}\n$/);
});

describe('what is told of an error', () => {
  test.each([
    ['text', { error: 'string', code: '', at: [] }],
    [undefined, { error: 'undefined', code: '', at: [] }],
  ])('nothing but its kind where it is none: %s', (thrown, told) => {
    expect(describeError(thrown)).toEqual(told);
  });

  test('its kind, its code where that is a word, and eight of its places, by name alone', () => {
    const failure = (facts: object) => Object.assign(new RangeError('of 张三'), facts);
    expect(describeError(failure({ code: 'SQLITE_FULL' }))).toMatchObject({
      error: 'RangeError',
      code: 'SQLITE_FULL',
    });
    for (const facts of [{ code: 5 }, {}, { stack: undefined }])
      expect(describeError(failure(facts)).code).toBe('');
    expect(describeError(failure({ stack: undefined })).at).toEqual([]);
    const places = Array.from({ length: 9 }, (_, at) => `    at f${at} (/secret/zhang/main.js:${at}:1)`);
    const stack = ['RangeError: of 张三', '   at three (/a.js:1:1)', ...places].join('\n');
    expect(describeError(failure({ stack })).at).toEqual(
      Array.from({ length: 8 }, (_, at) => `f${at}@main.js:${at}:1`),
    );
    const odd = ['x', '    at /secret/zhang/a.js:1:2', '    at new Work (/b.js:3:4)', '    at '].join('\n');
    expect(describeError(failure({ stack: odd })).at).toEqual(['@a.js:1:2', 'new Work@b.js:3:4', '@']);
    // A message that looks like a place is no place.
    const sly = new Error('\n    at 13800138000 (/secret)');
    expect(describeError(sly).at.join()).not.toMatch(/138/);
  });

  test.each([
    ['TypeError: x', 'TypeError'],
    ['Error: x', ''],
    ['a TypeError', ''],
    ['typeError', ''],
    ['TypeErrors: x', ''],
    ['RangeError', 'RangeError'],
  ])('a stack that begins by "%s" is %s', (stack, error) => {
    const path = join(work, 'defect.log');
    rmSync(path, { force: true });
    openLog(path).defect('worker.failed', stack);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ error, at: [] });
  });
});

test('03 a log that could not be written ended the program', () => {
  const path = join(work, 'three.log');
  const log = openLog(path);
  rmSync(path, { force: true });
  mkdirSync(join(path, 'in the way'), { recursive: true });
  expect(() => log.failure('test.failed', new Error('x'))).not.toThrow();
});
