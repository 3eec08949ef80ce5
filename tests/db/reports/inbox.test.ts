import { expect, test } from 'vitest';
import type { Role } from '../../../db/domain/roles.ts';
import { requests } from '../../../db/features/reports/requests/flow.ts';
import { saveCase } from '../../../db/work/flow/save.ts';
import { because } from '../../support/reasons.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import {
  approvedRequest,
  aRequest,
  compileDue,
  openWithArchives,
  password,
  release,
  releasedReport,
  wrongOf,
} from './support.ts';

const code = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ code: value }) });

type Saved = { readonly id: number; readonly version: number };

/** So many requests of one person, each submitted. */
async function asked(vault: TestVault, count: number): Promise<Saved[]> {
  const { reportRequests } = vault.as('requester');
  const all: Saved[] = [];
  for (let at = 0; at < count; at += 1) {
    const input = aRequest({ title: `第 ${at + 1} 份` });
    all.push(await reportRequests.save({ id: null, version: null, submit: true, input }));
  }
  return all;
}

/** Opens each as 经理 would, so that it may be signed. */
async function look(vault: TestVault, cases: readonly Saved[]): Promise<void> {
  for (const { id } of cases) await vault.as('service_manager').reportRequests.get({ id });
}

const review = (vault: TestVault, cases: readonly Saved[]) =>
  vault.as('service_manager').inbox.sign({
    flow: 'report_requests',
    step: 'review',
    cases: cases.map(({ id, version }) => ({ id, version })),
    password,
  });

const statesOf = async (vault: TestVault) =>
  (await vault.as('requester').inbox.list({ tab: 'mine' })).rows.map(({ state }) => state);

test('ten requests that were looked at are reviewed in one act, and approved in another', async () => {
  await using vault = await openTestVault();
  const cases = await asked(vault, 10);
  const { rows } = await vault.as('service_manager').inbox.list({ tab: 'waiting' });
  expect(rows).toHaveLength(10);
  expect(rows[0]).toMatchObject({
    flow: 'report_requests',
    title: '第 1 份　每月',
    signs: ['review'],
    link: '/report_requests/1',
  });
  await look(vault, cases);
  expect(await review(vault, cases)).toEqual({ signed: 10 });
  expect(new Set(await statesOf(vault))).toEqual(new Set(['reviewed']));

  const manager = vault.as('general_manager');
  for (const { id } of cases) await manager.reportRequests.get({ id });
  const signed = cases.map(({ id, version }) => ({ id, version: version + 1 }));
  await manager.inbox.sign({ flow: 'report_requests', step: 'approve', cases: signed, password });
  expect(new Set(await statesOf(vault))).toEqual(new Set(['approved']));
  expect(await wrongOf(vault)).toEqual([]);
});

test('what one signed stays with them while it waits for the next person, and with nobody who has to sign it', async () => {
  await using vault = await openTestVault();
  const [one = { id: 0, version: 0 }] = await asked(vault, 2);
  await look(vault, [one]);
  await review(vault, [one]);
  const decidedBy = async (role: Role) => (await vault.as(role).inbox.list({ tab: 'decided' })).rows;
  expect(await decidedBy('service_manager')).toMatchObject([
    { id: one.id, state: 'reviewed', next: { step: 'approve', roles: ['general_manager'] } },
  ]);
  expect(await vault.as('service_manager').inbox.counts()).toMatchObject({ waiting: 1, decided: 1 });
  expect(await decidedBy('general_manager')).toEqual([]);
  expect(await decidedBy('requester')).toEqual([]);
  // Once it came back and was asked for anew it is another round, in which nobody has signed.
  const reason = { choice: 'wrong_facts', text: null } as const;
  await vault.as('requester').reportRequests.withdraw({ ...one, version: one.version + 1, reason });
  const anew = { id: one.id, version: one.version + 2, submit: true, input: aRequest() };
  await vault.as('requester').reportRequests.save(anew);
  expect(await decidedBy('service_manager')).toEqual([]);
  expect(await vault.as('service_manager').inbox.counts()).toMatchObject({ waiting: 2, decided: 0 });
});

