import { expect, test } from 'vitest';
import { openTestArchive, type TestArchive } from '../../support/archive.ts';
import { aCustomer } from '../../support/factories.ts';

/** What is said of a customer first met so many days before today, while it is reported and once it is filed. */
async function lagAfter(archive: TestArchive, firstContactOn: string) {
  const [developer, archivist] = [archive.as('developer'), archive.as('archivist')];
  const input = aCustomer({ firstContactOn });
  const { id, version } = await developer.filings.save({ id: null, version: null, input, submit: true });
  const { lag } = await archivist.filings.get({ id });
  const waiting = (await archivist.home.waiting()).find(({ kind }) => kind === 'filings_to_decide');
  const filed = await archivist.filings.accept({ id, version, input });
  const record = await archivist.customers.get({ id: filed.id });
  if (record.access !== 'full') throw new Error('the archivist reads it');
  return { reported: lag, lateAtHome: waiting?.late, filed: record.filingLag };
}

// The clock of tests stands at 2026-03-02.
test('the last day of the limit is not late, the day after is, wherever it is said (A1)', async () => {
  await using archive = await openTestArchive();
  const inTime = { days: 7, late: false };
  expect(await lagAfter(archive, '2026-02-23')).toEqual({ reported: inTime, lateAtHome: 0, filed: inTime });
  const late = { days: 8, late: true };
  expect(await lagAfter(archive, '2026-02-22')).toEqual({ reported: late, lateAtHome: 1, filed: late });
});

test('the limit is a setting, and none at all means the same day', async () => {
  await using archive = await openTestArchive();
  await archive.as('system_admin').settings.set({ filingLimitDays: 0 });
  expect((await lagAfter(archive, '2026-03-02')).filed).toEqual({ days: 0, late: false });
  expect((await lagAfter(archive, '2026-03-01')).filed).toEqual({ days: 1, late: true });
});
