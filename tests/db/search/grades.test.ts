import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countFacets } from '../../../db/features/search/list/facets.ts';
import { listEntries } from '../../../db/features/search/list/list.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';
import { codeOf } from '../../security/support.ts';
import { seedCustomers } from '../../../db/features/seed/service.ts';
import { asTrial, sources } from './world.ts';
import { because } from '../../support/reasons.ts';

/** As many grades as filters can tell apart. */
const MOST = 31;
/** Those of the other two scales, which a department can turn to at any time. */
const ELSEWHERE = 7;

/** Makes the scale in use hold just these words; returns the code of each. */
async function setScale(vault: TestVault, words: readonly string[]): Promise<Map<string, string>> {
  const { lists } = vault.as('supervisor');
  const items = words.map((labelZh) => ({ labelZh, labelEn: '' }));
  const saved = await lists.edit({ list: 'grade_metal', items });
  return new Map(saved.map(({ labelZh, code }) => [labelZh, code]));
}

const words = (count: number, from = 1) => Array.from({ length: count }, (_, index) => `等级${from + index}`);

/** What lists and counts say of grades, from memory or read anew. */
function shown(vault: TestVault, anew: boolean) {
  const ctx = vault.contextOf('archivist');
  const reader = anew ? { ...ctx.reader } : ctx.reader;
  const query = { reader: ctx.actor, today: ctx.clock.today(), sources };
  const sort = { by: 'grade', descending: false } as const;
  const { rows } = listEntries(reader, { ...query, sort, start: { offset: 0 }, limit: 200 });
  return {
    order: rows.map(({ name, grade }) => [name, grade]),
    counts: countFacets(reader, query).dimensions['grade'] ?? [],
  };
}

async function saveGrade(vault: TestVault, id: number, grade: string | null): Promise<void> {
  const archivist = vault.as('archivist');
  const record = await archivist.customers.get({ id });
  if (record.access !== 'full') throw new Error('the archivist reads it');
  const input = { ...record.input, grade };
  await archivist.customers.update({ id, version: record.version, input, reason: null });
}

test('the first archive of a grade stood behind those without one', async () => {
  await using vault = await openTestVault();
  const { customers } = vault.as('archivist');
  await customers.create(aCustomer({ name: '没有等级' }));
  shown(vault, false);
  await customers.create(aCustomer({ name: '铁', grade: 'iron' }));
  await customers.create(aCustomer({ name: '金', grade: 'gold' }));
  expect(shown(vault, false).order.map(([name]) => name)).toEqual(['金', '铁', '没有等级']);
  expect(shown(vault, false)).toEqual(shown(vault, true));
});

test('a save failed once more than thirty-one grades had ever been used', async () => {
  await using vault = await openTestVault();
  const { customers, search } = vault.as('archivist');
  const { id: moving } = await customers.create(aCustomer({ name: '换来换去' }));
  const { id: staying } = await customers.create(aCustomer({ name: '不变' }));
  const first = await setScale(vault, words(4));
  await saveGrade(vault, staying, first.get('等级1') ?? null);
  for (let round = 2; round <= 2 * MOST; round += 1) {
    const codes = await setScale(vault, ['等级1', `等级${round}`]);
    // A change of the scale is read anew; what is saved after that is taken over into memory.
    shown(vault, false);
    const grade = codes.get(`等级${round}`) ?? '';
    await saveGrade(vault, moving, grade);
    expect(shown(vault, false).counts.map(({ code }) => code)).toContain(grade);
    expect(shown(vault, false).order).toEqual([
      ['不变', first.get('等级1')],
      ['换来换去', grade],
    ]);
  }
  expect(shown(vault, false)).toEqual(shown(vault, true));
  const { total } = await search.facets({ filters: { grade: [first.get('等级1') ?? ''] } });
  expect(total).toBe(1);
}, 120_000);

test('a list by grade goes by the order of the scale as it is now', async () => {
  await using vault = await openTestVault();
  const { customers, lists } = vault.as('archivist');
  for (const grade of ['gold', 'iron', 'platinum'] as const)
    await customers.create(aCustomer({ name: grade, grade }));
  const names = () => shown(vault, false).order.map(([name]) => name);
  expect(names()).toEqual(['platinum', 'gold', 'iron']);
  const scale = (await lists.all())['grade_metal'] ?? [];
  const turned = scale.toReversed().map(({ code, labelZh, labelEn }) => ({ code, labelZh, labelEn }));
  await vault.as('supervisor').lists.edit({ list: 'grade_metal', items: turned });
  expect(names()).toEqual(['iron', 'gold', 'platinum']);
  expect(shown(vault, false)).toEqual(shown(vault, true));
});

