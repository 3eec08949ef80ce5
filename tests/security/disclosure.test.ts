import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Role, Secrecy } from '../../db/domain/roles.ts';
import { unlock } from '../../db/features/vault/service.ts';
import { callerFor } from '../../db/router/dispatch.ts';
import { newHost } from '../../db/router/host.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../support/vault.ts';
import { aContact, aCustomer } from '../support/factories.ts';
import { codeOf, refusalOf } from './support.ts';
import { because } from '../support/reasons.ts';

/** Rows of the log about one action, newest first, without those of the auditor who asks. */
async function logged(vault: TestVault, action: string) {
  const { rows } = await vault.as('auditor').audit.list({ action, limit: 50 });
  return rows.map(({ object, secrecy, decision, login }) => ({ object, secrecy, decision, login }));
}

test('a phone or a code told readers of the index alone whose it is', async () => {
  await using vault = await openTestVault();
  const name = '佛山市金艺五金有限公司';
  const uscc = '91440600MA4UQW2F1T';
  const input = aCustomer({
    name,
    uscc,
    usccWaiver: '原表如此',
    phones: ['0757-62980843'],
    contacts: [aContact()],
  });
  await vault.as('archivist').customers.create(input);
  const asked = [
    { name: '', uscc, phones: [] },
    { name: '', uscc: null, phones: ['0757 6298 0843'] },
    { name: '', uscc: null, phones: ['13812345678'] },
    { name, uscc: null, phones: [] },
  ];
  const found = async (role: 'archivist' | 'developer' | 'requester') =>
    Promise.all(
      asked.map(async (draft) => (await vault.as(role).customers.similar(draft)).map(({ why }) => why)),
    );
  expect(await found('archivist')).toEqual([['uscc'], ['phone'], ['phone'], ['name']]);
  for (const role of ['developer', 'requester'] as const)
    expect(await found(role)).toEqual([[], [], [], ['name']]);
});

test('the history of a 机密 archive was read without a trace', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const { id } = await archivist.customers.create(aCustomer({ secrecy: 'secret' }));
  await archivist.customers.history({ id });
  expect(await logged(vault, 'customers.read')).toEqual([
    { object: `customer:${id}`, secrecy: 'secret', decision: 'allow', login: 'archivist' },
  ]);
});

test('a stale save handed out a whole 机密 archive without a trace', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const input = aCustomer({ secrecy: 'secret', note: '只有经办人知道' });
  const { id } = await archivist.customers.create(input);
  const refusal = await refusalOf(archivist.customers.update({ id, version: 7, input, reason: null }));
  expect(refusal).toMatchObject({
    code: 'customers.version_conflict',
    data: { saved: { note: input.note } },
  });
  expect(await logged(vault, 'customers.read')).toHaveLength(1);
});

test('classifying beyond what one may see is refused, and the log knows', async () => {
  await using vault = await openTestVault();
  const { id } = await vault.as('archivist').customers.create(aCustomer());
  const change = {
    id,
    version: 1,
    secrecy: 'top_secret',
    secrecyUntil: null,
    reason: because('核心客户'),
  } as const;
  expect(await codeOf(vault.as('supervisor').customers.classify(change))).toBe('access.denied');
  expect(await logged(vault, 'customers.classify')).toEqual([
    { object: `customer:${id}`, secrecy: 'top_secret', decision: 'deny', login: 'supervisor' },
  ]);
});

test('lists showed what stands in 机密 and 绝密 archives, and the log knew nothing', async () => {
  await using vault = await openTestVault();
  const classes = ['normal', 'confidential', 'secret', 'top_secret'] as const;
  const closed = { note: '定金三成', address: '江边路七号', legacyCode: 'K-0042', phones: ['0757-62980843'] };
  const ids = new Map<number, (typeof classes)[number]>();
  for (const secrecy of classes) {
    const contacts = [aContact({ name: '仇长安', note: '只认现金' })];
    const input = aCustomer({ ...closed, secrecy, contacts, uscc: '91440600MA4UQW2F1T', usccWaiver: '同前' });
    ids.set((await vault.as('archivist').customers.create(input)).id, secrecy);
  }
  const manager = vault.as('service_manager');
  const texts = ['定金', '江边路', '0042', '62980843', '仇长安', 'qiuchangan', '现金', 'MA4UQW'];
  const page = { start: { offset: 0 }, limit: 10 };
  for (const text of texts) {
    const byName = { by: 'name', descending: false } as const;
    const lists = [
      (await manager.search.query({ text, limit: 10 })).results,
      (await manager.search.list({ ...page, text })).rows,
      (await manager.search.list({ ...page, text, sort: byName })).rows,
    ];
    for (const rows of lists) {
      expect(rows.map(({ id }) => ids.get(id)).toSorted()).toEqual([...classes].toSorted());
      for (const { id, matched } of rows) {
        const guarded = ['secret', 'top_secret'].includes(ids.get(id) ?? '');
        const shown = (matched ?? []).map(({ text: excerpt, ranges }) => excerpt.length + ranges.length);
        expect([text, matched?.length, shown.some((length) => length > 0)]).toEqual([text, 1, !guarded]);
      }
    }
    const counted = await manager.search.query({ text, limit: 1, exactTotal: true });
    expect(counted).toMatchObject({ total: classes.length, totalIsExact: true });
  }
  // Once each, however often they were found.
  const looks = await logged(vault, 'customers.read');
  expect(looks.map(({ login, secrecy }) => [login, secrecy])).toEqual([
    ['service_manager', 'secret'],
    ['service_manager', 'top_secret'],
  ]);
});

