import { describe, expect, test } from 'vitest';
import {
  divisionExists,
  labelOf,
  listCodeExists,
  placeName,
  readUsableLists,
} from '../../../db/features/lists/service.ts';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault } from '../../support/vault.ts';

test('a list took codes that its editor made up, among them those that the next new items would get', async () => {
  await using vault = await openTestVault({ as: 'supervisor' });
  const { lists } = vault.as('supervisor');
  const item = (labelZh: string, code?: string) => ({ labelZh, labelEn: '', ...(code && { code }) });
  await expect(lists.edit({ list: 'size', items: [item('特大', 'own_1')] })).rejects.toMatchObject({
    cause: { code: 'lists.unknown_item' },
  });
  const added = await lists.edit({ list: 'size', items: [item('特大')] });
  expect(added.find(({ labelZh }) => labelZh === '特大')).toMatchObject({ code: 'own_1', active: true });
  const renamed = await lists.edit({ list: 'size', items: [item('超大', 'own_1')] });
  expect(renamed.find(({ code }) => code === 'own_1')).toMatchObject({ labelZh: '超大' });
});

test('new grades of two scales got one code, so that a change of scale gave archives another grade', async () => {
  await using vault = await openTestVault({ as: 'supervisor' });
  const { lists } = vault.as('supervisor');
  const codesOf = async (list: string, labelZh: string) =>
    (await lists.edit({ list, items: [{ labelZh, labelEn: '' }] })).flatMap(({ code, active }) =>
      active ? [code] : [],
    );
  const codes = [await codesOf('grade_metal', '钻石'), await codesOf('grade_vip', '新客户')].flat();
  expect(codes).toHaveLength(2);
  expect(codes[0]).not.toBe(codes[1]);
});

describe('a list', () => {
  const item = (labelZh: string, code?: string, labelEn = '') => ({
    labelZh,
    labelEn,
    ...(code && { code }),
  });
  const open = async () => {
    const vault = await openTestVault({ as: 'supervisor' });
    const { lists } = vault.as('supervisor');
    return { vault, lists, [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose]() };
  };

  test('is kept in the order of its editor; what is left out goes out of use and comes back under its code', async () => {
    await using desk = await open();
    const { vault, lists } = desk;
    const { size = [] } = await lists.all();
    const [first, second, ...others] = size;
    if (!first || !second) throw new Error('there are sizes');
    const edited = await lists.edit({
      list: 'size',
      items: [item('新的', undefined, 'New'), item(second.labelZh, second.code), item('改名', first.code)],
    });
    expect(edited.filter(({ active }) => active)).toEqual([
      { code: 'own_1', labelZh: '新的', labelEn: 'New', active: true },
      { ...second, labelEn: '' },
      { code: first.code, labelZh: '改名', labelEn: '', active: true },
    ]);
    const off = edited.filter(({ active }) => !active).map(({ code }) => code);
    expect(off.toSorted()).toEqual(others.map(({ code }) => code).toSorted());
    expect((await lists.all())['size']).toEqual(edited);
    const again = await lists.edit({ list: 'size', items: others.map(({ labelZh }) => item(labelZh)) });
    expect(again.filter(({ active }) => active).map(({ code }) => code)).toEqual(
      others.map(({ code }) => code),
    );
    const none = await lists.edit({ list: 'size', items: [] });
    expect(none.some(({ active }) => active)).toBe(false);
    const { rows } = await vault.as('auditor').audit.list({ action: 'lists.edit', limit: 5 });
    expect(rows.map(({ object }) => object)).toEqual(Array.from({ length: 3 }, () => 'list:size'));
    expect(vault.events.filter(({ type }) => type === 'changed')).toContainEqual({
      type: 'changed',
      kind: 'lists',
    });
  });

  test.each<[string, string, ReturnType<typeof item>[], object]>([
    ['unknown', 'no_list', [], { code: 'lists.unknown_list' }],
    [
      'with a label twice',
      'size',
      [item('甲'), item('乙'), item('甲')],
      { code: 'lists.label_twice', data: { label: '甲' } },
    ],
    ['with a strange code', 'size', [item('甲', 'strange')], { code: 'lists.unknown_item' }],
    ['with a code of another list', 'size', [item('甲', 'gold')], { code: 'lists.unknown_item' }],
    [
      'with a code twice',
      'grade_metal',
      [item('甲', 'gold'), item('乙', 'gold')],
      { code: 'lists.code_twice' },
    ],
    [
      'with a label of a code that stands beside it',
      'grade_metal',
      [item('甲', 'gold'), item('黄金')],
      { code: 'lists.code_twice' },
    ],
  ])('that is %s is refused', async (_what, list, items, cause) => {
    await using desk = await open();
    const before = await desk.lists.all();
    await expect(desk.lists.edit({ list, items })).rejects.toMatchObject({ cause });
    expect(await desk.lists.all()).toEqual(before);
  });

  test('has codes that records may have: one out of use too, but no grade that no record names', async () => {
    await using desk = await open();
    const { vault, lists } = desk;
    const { reader } = vault.opened.handles;
    const exists = (list: string, code: string) => listCodeExists(reader, list, code);
    expect([exists('size', 'medium'), exists('size', 'none'), exists('grade_metal', 'gold')]).toEqual([
      true,
      false,
      true,
    ]);
    await vault.as('archivist').customers.create(aCustomer({ grade: 'iron' }));
    await lists.edit({ list: 'size', items: [] });
    await lists.edit({ list: 'grade_metal', items: [item('甲')] });
    expect([exists('size', 'medium'), exists('grade_metal', 'gold'), exists('grade_metal', 'iron')]).toEqual([
      true,
      false,
      true,
    ]);
    const usable = readUsableLists({ reader });
    expect(usable['grade_metal']?.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['iron', 'metal_own_1']),
    );
    expect(usable['grade_metal']).toHaveLength(2);
    expect(usable['size']?.map(({ code }) => code)).toContain('medium');
    expect([
      labelOf(reader, 'size', null),
      labelOf(reader, 'size', 'none'),
      labelOf(reader, 'size', 'medium'),
    ]).toEqual([null, 'none', '中型']);
  });

  test('of places has each within its parent', async () => {
    expect(divisionExists('440000', null)).toBe(true);
    expect(divisionExists('440600', '440000')).toBe(true);
    expect([
      divisionExists('440600', null),
      divisionExists('440600', '110000'),
      divisionExists('999999', null),
    ]).toEqual([false, false, false]);
    expect([placeName(null), placeName('440600')]).toEqual([null, '佛山市']);
    await using desk = await open();
    const places = await desk.lists.divisions();
    expect(places).toContainEqual(['440000', '广东省', '']);
    expect(places).toContainEqual(['440600', '佛山市', '440000']);
  });
});
