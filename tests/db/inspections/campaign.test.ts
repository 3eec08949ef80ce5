import { expect, test } from 'vitest';
import { codeOf } from '../../../db/domain/folder-code.ts';
import type { Sheet } from '../../../db/domain/inspection.ts';
import type { Role } from '../../../db/domain/roles.ts';
import { aCustomer } from '../../support/factories.ts';
import { testedAndHandled } from '../../support/four-properties.ts';
import { because } from '../../support/reasons.ts';
import { markupOf } from '../../support/markup.ts';
import { TEST_PASSWORD, type TestVault } from '../../support/vault.ts';
import { aSheet, goTo, levelOf, openShelved, ROOM, scanAll, scanned, signAll, wrongOf } from './support.ts';

const code = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ code: value }) });

test('an inspection opens by itself on its day, is scanned, signed by three people and is final', async () => {
  await using vault = await openShelved(4);
  const archivist = vault.as('archivist').inspections;
  await goTo(vault, '2026-05-31');
  expect(await archivist.current()).toEqual({ inspection: null, addendum: null, next: '2026-H1' });
  await goTo(vault, '2026-06-01');
  const { inspection } = await archivist.current();
  expect(inspection).toMatchObject({
    period: '2026-H1',
    state: 'running',
    openedOn: '2026-06-01',
    dueOn: '2026-06-30',
    daysLeft: 29,
    overdue: false,
    openedLate: false,
    total: 4,
    inspected: 0,
  });
  const id = inspection?.id ?? 0;
  const first = await scanned(vault, 1);
  expect(first).toMatchObject({ already: false, archive: { id: 1 }, entry: { no: 1, way: 'scan' } });
  const again = await scanned(vault, 1);
  expect(again).toMatchObject({ already: true, entry: { no: 1, by: first.entry.by } });
  const early = archivist.sign({ id, version: inspection?.version ?? 0, password: TEST_PASSWORD });
  await expect(early).rejects.toEqual(code('inspections.archives_open'));
  await scanAll(vault);
  expect(await archivist.get({ id })).toMatchObject({
    inspected: 4,
    outcomes: { in_place: 4 },
    byWay: { scan: 4, pick: 0, level: 0 },
    open: ['sign', 'give_up'],
  });
  await signAll(vault, id);
  const signed = await archivist.get({ id });
  expect(signed).toMatchObject({ state: 'signed', total: 4, inspected: 4, open: [] });
  expect(signed.signatures.map(({ role, step }) => [step, role])).toEqual([
    ['sign', 'archivist'],
    ['review', 'supervisor'],
    ['approve', 'service_manager'],
  ]);
  await expect(scanned(vault, 2)).rejects.toEqual(code('inspections.none_running'));
  expect(await wrongOf(vault)).toEqual([]);
  const { reader } = vault.opened.handles;
  const anchored = reader.value("select max(seq) from anchor where kind = 'inspection'");
  expect(anchored).toBeGreaterThan(
    reader.value<number>("select seq from audit where action = 'inspections.approve'") ?? 0,
  );
});

test('whoever inspected neither reviews nor approves, whatever roles they hold', async () => {
  await using vault = await openShelved(2);
  await goTo(vault, '2026-06-01');
  const { id = 0 } = (await vault.as('archivist').inspections.current()).inspection ?? {};
  await scanned(vault, 1, null, 'supervisor');
  await scanned(vault, 2);
  await testedAndHandled(vault);
  const password = TEST_PASSWORD;
  await vault.as('archivist').inspections.sign({ id, version: 2, password });
  const own = vault.as('supervisor').inspections.review({ id, version: 3, password });
  await expect(own).rejects.toEqual(code('inspections.inspected_by_you'));
  const other = vault.as('service_manager').inspections.approve({ id, version: 3, password });
  await expect(other).rejects.toEqual(code('flow.already_decided'));
});

test('a level is confirmed in one act once those drawn of it are scanned', async () => {
  await using vault = await openShelved(12, [levelOf('A'), levelOf('B')]);
  await goTo(vault, '2026-06-01');
  const archivist = vault.as('archivist').inspections;
  const level = levelOf('A');
  const plan = await archivist.planLevel({ level });
  expect([plan.toScan.length, plan.ready.length, plan.apart.length]).toEqual([2, 10, 0]);
  expect(await vault.as('supervisor').inspections.planLevel({ level })).toEqual(plan);
  await expect(archivist.confirmLevel({ level })).rejects.toEqual(code('inspections.sample_first'));
  for (const { id } of plan.toScan) await scanned(vault, id, level);
  expect(await archivist.confirmLevel({ level })).toEqual({ confirmed: 10 });
  await expect(archivist.confirmLevel({ level })).rejects.toEqual(code('inspections.level_done'));
  const { id = 0 } = (await archivist.current()).inspection ?? {};
  const { levels } = await archivist.levels({ id });
  expect(levels.map(({ cabinet, count, inspected }) => [cabinet, count, inspected])).toEqual([
    ['A', 12, 12],
    ['B', 12, 0],
  ]);
  expect(await archivist.get({ id })).toMatchObject({ byWay: { scan: 2, pick: 0, level: 10 } });
  const rows = vault.opened.handles.reader.value(
    "select count(*) from audit where action = 'inspections.note_level'",
  );
  expect(rows).toBe(1);
  expect(await wrongOf(vault)).toEqual([]);
});

