import { expect, inject, test } from 'vitest';
import { chartsOf, choicesSchema, REPORTS, TABLES } from '../../../db/domain/reports/choices.ts';
import type { ReportFigures } from '../../../db/domain/reports/figures.ts';
import { reaches, reachOf } from '../../../db/work/reach.ts';
import type { MutationContext } from '../../../db/work/context.ts';
import { drawReport, listBehind, runReport } from '../../../db/features/reports/service.ts';
import { readNames } from '../../../db/features/customers/service.ts';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault } from '../../support/vault.ts';
import { livePast } from './support/history.ts';

const choices = choicesSchema.parse({});
const asked = { name: 'customer_statistics', title: null, period: '2028', choices } as const;

const tableOf = ({ tables }: ReportFigures, key: string) => tables.find((table) => table.key === key);

/** Somebody who sees less: of other people’s archives nothing above 秘密. */
const asDeveloper = (ctx: MutationContext, personId: number): MutationContext => ({
  ...ctx,
  actor: { ...ctx.actor, personId, roles: ['developer'] },
});

test('a look counts what the person may list and names nothing else, also after one who sees more', async () => {
  await using vault = await openTestVault({ as: 'service_manager' });
  livePast(vault, inject('seed'));
  const ctx = vault.contextOf('service_manager');
  const { reader: db } = vault.opened.handles;
  const today = vault.clock.today();
  const ids = db.rows<{ id: number }>('select id from customer').map(({ id }) => id);
  const guarded = new Map(readNames(db, ids, Number.MAX_SAFE_INTEGER).map((one) => [one.archiveNo, one]));
  const all = await runReport(ctx, asked);
  expect(tableOf(all, 'category')?.totals?.[0]).toBe(ids.length);
  for (const personId of [1, 2, 3]) {
    const less = await runReport(asDeveloper(ctx, personId), asked);
    const reach = reachOf({ personId, roles: ['developer'] }, 'customers.list');
    const listed = [...guarded.values()].filter((one) => reaches(reach, one.guarded, today));
    expect(listed.length).toBeLessThan(ids.length);
    expect(tableOf(less, 'category')?.totals?.[0]).toBe(listed.length);
    const numbers = new Set(listed.map(({ archiveNo }) => archiveNo));
    expect(tableOf(less, 'volume_top')?.rows.filter(({ key }) => !numbers.has(key))).toEqual([]);
  }
  expect(await runReport(ctx, asked)).toEqual(all);
});

test('figures are kept as long as nothing is written, for the same question of the same person on the same day', async () => {
  await using vault = await openTestVault();
  await vault.as('archivist').customers.create(aCustomer());
  const run = (period: '2026' | '2026-H1') => runReport(vault.contextOf('archivist'), { ...asked, period });
  const first = await run('2026');
  expect(await run('2026')).toBe(first);
  expect(await run('2026-H1')).not.toBe(first);
  vault.clock.advance({ days: 1 });
  const nextDay = await run('2026');
  expect([nextDay.to, first.to]).toEqual(['2026-03-03', '2026-03-02']);
  await vault.as('archivist').customers.create(aCustomer());
  const later = await run('2026');
  expect([first, later].map((one) => tableOf(one, 'category')?.totals?.[0])).toEqual([1, 2]);
});

test('every table is drawn as it is asked for, from a column that it has', async () => {
  await using vault = await openTestVault({ as: 'service_manager' });
  livePast(vault, inject('seed'));
  for (const name of REPORTS) {
    for (const chart of ['bar', 'provinces'] as const) {
      const charts = Object.fromEntries(TABLES[name].map((table) => [table, chart]));
      const { tables } = await runReport(vault.contextOf('service_manager'), {
        ...asked,
        name,
        choices: { ...choices, charts },
      });
      const offered = tables.filter(({ key }) => chartsOf(key).includes(chart));
      const drawn = tables.filter((table) => table.chart?.kind === chart);
      expect(drawn.map(({ key }) => key)).toEqual(offered.map(({ key }) => key));
      const kindOf = ({ columns, chart: shown }: ReportFigures['tables'][number]) =>
        columns.find(({ key }) => key === shown?.column)?.kind;
      expect(drawn.map(kindOf)).not.toContain('text');
      expect(drawn.map(kindOf)).not.toContain(undefined);
    }
  }
});

