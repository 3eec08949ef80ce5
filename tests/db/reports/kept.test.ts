/** What is kept of a report can be read again, and what was forged takes nobody down. */
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { chartBlock } from '../../../db/features/reports/print/chart-block.ts';
import { pack, unpack } from '../../../db/features/reports/service.ts';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault } from '../../support/vault.ts';
import { figureOf, openWithArchives, password, releasedReport } from './support.ts';

const deflated = (text: string) => deflateRawSync(Buffer.from(text, 'utf8'));

test.each([
  ['that is nested without end', () => `{"v":1,"value":${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}}`],
  ['of millions of values', () => `{"v":1,"value":{"tables":[${'0,'.repeat(2_000_000)}0]}}`],
  ['of more bytes than any report', () => `{"v":1,"value":"${' '.repeat(40_000_000)}"}`],
])('figures %s are told from figures, in no time', (_what, text) => {
  expect(unpack(deflated(text()))).toMatchObject({ ok: false, why: 'broken' });
});

test('what could not be read again is not kept', async () => {
  await using vault = await openWithArchives();
  await releasedReport(vault);
  const { figures } = await vault.as('archivist').reports.open({ id: 1 });
  const [table] = figures.tables;
  if (!table) throw new Error('no table');
  expect(() => pack({ ...figures, title: '长'.repeat(3_000) })).toThrow('reports.too_large');
  expect(unpack(pack(figures))).toMatchObject({ ok: true });
});

test('places without a room are counted in a report that is kept', async () => {
  await using vault = await openTestVault();
  const { customers, reports } = vault.as('archivist');
  await customers.create(aCustomer({ shelf: { room: null, cabinet: 'A', level: 1, position: 1 } }));
  const { id } = await reports.compile({ name: 'storage', period: '2026-03' });
  expect(await figureOf(vault, id, { table: 'places', row: 'no_room', measure: 'count' })).toBe(1);
  const asked = { name: 'storage', period: '2026-03' } as const;
  const figure = { table: 'places', row: 'no_room', measure: 'count' } as const;
  expect(await reports.behind({ asked, figure })).toMatchObject({ total: 1 });
});

test('a report that is narrowed by hundreds of places can be read and printed', async () => {
  await using vault = await openWithArchives();
  const { reports, prints } = vault.as('archivist');
  const city = Array.from({ length: 400 }, (_, at) => String(440_100 + at));
  const { id } = await reports.compile({
    name: 'customer_statistics',
    period: '2026-02',
    choices: { filters: { city, province: city, industry: city.map((one) => `行业代码${one}`) } },
  });
  const { figures } = await reports.open({ id });
  expect(figures.asked.join('').length).toBeLessThan(1_000);
  expect((await prints.pages({ form: 'report', id })).pages).toBeGreaterThan(0);
});

test('a pie of a figure that was amended below zero is none, and keeps nothing from being printed', async () => {
  await using vault = await openWithArchives();
  const id = await releasedReport(vault, { choices: { charts: { volume: 'pie' } } });
  const items = [{ table: 'volume', row: 'A', measure: 'volume', value: '-5.00', reason: '冲销' }];
  const asked = { id: null, version: null, submit: true, reportId: id, items };
  const { id: amendment } = await vault.as('supervisor').reportAmendments.save(asked);
  await vault.as('general_manager').reportAmendments.approve({ id: amendment, version: 1, password });
  const archivist = vault.as('archivist');
  const next = await archivist.reportAmendments.file({ id: amendment, version: 2 });
  await archivist.reportCopies.register({ id: next.id, copies: [{ recipient: '王芳' }] });
  const { pages } = await archivist.prints.pages({ form: 'report', id: next.id, options: { copy: 1 } });
  expect(pages).toBeGreaterThan(0);
  const { figures } = await archivist.reports.open({ id: next.id });
  const volume = figures.tables.find(({ key }) => key === 'volume');
  expect([volume?.chart?.kind, volume && chartBlock(volume)]).toEqual(['pie', null]);
});
