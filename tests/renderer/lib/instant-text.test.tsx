// @vitest-environment jsdom
import { randomUUID } from 'node:crypto';
import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { RenewSheets } from '../../../renderer/features/vault/renew-sheets.tsx';
import { useFreshness } from '../../../renderer/lib/changed.ts';
import { SessionProvider } from '../../../renderer/lib/session.tsx';
import { useInstantText } from '../../../renderer/lib/use-today.ts';
import { openHook } from '../support/hook.tsx';
import { bridgeTo, openWindow } from '../support/window.tsx';

const AT = Date.parse('2026-11-22T20:30:00Z');

afterEach(() => vi.useRealTimers());

test('a moment is written as in the department, by one function until it is somewhere else', async () => {
  const settings = { timeZone: 'Asia/Tokyo' };
  const bridge = bridgeTo(() => ({ ok: true, data: { ...settings } }));
  const shown = openHook(
    () => {
      useFreshness();
      return useInstantText();
    },
    undefined,
    bridge,
  );
  // Until the settings are at hand as in most departments.
  expect(shown.result.current(AT)).toBe('2026-11-23 04:30');
  await waitFor(() => expect(shown.result.current(AT)).toBe('2026-11-23 05:30'));
  const before = shown.result.current;
  shown.rerender(undefined);
  expect(shown.result.current).toBe(before);
  settings.timeZone = 'America/St_Johns';
  act(() => bridge.emit({ type: 'changed', kind: 'settings' }));
  await waitFor(() => expect(shown.result.current(AT)).toBe('2026-11-22 17:00'));
});

const ADMIN = { id: 1, personId: 1, login: 'admin', name: 'admin', roles: ['system_admin'] } as const;
const SESSION = {
  account: ADMIN,
  vault: { company: '', fonds: 'QZ01', trial: false },
  lockAfterMinutes: 10,
};

test('another set of recovery sheets says when it was printed by the department’s clock', async () => {
  vi.useFakeTimers({ now: AT, toFake: ['Date'] });
  const draft = {
    draftId: randomUUID(),
    label: 'ABCD123',
    set: 2,
    sheets: [{ number: 1, lines: ['AAAA'] }],
    quiz: [],
  };
  const data: Record<string, unknown> = {
    'settings.get': { timeZone: 'America/St_Johns' },
    printHtml: { printed: true },
  };
  const bridge = bridgeTo(({ path }) => ({ ok: true, data: data[path] ?? null }));
  function Signed() {
    useFreshness();
    return <RenewSheets draft={draft} confirmers={[]} onClose={() => undefined} />;
  }
  const { user } = openWindow(
    <SessionProvider session={SESSION}>
      <Signed />
    </SessionProvider>,
    bridge,
  );
  await waitFor(() => expect(bridge.asked.map(({ path }) => path)).toContain('settings.get'));
  await user.click(screen.getByRole('button', { name: '打印三张恢复密钥单' }));
  await waitFor(() => expect(bridge.asked.at(-1)?.path).toBe('printHtml'));
  expect(JSON.stringify(bridge.asked.at(-1)?.input)).toContain('打印时间 2026-11-22 17:00');
});
