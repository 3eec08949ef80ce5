import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import {
  forgetDropped,
  keepDroppedIn,
  takeDropped,
  withPaths,
} from '../../../electron/stand-in/dropped-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-stand-in-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => keepDroppedIn(folder));

const base64 = (text: string) => Buffer.from(text).toString('base64');
function give(id: string, name: string, ...parts: string[]): string {
  for (const [at, part] of parts.entries())
    takeDropped({ id, name, part: base64(part), isLast: at === parts.length - 1 });
  const [[path] = []] = withPaths([[id]]) as string[][];
  return path ?? '';
}
const ID = (of: number) => `stand-in-dropped:${of}`;

test('01 the parts of a file are put together under its own name, for the owner alone', () => {
  const path = give(ID(1), '台账.csv', '名称,', '类别');
  expect([basename(path), readFileSync(path, 'utf8')]).toEqual(['台账.csv', '名称,类别']);
  // Where the system knows no such rights all files have them.
  const forOthers = process.platform === 'win32' ? 0 : statSync(path).mode & 0o077;
  expect(forOthers).toBe(0);
});

test('02 no name leads out of its folder, and one of any length has its ending', () => {
  for (const name of ['../../etc/台账.csv', 'C:\\a\\台账.csv', `${'长'.repeat(500)}.csv`, '..', '']) {
    const path = give(ID(name.length), name, 'x');
    expect(dirname(dirname(path))).toBe(join(folder, 'dropped'));
    expect(existsSync(path)).toBe(true);
  }
  expect(give(ID(9), `${'长'.repeat(500)}.csv`, 'x')).toMatch(/长\.csv$/);
});

test('03 what did not come through has no path, and what is no drop is left as it is', () => {
  takeDropped({ id: ID(1), name: 'a.csv', part: base64('half'), isLast: false });
  expect(withPaths([[ID(1), ID(2), '/etc/passwd'], 7, { a: ID(1) }])).toEqual([
    ['', '', '/etc/passwd'],
    7,
    { a: ID(1) },
  ]);
});

test('04 a few are kept, and at the end none', () => {
  const paths = Array.from({ length: 6 }, (_, at) => give(ID(at), `${at}.csv`, 'x'));
  expect(paths.map((path) => existsSync(path))).toEqual([false, false, true, true, true, true]);
  forgetDropped();
  expect(existsSync(join(folder, 'dropped'))).toBe(false);
});
