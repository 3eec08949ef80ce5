import { configure, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { Providers } from '../../../renderer/app/providers.tsx';
import { createClients } from '../../../renderer/lib/vault.ts';
import type { Bridge, ShellEvent } from '../../../renderer/lib/bridge.ts';
import { createI18n } from '../../../renderer/lib/i18n.ts';
import type { VaultEvent, WireResult } from '../../../db/wire.ts';

// The vault's thread takes a moment to start and deriving a key takes its time by design.
configure({ asyncUtilTimeout: 15_000 });

// jsdom has no layout, so nothing can be scrolled to.
Element.prototype.scrollIntoView ??= () => undefined;

export interface TestBridge extends Bridge {
  /** Every operation that was asked for, oldest first. */
  readonly asked: Parameters<Bridge['request']>[0][];
  readonly cancelled: number[];
  emit(event: VaultEvent | ShellEvent): void;
}

/** The preload's place: `answer` is what stands behind it. */
export function bridgeTo(
  answer: (operation: Parameters<Bridge['request']>[0]) => WireResult | Promise<WireResult>,
): TestBridge {
  const listeners = new Set<(event: VaultEvent | ShellEvent) => void>();
  const asked: TestBridge['asked'] = [];
  const cancelled: number[] = [];
  return {
    asked,
    cancelled,
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
}

/** A bridge with nothing behind it, for parts that ask nothing. */
export const silentBridge = () => bridgeTo(() => ({ ok: true, data: null }));

/** Draws something inside everything that a screen stands on, in Chinese unless asked otherwise. */
export function openWindow(
  content: ReactNode,
  bridge: TestBridge = silentBridge(),
  language: 'zh-CN' | 'en' = 'zh-CN',
) {
  const user = userEvent.setup();
  const view = render(
    <Providers bridge={bridge} clients={createClients(bridge)} i18n={createI18n(language)} theme="light">
      {content}
    </Providers>,
  );
  return { ...view, user, bridge };
}
