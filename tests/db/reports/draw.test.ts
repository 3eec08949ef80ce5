import { expect, test } from 'vitest';
import type { Role } from '../../../db/domain/roles.ts';
import type { TestVault } from '../../support/vault.ts';
import { approvedRequest, compileDue, openWithArchives, release } from './support.ts';

const looks = ({ opened }: TestVault) =>
  opened.handles.reader.value<number>("select count(*) from audit where action = 'reports.read'") ?? 0;

test('the pictures of a frozen report name nobody whom its figures do not name, and are no look of their own', async () => {
  await using vault = await openWithArchives();
  const choices = { tables: ['volume_top'] as const, charts: { volume_top: 'bar' } as const };
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
    expect(drawn.map(({ table }) => table)).toEqual(['volume_top']);
    return drawn[0]?.svg ?? '';
  };
  expect(await drawnFor('service_manager')).toContain('机密五金厂');
  const seen = await drawnFor('requester');
  expect(seen).not.toContain('机密五金厂');
  expect(seen).toContain('不公开');
});
