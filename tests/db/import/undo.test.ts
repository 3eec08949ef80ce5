import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf } from '../../../db/domain/folder-code.ts';
import { noteFindings } from '../../../db/features/repairs/service.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aContact, aCustomer } from '../../support/factories.ts';
import { writeCsv } from './support/importing.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-undo-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault();
});
afterEach(() => vault[Symbol.asyncDispose]());

const TITLES = '客户名称,客户分类,密级,联系人,手机,备注,柜号,层,位';
const code = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ code: value }) });

async function bringIn(...rows: string[]): Promise<number> {
  const path = writeCsv(folder, [TITLES, ...rows].join('\n'));
  const token = vault.grant('archivist', path);
  const sheets = [{ sheet: '', headerRow: null, category: null, columns: null }];
  const { planId } = await vault.as('archivist').import.plan({ token, sheets });
  return (await vault.as('archivist').import.run({ planId, answers: { byGroup: {} } })).importId;
}

async function verified() {
  const { checks } = await vault.as('auditor').audit.verify();
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  return checks.find(({ name }) => name === 'archive_counts')?.detail;
}

async function full(id: number) {
  const record = await vault.as('archivist').customers.get({ id });
  if (record.access !== 'full') throw new Error('closed');
  return record;
}

const KNOWN = aCustomer({
  name: '顺德永兴五金厂',
  note: '老客户\n常年合作',
  phones: ['0757-22223333'],
  formerNames: ['永兴五金店'],
  indexTerms: ['五金'],
  annualVolume: 120_000,
  contacts: [aContact({ name: '李明', position: '厂长' }), aContact({ name: '王芳', mobile: null })],
});
const ROWS = [
  '南海甲公司,供应商,,张三,13800001111,,A,1,1',
  '顺德永兴五金厂,业务客户,,李明,13900002222,新台账,A,1,2',
];

it('is named by its file where the log tells of it', async () => {
  const id = await bringIn(...ROWS);
  const asked = { object: `import:${id}`, limit: 1 };
  const [row] = (await vault.as('auditor').audit.list(asked)).rows;
  const { imports } = await vault.as('archivist').import.list({ after: null });
  expect(row?.about).toEqual({ archiveNo: null, name: imports[0]?.fileName });
});

