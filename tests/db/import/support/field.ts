import { expect } from 'vitest';
import { isAbsolute, join } from 'node:path';
import type { CustomerInput } from '../../../../db/domain/customer.ts';
import type { TestVault } from '../../../support/vault.ts';
import { FIXTURES, listAll, shortCodes } from './importing.ts';

/** Ledgers as departments have them. */
export const fieldFile = (name: string) => (isAbsolute(name) ? name : join(FIXTURES, 'field', name));

interface Said {
  readonly field: 'grade' | 'category';
  readonly category: 'client' | null;
  readonly word: string;
  readonly code: string | null;
}

interface More {
  readonly words?: Said[];
  readonly takeIn?: number[];
  readonly withHidden?: boolean;
}

export async function planOf(
  vault: TestVault,
  name: string,
  { words = [], takeIn = [], withHidden }: More = {},
) {
  const caller = vault.as('archivist');
  const token = vault.grant('archivist', fieldFile(name));
  const { sheets } = await caller.import.inspect({ token });
  expect(sheets.flatMap(({ problems }) => problems)).toEqual([]);
  return caller.import.plan({
    token,
    words,
    sheets: sheets.map(({ name: sheet, category }) => ({
      sheet,
      headerRow: null,
      category: category ?? 'client',
      columns: null,
      takeIn,
      withHidden,
    })),
  });
}

export async function bringIn(vault: TestVault, name: string, more: More = {}) {
  const { planId, groups, hidden } = await planOf(vault, name, more);
  const counts = await vault.as('archivist').import.run({ planId, answers: { byGroup: {} } });
  const rows = await listAll(vault, planId, 'all');
  const said = Object.fromEntries(
    rows.map(({ row, warnings, skipped, problems }) => [
      row,
      shortCodes([...problems, ...(skipped ? [skipped] : []), ...warnings]),
    ]),
  );
  return { planId, groups, hidden, counts, said, archives: await archivesOf(vault) };
}

export async function archivesOf(vault: TestVault): Promise<CustomerInput[]> {
  const ids = vault.opened.handles.reader.rows<{ id: number }>('select id from customer order by id');
  const found: CustomerInput[] = [];
  for (const { id } of ids) {
    const read = await vault.as('archivist').customers.get({ id });
    if (read.access === 'full') found.push(read.input);
  }
  return found;
}
