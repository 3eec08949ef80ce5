import { expect, test } from 'vitest';
import type { Role } from '../../../db/domain/roles.ts';
import { withoutTriggers } from '../../security/own-tool.ts';
import { because } from '../../support/reasons.ts';
import { testedAndHandled } from '../../support/four-properties.ts';
import { readLongHere } from '../../support/here.ts';
import { openTestVault, TEST_PASSWORD, waitingFor } from '../../support/vault.ts';
import { aSheet, fileAt, goTo, levelOf, openShelved, scanAll, scanned, signAll } from './support.ts';

const code = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ code: value }) });
const password = TEST_PASSWORD;

test('an archive that was filed while the record was made was in none, and nobody had looked at it', async () => {
  let meanwhile = async () => {};
  await using vault = await openTestVault({
    readLong: async (request, options) => {
      const made = await readLongHere(request, options);
      if (request.job === 'inspections.record') await meanwhile();
      return made;
    },
  });
  await fileAt(vault, levelOf('A'), 1);
  await goTo(vault, '2026-06-01');
  await scanAll(vault);
  await testedAndHandled(vault);
  const { inspections } = vault.as('archivist');
  const { id = 0, version = 0 } = (await inspections.current()).inspection ?? {};
  meanwhile = async () => {
    meanwhile = async () => {};
    await fileAt(vault, levelOf('A'), 2);
  };
  const early = inspections.sign({ id, version, password });
  await expect(early).rejects.toEqual(code('inspections.went_on'));
  const open = inspections.sign({ id, version, password });
  await expect(open).rejects.toEqual(code('inspections.archives_open'));
});

test('a signature waited for nobody once all was inspected', async () => {
  await using vault = await openShelved(2);
  await goTo(vault, '2026-06-01');
  const waits = async (role: Role) => {
    const lines = await waitingFor(vault.as(role));
    return lines.find(({ kind }) => kind === 'inspections_to_sign')?.count ?? 0;
  };
  await scanned(vault, 1);
  expect(await waits('archivist')).toBe(0);
  await scanned(vault, 2);
  expect(await waits('archivist')).toBe(1);
  // Who inspected nothing has nothing to sign yet.
  expect(await waits('supervisor')).toBe(0);
});

test('what failed in the test needed no word where the inspection was given up', async () => {
  await using vault = await openShelved(2);
  await goTo(vault, '2026-06-01');
  const { inspections, properties } = vault.as('archivist');
  const { id = 0, version = 0 } = (await inspections.current()).inspection ?? {};
  const { id: tested } = await properties.run();
  const reason = because('库房停电');
  const early = inspections.giveUp({ id, version, password, reason });
  await expect(early).rejects.toEqual(code('inspections.test_unhandled'));
  const { checks } = await properties.get({ id: tested ?? 0 });
  for (const { name, ok } of checks)
    if (!ok) await properties.handle({ id: tested ?? 0, check: name, reason: because('已知悉') });
  await inspections.giveUp({ id, version, password, reason });
});

test('nobody knew before the password that a test was to come, or that something in it waited for a word', async () => {
  await using vault = await openShelved(1);
  await goTo(vault, '2026-06-01');
  const { inspections, properties } = vault.as('archivist');
  const { id = 0 } = (await inspections.current()).inspection ?? {};
  const shown = async () => (await inspections.get({ id })).test;
  expect(await shown()).toBeNull();
  const { id: tested } = await properties.run();
  const { checks, endedAt, failed } = await properties.get({ id: tested ?? 0 });
  const test = { id: tested, endedAt, failed, ok: false, isReadable: true };
  expect(failed).toBeGreaterThan(1);
  expect(await shown()).toEqual({ ...test, open: failed });
  for (const { name, ok } of checks)
    if (!ok) await properties.handle({ id: tested ?? 0, check: name, reason: because('已知悉') });
  expect(await shown()).toEqual({ ...test, open: 0 });
  await scanAll(vault);
  await signAll(vault, id);
  // What comes after a signature decides nothing.
  expect(await shown()).toBeNull();
});

test('a test from before the opening counted where the clock was set back between', async () => {
  await using vault = await openShelved(1);
  await goTo(vault, '2026-06-01');
  await scanAll(vault);
  await signAll(vault, 1);
  await goTo(vault, '2026-07-01');
  const { inspections } = vault.as('archivist');
  await testedAndHandled(vault);
  vault.clock.advance({ ms: -3 * 3_600_000 });
  const { id } = await inspections.open({});
  expect((await inspections.get({ id })).test).toBeNull();
  vault.clock.advance({ ms: 4 * 3_600_000 });
  await scanAll(vault);
  const early = inspections.sign({ id, version: 2, password });
  await expect(early).rejects.toEqual(code('inspections.test_first'));
  await testedAndHandled(vault);
  await inspections.sign({ id, version: 2, password });
});

