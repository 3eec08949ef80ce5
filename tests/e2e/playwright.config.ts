import { join } from 'node:path';
import { defineConfig } from 'playwright/test';

const root = join(import.meta.dirname, '..', '..');

/** They make their own vault, or need none: they go while those that the others copy are made. */
const ON_THEIR_OWN = /(first-start|ledger-to-card|print-pages)\.journey\.ts$/;

/** What only the stand-in lets a test do. */
const ELSEWHERE = process.env['KEDANG_TEST_ENGINE'] === 'electron' ? [/\.stand-in\.journey\.ts$/] : [];

export default defineConfig({
  testDir: join(import.meta.dirname, 'journeys'),
  outputDir: join(root, 'test-results'),
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  projects: [
    { name: 'first', testMatch: ON_THEIR_OWN },
    { name: 'then', testMatch: /\.journey\.ts$/, testIgnore: [ON_THEIR_OWN, ...ELSEWHERE] },
  ],
  reporter: [['list'], ['json', { outputFile: join(root, 'test-results', 'e2e.json') }]],
});
