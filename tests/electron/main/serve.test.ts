import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PRINT_POLICY, WINDOW_POLICY } from '../../../electron/main/origin.ts';
import { answer } from '../../../electron/main/serve.ts';

const work = mkdtempSync(join(tmpdir(), 'kedang-serve-'));
const folder = join(work, 'renderer');
const get = (url: string): Promise<Response> => answer({ method: 'GET', url }, folder);

beforeAll(() => {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'a b.js'), '1');
  // What each path of test 04 would name if nothing held it back.
  mkdirSync(join(work, 'renderer-old'));
  for (const place of [
    'secret.txt',
    'renderer-old/secret.txt',
    '../kedang-secret.txt',
    'renderer/..\\secret.txt',
  ])
    writeFileSync(join(work, place), 'secret');
});
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
  rmSync(join(work, '..', 'kedang-secret.txt'));
});

test('01 serves the page with the strict policy', async () => {
  const response = await get('app://kedang/');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('content-security-policy')).toBe(WINDOW_POLICY);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test('02 allows scripts from itself alone and no connections', () => {
  expect(WINDOW_POLICY).toContain("default-src 'none'");
  expect(WINDOW_POLICY).toContain("script-src 'self';");
  expect(WINDOW_POLICY).toContain("connect-src 'none'");
  expect(PRINT_POLICY).not.toContain('script-src');
});

test('03 serves files below the folder by their decoded names', async () => {
  const response = await get('app://kedang/assets/a%20b.js');
  expect(await response.text()).toBe('1');
});

test.each([
  'app://kedang/..%2fsecret.txt',
  'app://kedang/%2e%2e%2fsecret.txt',
  'app://kedang/assets/..%2f..%2fsecret.txt',
  'app://kedang/..%2f..%2fkedang-secret.txt',
  'app://kedang/..%2frenderer-old%2fsecret.txt',
  'app://kedang/..%5csecret.txt',
])('04 never leaves the folder, though the file is there: %s', async (url) => {
  const { pathname } = new URL(url);
  expect(readFileSync(join(folder, decodeURIComponent(pathname)), 'utf8')).toBe('secret');
  expect((await get(url)).status).toBe(404);
});

test.each([
  // Addresses have no way up: these two name a file at the top of the folder.
  'app://kedang/../secret.txt',
  'app://kedang/%2e%2e/secret.txt',
  'app://kedang/index.html%00.js',
  'app://kedang/%ff',
  'app://kedang/assets',
  'app://kedang/absent.js',
])('04 has no file of the name %s', async (url) => {
  expect((await get(url)).status).toBe(404);
});

test('05 refuses other hosts and other methods', async () => {
  expect((await get('app://elsewhere/')).status).toBe(403);
  expect((await answer({ method: 'POST', url: 'app://kedang/' }, folder)).status).toBe(403);
});

test('06 serves a document for paper only where documents wait', async () => {
  const documents = new Map([['one', '<p>card</p>']]);
  const response = await answer({ method: 'GET', url: 'app://kedang/print/one' }, folder, documents);
  expect(await response.text()).toBe('<p>card</p>');
  expect(response.headers.get('content-security-policy')).toBe(PRINT_POLICY);
  expect((await get('app://kedang/print/one')).status).toBe(404);
});

test.each([
  ['a.html', 'text/html; charset=utf-8'],
  ['a.woff2', 'font/woff2'],
  ['a', 'application/octet-stream'],
  ['a.exe', 'application/octet-stream'],
])('07 says what %s is and lets nothing be made of it', async (name, type) => {
  writeFileSync(join(folder, name), 'x');
  const { headers } = await get(`app://kedang/${name}`);
  expect(Object.fromEntries(headers)).toEqual({
    'content-type': type,
    'content-security-policy': WINDOW_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-store',
  });
});

test('08 a refusal has nothing in it, and the stricter policy', async () => {
  const documents = new Map([['one', '<p>card</p>']]);
  const paper = await answer({ method: 'GET', url: 'app://kedang/print/two' }, folder, documents);
  for (const response of [paper, await get('app://kedang/absent'), await get('app://elsewhere/')]) {
    expect(await response.text()).toBe('');
    expect(response.headers.get('content-security-policy')).toBe(PRINT_POLICY);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
  }
  expect(paper.status).toBe(404);
  // The folder of the renderer has no documents, whatever is in it.
  mkdirSync(join(folder, 'print'), { recursive: true });
  writeFileSync(join(folder, 'print', 'one'), 'x');
  expect((await get('app://kedang/print/one')).status).toBe(404);
});
