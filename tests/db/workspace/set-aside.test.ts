import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../db/domain/settings.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';

const code = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ code: value }) });

/** Puts a text where a setting is, as another version of the program or a damaged disk might have left it. */
function plant(archive: TestVault, sql: string, ...values: Array<string | number>): void {
  const { database } = archive.archive.vault;
  database.pragma('ignore_check_constraints = ON');
  database.prepare(sql).run(...values);
  database.pragma('ignore_check_constraints = OFF');
}

const accountOf = (archive: TestVault, role: Parameters<TestVault['as']>[0]) =>
  archive.contextOf(role).actor.accountId;

const SETTING = `insert into setting (key, value) values ('settings', ?)
  on conflict (key) do update set value = excluded.value`;
const DRAFT = `insert into draft (account_id, key, value, saved_at) values (?, 'customers.new', ?, 0)`;
const PREFERENCE = `insert into preference (account_id, key, value) values (?, 'list.customers', ?)`;

describe('1. settings', () => {
  test('of a time before versions are read as they are, and written with theirs', async () => {
    await using archive = await openTestVault();
    plant(archive, SETTING, JSON.stringify({ ...DEFAULT_SETTINGS, lockAfterMinutes: 42 }));
    const admin = archive.as('system_admin');
    expect((await admin.settings.get()).lockAfterMinutes).toBe(42);
    expect(await admin.setAside.list()).toEqual([]);
    await admin.settings.set({ filingLimitDays: 3 });
    const text = archive.archive.handles.reader.value<string>('select value from setting');
    expect(JSON.parse(text ?? '')).toEqual({
      v: 1,
      value: { ...DEFAULT_SETTINGS, lockAfterMinutes: 42, filingLimitDays: 3 },
    });
  });

  test('a missing one has its default, without a word', async () => {
    await using archive = await openTestVault();
    plant(archive, SETTING, '{"lockAfterMinutes":42}');
    const admin = archive.as('system_admin');
    expect(await admin.settings.get()).toEqual({ ...DEFAULT_SETTINGS, lockAfterMinutes: 42 });
    expect(await admin.setAside.list()).toEqual([]);
  });

  test('one that is unknown, out of bounds, newer or broken stops nobody: the rest counts, the text is set aside', async () => {
    await using archive = await openTestVault();
    const archivist = archive.as('archivist');
    const { reader } = archive.archive.handles;
    const none = DEFAULT_SETTINGS.lockAfterMinutes;
    const cases = [
      ['{"lockAfterMinutes":42,"someday":true}', 'other_shape', 42],
      ['{"lockAfterMinutes":42,"filingLimitDays":-1}', 'other_shape', 42],
      ['{"v":2,"value":{"lockAfterMinutes":42,"someday":true}}', 'newer', 42],
      ['{"lockAfterMin', 'broken', none],
      ['[1]', 'other_shape', none],
    ] as const;
    for (const [text, why, lockAfterMinutes] of cases) {
      plant(archive, SETTING, text);
      const wanted = { ...DEFAULT_SETTINGS, lockAfterMinutes };
      expect(await archivist.settings.get()).toEqual(wanted);
      expect(reader.value('select value from setting')).toBe(text);
      const admin = archive.as('system_admin');
      expect(await admin.settings.get()).toEqual(wanted);
      const [kept] = await admin.setAside.list();
      expect(kept).toMatchObject({ source: 'settings', key: 'settings', why });
      expect(reader.value('select value from set_aside where id = ?', kept?.id ?? 0)).toBe(text);
      await admin.vault.lock();
    }
    const rows = reader.value("select count(*) from audit where action = 'settings.set_aside'");
    expect(rows).toBe(cases.length);
    expect(await archivist.setAside.list()).toEqual([]);
    expect((await archivist.audit.verify()).ok).toBe(true);
  });

  test('it is done once, and a change to the rest finds them in order', async () => {
    await using archive = await openTestVault({ as: 'system_admin' });
    plant(archive, SETTING, '{"lockAfterMinutes":42,"someday":true}');
    const admin = archive.as('system_admin');
    await admin.settings.set({ filingLimitDays: 3 });
    expect(await admin.setAside.list()).toHaveLength(1);
    await admin.vault.lock();
    expect(await archive.as('system_admin').setAside.list()).toHaveLength(1);
    expect(await archive.as('system_admin').settings.get()).toMatchObject({
      lockAfterMinutes: 42,
      filingLimitDays: 3,
    });
  });
});