describe('an import that is taken back', () => {
  it('leaves what was there as it was, spends its numbers, and is explained', async () => {
    const archivist = vault.as('archivist');
    const { id: known } = await archivist.customers.create(KNOWN);
    const before = await full(known);
    const id = await bringIn(...ROWS);
    expect((await full(known)).input).not.toEqual(before.input);
    expect(await archivist.import.previewUndo({ id })).toMatchObject({
      takenBack: 1,
      restored: 1,
      blocked: 0,
    });
    expect(await archivist.import.undo({ id })).toEqual({ takenBack: 1, restored: 1 });
    const after = await full(known);
    expect(after.version).toBe(3);
    // People keep the numbers under which the database has them.
    expect(after.input).toEqual(before.input);
    const history = await archivist.customers.history({ id: known });
    expect(new Set(history.filter(({ version }) => version === 3).map(({ reason }) => reason))).toEqual(
      new Set(['undone']),
    );
    expect(await verified()).toMatchObject({
      archives: 1,
      filed: 2,
      takenBack: 1,
      joined: 0,
      serials: 2,
    });
    // Its number is spent.
    const { archiveNo } = await archivist.customers.create(aCustomer({ category: 'supplier' }));
    expect(archiveNo.endsWith('0002')).toBe(true);
    await expect(archivist.import.undo({ id })).rejects.toEqual(code('import.undone'));
  });

  it('is out of every list, search, count, shelf, figure and file', async () => {
    const archivist = vault.as('archivist');
    await archivist.customers.create(aCustomer({ name: '留下的公司' }));
    const whole = async () => ({
      list: (await archivist.search.list({ limit: 50, start: { offset: 0 } })).rows.map(({ name }) => name),
      facets: (await archivist.search.facets({})).total,
      names: (await archivist.search.query({ text: '南海甲', limit: 10 })).results.length,
      phones: (await archivist.search.query({ text: '13800001111', limit: 10 })).results.length,
      similar: (
        await archivist.customers.similar({ name: '南海甲公司', uscc: null, phones: ['13800001111'] })
      ).length,
      waiting: (await archivist.home.waiting()).find(({ kind }) => kind === 'customers_incomplete')?.count,
      report: (await vault.as('supervisor').reports.run({ name: 'storage', period: '2026-03' })).tables,
    });
    // The roster was read before, so that it has to follow.
    const before = await whole();
    const id = await bringIn('南海甲公司,供应商,,张三,13800001111,,A,1,1');
    expect(await whole()).toMatchObject({ facets: 2, names: 1, phones: 1, similar: 1, waiting: 2 });
    await archivist.import.undo({ id });
    expect(await whole()).toEqual(before);
    // Nor is it known again: the same file files it anew.
    const again = await bringIn('南海甲公司,供应商,,张三,13800001111,,A,1,1');
    expect(await archivist.import.get({ id: again })).toMatchObject({ added: 1, updated: 0, skipped: 0 });
  });

  it('is shown under its address with its history, and nothing can be done to it', async () => {
    const archivist = vault.as('archivist');
    const id = await bringIn('南海甲公司,供应商,,张三,13800001111,,,,');
    await archivist.import.undo({ id });
    const { name: by } = vault.contextOf('archivist').actor;
    const record = await full(1);
    expect(record.gone).toMatchObject({ standing: 'taken_back', by, into: null });
    expect(record.may).toEqual({ edit: false, classify: false, assign: false, print: false });
    const history = await archivist.customers.history({ id: 1 });
    expect(history.map(({ field, newValue }) => [field, newValue])).toEqual([
      ['standing', 'taken_back'],
      ['filed', record.index.archiveNo],
    ]);
    const { input, version } = record;
    const refused = code('customers.gone');
    const edit = archivist.customers.update({
      id: 1,
      version,
      input: { ...input, note: 'x' },
      reason: null,
    });
    await expect(edit).rejects.toEqual(refused);
    await expect(archivist.prints.pages({ form: 'card', id: 1 })).rejects.toEqual(refused);
    await archivist.customers.getByArchiveNo({ archiveNo: record.index.archiveNo });
    await archivist.inspections.open({});
    await expect(archivist.inspections.scan({ code: codeOf(1) })).rejects.toEqual(
      code('inspections.archive_taken_back'),
    );
  });

  it('is refused once something else has touched one of its archives, and says who', async () => {
    const archivist = vault.as('archivist');
    const id = await bringIn(
      '南海甲公司,供应商,,,,,,,',
      '南海乙公司,供应商,,,,,,,',
      '南海丙公司,供应商,,,,,,,',
    );
    const { input, version } = await full(2);
    await vault.as('supervisor').customers.update({
      id: 2,
      version,
      input: { ...input, note: '改过' },
      reason: null,
    });
    vault.contextOf('archivist').transaction((db) => {
      const source = { kind: 'inspection', id: 1 } as const;
      const findings = [{ kind: 'damp', degree: 'slight', note: null } as const];
      noteFindings(db, vault.contextOf('archivist'), { customerId: 3, findings, source });
    });
    const preview = await archivist.import.previewUndo({ id });
    expect(preview).toMatchObject({ blocked: 2 });
    expect(preview.archives.map(({ name, kind }) => [name, kind])).toEqual([
      ['南海乙公司', 'change'],
      ['南海丙公司', 'repair'],
    ]);
    expect(preview.archives[0]?.by).toBe(vault.contextOf('supervisor').actor.name);
    await expect(archivist.import.undo({ id })).rejects.toEqual(code('import.touched'));
    expect(await verified()).toMatchObject({ archives: 3, takenBack: 0 });
  });

  it('is refused once an inspection has looked at one of its archives', async () => {
    const archivist = vault.as('archivist');
    await archivist.customers.create(aCustomer());
    // What was looked at before it is no touch of what it brought.
    await archivist.inspections.open({});
    await archivist.inspections.scan({ code: codeOf(1) });
    const id = await bringIn('南海甲公司,供应商,,,,,,,', '南海乙公司,供应商,,,,,,,');
    expect(await archivist.import.previewUndo({ id })).toMatchObject({ takenBack: 2, blocked: 0 });
    await archivist.inspections.scan({ code: codeOf(3) });
    const preview = await archivist.import.previewUndo({ id });
    expect(preview).toMatchObject({
      blocked: 1,
      archives: [{ name: '南海乙公司', kind: 'inspection', by: vault.contextOf('archivist').actor.name }],
    });
    await expect(archivist.import.undo({ id })).rejects.toEqual(code('import.touched'));
    expect(await verified()).toMatchObject({ archives: 3, takenBack: 0 });
  });

  it('is by who made it or by 主管, and for seven days', async () => {
    const id = await bringIn('南海甲公司,供应商,,,,,,,');
    for (const role of ['developer', 'requester', 'system_admin', 'auditor', 'general_manager'] as const) {
      await expect(vault.as(role).import.list({ after: null })).rejects.toEqual(code('access.denied'));
      await expect(vault.as(role).import.undo({ id })).rejects.toEqual(code('access.denied'));
    }
    expect(await vault.as('service_manager').import.get({ id })).toMatchObject({ closed: 'not_yours' });
    await expect(vault.as('service_manager').import.undo({ id })).rejects.toEqual(code('access.denied'));
    vault.clock.advance({ days: 7 });
    expect(await vault.as('supervisor').import.get({ id })).toMatchObject({ closed: null });
    vault.clock.advance({ days: 1 });
    expect(await vault.as('archivist').import.get({ id })).toMatchObject({ closed: 'too_late' });
    await expect(vault.as('supervisor').import.undo({ id })).rejects.toEqual(code('import.too_late'));
  });

  it('can be cancelled, and then nothing is changed', async () => {
    const id = await bringIn('南海甲公司,供应商,,,,,,,');
    vault.cancelled.add(0);
    await expect(vault.as('archivist').import.undo({ id })).rejects.toEqual(code('common.cancelled'));
    vault.cancelled.clear();
    expect((await full(1)).gone).toBeNull();
    expect((await vault.as('archivist').search.query({ text: '南海甲', limit: 5 })).total).toBe(1);
    expect(await verified()).toMatchObject({ archives: 1, takenBack: 0 });
  });

  it('of 绝密 archives is 主管’s too, who cannot read them', async () => {
    const id = await bringIn('南海甲公司,供应商,绝密,,,,,,');
    expect(await vault.as('supervisor').import.undo({ id })).toEqual({ takenBack: 1, restored: 0 });
    expect(await verified()).toMatchObject({ archives: 0, takenBack: 1 });
  });
});