test('what was on loan or missing is looked at when it comes back, in one addendum', async () => {
  await using vault = await openShelved(3);
  await goTo(vault, '2026-06-01');
  const archivist = vault.as('archivist').inspections;
  const { id = 0 } = (await archivist.current()).inspection ?? {};
  await scanned(vault, 1);
  await archivist.note({
    id: 2,
    no: 0,
    sheet: aSheet({ outcome: 'on_loan', borrower: '销售部', dueOn: '2026-07-10' }),
  });
  await archivist.note({ id: 3, no: 0, sheet: aSheet({ outcome: 'missing' }) });
  const found = await scanned(vault, 3);
  expect(found).toMatchObject({ already: false, entry: { no: 2, sheet: { outcome: 'in_place' } } });
  await signAll(vault, id);
  expect(await archivist.get({ id })).toMatchObject({ outcomes: { in_place: 2, on_loan: 1, missing: 0 } });
  const addendum = await archivist.openAddendum({ id });
  expect((await archivist.current()).addendum).toMatchObject({ addendum: 1, total: 1, inspected: 0 });
  await expect(scanned(vault, 1)).rejects.toEqual(code('inspections.not_in_addendum'));
  expect(await scanned(vault, 2)).toMatchObject({ already: false, entry: { no: 1 } });
  await signAll(vault, addendum.id);
  expect(await archivist.get({ id })).toMatchObject({ outcomes: { in_place: 2, on_loan: 1 } });
  await expect(archivist.openAddendum({ id })).rejects.toEqual(code('inspections.nothing_left'));
  expect(await wrongOf(vault)).toEqual([]);
});

test('an addendum is walked by the levels of what it gathers, in their order', async () => {
  await using vault = await openShelved(3, [levelOf('B'), levelOf('A')]);
  await vault.as('archivist').customers.create(aCustomer({ shelf: null }));
  await goTo(vault, '2026-06-01');
  const { inspections } = vault.as('archivist');
  const { id = 0 } = (await inspections.current()).inspection ?? {};
  for (const lost of [2, 5, 6, 7])
    await inspections.note({ id: lost, no: 0, sheet: aSheet({ outcome: 'missing' }) });
  await scanAll(vault);
  await signAll(vault, id);
  const addendum = await inspections.openAddendum({ id });
  await scanned(vault, 5);
  const { levels, unplaced } = await inspections.levels(addendum);
  expect(levels.map(({ cabinet, count, inspected, never }) => [cabinet, count, inspected, never])).toEqual([
    ['A', 2, 1, 2],
    ['B', 1, 0, 1],
  ]);
  expect(unplaced).toEqual({ count: 1, inspected: 0 });
  const idsOn = async (level: ReturnType<typeof levelOf> | null) =>
    (await inspections.level({ ...addendum, level })).map((line) => line.id);
  expect(await idsOn(levelOf('A'))).toEqual([5, 6]);
  expect(await idsOn(levelOf('B'))).toEqual([2]);
  expect(await idsOn(null)).toEqual([7]);
  const { lines, total } = await inspections.filtered({ ...addendum, filter: 'open' });
  expect([total, ...lines.map((line) => line.id)]).toEqual([3, 6, 2, 7]);
});

test('who shares in it is said, and that nobody is left to review it', async () => {
  await using vault = await openShelved(1);
  await goTo(vault, '2026-06-01');
  const archivist = vault.as('archivist').inspections;
  const { id = 0 } = (await archivist.current()).inspection ?? {};
  const before = await archivist.get({ id });
  expect([before.shares, before.reviewers.length]).toEqual([[], 1]);
  const { personId } = vault.contextOf('archivist').actor;
  await vault.signIn('supervisor');
  const supervisor = vault.contextOf('supervisor').actor.personId;
  const share = (given: boolean, person: number) => ({ personId: person, room: null, cabinet: 'A', given });
  await archivist.share({
    id,
    shares: [share(true, supervisor), share(true, personId), share(false, personId)],
  });
  const after = await archivist.get({ id });
  expect(after.shares.map((one) => one.personId)).toEqual([supervisor]);
  expect(after.reviewers).toEqual([]);
});

