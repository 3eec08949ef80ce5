import { join } from 'node:path';
import { defineConfig } from 'playwright/test';

const root = join(import.meta.dirname, '..', '..');

export default defineConfig({
  testDir: join(import.meta.dirname, 'journeys'),
  testMatch: /\.journey\.ts$/,
  outputDir: join(root, 'test-results'),
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: join(root, 'test-results', 'e2e.json') }]],
});
