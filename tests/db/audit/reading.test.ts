import { expect, test } from 'vitest';
import { listAudit, readRow } from '../../../db/features/audit/listing.ts';
import { say } from '../../../db/features/audit/words.ts';
import { objectWords } from '../../../db/domain/log-words.ts';
import type { Role, Secrecy } from '../../../db/domain/roles.ts';
import { noteFindings } from '../../../db/features/repairs/service.ts';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../../support/vault.ts';
import { aRequest, releasedReport } from '../reports/support.ts';
import { markupOf } from '../../support/markup.ts';

async function fileAndEdit(vault: TestVault, name: string, secrecy: Secrecy = 'normal') {
  const archivist = vault.as('archivist');
  const { id, archiveNo } = await archivist.customers.create(aCustomer({ name }));
  const edited = { id, version: 1, input: aCustomer({ name, note: '改过的备注' }), reason: null };
  await archivist.customers.update(edited);
  if (secrecy !== 'normal')
    vault.contextOf('archivist').transaction((db) => {
      db.execute('update customer set secrecy = ? where id = ?', secrecy, id);
    });
  return { id, archiveNo };
}

/** What somebody with a role would be told, had they the log to read. */
async function seenBy(vault: TestVault, role: Role, id: number) {
  await vault.signIn(role);
  const ctx = vault.contextOf(role);
  const [row] = listAudit(ctx, { action: 'customers.edit', object: `customer:${id}`, limit: 1 }).rows;
  return { about: row?.about, changes: readRow(ctx, row?.seq ?? 0).changes };
}

test('a row names its archive and says what it changed to who may read the archive', async () => {
  await using vault = await openTestVault();
  const { id, archiveNo } = await fileAndEdit(vault, '佛山测试五金厂');
  const { about, changes } = await seenBy(vault, 'supervisor', id);
  expect(about).toEqual({ archiveNo, name: '佛山测试五金厂' });
  expect(changes).toEqual({
    kind: 'archive',
    category: aCustomer().category,
    lines: [{ field: 'note', oldValue: aCustomer().note, newValue: '改过的备注' }],
  });
});

test('a row tells neither name nor changes of an archive that is hidden from the reader', async () => {
  await using vault = await openTestVault();
  const secret = await fileAndEdit(vault, '机密的客户', 'secret');
  const hidden = { about: { archiveNo: secret.archiveNo, name: null }, changes: { kind: 'hidden' } };
  for (const role of ['auditor', 'developer', 'requester'] as const)
    expect(await seenBy(vault, role, secret.id)).toEqual(hidden);
  const top = await fileAndEdit(vault, '绝密的客户', 'top_secret');
  const named = { archiveNo: top.archiveNo, name: '绝密的客户' };
  expect(await seenBy(vault, 'supervisor', top.id)).toEqual({ about: named, changes: { kind: 'hidden' } });
});

test('a look at what a row changed in 机密 is a look at the history of the archive', async () => {
  await using vault = await openTestVault();
  const { id } = await fileAndEdit(vault, '机密的客户', 'secret');
  await seenBy(vault, 'supervisor', id);
  const [look] = (await vault.as('auditor').audit.list({ action: 'customers.read', limit: 5 })).rows;
  expect(look).toMatchObject({ object: `customer:${id}`, reason: 'history', login: 'supervisor' });
});

test('rows are found by 档号 however it is written, and by a name only in the reader’s own index', async () => {
  await using vault = await openTestVault();
  const open = await fileAndEdit(vault, '佛山测试五金厂');
  const secret = await fileAndEdit(vault, '佛山机密五金厂', 'secret');
  const found = async (role: Role, about: string) => {
    await vault.signIn(role);
    const { rows } = listAudit(vault.contextOf(role), { action: 'customers.edit', about, limit: 50 });
    return rows.map(({ object }) => object).toSorted();
  };
  const [openObject, secretObject] = [`customer:${open.id}`, `customer:${secret.id}`];
  expect(await found('auditor', secret.archiveNo.toLowerCase().replace('·', '-'))).toEqual([secretObject]);
  expect(await found('supervisor', '五金厂')).toEqual([openObject, secretObject]);
  expect(await found('developer', '五金厂')).toEqual([openObject]);
  expect(await found('auditor', '五金厂')).toEqual([]);
  expect(await found('auditor', '佛山机密五金厂')).toEqual([]);
});

