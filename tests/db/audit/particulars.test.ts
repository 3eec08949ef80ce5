import { expect, test } from 'vitest';
import { checksOf, failedChecks, forgetParticulars, withOwnTool } from '../../security/own-tool.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';

const particularsOf = async (vault: TestVault) =>
  (await checksOf(vault)).find(({ name }) => name === 'particulars');

const RENAMED = "update list_item set label_zh = '别的' where list = 'industry' and position = 1";

test('a new vault says from its first rows on what company, lists and settings are', async () => {
  await using vault = await openTestVault();
  expect(await particularsOf(vault)).toMatchObject({ ok: true, note: undefined, detail: { rows: 11 } });
  await vault.as('system_admin').settings.set({ lockAfterMinutes: 12 });
  expect(await particularsOf(vault)).toMatchObject({ ok: true, detail: { rows: 12 } });
});

test.each([
  ['a label', RENAMED, 'list:industry'],
  ['the trial mark', "update archive_meta set value = '1' where key = 'trial'", 'archive_meta'],
  ['the company', "update archive_meta set value = '别家公司' where key = 'company'", 'archive_meta'],
  ['the settings', "insert into setting values ('settings', '{}')", 'settings'],
  ['a person', "insert into person (name) values ('无名')", 'person:9'],
])('%s that was changed past the program is named', async (_what, sql, first) => {
  await using vault = await openTestVault();
  await withOwnTool(vault, 'requester', ({ db }) => void db.exec(sql));
  expect(await particularsOf(vault)).toMatchObject({ ok: false, detail: { problems: 1, first } });
});

test('a change past the program does not go under in one that the program makes after it', async () => {
  await using vault = await openTestVault();
  await withOwnTool(vault, 'requester', ({ db }) => void db.exec(RENAMED));
  const supervisor = vault.as('supervisor').lists;
  const items = ((await supervisor.all())['industry'] ?? []).map(({ code, labelZh, labelEn }) => ({
    code,
    labelZh,
    labelEn,
  }));
  await supervisor.edit({ list: 'industry', items });
  const { detail, ok } = (await particularsOf(vault)) ?? {};
  expect([ok, detail?.['first']]).toEqual([false, expect.stringMatching(/^row:\d+$/)]);
});

test('a vault of before is taken over once, as it stands, and from then on it is bound', async () => {
  await using vault = await openTestVault();
  await forgetParticulars(vault);
  await withOwnTool(vault, 'requester', ({ db }) => void db.exec(RENAMED));
  const check = await particularsOf(vault);
  expect(check).toMatchObject({ ok: true, note: 'taken_over', detail: { rows: 11 } });
  const { rows } = await vault.as('auditor').audit.list({ action: 'audit.particulars', limit: 50 });
  expect(rows[0]).toMatchObject({ object: 'archive', role: 'program', seq: check?.detail['since'] });
  await withOwnTool(
    vault,
    'requester',
    ({ db }) => void db.exec("update account set created_at = created_at + 1 where login = 'developer'"),
  );
  expect(await failedChecks(vault)).toEqual(['accounts']);
});
