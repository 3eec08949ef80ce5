import { expect, test } from 'vitest';
import type { Role } from '../../../db/domain/roles.ts';
import type { TestVault } from '../../support/vault.ts';
import { approvedRequest, compileDue, openWithArchives, release } from './support.ts';

const looks = ({ opened }: TestVault) =>
  opened.handles.reader.value<number>("select count(*) from audit where action = 'reports.read'") ?? 0;

test('a frozen report was drawn as it says, and whoever had opened it was not logged once more', async () => {
  await using vault = await openWithArchives();
  const choices = { tables: ['grade', 'secrecy'], charts: { grade: 'pie', secrecy: 'bar' } } as const;
  await approvedRequest(vault, {
    every: 'single',
    firstPeriod: '2026-03',
    choices: { ...choices, tables: [...choices.tables] },
  });
  vault.clock.advance({ days: 30 });
  await compileDue(vault);
  await release(vault, 1);
  const drawnFor = async (role: Role) => {
    await vault.as(role).reports.open({ id: 1 });
    const before = looks(vault);
    const drawn = await vault.as(role).reports.draw({ id: 1 });
    expect(looks(vault)).toBe(before);
    return drawn;
  };
  const drawn = await drawnFor('service_manager');
  expect(drawn.map(({ table }) => table)).toEqual(['secrecy']);
  expect(drawn[0]?.svg).toContain('机密');
  expect(await drawnFor('requester')).toEqual(drawn);
});
