import { screen } from '@testing-library/react';
import type { Role } from '../../../db/domain/roles.ts';
import { App } from '../../../renderer/app/app.tsx';
import { createClients } from '../../../renderer/lib/vault.ts';
import type { openVaultBehindWindow } from './vault-bridge.ts';
import { openWindow } from './window.tsx';

type Vault = ReturnType<typeof openVaultBehindWindow>;

/** The whole window, signed in with a role, at an address (`/customers/1`). */
export async function openDesk(vault: Vault, role: Role, address: string) {
  await vault.signIn(role);
  const view = openWindow(<App />, vault.bridge);
  // Somebody new begins at the home screen; only from there does the address lead on.
  await screen.findByRole('navigation', { name: '主导航' });
  window.location.hash = `#${address}`;
  return view;
}

/** Calls as somebody else at the same vault would make them: through the same bridge, without the screens. */
export function callsOf(vault: Vault) {
  return createClients(vault.bridge).vault;
}
