import { expect, test } from 'vitest';
import { codeOf } from '../../security/support.ts';
import { readLongHere } from '../../support/here.ts';
import { openTestVault } from '../../support/vault.ts';

test('who asked for a long read is told how far it is', async () => {
  await using vault = await openTestVault();
  await vault.as('auditor').audit.verify();
  const told = vault.events.filter((event) => event.type === 'progress');
  expect(told.at(-1)).toEqual({
    type: 'progress',
    job: 'audit.verify',
    done: expect.any(Number),
    total: expect.any(Number),
  });
  expect(told.at(-1)).toHaveProperty('done', told.at(-1)?.total);
});

test('a lock ends the long reads of whoever is locked, and nobody else’s', async () => {
  const released = Promise.withResolvers<void>();
  const ended: Record<string, boolean> = {};
  let begun = 0;
  await using vault = await openTestVault({
    readLong: async (request, ports) => {
      begun += 1;
      await released.promise;
      ended[ports.connection] = ports.signal.aborted;
      return readLongHere(request, ports);
    },
  });
  await vault.signIn('auditor', 'supervisor');
  const mine = codeOf(vault.as('auditor').audit.verify());
  const theirs = vault.as('supervisor').audit.verify();
  await expect.poll(() => begun).toBe(2);
  vault.host.signOut('auditor', 'asked');
  released.resolve();
  expect(await mine).toBe('vault.locked');
  expect((await theirs).head).not.toBeNull();
  expect(ended).toEqual({ auditor: true, supervisor: false });
});
