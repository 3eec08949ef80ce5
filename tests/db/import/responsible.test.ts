/** Who of our own people deals with a customer, as a ledger says it: set where it is open, proposed where it is not (S2). */
import { confirmed } from '../../support/accounts.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fieldOfTitle, guessField } from '../../../db/features/import/columns.ts';
import type { CustomerInput } from '../../../db/domain/customer.ts';
import type { Role } from '../../../db/domain/roles.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';
import { codeOf, refusalOf } from '../../security/support.ts';
import { importFile, listAll, planFile, shortCodes, writeCsv } from './support/importing.ts';
import { codes, draftOne } from './support/drafts.ts';

let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault();
  await vault.signIn('supervisor', 'service_manager', 'developer', 'auditor', 'system_admin');
});
afterEach(() => vault[Symbol.asyncDispose]());

const personOf = (role: Role) => vault.contextOf(role).actor.personId;

async function newcomer(login: string, name: string) {
  const { id } = await confirmed(
    vault,
    vault
      .as('system_admin')
      .accounts.create({ login, name, roles: ['requester'], department: null, person: 'another' }),
  );
  const { personId } = requireFound(
    (await vault.as('system_admin').accounts.list()).find((account) => account.id === id),
  );
  return { id, personId };
}

function requireFound<Found>(found: Found | undefined): Found {
  if (found === undefined) throw new Error('not found');
  return found;
}

const TITLES = '客户名称,客户分类,密级,业务员,备注';
const table = (...lines: string[]) => writeCsv(vault.folder, [TITLES, ...lines, ''].join('\n'));

/** Imports rows and gives the archive of each name as 经理 reads it, with what was said about each row. */
async function brought(...lines: string[]) {
  const { planId, counts } = await importFile(vault, table(...lines));
  const rows = await listAll(vault, planId, 'all');
  return { counts, said: rows.map(({ warnings }) => shortCodes(warnings)), rows };
}

async function recordOf(name: string, role: Role = 'service_manager') {
  const { rows } = await vault.as(role).search.list({ text: name, start: { offset: 0 }, limit: 1 });
  const record = await vault.as(role).customers.get({ id: requireFound(rows[0]).id });
  if (record.access !== 'full') throw new Error('not shown');
  const { responsibleId, proposedResponsibleId, note } = record.input;
  return { id: record.index.id, version: record.version, responsibleId, proposedResponsibleId, note };
}

async function expectVerified() {
  const { ok, checks } = await vault.as('auditor').audit.verify();
  expect(checks.filter((check) => !check.ok)).toEqual([]);
  expect(ok).toBe(true);
}

test('1. titles of ledgers name our person, and 负责人 alone the customer’s', () => {
  for (const title of [
    '业务员',
    '跟单员',
    '跟单',
    '业务代表',
    '销售员',
    '客户经理',
    '我方负责人',
    '档案负责人',
  ])
    expect([title, fieldOfTitle(title)]).toEqual([title, 'responsible']);
  expect(['客服专员', '归属业务员', ' 业 务 员：', '业务员（必填）'].map(fieldOfTitle)).toEqual(
    Array.from({ length: 4 }, () => 'responsible'),
  );
  expect(['负责人', '销售额', '业务员电话', '对方业务员'].map(guessField)).toEqual([
    'contactName',
    'annualVolume',
    'phone',
    null,
  ]);
});

test.each([
  [['李四', '赵六'], 4, '跟单员：赵六', ['person_unknown']],
  [['李四', '李四'], 4, '跟单员：李四', []],
  [['赵六', '李四'], 4, '业务员：赵六', ['person_unknown']],
  [['', '李四'], 4, null, []],
  [['赵六', '王五'], null, '业务员：赵六\n跟单员：王五', ['person_unknown', 'person_unknown']],
])(
  '2. of the columns %j the first that names one counts, the rest is kept',
  (people, responsibleId, note, said) => {
    const { draft, warnings } = draftOne(['客户名称', '业务员', '跟单员'], ['甲公司', ...people]);
    expect(draft?.input).toMatchObject({ responsibleId, note });
    expect(codes(warnings)).toEqual(said);
  },
);