test('a process of its own computes what the vault’s thread does', async () => {
  await using vault = await openTestVault({ as: 'service_manager', apart: true });
  livePast(vault, inject('seed'), { customers: 20, changes: 40 });
  const { reportJob } = await import('../../../db/features/reports/service.ts');
  const ctx = vault.contextOf('service_manager');
  const here = await runReport(ctx, asked);
  expect(await ctx.readLong(reportJob, { asked, reader: null })).toEqual(here);
});

test('who has no part in the department runs none, and none of a time that lies ahead', async () => {
  await using vault = await openTestVault();
  const run = (role: 'requester' | 'developer' | 'system_admin' | 'auditor') =>
    vault.as(role).reports.run({ name: 'storage', period: '2026' });
  for (const role of ['requester', 'developer', 'system_admin', 'auditor'] as const)
    await expect(run(role)).rejects.toMatchObject({ cause: { code: 'access.denied' } });
  const ahead = vault.as('archivist').reports.run({ name: 'storage', period: '2026-04' });
  await expect(ahead).rejects.toMatchObject({ cause: { code: 'reports.not_begun' } });
});

test('groups of few are hidden, with another from which they could be worked out, and their shares', async () => {
  await using vault = await openTestVault();
  const { customers, reports } = vault.as('archivist');
  for (const category of [
    'supplier',
    'client',
    'client',
    'client',
    'partner',
    'partner',
    'partner',
    'partner',
  ] as const)
    await customers.create(aCustomer({ category }));
  await vault.as('system_admin').settings.set({ hideGroupsBelow: 3 });
  const figures = await reports.run({
    name: 'customer_statistics',
    period: '2026',
    choices: { tables: ['category'] },
  });
  const table = tableOf(figures, 'category');
  expect(table?.rows.map(({ key, figures: all }) => [key, all[0], all[1]])).toEqual([
    ['supplier', '*', '*'],
    ['client', '*', '*'],
    ['partner', 4, '50.0'],
  ]);
  expect(table?.totals?.slice(0, 2)).toEqual([8, '100.0']);
  expect(table?.notes).toHaveLength(1);
});

test('archives without a room are a row of their own, which is frozen, read again and followed to them', async () => {
  await using vault = await openTestVault();
  const { customers, reports } = vault.as('archivist');
  const at = (room: string | null, position: number) =>
    customers.create(aCustomer({ shelf: { room, cabinet: '1', level: 1, position } }));
  await at('一号库房', 1);
  const { archiveNo } = await at(null, 2);
  await customers.create(aCustomer());
  const { id } = await reports.compile({ name: 'storage', period: '2026-03' });
  const { figures } = await reports.open({ id });
  const rows = tableOf(figures, 'places')?.rows.map(({ key, label, figures: all }) => [key, label, all[0]]);
  expect(rows).toEqual([
    ['no_room', '未写库房', 1],
    ['一号库房', '一号库房', 1],
    ['none', '未上架', 1],
  ]);
  const figure = { table: 'places', row: 'no_room', measure: 'count' } as const;
  const behind = await reports.behind({ asked: { name: 'storage', period: '2026-03' }, figure });
  expect(behind.rows.map((line) => line.archiveNo)).toEqual([archiveNo]);
});

test('pictures and the archives behind figures are told by what each may list, one reader after another', async () => {
  await using vault = await openTestVault({ as: 'service_manager' });
  const { customers } = vault.as('archivist');
  await customers.create(aCustomer({ annualVolume: 1_000_000 }));
  await customers.create(aCustomer({ annualVolume: 2_000_000, secrecy: 'secret' }));
  const look = { ...asked, period: '2026' } as const;
  const figure = { table: 'category', row: 'client', measure: 'count' } as const;
  const seenBy = async (ctx: MutationContext) => {
    const { total, rows } = await listBehind(ctx, { asked: look, figure, from: 0 });
    const named = tableOf(await runReport(ctx, look), 'volume_top')?.rows.length;
    return { total, rows: rows.length, named, drawn: JSON.stringify(await drawReport(ctx, look)) };
  };
  const more = vault.contextOf('service_manager');
  // No account of this person has filed anything.
  const less = asDeveloper(more, 999);
  const all = await seenBy(more);
  expect(all).toMatchObject({ total: 2, rows: 2, named: 2 });
  const some = await seenBy(less);
  expect(some).toMatchObject({ total: 1, rows: 1, named: 1 });
  expect(some.drawn).not.toBe(all.drawn);
  expect(await seenBy(more)).toEqual(all);
  expect(await seenBy({ ...more, actor: { ...more.actor, roles: ['developer'] } })).toEqual(some);
});