test('a name that is in the index is marked in archives of every class; a lapsed class hides nothing', async () => {
  await using vault = await openTestVault();
  const manager = vault.as('service_manager');
  const secrecyUntil = vault.clock.today();
  const input = aCustomer({ name: '金艺灯饰', note: '定金三成', secrecy: 'top_secret', secrecyUntil });
  await vault.as('archivist').customers.create(input);
  const marked = async (text: string) =>
    (await manager.search.query({ text, limit: 5 })).results.map(({ matched }) => matched);
  expect(await marked('金艺')).toEqual([[{ field: 'name', text: '金艺灯饰', ranges: [[0, 2]] }]]);
  expect(await marked('定金')).toEqual([[{ field: 'note', text: '', ranges: [] }]]);
  vault.clock.advance({ days: 1 });
  expect(await marked('定金')).toEqual([[{ field: 'note', text: '定金三成', ranges: [[0, 2]] }]]);
});

test('filings that somebody was still writing were open to the whole department', async () => {
  await using vault = await openTestVault();
  const developer = vault.as('developer');
  const input = aCustomer();
  const { id } = await developer.filings.save({ id: null, version: null, input, submit: false });
  for (const role of ['archivist', 'supervisor', 'service_manager'] as const) {
    expect(await vault.as(role).filings.list({ states: ['draft'] })).toMatchObject({ rows: [] });
    expect(await vault.as(role).filings.counts()).toEqual({});
    expect(await codeOf(vault.as(role).filings.get({ id }))).toBe('filings.not_found');
  }
  expect((await developer.filings.list({ states: ['draft'] })).rows).toHaveLength(1);
  await developer.filings.save({ id, version: 1, input, submit: true });
  expect((await vault.as('archivist').filings.get({ id })).input.name).toBe(input.name);
});

test('an accepted filing told what its archive had been closed to', async () => {
  await using vault = await openTestVault();
  const input = aCustomer({ note: '只有经办人知道' });
  const developer = vault.as('developer');
  const { id } = await developer.filings.save({ id: null, version: null, input, submit: true });
  const archivist = vault.as('archivist');
  const filed = await archivist.filings.accept({ id, version: 1, input });
  expect((await archivist.filings.get({ id })).input.note).toBe(input.note);
  const reason = because('核心客户');
  await vault
    .as('service_manager')
    .customers.classify({ id: filed.id, version: 1, secrecy: 'top_secret', secrecyUntil: null, reason });
  expect(await codeOf(archivist.customers.history({ id: filed.id }))).toBe('access.denied');
  expect(await codeOf(archivist.filings.get({ id }))).toBe('filings.not_found');
  expect(await archivist.filings.list({ states: ['accepted'] })).toMatchObject({ rows: [] });
  expect(await archivist.filings.counts()).toEqual({});
  expect((await vault.as('service_manager').filings.get({ id })).input.note).toBe(input.note);
});

test('filings of 机密 customers were read without a trace', async () => {
  await using vault = await openTestVault();
  const input = aCustomer({ secrecy: 'secret', note: '只有经办人知道', contacts: [aContact()] });
  const developer = vault.as('developer');
  const { id } = await developer.filings.save({ id: null, version: null, input, submit: true });
  const archivist = vault.as('archivist');
  const listed = JSON.stringify(await archivist.filings.list({ states: ['submitted'] }));
  expect(listed).toContain(input.name);
  expect(listed).not.toMatch(/只有经办人知道|李明|13812345678/);
  expect(await logged(vault, 'filings.read')).toEqual([]);
  expect((await archivist.filings.get({ id })).input.note).toBe(input.note);
  expect((await developer.filings.get({ id })).input.note).toBe(input.note);
  expect(await logged(vault, 'filings.read')).toEqual([
    { object: `filing:${id}`, secrecy: 'secret', decision: 'allow', login: 'archivist' },
  ]);
});