describe('3. a name', () => {
  test('however it is spaced, wide or traditional, is the one person of that name', async () => {
    const liu = await newcomer('liu', '刘国强');
    const john = await newcomer('john', 'John Smith');
    const { said } = await brought(
      '甲公司,供应商,,刘国强,',
      '乙公司,供应商,,"刘　国 强 ",',
      '丙公司,供应商,,劉國強,',
      '丁公司,供应商,,ＪＯＨＮ　smith,',
      '戊公司,供应商,,/,',
    );
    expect(said).toEqual([[], [], [], [], []]);
    for (const name of ['甲公司', '乙公司', '丙公司'])
      expect(await recordOf(name)).toMatchObject({ responsibleId: liu.personId, note: null });
    expect(await recordOf('丁公司')).toMatchObject({ responsibleId: john.personId });
    expect(await recordOf('戊公司')).toMatchObject({ responsibleId: null, note: null });
    await expectVerified();
  });

  test('of nobody, of two people, or of somebody who left is kept in the note, and said', async () => {
    await newcomer('wang1', '王芳');
    await newcomer('wang2', '王 芳');
    const { id } = await newcomer('chen', '陈静');
    await vault.as('system_admin').accounts.disable({ id });
    const { said } = await brought(
      '甲公司,供应商,,赵六,老客户',
      '乙公司,供应商,机密,王芳,',
      '丙公司,供应商,,陈静,',
      '丁公司,供应商,,赵六/王五,',
    );
    expect(said).toEqual([['person_unknown'], ['person_several'], ['person_left'], ['person_unknown']]);
    const nobody = { responsibleId: null, proposedResponsibleId: null };
    expect(await recordOf('甲公司')).toMatchObject({ ...nobody, note: '老客户\n业务员：赵六' });
    expect(await recordOf('乙公司')).toMatchObject({ ...nobody, note: '业务员：王芳' });
    expect(await recordOf('丙公司')).toMatchObject({ ...nobody, note: '业务员：陈静' });
    expect(await recordOf('丁公司')).toMatchObject({ ...nobody, note: '业务员：赵六/王五' });
  });

  test('that somebody left behind means who came after them', async () => {
    const { id } = await newcomer('chen', '陈静');
    await vault.as('system_admin').accounts.disable({ id });
    const later = await newcomer('chen2', '陈静');
    const { said } = await brought('丙公司,供应商,,陈静,');
    expect(said).toEqual([[]]);
    expect(await recordOf('丙公司')).toMatchObject({ responsibleId: later.personId });
  });
});

describe('4. a new archive', () => {
  test.each([
    ['', true],
    ['秘密', true],
    ['机密', false],
    ['绝密', false],
  ])(
    'of class %j names who is responsible: %s; else it is a proposal, which the row says',
    async (secrecy, isSet) => {
      const { said, rows } = await brought(`甲公司,供应商,${secrecy},developer,`);
      const developer = personOf('developer');
      expect(await recordOf('甲公司')).toMatchObject(
        isSet
          ? { responsibleId: developer, proposedResponsibleId: null }
          : { responsibleId: null, proposedResponsibleId: developer },
      );
      expect(said).toEqual([isSet ? [] : ['person_proposed']]);
      const data = rows[0]?.warnings.map((warning) => warning.data);
      expect(data).toEqual(isSet ? [] : [{ values: 'developer' }]);
      await expectVerified();
    },
  );

  test('of which another row says the class has a proposal too', async () => {
    const { said } = await brought('甲公司,供应商,,developer,', '甲公司,供应商,机密,supervisor,');
    expect(said).toEqual([['person_proposed'], ['values_noted']]);
    expect(await recordOf('甲公司')).toMatchObject({
      responsibleId: null,
      proposedResponsibleId: personOf('developer'),
      note: '负责人：supervisor',
    });
  });
});

