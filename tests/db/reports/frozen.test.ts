import { expect, test } from 'vitest';
import { REPORTS } from '../../../db/domain/reports/choices.ts';
import { aCustomer } from '../../support/factories.ts';
import { openWithArchives } from './support.ts';

test.each(REPORTS)(
  '%s, once frozen, was read again, of archives with and without a room and a shelf',
  async (name) => {
    await using vault = await openWithArchives(1);
    const { customers, reports } = vault.as('archivist');
    for (const room of [null, '库房甲'])
      await customers.create(
        aCustomer({
          name: `柜位厂${room ?? ''}`,
          shelf: { room, cabinet: 'A', level: 1, position: room ? 1 : 2 },
        }),
      );
    vault.clock.advance({ days: 30 });
    const asked = { name, period: '2026-03' } as const;
    const live = await reports.run(asked);
    const { id } = await reports.compile(asked);
    const { figures } = await reports.open({ id });
    expect(figures.tables.map(({ key, rows }) => [key, rows])).toEqual(
      live.tables.map(({ key, rows }) => [key, rows]),
    );
  },
);