test('rows about an account are found and named by its person', async () => {
  await using vault = await openTestVault();
  const auditor = vault.as('auditor');
  const people = await auditor.audit.people();
  const id = people.find(({ login }) => login === 'developer')?.id ?? 0;
  await vault.as('system_admin').accounts.setRoles({ id, roles: ['auditor'] });
  const { rows } = await auditor.audit.list({ about: 'developer', limit: 50 });
  expect(new Set(rows.map(({ object }) => object))).toEqual(new Set([`account:${id}`]));
  expect(rows[0]).toMatchObject({
    action: 'accounts.set_roles',
    about: { archiveNo: null, name: 'developer' },
  });
  const { changes } = await auditor.audit.row({ seq: rows[0]?.seq ?? 0 });
  expect(changes).toEqual({ kind: 'roles', before: ['developer'], after: ['auditor'] });
});

/** The newest row of an action, with what it changed, as the auditor opens it. */
async function newest(vault: TestVault, action: string) {
  const { audit } = vault.as('auditor');
  const [row] = (await audit.list({ action, limit: 1 })).rows;
  if (!row) throw new Error(`no row of ${action}`);
  return { ...row, ...(await audit.row({ seq: row.seq })) };
}

const failing = async (vault: TestVault) =>
  (await vault.as('auditor').audit.verify()).checks.flatMap(({ name, ok }) => (ok ? [] : [name]));

test('a row about settings opens with each that was changed, and what it was', async () => {
  await using vault = await openTestVault();
  const limits = { temperature: { low: 150, high: 240 }, humidity: { low: 450, high: 600 } };
  const system = vault.as('system_admin').settings;
  await system.set({
    lockAfterMinutes: 20,
    gradeList: 'grade_vip',
    environmentLimits: limits,
    gradeSecrecy: {},
  });
  const { changes } = await newest(vault, 'settings.edit');
  expect(changes).toEqual({
    kind: 'settings',
    settings: [
      { setting: 'lockAfterMinutes', before: '10', after: '20' },
      { setting: 'gradeList', before: 'grade_metal', after: 'grade_vip' },
      { setting: 'environmentLimits.temperature.low', before: '140', after: '150' },
      { setting: 'gradeSecrecy', before: null, after: null },
    ],
  });
  const options = { action: 'settings.edit' };
  const text = printed(await vault.as('auditor').prints.pages({ form: 'audit_list', id: 0, options }));
  for (const words of ['自动锁定（分钟）10→20、', '库房温度下限（℃）14→15、按等级建议密级'])
    expect(text).toContain(words);
  // Saved as it is.
  await system.set({ lockAfterMinutes: 20 });
  expect(await newest(vault, 'settings.edit')).toMatchObject({
    reason: null,
    changes: { kind: 'unkept', isAsNow: true },
  });
  expect(await failing(vault)).toEqual([]);
});

test('a row about a list opens with what became of its choices, whose words the log does not have', async () => {
  await using vault = await openTestVault();
  const { lists } = vault.as('supervisor');
  const { size = [] } = await lists.all();
  const [first, second, ...others] = size;
  if (!first || !second) throw new Error('too few');
  const kept = [...others, { ...first, labelZh: '改过的名称' }].map(({ code, labelZh, labelEn }) => ({
    code,
    labelZh,
    labelEn,
  }));
  const items = [...kept, { labelZh: '特大型企业', labelEn: '' }];
  const after = await lists.edit({ list: 'size', items });
  const code = after.find(({ labelZh }) => labelZh === '特大型企业')?.code;
  const { changes, reason } = await newest(vault, 'lists.edit');
  expect(changes).toMatchObject({ kind: 'list', list: 'size' });
  expect('choices' in changes && new Set(changes.choices)).toEqual(
    new Set([
      { what: 'rename', code: first.code },
      { what: 'add', code },
      { what: 'retire', code: second.code },
      { what: 'move', code: null },
    ]),
  );
  expect(reason).toMatch(/^[\w:. ]+$/);
  const options = { action: 'lists.edit' };
  const text = printed(await vault.as('auditor').prints.pages({ form: 'audit_list', id: 0, options }));
  expect(text).toContain('新增1项、改名1项、停用1项、调整次序');
  expect(await failing(vault)).toEqual([]);
});

