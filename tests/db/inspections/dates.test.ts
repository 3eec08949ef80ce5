import { expect, test } from 'vitest';
import { markupOf } from '../../support/markup.ts';
import { TEST_PASSWORD } from '../../support/vault.ts';
import { because } from '../../support/reasons.ts';
import { aSheet, goTo, openShelved, scanAll, signAll, used, wrongOf } from './support.ts';

const code = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ code: value }) });

test('on the due day it is not overdue, on the next it is', async () => {
  await using vault = await openShelved(1);
  const now = async () => (await vault.as('archivist').inspections.current()).inspection;
  await goTo(vault, '2026-06-30');
  expect(await now()).toMatchObject({ period: '2026-H1', overdue: false, daysLeft: 0, openedLate: false });
  await goTo(vault, '2026-07-01');
  expect(await now()).toMatchObject({ period: '2026-H1', overdue: true, daysLeft: -1 });
  // The next half-year waits for this one.
  await goTo(vault, '2026-12-02');
  expect(await now()).toMatchObject({ period: '2026-H1', overdue: true });
});

test('that of the second half is due on 31 December, that day included, and stays its own after New Year', async () => {
  await using vault = await openShelved(1);
  const { inspections } = vault.as('archivist');
  await inspections.open({});
  await scanAll(vault);
  await signAll(vault, 1);
  await goTo(vault, '2026-11-30');
  expect(await inspections.current()).toMatchObject({ inspection: null, next: '2026-H2' });
  await goTo(vault, '2026-12-01');
  const now = async () => (await inspections.current()).inspection;
  expect(await now()).toMatchObject({ period: '2026-H2', openedOn: '2026-12-01', daysLeft: 30 });
  await goTo(vault, '2026-12-31');
  expect(await now()).toMatchObject({ overdue: false, daysLeft: 0 });
  await goTo(vault, '2027-01-01');
  expect(await now()).toMatchObject({ period: '2026-H2', overdue: true, daysLeft: -1, openedLate: false });
});