test('it is shared out among those who may inspect, by whole rooms, cabinets or ranges of levels', async () => {
  await using vault = await openShelved(1);
  await goTo(vault, '2026-06-01');
  const archivist = vault.as('archivist').inspections;
  const { id = 0 } = (await archivist.current()).inspection ?? {};
  await vault.signIn('supervisor', 'service_manager');
  const of = (role: Role) => vault.contextOf(role).actor.personId;
  expect((await archivist.people()).map((person) => person.id)).toEqual(
    [of('archivist'), of('supervisor')].toSorted((a, b) => a - b),
  );
  const share = (personId: number, place: object = {}) =>
    archivist.share({ id, shares: [{ personId, room: ROOM, ...place }] });
  await expect(share(of('service_manager'))).rejects.toEqual(code('inspections.not_an_inspector'));
  // What somebody was given before they lost the role is taken back all the same.
  await share(of('service_manager'), { given: false });
  for (const place of [
    { fromLevel: 1, toLevel: 2 },
    { cabinet: 'A', fromLevel: 1 },
    { cabinet: 'A', fromLevel: 3, toLevel: 2 },
  ])
    await expect(share(of('archivist'), place)).rejects.toThrow('Invalid input');
  await share(of('archivist'), { cabinet: 'A', fromLevel: 1, toLevel: 2 });
  expect((await archivist.get({ id })).shares).toMatchObject([{ cabinet: 'A', fromLevel: 1, toLevel: 2 }]);
});

test('those on which something is found, as they stand now, are a list of their own', async () => {
  await using vault = await openShelved(3);
  await goTo(vault, '2026-06-01');
  const archivist = vault.as('archivist').inspections;
  const { id = 0 } = (await archivist.current()).inspection ?? {};
  const note = (archive: number, no: number, findings: Sheet['findings']) =>
    archivist.note({ id: archive, no, sheet: aSheet({ findings }) });
  const damp = [{ kind: 'damp', degree: 'slight', note: null }] as const;
  await note(1, 0, [...damp]);
  await note(3, 0, [...damp]);
  await scanned(vault, 2);
  const found = async () =>
    (await archivist.filtered({ id, filter: 'found' })).lines.map(({ id: archive }) => archive);
  expect(await found()).toEqual([1, 3]);
  // Looked at again, it is fine.
  await note(3, 1, []);
  expect(await found()).toEqual([1]);
});

test('a repair that was taken back stands in no record, and is not open there', async () => {
  await using vault = await openShelved(2);
  await goTo(vault, '2026-06-01');
  const archivist = vault.as('archivist');
  const damp = [{ kind: 'damp', degree: 'slight', note: null }] as const;
  for (const id of [1, 2])
    await archivist.inspections.note({ id, no: 0, sheet: aSheet({ findings: [...damp] }) });
  await archivist.repairs.withdraw({ id: 1, version: 1, reason: because('看错了') });
  await testedAndHandled(vault);
  const { id: inspection = 0 } = (await archivist.inspections.current()).inspection ?? {};
  await signAll(vault, inspection);
  const html = markupOf(await archivist.prints.pages({ form: 'inspection_record', id: inspection }));
  expect(html).toContain('尚有 1 项修复未完成');
});

test('a finding that was corrected away left its repair open; what others saw to, or found before, is theirs to end', async () => {
  await using vault = await openShelved(5);
  await goTo(vault, '2026-06-01');
  const { inspections, repairs } = vault.as('archivist');
  type Findings = Sheet['findings'];
  const damp: Findings = [{ kind: 'damp', degree: 'slight', note: null }];
  const worse: Findings = [{ kind: 'damp', degree: 'severe', note: null }];
  const note = (id: number, no: number, findings: Findings) =>
    inspections.note({ id, no, sheet: aSheet({ findings }) });
  // Found and made worse, then not so; found, planned, then not so; found, and only made worse.
  await note(1, 0, damp);
  await note(1, 1, worse);
  await note(2, 0, damp);
  await note(3, 0, damp);
  const plan = { method: 'drying', doer: { text: '装裱店' }, dueOn: '2026-07-01', note: null } as const;
  await repairs.plan({ id: 2, version: 1, ...plan });
  await note(3, 1, worse);
  for (const [id, no] of [
    [1, 2],
    [2, 1],
  ] as const)
    await note(id, no, []);
  const stateOf = async (id: number) => (await repairs.get({ id })).state;
  expect([await stateOf(1), await stateOf(2), await stateOf(3)]).toEqual(['withdrawn', 'open', 'open']);
  const { events } = await repairs.get({ id: 1 });
  expect(events.at(-1)).toMatchObject({ what: 'withdraw', reason: 'corrected' });
  // What is found again begins anew.
  await note(1, 3, damp);
  expect(await stateOf(4)).toBe('open');
  expect(await wrongOf(vault)).toEqual([]);
});

