// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { dropUnsentDrafts } from '../../../../renderer/lib/drafts.ts';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';

afterEach(cleanup);

const sizes = async (vault: ReturnType<typeof openVaultBehindWindow>) =>
  ((await callsOf(vault).lists.all.query()).size ?? []).filter((item) => item.active);
const names = () => screen.getAllByLabelText('中文名称').map((field) => (field as HTMLInputElement).value);

test('主管 puts a list in order, renames, adds, and takes out of use', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'supervisor', '/lists?list=size');
  const table = await screen.findByRole('table', { name: '在用' });
  const rows = () => within(table).getAllByRole('row').slice(1);
  const field = (row: number) => within(rows()[row] ?? table).getByLabelText('中文名称');

  await user.click(within(rows()[0] ?? table).getByRole('button', { name: '下移' }));
  await user.clear(field(2));
  await user.type(field(2), '中等');
  await user.click(within(rows()[3] ?? table).getByRole('button', { name: '停用' }));
  await user.click(screen.getByRole('button', { name: '添加选项' }));
  await user.type(field(3), '特大型');
  await user.keyboard('{Control>}s{/Control}');
  await screen.findByText('清单已保存');

  const { size = [] } = await callsOf(vault).lists.all.query();
  expect(size.filter((item) => item.active).map((item) => item.labelZh)).toEqual([
    '小型',
    '微型',
    '中等',
    '特大型',
  ]);
  expect(size.filter((item) => !item.active).map((item) => item.labelZh)).toEqual(['大型']);
});

test('a list half arranged was lost on leaving; now it is there again until it is saved', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'supervisor', '/lists?list=size');
  await screen.findByRole('table', { name: '在用' });
  const [first = ''] = names();
  await user.type(screen.getAllByLabelText('中文名称')[0] ?? document.body, '（含个体）');
  await user.click(screen.getByText('添加选项'));
  await user.keyboard('特大型');

  await user.click(screen.getByText('职务'));
  await screen.findByRole('heading', { name: '职务' });
  await user.click(screen.getByText('企业规模'));
  await screen.findByText('已恢复上次未保存的内容。');
  expect(names()).toEqual([`${first}（含个体）`, ...names().slice(1, -1), '特大型']);

  // A colleague's choice, added meanwhile, is not taken out of use by saving.
  await callsOf(vault).lists.edit.mutate({
    list: 'size',
    items: [
      ...(await sizes(vault)).map(({ code, labelZh, labelEn }) => ({ code, labelZh, labelEn })),
      { labelZh: '集团', labelEn: 'Group' },
    ],
  });
  await waitFor(() => expect(names()).toContain('集团'));
  await user.click(screen.getByText('保存清单'));
  await screen.findByText('清单已保存');
  const labels = (await sizes(vault)).map((item) => item.labelZh);
  expect(labels).toEqual(expect.arrayContaining([`${first}（含个体）`, '特大型', '集团']));
  expect(await callsOf(vault).drafts.list.query()).toEqual([]);
});

test('a list half arranged is there again after a lock and a restart, and can be given up', async () => {
  await using vault = openVaultBehindWindow();
  const { user, unmount } = await openDesk(vault, 'supervisor', '/lists?list=size');
  await screen.findByRole('table', { name: '在用' });
  const before = names();
  await user.click(screen.getAllByRole('button', { name: '停用' })[0] ?? document.body);
  const half = names();
  expect(half).toHaveLength(before.length - 1);
  await waitFor(async () => expect(await callsOf(vault).drafts.list.query()).toHaveLength(1));
  vault.lock('screen');
  await screen.findByRole('button', { name: '换一个档案库' });
  unmount();
  dropUnsentDrafts();

  const again = await openDesk(vault, 'supervisor', '/lists?list=size');
  await screen.findByText('已恢复上次未保存的内容。');
  expect(names()).toEqual(half);
  await again.user.click(screen.getByText('放弃这些内容'));
  await waitFor(() => expect(names()).toEqual(before));
  await waitFor(async () => expect(await callsOf(vault).drafts.list.query()).toEqual([]));
});
