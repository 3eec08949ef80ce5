import { useQuery } from '@tanstack/react-query';
import { act, render, renderHook, screen, waitFor } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { mayEver, type Action } from '../../../db/domain/permissions.ts';
import { ROLES, type Role } from '../../../db/domain/roles.ts';
import type { ChangedKind } from '../../../db/domain/changed.ts';
import { useFreshness } from '../../../renderer/lib/changed.ts';
import { useBridge, useBridgeEvent, useCommand } from '../../../renderer/lib/events.ts';
import { useLook } from '../../../renderer/lib/look.tsx';
import { Can, SessionProvider, useCan, useSession, type Session } from '../../../renderer/lib/session.tsx';
import { SubjectsContext, useSections, useStarters, type Subject } from '../../../renderer/lib/subjects.ts';
import { useVault } from '../../../renderer/lib/vault.ts';
import { openHook } from '../support/hook.tsx';
import { bridgeTo, silentBridge } from '../support/window.tsx';

const sessionOf = (...roles: Role[]): Session => ({
  account: { id: 1, personId: 2, login: 'li', name: '李', roles },
  vault: { company: '公司', fonds: 'GY', trial: false },
  lockAfterMinutes: 10,
});

test.each<[string, () => unknown]>([
  ['useSession', useSession],
  ['useBridge', useBridge],
  ['useLook', useLook],
])('%s says so when it is used where there is none', (name, use) => {
  const { result } = renderHook(() => {
    try {
      return use();
    } catch (error) {
      return error;
    }
  });
  expect(String(result.current)).toContain(name);
});

describe('what a person may', () => {
  const as = (role: Role) => ({
    wrapper: ({ children }: { children: React.ReactNode }) => (
      <SessionProvider session={sessionOf(role)}>{children}</SessionProvider>
    ),
  });

  test.each<[Role, Action, boolean, boolean]>([
    ['archivist', 'customers.edit', true, false],
    ['service_manager', 'customers.read', true, true],
    ['auditor', 'customers.read', false, false],
  ])('%s, %s: at least somewhere %s, to what is most secret %s', (role, action, ever, always) => {
    const subject = { secrecy: 'top_secret', relations: [] } as const;
    expect(renderHook(() => useCan(action), as(role)).result.current).toBe(ever);
    expect(renderHook(() => useCan(action, subject), as(role)).result.current).toBe(always);
  });

  test('a gate shows what it guards, or what there is otherwise, or nothing', () => {
    const gates = (
      <>
        <Can action="customers.create">a</Can>
        <Can action="accounts.manage">b</Can>
        <Can action="accounts.manage" otherwise="c">
          d
        </Can>
        <Can action="customers.edit" subject={{ secrecy: 'top_secret', relations: [] }}>
          e
        </Can>
      </>
    );
    const { container } = render(gates, as('archivist'));
    expect(container.textContent).toBe('ac');
  });

  test.each(ROLES)('the frame of %s has the sections and commands that the role includes', (role) => {
    const actions = ['customers.list', 'accounts.manage', 'audit.read', 'filings.submit'] as const;
    const icon = () => null;
    const subjects: Subject[] = [
      { section: { key: 'home', to: '/', icon, group: 'work' } },
      ...actions.map((action) => ({
        section: { key: action, to: '/', icon, group: 'work', action } as const,
        starters: [
          { key: `${action} 1`, to: '/', action },
          { key: `${action} 2`, to: '/', action },
        ],
      })),
      {},
    ];
    const { result } = renderHook(() => [useSections(), useStarters()], {
      wrapper: ({ children }) => (
        <SessionProvider session={sessionOf(role)}>
          <SubjectsContext value={subjects}>{children}</SubjectsContext>
        </SessionProvider>
      ),
    });
    const his = actions.filter((action) => mayEver([role], action));
    expect(result.current.map((list) => list.map(({ key }) => key))).toEqual([
      ['home', ...his],
      his.flatMap((action) => [`${action} 1`, `${action} 2`]),
    ]);
  });

  test('where no subject is listed there is none', () => {
    const { result } = renderHook(() => [useSections(), useStarters()], as('archivist'));
    expect(result.current).toEqual([[], []]);
  });
});

