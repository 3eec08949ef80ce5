import { copyFileSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openFolder } from './support.ts';

test('a vault that is not what was last seen takes a second person on the command line, and says so from then on', async () => {
  using folder = openFolder();
  const { vault, run, json } = folder;
  for (const end of ['', '.keys']) copyFileSync(vault + end, `${vault}${end}.older`);
  await json(['search', '五金']);
  await json(['search', '电器']);
  for (const end of ['', '.keys']) copyFileSync(`${vault}${end}.older`, vault + end);
  rmSync(`${vault}.keys.bak`, { force: true });

  const alone = await run(['search', '五金', '--user', 'supervisor']);
  expect(alone).toMatchObject({ exit: 1, out: '' });
  expect(alone.err).toContain('not what was last seen');
  const unfit = await run(['search', '五金', '--user', 'supervisor', '--with', 'archivist']);
  expect(unfit).toMatchObject({ exit: 1, out: '' });
  const both = await run(['search', '五金', '--user', 'supervisor', '--with', 'system_admin']);
  expect(both).toMatchObject({ exit: 0 });
  expect(both.err).toContain('no auditor has looked yet');
  const later = await run(['search', '五金']);
  expect(later.exit).toBe(0);
  expect(later.err).toContain('no auditor has looked yet');
}, 120_000);
