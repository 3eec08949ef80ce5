import { expect, test } from 'vitest';
import { openTestVault, type TestVault, waitingFor } from '../../support/vault.ts';
import { aContact, aCustomer } from '../../support/factories.ts';
import { spoil } from '../work/support/flow-driver.ts';
import { filingDriver } from './driver.ts';

const isNew = { id: null, version: null };

test('建档 goes from 草稿 to 已提交 to 已受理, and only then is there an archive (A1)', async () => {
  await using vault = await openTestVault();
  const developer = vault.as('developer');
  const archivist = vault.as('archivist');
  const input = aCustomer({ firstContactOn: '2026-02-20', contacts: [aContact()] });
  const draft = await developer.filings.save({ ...isNew, input, submit: false });
  expect((await developer.filings.get({ id: draft.id })).open).toEqual(['submit']);
  await developer.filings.save({ ...draft, input, submit: true });
  const lag = { days: 10, late: true };
  const { rows } = await archivist.filings.list({ states: ['submitted'] });
  expect(rows).toMatchObject([{ askedBy: 'developer', lag, name: input.name }]);
  const { reader } = vault.opened.handles;
  expect(reader.value('select count(*) from customer')).toBe(0);
  const filed = await archivist.filings.accept({ id: draft.id, version: 2, input });
  expect(await archivist.customers.get({ id: filed.id })).toMatchObject({ access: 'full', filingLag: lag });
  const accepted = { state: 'accepted', open: [], customerId: filed.id };
  expect(await developer.filings.get({ id: draft.id })).toMatchObject(accepted);
  await archivist.filings.accept({ id: draft.id, version: 2, input }).catch(() => undefined);
  expect(reader.value('select count(*) from customer')).toBe(1);
});

/** What is said of a customer first met so many days before today, while it is reported and once it is filed. */
async function lagAfter(vault: TestVault, firstContactOn: string) {
  const [developer, archivist] = [vault.as('developer'), vault.as('archivist')];
  const input = aCustomer({ firstContactOn });
  const { id, version } = await developer.filings.save({ ...isNew, input, submit: true });
  const { lag } = await archivist.filings.get({ id });
  const waiting = (await archivist.home.waiting()).find(({ kind }) => kind === 'filings_to_decide');
  const filed = await archivist.filings.accept({ id, version, input });
  const record = await archivist.customers.get({ id: filed.id });
  if (record.access !== 'full') throw new Error('the archivist reads it');
  return { reported: lag, lateAtHome: waiting?.late, filed: record.filingLag };
}

// The clock of tests stands at 2026-03-02.
test('the last day of the limit is not late, the day after is, wherever it is said (A1)', async () => {
  await using vault = await openTestVault();
  const inTime = { days: 7, late: false };
  expect(await lagAfter(vault, '2026-02-23')).toEqual({ reported: inTime, lateAtHome: 0, filed: inTime });
  const late = { days: 8, late: true };
  expect(await lagAfter(vault, '2026-02-22')).toEqual({ reported: late, lateAtHome: 1, filed: late });
});

test('the limit is a setting, and none at all means the same day', async () => {
  await using vault = await openTestVault();
  await vault.as('system_admin').settings.set({ filingLimitDays: 0 });
  expect((await lagAfter(vault, '2026-03-02')).filed).toEqual({ days: 0, late: false });
  expect((await lagAfter(vault, '2026-03-01')).filed).toEqual({ days: 1, late: true });
});

test('of several that wait only the late ones count as late', async () => {
  await using vault = await openTestVault();
  for (const firstContactOn of ['2026-02-01', '2026-03-01', '2026-02-02', null])
    await vault
      .as('developer')
      .filings.save({ ...isNew, input: aCustomer({ firstContactOn }), submit: true });
  expect(await waitingFor(vault.as('archivist'))).toMatchObject([{ count: 4, late: 2 }]);
});

test('one that cannot be read keeps its class, and has no name and no day', async () => {
  await using vault = await openTestVault();
  const input = aCustomer({ secrecy: 'confidential', firstContactOn: '2026-02-01' });
  const { id } = await vault.as('developer').filings.save({ ...isNew, input, submit: true });
  spoil(vault, filingDriver, id, () => 'x');
  const { rows } = await vault.as('archivist').filings.list({ states: ['submitted'] });
  expect(rows).toMatchObject([{ id, name: '', secrecy: 'confidential', lag: null, unreadable: 'broken' }]);
});

test('a filing of a time before versions is read, and saved with its version', async () => {
  await using vault = await openTestVault();
  const developer = vault.as('developer');
  const input = aCustomer();
  const { id } = await developer.filings.save({ ...isNew, input, submit: false });
  const kept = spoil(vault, filingDriver, id, (stored) => {
    expect(JSON.parse(stored)).toEqual({ v: 1, value: input });
    return JSON.stringify(input);
  });
  expect(await developer.filings.get({ id })).toMatchObject({ unreadable: null, input });
  await developer.filings.save({ id, version: 1, input, submit: true });
  const { reader } = vault.opened.handles;
  expect(reader.value('select input from filing')).toBe(`{"v":1,"value":${kept}}`);
  expect(await developer.setAside.list()).toEqual([]);
});
