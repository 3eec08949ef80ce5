import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
  writeFileSync(join(work, 'secret.txt'), 'secret');
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

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
  'app://kedang/../secret.txt',
  'app://kedang/%2e%2e/secret.txt',
  'app://kedang/..%2fsecret.txt',
  'app://kedang/assets/..%2f..%2f..%2fsecret.txt',
  'app://kedang/%2e%2e%5csecret.txt',
  'app://kedang/index.html%00.js',
  'app://kedang/%ff',
  'app://kedang/assets',
  'app://kedang/absent.js',
])('04 never leaves the folder: %s', async (url) => {
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
