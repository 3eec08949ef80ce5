import { markupOf } from '../../support/markup.ts';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROPERTIES } from '../../../db/domain/properties.ts';
import type { LookInput } from '../../../db/features/properties/look.ts';
import { isHandled, lastTest, openFailures, summaryOf } from '../../../db/features/properties/service.ts';
import { verifyVault } from '../../../db/features/audit/service.ts';
import { readLongHere } from '../../support/here.ts';
import { aCustomer } from '../../support/factories.ts';
import { because } from '../../support/reasons.ts';
import { keepTest } from '../../../db/features/properties/tests.ts';
import { PROGRAM_REACH } from '../../../db/work/log/program-reach.ts';
import { newestRow } from '../../../db/work/log/recorder.ts';
import { openTestVault, waitingFor, type TestVault } from '../../support/vault.ts';

const NAMES = ['archivist', 'supervisor', 'service_manager'] as const;

/** An archive with all that its category asks for is not needed here: what is not complete is a finding. */
async function filled(options: Parameters<typeof openTestVault>[0] = {}): Promise<TestVault> {
  const vault = await openTestVault(options);
  for (let each = 0; each < 3; each += 1) await vault.as('archivist').customers.create(aCustomer());
  await vault.signIn('supervisor', 'system_admin');
  return vault;
}

async function backUp(vault: TestVault): Promise<void> {
  const token = vault.grant('system_admin', mkdtempSync(join(vault.folder, 'stick-')), 'write');
  await vault.as('system_admin').backup.make({ token });
}

/** Everybody who has an account, as a list of staff. */
async function everybody(vault: TestVault): Promise<string[]> {
  return (await vault.as('system_admin').accounts.list()).map(({ name }) => name);
}

async function tested(vault: TestVault, as: (typeof NAMES)[number] = 'archivist') {
  const { id } = await vault.as(as).properties.run();
  if (id === null) throw new Error('paused');
  return vault.as('supervisor').properties.get({ id });
}

describe('a test', () => {
  let vault: TestVault;
  beforeAll(async () => {
    vault = await filled();
  });
  afterAll(() => vault[Symbol.asyncDispose]());

  test('looks at all four properties, and says what fails and where', async () => {
    const result = await tested(vault);
    expect(new Set(result.checks.map(({ property }) => property))).toEqual(new Set(PROPERTIES));
    const wrong = result.checks.filter(({ ok }) => !ok).map(({ name, note }) => [name, note]);
    expect(wrong).toEqual([
      ['required_fields', null],
      ['restore', 'no_backup'],
      ['staff', 'no_list'],
    ]);
    expect(result).toMatchObject({ scope: 'all', failed: 3, open: 3, ok: false, isReadable: true });
    const complete = result.checks.find(({ name }) => name === 'required_fields');
    expect(complete).toMatchObject({
      scope: 3,
      detail: { problems: 3, first: expect.stringMatching(/-0001$/) },
    });
    expect(result.checks.find(({ name }) => name === 'stocktake')).toMatchObject({
      ok: true,
      note: 'none_yet',
    });
    expect(result.checks.find(({ name }) => name === 'prints')).toMatchObject({ ok: true, scope: 3 });
  });

  test('is bound by the log, and nothing in it can be changed', async () => {
    const { id } = await tested(vault);
    const { database } = vault.opened.vault;
    expect(() => database.exec(`update property_test set ended_at = 0 where id = ${id}`)).toThrow('final');
    expect(() => database.exec('delete from property_test')).toThrow('final');
    const { checks } = verifyVault(vault.contextOf('archivist'));
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.find(({ name }) => name === 'ledgers')?.detail['rows']).toBeGreaterThan(1);
  });

  test('restores the last backup and compares it, whoever runs it, with no other row than its own', async () => {
    await backUp(vault);
    const before = vault.contextOf('archivist').reader.value<number>('select max(seq) from audit') ?? 0;
    const result = await tested(vault);
    expect(result.checks.find(({ name }) => name === 'restore')).toMatchObject({ ok: true, scope: 3 });
    const rows = vault
      .contextOf('archivist')
      .reader.rows('select action, object from audit where seq > ?', before);
    expect(rows).toEqual([{ action: 'properties.test', object: `property_test:${result.id}` }]);
  });

  test('holds accounts against the list of staff, by name however it is written', async () => {
    const names = await everybody(vault);
    const { setStaff, staff } = vault.as('supervisor').properties;
    await setStaff({ day: '2026-03-01', names: [...names, ...names] });
    expect(await staff()).toEqual({ day: '2026-03-01', names: [...new Set(names)] });
    expect((await tested(vault)).checks.find(({ name }) => name === 'staff')).toMatchObject({ ok: true });
    await setStaff({ day: '2026-03-02', names: names.slice(1) });
    expect((await tested(vault)).checks.find(({ name }) => name === 'staff')).toMatchObject({
      ok: false,
      note: null,
      detail: { problems: 1, first: names[0], day: '2026-03-02' },
    });
  });
});

