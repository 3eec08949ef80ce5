import { verifyVault } from '../../db/features/audit/verify.ts';
import { copyFileSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { LISTS } from '../../db/features/lists/service.ts';
import { join } from 'node:path';
import { expect, inject, test, vi } from 'vitest';
import { anchorDigits } from '../../db/domain/anchor-code.ts';
import { DEFAULT_PATTERN } from '../../db/domain/archive-no.ts';
import { noteFindings } from '../../db/features/repairs/service.ts';
import { makeVault } from '../../db/features/vault/service.ts';
import { ROLES } from '../../db/domain/roles.ts';
import { appRouter } from '../../db/router/index.ts';
import { prepareVault } from '../../db/vault/index.ts';
import { INSPECTION_ACTS } from './acts-of-inspections.ts';
import { REPORT_ACTS } from './acts-of-reports.ts';
import { confirmed } from '../support/accounts.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../support/vault.ts';
import { aCustomer } from '../support/factories.ts';
import { because } from '../support/reasons.ts';
import { forgetWitnesses } from './own-tool.ts';

/** Runs the act itself; what was needed before it is done outside. */
type During = <Result>(act: () => Promise<Result>) => Promise<Result>;
/** Does one mutation of the router and says which rows it must leave, oldest first: `action object`. */
type Act = (vault: TestVault, during: During) => Promise<string[]>;

/** What leaves no row: choices and unsaved input of the person alone, and what is only looked at before it is done. */
const WITHOUT_ROW = [
  'backup.inspect',
  'backup.preview',
  'customers.previewMany',
  'drafts.discard',
  'drafts.save',
  'drafts.setAside',
  'environment.preview',
  'import.forgetTemplate',
  'import.inspect',
  'import.plan',
  'import.preview',
  'preferences.set',
  'preferences.setAside',
  'prints.pdfOfPages',
  'properties.pause',
  'reports.behind',
  'reports.charts',
  'reports.computeAgain',
  'reports.run',
  'setAside.dismiss',
  'vault.discardSheets',
  'vault.draftCreate',
  'vault.draftSheets',
  'vault.verifyPassword',
];

/** What is done to accounts and keys, and each backup, is anchored. */
const ANCHOR = 'audit.anchor archive';

/** A new archive with one account. */
const MADE = [
  'vault.create archive',
  'accounts.create account:1',
  ...['archive_meta', ...LISTS.toSorted().map((list) => `list:${list}`), 'account:1', 'archive'].map(
    (object) => `audit.particulars ${object}`,
  ),
];

/** Eight people; the first makes it, 信息专员 goes in. */
const TRIED = [
  'vault.create archive',
  ...ROLES.map((_, at) => `accounts.create account:${at + 1}`),
  ...[
    'archive_meta',
    ...LISTS.toSorted().map((list) => `list:${list}`),
    ...ROLES.map((_, at) => `account:${at + 1}`),
    'archive',
  ].map((object) => `audit.particulars ${object}`),
  'vault.sign_in account:3',
  ANCHOR,
  'vault.sign_out account:1',
];

/** One of each other mutation. A new one brings its own: nothing is done in an archive without a row that says so. */
const ACTS: Record<string, Act> = {
  async 'accounts.create'(vault, during) {
    const admin = vault.as('system_admin');
    const { id } = await during(() =>
      admin.accounts.create({ login: 'chen.jing', name: '陈静', roles: ['archivist'] }),
    );
    return [`accounts.ask account:${id}`, ANCHOR];
  },
  async 'accounts.setRoles'(vault, during) {
    const id = await accountOf(vault, 'developer');
    await during(async () => {
      const { accounts } = vault.as('system_admin');
      await accounts.setRoles({ id, roles: ['auditor'] });
      await accounts.setRoles({ id, roles: ['requester'] });
    });
    return [`accounts.set_roles account:${id}`, ANCHOR, `accounts.ask account:${id}`, ANCHOR];
  },
  async 'accounts.setPerson'(vault, during) {
    const id = await accountOf(vault, 'developer');
    const { setPerson } = vault.as('system_admin').accounts;
    await during(() => setPerson({ id, name: '陈静', department: '客户服务部' }));
    return [`accounts.set_person account:${id}`, `accounts.set_department account:${id}`, ANCHOR];
  },
  async 'accounts.resetPassword'(vault, during) {
    const id = await accountOf(vault, 'developer');
    await during(() => vault.as('system_admin').accounts.resetPassword({ id }));
    return [`accounts.ask account:${id}`, ANCHOR];
  },
  async 'accounts.disable'(vault, during) {
    const id = await accountOf(vault, 'developer');
    await during(() => vault.as('system_admin').accounts.disable({ id }));
    return [`accounts.disable account:${id}`, ANCHOR];
  },
  async 'accounts.enable'(vault, during) {
    const id = await accountOf(vault, 'developer');
    await vault.as('system_admin').accounts.disable({ id });
    // Its row is of the act before.
    await vault.host.keyRenewed();
    await during(() => vault.as('system_admin').accounts.enable({ id }));
    return [`accounts.ask account:${id}`, ANCHOR];
  },
  async 'accounts.withdraw'(vault, during) {
    const { request, object } = await asked(vault);
    await during(() => vault.as('system_admin').accounts.withdraw({ request }));
    return [`accounts.withdraw ${object}`, ANCHOR];
  },
  async 'accounts.confirm'(vault, during) {
    const { request, object } = await asked(vault);
    const supervisor = vault.as('supervisor');
    await during(() => supervisor.accounts.confirm({ requests: [request], password: TEST_PASSWORD }));
    return [`accounts.reset_password ${object}`, ANCHOR];
  },
  async 'accounts.refuse'(vault, during) {
    const { request, object } = await asked(vault);
    const reason = { choice: 'not_agreed' as const, text: null };
    await during(() => vault.as('supervisor').accounts.refuse({ request, reason }));
    return [`accounts.refuse ${object}`, ANCHOR];
  },
  async 'accounts.confirmWithSheets'(vault, during) {
    const { accounts } = vault.as('system_admin');
    for (const login of ['supervisor', 'service_manager', 'general_manager'])
      await accounts.disable({ id: await accountOf(vault, login) });
    await vault.host.keyRenewed();
    const { request, object } = await asked(vault);
    const [one, two] = vault.sheets;
    await during(() => accounts.confirmWithSheets({ request, sheets: [one, two] }));
    return [`accounts.reset_password ${object}`, ANCHOR];
  },
  async 'accounts.acknowledge'(vault, during) {
    const id = await accountOf(vault, 'requester');
    await vault.as('system_admin').accounts.setRoles({ id, roles: ['auditor'] });
    const requester = vault.as('requester');
    const { told } = await requester.accounts.told();
    await during(() => requester.accounts.acknowledge({ upTo: told[0]?.row ?? 0 }));
    return [`accounts.acknowledge account:${id}`];
  },
  async 'audit.verify'(vault, during) {
    const auditor = vault.as('auditor');
    await during(() => auditor.audit.verify());
    return ['audit.verify archive'];
  },
  async 'audit.verifySinceAnchor'(vault, during) {
    const auditor = vault.as('auditor');
    await during(() => auditor.audit.verifySinceAnchor());
    return ['audit.verify archive'];
  },
  async 'audit.compare'(vault, during) {
    const auditor = vault.as('auditor');
    const head = await auditor.audit.head();
    if (!head) throw new Error('a log without rows');
    await during(() => auditor.audit.compare({ code: anchorDigits(head) }));
    return [`audit.compare audit:${head.seq}`];
  },
  async 'backup.make'(vault, during) {
    const token = vault.grant('system_admin', mkdtempSync(join(vault.folder, 'stick-')), 'write');
    await during(() => vault.as('system_admin').backup.make({ token }));
    return ['settings.edit settings', 'backup.make archive', ANCHOR];
  },
  async 'backup.addPlace'(vault, during) {
    const token = vault.grant('system_admin', mkdtempSync(join(vault.folder, 'stick-')), 'write');
    await during(() => vault.as('system_admin').backup.addPlace({ token }));
    return ['settings.edit settings'];
  },
  async 'backup.removePlace'(vault, during) {
    const admin = vault.as('system_admin');
    const stick = mkdtempSync(join(vault.folder, 'stick-'));
    await admin.backup.addPlace({ token: vault.grant('system_admin', stick, 'write') });
    const [place] = (await admin.backup.list()).places;
    await during(() => admin.backup.removePlace({ key: place?.key ?? '' }));
    return ['settings.edit settings'];
  },
  async 'backup.plan'(vault, during) {
    await during(() => vault.as('system_admin').backup.plan({ time: '12:30', daily: true }));
    return ['settings.edit settings'];
  },
  async 'backup.rehearse'(vault, during) {
    const token = vault.grant('system_admin', mkdtempSync(join(vault.folder, 'stick-')), 'write');
    await vault.as('system_admin').backup.make({ token });
    await during(() => vault.as('supervisor').backup.rehearse());
    return ['backup.rehearse archive'];
  },
  async 'backup.accept'(vault, during) {
    const token = vault.grant('system_admin', mkdtempSync(join(vault.folder, 'stick-')), 'write');
    await vault.as('system_admin').backup.make({ token });
    // As if the last good one had had many more.
    vault.opened.vault.database.exec(
      `update archive_meta set value = replace(value, '"list_item":1', '"list_item":91') where key = 'backup_base'`,
    );
    expect((await vault.as('system_admin').backup.make({ token: null })).fallen).toEqual(['list_item']);
    await during(() => vault.as('supervisor').backup.accept());
    return ['backup.accept archive'];
  },
  async 'backup.release'(vault, during) {
    const stick = mkdtempSync(join(vault.folder, 'stick-'));
    const made = await vault
      .as('system_admin')
      .backup.make({ token: vault.grant('system_admin', stick, 'write') });
    vault.host.signOutAll('closed');
    const manager = vault.stranger();
    const secret = { login: 'service_manager', password: TEST_PASSWORD };
    const folder = vault.grant('stranger', made.folder);
    forgetWitnesses(vault);
    const { restoreId } = await manager.backup.inspect({ token: folder, secret });
    const path = join(vault.folder, 'restored.kda');
    await manager.backup.restore({ restoreId, token: vault.grant('stranger', path, 'write') });
    await manager.vault.unlock({ token: vault.grant('stranger', path), ...secret });
    vault.clock.advance({ days: 31 });
    await during(() => manager.backup.release());
    return ['backup.release archive'];
  },
  async 'backup.restore'(vault, during) {
    const stick = mkdtempSync(join(vault.folder, 'stick-'));
    const made = await vault
      .as('system_admin')
      .backup.make({ token: vault.grant('system_admin', stick, 'write') });
    vault.host.signOutAll('closed');
    const restorer = vault.stranger();
    const secret = { login: 'archivist', password: TEST_PASSWORD };
    const { restoreId } = await restorer.backup.inspect({
      token: vault.grant('stranger', made.folder),
      secret,
    });
    const path = join(vault.folder, 'restored.kda');
    // Seen since on this computer was the row of the backup itself: another computer, which saw nothing.
    forgetWitnesses(vault);
    await during(async () => {
      await restorer.backup.restore({ restoreId, token: vault.grant('stranger', path, 'write') });
      // Nobody is signed in who could sign it: whoever comes first does.
      await restorer.vault.unlock({ token: vault.grant('stranger', path), ...secret });
    });
    const id = vault.host.requireSession('stranger').actor.accountId;
    const rows = rowsOf(vault);
    expect(rows.slice(made.head.seq)).toEqual([
      `allow vault.sign_in account:${id}`,
      'allow backup.restore archive',
    ]);
    return rows.map((row) => row.replace('allow ', ''));
  },
  async 'setAside.save'(vault, during) {
    const archivist = vault.as('archivist');
    await archivist.drafts.save({ key: 'k', value: { a: 1 } });
    await archivist.drafts.setAside({ key: 'k', why: 'newer' });
    const [kept] = await archivist.setAside.list();
    const id = kept?.id ?? 0;
    const token = vault.grant('archivist', join(vault.folder, 'kept.txt'), 'write');
    await during(() => archivist.setAside.save({ id, token }));
    return [`set_aside.save set_aside:${id}`];
  },
  async 'clock.vouch'(vault, during) {
    const archivist = vault.as('archivist');
    vault.clock.advance({ days: -30 });
    await during(() => archivist.clock.vouch());
    return ['clock.doubt archive', 'clock.vouch archive'];
  },
  async 'clock.vouchWithSheets'(vault, during) {
    const archivist = vault.as('archivist');
    vault.clock.advance({ days: -30 });
    const [one, two] = vault.sheets;
    await during(() => archivist.clock.vouchWithSheets({ sheets: [one, two] }));
    return ['clock.doubt archive', 'clock.vouch archive', 'clock.right archive'];
  },
  async 'customers.create'(vault, during) {
    const archivist = vault.as('archivist');
    const { id } = await during(() => archivist.customers.create(aCustomer()));
    return [`customers.create customer:${id}`];
  },
  async 'customers.update'(vault, during) {
    const { id, input } = await filed(vault);
    const changed = { ...input, note: '改约每月一次' };
    await during(() =>
      vault.as('archivist').customers.update({ id, version: 1, input: changed, reason: null }),
    );
    return [`customers.edit customer:${id}`];
  },
  async 'customers.classify'(vault, during) {
    const { id } = await filed(vault);
    const supervisor = vault.as('supervisor');
    const change = {
      id,
      version: 1,
      secrecy: 'secret',
      secrecyUntil: null,
      reason: because('涉及报价'),
    } as const;
    await during(() => supervisor.customers.classify(change));
    return [`customers.classify customer:${id}`];
  },
  async 'customers.assign'(vault, during) {
    const { id } = await filed(vault);
    await vault.signIn('service_manager');
    const { personId } = vault.contextOf('archivist').actor;
    const people = { responsibleId: null, keeperId: personId };
    const { assign } = vault.as('service_manager').customers;
    await during(() => assign({ id, version: 1, ...people, reason: because('专人保管') }));
    return [`customers.assign customer:${id}`];
  },
  async 'customers.export'(vault, during) {
    await filed(vault);
    const { id } = await vault.as('archivist').customers.create(aCustomer({ secrecy: 'secret' }));
    const token = vault.grant('archivist', join(vault.folder, 'list.xlsx'), 'write');
    const request = { token, view: {}, ids: null, language: 'zh-CN' } as const;
    await during(() => vault.as('archivist').customers.export(request));
    return [`customers.export customer:${id}`, 'customers.export list'];
  },
  ...INSPECTION_ACTS,
  ...REPORT_ACTS,
  async 'filings.save'(vault, during) {
    await vault.signIn('developer');
    const developer = vault.as('developer');
    const [kept, submitted] = await during(async () => {
      const draft = await developer.filings.save({
        id: null,
        version: null,
        input: aCustomer(),
        submit: false,
      });
      const sent = await developer.filings.save({ ...draft, input: aCustomer(), submit: true });
      return [draft, sent];
    });
    return [`filings.save filing:${kept?.id}`, `filings.submit filing:${submitted?.id}`];
  },
  async 'filings.accept'(vault, during) {
    const { id, version, input } = await submitted(vault);
    const archivist = vault.as('archivist');
    const filedAs = await during(() => archivist.filings.accept({ id, version, input }));
    return [`customers.create customer:${filedAs.id}`, `filings.accept filing:${id}`];
  },
  async 'filings.return'(vault, during) {
    const { id, version } = await submitted(vault);
    const archivist = vault.as('archivist');
    await during(() => archivist.filings.return({ id, version, reason: because('缺少联系人') }));
    return [`filings.return filing:${id}`];
  },
  async 'filings.withdraw'(vault, during) {
    const { id, version } = await submitted(vault);
    await during(() => vault.as('developer').filings.withdraw({ id, version }));
    return [`filings.withdraw filing:${id}`];
  },
  async 'import.run'(vault, during) {
    const { planId } = await planned(vault);
    const counts = await during(() => vault.as('archivist').import.run({ planId, answers: { byGroup: {} } }));
    expect(counts).toMatchObject({ added: 1, refused: 1 });
    return ['customers.create customer:1', 'import.apply import:1'];
  },
  async 'import.undo'(vault, during) {
    const { planId } = await planned(vault);
    const archivist = vault.as('archivist');
    const { importId: id } = await archivist.import.run({ planId, answers: { byGroup: {} } });
    await during(() => archivist.import.undo({ id }));
    return ['customers.take_back customer:1', `import.undo import:${id}`];
  },
  async 'customers.changeMany'(vault, during) {
    const { id } = await filed(vault);
    await changeMany(vault, during);
    return [`customers.edit customer:${id}`, 'customers.change_many list'];
  },
  async 'customers.undoMany'(vault, during) {
    const { id } = await filed(vault);
    const { act } = await changeMany(vault);
    await during(() => vault.as('archivist').customers.undoMany({ act }));
    return [`customers.edit customer:${id}`, `customers.undo_many bulk:${act}`];
  },
  async 'customers.join'(vault, during) {
    await joinTwo(vault, during);
    return ['customers.edit customer:1', 'customers.join customer:2'];
  },
  async 'customers.part'(vault, during) {
    await joinTwo(vault);
    await during(() => vault.as('archivist').customers.part({ id: 2 }));
    return ['customers.edit customer:1', 'customers.part customer:2'];
  },
  async 'import.saveRefused'(vault, during) {
    const { planId } = await planned(vault);
    await vault.as('archivist').import.run({ planId, answers: { byGroup: {} } });
    const token = vault.grant('archivist', join(vault.folder, 'refused.xlsx'), 'write');
    await during(() => vault.as('archivist').import.saveRefused({ planId, token, language: 'zh-CN' }));
    return [`import.save_refused import:${planId}`];
  },
  async 'lists.edit'(vault, during) {
    const supervisor = vault.as('supervisor');
    const items = [{ labelZh: '五金', labelEn: 'Hardware' }];
    await during(() => supervisor.lists.edit({ list: 'industry', items }));
    return ['lists.edit list:industry'];
  },
  async 'prints.pages'(vault, during) {
    const { id } = await filed(vault);
    await during(() => vault.as('archivist').prints.pages({ form: 'card', id }));
    return [`customers.print customer:${id}`];
  },
  async 'prints.docx'(vault, during) {
    const { id } = await filed(vault);
    await during(() => vault.as('archivist').prints.docx({ form: 'card', id }));
    return [`customers.print customer:${id}`];
  },
  async 'prints.pdf'(vault, during) {
    const { id } = await filed(vault);
    const token = vault.grant('archivist', join(vault.folder, 'card.pdf'), 'write');
    await during(() => vault.as('archivist').prints.pdf({ form: 'card', id, token }));
    return [`customers.print customer:${id}`];
  },
  async 'environment.record'(vault, during) {
    const at = await roomOf(vault);
    const reading = { ...at, seconds: 0, temperature: 200, humidity: 500 };
    await during(() => vault.as('archivist').environment.record(reading));
    return ['environment.record environment:1'];
  },
  async 'environment.bring'(vault, during) {
    const { room } = await roomOf(vault);
    const path = join(vault.folder, 'logger.csv');
    writeFileSync(path, 'time,temp\n2025-05-06 08:00,21.5\n');
    const mapping = { date: 0, time: null, temperature: 1, humidity: null, order: null };
    const token = vault.grant('archivist', path);
    await during(() => vault.as('archivist').environment.bring({ token, room, mapping }));
    return ['environment.record environment:1'];
  },
  async 'environment.check'(vault, during) {
    const at = await roomOf(vault);
    const ticks = { fire: true, light: true, insects: true, mould: true, damp: true };
    await during(() => vault.as('archivist').environment.check({ ...at, ticks, note: null }));
    return ['environment.record environment:1'];
  },
  async 'environment.withdraw'(vault, during) {
    const at = await roomOf(vault);
    const { environment } = vault.as('archivist');
    const { id } = await environment.record({ ...at, seconds: 0, temperature: 200, humidity: null });
    await during(() => environment.withdraw({ id, reason: because('看错了') }));
    return ['environment.withdraw environment:1'];
  },
  async 'properties.run'(vault, during) {
    const archivist = vault.as('archivist');
    await during(() => archivist.properties.run());
    return ['properties.test property_test:1'];
  },
  async 'properties.resume'(vault, during) {
    const archivist = vault.as('archivist');
    const running = archivist.properties.run();
    await vi.waitFor(() => archivist.properties.pause());
    expect(await running).toEqual({ id: null });
    await during(() => archivist.properties.resume());
    return ['properties.test property_test:1'];
  },
  async 'properties.handle'(vault, during) {
    await vault.as('archivist').properties.run();
    const supervisor = vault.as('supervisor');
    const handled = { id: 1, check: 'staff', reason: because('名单待补') };
    await during(() => supervisor.properties.handle(handled));
    return ['properties.handle property_test:1'];
  },
  async 'properties.setStaff'(vault, during) {
    const supervisor = vault.as('supervisor');
    await during(() => supervisor.properties.setStaff({ day: '2026-03-01', names: ['周宁'] }));
    return ['properties.staff staff_list:1'];
  },
  async 'repairs.plan'(vault, during) {
    const id = mouldy(vault, (await filed(vault)).id);
    const plan = {
      method: 'copying',
      doer: { text: '装裱店' },
      dueOn: vault.clock.today(),
      note: null,
    } as const;
    await during(() => vault.as('archivist').repairs.plan({ id, version: 1, ...plan }));
    return [`repairs.plan repair:${id}`];
  },
  async 'repairs.done'(vault, during) {
    const id = mouldy(vault, (await filed(vault)).id);
    const done = { doneOn: vault.clock.today(), method: 'copying', note: null } as const;
    await during(() => vault.as('archivist').repairs.done({ id, version: 1, ...done }));
    return [`repairs.done repair:${id}`];
  },
  async 'repairs.reopen'(vault, during) {
    const id = mouldy(vault, (await filed(vault)).id);
    const archivist = vault.as('archivist');
    await archivist.repairs.withdraw({ id, version: 1, reason: because('看错了') });
    await during(() => archivist.repairs.reopen({ id, version: 2, reason: because('没有看错') }));
    return [`repairs.reopen repair:${id}`];
  },
  async 'repairs.withdraw'(vault, during) {
    const id = mouldy(vault, (await filed(vault)).id);
    await during(() => vault.as('archivist').repairs.withdraw({ id, version: 1, reason: because('看错了') }));
    return [`repairs.withdraw repair:${id}`];
  },
  async 'seed.run'(vault, during) {
    await makeTrial(vault);
    await during(() => vault.stranger('trial').seed.run({ customers: 3 }));
    // The accounts with which it was made.
    return ['seed.run seed', ANCHOR];
  },
  async 'settings.set'(vault, during) {
    const admin = vault.as('system_admin');
    await during(() => admin.settings.set({ lockAfterMinutes: 15 }));
    return ['settings.edit settings'];
  },
  async 'vault.create'(vault, during) {
    await during(() => makeByWizard(vault));
    return MADE;
  },
  async 'vault.tryOut'(vault, during) {
    vault.host.signOutAll('closed');
    const token = vault.grant('trier', join(vault.folder, 'trial.kda'), 'write');
    const company = '试用公司';
    await during(() => vault.stranger('trier').vault.tryOut({ token, company, people: [] }));
    return TRIED;
  },
  async 'vault.recover'(vault, during) {
    const { sheets } = await makeByWizard(vault);
    const wizard = vault.stranger('wizard');
    await wizard.vault.lock();
    const asked = { token: null, sheets, login: 'root', password: 'a password found again' };
    await during(() => wizard.vault.recover(asked));
    return [
      ...MADE,
      'vault.sign_out account:1',
      'vault.recover account:1',
      'vault.sign_in account:1',
      ANCHOR,
    ];
  },
  async 'vault.unlock'(vault, during) {
    const id = await accountOf(vault, 'developer');
    const token = vault.grant('door', vault.path);
    await during(() =>
      vault.stranger('door').vault.unlock({ token, login: 'developer', password: TEST_PASSWORD }),
    );
    return [`vault.sign_in account:${id}`];
  },
  async 'vault.unlockWithSecond'(vault, during) {
    const { path, folder } = vault;
    await putBack(vault);
    const asked = { login: 'supervisor', password: TEST_PASSWORD };
    const second = { login: 'system_admin', password: TEST_PASSWORD };
    const token = vault.grant('door', path);
    await during(() => vault.stranger('door').vault.unlockWithSecond({ token, ...asked, second }));
    expect(existsSync(join(folder, 'program'))).toBe(true);
    const id = vault.host.requireSession('door').actor.accountId;
    return [
      ...rowsOf(vault).slice(0, -3),
      'vault.accept_differing archive',
      `vault.sign_in account:${id}`,
      ANCHOR,
    ].map((row) => row.replace('allow ', ''));
  },
  async 'audit.acknowledge'(vault, during) {
    await putBack(vault);
    const second = { login: 'system_admin', password: TEST_PASSWORD };
    const asked = { login: 'supervisor', password: TEST_PASSWORD };
    await vault
      .stranger('door')
      .vault.unlockWithSecond({ token: vault.grant('door', vault.path), ...asked, second });
    const auditor = vault.as('auditor');
    const [difference] = await auditor.audit.differences();
    const seq = difference?.seq ?? 0;
    await during(() => auditor.audit.acknowledge({ seq }));
    expect(await auditor.audit.differences()).toEqual([]);
    return [`audit.acknowledge audit:${seq}`];
  },
  async 'witnesses.choosePlace'(vault, during) {
    const token = vault.grant('system_admin', mkdtempSync(join(vault.folder, 'stick-')), 'write');
    await during(() => vault.as('system_admin').witnesses.choosePlace({ token }));
    return ['settings.edit settings'];
  },
  async 'vault.activate'(vault, during) {
    const admin = vault.as('system_admin');
    const login = 'chen.jing';
    const made = await confirmed(vault, admin.accounts.create({ login, name: '陈静', roles: ['archivist'] }));
    const token = vault.grant('new', vault.path);
    const asked = { token, login, code: made.code, password: 'four plain words here' };
    await during(() => vault.stranger('new').vault.activate(asked));
    return [`vault.change_password account:${made.id}`, `vault.sign_in account:${made.id}`, ANCHOR];
  },
  async 'vault.changePassword'(vault, during) {
    const archivist = vault.as('archivist');
    const id = await accountOf(vault, 'archivist');
    await during(() =>
      archivist.vault.changePassword({ current: TEST_PASSWORD, next: 'a new and long one' }),
    );
    return [`vault.change_password account:${id}`, ANCHOR];
  },
  async 'vault.renewSheets'(vault, during) {
    const admin = vault.as('system_admin');
    const { draftId, quiz, sheets } = await admin.vault.draftSheets();
    const answers = quiz.map(({ sheet, line }) => ({
      sheet,
      line,
      text: sheets[sheet - 1]?.lines[line - 1] ?? '',
    }));
    const second = { login: 'supervisor', password: TEST_PASSWORD };
    await during(() => admin.vault.renewSheets({ draftId, answers, second }));
    return ['vault.renew_sheets archive_meta'];
  },
  async 'vault.move'(vault, during) {
    const home = mkdtempSync(join(vault.folder, 'home-'));
    const before = rowsOf(vault).length;
    const signedIn = ROLES.filter((role) => vault.host.sessionOf(role)).length;
    const token = vault.grant('system_admin', home, 'write');
    const { to } = await during(() => vault.as('system_admin').vault.move({ token }));
    const unlocking = { token: vault.grant('stranger', to), login: 'archivist', password: TEST_PASSWORD };
    await vault.stranger().vault.unlock(unlocking);
    const rows = rowsOf(vault).map((row) => row.replace('allow ', ''));
    const left = rows.slice(before).map((row) => row.replace(/:\d+$/, ''));
    const out = Array.from({ length: signedIn }, () => 'vault.sign_out account');
    expect(left).toEqual(['vault.move archive', ...out, 'vault.sign_in account']);
    return rows;
  },
  async 'vault.lock'(vault, during) {
    await vault.signIn('archivist');
    const id = await accountOf(vault, 'developer');
    await vault.signIn('developer');
    const developer = vault.as('developer');
    await during(() => developer.vault.lock());
    return [`vault.sign_out account:${id}`];
  },
  async 'vault.close'(vault, during) {
    await vault.signIn('archivist');
    const id = await accountOf(vault, 'developer');
    await vault.signIn('developer');
    const developer = vault.as('developer');
    await during(() => developer.vault.close());
    return [`vault.sign_out account:${id}`];
  },
};

function mutations(): string[] {
  const procedures: Record<string, unknown> = appRouter._def.procedures;
  return Object.keys(procedures).filter((path) => {
    const { _def } = procedures[path] as { _def: { type: string } };
    return _def.type === 'mutation';
  });
}

test('every mutation leaves a row that is looked for below, or is known to leave none', () => {
  expect([...Object.keys(ACTS), ...WITHOUT_ROW].toSorted()).toEqual(mutations().toSorted());
});

test.each(Object.entries(ACTS))('%s leaves its rows in the log, and no other', async (_, act) => {
  await using vault = await openTestVault({ printPdf: async () => Buffer.from('%PDF') });
  // Whoever is let in, turned away or sent out below is not here yet.
  await vault.signIn(...ROLES.filter((role) => role !== 'developer'));
  const rowsBefore = new Map<string | undefined, number>();
  const wanted = await act(vault, async (work) => {
    rowsBefore.set(vault.host.opened?.vault.path, rowsOf(vault).length);
    return work();
  });
  const before = rowsBefore.get(vault.host.opened?.vault.path) ?? 0;
  expect(rowsOf(vault).slice(before)).toEqual(wanted.map((row) => `allow ${row}`));
  expect(wrongIn(vault)).toEqual([]);
});

/** What the look at everything finds: each act is one that its rules allow. */
function wrongIn({ host, clock }: TestVault) {
  const { opened, registries } = host;
  if (!opened) return [];
  const { facts, hash, handles } = opened;
  const { checks } = verifyVault({ reader: handles.reader, facts, hash, clock, registries });
  return checks.filter(({ ok }) => !ok);
}

function rowsOf({ host }: TestVault): string[] {
  const rows = host.opened?.handles.reader.rows<Record<'decision' | 'action' | 'object', string>>(
    'select decision, action, object from audit order by seq',
  );
  return (rows ?? []).map(({ decision, action, object }) => `${decision} ${action} ${object}`);
}

/** The account of a role, for whom nobody is signed in yet; the one who will act is. */
async function accountOf(vault: TestVault, login: string): Promise<number> {
  const accounts = await vault.as('system_admin').accounts.list();
  return accounts.find((account) => account.login === login)?.id ?? 0;
}

/** A new code for somebody who is not signed in, asked for and not confirmed. */
async function asked(vault: TestVault) {
  const id = await accountOf(vault, 'developer');
  const { request } = await vault.as('system_admin').accounts.resetPassword({ id });
  return { request: request ?? 0, object: `account:${id}` };
}

async function filed(vault: TestVault) {
  const input = aCustomer();
  return { ...(await vault.as('archivist').customers.create(input)), input };
}

/** A room with an archive in it, today. */
async function roomOf(vault: TestVault) {
  const shelf = { room: '一号库房', cabinet: 'A', level: 1, position: 1 };
  await vault.as('archivist').customers.create(aCustomer({ shelf }));
  return { room: shelf.room, day: vault.clock.today() };
}

/** A repair of an archive, as an inspection opens it. */
function mouldy(vault: TestVault, customerId: number): number {
  const ctx = vault.contextOf('archivist');
  const findings = [{ kind: 'mouldy', degree: 'slight', note: null }] as const;
  const found = { customerId, findings, source: { kind: 'inspection', id: 1 } };
  return ctx.transaction((db) => noteFindings(db, ctx, found))[0]?.repairId ?? 0;
}

async function submitted(vault: TestVault) {
  const input = aCustomer({ firstContactOn: '2026-02-20' });
  const filing = { id: null, version: null, input, submit: true };
  return { ...(await vault.as('developer').filings.save(filing)), input };
}

/** An import of one row that can come in and one that cannot, ready to run. */
async function joinTwo(vault: TestVault, during: During = (act) => act()): Promise<void> {
  const archivist = vault.as('archivist');
  for (const phones of [[], ['0757-22223333']]) await archivist.customers.create(aCustomer({ phones }));
  const join = { id: 1, version: 1, otherId: 2, otherVersion: 1, picks: [] };
  await during(() => archivist.customers.join(join));
}

/** All archives get one word more. */
async function changeMany(vault: TestVault, during: During = (act) => act()) {
  const { customers } = vault.as('archivist');
  const change = { field: 'indexTerms', way: 'add', value: '门锁' } as const;
  const asked = { chosen: { view: {}, ids: null }, change };
  const { seen } = await customers.previewMany(asked);
  return during(() => customers.changeMany({ ...asked, seen, reason: null }));
}

async function planned(vault: TestVault) {
  const path = join(vault.folder, 'ledger.csv');
  writeFileSync(path, '单位名称,首次接触日期\n龙江一五金厂,2025-03-01\n无,2025-03-02\n');
  const token = vault.grant('archivist', path);
  const sheet = { sheet: '', headerRow: null, category: 'supplier' as const, columns: null };
  return vault.as('archivist').import.plan({ token, sheets: [sheet] });
}

/** A trial archive in place of the one that was open, whose archivist is signed in on `trial`. */
/** The file as it was when it was made, in place of what was done in it since. */
async function putBack(vault: TestVault): Promise<void> {
  vault.host.signOutAll('closed');
  for (const end of ['', '.keys']) copyFileSync(inject('templateVault') + end, vault.path + end);
}

async function makeTrial({ host, folder }: TestVault): Promise<void> {
  host.signOutAll('closed');
  const account = { login: 'clerk', name: '专员', roles: ['archivist' as const], department: null };
  const accounts = [{ ...account, secret: TEST_PASSWORD, oneTime: false }];
  const named = { company: '佛山市试用五金有限公司', fonds: 'QZ02', archiveNoPattern: DEFAULT_PATTERN };
  const facts = { ...named, trial: true, accounts };
  const call = { host, origin: { connection: 'trial', seq: 0 } };
  await makeVault(call, join(folder, 'trial.kda'), await prepareVault(), facts);
}

/** A new archive in place of the one that was open, as the wizard makes it; two of its sheets. */
async function makeByWizard(vault: TestVault) {
  vault.host.signOutAll('closed');
  const token = vault.grant('wizard', join(vault.folder, 'new.kda'), 'write');
  const wizard = vault.stranger('wizard');
  const { draftId, quiz, sheets } = await wizard.vault.draftCreate({
    company: '佛山市新建五金有限公司',
    fonds: 'QZ02',
  });
  const linesOf = (sheet: number) => sheets[sheet - 1]?.lines ?? [];
  await wizard.vault.create({
    draftId,
    token,
    admin: { login: 'root', name: '管理员', password: TEST_PASSWORD },
    accounts: [],
    answers: quiz.map(({ sheet, line }) => ({ sheet, line, text: linesOf(sheet)[line - 1] ?? '' })),
  });
  const typed: [string, string] = [linesOf(1).join('\n'), linesOf(3).join('\n')];
  return { token, sheets: typed };
}
