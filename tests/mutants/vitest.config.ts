import { globSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { projects } from '../../vitest.config.ts';
import { GROUPS } from './groups.ts';

const root = join(import.meta.dirname, '..', '..');
const { tests = [] } = GROUPS.find(({ name }) => name === process.env.KEDANG_MUTANTS) ?? {};
const others = globSync('tests/**/*.test.{ts,tsx}', { cwd: root }).filter(
  (file) => !tests.some((place) => file.startsWith(`tests/${place}`)),
);

/** Tests of programs that they start: a fault made in this process does not show there. */
const ELSEWHERE = ['tests/faults/**', 'tests/electron/*.test.ts', 'tests/db/connection/claim.test.ts'];

/** The tests of one group in which a fault made in this process shows. */
export default defineConfig({
  test: {
    root,
    reporters: [],
    provide: { seed: 1, long: false },
    projects: projects.map((project) => ({
      ...project,
      // The copy in which faults are made has its packages outside of it.
      server: { fs: { strict: false } },
      test: { ...project.test, exclude: [...(project.test?.exclude ?? []), ...ELSEWHERE, ...others] },
    })),
  },
});