describe('2. drafts and choices', () => {
  test('broken text is told, not thrown', async () => {
    await using archive = await openTestVault();
    plant(archive, DRAFT, accountOf(archive, 'archivist'), '{"values":');
    plant(archive, PREFERENCE, accountOf(archive, 'archivist'), 'x');
    const archivist = archive.as('archivist');
    expect(await archivist.drafts.list()).toHaveLength(1);
    expect(await archivist.drafts.get({ key: 'customers.new' })).toMatchObject({ broken: true, value: null });
    expect(await archivist.preferences.get({ key: 'list.customers' })).toEqual({ broken: true, value: null });
  });

  test('one that the window cannot read goes aside; of a choice it may keep a part', async () => {
    await using archive = await openTestVault();
    const text = '{"v":7,"value":{"later":1}}';
    const archivist = archive.as('archivist');
    plant(archive, DRAFT, accountOf(archive, 'archivist'), text);
    plant(archive, PREFERENCE, accountOf(archive, 'archivist'), text);
    const [draft, choice] = ['customers.new', 'list.customers'];
    await archivist.drafts.setAside({ key: draft, why: 'newer' });
    await archivist.preferences.setAside({ key: choice, why: 'newer', kept: { v: 2, value: {} } });
    expect(await archivist.setAside.list()).toMatchObject([
      { source: 'preference', key: choice, why: 'newer' },
      { source: 'draft', key: draft, why: 'newer' },
    ]);
    const { reader } = archive.archive.handles;
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
    await using archive = await openTestVault();
    plant(archive, DRAFT, accountOf(archive, 'archivist'), text);
    plant(archive, PREFERENCE, accountOf(archive, 'archivist'), text);
    const archivist = archive.as('archivist');
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
    await using archive = await openTestVault();
    const archivist = archive.as('archivist');
    for (const value of [1, { v: 1, value: 1 }, { v: 2, value: 1 }, { v: 2, value: 2 }])
      await archivist.drafts.save({ key: 'k', value });
    expect(await archivist.setAside.list()).toEqual([]);
  });
});

describe('3. what is set aside', () => {
  async function withOne(): Promise<TestVault & { id: number }> {
    const archive = await openTestVault();
    plant(archive, DRAFT, accountOf(archive, 'archivist'), '{"v":9,"value":"原文"}');
    await archive.as('archivist').drafts.setAside({ key: 'customers.new', why: 'newer' });
    const [item] = await archive.as('archivist').setAside.list();
    return Object.assign(archive, { id: item?.id ?? 0 });
  }

  test('belongs to its account alone, also among two of one role', async () => {
    await using archive = await withOne();
    const { id } = archive;
    const roles = ['archivist'] as const;
    const made = await archive.as('system_admin').accounts.create({
      login: 'second',
      name: '第二人',
      roles: [...roles],
    });
    const second = archive.stranger('second');
    const token = archive.grant('second', archive.path);
    const { code: once } = made;
    await second.vault.activate({ token, login: 'second', code: once, password: 'another good sentence' });
    for (const [connection, other] of [
      ['second', second],
      ['system_admin', archive.as('system_admin')],
    ] as const) {
      expect(await other.setAside.list()).toEqual([]);
      await expect(other.setAside.dismiss({ id })).rejects.toEqual(code('common.not_set_aside'));
      const file = archive.grant(connection, join(archive.folder, 'theirs.txt'), 'write');
      await expect(other.setAside.save({ id, token: file })).rejects.toEqual(code('common.not_set_aside'));
    }
    await second.drafts.setAside({ key: 'customers.new', why: 'newer' });
    expect(await second.setAside.list()).toEqual([]);
    expect(await archive.as('archivist').setAside.list()).toHaveLength(1);
  });

  test('is saved as it was, which the log says', async () => {
    await using archive = await withOne();
    const path = join(archive.folder, 'mine.txt');
    const token = archive.grant('archivist', path, 'write');
    await archive.as('archivist').setAside.save({ id: archive.id, token });
    expect(readFileSync(path, 'utf8')).toBe('{"v":9,"value":"原文"}');
    const { reader } = archive.archive.handles;
    expect(reader.value('select object from audit order by seq desc limit 1')).toBe(
      `set_aside:${archive.id}`,
    );
    expect(await archive.as('archivist').setAside.list()).toHaveLength(1);
  });

  test('goes when its owner says so', async () => {
    await using archive = await withOne();
    await archive.as('archivist').setAside.dismiss({ id: archive.id });
    expect(await archive.as('archivist').setAside.list()).toEqual([]);
    await expect(archive.as('archivist').setAside.dismiss({ id: archive.id })).rejects.toEqual(
      code('common.not_set_aside'),
    );
  });

  test('is bounded: past that everything stays where it is, and settings keep nobody out', async () => {
    await using archive = await openTestVault();
    await archive.signIn('system_admin');
    const account = accountOf(archive, 'system_admin');
    await archive.as('system_admin').vault.lock();
    const { database } = archive.archive.vault;
    const insert = database.prepare(
      `insert into set_aside (account_id, source, key, why, value, at) values (?, 'draft', ?, 'newer', 'x', 0)`,
    );
    for (let n = 0; n < 200; n += 1) insert.run(account, `k${n}`);
    plant(archive, SETTING, '{"someday":true}');
    const text = '{"v":9,"value":1}';
    plant(archive, DRAFT, account, text);
    const admin = archive.as('system_admin');
    expect(await admin.settings.get()).toEqual(DEFAULT_SETTINGS);
    const refused = code('common.too_many_set_aside');
    await expect(admin.settings.set({ lockAfterMinutes: 3 })).rejects.toEqual(refused);
    await expect(admin.drafts.save({ key: 'customers.new', value: 1 })).rejects.toEqual(refused);
    await expect(admin.drafts.setAside({ key: 'customers.new', why: 'newer' })).rejects.toEqual(refused);
    const { reader } = archive.archive.handles;
    expect(reader.value('select value from draft')).toBe(text);
    expect(reader.value('select value from setting')).toBe('{"someday":true}');
    await admin.setAside.dismiss({ id: (await admin.setAside.list())[0]?.id ?? 0 });
    await admin.drafts.save({ key: 'customers.new', value: 1 });
    expect(await admin.setAside.list()).toHaveLength(200);
  });
});
