import { afterEach, expect, test, vi } from 'vitest';
import { app, dialogs } from '../support/electron.ts';

vi.mock('electron', () => import('../support/electron.ts'));

const given = process.argv;
afterEach(() => {
  process.argv = given;
});

test('started with a switch that weakens it, the program says so and opens nothing', async () => {
  for (const kept of [app.ended, app.begun, dialogs.errors]) kept.length = 0;
  process.argv = ['kedang', '.', '--inspect=0'];
  await import('../../../electron/main/index.ts');
  expect(app.ended).toEqual(['exit 2']);
  expect(dialogs.errors).toHaveLength(1);
  expect(app.begun).toEqual([]);
});