describe('what failed', () => {
  test('is handled with a choice and a text, one by one, and the next test inherits nothing', async () => {
    await using vault = await filled();
    const first = await tested(vault);
    const { reader } = vault.contextOf('archivist');
    const { handle, get } = vault.as('supervisor').properties;
    expect(isHandled(reader, first.id)).toBe(false);
    const failed = openFailures(reader, first.id).map(({ name }) => name);
    expect(failed).toEqual(['required_fields', 'restore', 'staff']);
    for (const [index, check] of failed.entries())
      expect(await handle({ id: first.id, check, reason: because('已安排') })).toEqual({
        open: failed.length - index - 1,
      });
    expect(isHandled(reader, first.id)).toBe(true);
    const reported = { choice: 'reported', text: '经理已知' } as const;
    await handle({ id: first.id, check: 'staff', reason: reported });
    const staff = (await get({ id: first.id })).checks.find(({ name }) => name === 'staff');
    expect(staff?.handling).toMatchObject({ reason: 'reported', reasonText: '经理已知' });
    const logged = reader.rows(
      "select reason from audit where action = 'properties.handle' order by seq desc limit 1",
    );
    expect(logged).toEqual([{ reason: 'reported' }]);
    const second = await tested(vault);
    expect(isHandled(reader, second.id)).toBe(false);
    expect(lastTest(reader, { seq: 1 })?.id).toBe(second.id);
    expect(lastTest(reader, { seq: newestRow(reader) })).toBeNull();
    expect(summaryOf(reader, first.id)).toMatchObject({
      failed: 3,
      open: 0,
      properties: { integrity: { failed: 1 }, usability: { failed: 1 }, security: { failed: 1 } },
    });
    expect(verifyVault(vault.contextOf('archivist')).ok).toBe(true);
  });

  test('waits at home for those who may handle it, of the newest test alone, until something is said', async () => {
    await using vault = await filled();
    await vault.signIn('general_manager');
    const line = async (role: (typeof NAMES)[number] | 'general_manager') =>
      (await waitingFor(vault.as(role))).find(({ kind }) => kind === 'properties_open');
    expect(await line('archivist')).toBeUndefined();
    await tested(vault);
    const { id } = await tested(vault);
    const waits = { kind: 'properties_open', count: 3, late: 0, link: `/properties?test=${id}` };
    expect(await line('archivist')).toEqual(waits);
    expect(await line('supervisor')).toEqual(waits);
    expect(await line('general_manager')).toBeUndefined();
    const { handle } = vault.as('supervisor').properties;
    await handle({ id, check: 'staff', reason: because('已安排') });
    expect(await line('archivist')).toEqual({ ...waits, count: 2 });
    for (const check of ['required_fields', 'restore'])
      await handle({ id, check, reason: because('已安排') });
    expect(await line('archivist')).toBeUndefined();
  });

  test('is not handled where nothing failed, nor of a test that is not there', async () => {
    await using vault = await filled();
    const { id } = await tested(vault);
    const { handle, get } = vault.as('supervisor').properties;
    const nothing = { cause: { code: 'properties.nothing_failed' } };
    await expect(handle({ id, check: 'audit_chain', reason: because('好了') })).rejects.toMatchObject(
      nothing,
    );
    await expect(handle({ id, check: 'nonsense', reason: because('好了') })).rejects.toMatchObject(nothing);
    await expect(get({ id: 99 })).rejects.toMatchObject({ cause: { code: 'properties.not_found' } });
  });

  test('is handled by those who may, and tested by those who may', async () => {
    await using vault = await filled();
    await vault.signIn('service_manager', 'developer', 'auditor', 'general_manager');
    const { id } = await tested(vault, 'service_manager');
    const refused = { cause: { code: 'access.denied' } };
    const reason = because('已安排');
    await expect(
      vault.as('general_manager').properties.handle({ id, check: 'staff', reason }),
    ).rejects.toMatchObject(refused);
    await expect(
      vault.as('general_manager').properties.setStaff({ day: '2026-03-01', names: [] }),
    ).rejects.toMatchObject(refused);
    await expect(vault.as('general_manager').properties.run()).rejects.toMatchObject(refused);
    for (const role of ['developer', 'auditor', 'system_admin'] as const)
      await expect(vault.as(role).properties.get({ id })).rejects.toMatchObject(refused);
    expect(await vault.as('general_manager').properties.get({ id })).toMatchObject({ id });
  });
});