test('one grade more than can be told apart is refused where it is added, and everything up to it can be used', async () => {
  await using vault = await openTestVault();
  const full = words(MOST - ELSEWHERE);
  const codes = await setScale(vault, full);
  const refusal = vault.as('supervisor').lists.edit({
    list: 'grade_metal',
    items: [...full, '多一项'].map((labelZh) => ({ labelZh, labelEn: '' })),
  });
  await expect(refusal).rejects.toMatchObject({
    cause: { code: 'lists.too_many_grades', data: { most: MOST } },
  });
  const { customers } = vault.as('archivist');
  for (const word of full) await customers.create(aCustomer({ grade: codes.get(word) ?? '' }));
  for (const list of ['grade_vip', 'grade_abcd'] as const) {
    await vault.as('system_admin').settings.set({ gradeList: list });
    const { lists } = vault.as('archivist');
    for (const { code } of (await lists.all())[list] ?? [])
      await customers.create(aCustomer({ grade: code }));
  }
  expect(shown(vault, false).counts).toHaveLength(MOST);
  seedCustomers(asTrial(vault.contextOf('archivist')), { customers: 50 });
}, 60_000);

test('grades out of use count for as long as an archive has them', async () => {
  await using vault = await openTestVault();
  const full = words(MOST - ELSEWHERE);
  const codes = await setScale(vault, full);
  const { id } = await vault.as('archivist').customers.create(aCustomer({ grade: codes.get('等级1') ?? '' }));
  const others = full.slice(1);
  await setScale(vault, others);
  await expect(setScale(vault, [...others, '多一项'])).rejects.toThrow('lists.too_many_grades');
  await saveGrade(vault, id, codes.get('等级2') ?? null);
  await setScale(vault, [...others, '多一项']);
});

test('a grade out of use is given to nobody who has it not; who has it keeps it', async () => {
  await using vault = await openTestVault();
  const { customers } = vault.as('archivist');
  const codes = await setScale(vault, words(3));
  const [kept = '', gone = ''] = [codes.get('等级1'), codes.get('等级2')];
  const { id } = await customers.create(aCustomer({ name: '照旧', grade: kept }));
  await setScale(vault, ['等级3']);
  expect(await codeOf(customers.create(aCustomer({ grade: gone })))).toBe('customers.unknown_code');
  await saveGrade(vault, id, kept);
  const record = await customers.get({ id });
  if (record.access !== 'full') throw new Error('the archivist reads it');
  const input = { ...record.input, note: '改了备注' };
  await customers.update({ id, version: record.version, input, reason: null });
  await saveGrade(vault, id, codes.get('等级3') ?? null);
  expect(await codeOf(saveGrade(vault, id, kept))).toBe('customers.unknown_code');
});

test('a grade of a scale that the department has left is kept, and given to nobody', async () => {
  await using vault = await openTestVault();
  const { customers } = vault.as('archivist');
  const { id } = await customers.create(aCustomer({ name: '照旧', grade: 'gold' }));
  const other = await customers.create(aCustomer({ name: '未评', grade: null }));
  await vault.as('system_admin').settings.set({ gradeList: 'grade_abcd' });
  const record = await customers.get({ id });
  if (record.access !== 'full') throw new Error('the archivist reads it');
  const input = { ...record.input, note: '改了备注' };
  const { version } = await customers.update({ id, version: record.version, input, reason: null });
  expect(await codeOf(saveGrade(vault, id, 'iron'))).toBe('customers.unknown_code');
  expect(await codeOf(saveGrade(vault, other.id, 'gold'))).toBe('customers.unknown_code');
  const moved = { ...input, category: 'partner', subType: null, status: null } as const;
  await customers.update({ id, version, input: moved, reason: because('业务性质已变') });
  await saveGrade(vault, id, 'a');
  expect(await codeOf(saveGrade(vault, id, 'gold'))).toBe('customers.unknown_code');
});

test('a sub-type is not kept through a change of category', async () => {
  await using vault = await openTestVault();
  const { customers } = vault.as('archivist');
  const input = aCustomer({ category: 'client', status: null, subType: 'distributor' });
  const { id } = await customers.create(input);
  const moved = { ...input, category: 'partner' } as const;
  const change = { id, version: 1, input: moved, reason: because('业务性质已变') };
  expect(await codeOf(customers.update(change))).toBe('customers.unknown_code');
});

test('a table may name a grade out of use only where an archive still has it', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const codes = await setScale(vault, words(3));
  await archivist.customers.create(aCustomer({ grade: codes.get('等级1') ?? '' }));
  await setScale(vault, ['等级3']);
  const file = join(vault.folder, 'table.csv');
  const rows = words(3).map((word) => `佛山市${word}五金厂,供应商,${word}`);
  writeFileSync(file, ['客户名称,客户分类,等级', ...rows, ''].join('\n'));
  const sheets = [{ sheet: '', headerRow: null, category: null, columns: null }];
  const token = vault.grant('archivist', file);
  const { planId, counts } = await archivist.import.plan({ token, sheets });
  expect(counts).toMatchObject({ added: 3, refused: 0 });
  const { rows: read } = await archivist.import.rows({ planId, show: 'all', offset: 0, limit: 5 });
  expect(read.map(({ row, warnings }) => [row, warnings.map(({ code }) => code)])).toEqual([
    [2, []],
    [3, ['import.row_grade_unknown']],
    [4, []],
  ]);
});
