import { codeOf } from '../../../db/domain/folder-code.ts';
import { BLANK_SHEET, type Level } from '../../../db/domain/inspection.ts';
import type { Role } from '../../../db/domain/roles.ts';
import { aCustomer } from '../../support/factories.ts';
import { testedAndHandled } from '../../support/four-properties.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../../support/vault.ts';

export const ROOM = '一号库房';

export const levelOf = (cabinet: string, level = 1): Level => ({ room: ROOM, cabinet, level });

/** An archive on a level, from the left where nothing is said. */
export async function fileAt(
  vault: TestVault,
  { cabinet, level }: Level,
  position: number,
  overrides: Parameters<typeof aCustomer>[0] = {},
) {
  const shelf = { room: ROOM, cabinet, level, position };
  return vault.as('archivist').customers.create(aCustomer({ shelf, ...overrides }));
}

/** A vault with so many archives on each of the levels, in the order in which they stand. */
export async function openShelved(
  count: number,
  levels: readonly Level[] = [levelOf('A')],
): Promise<TestVault> {
  const vault = await openTestVault();
  for (const level of levels)
    for (let position = 1; position <= count; position += 1) await fileAt(vault, level, position);
  return vault;
}

/** Goes on to a day by steps in which somebody uses the vault: a clock that leaps is in doubt. */
export async function goTo(vault: TestVault, day: string): Promise<void> {
  const target = Date.parse(`${day}T09:00:00Z`);
  while (vault.clock.now() < target) {
    const days = Math.min(60, Math.round((target - vault.clock.now()) / 86_400_000));
    vault.clock.advance({ days });
    await used(vault);
  }
}

/** Somebody does something that is written. */
export async function used(vault: TestVault): Promise<void> {
  await vault.as('system_admin').settings.set({ lockAfterMinutes: 10 });
}

export const scanned = (vault: TestVault, id: number, at: Level | null = null, role: Role = 'archivist') =>
  vault.as(role).inspections.scan({ code: codeOf(id), at });

/** Scans what is open, one by one. */
export async function scanAll(vault: TestVault, role: Role = 'archivist'): Promise<void> {
  const { inspection, addendum } = await vault.as(role).inspections.current();
  const id = inspection?.state === 'running' ? inspection.id : (addendum?.id ?? 0);
  for (;;) {
    const { lines } = await vault.as(role).inspections.filtered({ id, filter: 'open' });
    if (lines.length === 0) return;
    for (const line of lines) await scanned(vault, line.id, null, role);
  }
}

/** Signs it by all three, as it stands. */
export async function signAll(vault: TestVault, id: number): Promise<void> {
  await testedAndHandled(vault);
  const password = TEST_PASSWORD;
  const versionOf = async () => (await vault.as('archivist').inspections.get({ id })).version;
  await vault.as('archivist').inspections.sign({ id, version: await versionOf(), password });
  await vault.as('supervisor').inspections.review({ id, version: await versionOf(), password });
  await vault.as('service_manager').inspections.approve({ id, version: await versionOf(), password });
}

export const aSheet = (overrides: Partial<typeof BLANK_SHEET>) => ({ ...BLANK_SHEET, ...overrides });

/** Names of what a look at everything found wrong. */
export async function wrongOf(vault: TestVault): Promise<string[]> {
  const { checks } = await vault.as('auditor').audit.verify();
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
}
