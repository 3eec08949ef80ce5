/** What may lie in the repository, and what its files may speak of. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from './sources.ts';

/** The top level is fixed; configuration only where a tool insists on its place. */
export const TOP_LEVEL: readonly string[] = [
  '.ci',
  '.gitattributes',
  '.gitignore',
  '.npmrc',
  '.oxlintrc.json',
  '.oxfmtrc.json',
  'README.md',
  'db',
  'electron',
  'electron-builder.yml',
  'electron.vite.config.ts',
  'package-lock.json',
  'package.json',
  'playwright.config.ts',
  'renderer',
  'resources',
  'tests',
  'tsconfig.json',
  'vitest.config.ts',
];

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Every file under version control that is there, as paths from the root. */
export function listTracked(root: string): string[] {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  return listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
}

/** The tracked files that are text: no byte 0 at the beginning. */
export function readTracked(root: string): TextFile[] {
  return listTracked(root).flatMap((path) => {
    const bytes = readFileSync(join(root, path));
    return bytes.subarray(0, 8000).includes(0) ? [] : [{ path, text: bytes.toString('utf8') }];
  });
}

export function checkTopLevel(paths: readonly string[]): Problem[] {
  const top = new Set(paths.map((path) => path.split('/')[0] ?? ''));
  return [...top]
    .filter((name) => !TOP_LEVEL.includes(name))
    .map((name) => `${name} stands at the top level, which is fixed → move it into one of the folders there`);
}

interface Foreign {
  readonly pattern: RegExp;
  readonly what: string;
}

/** Of the machine and the people that made the program, not of the program. */
const FOREIGN: readonly Foreign[] = [
  {
    pattern: /(?<![\w.$}])\/(?:work|root|home\/\w+|Users\/\w+)\/[\w.-]+/,
    what: 'an absolute path of one machine',
  },
  { pattern: /\b[A-Z]:\\Users\\\w+/, what: 'an absolute path of one machine' },
  {
    pattern: /\bregistry\.[a-z0-9-]+\.[a-z]{2,}|\bnpmmirror\.com|\bnpmjs\.(?:org|com)|\bverdaccio\b/i,
    what: 'the host of a package registry',
  },
  {
    pattern: /\b(?:claude|anthropic|openai|chatgpt|gpt-\d|copilot|subagent|language model)\b/i,
    what: 'a tool that is no part of the product',
  },
];

/** Files where the words above are data. */
const WORD_LISTS = /^(?:resources\/lists\/common-passwords\.json|tests\/lint\/)/;

export function checkForeign(files: readonly TextFile[]): Problem[] {
  return files
    .filter(({ path }) => !WORD_LISTS.test(path))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) =>
        FOREIGN.flatMap(({ pattern, what }) => {
          const found = pattern.exec(line)?.[0];
          return found
            ? [
                `${path}:${index + 1} names ${what} (${found}) → take it out; the project speaks of the product alone`,
              ]
            : [];
        }),
      ),
    );
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** One native module at run time, everything else bundled; exact versions. */
/** They come as machine code for each platform, which no bundle can hold. */
const NATIVE: readonly string[] = ['@resvg/resvg-js', 'better-sqlite3'];

export function checkManifest(manifest: Manifest): Problem[] {
  const runtime = Object.keys(manifest.dependencies ?? {}).filter((name) => !NATIVE.includes(name));
  const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  const loose = all.filter(([, version]) => !/^(?:npm:[\w./@-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version));
  return [
    ...runtime.map(
      (name) => `package.json: ${name} is a runtime dependency → bundle it and move it to devDependencies`,
    ),
    ...loose.map(([name, version]) => `package.json: ${name} is “${version}” → write the exact version`),
  ];
}

/** A lock file that works behind any registry: no addresses in it. */
export function checkLock(text: string): Problem[] {
  return text.split('\n').flatMap((line, index) => {
    const found = /"resolved": *"(?!file:)[^"]*|https?:\/\/[^"/]*(?:registry|npm)[^"/]*/.exec(line)?.[0];
    return found
      ? [
          `package-lock.json:${index + 1} ${found.slice(0, 60)} → npm install --omit-lockfile-registry-resolved`,
        ]
      : [];
  });
}
