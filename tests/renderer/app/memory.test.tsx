// @vitest-environment jsdom
import { QueryClient, useQueryClient } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import { useEffect } from 'react';
import { expect, test } from 'vitest';
import { App } from '../../../renderer/app/app.tsx';
import { openVaultBehindWindow, TEST_PASSWORD } from '../support/vault-bridge.ts';
import { openWindow } from '../support/window.tsx';

/** Hands out the window's memory. */
function Look(props: { onMemory: (queries: QueryClient) => void }) {
  const queries = useQueryClient();
  const { onMemory } = props;
  useEffect(() => onMemory(queries), [onMemory, queries]);
  return null;
}

test('the password of the last sign-in stayed in the memory of the window', async () => {
  await using vault = openVaultBehindWindow();
  let held = new QueryClient();
  const keep = (queries: QueryClient) => {
    held = queries;
  };
  const mutations = () => held.getMutationCache().getAll();
  const { user } = openWindow(
    <>
      <App />
      <Look onMemory={keep} />
    </>,
    vault.bridge,
  );
  await user.click(await screen.findByRole('button', { name: '打开档案库文件…' }));
  await user.type(await screen.findByLabelText(/登录名/), 'auditor');
  await user.type(screen.getByLabelText(/^密码/), `${TEST_PASSWORD}{Enter}`);
  await screen.findByRole('link', { name: '审计' });
  await waitFor(() => expect(JSON.stringify(mutations().map(({ state }) => state))).not.toContain('correct'));
  // What a form that is on the screen has sent is held as long as it is shown.
  held.getMutationCache().build(held, { mutationKey: ['a form'], gcTime: Number.POSITIVE_INFINITY });
  expect(mutations()).not.toHaveLength(0);
  vault.lock('idle');
  await screen.findByRole('heading', { name: '登录' });
  expect(mutations()).toEqual([]);
  const known = held
    .getQueryCache()
    .getAll()
    .map(({ queryKey }) => JSON.stringify(queryKey));
  expect(known.filter((key) => key.includes('home'))).toEqual([]);
});
