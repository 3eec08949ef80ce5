import { expect, test } from 'vitest';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';
import { codeOf } from '../../security/support.ts';

/** Everybody leaves, the computer's clock goes to another day, and the archivist comes back. */
async function reopen(vault: TestVault, days: number) {
  vault.host.signOutAll('closed');
  vault.clock.advance({ days });
  return vault.as('archivist').clock.check();
}

test('a clock that goes right says nothing, nor one that is hours off or a holiday on', async () => {
  await using vault = await openTestVault();
  expect(await vault.as('archivist').clock.check()).toBeNull();
  vault.clock.advance({ ms: -20 * 3_600_000 });
  expect(await vault.as('archivist').clock.check()).toBeNull();
  expect(await reopen(vault, 90)).toBeNull();
});

test('a computer that lost its date filed under the years of its factory', async () => {
  await using vault = await openTestVault();
  const today = '2017-01-01';
  const days = Math.round((Date.parse(vault.clock.today()) - Date.parse(today)) / 86_400_000);
  expect(await reopen(vault, -days)).toEqual({ direction: 'early', days, today });
  // What is filed all the same is filed; the word stays until somebody vouches for the date.
  const { archiveNo } = await vault.as('archivist').customers.create(aCustomer());
  expect(archiveNo).toContain('·2017-');
  expect(await reopen(vault, 1)).toMatchObject({ direction: 'early', days: days - 1 });
  expect(await reopen(vault, days - 1)).toBeNull();
});

test('a clock that is moved back while the vault is open is told of', async () => {
  await using vault = await openTestVault();
  vault.clock.advance({ days: -365 });
  expect(await vault.as('archivist').clock.check()).toMatchObject({ direction: 'early', days: 365 });
});

test('a clock far ahead is told of once, and does not hold it against the right one for ever', async () => {
  await using vault = await openTestVault();
  const years = 10 * 365;
  expect(await reopen(vault, years)).toMatchObject({ direction: 'late', days: years });
  await vault.as('archivist').customers.create(aCustomer());
  expect(await reopen(vault, 1 - years)).toMatchObject({ direction: 'early', days: years - 1 });
  expect(await reopen(vault, 1)).toMatchObject({ direction: 'early' });
  await vault.as('archivist').customers.create(aCustomer());
  await vault.as('archivist').clock.vouch();
  expect(await vault.as('supervisor').clock.check()).toBeNull();
  expect(await reopen(vault, 1)).toBeNull();
  expect(await reopen(vault, -5)).toMatchObject({ direction: 'early', days: 5 });
});

test('who vouches for the date is in the log; who neither files nor keeps the computer cannot', async () => {
  await using vault = await openTestVault();
  await reopen(vault, -400);
  for (const role of ['developer', 'requester', 'auditor', 'general_manager'] as const) {
    expect(await vault.as(role).clock.check()).toMatchObject({ direction: 'early', days: 400 });
    expect(await codeOf(vault.as(role).clock.vouch())).toBe('access.denied');
  }
  await vault.as('system_admin').clock.vouch();
  const { rows } = await vault
    .as('auditor')
    .audit.list({ action: 'clock.vouch', decision: 'allow', limit: 5 });
  expect(rows.map(({ login, reason }) => [login, reason])).toEqual([['system_admin', vault.clock.today()]]);
  expect(await vault.as('archivist').clock.check()).toBeNull();
});

test('a date that nobody doubts needs nobody to vouch for it', async () => {
  await using vault = await openTestVault();
  await vault.as('archivist').clock.vouch();
  expect((await vault.as('auditor').audit.list({ action: 'clock.vouch', limit: 5 })).rows).toEqual([]);
});
