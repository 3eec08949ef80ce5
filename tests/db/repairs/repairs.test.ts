import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '../../../db/domain/dates.ts';
import { listRepairsOf, openRepairsOf, countOpen } from '../../../db/features/repairs/service.ts';
import { aCustomer } from '../../support/factories.ts';
import { because } from '../../support/reasons.ts';
import { agreeOnDate, openTestVault, waitingFor, type TestVault } from '../../support/vault.ts';
import { EVERY, found, inspecting, OPEN } from './support.ts';

let vault: TestVault;
let today: string;
const archivist = () => vault.as('archivist');
const shelf = (room: string | null, cabinet = 'A') => ({ room, cabinet, level: 1, position: 1 });

beforeAll(async () => {
  vault = await openTestVault();
  await vault.signIn('supervisor', 'service_manager', 'developer', 'auditor');
  today = vault.clock.today();
});
afterAll(() => vault[Symbol.asyncDispose]());

const file = async (room: string | null = '一号库房') =>
  (await archivist().customers.create(aCustomer({ shelf: shelf(room) }))).id;
const plan = { method: 'backing', doer: { text: '装裱店' }, note: null } as const;
const done = { method: 'backing', note: null } as const;
/** One repair of an archive of its own. */
async function opened() {
  const customer = await file();
  const [repair] = inspecting(vault).find(customer, found('damaged'));
  return { customer, id: repair?.repairId ?? 0 };
}

describe('a finding', () => {
  test('opens a repair, and joins it while it is open, whose degree it becomes', async () => {
    const customer = await file();
    const first = inspecting(vault, 1).find(customer, found('mouldy', 'slight', '封底'), found('faded'));
    expect(first.map(({ kind, opened: isNew }) => [kind, isNew])).toEqual([
      ['mouldy', true],
      ['faded', true],
    ]);
    const [again] = inspecting(vault, 2).find(customer, found('mouldy', 'severe'));
    expect(again).toEqual({ repairId: first[0]?.repairId, kind: 'mouldy', opened: false });
    const repair = await archivist().repairs.get({ id: again?.repairId ?? 0 });
    expect(repair).toMatchObject({ degree: 'severe', state: 'open', openedOn: today, version: 2 });
    expect(repair.events.map(({ what, degree, note, source }) => [what, degree, note, source?.id])).toEqual([
      ['open', 'slight', '封底', 1],
      ['join', 'severe', null, 2],
    ]);
  });

  test('after the repair is done opens another', async () => {
    const { customer, id } = await opened();
    await archivist().repairs.done({ id, version: 1, doneOn: today, ...done });
    const [again] = inspecting(vault).find(customer, found('damaged'));
    expect(again).toMatchObject({ opened: true });
    expect(again?.repairId).not.toBe(id);
    await expect(
      archivist().repairs.reopen({ id, version: 2, reason: because('没修好') }),
    ).rejects.toMatchObject({ cause: { code: 'repairs.open_already' } });
  });

  test('is told to those who read repairs, once it is committed', async () => {
    await file();
    vault.events.length = 0;
    const { id } = await opened();
    const told = { type: 'changed', kind: 'repairs', id };
    expect(vault.eventsOf('service_manager')).toContainEqual(told);
    expect(vault.eventsOf('developer')).not.toContainEqual(told);
  });
});

describe('a search for what is missing', () => {
  test('keeps its end when it is looked for again, and is over when it is found', async () => {
    const customer = await file();
    const { repairId } = inspecting(vault).miss(customer, '2026-12-31');
    expect(inspecting(vault).miss(customer, '2027-06-30')).toEqual({
      repairId,
      kind: 'missing',
      opened: false,
    });
    expect(await archivist().repairs.get({ id: repairId })).toMatchObject({
      dueOn: '2026-12-31',
      degree: null,
    });
    expect(inspecting(vault).settle(customer)).toEqual({ repairId });
    expect(await archivist().repairs.get({ id: repairId })).toMatchObject({ state: 'done', doneOn: today });
    expect(inspecting(vault).settle(customer)).toBeNull();
  });
});

