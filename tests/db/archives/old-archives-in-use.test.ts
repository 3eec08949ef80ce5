import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  blankContact,
  blankCustomer,
  CATEGORIES,
  RETENTIONS,
  type CustomerInput,
} from '../../../db/domain/customer.ts';
import { unwrap, wrap } from '../../../db/domain/stored-json.ts';
import type { Caller } from '../../../db/router/dispatch.ts';
import { STORED_VIEWS } from '../../../renderer/features/customers/stored-views.ts';
import { unzip } from '../documents/support.ts';
import { VaultCopy, FORMATS, type Contents } from './support/fixtures.ts';
import { matching, plain } from './support/matching.ts';
import { squeezed, textOf } from './support/records.ts';
import { openWorld, type World } from './support/world.ts';
import { because } from '../../support/reasons.ts';
import { markupOf } from '../../support/markup.ts';

const DAY = 86_400_000;
const code = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ code: value }) });

/** Every check holds and says nothing that it did not say before; `archives` are there. */
async function expectSound(
  caller: Caller,
  { verification, asked }: Contents,
  archives: number,
): Promise<void> {
  const { ok, checks } = await caller.audit.verify();
  expect(checks.filter((check) => !check.ok)).toEqual([]);
  expect(ok).toBe(true);
  // What no program of that time looked at was taken over.
  const then = (name: string) =>
    name === 'particulars' && !verification['particulars']
      ? 'taken_over'
      : (verification[name]?.note ?? null);
  const said = checks.filter(({ name, note }) => (note ?? null) !== then(name));
  expect(said).toEqual([]);
  const counted = checks.find(({ name }) => name === 'archive_counts')?.detail;
  const gone = asked.gone?.length ?? 0;
  expect(counted).toMatchObject({ archives, filed: archives + gone, serials: archives + gone });
  expect(checks.find(({ name }) => name === 'records')?.detail).toMatchObject({
    rows: archives + gone,
    older: 0,
  });
}

async function recordOf(caller: Caller, id: number) {
  const record = await caller.customers.get({ id });
  if (record.access !== 'full') throw new Error(`${id} is closed`);
  return record;
}

/** The 档号 that the next customer of a kind must have: one more than the highest. */
function nextNumber(numbers: Iterable<string>, scope: string): string {
  const own = [...numbers].filter((number) => number.startsWith(scope));
  const highest = Math.max(0, ...own.map((number) => Number(number.slice(scope.length))));
  return `${scope}${String(highest + 1).padStart(4, '0')}`;
}

/** Keys are derived at the full cost here, on a machine that may have much else to do. */
const PATIENCE = 180_000;