describe('what is kept of an import', () => {
  it('is what was said of its rows and what it wrote, under the right names', async () => {
    const archivist = vault.as('archivist');
    const id = await bringIn(
      '南海甲公司,供应商,,张三,13800001111,,,,',
      '南海甲公司,供应商,,张三,13800001111,又一行,,,',
      ',供应商,,,,,,,',
      '南海丙公司,不知道,,,,,,,',
      '南海丁公司,供应商,,,123,,,,',
    );
    const record = await archivist.import.get({ id });
    expect(record).toMatchObject({
      total: 5,
      added: 2,
      merged: 1,
      refused: 2,
      wrote: { added: 2, updated: 0 },
    });
    const rows = async (show: 'refused' | 'skipped' | 'warned') =>
      (await archivist.import.keptRows({ id, show, offset: 0, limit: 10 })).rows;
    expect((await rows('refused')).map(({ row, name, archive }) => [row, name, archive])).toEqual([
      [4, null, null],
      [5, '南海丙公司', null],
    ]);
    const [merged] = await rows('skipped');
    expect(merged).toMatchObject({ row: 3, archive: { id: 1 } });
    const written = await archivist.import.written({ id, what: 'added', offset: 1, limit: 5 });
    expect(written).toMatchObject({
      total: 2,
      archives: [{ id: 2, name: '南海丁公司', standing: 'living' }],
    });
    const { imports } = await vault.as('supervisor').import.list({ after: null });
    expect(imports.map(({ id: one, total, undone }) => [one, total, undone])).toEqual([[id, 5, null]]);
  });

  it('tells nothing of 机密 archives, nor of rows that went nowhere to others', async () => {
    const id = await bringIn(
      '南海机密公司,供应商,机密,张三,13800001111,,柜子,,',
      '南海普通公司,供应商,,李四,13800002222,,柜子,,',
      '南海拒收公司,不知道,机密,,,,,,',
    );
    const said = async (role: 'archivist' | 'supervisor') =>
      (await vault.as(role).import.keptRows({ id, show: 'all', offset: 0, limit: 10 })).rows.map(
        ({ name, problems, warnings }) => [
          name,
          [...problems, ...warnings].every(({ code: one }) => one === 'import.row_hidden'),
        ],
      );
    expect(await said('archivist')).toEqual([
      ['南海机密公司', true],
      ['南海普通公司', false],
      ['南海拒收公司', false],
    ]);
    expect(await said('supervisor')).toEqual([
      ['南海机密公司', true],
      ['南海普通公司', false],
      [null, true],
    ]);
    // Raised since, it closes what was kept before.
    const { version } = await full(2);
    const reason = { choice: 'value_risen', text: null } as const;
    const change = { id: 2, version, secrecy: 'secret', secrecyUntil: null, reason } as const;
    await vault.as('supervisor').customers.classify(change);
    expect((await said('archivist'))[1]).toEqual(['南海普通公司', true]);
  });
});

describe('what is made up is found', () => {
  it.each([
    ['a standing', "update customer set standing = 'living' where id = 1"],
    ['one more', "update customer set standing = 'taken_back' where id = 2"],
    ['another end', "update customer set standing = 'joined', joined_into = 2 where id = 1"],
  ])('%s that no row of the log says', async (_what, sql) => {
    const id = await bringIn('南海甲公司,供应商,,,,,,,');
    await vault.as('archivist').customers.create(aCustomer());
    await vault.as('archivist').import.undo({ id });
    await verified();
    vault.contextOf('archivist').transaction((db) => db.execute(sql));
    const { checks } = await vault.as('auditor').audit.verify();
    expect(checks.filter(({ ok }) => !ok).map(({ name }) => name)).toContain('records');
  });
});