test('changing somebody else’s filing is refused, and the log knows', async () => {
  await using vault = await openTestVault();
  const input = aCustomer();
  const { id } = await vault.as('developer').filings.save({ id: null, version: null, input, submit: true });
  const change = vault.as('archivist').filings.save({ id, version: 1, input, submit: true });
  expect(await codeOf(change)).toBe('flow.asker_only');
  expect(await logged(vault, 'filings.submit')).toMatchObject([
    { decision: 'deny', login: 'archivist' },
    { decision: 'allow' },
  ]);
});

test('an export took 机密 archives out of the house under no name of theirs', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  await archivist.customers.create(aCustomer());
  const { id } = await archivist.customers.create(aCustomer({ secrecy: 'secret' }));
  const hidden = await archivist.customers.create(aCustomer({ secrecy: 'top_secret' }));
  const token = vault.grant('archivist', join(vault.folder, 'list.xlsx'), 'write');
  const counts = await archivist.customers.export({ token, view: {}, ids: null, language: 'zh-CN' });
  expect(counts).toEqual({ exported: 2, withheld: 1 });
  const rows = await logged(vault, 'customers.export');
  expect(rows.map(({ object, secrecy }) => [object, secrecy])).toEqual([
    ['list', null],
    [`customer:${id}`, 'secret'],
  ]);
  expect(JSON.stringify(rows)).not.toContain(`customer:${hidden.id}`);
});

test('windows where nobody is signed in heard which archives were changed', async () => {
  await using vault = await openTestVault();
  const heard: Array<string | null> = [];
  const { ports } = vault.host;
  const host = newHost({ ...ports, emit: (connection) => heard.push(connection) });
  vault.host.signOutAll('closed');
  const origin = { connection: 'signed-in', seq: 0 };
  await unlock({ host, origin }, vault.path, 'archivist', TEST_PASSWORD);
  await callerFor(host, origin).customers.create(aCustomer());
  host.signOutAll('closed');
  expect(new Set(heard)).toEqual(new Set(['signed-in']));
});

test('questions of an import told the code of a 机密 archive without a row in the log', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const uscc = '91440600MA4UQW2F1T';
  const code = { uscc, usccWaiver: '原表如此' };
  await archivist.customers.create(aCustomer({ ...code, name: '佛山市机密五金有限公司', secrecy: 'secret' }));
  await archivist.customers.create(aCustomer({ ...code, name: '佛山市普通五金有限公司' }));
  const file = join(vault.folder, 'ledger.csv');
  const rows = ['佛山市机密五金有限公司', '佛山市普通五金有限公司'].map((name) => `${name},业务客户\n`);
  writeFileSync(file, `单位名称,客户分类\n${rows.join('')}`);
  const { planId } = await archivist.import.plan({
    token: vault.grant('archivist', file),
    sheets: [{ sheet: '', headerRow: null, category: null, columns: null }],
  });
  const { groups } = await archivist.import.groups({ planId, offset: 0, limit: 10 });
  const shown = groups.map(({ archives }) => archives.map(({ name, uscc: told }) => [name, told]));
  expect(shown).toEqual([[['佛山市机密五金有限公司', null]], [['佛山市普通五金有限公司', uscc]]]);
  expect(await logged(vault, 'customers.read')).toEqual([]);
});

test('a window heard the number of an archive that its person may not list', async () => {
  await using vault = await openTestVault();
  const heard: Array<[string | null, string]> = [];
  const { ports } = vault.host;
  vault.host.signOutAll('closed');
  const host = newHost({
    ...ports,
    emit: (connection, event) => {
      if (event.type === 'changed') heard.push([connection, [event.kind, event.id].join(' ').trim()]);
    },
  });
  const as = async (role: Role) => {
    const origin = { connection: role, seq: 0 };
    if (!host.sessionOf(role)) await unlock({ host, origin }, vault.path, role, TEST_PASSWORD);
    return callerFor(host, origin);
  };
  await as('requester');
  const manager = await as('service_manager');
  const { id } = await (await as('archivist')).customers.create(aCustomer({ secrecy: 'top_secret' }));
  const insiders = ['service_manager', 'archivist'];
  const classify = async (version: number, secrecy: Secrecy, secrecyUntil: string | null) => {
    heard.length = 0;
    await manager.customers.classify({ id, version, secrecy, secrecyUntil, reason: because('定密复核') });
    return heard.toSorted().map(([connection, subject]) => `${connection} ${subject}`);
  };
  const toInsiders = insiders.toSorted().map((role) => `${role} customers ${id}`);
  expect(await classify(1, 'top_secret', '2031-01-01')).toEqual(toInsiders);
  const toAll = [...insiders, 'requester'].toSorted().map((role) => `${role} customers ${id}`);
  expect(await classify(2, 'normal', null)).toEqual(toAll);
  const closing = [...toInsiders, 'requester customers'].toSorted();
  expect(await classify(3, 'secret', null)).toEqual(closing);
  host.signOutAll('closed');
});
