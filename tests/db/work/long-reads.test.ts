import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { LongReads } from '../../../db/work/long-reads.ts';
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

test('it ends once so much is written that the log, which it keeps from being folded in, might fill the disk', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kedang-log-'));
  const path = join(folder, 'a.kda');
  writeFileSync(`${path}-wal`, 'what was there before');
  await using vault = await openTestVault();
  const { opened } = vault;
  const { person } = vault.host.requireSession('archivist');
  const reads = new LongReads();
  const never = { name: 'never', run: () => null };
  const reading = reads.run(
    {
      clock: vault.clock,
      opened: { ...opened, vault: { ...opened.vault, path } },
      connection: 'one',
      person,
      checkCancelled: () => {},
      onProgress: () => {},
      readLong: (request, { signal }) => {
        expect(basename(request.path)).toBe('a.kda');
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      },
    },
    never,
    null,
  );
  truncateSync(`${path}-wal`, 2 ** 30);
  await new Promise((resolve) => setTimeout(resolve, 250));
  truncateSync(`${path}-wal`, 2 ** 30 + 100);
  await expect(reading).rejects.toMatchObject({ code: 'common.read_outgrown' });
  rmSync(folder, { recursive: true });
});
