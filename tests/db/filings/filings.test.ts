import { expect, test } from 'vitest';
import zh from '../../../resources/locales/zh-CN/filings.json' with { type: 'json' };
import { openTestArchive } from '../../support/archive.ts';
import { aContact, aCustomer } from '../../support/factories.ts';

const code = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ code: value }) });

test('建档 goes from 草稿 to 已提交 to 已受理, and only then is there an archive (A1)', async () => {
  await using archive = await openTestArchive();
  const developer = archive.as('developer');
  const input = aCustomer({ firstContactOn: '2026-02-20', contacts: [aContact()] });
  const draft = await developer.filings.save({ id: null, version: null, input, submit: false });
  expect((await developer.filings.get({ id: draft.id })).open).toEqual(['submit']);
  await developer.filings.save({ ...draft, input, submit: true });
  const { rows } = await archive.as('archivist').filings.list({ states: ['submitted'] });
  expect(rows).toMatchObject([{ askedBy: 'developer', lag: { days: 10, late: true }, name: input.name }]);
  expect((await archive.as('archivist').filings.get({ id: draft.id })).open).toEqual(['accept', 'return']);
  const filed = await archive.as('archivist').filings.accept({ id: draft.id, version: 2, input });
  const record = await archive.as('archivist').customers.get({ id: filed.id });
  expect(record).toMatchObject({ access: 'full', filingLag: { days: 10, late: true } });
  expect(await developer.filings.get({ id: draft.id })).toMatchObject({ state: 'accepted', open: [] });
});

test('a resubmitted filing lost its decision and showed the old decider on the waiting step', async () => {
  await using archive = await openTestArchive();
  const developer = archive.as('developer');
  const input = aCustomer();
  const { id } = await developer.filings.save({ id: null, version: null, input, submit: true });
  archive.clock.advance({ days: 1 });
  await archive.as('archivist').filings.return({ id, version: 1, reason: '缺少联系人' });
  expect(await developer.home.waiting()).toEqual([
    expect.objectContaining({ kind: 'filings_returned', count: 1 }),
  ]);
  const mended = { ...input, contacts: [aContact()] };
  await developer.filings.save({ id, version: 2, input: mended, submit: false });
  expect(await developer.filings.get({ id })).toMatchObject({ state: 'returned', input: mended });
  await developer.filings.save({ id, version: 3, input: mended, submit: true });
  archive.clock.advance({ days: 3 });
  const { line } = await developer.filings.get({ id });
  expect(
    line.map(({ step, state, person, reason, daysWaited }) => [step, state, person, reason, daysWaited]),
  ).toEqual([
    ['submit', 'done', 'developer', null, null],
    ['return', 'refused', 'archivist', '缺少联系人', null],
    ['resubmit', 'done', 'developer', null, null],
    ['accept', 'waiting', null, null, 3],
  ]);
  expect(line[1]).toMatchObject({ roles: ['archivist'], rule: zh['rule.return'] });
  expect(line[3]?.roles).toEqual(['archivist']);
});

test('whoever reported takes it back, changes it and submits it again; nobody else may', async () => {
  await using archive = await openTestArchive();
  const developer = archive.as('developer');
  const input = aCustomer();
  const { id } = await developer.filings.save({ id: null, version: null, input, submit: true });
  const archivist = archive.as('archivist');
  await expect(archivist.filings.withdraw({ id, version: 1 })).rejects.toEqual(code('flow.asker_only'));
  await developer.filings.withdraw({ id, version: 1, reason: '名称有误' });
  await expect(archivist.filings.accept({ id, version: 2, input })).rejects.toEqual(
    code('flow.already_decided'),
  );
  expect(await developer.filings.get({ id })).toMatchObject({ state: 'withdrawn', open: ['resubmit'] });
  await developer.filings.save({ id, version: 2, input, submit: true });
  await archivist.filings.accept({ id, version: 3, input });
  const { line } = await developer.filings.get({ id });
  expect(line.map(({ step }) => step)).toEqual(['submit', 'withdraw', 'resubmit', 'accept']);
});

test('nobody accepts what they reported themselves, whatever roles they hold', async () => {
  await using archive = await openTestArchive();
  const archivist = archive.as('archivist');
  const input = aCustomer();
  const { id } = await archivist.filings.save({ id: null, version: null, input, submit: true });
  expect((await archivist.filings.get({ id })).open).toEqual(['withdraw']);
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
    code('flow.already_decided'),
  );
  await expect(archivist.filings.return({ id, version: 1, reason: '重复' })).rejects.toEqual(
    code('flow.already_decided'),
  );
  const { reader } = archive.archive.handles;
  expect(reader.value('select count(*) from customer')).toBe(1);
});

test('what was withdrawn and changed meanwhile is not decided as it was seen', async () => {
  await using archive = await openTestArchive();
  const developer = archive.as('developer');
  const input = aCustomer();
  const { id } = await developer.filings.save({ id: null, version: null, input, submit: true });
  await developer.filings.withdraw({ id, version: 1 });
  await developer.filings.save({ id, version: 2, input: { ...input, address: '大良' }, submit: true });
  await expect(archive.as('archivist').filings.accept({ id, version: 1, input })).rejects.toEqual(
    code('flow.version_conflict'),
  );
  await expect(developer.filings.save({ id, version: 3, input, submit: false })).rejects.toEqual(
    code('flow.already_decided'),
  );
});

test('a filing of somebody else is not there for another developer', async () => {
  await using archive = await openTestArchive({ as: 'system_admin' });
  const input = aCustomer();
  const { id } = await archive.as('archivist').filings.save({ id: null, version: null, input, submit: true });
  await expect(archive.as('developer').filings.get({ id })).rejects.toEqual(code('filings.not_found'));
  const listed = await archive.as('developer').filings.list({ states: ['submitted'] });
  expect(listed).toEqual({ rows: [], next: null });
  expect(await archive.as('developer').filings.counts()).toEqual({});
});

test('500 of 619 filings were shown as all', async () => {
  await using archive = await openTestArchive();
  archive.as('developer');
  const { handles } = archive.archive;
  const personId = archive.contextOf('developer').actor.personId;
  handles.transaction((db) => {
    for (let count = 0; count < 619; count += 1)
      db.execute(
        `insert into filing (state, input, secrecy, reporter_id, updated_at) values ('submitted', ?, 'normal', ?, 0)`,
        JSON.stringify(aCustomer({ firstContactOn: count < 550 ? '2026-02-01' : '2026-03-01' })),
        personId,
      );
  });
  const archivist = archive.as('archivist');
  const seen: number[] = [];
  for (let page = await archivist.filings.list({ states: ['submitted'] }); ;) {
    seen.push(...page.rows.map(({ id }) => id));
    if (page.next === null) break;
    page = await archivist.filings.list({ states: ['submitted'], after: page.next });
  }
  expect(await archivist.filings.counts()).toEqual({ submitted: 619 });
  expect(seen).toEqual(Array.from({ length: 619 }, (_, index) => 619 - index));
  expect(await archivist.home.waiting()).toContainEqual(
    expect.objectContaining({ kind: 'filings_to_decide', count: 619, late: 550 }),
  );
});
