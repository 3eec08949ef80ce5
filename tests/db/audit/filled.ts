import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noteFindings, noteMissing } from '../../../db/features/repairs/service.ts';
import { confirmed } from '../../support/accounts.ts';
import { codeOf } from '../../../db/domain/folder-code.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../../support/vault.ts';
import { aContact, aCustomer } from '../../support/factories.ts';
import { testedAndHandled } from '../../support/four-properties.ts';
import { approvedRequest, aRequest, compileDue, release } from '../reports/support.ts';
import { because } from '../../support/reasons.ts';

/** A vault in which every table that the log speaks of has something in it. */
export async function openFilled(): Promise<TestVault> {
  const vault = await openTestVault();
  const archivist = vault.as('archivist');
  const shelf = (cabinet: string) => ({ room: '一号库房', cabinet, level: 1, position: 2 });
  for (const [index, cabinet] of ['A', 'B', 'C'].entries())
    await archivist.customers.create(
      aCustomer({
        shelf: shelf(cabinet),
        phones: ['0757-22334455', `0757-2233445${index}`],
        formerNames: [`旧名${index}厂`, `更旧${index}厂`],
        indexTerms: ['五金', '门锁'],
        contacts: [
          aContact({ phone: '0757-66660001', email: 'a@example.com' }),
          aContact({ name: '王芳', mobile: `1381234567${index}` }),
        ],
        province: '440000',
        city: '440600',
        address: '顺德区某某路 12 号',
        note: '常年合作',
      }),
    );
  const first = await archivist.customers.get({ id: 1 });
  if (first.access !== 'full') throw new Error('closed');
  const { input, version } = first;
  await archivist.customers.update({ id: 1, version, input: { ...input, note: '改过' }, reason: null });
  const developer = vault.as('developer').filings;
  const report = (submit = true) => developer.save({ id: null, version: null, input: aCustomer(), submit });
  await archivist.filings.accept({ ...(await report()), input: aCustomer() });
  await archivist.filings.return({ ...(await report()), reason: because('缺少联系人') });
  await report(false);
  await fillRepairs(vault);
  await fillEnvironment(vault);
  await fillTests(vault);
  const list = await vault.as('supervisor').lists.all();
  const items = (list['size'] ?? []).map(({ code, labelZh, labelEn }) => ({ code, labelZh, labelEn }));
  await vault
    .as('supervisor')
    .lists.edit({ list: 'size', items: [...items, { labelZh: '超大', labelEn: '' }] });
  const admin = vault.as('system_admin');
  await admin.settings.set({ lockAfterMinutes: 12 });
  await confirmed(
    vault,
    admin.accounts.create({
      login: 'newcomer',
      name: '新人',
      roles: ['requester'],
      department: '销售部',
      person: null,
    }),
  );
  const idOf = (login: string) =>
    vault.host.opened?.handles.reader.value<number>('select id from account where login = ?', login) ?? 0;
  await admin.accounts.resetPassword({ id: idOf('requester') });
  const roles = ['developer', 'archivist'] as const;
  const { request } = await admin.accounts.setRoles({ id: idOf('developer'), roles: [...roles] });
  await vault.as('supervisor').accounts.refuse({ request: request ?? 0, reason: because('尚未商定') });
  await inspected(vault);
  await fillReports(vault);
  await fillImports(vault);
  return vault;
}

/** An import that stands, one that was taken back, and an archive that was joined into another. */
async function fillImports(vault: TestVault): Promise<void> {
  const { customers, import: imports } = vault.as('archivist');
  for (const name of ['台账甲厂', '台账乙厂']) {
    const path = join(vault.folder, `${name}.csv`);
    writeFileSync(path, `客户名称,客户分类\n${name},供应商\n`);
    const token = vault.grant('archivist', path);
    const sheets = [{ sheet: '', headerRow: null, category: null, columns: null }];
    const { planId } = await imports.plan({ token, sheets });
    await imports.run({ planId, answers: { byGroup: {} } });
  }
  await imports.undo({ id: 2 });
  const { id } = await customers.create(aCustomer());
  const { id: otherId } = await customers.create(aCustomer({ phones: ['0757-99998888'] }));
  await customers.join({ id, version: 1, otherId, otherVersion: 1, picks: [] });
}

/** Reports asked for, compiled, released, copied, amended and saved under a name. */
async function fillReports(vault: TestVault): Promise<void> {
  const archivist = vault.as('archivist');
  await approvedRequest(vault, { every: 'single', firstPeriod: '2026-02' });
  await compileDue(vault);
  await vault
    .as('developer')
    .reportRequests.save({ id: null, version: null, submit: false, input: aRequest({ scope: 'secret' }) });
  await vault
    .as('supervisor')
    .reports.comment({ id: 1, table: 'category', row: 'client', measure: 'count', text: '核对' });
  await release(vault, 1);
  const copies = [{ recipient: '王芳', department: '销售部' }, { recipient: '李明' }];
  await archivist.reportCopies.register({ id: 1, copies });
  await archivist.reportCopies.takeBack({ id: 1, copyNo: 2, note: '已阅' });
  const items = [{ table: 'category', row: 'client', measure: 'count', value: 9, reason: '漏计' }];
  const amendment = { id: null, version: null, submit: true, reportId: 1, items };
  await vault.as('supervisor').reportAmendments.save(amendment);
  await vault.as('general_manager').reportAmendments.approve({ id: 1, version: 1, password: TEST_PASSWORD });
  await archivist.reportAmendments.file({ id: 1, version: 2 });
  await vault.as('supervisor').reportAmendments.save({ ...amendment, reportId: 2, submit: false });
  const definition = { id: null, name: '月报', base: 'storage', choices: {}, shared: false } as const;
  await archivist.reportDefinitions.save(definition);
  await archivist.reportDefinitions.share({ id: 1, shared: true });
}