test('one that stands elsewhere is misplaced, and put right in one step', async () => {
  await using vault = await openShelved(2, [levelOf('A'), levelOf('B')]);
  await goTo(vault, '2026-06-01');
  const archivist = vault.as('archivist').inspections;
  const elsewhere = await scanned(vault, 1, levelOf('B'));
  expect(elsewhere.entry.sheet).toMatchObject({ outcome: 'misplaced', foundAt: levelOf('B') });
  const put = await archivist.putRight({ id: 1, no: 1, how: 'registered' });
  expect(put).toMatchObject({ archive: { id: 1 }, entry: { no: 2, sheet: { putRight: 'registered' } } });
  const { index } = await vault.as('archivist').customers.get({ id: 1 });
  expect(index.shelf).toEqual({ ...levelOf('B'), position: 3 });
  const twice = archivist.putRight({ id: 1, no: 2, how: 'put_back' });
  await expect(twice).rejects.toEqual(code('inspections.not_misplaced'));
  expect(await wrongOf(vault)).toEqual([]);
});

test('a label that belongs to nothing here, or was misread, writes nothing', async () => {
  await using vault = await openShelved(1);
  await goTo(vault, '2026-06-01');
  await expect(scanned(vault, 99)).rejects.toEqual(code('inspections.unknown_archive'));
  const misread = vault.as('archivist').inspections.scan({ code: `${codeOf(1).slice(0, -1)}x` });
  await expect(misread).rejects.toEqual(code('inspections.code_letters'));
  expect(vault.opened.handles.reader.value('select count(*) from inspection_entry')).toBe(0);
});

test('the record prints as it was signed, with the row of the log that it was signed with', async () => {
  await using vault = await openShelved(3);
  await goTo(vault, '2026-06-01');
  const archivist = vault.as('archivist').inspections;
  const { id = 0 } = (await archivist.current()).inspection ?? {};
  const print = () => vault.as('archivist').prints.pages({ form: 'inspection_record', id });
  await expect(print()).rejects.toEqual(code('inspections.no_record'));
  await scanned(vault, 1);
  const findings = [{ kind: 'mouldy', degree: 'moderate', note: '封底有霉点' }] as const;
  await archivist.note({ id: 1, no: 1, sheet: aSheet({ findings: [...findings] }) });
  await archivist.note({ id: 2, no: 0, sheet: aSheet({ outcome: 'missing' }) });
  await scanned(vault, 3);
  await signAll(vault, id);
  const html = markupOf(await print());
  for (const words of ['2026 年上半年', '封底有霉点', '缺失', '客户服务部经理'])
    expect(html).toContain(words);
  const { input, version } = await full(vault, 1);
  await vault
    .as('archivist')
    .customers.update({ id: 1, version, input: { ...input, name: '改名厂' }, reason: null });
  expect(markupOf(await print())).toBe(html);
});

test('the days of the signatures were others once the department worked in another time zone', async () => {
  await using vault = await openShelved(1);
  await goTo(vault, '2026-06-01');
  // 20:00 there, where it is the next day in Kiritimati.
  vault.clock.advance({ ms: 3 * 3_600_000 });
  await scanAll(vault);
  await signAll(vault, 1);
  const print = () => vault.as('archivist').prints.pages({ form: 'inspection_record', id: 1 });
  // Its foot says when this copy was printed, by the clock there is now.
  const withoutFoot = (html: string) => html.replaceAll(/2026-06-0[12] \d\d:\d\d/g, '');
  const html = markupOf(await print());
  expect(html).toContain('2026-06-01 20:00');
  await vault.as('system_admin').settings.set({ timeZone: 'Pacific/Kiritimati' });
  const again = markupOf(await print());
  expect(again).toContain('2026-06-02 02:00');
  expect(withoutFoot(again)).toBe(withoutFoot(html));
});

async function full(vault: TestVault, id: number) {
  const record = await vault.as('archivist').customers.get({ id });
  if (record.access !== 'full') throw new Error('closed');
  return record;
}

test('a clock that goes on while an act is written leaves nothing of two times', async () => {
  await using vault = await openShelved(3);
  await goTo(vault, '2026-06-01');
  let now = vault.clock.now();
  vault.clock.now = () => (now += 1);
  const { id = 0 } = (await vault.as('archivist').inspections.current()).inspection ?? {};
  await scanAll(vault);
  await signAll(vault, id);
  expect(await wrongOf(vault)).toEqual([]);
});
