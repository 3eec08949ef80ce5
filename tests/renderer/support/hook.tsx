import { renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Providers } from '../../../renderer/app/providers.tsx';
import { createI18n } from '../../../renderer/lib/i18n.ts';
import { createClients } from '../../../renderer/lib/vault.ts';
import { silentBridge, type TestBridge } from './window.tsx';

/** Runs something inside everything that a screen stands on, again with what `rerender` gives it. */
export function openHook<Result, Given>(
  run: (given: Given) => Result,
  given: NoInfer<Given>,
  bridge: TestBridge = silentBridge(),
) {
  const clients = createClients(bridge);
  const i18n = createI18n('zh-CN');
  const wrapper = ({ children }: { children: ReactNode }) => (
    <Providers bridge={bridge} clients={clients} i18n={i18n} theme="light">
      {children}
    </Providers>
  );
  return { ...renderHook(run, { wrapper, initialProps: given }), bridge };
}
