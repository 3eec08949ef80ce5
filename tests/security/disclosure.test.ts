import { expect, test } from 'vitest';
import { openTestArchive, type TestArchive } from '../support/archive.ts';
import { aContact, aCustomer } from '../support/factories.ts';
import { codeOf, refusalOf } from './support.ts';

/** Rows of the log about one action, newest first, without those of the auditor who asks. */
async function logged(archive: TestArchive, action: string) {
  const rows = await archive.as('auditor').audit.list({ action, limit: 50 });
  return rows.map(({ object, secrecy, decision, login }) => ({ object, secrecy, decision, login }));
}

test('a phone or a code told readers of the index alone whose it is', async () => {
  await using archive = await openTestArchive();
  const name = '佛山市金艺五金有限公司';
  const uscc = '91440600MA4UQW2F1T';
  const input = aCustomer({
    name,
    uscc,
    usccWaiver: '原表如此',
    phones: ['0757-62980843'],
    contacts: [aContact()],
  });
  await archive.as('archivist').customers.create(input);
  const asked = [
    { name: '', uscc, phones: [] },
    { name: '', uscc: null, phones: ['0757 6298 0843'] },
    { name: '', uscc: null, phones: ['13812345678'] },
    { name, uscc: null, phones: [] },
  ];
  const found = async (role: 'archivist' | 'developer' | 'requester') =>
    Promise.all(
      asked.map(async (draft) => (await archive.as(role).customers.similar(draft)).map(({ why }) => why)),
    );
  expect(await found('archivist')).toEqual([['uscc'], ['phone'], ['phone'], ['name']]);
  for (const role of ['developer', 'requester'] as const)
    expect(await found(role)).toEqual([[], [], [], ['name']]);
});

test('the history of a 机密 archive was read without a trace', async () => {
  await using archive = await openTestArchive();
  const archivist = archive.as('archivist');
  const { id } = await archivist.customers.create(aCustomer({ secrecy: 'secret' }));
  await archivist.customers.history({ id });
  expect(await logged(archive, 'customers.read')).toEqual([
    { object: `customer:${id}`, secrecy: 'secret', decision: 'allow', login: 'archivist' },
  ]);
});

test('a stale save handed out a whole 机密 archive without a trace', async () => {
  await using archive = await openTestArchive();
  const archivist = archive.as('archivist');
  const input = aCustomer({ secrecy: 'secret', note: '只有经办人知道' });
  const { id } = await archivist.customers.create(input);
  const refusal = await refusalOf(archivist.customers.update({ id, version: 7, input, reason: null }));
  expect(refusal).toMatchObject({
    code: 'customers.version_conflict',
    data: { saved: { note: input.note } },
  });
  expect(await logged(archive, 'customers.read')).toHaveLength(1);
});

test('classifying beyond what one may see is refused, and the log knows', async () => {
  await using archive = await openTestArchive();
  const { id } = await archive.as('archivist').customers.create(aCustomer());
  const change = { id, version: 1, secrecy: 'top_secret', secrecyUntil: null, reason: '核心客户' } as const;
  expect(await codeOf(archive.as('supervisor').customers.classify(change))).toBe('access.denied');
  expect(await logged(archive, 'customers.classify')).toEqual([
    { object: `customer:${id}`, secrecy: 'top_secret', decision: 'deny', login: 'supervisor' },
  ]);
});