describe('what the desktop and the vault tell', () => {
  test('a command runs what is the latest for it, and no other', () => {
    const ran: string[] = [];
    const { rerender, bridge, unmount } = openHook(
      (by: string) => useCommand('save', () => ran.push(by)),
      'a',
    );
    rerender('b');
    bridge.emit({ type: 'command', command: 'save' });
    bridge.emit({ type: 'command', command: 'find' });
    bridge.emit({ type: 'locked', reason: 'asked' });
    unmount();
    bridge.emit({ type: 'command', command: 'save' });
    expect(ran).toEqual(['b']);
  });

  test('a listener hears every event, until it goes', () => {
    const heard: string[] = [];
    const { bridge, unmount } = openHook(() => useBridgeEvent((event) => heard.push(event.type)), undefined);
    bridge.emit({ type: 'writing', isOver: false });
    bridge.emit({ type: 'command', command: 'save' });
    unmount();
    bridge.emit({ type: 'writing', isOver: true });
    expect(heard).toEqual(['writing', 'command']);
  });

  test.each<ChangedKind>(['customers', 'filings', 'lists'])(
    'what is shown of %s is read again when it changes, and nothing else',
    async (kind) => {
      const bridge = bridgeTo(() => ({ ok: true, data: null }));
      openHook(
        () => {
          const vault = useVault();
          useFreshness();
          useQuery(vault.customers.get.queryOptions({ id: 1 }));
          useQuery(vault.search.query.queryOptions({ text: 'a', limit: 1 }));
          useQuery(vault.filings.get.queryOptions({ id: 1 }));
          useQuery(vault.lists.all.queryOptions());
        },
        undefined,
        bridge,
      );
      await waitFor(() => expect(bridge.asked).toHaveLength(5));
      act(() => bridge.emit({ type: 'writing', isOver: true }));
      act(() => bridge.emit({ type: 'changed', kind }));
      const again = () =>
        bridge.asked
          .slice(5)
          .map(({ path }) => path.split('.')[0])
          .toSorted();
      const expected: string[] =
        kind === 'customers' ? ['customers', 'search'] : ['filings', 'lists'].filter((one) => one === kind);
      await waitFor(() => expect(again()).toEqual(expected));
    },
  );
});

describe('all that is shown is read again', () => {
  // Its midnight is at 15:00 UTC, an hour before the usual one.
  const settings = { timeZone: 'Asia/Tokyo' };
  const shown = () => {
    const bridge = bridgeTo(({ path }) => ({ ok: true, data: path === 'settings.get' ? settings : null }));
    openHook(
      () => {
        const vault = useVault();
        useFreshness();
        useQuery(vault.customers.get.queryOptions({ id: 1 }));
        useQuery(vault.lists.all.queryOptions());
      },
      undefined,
      bridge,
    );
    return bridge;
  };
  const again = (bridge: ReturnType<typeof shown>) =>
    bridge.asked
      .slice(3)
      .map(({ path }) => path)
      .toSorted();

  test('with other roles', async () => {
    const bridge = shown();
    await waitFor(() => expect(bridge.asked).toHaveLength(3));
    act(() => bridge.emit({ type: 'rights' }));
    await waitFor(() => expect(again(bridge)).toEqual(['customers.get', 'lists.all', 'settings.get']));
  });

  test('on a new day where the department is, and not before', async () => {
    vi.useFakeTimers({
      now: Date.parse('2026-03-14T14:58:30Z'),
      toFake: ['Date', 'setInterval', 'clearInterval'],
    });
    try {
      const bridge = shown();
      await vi.waitFor(() => expect(bridge.asked).toHaveLength(3));
      act(() => void vi.advanceTimersByTime(60_000));
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(again(bridge)).toEqual([]);
      act(() => void vi.advanceTimersByTime(60_000));
      await vi.waitFor(() => expect(again(bridge)).toEqual(['customers.get', 'lists.all', 'settings.get']));
    } finally {
      vi.useRealTimers();
    }
  });

  test('when somebody looks again after a night', async () => {
    vi.useFakeTimers({ now: Date.parse('2026-03-14T10:00:00Z'), toFake: ['Date'] });
    try {
      const bridge = shown();
      await waitFor(() => expect(bridge.asked).toHaveLength(3));
      vi.setSystemTime(Date.parse('2026-03-14T23:00:00Z'));
      act(() => void document.dispatchEvent(new Event('visibilitychange')));
      await waitFor(() => expect(again(bridge)).toEqual(['customers.get', 'lists.all', 'settings.get']));
    } finally {
      vi.useRealTimers();
    }
  });
});

test('light or dark and the language are shown at once and told to the desktop', async () => {
  const bridge = silentBridge();
  const { result } = openHook(useLook, undefined, bridge);
  expect(result.current.theme).toBe('light');
  act(() => result.current.setTheme('dark'));
  expect(result.current.theme).toBe('dark');
  expect(document.documentElement.getAttribute('data-scheme')).toBe('dark');
  act(() => result.current.setLanguage('en'));
  await waitFor(() => expect(document.documentElement.lang).toBe('en'));
  expect(bridge.asked.map(({ path, input }) => [path, input])).toEqual([
    ['setPreferences', { theme: 'dark' }],
    ['setPreferences', { language: 'en' }],
  ]);
  expect(screen.queryByRole('alert')).toBeNull();
});
