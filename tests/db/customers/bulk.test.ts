import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BulkChange, BulkReason } from '../../../db/domain/customer-bulk.ts';
import type { Role } from '../../../db/domain/roles.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';

let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault();
});
afterEach(() => vault[Symbol.asyncDispose]());

type Chosen = { view: object; ids: number[] | null; except?: number[] };
const ALL: Chosen = { view: {}, ids: null };
const code = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ code: value }) });
const WORDED: BulkReason = { choice: 'left_post', text: null };

const file = async (...inputs: Array<Parameters<typeof aCustomer>[0]>) => {
  const ids = [];
  for (const input of inputs) ids.push((await vault.as('archivist').customers.create(aCustomer(input))).id);
  return ids;
};

const preview = (change: BulkChange, chosen: Chosen = ALL, role: Role = 'archivist') =>
  vault.as(role).customers.previewMany({ chosen, change });

async function change(
  what: BulkChange,
  {
    chosen = ALL,
    role = 'archivist',
    reason = null,
  }: { chosen?: Chosen; role?: Role; reason?: BulkReason | null } = {},
) {
  const { seen } = await preview(what, chosen, role);
  return vault.as(role).customers.changeMany({ chosen, change: what, reason, seen });
}

async function inputOf(id: number, role: Role = 'archivist') {
  const record = await vault.as(role).customers.get({ id });
  if (record.access !== 'full') throw new Error('closed');
  return record.input;
}

const reasonsOf = (preview_: { cannot: ReadonlyArray<{ why: string; count: number }> }) =>
  Object.fromEntries(preview_.cannot.map(({ why, count }) => [why, count]));

async function expectSound() {
  const { checks } = await vault.as('auditor').audit.verify();
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
}

