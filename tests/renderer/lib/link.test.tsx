// @vitest-environment jsdom
import { useQueries, useQuery } from '@tanstack/react-query';
import { waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AppError } from '../../../db/domain/errors.ts';
import { createClients, useVault } from '../../../renderer/lib/vault.ts';
import { errorText, fieldErrors, toAppError } from '../../../renderer/lib/errors.ts';
import { createI18n } from '../../../renderer/lib/i18n.ts';
import type { WireResult } from '../../../db/wire.ts';
import { openHook } from '../support/hook.tsx';
import { bridgeTo } from '../support/window.tsx';

const { t } = createI18n('zh-CN');

test('a call names its side, kind, path and input, and every call has a number of its own', async () => {
  const bridge = bridgeTo(() => ({ ok: true, data: null }));
  const { vault, shell } = createClients(bridge);
  await vault.preferences.get.query({ key: 'a' });
  await shell.reportActivity.mutate();
  expect(bridge.asked).toMatchObject([
    { target: 'vault', kind: 'query', path: 'preferences.get', input: { key: 'a' } },
    { target: 'shell', kind: 'mutation', path: 'reportActivity' },
  ]);
  expect(new Set(bridge.asked.map(({ id }) => id)).size).toBe(2);
});

test('a refusal arrives with its code, data and field problems, worded', async () => {
  const bridge = bridgeTo(() => ({
    ok: false,
    error: {
      code: 'vault.too_many_tries',
      data: { seconds: 30 },
      issues: [{ path: ['contacts', 0, 'name'], code: 'common.too_small' }],
    },
  }));
  const thrown = await createClients(bridge)
    .vault.vault.status.query()
    .catch((error: unknown) => error);
  expect(toAppError(thrown)).toMatchObject({ code: 'vault.too_many_tries', data: { seconds: 30 } });
  expect(errorText(t, thrown)).toContain('30');
  expect([...fieldErrors(t, thrown).keys()]).toEqual(['contacts.0.name']);
});

test('a code without words says what every failure says, never the code', () => {
  const text = errorText(t, new Error('SQLITE_CORRUPT: /home/someone'));
  expect(text).toBe(t('errors:common.internal'));
});

test('aborting a running call cancels it on the other side, a finished one is left alone', async () => {
  const { promise, resolve } = Promise.withResolvers<WireResult>();
  const bridge = bridgeTo(() => promise);
  const { vault } = createClients(bridge);
  const abort = new AbortController();
  const running = vault.vault.status
    .query(undefined, { signal: abort.signal })
    .catch((error: unknown) => error);
  abort.abort();
  resolve({ ok: false, error: { code: 'common.cancelled', data: {} } });
  expect(toAppError(await running).code).toBe('common.cancelled');
  expect(bridge.cancelled).toEqual([bridge.asked[0]?.id]);

  const answering = bridgeTo(() => ({ ok: true, data: null }));
  const finished = new AbortController();
  await createClients(answering).vault.vault.status.query(undefined, { signal: finished.signal });
  finished.abort();
  expect(answering.cancelled).toEqual([]);
});

test.each([
  [new Error('gone'), 'common.internal'],
  ['text', 'common.internal'],
  [new AppError('vault.locked'), 'vault.locked'],
])('a bridge that fails by %s is told as %s, and nothing is left to cancel', async (cause, code) => {
  const bridge = bridgeTo(() => Promise.reject(cause));
  const abort = new AbortController();
  const thrown = await createClients(bridge)
    .vault.vault.status.query(undefined, { signal: abort.signal })
    .catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(Error);
  expect(toAppError(thrown).code).toBe(code);
  abort.abort();
  expect(bridge.cancelled).toEqual([]);
});

test('the answer of a call is what the other side said', async () => {
  const bridge = bridgeTo(() => ({ ok: true, data: { state: 'open' } }));
  expect(await createClients(bridge).vault.vault.status.query()).toEqual({ state: 'open' });
});

test('a screen that goes while it reads takes its call with it, once', async () => {
  const { promise } = Promise.withResolvers<WireResult>();
  const { result, unmount, bridge } = openHook(
    () => useQuery({ ...useVault().lists.all.queryOptions(undefined, { trpc: { abortOnUnmount: true } }) }),
    undefined,
    bridgeTo(() => promise),
  );
  expect(result.current.isPending).toBe(true);
  await waitFor(() => expect(bridge.asked).toHaveLength(1));
  unmount();
  await waitFor(() => expect(bridge.cancelled).toEqual([bridge.asked[0]?.id]));
});

test('nothing is asked again by itself: not after a failure, not for what was read just now', async () => {
  const failing = openHook(
    () => useQuery(useVault().lists.all.queryOptions()),
    undefined,
    bridgeTo(() => ({ ok: false, error: { code: 'common.internal', data: {} } })),
  );
  await waitFor(() => expect(failing.result.current.isError).toBe(true));
  expect(failing.bridge.asked).toHaveLength(1);

  const { result, bridge, rerender } = openHook(
    (ids: readonly number[]) => {
      const vault = useVault();
      return useQueries({ queries: ids.map((id) => vault.customers.get.queryOptions({ id })) });
    },
    [1],
    bridgeTo(() => ({ ok: true, data: 'read' })),
  );
  await waitFor(() => expect(result.current[0]?.data).toBe('read'));
  rerender([]);
  rerender([1]);
  for (const event of ['focus', 'visibilitychange', 'online']) window.dispatchEvent(new Event(event));
  await waitFor(() => expect(result.current[0]?.data).toBe('read'));
  expect(bridge.asked).toHaveLength(1);
});