test('a report that one compiled and has to hand on waits, and is not among what one has dealt with', async () => {
  await using vault = await openWithArchives(1);
  const archivist = vault.as('archivist');
  const { id } = await archivist.reports.compile({ name: 'customer_statistics', period: '2026-02' });
  expect(await archivist.inbox.counts()).toMatchObject({ waiting: 1, decided: 0 });
  expect((await archivist.inbox.list({ tab: 'decided' })).rows).toEqual([]);
  await archivist.reports.handOn({ id, version: 2 });
  expect(await archivist.inbox.counts()).toMatchObject({ waiting: 0, decided: 1 });
  expect((await archivist.inbox.list({ tab: 'decided' })).rows).toMatchObject([{ id, state: 'submitted' }]);
});

test('one that was not looked at keeps all from being signed', async () => {
  await using vault = await openTestVault();
  const cases = await asked(vault, 3);
  await look(vault, cases.slice(1));
  await expect(review(vault, cases)).rejects.toEqual(code('inbox.not_looked_at'));
  expect(new Set(await statesOf(vault))).toEqual(new Set(['submitted']));
});

test('where one has changed since the look none is signed', async () => {
  await using vault = await openTestVault();
  const cases = await asked(vault, 3);
  await look(vault, cases);
  const [changed = { id: 0, version: 0 }] = cases;
  const { reportRequests } = vault.as('requester');
  await reportRequests.withdraw({ id: changed.id, version: changed.version });
  const anew = { id: changed.id, version: changed.version + 1, submit: true };
  await reportRequests.save({ ...anew, input: aRequest({ purpose: '改过的用途' }) });
  await expect(review(vault, cases)).rejects.toEqual(code('inbox.changed'));
  expect(new Set(await statesOf(vault))).toEqual(new Set(['submitted']));
});

test('where what one asks for is no longer what was submitted none is signed', async () => {
  await using vault = await openTestVault();
  const cases = await asked(vault, 2);
  await look(vault, cases);
  vault.opened.vault.database.exec(`update report_request set purpose = '别的' where id = ${cases[1]?.id}`);
  await expect(review(vault, cases)).rejects.toEqual(code('inbox.changed'));
  expect(new Set(await statesOf(vault))).toEqual(new Set(['submitted']));
});

test('reports wait for whoever hands on, reviews and releases, and a release from the inbox is anchored', async () => {
  await using vault = await openWithArchives(1);
  const archivist = vault.as('archivist');
  const { id } = await archivist.reports.compile({ name: 'customer_statistics', period: '2026-02' });
  const waitingOf = async (role: 'archivist' | 'supervisor' | 'service_manager' | 'requester') =>
    (await vault.as(role).inbox.list({ tab: 'waiting' })).rows.filter(({ flow }) => flow === 'reports');
  expect(await waitingOf('archivist')).toMatchObject([
    {
      title: '客户信息统计表　2026年2月',
      askedBy: 'archivist',
      signs: [],
      open: ['hand_on'],
      link: `/reports/runs/${id}`,
    },
  ]);
  expect(await waitingOf('supervisor')).toEqual([]);
  await archivist.reports.handOn({ id, version: 2 });
  expect(await waitingOf('archivist')).toEqual([]);
  expect(await waitingOf('requester')).toEqual([]);
  expect(await waitingOf('supervisor')).toMatchObject([{ signs: ['review'], looked: false }]);

  const sign = (role: 'supervisor' | 'service_manager', step: string, version: number) =>
    vault.as(role).inbox.sign({ flow: 'reports', step, cases: [{ id, version }], password });
  // How it stands is not its figures: those are what a signature is for.
  await vault.as('supervisor').reports.get({ id });
  await expect(sign('supervisor', 'review', 3)).rejects.toEqual(code('inbox.not_looked_at'));
  await vault.as('supervisor').reports.open({ id });
  await sign('supervisor', 'review', 3);
  const anchors = () =>
    vault.opened.handles.reader.value<number>("select count(*) from audit where action = 'audit.anchor'") ??
    0;
  const before = anchors();
  await vault.as('service_manager').reports.open({ id });
  await sign('service_manager', 'release', 4);
  expect(await archivist.reports.get({ id })).toMatchObject({ state: 'released' });
  expect(anchors()).toBe(before + 1);
  expect(await vault.as('supervisor').inbox.counts()).toMatchObject({ waiting: 0, decided: 1 });
  expect(await wrongOf(vault)).toEqual([]);
});

