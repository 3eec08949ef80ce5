import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyVault } from '../../db/features/audit/verify.ts';
import { makeRecovery, sheetText } from '../../db/vault/index.ts';
import { openTestVault, type TestVault } from '../support/vault.ts';
import { aCustomer } from '../support/factories.ts';
import { codeOf } from '../security/support.ts';
import type { Role } from '../../db/domain/roles.ts';

/** Everybody leaves, the computer's clock goes to another day, and somebody comes back. */
async function reopen(vault: TestVault, days: number, role: Role = 'archivist') {
  vault.host.signOutAll('closed');
  vault.clock.advance({ days });
  return vault.as(role).clock.check();
}

/** What the look at everything finds. */
function mistakesOf(vault: TestVault) {
  return verifyVault(vault.contextOf('archivist')).checks.filter(({ ok }) => !ok);
}

const anchorsOf = ({ host }: TestVault) =>
  host.requireVault().handles.reader.value<number>('select count(*) from anchor');

const file = (vault: TestVault) => vault.as('archivist').customers.create(aCustomer());

/** What the log says of the clock, the oldest first. */
async function said(vault: TestVault): Promise<string[]> {
  const { rows } = await vault.as('auditor').audit.list({ limit: 200 });
  return rows
    .filter(({ action, decision }) => action.startsWith('clock.') && decision === 'allow')
    .map(({ action, login, role }) => `${action} ${role === 'program' ? role : login}`)
    .toReversed();
}

test('a clock that goes right says nothing, nor one that is hours off or a holiday on', async () => {
  await using vault = await openTestVault();
  expect(await vault.as('archivist').clock.check()).toBeNull();
  vault.clock.advance({ ms: -20 * 3_600_000 });
  expect(await vault.as('archivist').clock.check()).toBeNull();
  expect(await reopen(vault, 90)).toBeNull();
  await file(vault);
  expect(await said(vault)).toEqual([]);
});

test('a computer that lost its date files nothing under the years of its factory', async () => {
  await using vault = await openTestVault();
  const today = '2017-01-01';
  const lastDay = vault.clock.today();
  const days = Math.round((Date.parse(lastDay) - Date.parse(today)) / 86_400_000);
  const doubt = { direction: 'early', days, today, lastDay, words: [], isMine: false };
  expect(await reopen(vault, -days)).toEqual(doubt);
  expect(await codeOf(file(vault))).toBe('clock.in_doubt');
  expect(await codeOf(file(vault))).toBe('clock.in_doubt');
  // A day of the wrong clock does not make it right; the right one does, at once.
  expect(await reopen(vault, 1)).toMatchObject({ direction: 'early', days: days - 1 });
  expect(await reopen(vault, days - 1)).toBeNull();
  expect((await file(vault)).archiveNo).toContain('·2026-');
  expect(await said(vault)).toEqual(['clock.doubt program', 'clock.right program']);
  await vault.signIn('archivist');
  expect(mistakesOf(vault)).toEqual([]);
});

test('a year mistyped forward stays in doubt, however often the vault is opened under it', async () => {
  await using vault = await openTestVault();
  const years = 10 * 365;
  expect(await reopen(vault, years)).toMatchObject({ direction: 'late', days: years });
  expect(await reopen(vault, 1)).toMatchObject({ direction: 'late', days: years + 1 });
  expect(await codeOf(file(vault))).toBe('clock.in_doubt');
  expect(await reopen(vault, -1 - years)).toBeNull();
  await file(vault);
  // An anchor of the wrong year made another due at every sign-in of the right one.
  const before = anchorsOf(vault);
  await reopen(vault, 0);
  expect(anchorsOf(vault)).toBe(before);
  await vault.signIn('archivist');
  expect(mistakesOf(vault)).toEqual([]);
});

test('a clock that goes while the vault is open is told of, also when it creeps back day by day', async () => {
  await using vault = await openTestVault();
  vault.clock.advance({ days: -365 });
  expect(await vault.as('archivist').clock.check()).toMatchObject({ direction: 'early', days: 365 });
  vault.clock.advance({ days: 365 });
  for (let day = 0; day < 2; day += 1) await reopen(vault, 0, 'auditor');
  vault.clock.advance({ ms: -20 * 3_600_000 });
  expect(await vault.as('archivist').clock.check()).toBeNull();
  await vault.as('supervisor').clock.check();
  vault.clock.advance({ ms: -20 * 3_600_000 });
  expect(await vault.as('archivist').clock.check()).toMatchObject({ direction: 'early', days: 2 });
  expect(await codeOf(file(vault))).toBe('clock.in_doubt');
});

