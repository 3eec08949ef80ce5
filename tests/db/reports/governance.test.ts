import { expect, test } from 'vitest';
import { because } from '../../support/reasons.ts';
import {
  approvedRequest,
  aRequest,
  compileDue,
  figureOf,
  openWithArchives,
  password,
  release,
  releasedReport,
  runsOf,
  wrongOf,
} from './support.ts';

const code = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ code: value }) });

test('asked for, approved, compiled by the program, reviewed, released, copied and amended, and the log holds', async () => {
  await using vault = await openWithArchives();
  const requestId = await approvedRequest(vault);
  await compileDue(vault);
  expect(await runsOf(vault)).toEqual([]);
  vault.clock.advance({ days: 30 });
  await compileDue(vault);
  const [run] = await runsOf(vault, requestId);
  expect(run).toMatchObject({ period: '2026-03', dueOn: '2026-03-31', compiledBy: null, state: 'compiled' });
  const id = run?.id ?? 0;
  const requester = vault.as('requester');
  await expect(requester.reports.open({ id })).rejects.toEqual(code('reports.not_found'));
  await release(vault, id);
  const opened = await requester.reports.open({ id });
  expect(opened.mark).toEqual({ name: expect.any(String), login: 'requester', minute: '2026-04-01 17:00' });

  const { copyNos } = await vault.as('archivist').reportCopies.register({
    id,
    copies: [{ recipient: '王芳', department: '销售部' }, { recipient: '李明' }],
  });
  expect(copyNos).toEqual([1, 2]);
  const place = { table: 'category', row: 'client', measure: 'count' };
  const before = await figureOf(vault, id, place);
  const amendment = await vault.as('supervisor').reportAmendments.save({
    id: null,
    version: null,
    submit: true,
    reportId: id,
    items: [{ ...place, value: Number(before) + 1, reason: '漏计一户' }],
  });
  await vault.as('general_manager').reportAmendments.approve({ id: amendment.id, version: 1, password });
  const { id: revised } = await vault.as('archivist').reportAmendments.file({ id: amendment.id, version: 2 });
  expect(await figureOf(vault, revised, place)).toBe(Number(before) + 1);
  expect(await figureOf(vault, id, place)).toBe(before);
  expect(await vault.as('archivist').reports.get({ id })).toMatchObject({
    state: 'superseded',
    replacedBy: revised,
    copies: [{ on: { call_in: '2026-04-01' } }, { on: { call_in: '2026-04-01' } }],
  });
  expect(await vault.as('archivist').reports.get({ id: revised })).toMatchObject({
    state: 'released',
    revision: 2,
  });
  expect(await wrongOf(vault)).toEqual([]);
});

test('nobody signed twice, nor reviewed what they compiled', async () => {
  await using vault = await openWithArchives();
  const archivist = vault.as('archivist');
  const { id } = await archivist.reports.compile({ name: 'storage', period: '2026-02' });
  await archivist.reports.handOn({ id, version: 2 });
  await expect(archivist.reports.review({ id, version: 3, password })).rejects.toEqual(code('access.denied'));
  await vault.as('supervisor').reports.review({ id, version: 3, password });
  await expect(vault.as('supervisor').reports.release({ id, version: 4, password })).rejects.toEqual(
    code('access.denied'),
  );
  const early = archivist.reportCopies.register({ id, copies: [{ recipient: '王芳' }] });
  await expect(early).rejects.toEqual(code('reports.not_released'));
});

test('what was given back was compiled anew, and was reviewed again', async () => {
  await using vault = await openWithArchives();
  const archivist = vault.as('archivist').reports;
  const { id } = await archivist.compile({ name: 'customer_statistics', period: '2026-03' });
  await archivist.handOn({ id, version: 2 });
  const { supervisor } = { supervisor: vault.as('supervisor').reports };
  await supervisor.comment({ id, table: 'category', row: 'client', measure: 'count', text: '少了一户' });
  await supervisor.return({ id, version: 3, reason: because('少了一户') });
  await archivist.compileAgain({ id, version: 4 });
  await release(vault, id);
  const { comments, state } = await archivist.get({ id });
  expect({ state, comments: comments.length }).toEqual({ state: 'released', comments: 1 });
  expect(await wrongOf(vault)).toEqual([]);
});

test('a cancelled report called its copies in, and a request that was refused came back', async () => {
  await using vault = await openWithArchives();
  const id = await releasedReport(vault);
  const { reportCopies } = vault.as('archivist');
  await reportCopies.register({ id, copies: [{ recipient: '王芳' }] });
  await reportCopies.handOut({ id, copyNo: 1 });
  await vault.as('service_manager').reports.cancel({ id, version: 5, password, reason: because('数字有误') });
  expect((await reportCopies.list({ id }))[0]?.on.call_in).not.toBeNull();
  await reportCopies.takeBack({ id, copyNo: 1 });
  const input = aRequest();
  const asked = await vault
    .as('developer')
    .reportRequests.save({ id: null, version: null, submit: true, input });
  const reason = because('用途不明');
  await vault.as('service_manager').reportRequests.refuse({ id: asked.id, version: 1, reason });
  await vault
    .as('developer')
    .reportRequests.save({ id: asked.id, version: 2, submit: true, input: { ...input, purpose: '季度会' } });
  expect(await wrongOf(vault)).toEqual([]);
});

test('who asked heard of a report once it was released, and nobody else outside the department ever', async () => {
  await using vault = await openWithArchives();
  await approvedRequest(vault, { every: 'single', firstPeriod: '2026-02' });
  await vault.signIn('developer');
  await compileDue(vault);
  const heard = (connection: string) =>
    vault.eventsOf(connection).filter((event) => event.type === 'changed' && event.kind === 'reports').length;
  expect([heard('requester'), heard('developer'), heard('archivist')]).toEqual([0, 0, 1]);
  await release(vault, 1);
  expect([heard('requester'), heard('developer')]).toEqual([1, 0]);
  expect((await vault.as('requester').reports.runs({})).rows.map(({ id }) => id)).toEqual([1]);
  expect((await vault.as('developer').reports.runs({})).rows).toEqual([]);
  const requests = (await vault.as('developer').reportRequests.list({ states: ['approved'] })).rows;
  expect(requests).toEqual([]);
});