test('a report that was sent back waits for whoever compiles, and the earlier ones of its kind are shown', async () => {
  await using vault = await openWithArchives(1);
  const archivist = vault.as('archivist');
  await releasedReport(vault);
  const { id } = await archivist.reports.compile({ name: 'customer_statistics', period: '2026-01' });
  await archivist.reports.handOn({ id, version: 2 });
  await vault.as('supervisor').reports.return({ id, version: 3, reason: because('数字有误') });
  const { rows } = await archivist.inbox.list({ tab: 'waiting' });
  expect(rows).toMatchObject([{ flow: 'reports', id, state: 'returned', open: ['recompile'] }]);
  const earlier = await vault.as('supervisor').inbox.earlier({ flow: 'reports', id });
  expect(earlier).toMatchObject([{ title: '客户信息统计表　2026年2月', link: '/reports/runs/1' }]);
  expect(await vault.as('supervisor').inbox.since({ flow: 'reports', id })).toMatchObject({
    turns: [{ step: 'return', reason: 'other' }],
  });
});

test('whoever only asked for reports has none of them in what they decided', async () => {
  await using vault = await openWithArchives(1);
  await approvedRequest(vault);
  await releasedReport(vault);
  const { rows } = await vault.as('requester').inbox.list({ tab: 'decided' });
  expect(rows.map(({ flow }) => flow)).toEqual(['report_requests']);
});

test('what nobody can read is not signed with others either', async () => {
  await using vault = await openTestVault();
  await vault.signIn('requester');
  const ctx = vault.contextOf('requester');
  // By a later program, whose choices this one does not know.
  const columns = {
    department: '销售部',
    name: 'storage',
    asked: JSON.stringify({ v: 99, value: {} }),
    every: 'month',
    first_period: '2026-03',
    valid_until: '2026-12-31',
    purpose: '月度例会',
    scope: 'normal',
    secrecy: 'normal',
  };
  const written = { columns, check: () => undefined };
  const cases = [saveCase(ctx, requests, { id: null, version: null, submit: true }, written)];
  await look(vault, cases);
  await expect(review(vault, cases)).rejects.toEqual(code('report_requests.unreadable'));
  expect(await statesOf(vault)).toEqual(['submitted']);
});

test('whoever asked for a report is not told why it was given back before it was released', async () => {
  await using vault = await openWithArchives(1);
  await approvedRequest(vault, { every: 'single', firstPeriod: '2026-02' });
  await compileDue(vault);
  const archivist = vault.as('archivist').reports;
  await archivist.handOn({ id: 1, version: 2 });
  await vault.as('supervisor').reports.return({ id: 1, version: 3, reason: because('某厂数字有误') });
  await archivist.compileAgain({ id: 1, version: 4 });
  await release(vault, 1);
  const asker = vault.as('requester');
  expect(await asker.reports.get({ id: 1 })).toMatchObject({ line: [], comments: [] });
  expect(await asker.inbox.since({ flow: 'reports', id: 1 })).toEqual({ turns: [], fields: [] });
  expect((await vault.as('supervisor').inbox.since({ flow: 'reports', id: 1 })).turns).toHaveLength(1);
});

test('an amendment is approved with others by a signature, and filed on its own screen', async () => {
  await using vault = await openWithArchives(1);
  const reportId = await releasedReport(vault);
  const items = [{ table: 'category', row: 'client', measure: 'count', value: 9, reason: '漏计' }];
  const { id } = await vault
    .as('supervisor')
    .reportAmendments.save({ id: null, version: null, submit: true, reportId, items });
  const manager = vault.as('general_manager');
  await manager.reportAmendments.get({ id });
  expect((await manager.inbox.list({ tab: 'waiting' })).rows).toMatchObject([
    { flow: 'report_amendments', title: '客户信息统计表　2026年2月', signs: ['approve'], looked: true },
  ]);
  const cases = [{ id, version: 1 }];
  await manager.inbox.sign({ flow: 'report_amendments', step: 'approve', cases, password });
  const archivist = vault.as('archivist');
  expect((await archivist.inbox.list({ tab: 'waiting' })).rows).toMatchObject([
    { signs: [], open: ['file'] },
  ]);
  await expect(
    archivist.inbox.sign({
      flow: 'report_amendments',
      step: 'file',
      cases: [{ id, version: 2 }],
      password,
    }),
  ).rejects.toEqual(code('inbox.not_signed_here'));
});