describe('a change of many archives', () => {
  it('is said before, each by what becomes of it, and then is what was said', async () => {
    const ids = await file(
      { name: '甲厂', grade: null },
      { name: '乙厂', grade: 'iron' },
      { name: '丙厂', grade: 'gold' },
      { name: '丁厂', secrecy: 'top_secret' },
    );
    const fill: BulkChange = { field: 'grade', way: 'fill', value: 'gold' };
    const before = await preview(fill);
    expect(before).toMatchObject({
      total: 4,
      changes: { count: 1, archives: [{ id: ids[0], name: '甲厂' }] },
      same: { count: 1, archives: [{ name: '丙厂' }] },
      kept: { count: 1, archives: [{ name: '乙厂' }] },
      isAssigned: false,
    });
    expect(reasonsOf(before)).toEqual({ no_right: 1 });
    expect(await change(fill)).toMatchObject({ changed: 1 });
    expect(await change({ ...fill, way: 'change' })).toMatchObject({ changed: 1 });
    for (const id of ids.slice(0, 3)) expect((await inputOf(id)).grade).toBe('gold');
    const history = await vault.as('archivist').customers.history({ id: ids[1] ?? 0, field: 'grade' });
    expect(history).toMatchObject([{ version: 2, oldValue: 'iron', newValue: 'gold' }]);
    await expectSound();
  });

  it('has a row of the log for each archive and one that closes them, and is found by search at once', async () => {
    await file({ name: '甲厂' }, { name: '乙厂' });
    await change({ field: 'indexTerms', way: 'add', value: '门锁' });
    const { rows } = await vault.as('auditor').audit.list({ limit: 4 });
    const acts = rows
      .map(({ action, object }) => `${action} ${object}`)
      .filter((act) => /customers/.test(act));
    expect(acts.slice(0, 3)).toEqual([
      'customers.change_many list',
      'customers.edit customer:2',
      'customers.edit customer:1',
    ]);
    const found = await vault.as('archivist').search.query({ text: '门锁', limit: 10 });
    expect(found.results).toHaveLength(2);
    expect(await preview({ field: 'indexTerms', way: 'add', value: '门锁' })).toMatchObject({
      same: { count: 2 },
    });
    await change({ field: 'indexTerms', way: 'remove', value: '门锁' });
    expect((await inputOf(1)).indexTerms).toEqual([]);
    await expectSound();
  });

  it('leaves out what an edit of its own would not take, each with why', async () => {
    await file(
      { name: '客户' },
      { name: '供应商', category: 'supplier' },
      { name: '代码不对', uscc: '91440600MA4UKH1X00', usccWaiver: '原件如此' },
      { name: '词满', indexTerms: Array.from({ length: 30 }, (_, at) => `词${at}`) },
    );
    const status = await preview({ field: 'status', way: 'change', value: 'stopped' });
    expect(reasonsOf(status)).toEqual({ no_status: 1 });
    const terms = await preview({ field: 'indexTerms', way: 'add', value: '新词' });
    expect(reasonsOf(terms)).toEqual({ too_many_terms: 1 });
    const { sub_type_supplier: list } = await vault.as('archivist').lists.all();
    const subType = await preview({ field: 'subType', way: 'change', value: list?.[0]?.code ?? '' });
    expect(subType.changes.archives.map(({ name }) => name)).toEqual(['供应商']);
    expect(reasonsOf(subType)).toEqual({ other_category: 3 });
    expect(reasonsOf(await preview({ field: 'industry', way: 'change', value: 'nowhere' }))).toEqual({
      other_category: 4,
    });
  });

  it('gives 行业 to those that have none, or to all', async () => {
    const { industry: list } = await vault.as('archivist').lists.all();
    const [one = '', other = ''] = list?.map((item) => item.code) ?? [];
    const ids = await file({ name: '甲厂' }, { name: '乙厂', industry: other, category: 'supplier' });
    const industries = () => Promise.all(ids.map(async (id) => (await inputOf(id)).industry));
    expect(await change({ field: 'industry', way: 'fill', value: one })).toMatchObject({ changed: 1 });
    expect(await industries()).toEqual([one, other]);
    expect(await change({ field: 'industry', way: 'change', value: one })).toMatchObject({ changed: 1 });
    expect(await industries()).toEqual([one, one]);
    const history = await vault.as('archivist').customers.history({ id: ids[1] ?? 0, field: 'industry' });
    expect(history).toMatchObject([{ version: 2, oldValue: other, newValue: one }]);
    await expectSound();
  });

  it('names nobody in 机密 and 绝密 but by 指定, for a reason that is asked for', async () => {
    const { personId } = vault.contextOf('archivist').actor;
    const ids = await file({ name: '甲厂' }, { name: '机密厂', secrecy: 'secret' });
    const assign: BulkChange = { field: 'responsibleId', way: 'change', value: personId };
    expect(reasonsOf(await preview(assign))).toEqual({ assign_apart: 1 });
    await change(assign);
    expect((await inputOf(ids[1] ?? 0)).responsibleId).toBeNull();

    const asked = await preview(assign, ALL, 'supervisor');
    expect(asked).toMatchObject({ isAssigned: true, changes: { count: 1 } });
    await expect(change(assign, { role: 'supervisor' })).rejects.toEqual(
      code('customers.bulk_reason_needed'),
    );
    await change(assign, { role: 'supervisor', reason: WORDED });
    expect((await inputOf(ids[1] ?? 0, 'supervisor')).responsibleId).toBe(personId);
    const [act] = await vault.as('supervisor').customers.changesOfMany();
    expect(act).toMatchObject({ changed: 1, field: 'responsibleId', value: String(personId), closed: null });
    await vault.as('supervisor').customers.undoMany({ act: act?.act ?? 0 });
    expect((await inputOf(ids[1] ?? 0, 'supervisor')).responsibleId).toBeNull();
    await expectSound();
  });

  it('means all of a list but what was un-ticked, as the list is when it is done', async () => {
    const ids = await file({ name: '甲厂' }, { name: '乙厂' }, { name: '丙店' });
    const chosen = { view: { text: '厂' }, ids: null, except: [ids[0] ?? 0] };
    expect(await change({ field: 'retention', way: 'change', value: 'Y' }, { chosen })).toMatchObject({
      changed: 1,
    });
    expect((await Promise.all(ids.map((id) => inputOf(id)))).map(({ retention }) => retention)).toEqual([
      'D30',
      'Y',
      'D30',
    ]);
  });

  it('tells nothing of an archive that the person may not even list, nor changes it', async () => {
    const ids = await file({ name: '甲厂' }, { name: '绝密厂', secrecy: 'top_secret' });
    await expect(preview({ field: 'grade', way: 'change', value: 'gold' }, ALL, 'developer')).rejects.toEqual(
      code('access.denied'),
    );
    const named = await preview(
      { field: 'retention', way: 'change', value: 'D30' },
      { view: {}, ids: [...ids, 999] },
    );
    expect(named).toMatchObject({ total: 2, same: { count: 1 } });
    expect(reasonsOf(named)).toEqual({ no_right: 1 });
  });

  it('is a look at each 机密 archive of which it tells something', async () => {
    await file({ name: '机密厂', secrecy: 'secret', industry: null });
    const looks = async () =>
      (await vault.as('auditor').audit.list({ action: 'customers.read', limit: 10 })).rows.length;
    await preview({ field: 'retention', way: 'change', value: 'Y' });
    await preview({ field: 'retention', way: 'change', value: 'D10' });
    expect(await looks()).toBe(1);
  });

  it('is refused where an archive has changed since it was looked at', async () => {
    const [id = 0] = await file({ name: '甲厂' }, { name: '乙厂' });
    const fill: BulkChange = { field: 'grade', way: 'fill', value: 'gold' };
    const { seen } = await preview(fill);
    const archivist = vault.as('archivist');
    const input = { ...(await inputOf(id)), note: '改过' };
    await archivist.customers.update({ id, version: 1, input, reason: null });
    await expect(
      archivist.customers.changeMany({ chosen: ALL, change: fill, reason: null, seen }),
    ).rejects.toEqual(code('customers.bulk_changed'));
    expect((await inputOf(2)).grade).toBeNull();
    await expectSound();
  });

  it('leaves nothing behind when it is cancelled on the way', async () => {
    await file({ name: '甲厂' });
    const what: BulkChange = { field: 'grade', way: 'fill', value: 'gold' };
    const { seen } = await preview(what);
    vault.cancelled.add(0);
    await expect(
      vault.as('archivist').customers.changeMany({ chosen: ALL, change: what, reason: null, seen }),
    ).rejects.toEqual(code('common.cancelled'));
    vault.cancelled.delete(0);
    expect((await inputOf(1)).grade).toBeNull();
    expect(await vault.as('archivist').customers.changesOfMany()).toEqual([]);
    await expectSound();
  });

  it.each<[string, unknown]>([
    ['a field that is not one of them', { field: 'secrecy', way: 'change', value: 'normal' }],
    ['a way that the field has not', { field: 'retention', way: 'fill', value: 'Y' }],
    ['a word without a sign', { field: 'indexTerms', way: 'add', value: '\u200b ' }],
    ['a person as a text', { field: 'responsibleId', way: 'change', value: '1' }],
    ['nothing', { field: 'grade', way: 'change', value: null }],
  ])('takes no %s', async (_what, wrong) => {
    await expect(preview(wrong as BulkChange)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('what is taken back of it', () => {
  it('is as it was before, the history of both kept, and once alone', async () => {
    const ids = await file(
      { name: '甲厂', grade: 'iron' },
      { name: '乙厂', grade: null, indexTerms: ['锁'] },
    );
    const { act } = await change({ field: 'grade', way: 'change', value: 'gold' });
    const archivist = vault.as('archivist');
    const before = await archivist.customers.previewUndoMany({ act });
    expect(before).toMatchObject({ restored: 2, left: 0, archives: [] });
    expect(await archivist.customers.undoMany({ act })).toEqual({ restored: 2, left: 0 });
    expect((await inputOf(ids[0] ?? 0)).grade).toBe('iron');
    expect((await inputOf(ids[1] ?? 0)).grade).toBeNull();
    const [last] = await archivist.customers.history({ id: ids[0] ?? 0, field: 'grade' });
    expect(last).toMatchObject({ version: 3, newValue: 'iron', reason: 'undone' });
    await expect(archivist.customers.undoMany({ act })).rejects.toEqual(code('customers.bulk_undone'));
    expect(await archivist.customers.changesOfMany()).toMatchObject([{ act, closed: 'undone' }]);
    await expectSound();
  });

  it('leaves what was touched since, and names it', async () => {
    const ids = await file({ name: '甲厂' }, { name: '乙厂' });
    const { act } = await change({ field: 'grade', way: 'change', value: 'gold' });
    const archivist = vault.as('archivist');
    const input = { ...(await inputOf(ids[0] ?? 0)), note: '改过' };
    await archivist.customers.update({ id: ids[0] ?? 0, version: 2, input, reason: null });
    expect(await archivist.customers.previewUndoMany({ act })).toMatchObject({
      restored: 1,
      left: 1,
      archives: [{ id: ids[0], name: '甲厂', touch: { kind: 'change' } }],
    });
    expect(await archivist.customers.undoMany({ act })).toEqual({ restored: 1, left: 1 });
    expect(await inputOf(ids[0] ?? 0)).toMatchObject({ grade: 'gold', note: '改过' });
    expect((await inputOf(ids[1] ?? 0)).grade).toBeNull();
    await expectSound();
  });

  it('is nothing where all were touched, after a week, or of what was no such act', async () => {
    const [id = 0] = await file({ name: '甲厂' });
    const { act } = await change({ field: 'grade', way: 'change', value: 'gold' });
    const archivist = vault.as('archivist');
    await expect(archivist.customers.undoMany({ act: act - 1 })).rejects.toEqual(
      code('customers.no_such_bulk'),
    );
    const input = { ...(await inputOf(id)), note: '改过' };
    await archivist.customers.update({ id, version: 2, input, reason: null });
    await expect(archivist.customers.undoMany({ act })).rejects.toEqual(code('customers.bulk_all_touched'));
    vault.clock.advance({ days: 8 });
    await expect(vault.as('archivist').customers.undoMany({ act })).rejects.toEqual(
      code('customers.bulk_too_late'),
    );
  });
});
