import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Check } from '../../db/features/audit/verify.ts';
import { openTestVault, type TestVault } from '../support/vault.ts';
import { aCustomer } from '../support/factories.ts';

async function checkOf(vault: TestVault, name: Check['name']): Promise<Check | undefined> {
  return (await vault.as('supervisor').audit.verify()).checks.find((check) => check.name === name);
}

/** Signs in anew a day later: the time of an anchor. */
async function nextDay(vault: TestVault): Promise<void> {
  vault.host.signOutAll('closed');
  vault.clock.advance({ days: 2 });
  await vault.signIn('supervisor');
}

function anchorsOf({ path }: TestVault): string[] {
  return readFileSync(`${path}.anchors`, 'utf8').split('\n');
}

test('an anchor written on to a line that a power cut had left unfinished could not be read', async () => {
  await using vault = await openTestVault({ as: 'supervisor' });
  const [first = ''] = anchorsOf(vault);
  writeFileSync(`${vault.path}.anchors`, first.slice(0, 100));
  await nextDay(vault);
  expect(anchorsOf(vault)).toEqual([first.slice(0, 100), first, expect.stringContaining('daily'), '']);
  expect(await checkOf(vault, 'audit_anchors')).toMatchObject({
    ok: true,
    detail: { rows: 4, outside: 2, unreadable: 1 },
  });
});

test('anchors that were taken away beside the file come back from within it', async () => {
  await using vault = await openTestVault({ as: 'supervisor' });
  await nextDay(vault);
  const kept = anchorsOf(vault);
  rmSync(`${vault.path}.anchors`);
  await nextDay(vault);
  expect(anchorsOf(vault).slice(0, 2)).toEqual(kept.slice(0, 2));
});

test('anchors of other vaults and a file without end neither help nor stop a check', async () => {
  await using vault = await openTestVault({ as: 'supervisor' });
  const [first = ''] = anchorsOf(vault);
  const foreign = { ...JSON.parse(first), archiveId: '00'.repeat(16), seq: 999_999 };
  appendFileSync(`${vault.path}.anchors`, `${JSON.stringify(foreign)}\n\u0000\n{"__proto__":1}\n`);
  const check = await checkOf(vault, 'audit_anchors');
  expect(check).toMatchObject({ ok: true, detail: { outside: 1, unreadable: 2 } });
  truncateSync(`${vault.path}.anchors`, 65 * 2 ** 20);
  expect(await checkOf(vault, 'audit_anchors')).toMatchObject({ detail: { outside: 0, unreadable: 1 } });
  await nextDay(vault);
});

test('a forged anchor that names a later row is no proof, but it shows', async () => {
  await using vault = await openTestVault({ as: 'supervisor' });
  const [first = ''] = anchorsOf(vault);
  appendFileSync(`${vault.path}.anchors`, `${JSON.stringify({ ...JSON.parse(first), seq: 999_999 })}\n`);
  expect(await checkOf(vault, 'audit_anchors')).toMatchObject({ ok: false, detail: { first: 999_999 } });
});

test('a trigger taken away, and one planted, went unseen', async () => {
  await using vault = await openTestVault({ as: 'supervisor' });
  const { database } = vault.opened.vault;
  expect(await checkOf(vault, 'schema')).toMatchObject({ ok: true, detail: { problems: 0 } });
  database.exec('drop trigger audit_no_update');
  database.exec('create trigger spy after insert on contact begin select 1; end');
  expect(await checkOf(vault, 'schema')).toMatchObject({ ok: false, detail: { problems: 2 } });
});

test('a trigger planted to swallow the log let changes pass without a row', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  vault.opened.vault.database.exec(
    'create trigger swallow before insert on audit begin select raise(ignore); end',
  );
  await expect(archivist.customers.create(aCustomer())).rejects.toThrow('the log took no row');
  expect(vault.opened.handles.reader.value('select count(*) from customer')).toBe(0);
});

test('an anchor is due a whole day after the last one, and at once when the clock has gone back by a day', async () => {
  await using vault = await openTestVault({ as: 'supervisor' });
  const anchors = () => anchorsOf(vault).filter((line) => line !== '').length;
  const signInAfter = async (ms: number) => {
    vault.host.signOutAll('closed');
    vault.clock.advance({ ms });
    await vault.signIn('supervisor');
    return anchors();
  };
  const day = 86_400_000;
  expect(anchors()).toBe(1);
  expect(await signInAfter(day - 1)).toBe(1);
  expect(await signInAfter(1)).toBe(2);
  expect(await signInAfter(1 - day)).toBe(2);
  expect(await signInAfter(-1)).toBe(3);
});
