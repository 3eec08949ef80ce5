import { expect, test } from 'vitest';
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