test('a row of which no more is kept than a hash says so, not that nothing was changed', async () => {
  await using vault = await openTestVault();
  const [account] = await vault.as('system_admin').accounts.list();
  const { id = 0, department = null } = account ?? {};
  await vault.as('system_admin').accounts.setPerson({ id, name: '王芳', department });
  const first = await newest(vault, 'accounts.set_person');
  expect(first.changes).toEqual({ kind: 'unkept', isAsNow: true });
  await vault.as('system_admin').accounts.setPerson({ id, name: '王方', department });
  expect((await vault.as('auditor').audit.row({ seq: first.seq })).changes).toEqual({
    kind: 'unkept',
    isAsNow: null,
  });
  expect((await newest(vault, 'vault.sign_in')).changes).toEqual({ kind: 'none' });
});

/** What stands on the sheets, without the blanks at which lines break. */
const printed = (pages: Parameters<typeof markupOf>[0]): string =>
  markupOf({ ...pages, head: '' }).replaceAll(/<[^>]*>|\s/gu, '');

/** So many wrong passwords, a minute apart, of a login; 17:00 where the department is. */
async function mistype(vault: TestVault, login: string, tries: number) {
  const thief = vault.stranger('thief');
  for (let at = 0; at < tries; at += 1) {
    if (at > 0) vault.clock.advance({ ms: 60_000 });
    const token = vault.grant('thief', vault.path);
    const guess = { token, login, password: `not ${TEST_PASSWORD}` };
    await expect(thief.vault.unlock(guess)).rejects.toThrow('vault.sign_in_refused');
  }
}

test('refused passwords stand under the person whose they are, in words, not under who signed in next', async () => {
  await using vault = await openTestVault();
  const { accountId: archivist } = vault.contextOf('archivist').actor;
  await mistype(vault, 'archivist', 3);
  vault.clock.advance({ days: 1 });
  const { audit, prints } = vault.as('auditor');
  const { rows } = await audit.list({ accountId: archivist, decision: 'deny', limit: 5 });
  expect(rows).toMatchObject([
    {
      action: 'vault.sign_in',
      object: `account:${archivist}`,
      about: { name: 'archivist' },
      name: 'archivist',
      login: 'archivist',
      role: '',
      writtenBy: { name: 'auditor', login: 'auditor', role: 'auditor' },
    },
  ]);
  const { accountId: auditor } = vault.contextOf('auditor').actor;
  const own = await audit.list({ accountId: auditor, action: 'vault.sign_in', limit: 5 });
  const signedIn = { decision: 'allow', name: 'auditor', role: 'auditor', writtenBy: null };
  expect(own.rows).toMatchObject([signedIn]);
  const options = { accountId: archivist, decision: 'deny' };
  const text = printed(await prints.pages({ form: 'audit_list', id: 0, options }));
  expect(text).toContain('archivist未登录登录账户archivist拒绝输错密码3次，2026-03-0217:00至17:02');
});

test('refused passwords of logins that nobody has are nobody’s', async () => {
  await using vault = await openTestVault();
  await mistype(vault, 'nobody', 1);
  const [row] = (await vault.as('auditor').audit.list({ decision: 'deny', limit: 5 })).rows;
  expect(row).toMatchObject({ object: 'account:unknown', name: '', login: '', about: null });
  const options = { decision: 'deny' };
  const text = printed(await vault.as('auditor').prints.pages({ form: 'audit_list', id: 0, options }));
  expect(text).toContain('未登录登录没有此登录名的账户拒绝输错密码1次，2026-03-0217:00');
});

