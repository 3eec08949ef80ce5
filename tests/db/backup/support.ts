import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { inferRouterInputs } from '@trpc/server';
import type { AppRouter } from '../../../db/router/index.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../../support/vault.ts';

type Secret = inferRouterInputs<AppRouter>['backup']['inspect']['secret'];

export const SECRET: Secret = { login: 'archivist', password: TEST_PASSWORD };

/** A folder that is gone in the end. */
export function aFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'kedang-backup-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Makes a backup to a folder, as the system administrator does. */
export async function backUp(vault: TestVault, place: string, full = false) {
  const admin = vault.as('system_admin');
  mkdirSync(place, { recursive: true });
  return admin.backup.make({ token: vault.grant('system_admin', place, 'write'), full });
}

/** What lies in a folder, parts of backups apart. */
export const namesIn = (folder: string) => readdirSync(folder).toSorted();

/** Restores a backup to a path on a connection where nobody is signed in. */
export async function restore(vault: TestVault, folder: string, target: string, secret: Secret = SECRET) {
  const caller = vault.stranger('restorer');
  const { restoreId, ...inspected } = await caller.backup.inspect({
    token: vault.grant('restorer', folder),
    secret,
  });
  const token = vault.grant('restorer', target, 'write');
  const preview = await caller.backup.preview({ restoreId, token });
  const restored = await caller.backup.restore({ restoreId, token });
  return { inspected, preview, restored };
}

export { openTestVault, TEST_PASSWORD, type TestVault };
