import { expect, test } from 'vitest';
import { openTestVault } from '../../support/vault.ts';

const locked = expect.objectContaining({ code: 'vault.locked' });

test('a call that has written nothing is refused once its window is being locked', async () => {
  await using vault = await openTestVault();
  const ctx = vault.contextOf('archivist');
  const rows = async () =>
    (await vault.as('auditor').audit.list({ action: 'test.note', limit: 10 })).rows.length;
  ctx.checkCancelled();
  vault.locking.add(0);
  expect(() => ctx.log({ action: 'test.note', object: 'vault' })).toThrow(locked);
  expect(() => ctx.checkCancelled()).toThrow(locked);
  vault.locking.clear();
  expect(await rows()).toBe(0);
});

test('a call that has written goes on to its end while its window is being locked', async () => {
  await using vault = await openTestVault();
  const ctx = vault.contextOf('archivist');
  ctx.log({ action: 'test.note', object: 'vault' });
  vault.locking.add(0);
  ctx.checkCancelled();
  ctx.log({ action: 'test.note', object: 'vault' });
  vault.locking.clear();
  expect((await vault.as('auditor').audit.list({ action: 'test.note', limit: 10 })).rows).toHaveLength(2);
});