test('a test that was paused before the opening counted with what it had looked at by then', async () => {
  let meanwhile = async () => {};
  await using vault = await openTestVault({
    readLong: async (request, options) => {
      if (request.job === 'properties.test') await meanwhile();
      return readLongHere(request, options);
    },
  });
  await fileAt(vault, levelOf('A'), 1);
  const { inspections, properties } = vault.as('archivist');
  let parts = 0;
  meanwhile = async () => {
    parts += 1;
    if (parts === 2) await properties.pause();
  };
  expect(await properties.run()).toEqual({ id: null });
  const { id } = await inspections.open({});
  await scanAll(vault);
  const { id: tested } = await properties.resume();
  const { checks } = await properties.get({ id: tested ?? 0 });
  for (const { name, ok } of checks)
    if (!ok) await properties.handle({ id: tested ?? 0, check: name, reason: because('已知悉') });
  const early = inspections.sign({ id, version: 2, password });
  await expect(early).rejects.toEqual(code('inspections.test_first'));
});

test('one that was entered as in place and corrected to missing counted as inspected ever after', async () => {
  await using vault = await openShelved(12);
  await goTo(vault, '2026-06-01');
  const { inspections } = vault.as('archivist');
  await scanAll(vault);
  await inspections.note({ id: 3, no: 1, sheet: aSheet({ outcome: 'missing' }) });
  await signAll(vault, 1);
  await goTo(vault, '2026-12-01');
  const { id = 0 } = (await inspections.current()).inspection ?? {};
  const { apart } = await inspections.planLevel({ level: levelOf('A') });
  expect(apart.map((archive) => [archive.id, archive.why])).toEqual([[3, 'never']]);
  const { lines } = await inspections.filtered({ id, filter: 'never' });
  expect(lines.map((line) => line.id)).toEqual([3]);
});

test('at the end of a full level an archive was registered at a place that there is not', async () => {
  await using vault = await openShelved(1, [levelOf('A')]);
  await fileAt(vault, levelOf('B'), 9_999);
  await goTo(vault, '2026-06-01');
  const { inspections, customers } = vault.as('archivist');
  await scanned(vault, 1, levelOf('B'));
  const full = inspections.putRight({ id: 1, no: 1, how: 'registered' });
  await expect(full).rejects.toEqual(code('inspections.level_full'));
  await inspections.putRight({ id: 1, no: 1, how: 'registered', position: 7 });
  expect(await customers.get({ id: 1 })).toMatchObject({ index: { shelf: { cabinet: 'B', position: 7 } } });
});

test('a place was entered as registered that was registered nowhere', async () => {
  await using vault = await openShelved(1, [levelOf('A'), levelOf('B')]);
  await goTo(vault, '2026-06-01');
  const { inspections } = vault.as('archivist');
  const foundAt = levelOf('B');
  const registered = aSheet({ outcome: 'misplaced', foundAt, putRight: 'registered' });
  const said = (no: number, sheet = registered) => inspections.note({ id: 1, no, sheet });
  await expect(said(0)).rejects.toEqual(code('inspections.not_registered'));
  await scanned(vault, 1, foundAt);
  await expect(said(1)).rejects.toEqual(code('inspections.not_registered'));
  await inspections.putRight({ id: 1, no: 1, how: 'registered' });
  // What is noted besides leaves it as it is.
  await said(2, { ...registered, note: '标签脱落' });
  const elsewhere = { ...registered, foundAt: levelOf('A') };
  await expect(said(3, elsewhere)).rejects.toEqual(code('inspections.not_registered'));
});

test('a record that waits for signatures was read whole at every look at the inspection', async () => {
  await using vault = await openShelved(2);
  await goTo(vault, '2026-06-01');
  await scanAll(vault);
  await testedAndHandled(vault);
  const { inspections } = vault.as('archivist');
  await inspections.sign({ id: 1, version: 2, password });
  expect((await inspections.current()).inspection).toMatchObject({ state: 'in_review', total: 2 });
  // Without a record that can be read it would be counted, and there is one archive more by now.
  await fileAt(vault, levelOf('A'), 3);
  const { database } = vault.opened.vault;
  withoutTriggers(database, () => database.exec("update inspection_record set content = x'00'"));
  expect((await inspections.current()).inspection).toMatchObject({ state: 'in_review', total: 2 });
});
