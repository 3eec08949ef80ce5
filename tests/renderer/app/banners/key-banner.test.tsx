// @vitest-environment jsdom
import { act, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { createClients } from '../../../../renderer/lib/vault.ts';
import { holdLongReads, openVaultBehindWindow } from '../../support/vault-bridge.ts';
import { openDesk } from '../../support/desk.tsx';

const due = /^有账户已停用，但数据密钥尚未更换完成/;
const running = '有账户已停用，正在更换数据密钥（第 1 步，共 4 步），您可以照常办理业务。';

test('who manages accounts sees that the key of one that is off is not renewed yet, until it is', async () => {
  await using vault = openVaultBehindWindow();
  const release = holdLongReads();
  await openDesk(vault, 'system_admin', '/');
  const { vault: client } = createClients(vault.bridge);
  const accounts = await client.accounts.list.query();
  await client.accounts.disable.mutate({ id: accounts.find(({ login }) => login === 'developer')?.id ?? 0 });
  const tell = (done: number) =>
    act(() => vault.bridge.emit({ type: 'progress', job: 'vault.renew_key', done, total: 4 }));
  tell(1);
  await screen.findByText(running);
  tell(4);
  await screen.findByText(due);
  release();
  await waitFor(() => expect(screen.queryByText(/有账户已停用/)).toBeNull());
});
