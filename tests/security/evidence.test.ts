import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Check } from '../../db/features/audit/verify.ts';
import { openTestVault, type TestVault } from '../support/vault.ts';
import { aCustomer } from '../support/factories.ts';

async function checkOf(archive: TestVault, name: Check['name']): Promise<Check | undefined> {
  return (await archive.as('supervisor').audit.verify()).checks.find((check) => check.name === name);
}

/** Signs in anew a day later: the time of an anchor. */
async function nextDay(archive: TestVault): Promise<void> {
  archive.host.signOutAll('closed');
  archive.clock.advance({ days: 2 });
  await archive.signIn('supervisor');
}

function anchorsOf({ path }: TestVault): string[] {
  return readFileSync(`${path}.anchors`, 'utf8').split('\n');
}

test('an anchor written on to a line that a power cut had left unfinished could not be read', async () => {
  await using archive = await openTestVault({ as: 'supervisor' });
  const [first = ''] = anchorsOf(archive);
  writeFileSync(`${archive.path}.anchors`, first.slice(0, 100));
  await nextDay(archive);
  expect(anchorsOf(archive)).toEqual([first.slice(0, 100), first, expect.stringContaining('daily'), '']);
  expect(await checkOf(archive, 'audit_anchors')).toMatchObject({
    ok: true,
    detail: { rows: 4, outside: 2, unreadable: 1 },
  });
});

test('anchors that were taken away beside the file come back from within it', async () => {
  await using archive = await openTestVault({ as: 'supervisor' });
  await nextDay(archive);
  const kept = anchorsOf(archive);
  rmSync(`${archive.path}.anchors`);
  await nextDay(archive);
  expect(anchorsOf(archive).slice(0, 2)).toEqual(kept.slice(0, 2));
});

test('anchors of other archives and a file without end neither help nor stop a check', async () => {
  await using archive = await openTestVault({ as: 'supervisor' });
  const [first = ''] = anchorsOf(archive);
  const foreign = { ...JSON.parse(first), archiveId: '00'.repeat(16), seq: 999_999 };
  appendFileSync(`${archive.path}.anchors`, `${JSON.stringify(foreign)}\n\u0000\n{"__proto__":1}\n`);
  const check = await checkOf(archive, 'audit_anchors');
  expect(check).toMatchObject({ ok: true, detail: { outside: 1, unreadable: 2 } });
  truncateSync(`${archive.path}.anchors`, 65 * 2 ** 20);
  expect(await checkOf(archive, 'audit_anchors')).toMatchObject({ detail: { outside: 0, unreadable: 1 } });
  await nextDay(archive);
});

test('a forged anchor that names a later row is no proof, but it shows', async () => {
  await using archive = await openTestVault({ as: 'supervisor' });
  const [first = ''] = anchorsOf(archive);
  appendFileSync(`${archive.path}.anchors`, `${JSON.stringify({ ...JSON.parse(first), seq: 999_999 })}\n`);
  expect(await checkOf(archive, 'audit_anchors')).toMatchObject({ ok: false, detail: { first: 999_999 } });
});

test('a trigger taken away, and one planted, went unseen', async () => {
  await using archive = await openTestVault({ as: 'supervisor' });
  const { database } = archive.archive.vault;
  expect(await checkOf(archive, 'schema')).toMatchObject({ ok: true, detail: { problems: 0 } });
  database.exec('drop trigger audit_no_update');
  database.exec('create trigger spy after insert on contact begin select 1; end');
  expect(await checkOf(archive, 'schema')).toMatchObject({ ok: false, detail: { problems: 2 } });
});

test('a trigger planted to swallow the log let changes pass without a row', async () => {
  await using archive = await openTestVault();
  const archivist = archive.as('archivist');
  archive.archive.vault.database.exec(
    'create trigger swallow before insert on audit begin select raise(ignore); end',
  );
  await expect(archivist.customers.create(aCustomer())).rejects.toThrow('the log took no row');
  expect(archive.archive.handles.reader.value('select count(*) from customer')).toBe(0);
});

test('an anchor is due a whole day after the last one, and at once when the clock has gone back by a day', async () => {
  await using archive = await openTestVault({ as: 'supervisor' });
  const anchors = () => anchorsOf(archive).filter((line) => line !== '').length;
  const signInAfter = async (ms: number) => {
    archive.host.signOutAll('closed');
    archive.clock.advance({ ms });
    await archive.signIn('supervisor');
    return anchors();
  };
  const day = 86_400_000;
  expect(anchors()).toBe(1);
  expect(await signInAfter(day - 1)).toBe(1);
  expect(await signInAfter(1)).toBe(2);
  expect(await signInAfter(1 - day)).toBe(2);
  expect(await signInAfter(-1)).toBe(3);
});