describe('5. an archive that is there', () => {
  const filed = (input: Partial<CustomerInput>) =>
    vault.as('archivist').customers.create(aCustomer({ name: '甲公司', category: 'supplier', ...input }));

  test('keeps who is responsible, and the row says whom it did not take', async () => {
    await filed({ responsibleId: personOf('archivist') });
    const { said, counts } = await brought('甲公司,供应商,,developer,');
    expect(said).toEqual([['person_kept']]);
    expect(counts).toMatchObject({ updated: 0, skipped: 1, warned: 1 });
    expect(await recordOf('甲公司')).toMatchObject({ responsibleId: personOf('archivist') });
    expect((await brought('甲公司,供应商,,archivist,')).said).toEqual([[]]);
  });

  test('gets somebody where it has nobody and is open', async () => {
    await filed({});
    expect((await brought('甲公司,供应商,,developer,')).said).toEqual([[]]);
    expect(await recordOf('甲公司')).toMatchObject({ responsibleId: personOf('developer') });
    await expectVerified();
  });

  test('gets a proposal where it has nobody and is closed; the newest counts, the same one changes nothing', async () => {
    await filed({ secrecy: 'secret' });
    const proposed = async () => (await recordOf('甲公司')).proposedResponsibleId;
    expect((await brought('甲公司,供应商,,developer,')).said).toEqual([['person_proposed']]);
    expect(await proposed()).toBe(personOf('developer'));
    const again = await brought('甲公司,供应商,,developer,');
    expect([again.said, again.counts.skipped]).toEqual([[[]], 1]);
    await brought('甲公司,供应商,,supervisor,');
    expect(await proposed()).toBe(personOf('supervisor'));
    await brought('甲公司,供应商,,,');
    expect(await proposed()).toBe(personOf('supervisor'));
    const { id } = await recordOf('甲公司');
    const history = await vault
      .as('service_manager')
      .customers.history({ id, field: 'proposedResponsibleId' });
    expect(history.map(({ oldValue, newValue }) => [oldValue, newValue])).toEqual([
      [String(personOf('developer')), String(personOf('supervisor'))],
      [null, String(personOf('developer'))],
    ]);
    await expectVerified();
  });

  test('of which the class has lapsed is open: who is named is set, and a proposal of before goes', async () => {
    await filed({ secrecy: 'secret', secrecyUntil: vault.clock.today() });
    await brought('甲公司,供应商,,developer,');
    vault.clock.advance({ days: 1 });
    await vault.signIn('archivist', 'service_manager', 'auditor');
    await brought('甲公司,供应商,,supervisor,');
    expect(await recordOf('甲公司')).toMatchObject({
      responsibleId: personOf('supervisor'),
      proposedResponsibleId: null,
    });
    await expectVerified();
  });
});

describe('6. a proposal', () => {
  beforeEach(() => brought('甲公司,供应商,机密,developer,'));

  test('opens nothing to whom it names', async () => {
    const { id } = await recordOf('甲公司');
    const developer = vault.as('developer');
    expect(await codeOf(developer.customers.get({ id }))).toBe('customers.not_found');
    const { total } = await developer.search.list({ text: '甲公司', start: { offset: 0 }, limit: 5 });
    expect(total).toBe(0);
  });

  test('is shown to who reads the archive, not by its index', async () => {
    const { id } = await recordOf('甲公司');
    const { rows } = await vault
      .as('service_manager')
      .search.list({ text: '甲公司', start: { offset: 0 }, limit: 5 });
    expect(rows).toHaveLength(1);
    expect(Object.keys(rows[0] ?? {})).not.toContain('proposedResponsibleId');
    const record = await vault.as('service_manager').customers.get({ id });
    expect(Object.keys(record.index)).not.toContain('proposedResponsibleId');
  });

  test.each([
    ['whom it names', 'developer'],
    ['somebody else', 'supervisor'],
    ['nobody', null],
  ] as const)('goes with an assignment of %s', async (_who, role) => {
    const { id, version } = await recordOf('甲公司');
    const responsibleId = role && personOf(role);
    const people = { responsibleId, keeperId: null };
    await vault
      .as('supervisor')
      .customers.assign({ id, version, ...people, reason: { choice: 'own_customer', text: null } });
    expect(await recordOf('甲公司')).toMatchObject({ responsibleId, proposedResponsibleId: null });
    const [line] = await vault
      .as('service_manager')
      .customers.history({ id, field: 'proposedResponsibleId' });
    expect(line).toMatchObject({ reason: 'own_customer', by: 'supervisor', newValue: null });
    await expectVerified();
  });

  test('stays when the class is changed, and goes when the form names somebody then', async () => {
    const { id, version } = await recordOf('甲公司');
    const { classify } = vault.as('service_manager').customers;
    const open = { secrecy: 'normal', secrecyUntil: null } as const;
    await classify({ id, version, ...open, reason: { choice: 'wrong_class', text: null } });
    expect(await recordOf('甲公司')).toMatchObject({ proposedResponsibleId: personOf('developer') });
    const record = await vault.as('archivist').customers.get({ id });
    if (record.access !== 'full') throw new Error('not shown');
    const input = { ...record.input, responsibleId: personOf('supervisor') };
    await vault.as('archivist').customers.update({ id, version: record.version, input, reason: null });
    expect(await recordOf('甲公司')).toMatchObject({
      responsibleId: personOf('supervisor'),
      proposedResponsibleId: null,
    });
    await expectVerified();
  });

  test('is entered by nobody: in a new archive, in one that is there, in what is reported', async () => {
    const refused = { code: 'customers.assign_apart', data: { field: 'proposedResponsibleId' } };
    const proposedResponsibleId = personOf('archivist');
    const input = aCustomer({ proposedResponsibleId });
    expect(await refusalOf(vault.as('archivist').customers.create(input))).toEqual(refused);
    const report = { id: null, version: null, submit: true, input };
    expect(await refusalOf(vault.as('developer').filings.save(report))).toEqual(refused);
    const { id } = await recordOf('甲公司');
    const record = await vault.as('archivist').customers.get({ id });
    if (record.access !== 'full') throw new Error('not shown');
    for (const proposed of [proposedResponsibleId, null])
      expect(
        await refusalOf(
          vault.as('archivist').customers.update({
            id,
            version: record.version,
            input: { ...record.input, proposedResponsibleId: proposed },
            reason: null,
          }),
        ),
      ).toEqual(refused);
  });

  test('that was changed with the key in hand is found', async () => {
    const { id } = await recordOf('甲公司');
    vault.opened.handles.transaction((db) =>
      db.execute('update customer set proposed_responsible_id = ? where id = ?', personOf('supervisor'), id),
    );
    const { checks } = await vault.as('auditor').audit.verify();
    expect(checks.find(({ name }) => name === 'records')).toMatchObject({ ok: false, detail: { first: id } });
  });
});

