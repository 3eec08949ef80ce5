import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { LockReason, WireResult } from '../../../db/wire.ts';
import { blankCustomer } from '../../../db/domain/customer.ts';
import {
  isProgress,
  LEDGER_CUSTOMERS,
  LEDGER_ROWS,
  openVaultDesktop,
  type VaultDesktop,
  type DesktopWindow,
} from '../support/vault-desktop.ts';

const refused = (code: string): WireResult => ({ ok: false, error: { code, data: {} } });
const locked = (reason: LockReason) => ({ type: 'locked', reason });
const created = (name: string) => ({ ...blankCustomer('client'), name });

/** A window in which an import has just begun to write. */
async function importing(desktop: VaultDesktop, connection = 'one') {
  const window = desktop.window(connection);
  await window.signIn('archivist');
  const plan = await window.planImport();
  const begun = window.next(isProgress('import'));
  const running = window.ask('mutation', 'import.run', plan);
  await begun;
  return { window, running };
}

const countAll = async (window: DesktopWindow) =>
  (await window.get<{ total: number }>('query', 'search.facets', {})).total;

const stateOf = async (window: DesktopWindow) =>
  (await window.get<{ state: string }>('query', 'vault.status')).state;

/** What the log says of the archivist for an action, newest first. */
async function logged(desktop: VaultDesktop, action: string) {
  const auditor = desktop.window('auditor');
  await auditor.signIn('auditor');
  interface Row {
    readonly login: string;
    readonly reason: string | null;
  }
  const { rows } = await auditor.get<{ rows: Row[] }>('query', 'audit.list', { action, limit: 20 });
  return rows.filter(({ login }) => login === 'archivist').map(({ reason }) => reason);
}

test.each(['idle', 'asked'] as const)(
  'a lock (%s) waited until an import was through; the window is told at once, the import is whole, then the keys go',
  async (reason) => {
    await using desktop = openVaultDesktop();
    const { window, running } = await importing(desktop);
    const told = window.told.length;
    const question = window.ask('query', 'search.facets', {});
    desktop.vault.lock('one', reason);
    expect(window.told.slice(told)).toEqual([locked(reason)]);
    expect(await question.result).toEqual(refused('vault.locked'));
    expect(await window.ask('query', 'search.facets', {}).result).toEqual(refused('vault.locked'));
    expect(existsSync(`${desktop.path}.lock`)).toBe(true);
    expect(await running.result).toEqual(refused('vault.done_then_locked'));
    expect(await stateOf(window)).toBe('locked');
    expect(existsSync(`${desktop.path}.lock`)).toBe(false);
    expect(window.told.slice(told)).toEqual([locked(reason)]);
    expect(await window.ask('query', 'search.facets', {}).result).toEqual(refused('vault.locked'));
    await window.signIn('archivist');
    expect(await countAll(window)).toBe(LEDGER_CUSTOMERS);
    expect(await logged(desktop, 'vault.sign_out')).toEqual([reason]);
  },
);

test('before the computer sleeps an import is undone, not half done', async () => {
  await using desktop = openVaultDesktop();
  const { window, running } = await importing(desktop);
  desktop.vault.lock(null, 'suspend');
  expect(window.told.at(-1)).toEqual(locked('suspend'));
  expect(await running.result).toEqual(refused('vault.locked'));
  expect(await stateOf(window)).toBe('locked');
  expect(existsSync(`${desktop.path}.lock`)).toBe(false);
  await window.signIn('archivist');
  expect(await countAll(window)).toBe(0);
  expect(await logged(desktop, 'import.apply')).toEqual([]);
  expect(await logged(desktop, 'vault.sign_out')).toEqual(['suspend']);
});

test('the program ends without waiting for an import, and leaves nothing of it', async () => {
  await using desktop = openVaultDesktop({ own: true });
  const { running } = await importing(desktop);
  await desktop.vault.shutdown();
  expect(await running.result).toEqual(refused('vault.locked'));
  expect(existsSync(`${desktop.path}.lock`)).toBe(false);
});

test('a verification stops at its next step on any lock', async () => {
  await using desktop = openVaultDesktop();
  const { window, running } = await importing(desktop);
  await running.result;
  const begun = window.next(isProgress('audit.verify'));
  const verifying = window.ask('mutation', 'audit.verify');
  await begun;
  desktop.vault.lock('one', 'idle');
  expect(await verifying.result).toEqual(refused('vault.locked'));
  expect(await logged(desktop, 'audit.verify')).toEqual([]);
});

test('a change that waited for its turn when the lock came is not begun; other windows go on', async () => {
  await using desktop = openVaultDesktop();
  const other = desktop.window('two');
  const { window, running } = await importing(desktop);
  const signingIn = other.signIn('archivist');
  const creating = other.ask('mutation', 'customers.create', created('锁定之前'));
  desktop.vault.lock('two', 'idle');
  expect(await signingIn).toEqual(refused('vault.locked'));
  expect(await creating.result).toEqual(refused('vault.locked'));
  expect(await running.result).toMatchObject({ ok: true, data: { total: LEDGER_ROWS } });
  expect(window.told.filter(({ type }) => type === 'locked')).toEqual([]);
  expect(await stateOf(other)).not.toBe('open');
  expect(await countAll(window)).toBe(LEDGER_CUSTOMERS);
});

test('signing in directly after a lock waits for the import and then stands', async () => {
  await using desktop = openVaultDesktop();
  const { window } = await importing(desktop);
  desktop.vault.lock('one', 'asked');
  const signedIn = window.signIn('archivist');
  expect(await signedIn).toMatchObject({ ok: true });
  expect(await countAll(window)).toBe(LEDGER_CUSTOMERS);
  expect(await stateOf(window)).toBe('open');
});

test('a lock that comes while somebody signs in lets nobody in', async () => {
  await using desktop = openVaultDesktop();
  const window = desktop.window('one');
  const signingIn = window.signIn('archivist');
  desktop.vault.lock('one', 'screen');
  expect(await signingIn).toEqual(refused('vault.locked'));
  expect(await stateOf(window)).not.toBe('open');
  expect(existsSync(`${desktop.path}.lock`)).toBe(false);
});

test('two locks on the way are two: the second holds after the first is carried out', async () => {
  await using desktop = openVaultDesktop();
  const { window, running } = await importing(desktop);
  desktop.vault.lock('one', 'idle');
  const signingIn = window.signIn('archivist');
  desktop.vault.lock(null, 'screen');
  expect(await window.ask('query', 'search.facets', {}).result).toEqual(refused('vault.locked'));
  expect(await signingIn).toEqual(refused('vault.locked'));
  expect(await running.result).toEqual(refused('vault.done_then_locked'));
  expect(await stateOf(window)).toBe('locked');
  expect(await logged(desktop, 'vault.sign_out')).toEqual(['idle']);
});

test('what a locked window had asked to be changed shows nothing of the vault in its refusal', async () => {
  await using desktop = openVaultDesktop();
  const window = desktop.window('one');
  await window.signIn('archivist');
  const input = created('别人改过的');
  const { id } = await window.get<{ id: number }>('mutation', 'customers.create', input);
  const saving = window.ask('mutation', 'customers.update', { id, version: 7, input, reason: null });
  desktop.vault.lock('one', 'idle');
  expect(await saving.result).toEqual(refused('vault.locked'));
});
