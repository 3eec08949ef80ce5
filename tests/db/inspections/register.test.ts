import { expect, test } from 'vitest';
import { testedAndHandled } from '../../support/four-properties.ts';
import { TEST_PASSWORD } from '../../support/vault.ts';
import { aSheet, goTo, openShelved, scanAll, signAll } from './support.ts';

const findings = [{ kind: 'mouldy', degree: 'slight', note: null }] as const;

test('the register lists each inspection with what was found, and who signed it', async () => {
  await using vault = await openShelved(3);
  const archivist = vault.as('archivist').inspections;
  await goTo(vault, '2026-06-01');
  const { id } = await requireCurrent(vault);
  await scanAll(vault);
  await archivist.note({ id, no: 1, sheet: aSheet({ findings: [...findings] }) });
  await archivist.note({ id: 2, no: 1, sheet: aSheet({ outcome: 'missing' }) });
  expect(await archivist.list()).toMatchObject([
    { state: 'running', inspected: 3, withFindings: 1, repairsOpen: 2, outcomes: { missing: 1 } },
  ]);
  await archivist.note({ id, no: 2, sheet: aSheet({}) });
  await signAll(vault, id);
  const [line] = await archivist.list();
  expect(line).toMatchObject({ state: 'signed', withFindings: 0, repairsOpen: 1, inspected: 3 });
  expect(line?.signatures).toHaveLength(3);
});

test('what was corrected since a record was given back is told, to inspectors and to reviewers', async () => {
  await using vault = await openShelved(3);
  const [archivist, supervisor] = [vault.as('archivist').inspections, vault.as('supervisor').inspections];
  await goTo(vault, '2026-06-01');
  const { id } = await requireCurrent(vault);
  await scanAll(vault);
  expect(await archivist.changes({ id })).toBeNull();
  await testedAndHandled(vault);
  const password = TEST_PASSWORD;
  await archivist.sign({ id, version: 2, password });
  expect(await supervisor.changes({ id })).toBeNull();
  await supervisor.return({ id, version: 3, reason: { choice: 'wrong_facts', text: null } });
  expect(await archivist.changes({ id })).toEqual([]);
  await archivist.note({ id: 2, no: 1, sheet: aSheet({ outcome: 'missing' }) });
  await archivist.note({ id: 3, no: 1, sheet: aSheet({ outcome: 'missing' }) });
  await archivist.note({ id: 3, no: 2, sheet: aSheet({}) });
  const changed = [
    { before: { no: 1, sheet: { outcome: 'in_place' } }, after: { no: 2, sheet: { outcome: 'missing' } } },
  ];
  expect(await archivist.changes({ id })).toMatchObject(changed);
  await archivist.sign({ id, version: 4, password });
  expect(await supervisor.changes({ id })).toMatchObject(changed);
});

test('an archive is found by the end of its number; who is left to review is told', async () => {
  await using vault = await openShelved(3);
  const archivist = vault.as('archivist').inspections;
  await goTo(vault, '2026-06-01');
  const { id } = await requireCurrent(vault);
  const [line] = await archivist.find({ id, ending: 'yw-0002' });
  expect(line).toMatchObject({ id: 2, entry: null });
  expect(await archivist.find({ id, ending: '000' })).toEqual([]);
  expect((await archivist.get({ id })).reviewers).toHaveLength(1);
  await scanAll(vault, 'supervisor');
  expect((await archivist.get({ id })).reviewers).toEqual([]);
});

async function requireCurrent(vault: Awaited<ReturnType<typeof openShelved>>) {
  const { inspection } = await vault.as('archivist').inspections.current();
  if (!inspection) throw new Error('no inspection is under way');
  return inspection;
}
