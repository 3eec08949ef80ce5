import { expect, test } from 'vitest';
import { openTestArchive } from '../../support/archive.ts';
import { aContact, aCustomer } from '../../support/factories.ts';

const code = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ code: value }) });

test('建档 goes from 草稿 to 已提交 to 已受理, and only then is there an archive (A1)', async () => {
  await using archive = await openTestArchive();
  const developer = archive.as('developer');
  const input = aCustomer({ firstContactOn: '2026-02-20', contacts: [aContact()] });
  const draft = await developer.filings.save({ id: null, version: null, input, submit: false });
  await developer.filings.save({ ...draft, input, submit: true });
  const [waiting] = await archive.as('archivist').filings.list({ states: ['submitted'] });
  expect(waiting).toMatchObject({
    reportedBy: 'developer',
    lag: { days: 10, late: true },
    may: { decide: true },
  });
  const filed = await archive.as('archivist').filings.accept({ id: draft.id, version: 2, input });
  const record = await archive.as('archivist').customers.get({ id: filed.id });
  expect(record).toMatchObject({ access: 'full', filingLag: { days: 10, late: true } });
  expect((await developer.filings.get({ id: draft.id })).state).toBe('accepted');
});

test('退回 says why; the reporter mends it and submits again', async () => {
  await using archive = await openTestArchive();
  const developer = archive.as('developer');
  const input = aCustomer();
  const { id } = await developer.filings.save({ id: null, version: null, input, submit: true });
  await archive.as('archivist').filings.return({ id, version: 1, reason: '缺少联系人' });
  expect(await developer.filings.get({ id })).toMatchObject({ state: 'returned', reason: '缺少联系人' });
  expect(await developer.home.waiting()).toEqual([
    expect.objectContaining({ kind: 'filings_returned', count: 1 }),
  ]);
  await developer.filings.save({ id, version: 2, input, submit: true });
  expect((await developer.filings.get({ id })).state).toBe('submitted');
});

test('nobody accepts what they reported themselves, whatever roles they hold', async () => {
  await using archive = await openTestArchive();
  const archivist = archive.as('archivist');
  const input = aCustomer();
  const { id } = await archivist.filings.save({ id: null, version: null, input, submit: true });
  await expect(archivist.filings.accept({ id, version: 1, input })).rejects.toEqual(
    code('access.not_own_request'),
  );
});

test('a filing is decided once: the slower of two archivists is told', async () => {
  await using archive = await openTestArchive();
  const input = aCustomer();
  const { id } = await archive.as('developer').filings.save({ id: null, version: null, input, submit: true });
  const archivist = archive.as('archivist');
  await archivist.filings.accept({ id, version: 1, input });
  await expect(archivist.filings.accept({ id, version: 1, input })).rejects.toEqual(
    code('filings.already_decided'),
  );
  await expect(archivist.filings.return({ id, version: 1, reason: '重复' })).rejects.toEqual(
    code('filings.already_decided'),
  );
  const { reader } = archive.archive.handles;
  expect(reader.value('select count(*) from customer')).toBe(1);
});

test('a filing of somebody else is not there for another developer', async () => {
  await using archive = await openTestArchive({ as: 'system_admin' });
  const input = aCustomer();
  const { id } = await archive.as('archivist').filings.save({ id: null, version: null, input, submit: true });
  await expect(archive.as('developer').filings.get({ id })).rejects.toEqual(code('filings.not_found'));
  expect(await archive.as('developer').filings.list({ states: ['submitted'] })).toEqual([]);
});