describe.each(FORMATS)('a vault of %s goes on being used', (format) => {
  let copy: VaultCopy;
  let world: World;
  let contents: Contents;
  const numbers = new Set<string>();
  const as = (reader: Parameters<World['as']>[0]) => world.as(reader);

  beforeAll(async () => {
    copy = new VaultCopy(format);
    contents = copy.contents;
    for (const { archiveNo } of contents.customers) numbers.add(archiveNo);
    world = await openWorld(copy.path, copy.asked, ['archivist', 'developer', 'manager']);
  }, PATIENCE);
  afterAll(() => {
    world?.desk[Symbol.dispose]();
    copy?.[Symbol.dispose]();
  });

  /** Archives of no class, by what was done with them. */
  function openOnes(which: 'as filed' | 'edited before' | 'graded on a former scale') {
    const { lists, settings, customers } = contents;
    const grades = (lists[settings.gradeList] ?? []).map(({ code: grade }) => grade);
    return customers.filter(({ inForce, input, version }) => {
      if (inForce !== 'normal' || input.secrecy !== 'normal') return false;
      const isOnScale = !input.grade || grades.includes(input.grade);
      if (which === 'graded on a former scale') return !isOnScale;
      return isOnScale && version > 1 === (which === 'edited before');
    });
  }

  test.each([
    ['edited before', '换锁后改走东门', '0757-66660001'],
    ['as filed', '改由西门收货', '400-666-0002'],
    ['graded on a former scale', '改由南门收货', '0757-66660003'],
  ] as const)('one %s is edited, found and printed', async (which, word, phone) => {
    const then = openOnes(which)[0];
    if (!then) throw new Error('none to edit');
    const before = await recordOf(as('archivist'), then.id);
    const input: CustomerInput = {
      ...before.input,
      note: word,
      phones: [...before.input.phones, phone],
      shelf: { room: '四号库房', cabinet: '09', level: 3, position: 7 },
      contacts: [
        ...before.input.contacts,
        { ...blankContact(), name: '新来样例', position: '主管', mobile: '13677770000' },
      ],
    };
    const change = { id: then.id, version: before.version, input, reason: because('核对旧档') };
    expect(await as('archivist').customers.update(change)).toEqual({ version: then.version + 1 });

    const after = await recordOf(as('archivist'), then.id);
    const added = after.input.contacts.at(-1);
    expect(after.input).toEqual({
      ...input,
      contacts: [...before.input.contacts, { ...input.contacts.at(-1), id: added?.id }],
    });
    expect(after.index.archiveNo).toBe(then.archiveNo);
    const history = await as('archivist').customers.history({ id: then.id });
    const fresh = history.slice(0, history.length - then.history.length);
    expect(fresh.map(({ field, reasonText, version }) => [field, reasonText, version]).toSorted()).toEqual(
      ['contacts', 'note', 'phones', 'shelf'].map((field) => [field, '核对旧档', then.version + 1]),
    );
    const kept = history.slice(fresh.length).map(({ id: _id, ...row }) => row);
    expect(matching(plain(kept), then.history)).toStrictEqual(then.history);

    const { results, total } = await as('archivist').search.query({ text: word, limit: 5 });
    expect([results.map(({ id }) => id), total]).toEqual([[then.id], 1]);
    const html = markupOf(await as('archivist').prints.pages({ form: 'card', id: then.id }));
    for (const text of [word, then.archiveNo, before.input.name, '新来样例', '13677770000', '四号库房'])
      expect(textOf(html)).toContain(squeezed(text));
    const { base64 } = await as('archivist').prints.docx({ form: 'card', id: then.id });
    const parts = unzip(Buffer.from(base64, 'base64'));
    expect(textOf(parts.get('word/document.xml')?.toString() ?? '')).toContain(squeezed(before.input.name));
  });

  test('the version of a record is that of before: an older form is refused', async () => {
    const then = contents.customers.find(({ version, inForce }) => version > 2 && inForce === 'normal');
    const { input } = await recordOf(as('archivist'), then?.id ?? 0);
    const change = { id: then?.id ?? 0, version: (then?.version ?? 0) - 1, input, reason: null };
    await expect(as('archivist').customers.update(change)).rejects.toEqual(
      code('customers.version_conflict'),
    );
  });

  test('new ones have the next number of their series, and a series that none had begins at 1', async () => {
    const year = new Date(copy.asked.openedAt).toISOString().slice(0, 4);
    for (const category of CATEGORIES)
      for (const retention of RETENTIONS) {
        const input = { ...blankCustomer(category), name: `新建样例${category}${retention}厂`, retention };
        const { archiveNo } = await as('archivist').customers.create(input);
        expect(archiveNo).toContain(`${year}-${retention}-`);
        expect(archiveNo).toBe(nextNumber(numbers, archiveNo.replace(/\d+$/, '')));
        numbers.add(archiveNo);
      }
  });

  test('a class is given, with its reason in the history', async () => {
    const then = openOnes('as filed')[1];
    const id = then?.id ?? 0;
    const { version } = await recordOf(as('manager'), id);
    const given = {
      id,
      version,
      secrecy: 'secret',
      secrecyUntil: '2030-12-31',
      reason: because('客户要求'),
    } as const;
    await as('manager').customers.classify(given);
    const rows = await as('manager').customers.history({ id });
    expect(rows.slice(0, 2).map(({ field, newValue, reasonText }) => [field, newValue, reasonText])).toEqual([
      ['secrecyUntil', '2030-12-31', '客户要求'],
      ['secrecy', 'secret', '客户要求'],
    ]);
    expect((await as('manager').customers.get({ id })).index.secrecy).toBe('secret');
    await expect(as('developer').customers.history({ id })).rejects.toEqual(code('customers.not_found'));
  });

  test('建档申请 that wait are accepted and returned, and those returned are submitted again', async () => {
    const name = contents.people.accounts.find(({ login }) => login === copy.asked.readers.developer)?.name;
    const waiting = (contents.filings['archivist submitted'] ?? []).filter(
      ({ may, reportedBy, input }) => may.decide && reportedBy === name && input.secrecy === 'normal',
    );
    expect(waiting.length).toBeGreaterThanOrEqual(2);
    const [accepted, returned] = waiting;
    const first = await as('archivist').filings.get({ id: accepted?.id ?? 0 });
    const filed = await as('archivist').filings.accept({
      id: first.id,
      version: first.version,
      input: first.input,
    });
    expect(filed.archiveNo).toBe(nextNumber(numbers, filed.archiveNo.replace(/\d+$/, '')));
    numbers.add(filed.archiveNo);
    expect(await as('developer').filings.get({ id: first.id })).toMatchObject({
      state: 'accepted',
      customerId: filed.id,
    });

    const second = await as('archivist').filings.get({ id: returned?.id ?? 0 });
    await as('archivist').filings.return({
      id: second.id,
      version: second.version,
      reason: because('再核对电话'),
    });
    const back = await as('developer').filings.get({ id: second.id });
    expect(back).toMatchObject({ state: 'returned', open: ['resubmit', 'withdraw'] });
    expect(back.line.findLast(({ at }) => at !== null)).toMatchObject({
      step: 'return',
      reason: 'other',
      reasonText: '再核对电话',
    });
    const others = ['returned', 'draft', 'withdrawn'].flatMap((state) =>
      (contents.filings[`developer ${state}`] ?? []).map(({ id }) => id),
    );
    for (const id of [back.id, ...others]) {
      const { version, input } = await as('developer').filings.get({ id });
      await as('developer').filings.save({ id, version, input: { ...input, note: '已补' }, submit: true });
      expect(await as('archivist').filings.get({ id })).toMatchObject({
        state: 'submitted',
        input: { note: '已补' },
        open: ['accept', 'return'],
      });
    }
  });

  test('drafts and choices are written over, added and thrown away', async () => {
    const { drafts, preferences } = as('developer');
    const keys = (contents.drafts['developer'] ?? []).map(({ key }) => key).toSorted();
    expect(keys.length).toBeGreaterThan(1);
    const [first = '', second = ''] = keys;
    await drafts.save({ key: first, value: { values: { name: '写到这里' } } });
    expect((await drafts.get({ key: first }))?.value).toEqual({ values: { name: '写到这里' } });
    await drafts.discard({ key: second });
    expect((await drafts.list()).map(({ key }) => key).toSorted()).toEqual(keys.filter((k) => k !== second));
    const views = unwrap(STORED_VIEWS, (await preferences.get({ key: 'customers.views' }))?.value);
    if (!views.ok) throw new Error(views.why);
    const more = wrap(STORED_VIEWS, [...views.value, { name: '新视图', filters: {} }]);
    await preferences.set({ key: 'customers.views', value: more });
    expect((await preferences.get({ key: 'customers.views' }))?.value).toEqual(more);
    expect(await as('developer').setAside.list()).toEqual([]);
  });

  test('a list takes a new item with a code that none had', async () => {
    const { accounts } = contents.people;
    const login = accounts.find(
      (one) => one.roles.includes('supervisor') && copy.asked.passwords[one.login] !== undefined,
    )?.login;
    const supervisor = await world.desk.signIn(login ?? '', copy.asked.passwords[login ?? ''] ?? '');
    const own = (contents.lists['size'] ?? []).flatMap((item) => /^own_(\d+)$/.exec(item.code)?.[1] ?? []);
    const items = ((await supervisor.lists.all())['size'] ?? []).map(({ active: _active, ...item }) => item);
    const edited = await supervisor.lists.edit({
      list: 'size',
      items: [...items, { labelZh: '巨型', labelEn: 'Giant' }],
    });
    expect(edited.find(({ labelZh }) => labelZh === '巨型')?.code).toBe(
      `own_${Math.max(0, ...own.map(Number)) + 1}`,
    );
  });

  test('a ledger brings one up to date and adds another', async () => {
    const then = openOnes('as filed').find(({ input }) => input.uscc !== undefined && !input.usccWaiver);
    const path = join(copy.folder, 'ledger.csv');
    const rows = [
      ['客户名称', '客户分类', '统一社会信用代码', '备注'],
      [then?.input.name, CATEGORY_WORDS[then?.input.category ?? 'client'], then?.input.uscc, '台账又来一次'],
      ['台账新增样例有限公司', '供应商', '', ''],
    ];
    writeFileSync(path, `\uFEFF${rows.map((row) => row.join(',')).join('\n')}\n`);
    const imports = as('archivist').import;
    const sheets = [{ sheet: '', headerRow: null, category: null, columns: null }];
    const token = world.desk.grant(copy.asked.readers.archivist, path);
    const { planId } = await imports.plan({ token, sheets });
    const counts = await imports.run({ planId, answers: { byGroup: {} } });
    expect(counts).toMatchObject({ total: 2, added: 1, updated: 1, refused: 0 });
    const { input } = await recordOf(as('archivist'), then?.id ?? 0);
    expect(input.note).toContain('台账又来一次');
    const [added] = (await as('archivist').search.query({ text: '台账新增样例', limit: 1 })).results;
    expect(added?.archiveNo).toBe(nextNumber(numbers, added?.archiveNo.replace(/\d+$/, '') ?? ''));
    numbers.add(added?.archiveNo ?? '');
  });

  test(
    'and all of it holds: at once, and when it is opened again the next day',
    { timeout: PATIENCE },
    async () => {
      await expectSound(as('manager'), contents, numbers.size);
      const before = readFileSync(`${copy.path}.anchors`, 'utf8');
      world.desk[Symbol.dispose]();
      world.desk.clock.advance({ ms: DAY });
      await world.desk.signIn(
        copy.asked.readers.manager,
        copy.asked.passwords[copy.asked.readers.manager] ?? '',
      );
      await expectSound(as('manager'), contents, numbers.size);
      const after = readFileSync(`${copy.path}.anchors`, 'utf8');
      expect(after.startsWith(before)).toBe(true);
      expect(after.trim().split('\n')).toHaveLength(before.trim().split('\n').length + 1);
    },
  );
});