describe('a pause', () => {
  /** Stops for good in the part that is named, once: what waits for it has to give up. */
  function stoppingIn(part: LookInput['part'], seen: string[]) {
    let isStopped = false;
    return (...[request, options]: Parameters<typeof readLongHere>) => {
      if (request.job !== 'properties.test') return readLongHere(request, options);
      const input = request.input as LookInput;
      seen.push(input.part);
      if (input.part !== part || isStopped) return readLongHere(request, options);
      isStopped = true;
      const { promise, reject } = Promise.withResolvers<never>();
      options.signal.addEventListener('abort', () => reject(options.signal.reason as Error));
      return promise;
    };
  }

  test('stops at once, and goes on with the part that was broken off', async () => {
    const seen: string[] = [];
    await using vault = await filled({ readLong: stoppingIn('prints', seen) });
    const { properties } = vault.as('archivist');
    const running = properties.run();
    await expect.poll(() => seen).toContain('prints');
    expect(await vault.as('supervisor').properties.status()).toMatchObject({ state: 'running' });
    await expect(vault.as('supervisor').properties.run()).rejects.toMatchObject({
      cause: { code: 'properties.under_way' },
    });
    await vault.as('supervisor').properties.pause();
    expect(await running).toEqual({ id: null });
    expect(await properties.status()).toMatchObject({ state: 'paused', by: expect.any(String) });
    const { id } = await vault.as('supervisor').properties.resume();
    expect(id).toBe(1);
    expect(seen).toEqual(['vault', 'prints', 'prints']);
    expect(await properties.status()).toMatchObject({ state: 'idle' });
    const result = await properties.get({ id: 1 });
    expect(result.checks.find(({ name }) => name === 'cards')).toMatchObject({ ok: true, scope: 3 });
  });

  test('is left for good by a new test, and nothing goes on that was not paused', async () => {
    const seen: string[] = [];
    await using vault = await filled({ readLong: stoppingIn('prints', seen) });
    const { properties } = vault.as('archivist');
    await expect(properties.resume()).rejects.toMatchObject({ cause: { code: 'properties.not_paused' } });
    await expect(properties.pause()).rejects.toMatchObject({ cause: { code: 'properties.not_running' } });
    const running = properties.run();
    await expect.poll(() => seen).toContain('prints');
    await properties.pause();
    await running;
    await properties.run();
    expect(seen).toEqual(['vault', 'prints', 'vault', 'prints']);
  });

  test('a test that is cancelled leaves nothing', async () => {
    const seen: string[] = [];
    await using vault = await filled({ readLong: stoppingIn('vault', seen) });
    const { properties } = vault.as('archivist');
    const running = properties.run();
    await expect.poll(() => seen).toContain('vault');
    vault.cancelled.add(0);
    await expect(running).rejects.toMatchObject({ cause: { code: 'common.cancelled' } });
    vault.cancelled.clear();
    expect(await properties.status()).toMatchObject({ state: 'idle' });
    expect((await properties.list({ scopes: ['all'] })).rows).toEqual([]);
  });
});

test('tests are listed the newest first, page by page', async () => {
  await using vault = await filled();
  for (let each = 0; each < 3; each += 1) await tested(vault);
  const { list } = vault.as('archivist').properties;
  const first = await list({ scopes: ['all'], limit: 2 });
  expect([first.rows.map(({ id }) => id), first.next]).toEqual([[3, 2], 2]);
  expect((await list({ scopes: ['all'], limit: 2, after: first.next })).rows.map(({ id }) => id)).toEqual([
    1,
  ]);
  expect((await list({ scopes: ['backup'] })).rows).toEqual([]);
});

test('the report has every check with its sentence, on paper and for Word', async () => {
  await using vault = await filled();
  const { id } = await tested(vault);
  const reason = { choice: 'reported', text: '经理已知' } as const;
  await vault.as('supervisor').properties.handle({ id, check: 'staff', reason });
  const pages = await vault.as('archivist').prints.pages({ form: 'properties', id });
  const [html, title] = [markupOf(pages), pages.title];
  expect(title).toBe('四性检测报告');
  for (const text of [
    '真实性',
    '安全性',
    '没有在职名单',
    '已报告主管或经理处理',
    '经理已知',
    '还没有盘点过',
    '审计链',
  ])
    expect(html).toContain(text);
  expect(html).not.toContain('{{');
  const file = await vault.as('archivist').prints.docx({ form: 'properties', id });
  expect(Buffer.from(file.base64, 'base64').subarray(0, 2).toString()).toBe('PK');
});

test('a test of everything that nobody ran stood there as the program’s, by whoever can sign', async () => {
  await using vault = await filled();
  await tested(vault);
  await vault.signIn('requester', 'auditor');
  const { ok } = verifyVault(vault.contextOf('auditor'));
  expect(ok).toBe(true);
  const ctx = vault.contextOf('requester');
  const actor = { ...ctx.actor, roles: [] };
  const result = { checks: [], head: { seq: newestRow(ctx.reader), hash: '0'.repeat(64) }, program: '1' };
  const program = { reach: PROGRAM_REACH.test_properties };
  keepTest({ ...ctx, actor, program } as typeof ctx, { scope: 'all', begunAt: ctx.clock.now(), result });
  const { checks } = verifyVault(vault.contextOf('auditor'));
  expect(checks.filter((check) => !check.ok).map(({ name }) => name)).toEqual(['ledgers']);
});
