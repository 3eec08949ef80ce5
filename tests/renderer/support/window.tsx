import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import { configure, getConfig, render } from '@testing-library/react';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { Providers } from '../../../renderer/app/providers.tsx';
import { createClients } from '../../../renderer/lib/vault.ts';
import type { Bridge, ShellEvent } from '../../../renderer/lib/bridge.ts';
import { createI18n } from '../../../renderer/lib/i18n.ts';
import type { VaultEvent, WireResult } from '../../../db/wire.ts';

// The vault's thread takes a moment to start and deriving a key takes its time by design.
configure({ asyncUtilTimeout: 15_000 });

const { getElementError } = getConfig();
/** A test that waits throws such an error at each try: the whole page is written into it only for who reads it. */
configure({
  getElementError: (message, container) =>
    Object.defineProperty(new Error(), 'message', {
      // Who reports a failure says more in its place.
      configurable: true,
      get: () => getElementError(message, container).message,
      set(text: string) {
        Object.defineProperty(this, 'message', { value: text, writable: true, configurable: true });
      },
    }),
});

// jsdom has no layout, so nothing can be scrolled to.
Element.prototype.scrollIntoView ??= () => undefined;

export interface TestBridge extends Bridge {
  /** Every operation that was asked for, oldest first. */
  readonly asked: Parameters<Bridge['request']>[0][];
  readonly cancelled: number[];
  /** Files that were dropped, and what is answered. */
  readonly dropped: File[][];
  onDrop: (files: readonly File[]) => WireResult;
  emit(event: VaultEvent | ShellEvent): void;
}

/** The preload's place: `answer` is what stands behind it. */
export function bridgeTo(
  answer: (operation: Parameters<Bridge['request']>[0]) => WireResult | Promise<WireResult>,
): TestBridge {
  const listeners = new Set<(event: VaultEvent | ShellEvent) => void>();
  const asked: TestBridge['asked'] = [];
  const cancelled: number[] = [];
  const dropped: File[][] = [];
  const bridge: TestBridge = {
    asked,
    cancelled,
    dropped,
    onDrop: () => ({ ok: false, error: { code: 'shell.drop_no_file', data: {} } }),
    drop: async (files) => {
      dropped.push([...files]);
      return bridge.onDrop(files);
    },
    request: async (operation) => {
      asked.push(operation);
      return answer(operation);
    },
    cancel: (id) => void cancelled.push(id),
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
  };
  return bridge;
}

/** Styles that are not in the page: jsdom would look through thousands of rules for each element that is asked about. */
const unseen = createCache({ key: 'css', container: document.createElement('div') });

/** A bridge with nothing behind it, for parts that ask nothing. */
export const silentBridge = () => bridgeTo(() => ({ ok: true, data: null }));

/** Draws something inside everything that a screen stands on, in Chinese unless asked otherwise. */
export function openWindow(
  content: ReactNode,
  bridge: TestBridge = silentBridge(),
  language: 'zh-CN' | 'en' = 'zh-CN',
) {
  const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
  const view = render(
    <CacheProvider value={unseen}>
      <Providers bridge={bridge} clients={createClients(bridge)} i18n={createI18n(language)} theme="light">
        {content}
      </Providers>
    </CacheProvider>,
  );
  return { ...view, user, bridge };
}
