import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import type { Role } from '../../db/domain/roles.ts';
import { dispatch } from '../../db/router/dispatch.ts';
import { appRouter } from '../../db/router/index.ts';
import type { CallKind, WireResult } from '../../db/wire.ts';
import { openTestVault, type TestVault } from '../support/vault.ts';
import { aContact, aCustomer } from '../support/factories.ts';
import { because } from '../support/reasons.ts';

/** JSON that is nested far beyond what any form holds. */
function nested(depth: number): unknown {
  let value: unknown = 0;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

function cycle(): unknown {
  const self: Record<string, unknown> = {};
  self['self'] = self;
  return self;
}

/** What a window of ours never sends, and what one that was taken over might. */
const HOSTILE: readonly unknown[] = [
  null,
  undefined,
  true,
  '',
  'x',
  '\u0000',
  '\uD800',
  '\u202E\uFEFF',
  "'; drop table customer; --",
  '__proto__',
  'x'.repeat(300_000),
  0,
  -1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 53,
  10n,
  [],
  Array.from({ length: 1_000_000 }, () => 0),
  {},
  JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}'),
  nested(5_000),
  cycle(),
  new Date(0),
  new Map([['a', 1]]),
  new Uint8Array(8),
];

interface Calls {
  readonly call: (path: string, input: unknown) => Promise<WireResult>;
  readonly defects: string[];
}

/** Calls as the worker makes them: what cannot be sent back counts as a defect too. */
async function callsOf(vault: TestVault, role: Role): Promise<Calls> {
  await vault.signIn(role);
  const defects: string[] = [];
  return {
    defects,
    async call(path, input) {
      const kind = kindOf(path);
      const result = await dispatch(
        vault.host,
        { connection: role, seq: 0 },
        { kind, path, input },
        (error) => defects.push(`${path}: ${error instanceof Error ? error.stack : String(error)}`),
      );
      structuredClone(result);
      return result;
    },
  };
}

function kindOf(path: string): CallKind {
  const procedure = Reflect.get(appRouter._def.procedures, path) as { _def: { type: CallKind } };
  return procedure._def.type;
}

/** The input itself and every variant of it with one part, at any depth, in place of another. */
function* variants(input: unknown, values: readonly unknown[]): Generator<unknown> {
  for (const value of values) yield value;
  if (typeof input !== 'object' || input === null) return;
  for (const key of Object.keys(input))
    for (const changed of variants(Reflect.get(input, key), values))
      yield Array.isArray(input)
        ? input.with(Number(key), changed)
        : Object.assign({}, input, { [key]: changed });
  if (!Array.isArray(input)) yield { ...input, surplus: 1 };
}

const planOf = { planId: 'x'.repeat(36) };
const view = { filters: { grade: ['gold'], responsible: [1], city: [null] }, text: 'fs 金' };