describe('what a person does', () => {
  test('a plan says how, by whom and until when; what is done says when', async () => {
    const { id } = await opened();
    const { personId, name } = vault.contextOf('archivist').actor;
    const own = { ...plan, doer: { id: personId } };
    expect(await archivist().repairs.plan({ id, version: 1, ...own, dueOn: today })).toEqual({ version: 2 });
    expect(await archivist().repairs.get({ id })).toMatchObject({
      doer: name,
      dueOn: today,
      method: 'backing',
    });
    await archivist().repairs.plan({ id, version: 2, ...plan, dueOn: addDays(today, 5) });
    expect(await archivist().repairs.get({ id })).toMatchObject({ doer: '装裱店', dueOn: addDays(today, 5) });
    await archivist().repairs.done({
      id,
      version: 3,
      ...done,
      method: 'copying',
      doneOn: today,
      note: '已复制',
    });
    expect(await archivist().repairs.get({ id })).toMatchObject({
      state: 'done',
      method: 'copying',
      doneOn: today,
      doer: '装裱店',
    });
  });

  test('done is opened again, and not done any more', async () => {
    const { id } = await opened();
    await archivist().repairs.done({ id, version: 1, doneOn: today, ...done });
    const reason = { choice: 'undone', text: null } as const;
    await archivist().repairs.reopen({ id, version: 2, reason });
    const repair = await archivist().repairs.get({ id });
    expect(repair).toMatchObject({ state: 'open', doneOn: null, version: 3 });
    expect(repair.events.at(-1)).toMatchObject({ what: 'reopen', reason: 'undone', reasonText: null });
    expect(rows(`repair:${id}`).at(-1)).toEqual({ action: 'repairs.reopen', reason: 'undone' });
  });

  test('what a person writes stays with the repair, and the log has the choice alone', async () => {
    const { id } = await opened();
    await archivist().repairs.withdraw({ id, version: 1, reason: because('登记到了别人名下') });
    expect(rows(`repair:${id}`)).toEqual([
      { action: 'repairs.open', reason: null },
      { action: 'repairs.withdraw', reason: 'other' },
    ]);
    expect((await archivist().repairs.get({ id })).events.at(-1)).toMatchObject({
      reasonText: '登记到了别人名下',
    });
  });

  test('not before it was found, and not in days to come', async () => {
    const { id } = await opened();
    const before = addDays(today, -1);
    const early = { cause: { code: 'repairs.before_opening', data: { day: today } } };
    await expect(archivist().repairs.plan({ id, version: 1, ...plan, dueOn: before })).rejects.toMatchObject(
      early,
    );
    await expect(archivist().repairs.done({ id, version: 1, ...done, doneOn: before })).rejects.toMatchObject(
      early,
    );
    await expect(
      archivist().repairs.done({ id, version: 1, ...done, doneOn: addDays(today, 1) }),
    ).rejects.toMatchObject({ cause: { code: 'repairs.not_yet' } });
  });

  test('not by who saw less, not of what is not there, not what may not follow', async () => {
    const { id } = await opened();
    const { repairs } = archivist();
    await repairs.plan({ id, version: 1, ...plan, dueOn: today });
    await expect(repairs.done({ id, version: 1, ...done, doneOn: today })).rejects.toMatchObject({
      cause: { code: 'repairs.version_conflict' },
    });
    await expect(repairs.done({ id: 9_999, version: 1, ...done, doneOn: today })).rejects.toMatchObject({
      cause: { code: 'repairs.not_found' },
    });
    await expect(repairs.get({ id: 9_999 })).rejects.toMatchObject({ cause: { code: 'repairs.not_found' } });
    await expect(repairs.reopen({ id, version: 2, reason: because('没有修好') })).rejects.toMatchObject({
      cause: { code: 'repairs.not_now' },
    });
    const stranger = { ...plan, doer: { id: 9_999 } };
    await expect(repairs.plan({ id, version: 2, ...stranger, dueOn: today })).rejects.toMatchObject({
      cause: { code: 'repairs.unknown_person' },
    });
  });

  test('only those may who edit repairs, and only those look who read them', async () => {
    const { id } = await opened();
    const refused = { cause: { code: 'access.denied' } };
    for (const role of ['service_manager', 'developer', 'auditor'] as const)
      await expect(
        vault.as(role).repairs.done({ id, version: 1, ...done, doneOn: today }),
      ).rejects.toMatchObject(refused);
    for (const role of ['developer', 'auditor'] as const)
      await expect(vault.as(role).repairs.get({ id })).rejects.toMatchObject(refused);
    expect(await vault.as('service_manager').repairs.get({ id })).toMatchObject({ mayEdit: false });
    expect(await vault.as('supervisor').repairs.get({ id })).toMatchObject({ mayEdit: true });
  });
});

test('an archive of any class stands in the list with its line of the index', async () => {
  const { id } = await archivist().customers.create(aCustomer({ name: '机密公司', secrecy: 'secret' }));
  const [repair] = inspecting(vault).find(id, found('secrecy_mark'));
  const shown = await vault.as('supervisor').repairs.get({ id: repair?.repairId ?? 0 });
  expect(shown.archive).toMatchObject({ id, name: '机密公司', shelf: null });
});