test('what else has a number is named by what it is about, an archive as far as the reader sees it', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const open = await archivist.customers.create(aCustomer({ name: '佛山测试五金厂' }));
  const secret = await fileAndEdit(vault, '机密的客户', 'secret');
  const developer = vault.as('developer');
  const report = (name: string, submit: boolean) =>
    developer.filings.save({ id: null, version: null, input: aCustomer({ name }), submit });
  const accepted = await report('受理的客户', true);
  const made = await archivist.filings.accept({ ...accepted, input: aCustomer({ name: '受理的客户' }) });
  const submitted = await report('提交的客户', true);
  const draft = await report('起草的客户', false);
  for (const customerId of [open.id, secret.id]) find(vault, customerId);
  await archivist.inspections.open({});
  const told = async (role: Role) => {
    await vault.signIn(role);
    const { rows } = listAudit(vault.contextOf(role), { limit: 200 });
    return new Map(rows.map(({ object, about }) => [object, objectWords(say, object, about)]));
  };
  const nos = { open: open.archiveNo, secret: secret.archiveNo, made: made.archiveNo };
  const [auditor, supervisor, requester] = [
    await told('auditor'),
    await told('supervisor'),
    await told('requester'),
  ];
  const filings = [accepted, submitted, draft].map(({ id }) => `filing:${id}`);
  const seen = (all: typeof auditor, objects: readonly string[]) => objects.map((object) => all.get(object));
  const repairs = ['repair:1', 'repair:2'];
  expect(seen(auditor, repairs)).toEqual([`修复单 1（${nos.open}）`, `修复单 2（${nos.secret}）`]);
  expect(seen(supervisor, repairs)).toEqual([
    `修复单 1（${nos.open} 佛山测试五金厂）`,
    `修复单 2（${nos.secret} 机密的客户）`,
  ]);
  expect(seen(requester, repairs)).toEqual([
    `修复单 1（${nos.open} 佛山测试五金厂）`,
    `修复单 2（${nos.secret}）`,
  ]);
  expect(seen(auditor, filings)).toEqual([`建档申请 1（${nos.made}）`, '建档申请 2', '建档申请 3']);
  expect(seen(supervisor, filings)).toEqual([
    `建档申请 1（${nos.made} 受理的客户）`,
    '建档申请 2（提交的客户）',
    '建档申请 3',
  ]);
  const named = ['inspection:1', 'list:industry'];
  expect(seen(auditor, named)).toEqual(['检查 1（2026 年上半年）', '选项表 行业（GB/T 4754）']);
});

test('reports and what is asked for them are named by their kind and period, not by a title', async () => {
  await using vault = await openTestVault();
  const reportId = await releasedReport(vault);
  const unsent = { id: null, version: null, submit: false };
  await vault.as('requester').reportRequests.save({ ...unsent, input: aRequest() });
  const item = { table: 'category', row: 'client', measure: 'count', value: 9, reason: '数错' };
  await vault.as('supervisor').reportAmendments.save({ ...unsent, reportId, items: [item] });
  const { rows } = await vault.as('auditor').audit.list({ limit: 200 });
  const words = new Set(rows.map(({ object, about }) => objectWords(say, object, about)));
  expect([...words]).toEqual(
    expect.arrayContaining([
      '报表 1（客户信息统计表 2026年2月）',
      '报表申请 1（客户信息统计表）',
      '报表修改 1（客户信息统计表 2026年2月）',
    ]),
  );
});

/** A repair of what is mouldy in an archive. */
function find(vault: TestVault, customerId: number): void {
  const ctx = vault.contextOf('archivist');
  const findings = [{ kind: 'mouldy', degree: 'slight', note: null }] as const;
  const source = { kind: 'inspection', id: 1 } as const;
  ctx.transaction((db) => noteFindings(db, ctx, { customerId, findings, source }));
}

test('the list is printed as it is filtered, by who may read the log, and the print is logged', async () => {
  await using vault = await openTestVault();
  const { archiveNo } = await fileAndEdit(vault, '佛山测试五金厂');
  const auditor = vault.as('auditor');
  const options = { action: 'customers.create', about: archiveNo };
  const html = markupOf(await auditor.prints.pages({ form: 'audit_list', id: 0, options }));
  for (const text of ['审计记录清单', archiveNo, '新建档案', '1 条']) expect(html).toContain(text);
  expect(html).not.toContain('佛山测试五金厂');
  expect(html).not.toContain('修改档案');
  const [row] = (await auditor.audit.list({ limit: 1 })).rows;
  expect(row).toMatchObject({ action: 'audit.print', object: 'audit', decision: 'allow' });
  await expect(vault.as('supervisor').prints.pages({ form: 'audit_list', id: 0 })).rejects.toThrow(
    'access.denied',
  );
});