/** A right input of each procedure, by who may call it. Those that cost a key derivation are tried apart. */
function inputs(): ReadonlyArray<readonly [Role, string, unknown]> {
  const customer = aCustomer({
    shelf: { room: null, cabinet: 'A', level: 1, position: 1 },
    phones: ['0757-62980843'],
    formerNames: ['旧名'],
    indexTerms: ['五金'],
    contacts: [aContact()],
  });
  const token = 'token';
  const chosen = { view, ids: null, except: [1] };
  const many = { chosen, change: { field: 'indexTerms', way: 'add', value: '门锁' } };
  const filing = { id: null, version: null, input: customer, submit: false };
  const sheet = { sheet: '', headerRow: null, category: null, columns: [{ index: 0, field: 'name' }] };
  return [
    ['archivist', 'customers.create', customer],
    ['archivist', 'customers.update', { id: 1, version: 1, input: customer, reason: null }],
    ['archivist', 'customers.get', { id: 1 }],
    ['archivist', 'customers.getByArchiveNo', { archiveNo: 'x' }],
    ['archivist', 'customers.history', { id: 1, field: 'name' }],
    ['archivist', 'customers.similar', { name: '五金', uscc: '1', phones: ['13812345678'], exceptId: 1 }],
    [
      'archivist',
      'search.list',
      { ...view, sort: { by: 'name', descending: true }, start: { after: 1 }, limit: 5 },
    ],
    ['archivist', 'search.facets', view],
    ['archivist', 'customers.export', { token, view, ids: [1], language: 'en' }],
    ['archivist', 'customers.export', { token, view, ids: null, except: [1], language: 'en' }],
    ['archivist', 'customers.previewMany', many],
    ['archivist', 'customers.changeMany', { ...many, seen: '0'.repeat(64), reason: because('换人') }],
    ['archivist', 'customers.previewUndoMany', { act: 1 }],
    ['archivist', 'customers.undoMany', { act: 1 }],
    ['archivist', 'customers.printable', { chosen: many.chosen }],
    ['archivist', 'prints.pages', { form: 'cards', id: 0, options: { chosen: many.chosen } }],
    ['archivist', 'prints.pages', { form: 'archive_index', id: 0, options: { chosen: many.chosen } }],
    ['archivist', 'search.query', { text: 'fs 金', limit: 5, exactTotal: true }],
    ['archivist', 'filings.list', { states: ['submitted'], after: 1, limit: 5 }],
    ['archivist', 'filings.get', { id: 1 }],
    ['archivist', 'filings.save', filing],
    ['archivist', 'filings.accept', { id: 1, version: 1, input: customer }],
    ['archivist', 'filings.return', { id: 1, version: 1, reason: because('缺联系人') }],
    ['archivist', 'filings.withdraw', { id: 1, version: 1, reason: because('信息有误') }],
    ['archivist', 'drafts.save', { key: 'k', value: { a: [1, null] } }],
    ['archivist', 'drafts.get', { key: 'k' }],
    ['archivist', 'drafts.discard', { key: 'k' }],
    ['archivist', 'preferences.set', { key: 'k', value: { a: [1, null] } }],
    ['archivist', 'preferences.get', { key: 'k' }],
    ['archivist', 'drafts.setAside', { key: 'k', why: 'newer' }],
    ['archivist', 'preferences.setAside', { key: 'k', why: 'newer', kept: { a: [1, null] } }],
    ['archivist', 'setAside.save', { id: 1, token }],
    ['archivist', 'setAside.dismiss', { id: 1 }],
    ['archivist', 'prints.pages', { form: 'card', id: 1, paper: { size: 'A4' } }],
    ['archivist', 'prints.docx', { form: 'card', id: 1 }],
    ['archivist', 'prints.pdfOfPages', { print: 1 }],
    ['archivist', 'prints.pdf', { form: 'card', id: 1, token: 't' }],
    ['archivist', 'seed.run', { customers: 1 }],
    ['archivist', 'import.inspect', { token, headerRows: { a: 1 } }],
    ['archivist', 'import.plan', { token, sheets: [sheet] }],
    ['archivist', 'import.preview', { ...planOf, answers: { all: 'add', byGroup: { a: 'add' } } }],
    ['archivist', 'import.run', { ...planOf, answers: { byGroup: {} } }],
    ['archivist', 'import.rows', { ...planOf, show: 'all', offset: 0, limit: 5 }],
    ['archivist', 'import.groups', { ...planOf, offset: 0, limit: 5 }],
    ['archivist', 'import.saveRefused', { ...planOf, token, language: 'en' }],
    ['archivist', 'import.forgetTemplate', { name: 'x' }],
    [
      'supervisor',
      'customers.classify',
      { id: 1, version: 1, secrecy: 'normal', secrecyUntil: null, reason: because('理由') },
    ],
    ['supervisor', 'lists.edit', { list: 'industry', items: [{ code: 'A', labelZh: '甲', labelEn: 'A' }] }],
    ['system_admin', 'settings.set', { lockAfterMinutes: 5, filingLimitDays: 7, gradeList: 'grade_vip' }],
    ['system_admin', 'accounts.setRoles', { id: 99, roles: ['developer'] }],
    ['system_admin', 'accounts.disable', { id: 99 }],
    ['system_admin', 'accounts.enable', { id: 99 }],
    ['system_admin', 'accounts.resetPassword', { id: 99 }],
    [
      'auditor',
      'audit.list',
      { after: 1, action: 'a', accountId: 1, object: 'o', decision: 'deny', from: 0, to: 1, limit: 5 },
    ],
  ];
}

test('no input of any shape is a defect, hangs, or leaves the prototypes changed', async () => {
  await using vault = await openTestVault();
  const { call, defects } = await callsOf(vault, 'archivist');
  await call('customers.create', aCustomer());
  await call('filings.save', { id: null, version: null, input: aCustomer(), submit: true });
  for (const [role, path, input] of inputs()) {
    const by = await callsOf(vault, role);
    for (const variant of variants(input, HOSTILE)) {
      const result = await by.call(path, variant);
      const issues = result.ok ? [] : (result.error.issues ?? []);
      if (issues.length > 100) defects.push(`${path}: ${issues.length} issues`);
    }
    defects.push(...by.defects);
  }
  expect(defects).toEqual([]);
  expect(Reflect.get({}, 'admin')).toBeUndefined();
}, 120_000);