test('reading, searching and editing go on in doubt; filing, deciding, classifying and importing wait', async () => {
  await using vault = await openTestVault();
  const { id } = await file(vault);
  const draft = await vault
    .as('archivist')
    .filings.save({ id: null, version: null, input: aCustomer(), submit: false });
  await reopen(vault, 400);
  const archivist = vault.as('archivist');
  const { input, version } = await archivist.customers.get({ id });
  if (!input) throw new Error('an archivist reads it');
  const saved = await archivist.customers.update({
    id,
    version,
    input: { ...input, note: '可以改' },
    reason: null,
  });
  const csv = join(vault.folder, 'ledger.csv');
  writeFileSync(csv, '单位名称,客户分类\n佛山市时钟五金厂,业务客户\n');
  const { planId } = await archivist.import.plan({
    token: vault.grant('archivist', csv),
    sheets: [{ sheet: '', headerRow: null, category: null, columns: null }],
  });
  const classes = {
    secrecy: 'secret',
    secrecyUntil: null,
    reason: { choice: 'trade_secret', text: null },
  } as const;
  const waits = [
    () => vault.as('supervisor').customers.classify({ id, version: saved.version, ...classes }),
    () => archivist.filings.save({ id: draft.id, version: draft.version, input: aCustomer(), submit: true }),
    () => archivist.customers.create(aCustomer()),
    () => archivist.import.run({ planId, answers: { byGroup: {} } }),
  ];
  for (const act of waits) expect(await codeOf(act())).toBe('clock.in_doubt');
  expect((await archivist.search.list({ start: { offset: 0 }, limit: 10 })).rows).toHaveLength(1);
  expect((await archivist.customers.get({ id })).input).toMatchObject({ note: '可以改' });
  await vault.signIn('archivist');
  expect(mistakesOf(vault)).toEqual([]);
});

test('no class lapses by a date that is in doubt', async () => {
  await using vault = await openTestVault();
  const input = aCustomer({ secrecy: 'top_secret', secrecyUntil: '2027-01-01' });
  const { id } = await vault.as('archivist').customers.create(input);
  await reopen(vault, 400);
  expect(await codeOf(vault.as('requester').customers.get({ id }))).toBe('customers.not_found');
  await vault.as('archivist').clock.vouch();
  expect(await codeOf(vault.as('requester').customers.get({ id }))).toBe('customers.not_found');
  await vault.as('supervisor').clock.vouch();
  expect((await vault.as('requester').customers.get({ id })).index.secrecy).toBe('normal');
  await vault.signIn('archivist');
  expect(mistakesOf(vault)).toEqual([]);
});

test('the word of two people ends the doubt, and each is in the log', async () => {
  await using vault = await openTestVault();
  await reopen(vault, -400);
  for (const role of ['developer', 'requester', 'auditor', 'general_manager'] as const) {
    expect(await vault.as(role).clock.check()).toMatchObject({ direction: 'early', days: 400 });
    expect(await codeOf(vault.as(role).clock.vouch())).toBe('access.denied');
  }
  await vault.as('archivist').clock.vouch();
  expect(await codeOf(vault.as('archivist').clock.vouch())).toBe('clock.word_of_another');
  expect(await codeOf(file(vault))).toBe('clock.in_doubt');
  expect(await vault.as('archivist').clock.check()).toMatchObject({ isMine: true });
  const { name } = vault.contextOf('archivist').actor;
  expect(await vault.as('service_manager').clock.check()).toMatchObject({ words: [name], isMine: false });
  await vault.as('service_manager').clock.vouch();
  expect(await vault.as('archivist').clock.check()).toBeNull();
  await file(vault);
  expect(await said(vault)).toEqual([
    'clock.doubt program',
    'clock.vouch archivist',
    'clock.vouch service_manager',
    'clock.right program',
  ]);
  expect(await reopen(vault, 1)).toBeNull();
  expect(await reopen(vault, -5)).toMatchObject({ direction: 'early', days: 5 });
  await vault.signIn('archivist');
  expect(mistakesOf(vault)).toEqual([]);
});

test('two words about two dates end nothing', async () => {
  await using vault = await openTestVault();
  await reopen(vault, 400);
  await vault.as('archivist').clock.vouch();
  await reopen(vault, 400);
  await vault.as('supervisor').clock.vouch();
  expect(await vault.as('supervisor').clock.check()).toMatchObject({
    words: [expect.any(String)],
    isMine: true,
  });
  expect(await codeOf(file(vault))).toBe('clock.in_doubt');
});

test('one who is alone ends the doubt with two sheets of this vault', async () => {
  await using vault = await openTestVault();
  const other = await makeRecovery(new Uint8Array(16));
  const [foreign = '', another = ''] = other.shares.map(sheetText);
  const [first, second] = vault.sheets;
  await reopen(vault, 400);
  const give = (sheets: [string, string]) => vault.as('archivist').clock.vouchWithSheets({ sheets });
  expect(await codeOf(give([first, first]))).toBe('vault.sheet_twice');
  expect(await codeOf(give([foreign, another]))).toBe('vault.sheet_other_archive');
  expect(await codeOf(vault.as('developer').clock.vouchWithSheets({ sheets: [first, second] }))).toBe(
    'access.denied',
  );
  expect(await vault.as('archivist').clock.check()).toMatchObject({ words: [] });
  await give([first, second]);
  expect(await vault.as('archivist').clock.check()).toBeNull();
  await file(vault);
  expect(await said(vault)).toEqual(['clock.doubt program', 'clock.vouch archivist', 'clock.right program']);
  await vault.signIn('archivist');
  expect(mistakesOf(vault)).toEqual([]);
});

test('a date that nobody doubts needs nobody to vouch for it', async () => {
  await using vault = await openTestVault();
  await vault.as('archivist').clock.vouch();
  expect(await said(vault)).toEqual([]);
});