test('7. home says how many of those without anybody responsible have a proposal, by what one may assign', async () => {
  const lines = async (role: Role) =>
    (await vault.as(role).home.waiting()).flatMap(({ kind, count, part }) =>
      kind === 'customers_unassigned' ? [[count, part]] : [],
    );
  await brought(
    '甲公司,供应商,机密,developer,',
    '乙公司,供应商,绝密,developer,',
    '丙公司,供应商,机密,,',
    '丁公司,供应商,,developer,',
    '戊公司,供应商,,,',
  );
  expect(await lines('service_manager')).toEqual([[3, 2]]);
  expect(await lines('supervisor')).toEqual([[2, 1]]);
  for (const role of ['archivist', 'developer', 'auditor'] as const) expect(await lines(role)).toEqual([]);
  const { id, version } = await recordOf('甲公司');
  const people = { responsibleId: personOf('developer'), keeperId: null };
  await vault
    .as('supervisor')
    .customers.assign({ id, version, ...people, reason: { choice: 'own_customer', text: null } });
  expect(await lines('service_manager')).toEqual([[2, 1]]);
  expect(await lines('supervisor')).toEqual([[1, 0]]);
});

test('8. who may assign sees whom they may, each as a look in the log, fifty at once', async () => {
  const many = Array.from({ length: 60 }, (_, index) => `第${index + 10}公司,供应商,机密,developer,`);
  await brought(
    '安达公司,供应商,绝密,developer,',
    '乙公司,供应商,,developer,',
    '丙公司,供应商,机密,,',
    ...many,
  );
  const proposed = (role: Role) => vault.as(role).customers.proposed();
  const looks = async () =>
    (await vault.as('auditor').audit.list({ action: 'customers.read', limit: 200 })).rows.length;
  const before = await looks();
  const { total, rows } = await proposed('service_manager');
  expect([total, rows.length]).toEqual([61, 50]);
  expect((await looks()) - before).toBe(50);
  expect(rows[0]).toMatchObject({ version: 1, responsibleId: personOf('developer'), keeperId: null });
  const names = rows.map(({ name }) => name);
  expect(names).toContain('安达公司');
  expect(names).not.toContain('乙公司');
  const own = await proposed('supervisor');
  expect([own.total, own.rows.some(({ name }) => name === '安达公司')]).toEqual([60, false]);
  for (const role of ['archivist', 'developer', 'general_manager'] as const)
    expect(await codeOf(proposed(role))).toBe('access.denied');
  await expectVerified();
});

test('9. a plan made before somebody was assigned proposes nobody after it', async () => {
  await brought('甲公司,供应商,机密,,');
  const path = table('甲公司,供应商,,developer,');
  const { planId } = await planFile(vault, path);
  const { id, version } = await recordOf('甲公司');
  const people = { responsibleId: personOf('supervisor'), keeperId: null };
  await vault
    .as('supervisor')
    .customers.assign({ id, version, ...people, reason: { choice: 'own_customer', text: null } });
  await vault.as('archivist').import.run({ planId, answers: { byGroup: {} } });
  expect(await recordOf('甲公司')).toMatchObject({
    responsibleId: personOf('supervisor'),
    proposedResponsibleId: null,
  });
});