const CATEGORY_WORDS = { supplier: '供应商', client: '业务客户', partner: '合作机构' } as const;

describe.each(FORMATS)('a vault of %s lets in whom it let in before', { timeout: PATIENCE }, (format) => {
  test('by one-time codes, and nobody who was turned off', async () => {
    using copy = new VaultCopy(format);
    using desk = (await openWorld(copy.path, copy.asked, [])).desk;
    const { codes, disabled, passwords, readers } = copy.asked;
    const [login = '', oneTimeCode = ''] = Object.entries(codes)[0] ?? [];
    const person = await desk.activate(login, oneTimeCode, 'a password of my own');
    expect((await person.vault.status()).account?.login).toBe(login);
    for (const gone of disabled)
      await expect(desk.signIn(gone, passwords[gone] ?? 'what they had')).rejects.toEqual(
        code('vault.sign_in_refused'),
      );
    await expect(desk.signIn(readers.auditor, 'not their password')).rejects.toEqual(
      code('vault.sign_in_refused'),
    );
  });

  test('by two sheets of paper, for an administrator who then changes a setting', async () => {
    using copy = new VaultCopy(format);
    using desk = (await openWorld(copy.path, copy.asked, [])).desk;
    const { sheets, readers } = copy.asked;
    const [first = [], , third = []] = sheets;
    const admin = desk.as(readers.admin);
    await admin.vault.recover({
      token: desk.grant(readers.admin, copy.path),
      sheets: [first.join('\n'), third.join('\n')],
      login: readers.admin,
      password: 'written on three sheets',
    });
    await admin.settings.set({ lockAfterMinutes: 33 });
    const { settings } = copy.contents;
    const { lockAfterMinutesInForce: _before, ...then } = settings;
    expect(await admin.settings.get()).toMatchObject({ ...then, lockAfterMinutes: 33 });
    const { checks } = await admin.audit.verify();
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    const noted = checks.flatMap(({ name, note }) => (note ? [[name, note]] : []));
    const { particulars, audit_times: times } = copy.contents.verification;
    expect(noted).toEqual([
      ['audit_keys', 'recovered'],
      ...(times?.note ? [['audit_times', times.note]] : []),
      ...(particulars ? [] : [['particulars', 'taken_over']]),
    ]);
  });
});