test('procedures that are none are refused by name', async () => {
  await using vault = await openTestVault();
  const onDefect = (error: unknown) => {
    throw error;
  };
  const names = [
    '',
    '.',
    'customers',
    'customers.',
    '__proto__',
    'customers.__proto__',
    'toString',
    'a.b.c.d',
  ];
  for (const path of [...names, 'constructor.name', 'customers.get.get', '_def.procedures'])
    for (const kind of ['query', 'mutation'] as const) {
      const result = await dispatch(
        vault.host,
        { connection: 'archivist', seq: 0 },
        { kind, path, input: null },
        onDefect,
      );
      expect([path, result]).toEqual([
        path,
        { ok: false, error: { code: 'common.no_such_procedure', data: {} } },
      ]);
    }
});

test('deeply nested drafts ended in a defect', async () => {
  await using vault = await openTestVault();
  const { call, defects } = await callsOf(vault, 'archivist');
  for (const value of [nested(100_000), nested(900), cycle()])
    expect(await call('drafts.save', { key: 'k', value })).toMatchObject({
      error: { code: 'common.invalid_input' },
    });
  const form = { a: [{ b: nested(20) }], c: undefined, text: 'x' };
  expect(await call('drafts.save', { key: 'k', value: form })).toMatchObject({ ok: true });
  expect(defects).toEqual([]);
});

const NAMES_OF_OBJECTS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

test('names of columns and sheets that every object has are names like any other', async () => {
  await using vault = await openTestVault();
  const { call, defects } = await callsOf(vault, 'archivist');
  const titles = ['单位名称', '联系电话', '地址', ...NAMES_OF_OBJECTS];
  const row = ['佛山市金艺五金有限公司', '0757-62980843', '佛山市禅城区', '1', '2', '3', '4'];
  const sheets = NAMES_OF_OBJECTS.map((name) => ({ name, rows: [titles, row] }));
  const file = join(vault.folder, 'constructor.xlsx');
  writeFileSync(file, await writeXlsx({ sheets }));
  const token = vault.grant('archivist', file);
  expect(await call('import.inspect', { token })).toMatchObject({ ok: true });
  const choices = NAMES_OF_OBJECTS.map((sheet) => ({
    sheet,
    headerRow: 1,
    category: 'supplier',
    columns: null,
  }));
  const plan = await call('import.plan', { token, sheets: choices });
  expect(plan).toMatchObject({ ok: true, data: { counts: { total: 4 } } });
  const { planId } = (plan as { data: { planId: string } }).data;
  expect(await call('import.run', { planId, answers: { byGroup: {} } })).toMatchObject({ ok: true });
  expect(await call('import.inspect', { token: vault.grant('archivist', file) })).toMatchObject({ ok: true });
  expect(defects).toEqual([]);
});

test('a full disk was called a defect', async () => {
  await using vault = await openTestVault();
  const { call, defects } = await callsOf(vault, 'archivist');
  const { database } = vault.opened.vault;
  database.pragma(`max_page_count = ${Number(database.pragma('page_count', { simple: true }))}`);
  const note = '字'.repeat(4000);
  const answers = [];
  for (let tries = 0; tries < 20; tries += 1)
    answers.push(await call('customers.create', aCustomer({ note })));
  expect(answers.at(-1)).toEqual({
    ok: false,
    error: { code: 'vault.cannot_write', data: { reason: 'ENOSPC' } },
  });
  expect(defects).toEqual([]);
});

test('what cannot be seen does not come into the vault', async () => {
  await using vault = await openTestVault();
  const { call } = await callsOf(vault, 'archivist');
  const input = aCustomer({
    name: '\u202E司公\u202C金\u0000艺\uD800\u200B五金\tA\nB',
    note: '一\r\n二\u0007\n\n三',
    contacts: [aContact({ name: '李\u00AD明' })],
  });
  const made = await call('customers.create', input);
  const { id } = (made as { data: { id: number } }).data;
  expect(await call('customers.get', { id })).toMatchObject({
    data: { input: { name: '司公金艺五金 A B', note: '一\n二\n\n三', contacts: [{ name: '李明' }] } },
  });
  const unseen = aCustomer({ name: '\u200B\u3164\u202E' });
  expect(await call('customers.create', unseen)).toMatchObject({ error: { code: 'common.invalid_input' } });
});
