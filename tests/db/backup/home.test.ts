import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROLES } from '../../../db/domain/roles.ts';
import { backUp, openTestVault, type TestVault } from './support.ts';

const linesOf = async (vault: TestVault, role: (typeof ROLES)[number]) =>
  (await vault.as(role).home.waiting()).filter(({ kind }) => kind.startsWith('backup'));

test('the home screen says that there is no good backup, then how old the last one is, to those who may know', async () => {
  await using vault = await openTestVault();
  const place = mkdtempSync(join(tmpdir(), 'kedang-stick-'));
  const none = { kind: 'backup_none', count: 1, late: 1, link: '/backup' };
  const told = [];
  for (const role of ROLES) if ((await linesOf(vault, role)).length > 0) told.push(role);
  expect(told.toSorted()).toEqual(['archivist', 'service_manager', 'supervisor', 'system_admin']);
  expect(await linesOf(vault, 'supervisor')).toEqual([none]);
  await backUp(vault, place);
  expect(await linesOf(vault, 'supervisor')).toEqual([]);
  vault.clock.advance({ days: 3 });
  expect(await linesOf(vault, 'supervisor')).toEqual([
    { kind: 'backup_age', count: 3, late: 0, link: '/backup' },
  ]);
  vault.clock.advance({ days: 5 });
  expect(await linesOf(vault, 'service_manager')).toMatchObject([{ count: 8, late: 1 }]);
  rmSync(place, { recursive: true });
});

test('a place with a name of any kind is told by a line of it in the log', async () => {
  await using vault = await openTestVault();
  const place = mkdtempSync(join(vault.folder, `U\u202e盘 \n${'长'.repeat(50)}-`));
  const made = await backUp(vault, place);
  expect([...made.label].length).toBeLessThanOrEqual(40);
  expect(made.label).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  const { made: list } = await vault.as('archivist').backup.list();
  expect(list[0]).toMatchObject({ label: made.label, head: made.head, bytes: made.bytes });
});
