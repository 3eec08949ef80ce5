import { join } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { COMPILED } from './tests/support/cache.ts';
import { Slowest } from './tests/support/slowest.ts';
import { withMemory } from './tests/support/remembered-derivation.ts';

const support = join(import.meta.dirname, 'tests', 'support');

process.env['NODE_COMPILE_CACHE'] ??= COMPILED;

/** Keys that a test's own modules derive are remembered; `remember-in-threads.ts` sees to threads that it starts. */
const rememberDerivations = (): Plugin => ({
  name: 'remember-derivations',
  enforce: 'pre',
  transform: {
    filter: { id: /\/db\/vault\/key-derivation\.ts$/ },
    handler: (source) => withMemory(source),
  },
});
const windows = join(import.meta.dirname, 'tests', 'renderer', 'support');
const seeded = join(support, 'seeded.ts');
const remembering = {
  setupFiles: [seeded, join(support, 'remembering.ts')],
  execArgv: [`--import=${join(support, 'remember-in-threads.ts')}`],
};

const common = {
  setupFiles: [seeded],
  pool: 'forks',
  isolate: false,
  testTimeout: 120_000,
  hookTimeout: 120_000,
  maxWorkers: 2,
} satisfies TestProjectInlineConfiguration['test'];
const template = { globalSetup: [join(support, 'template.ts')] };
const tests = (...places: readonly string[]): string[] =>
  places.map((place) => (/\.tsx?$/.test(place) ? `tests/${place}` : `tests/${place}/**/*.test.{ts,tsx}`));

const pure = tests('domain', 'lint', 'db/documents');
/** Here every key is derived, each time. */
const vault = tests(
  'db/vault',
  'db/vault-service/{derivations,sessions}.test.ts',
  'db/cli',
  'security/{keys,sessions}.test.ts',
);
/** In the end: they kill processes, watch the time, or start programs of their own. */
const processes = tests(
  'faults',
  'db/connection/claim.test.ts',
  'db/reads',
  'db/reports/in-office.test.ts',
  'electron/{limits,shell,start,package,package-offline}.test.ts',
);

/** The first that wants the template makes it: `db` remembers the keys of its accounts as they are derived. */
export const projects: TestProjectInlineConfiguration[] = [
  { test: { ...common, name: 'pure', include: pure } },
  {
    plugins: [rememberDerivations()],
    test: {
      ...common,
      ...template,
      ...remembering,
      name: 'db',
      alias: { electron: join(import.meta.dirname, 'tests', 'electron', 'support', 'electron.ts') },
      include: tests('db', 'security', 'electron'),
      exclude: [...pure, ...vault, ...processes],
    },
  },
  { test: { ...common, ...template, name: 'vault', include: vault } },
  {
    plugins: [rememberDerivations()],
    // As the program is built: without what React does for developers, which is half of what it does.
    oxc: { jsx: { runtime: 'automatic', development: false } },
    test: {
      ...common,
      ...template,
      ...remembering,
      env: { NODE_ENV: 'production' },
      setupFiles: [
        join(windows, 'react-as-shipped.ts'),
        ...remembering.setupFiles,
        join(windows, 'setup.ts'),
      ],
      name: 'dom',
      environment: 'jsdom',
      include: tests('renderer'),
    },
  },
  {
    test: {
      ...common,
      ...template,
      name: 'processes',
      include: processes,
      sequence: { groupOrder: 1 },
    },
  },
];

/** `vitest run --mode long` makes every random run, others a share of them. */
export default defineConfig(({ mode }) => ({
  test: {
    projects,
    reporters: ['default', new Slowest()],
    provide: {
      seed: Number(process.env['KEDANG_TEST_SEED'] ?? Date.now() % 2 ** 31),
      long: mode === 'long',
    },
  },
}));
