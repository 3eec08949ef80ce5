import { confirmed } from '../../support/accounts.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../db/domain/settings.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';

const code = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ code: value }) });

/** Puts a text where a setting is, as another version of the program or a damaged disk might have left it. */
function plant(vault: TestVault, sql: string, ...values: Array<string | number>): void {
  const { database } = vault.opened.vault;
  database.pragma('ignore_check_constraints = ON');
  database.prepare(sql).run(...values);
  database.pragma('ignore_check_constraints = OFF');
}

const accountOf = (vault: TestVault, role: Parameters<TestVault['as']>[0]) =>
  vault.contextOf(role).actor.accountId;

const SETTING = `insert into setting (key, value) values ('settings', ?)
  on conflict (key) do update set value = excluded.value`;
const DRAFT = `insert into draft (account_id, key, value, saved_at) values (?, 'customers.new', ?, 0)`;
const PREFERENCE = `insert into preference (account_id, key, value) values (?, 'list.customers', ?)`;

describe('1. settings', () => {
  test('of a time before versions are read as they are, and written with theirs', async () => {
    await using vault = await openTestVault();
    plant(vault, SETTING, JSON.stringify({ ...DEFAULT_SETTINGS, lockAfterMinutes: 42 }));
    const admin = vault.as('system_admin');
    expect((await admin.settings.get()).lockAfterMinutes).toBe(42);
    expect(await admin.setAside.list()).toEqual([]);
    await admin.settings.set({ filingLimitDays: 3 });
    const text = vault.opened.handles.reader.value<string>('select value from setting');
    expect(JSON.parse(text ?? '')).toEqual({
      v: 3,
      value: { ...DEFAULT_SETTINGS, lockAfterMinutes: 42, filingLimitDays: 3 },
    });
  });

  test('a missing one has its default, without a word', async () => {
    await using vault = await openTestVault();
    plant(vault, SETTING, '{"lockAfterMinutes":42}');
    const admin = vault.as('system_admin');
    expect(await admin.settings.get()).toEqual({ ...DEFAULT_SETTINGS, lockAfterMinutes: 42 });
    expect(await admin.setAside.list()).toEqual([]);
  });

  test('one that is unknown, out of bounds, newer or broken stops nobody: the rest counts, the text is set aside', async () => {
    await using vault = await openTestVault();
    const archivist = vault.as('archivist');
    const { reader } = vault.opened.handles;
    const none = DEFAULT_SETTINGS.lockAfterMinutes;
    const cases = [
      ['{"lockAfterMinutes":42,"someday":true}', 'other_shape', 42],
      ['{"lockAfterMinutes":42,"filingLimitDays":-1}', 'other_shape', 42],
      ['{"v":9,"value":{"lockAfterMinutes":42,"someday":true}}', 'newer', 42],
      ['{"lockAfterMin', 'broken', none],
      ['[1]', 'other_shape', none],
    ] as const;
    for (const [text, why, lockAfterMinutes] of cases) {
      plant(vault, SETTING, text);
      const wanted = { ...DEFAULT_SETTINGS, lockAfterMinutes };
      expect(await archivist.settings.get()).toEqual(wanted);
      expect(reader.value('select value from setting')).toBe(text);
      const admin = vault.as('system_admin');
      expect(await admin.settings.get()).toEqual(wanted);
      const [kept] = await admin.setAside.list();
      expect(kept).toMatchObject({ source: 'settings', key: 'settings', why });
      expect(reader.value('select value from set_aside where id = ?', kept?.id ?? 0)).toBe(text);
      await admin.vault.lock();
    }
    const rows = reader.value("select count(*) from audit where action = 'settings.set_aside'");
    expect(rows).toBe(cases.length);
    expect(await archivist.setAside.list()).toEqual([]);
    const { checks } = await archivist.audit.verify();
    // They were put there past the program.
    expect(checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(['particulars']);
  });

  test('it is done once, and a change to the rest finds them in order', async () => {
    await using vault = await openTestVault({ as: 'system_admin' });
    plant(vault, SETTING, '{"lockAfterMinutes":42,"someday":true}');
    const admin = vault.as('system_admin');
    await admin.settings.set({ filingLimitDays: 3 });
    expect(await admin.setAside.list()).toHaveLength(1);
    await admin.vault.lock();
    expect(await vault.as('system_admin').setAside.list()).toHaveLength(1);
    expect(await vault.as('system_admin').settings.get()).toMatchObject({
      lockAfterMinutes: 42,
      filingLimitDays: 3,
    });
  });
});

describe('2. drafts and choices', () => {
  test('broken text is told, not thrown', async () => {
    await using vault = await openTestVault();
    plant(vault, DRAFT, accountOf(vault, 'archivist'), '{"values":');
    plant(vault, PREFERENCE, accountOf(vault, 'archivist'), 'x');
    const archivist = vault.as('archivist');
    expect(await archivist.drafts.list()).toHaveLength(1);
    expect(await archivist.drafts.get({ key: 'customers.new' })).toMatchObject({ broken: true, value: null });
    expect(await archivist.preferences.get({ key: 'list.customers' })).toEqual({ broken: true, value: null });
  });

  test('one that the window cannot read goes aside; of a choice it may keep a part', async () => {
    await using vault = await openTestVault();
    const text = '{"v":7,"value":{"later":1}}';
    const archivist = vault.as('archivist');
    plant(vault, DRAFT, accountOf(vault, 'archivist'), text);
    plant(vault, PREFERENCE, accountOf(vault, 'archivist'), text);
    const [draft, choice] = ['customers.new', 'list.customers'];
    await archivist.drafts.setAside({ key: draft, why: 'newer' });
    await archivist.preferences.setAside({ key: choice, why: 'newer', kept: { v: 2, value: {} } });
    expect(await archivist.setAside.list()).toMatchObject([
      { source: 'preference', key: choice, why: 'newer' },
      { source: 'draft', key: draft, why: 'newer' },
    ]);
    const { reader } = vault.opened.handles;
    expect(reader.rows('select value from set_aside')).toEqual([{ value: text }, { value: text }]);
    expect(await archivist.drafts.get({ key: draft })).toBeNull();
    const kept = { broken: false, value: { v: 2, value: {} } };
    expect(await archivist.preferences.get({ key: choice })).toEqual(kept);
    await archivist.preferences.setAside({ key: choice, why: 'other_shape', kept: null });
    expect(await archivist.preferences.get({ key: choice })).toBeNull();
  });

  test.each([
    ['of a newer version', '{"v":9,"value":1}', 'newer'],
    ['that is broken', '{', 'broken'],
  ])('one %s is not written over, whatever the window does', async (_what, text, why) => {
    await using vault = await openTestVault();
    plant(vault, DRAFT, accountOf(vault, 'archivist'), text);
    plant(vault, PREFERENCE, accountOf(vault, 'archivist'), text);
    const archivist = vault.as('archivist');
    for (const value of [
      { v: 1, value: 'first' },
      { v: 1, value: 'second' },
    ]) {
      await archivist.drafts.save({ key: 'customers.new', value });
      await archivist.preferences.set({ key: 'list.customers', value });
    }
    expect(await archivist.setAside.list()).toMatchObject([
      { source: 'preference', why },
      { source: 'draft', why },
    ]);
    expect(await archivist.drafts.get({ key: 'customers.new' })).toMatchObject({
      value: { v: 1, value: 'second' },
    });
  });

  test('one of this version or an older one is written over as ever', async () => {
    await using vault = await openTestVault();
    const archivist = vault.as('archivist');
    for (const value of [1, { v: 1, value: 1 }, { v: 2, value: 1 }, { v: 2, value: 2 }])
      await archivist.drafts.save({ key: 'k', value });
    expect(await archivist.setAside.list()).toEqual([]);
  });
});

describe('3. what is set aside', () => {
  async function withOne(): Promise<TestVault & { id: number }> {
    const vault = await openTestVault();
    plant(vault, DRAFT, accountOf(vault, 'archivist'), '{"v":9,"value":"原文"}');
    await vault.as('archivist').drafts.setAside({ key: 'customers.new', why: 'newer' });
    const [item] = await vault.as('archivist').setAside.list();
    return Object.assign(vault, { id: item?.id ?? 0 });
  }

  test('belongs to its account alone, also among two of one role', async () => {
    await using vault = await withOne();
    const { id } = vault;
    const roles = ['archivist'] as const;
    const made = await confirmed(
      vault,
      vault.as('system_admin').accounts.create({
        login: 'second',
        name: '第二人',
        roles: [...roles],
      }),
    );
    const second = vault.stranger('second');
    const token = vault.grant('second', vault.path);
    const { code: once } = made;
    await second.vault.activate({ token, login: 'second', code: once, password: 'another good sentence' });
    for (const [connection, other] of [
      ['second', second],
      ['system_admin', vault.as('system_admin')],
    ] as const) {
      expect(await other.setAside.list()).toEqual([]);
      await expect(other.setAside.dismiss({ id })).rejects.toEqual(code('common.not_set_aside'));
      const file = vault.grant(connection, join(vault.folder, 'theirs.txt'), 'write');
      await expect(other.setAside.save({ id, token: file })).rejects.toEqual(code('common.not_set_aside'));
    }
    await second.drafts.setAside({ key: 'customers.new', why: 'newer' });
    expect(await second.setAside.list()).toEqual([]);
    expect(await vault.as('archivist').setAside.list()).toHaveLength(1);
  });

  test('is saved as it was, which the log says', async () => {
    await using vault = await withOne();
    const path = join(vault.folder, 'mine.txt');
    const token = vault.grant('archivist', path, 'write');
    await vault.as('archivist').setAside.save({ id: vault.id, token });
    expect(readFileSync(path, 'utf8')).toBe('{"v":9,"value":"原文"}');
    const { reader } = vault.opened.handles;
    expect(reader.value('select object from audit order by seq desc limit 1')).toBe(`set_aside:${vault.id}`);
    expect(await vault.as('archivist').setAside.list()).toHaveLength(1);
  });

  test('goes when its owner says so', async () => {
    await using vault = await withOne();
    await vault.as('archivist').setAside.dismiss({ id: vault.id });
    expect(await vault.as('archivist').setAside.list()).toEqual([]);
    await expect(vault.as('archivist').setAside.dismiss({ id: vault.id })).rejects.toEqual(
      code('common.not_set_aside'),
    );
  });

  test('is bounded: past that everything stays where it is, and settings keep nobody out', async () => {
    await using vault = await openTestVault();
    await vault.signIn('system_admin');
    const account = accountOf(vault, 'system_admin');
    await vault.as('system_admin').vault.lock();
    const { database } = vault.opened.vault;
    const insert = database.prepare(
      `insert into set_aside (account_id, source, key, why, value, at) values (?, 'draft', ?, 'newer', 'x', 0)`,
    );
    for (let n = 0; n < 200; n += 1) insert.run(account, `k${n}`);
    plant(vault, SETTING, '{"someday":true}');
    const text = '{"v":9,"value":1}';
    plant(vault, DRAFT, account, text);
    const admin = vault.as('system_admin');
    expect(await admin.settings.get()).toEqual(DEFAULT_SETTINGS);
    const refused = code('common.too_many_set_aside');
    await expect(admin.settings.set({ lockAfterMinutes: 3 })).rejects.toEqual(refused);
    await expect(admin.drafts.save({ key: 'customers.new', value: 1 })).rejects.toEqual(refused);
    await expect(admin.drafts.setAside({ key: 'customers.new', why: 'newer' })).rejects.toEqual(refused);
    const { reader } = vault.opened.handles;
    expect(reader.value('select value from draft')).toBe(text);
    expect(reader.value('select value from setting')).toBe('{"someday":true}');
    await admin.setAside.dismiss({ id: (await admin.setAside.list())[0]?.id ?? 0 });
    await admin.drafts.save({ key: 'customers.new', value: 1 });
    expect(await admin.setAside.list()).toHaveLength(200);
  });
});
