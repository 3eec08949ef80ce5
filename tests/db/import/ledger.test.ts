import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openTestArchive, type TestArchive } from '../../support/archive.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/import');

/** Imports every sheet that is ready, as it is understood and with the proposed decisions. */
async function importFile(archive: TestArchive, file: string) {
  const caller = archive.as('archivist');
  const token = archive.grant('archivist', join(FIXTURES, file));
  const { sheets } = await caller.import.inspect({ token });
  const chosen = sheets.filter(({ ready }) => ready);
  const plan = await caller.import.plan({
    token,
    sheets: chosen.map(({ name, category }) => ({ sheet: name, headerRow: null, category, columns: null })),
  });
  const counts = await caller.import.run({ planId: plan.planId, answers: { byGroup: {} } });
  return { sheets, plan, counts };
}

it('brings in the three sheets of the ledger', async () => {
  await using archive = await openTestArchive();
  const { sheets, plan, counts } = await importFile(archive, 'ledger-2025.xlsx');
  console.log(JSON.stringify(sheets.map(({ preview: _, columns: __, ...s }) => s)), plan, counts);
  const t = performance.now();
  const again = await importFile(archive, 'ledger-2025.xlsx');
  console.log(again.counts, again.plan, performance.now() - t);
  const s = await importFile(archive, 'suppliers-gb18030.csv');
  console.log(s.counts);
  expect((await importFile(archive, 'suppliers-gb18030.csv')).counts.added).toBe(0);
  const t3 = performance.now();
  const c = await importFile(archive, 'customers-utf8-bom.csv');
  console.log(c.counts, performance.now() - t3);
  const d = await importFile(archive, 'customers-utf8-bom.csv');
  console.log(d.counts, performance.now() - t3);
});