/** A half-year inspected and signed for, with an archive that stood elsewhere and one that was missing, then found. */
async function inspected(vault: TestVault): Promise<void> {
  const { inspections } = vault.as('archivist');
  const { id } = await inspections.open({});
  const { lines } = await inspections.filtered({ id, filter: 'open' });
  const [first = 0, second = 0, ...others] = lines.map((line) => line.id);
  const { personId } = vault.contextOf('archivist').actor;
  await inspections.share({ id, shares: [{ personId, room: null, cabinet: 'A' }] });
  await inspections.scan({ code: codeOf(first), at: { room: '二号库房', cabinet: 'Z', level: 1 } });
  await inspections.putRight({ id: first, no: 1, how: 'put_back' });
  const findings = [{ kind: 'damp', degree: 'slight', note: '封面受潮' } as const];
  await inspections.note({ id: second, no: 0, sheet: { outcome: 'missing', borrower: null, note: null } });
  await inspections.note({
    id: second,
    no: 1,
    sheet: { outcome: 'in_place', findings, borrower: null, note: '已找到' },
  });
  for (const other of others) await inspections.scan({ code: codeOf(other) });
  await testedAndHandled(vault);
  const password = TEST_PASSWORD;
  await inspections.sign({ id, version: 2, password });
  await vault.as('supervisor').inspections.review({ id, version: 3, password });
  await vault.as('service_manager').inspections.approve({ id, version: 4, password });
}

/** Readings by hand and of a file, a look at a room, and one that was taken back. */
async function fillEnvironment(vault: TestVault): Promise<void> {
  const { environment } = vault.as('archivist');
  const at = { room: '一号库房', day: vault.clock.today() };
  const { id } = await environment.record({ ...at, seconds: 3_600, temperature: 215, humidity: 510 });
  const path = join(vault.folder, 'logger.csv');
  writeFileSync(path, 'time,temp,RH\n2025-05-06 08:00,21.5,51\n2025-05-06 09:00,21.6,52\n');
  const mapping = { date: 0, time: null, temperature: 1, humidity: 2, order: null };
  await environment.bring({ token: vault.grant('archivist', path), room: at.room, mapping });
  const ticks = { fire: true, light: false, insects: true, mould: true, damp: true };
  await environment.check({ ...at, ticks, note: '灯没有关' });
  await environment.withdraw({ id, reason: because('看错了') });
}

/** Repairs in every state, with all that can be said of one. */
async function fillRepairs(vault: TestVault): Promise<void> {
  const ctx = vault.contextOf('archivist');
  const source = { kind: 'inspection', id: 1 };
  const [mould, ink, torn] = ctx.transaction((db) => [
    ...noteFindings(db, ctx, {
      customerId: 1,
      findings: [
        { kind: 'mouldy', degree: 'slight', note: '封底' },
        { kind: 'wrong_ink', degree: 'moderate', note: null },
        { kind: 'damaged', degree: 'severe', note: '书脊' },
      ],
      source,
    }),
    noteMissing(db, ctx, { customerId: 2, dueOn: '2026-12-31', source }),
  ]);
  const { repairs } = vault.as('archivist');
  const day = ctx.clock.today();
  const id = mould?.repairId ?? 0;
  const plan = { method: 'mould_removal', doer: { text: '装裱店' }, dueOn: day, note: '送修' } as const;
  await repairs.plan({ id, version: 1, ...plan });
  await repairs.done({ id, version: 2, doneOn: day, method: 'mould_removal', note: null });
  await repairs.reopen({ id, version: 3, reason: because('又发霉') });
  await repairs.withdraw({ id: ink?.repairId ?? 0, version: 1, reason: because('看错了') });
  const person = { id: ctx.actor.personId };
  const own = {
    id: torn?.repairId ?? 0,
    version: 1,
    method: 'backing',
    doer: person,
    dueOn: day,
    note: null,
  } as const;
  await repairs.plan(own);
  await repairs.done({ id: own.id, version: 2, doneOn: day, method: 'backing', note: null });
}

/** A test of everything with a word on what failed, and a list of staff. */
async function fillTests(vault: TestVault): Promise<void> {
  await vault.as('archivist').properties.run();
  const { properties } = vault.as('supervisor');
  await properties.handle({ id: 1, check: 'staff', reason: because('名单待补') });
  await properties.setStaff({ day: vault.clock.today(), names: ['周宁', '陈静'] });
}
