import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { VaultNote } from '../../../db/wire.ts';
import { openTestVault } from '../../support/vault.ts';

const LEDGER = '名称,类别\n佛山甲五金厂,业务客户\n佛山乙电器有限公司,业务客户\n';

test('the start screen is told how many archives there are after an import, and once it was taken back', async () => {
  await using vault = await openTestVault();
  const notes: VaultNote[] = [];
  Reflect.set(vault.host.ports, 'noteVault', (note: VaultNote) => void notes.push(note));
  const { import: imports } = vault.as('archivist');
  const path = join(vault.folder, '台账.csv');
  writeFileSync(path, LEDGER);
  const token = vault.grant('archivist', path);
  const { sheets } = await imports.inspect({ token });
  const [{ name = '', headerRow = null } = {}] = sheets;
  const category = 'client' as const;
  const { planId } = await imports.plan({
    token,
    sheets: [{ sheet: name, headerRow, category, columns: null }],
  });
  const { importId } = await imports.run({ planId, answers: { byGroup: {} } });
  const { reader } = vault.opened.handles;
  const written = reader.value<number>('select count(*) from customer') ?? 0;
  await imports.undo({ id: importId });
  expect(written).toBeGreaterThan(0);
  expect(notes).toEqual([
    { path: vault.path, archives: written },
    { path: vault.path, archives: 0 },
  ]);
});