test('a leap year has a day more until it is due, and inspections open on days that every year has', async () => {
  await using vault = await openShelved(1);
  const { inspections } = vault.as('archivist');
  const set = (first: string) =>
    vault.as('system_admin').settings.set({ inspectionOpens: { first, second: '12-01' } });
  for (const noDay of ['02-29', '02-30', '06-31', '2-28', '07-01'])
    await expect(set(noDay)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await set('02-28');
  const finish = async () => {
    await scanAll(vault);
    await signAll(vault, (await inspections.current()).inspection?.id ?? 0);
  };
  await finish();
  await goTo(vault, '2026-12-01');
  await finish();
  await goTo(vault, '2027-02-27');
  expect((await inspections.current()).inspection).toBeNull();
  await goTo(vault, '2027-02-28');
  const common = (await inspections.current()).inspection;
  expect(common).toMatchObject({ period: '2027-H1', openedOn: '2027-02-28', daysLeft: 122 });
  await finish();
  await goTo(vault, '2027-12-01');
  await finish();
  await goTo(vault, '2028-02-28');
  expect((await inspections.current()).inspection).toMatchObject({ period: '2028-H1', daysLeft: 123 });
  await goTo(vault, '2028-02-29');
  expect((await inspections.current()).inspection).toMatchObject({ daysLeft: 122, overdue: false });
  await goTo(vault, '2028-06-30');
  expect((await inspections.current()).inspection).toMatchObject({ daysLeft: 0, overdue: false });
});

test('whether it is overdue is told by the calendar of the department, and another zone opens none twice', async () => {
  await using vault = await openShelved(1);
  await goTo(vault, '2026-06-30');
  const { inspections } = vault.as('archivist');
  const now = async () => (await inspections.current()).inspection;
  const zone = (timeZone: string) => vault.as('system_admin').settings.set({ timeZone });
  // 09:00 in Greenwich: 17:00 in Foshan, 23:00 on Kiritimati, and the day before on Midway an hour and a half earlier.
  expect(await now()).toMatchObject({ overdue: false, daysLeft: 0 });
  vault.clock.advance({ ms: 2 * 3_600_000 });
  expect(await now()).toMatchObject({ overdue: false });
  await zone('Pacific/Kiritimati');
  expect(await now()).toMatchObject({ overdue: true, daysLeft: -1 });
  await zone('Pacific/Midway');
  expect(await now()).toMatchObject({ overdue: false, daysLeft: 0 });
  expect(await inspections.list()).toHaveLength(1);
  expect(await wrongOf(vault)).toEqual([]);
});

test('a clock that is set back opens nothing again, under no earlier half, and waits until somebody vouches', async () => {
  await using vault = await openShelved(2);
  const { inspections } = vault.as('archivist');
  await inspections.open({});
  await scanAll(vault);
  await signAll(vault, 1);
  await goTo(vault, '2026-12-01');
  const periods = async () => (await inspections.list()).map(({ period }) => period);
  expect(await periods()).toEqual(['2026-H2', '2026-H1']);
  const scan = () => inspections.note({ id: 1, no: 0, sheet: aSheet({}) });
  // An hour is a clock that somebody set.
  vault.clock.advance({ ms: -3_600_000 });
  await used(vault);
  await scan();
  expect(await periods()).toEqual(['2026-H2', '2026-H1']);
  vault.clock.advance({ days: -200 });
  await used(vault);
  expect(await periods()).toEqual(['2026-H2', '2026-H1']);
  const second = inspections.note({ id: 2, no: 0, sheet: aSheet({}) });
  await expect(second).rejects.toEqual(code('clock.in_doubt'));
  vault.clock.advance({ days: 200, ms: 3_600_000 });
  await used(vault);
  await inspections.note({ id: 2, no: 0, sheet: aSheet({}) });
  expect(await periods()).toEqual(['2026-H2', '2026-H1']);
  expect(await inspections.current()).toMatchObject({ inspection: { inspected: 2, overdue: false } });
  expect(await wrongOf(vault)).toEqual([]);
});

test('a program that was closed over two due days makes both up, one after the other, each late', async () => {
  await using vault = await openShelved(1);
  await goTo(vault, '2026-05-20');
  // Eight months, to 20 January.
  vault.clock.advance({ days: 245 });
  await used(vault);
  for (const role of ['archivist', 'supervisor'] as const) await vault.as(role).clock.vouch();
  await used(vault);
  const { inspections } = vault.as('archivist');
  for (const period of ['2026-H1', '2026-H2']) {
    const { inspection } = await inspections.current();
    expect(inspection).toMatchObject({ period, openedOn: '2027-01-20', openedLate: true, overdue: true });
    await scanAll(vault);
    await signAll(vault, inspection?.id ?? 0);
    await used(vault);
  }
  expect(await inspections.current()).toMatchObject({ inspection: null, next: '2027-H1' });
  expect(await wrongOf(vault)).toEqual([]);
});

test('the day changes when it does in the time zone of the department', async () => {
  await using vault = await openShelved(1);
  await goTo(vault, '2026-05-31');
  const { inspections } = vault.as('archivist');
  const isOpen = async () => (await inspections.current()).inspection !== null;
  vault.clock.advance({ ms: 90 * 60_000 });
  await used(vault);
  expect(await isOpen()).toBe(false);
  // 00:30 of the next day there.
  await vault.as('system_admin').settings.set({ timeZone: 'Pacific/Kiritimati' });
  expect((await inspections.current()).inspection).toMatchObject({ openedOn: '2026-06-01' });
});

test('half-years that were missed are made up in their order, each under its own, and say so', async () => {
  await using vault = await openShelved(2);
  // The program is closed for eight months: the clock is in doubt until two people vouch for it.
  vault.clock.advance({ days: 245 });
  await used(vault);
  const { inspections } = vault.as('archivist');
  expect((await inspections.current()).inspection).toBeNull();
  for (const role of ['archivist', 'supervisor'] as const) await vault.as(role).clock.vouch();
  await used(vault);
  const first = (await inspections.current()).inspection;
  expect(first).toMatchObject({ period: '2026-H1', openedLate: true, openedOn: '2026-11-02' });
  await scanAll(vault);
  await signAll(vault, first?.id ?? 0);
  expect(await inspections.current()).toMatchObject({ inspection: null, next: '2026-H2' });
  await goTo(vault, '2026-12-01');
  expect((await inspections.current()).inspection).toMatchObject({ period: '2026-H2', openedLate: false });
  expect(await wrongOf(vault)).toEqual([]);
});

test('one that cannot be finished is closed as 未完成, with a reason and its own signatures', async () => {
  await using vault = await openShelved(3);
  await goTo(vault, '2026-06-01');
  const { inspections } = vault.as('archivist');
  const id = (await inspections.current()).inspection?.id ?? 0;
  const password = TEST_PASSWORD;
  const version = 2;
  await inspections.giveUp({ id, version, password, reason: because('库房停电') });
  await vault.as('supervisor').inspections.review({ id, version: 3, password });
  await vault.as('service_manager').inspections.approve({ id, version: 4, password });
  const line = await inspections.get({ id });
  expect(line).toMatchObject({ state: 'signed', unfinished: true, total: 3, inspected: 0 });
  const html = markupOf(await vault.as('supervisor').prints.pages({ form: 'inspection_record', id }));
  for (const words of ['未完成：3 卷未检查', '库房停电', '0001']) expect(html).toContain(words);
});

test('it is opened by hand before its day, one at a time and in order', async () => {
  await using vault = await openShelved(1);
  const { inspections } = vault.as('archivist');
  await expect(inspections.open({ period: '2026-H2' })).rejects.toEqual(code('inspections.not_next'));
  expect(await inspections.open({})).toMatchObject({ period: '2026-H1' });
  await expect(inspections.open({})).rejects.toEqual(code('inspections.one_open'));
  await scanAll(vault);
  await signAll(vault, 1);
  await expect(inspections.open({})).rejects.toEqual(code('inspections.nothing_to_open'));
  await goTo(vault, '2026-07-01');
  expect(await vault.as('supervisor').inspections.open({ period: '2026-H2' })).toMatchObject({
    period: '2026-H2',
  });
});

test('an empty archive is not inspected', async () => {
  await using vault = await openShelved(0);
  await goTo(vault, '2026-06-02');
  expect(await vault.as('archivist').inspections.current()).toMatchObject({ inspection: null, next: null });
});

test('while the computer’s date is in doubt nothing is opened and nothing noted', async () => {
  await using vault = await openShelved(1);
  vault.clock.advance({ days: 100 });
  await used(vault);
  const { inspections } = vault.as('archivist');
  expect((await inspections.current()).inspection).toBeNull();
  await expect(inspections.open({})).rejects.toEqual(code('clock.in_doubt'));
});