describe('lists', () => {
  let apart: TestVault;
  const ids: number[] = [];
  beforeAll(async () => {
    apart = await openTestVault();
    const { customers, repairs } = apart.as('archivist');
    for (const room of ['一号库房', '一号库房', '二号库房', null])
      ids.push(
        (await customers.create(aCustomer({ shelf: room === null ? null : shelf(room, `${room}柜`) }))).id,
      );
    const [a = 0, b = 0, c = 0, d = 0] = ids;
    inspecting(apart, 1).find(a, found('mouldy'), found('damp'));
    inspecting(apart, 1).find(b, found('mouldy'));
    inspecting(apart, 2).find(c, found('faded', 'severe', '目录页'));
    inspecting(apart, 2).find(d, found('incomplete'));
    await repairs.plan({ id: 3, version: 1, ...plan, dueOn: apart.clock.today() });
    await repairs.plan({ id: 1, version: 1, ...plan, dueOn: addDays(apart.clock.today(), 1) });
    await repairs.withdraw({ id: 5, version: 1, reason: because('看错了') });
  });
  afterAll(() => apart[Symbol.asyncDispose]());

  const idsOf = async (change = {}) =>
    (await apart.as('archivist').repairs.list({ ...EVERY, ...change })).rows.map(({ id }) => id);

  test('what is open stands by the day it is due, those without one last', async () => {
    expect(await idsOf()).toEqual([3, 1, 2, 4]);
    expect(await idsOf({ state: 'withdrawn' })).toEqual([5]);
    expect(await idsOf({ kinds: ['mouldy', 'faded'] })).toEqual([3, 1, 4]);
    expect(await idsOf({ rooms: ['二号库房'] })).toEqual([4]);
    expect(await idsOf({ state: 'withdrawn', rooms: [''] })).toEqual([5]);
  });

  test('pages go on where the one before ended', async () => {
    const { repairs } = apart.as('archivist');
    const seen: number[] = [];
    let after: ReadonlyArray<string | number> | null = null;
    do {
      const page: Awaited<ReturnType<typeof repairs.list>> = await repairs.list({
        ...EVERY,
        limit: 1,
        after: after as [string, number] | null,
      });
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next;
    } while (after);
    expect(seen).toEqual([3, 1, 2, 4]);
  });

  test('counts of each kind and room are by the other filters', async () => {
    const { repairs } = apart.as('archivist');
    expect(await repairs.counts({ ...OPEN, kinds: ['mouldy'] })).toEqual({
      states: [
        { state: 'open', count: 4 },
        { state: 'withdrawn', count: 1 },
      ],
      total: 2,
      kinds: [
        { kind: 'damp', count: 1 },
        { kind: 'faded', count: 1 },
        { kind: 'mouldy', count: 2 },
      ],
      rooms: [{ room: '一号库房', count: 2 }],
      overdue: 0,
    });
  });

  test('for other subjects: what is open of archives, and what an inspection found', () => {
    const ctx = apart.contextOf('archivist');
    const [a = 0, b = 0, , d = 0] = ids;
    expect(openRepairsOf(ctx.reader, [a, d]).map(({ id, kind }) => [id, kind])).toEqual([
      [1, 'mouldy'],
      [2, 'damp'],
    ]);
    expect(countOpen(ctx.reader)).toBe(4);
    expect(
      listRepairsOf(ctx, ctx.reader, { kind: 'inspection', id: 2 }).map(({ id, note }) => [id, note]),
    ).toEqual([
      [4, '目录页'],
      [5, null],
    ]);
    // Found again by another: it stands in the records of both.
    inspecting(apart, 2).find(b, found('mouldy', 'severe'));
    const ofSecond = listRepairsOf(ctx, ctx.reader, { kind: 'inspection', id: 2 });
    expect(ofSecond.map(({ id, degree }) => [id, degree])).toEqual([
      [3, 'severe'],
      [4, 'severe'],
      [5, 'slight'],
    ]);
  });

  test('the day itself is not overdue, the next is, and home says so', async () => {
    expect(await idsOf({ overdue: true })).toEqual([]);
    const home = () => waitingFor(apart.as('archivist'));
    const line = { kind: 'repairs_open', count: 4, link: '/repairs' };
    expect(await home()).toContainEqual({ ...line, late: 0 });
    apart.clock.advance({ days: 1 });
    expect(await idsOf({ overdue: true })).toEqual([3]);
    expect(await home()).toContainEqual({ ...line, late: 1 });
    expect((await apart.as('archivist').repairs.counts(OPEN)).overdue).toBe(1);
    expect((await waitingFor(apart.as('service_manager'))).map(({ kind }) => kind)).not.toContain(
      'repairs_open',
    );
  });

  test('while the date is in doubt nothing is opened or done', async () => {
    apart.clock.advance({ days: -40 });
    expect(() => inspecting(apart).find(ids[0] ?? 0, found('insects'))).toThrow('clock.in_doubt');
    apart.clock.advance({ days: 40 });
    await agreeOnDate(apart).catch(() => undefined);
  });

  test('lists that are long are read from an index', () => {
    const plans = (sql: string) =>
      apart
        .contextOf('archivist')
        .reader.rows<{ detail: string }>(`explain query plan ${sql}`)
        .map(({ detail }) => detail)
        .join('\n');
    const due = "coalesce(due_on, '9999-12-31')";
    const open = plans(`select * from (select *, ${due} as due_key from repair) as repair
      where state = 'open' and (due_key, id) > ('2026-01-01', 3) order by due_key, id limit 50`);
    expect(open).toContain('repair_by_due');
    expect(open).not.toContain('TEMP B-TREE');
    expect(
      plans("select * from repair where customer_id = 1 and kind = 'damp' and state = 'open'"),
    ).toContain('repair_open_once');
  });
});

function rows(object: string) {
  return vault
    .contextOf('archivist')
    .reader.rows('select action, reason from audit where object = ? order by seq', object);
}
