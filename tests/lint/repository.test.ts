import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  checkForeign,
  checkLock,
  checkManifest,
  checkTopLevel,
  listTracked,
  readTracked,
} from './support/repository-rule.ts';
import { PROJECT } from './support/sources.ts';

describe('1. the repository', () => {
  test('holds at its top level what architecture fixed', () => {
    expect(checkTopLevel(listTracked(PROJECT))).toEqual([]);
  });

  test('speaks of the product alone', () => {
    expect(checkForeign(readTracked(PROJECT))).toEqual([]);
  });

  test('has no runtime dependency but native modules, and exact versions', () => {
    expect(checkManifest(JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')))).toEqual([]);
  });

  test('locks versions without the addresses of a registry', () => {
    expect(checkLock(readFileSync(join(PROJECT, 'package-lock.json'), 'utf8'))).toEqual([]);
  });
});

describe('2. the rules themselves', () => {
  test.each(['notes.md', 'docs/guide.md', 'src/index.ts', '.env', 'LICENSE.txt'])(
    '%s may not stand there',
    (path) => {
      expect(checkTopLevel([path, 'db/worker.ts'])).toHaveLength(1);
    },
  );

  test.each([
    'see /work/shared/design',
    "readFileSync('/root/data.csv')",
    'cd /home/ann/kedang',
    'C:\\Users\\ann\\kedang',
    'npm i --registry=https://registry.example.com',
    'https://registry.npmjs.org/zod',
    'https://npmmirror.com/mirrors/electron/',
    'written by ChatGPT',
  ])('%j is foreign', (text) => {
    expect(checkForeign([{ path: 'db/x.ts', text: `first\n${text}` }])).toEqual([
      expect.stringMatching(/^db\/x\.ts:2 names .* → /),
    ]);
  });

  test.each([
    'network/workers',
    'a/work/b.ts',
    'import("./work/x")',
    '#root',
    '/workbook.xml',
    'npm run start',
    '${root}/work/a',
  ])('%j is not', (text) => {
    expect(checkForeign([{ path: 'db/x.ts', text }])).toEqual([]);
  });

  test('loose versions, second runtime dependencies and addresses in the lock file are seen', () => {
    const manifest = {
      dependencies: { 'better-sqlite3': 'npm:other@13.0.3', docx: '9.1.0' },
      devDependencies: { zod: '^4.0.0' },
    };
    expect(checkManifest(manifest)).toHaveLength(2);
    expect(checkLock('{\n "resolved": "https://packages.example/zod.tgz",\n}')).toHaveLength(1);
    expect(checkLock('{\n "funding": { "url": "https://example.org/sponsors" }\n}')).toEqual([]);
  });
});
