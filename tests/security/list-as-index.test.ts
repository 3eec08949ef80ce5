/** What a list tells of an archive is what its index tells, no more and no less, for whoever asks. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mayEver } from '../../db/domain/permissions.ts';
import { ROLES } from '../../db/domain/roles.ts';
import type { TestVault } from '../support/vault.ts';
import { openSearchVault } from '../db/search/world.ts';

let vault: TestVault;
beforeAll(async () => {
  vault = await openSearchVault(60);
});
afterAll(() => vault[Symbol.asyncDispose]());

const READERS = ROLES.filter((role) => mayEver([role], 'customers.list'));

test.each(READERS)(
  '%s sees in each line of the list what stands in the index of the archive',
  async (role) => {
    const { customers, search } = vault.as(role);
    const { rows, total } = await search.list({ start: { offset: 0 }, limit: 200 });
    expect(rows.length).toBe(total);
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) expect((await customers.get({ id: row.id })).index).toStrictEqual(row);
    const byArchiveNo = await customers.getByArchiveNo({ archiveNo: rows[0]?.archiveNo ?? '' });
    expect(byArchiveNo.index).toStrictEqual(rows[0]);
  },
);

test.each(READERS)('%s finds an archive by its number, which stands in the index', async (role) => {
  const { search } = vault.as(role);
  const { rows } = await search.list({ start: { offset: 0 }, limit: 200 });
  for (const { id, archiveNo } of rows.slice(0, 5)) {
    const { results } = await search.query({ text: archiveNo, limit: 5 });
    expect(results.map((found) => found.id)).toContain(id);
  }
});
