/** Who is let in, on which terms, and what a window is told of it. */
import { confirmed } from '../../support/accounts.ts';
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { draftCreation, makeVault } from '../../../db/features/vault/service.ts';
import { prepareVault } from '../../../db/vault/index.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';

const refused = (code: string, data: object = {}) =>
  expect.objectContaining({ cause: expect.objectContaining({ code, data: expect.objectContaining(data) }) });
const PASSWORD = 'four plain words';
const DAY = 86_400_000;

const enter = (vault: TestVault, connection: string, path = vault.path) => ({
  token: vault.grant(connection, path),
  calls: vault.stranger(connection).vault,
});

describe('what a window is told', () => {
  test('nothing before it has a vault, its name while it is locked, all of it while it is open', async () => {
    await using vault = await openTestVault();
    const window = vault.stranger('archivist').vault;
    const none = { vault: null, account: null, lockAfterMinutes: null, isNewKeyDue: false };
    expect(await vault.stranger('new').vault.status()).toEqual({ state: 'closed', file: null, ...none });
    const { actor } = vault.contextOf('archivist');
    expect(await window.status()).toEqual({
      state: 'open',
      file: { name: 'test.kda', trial: false },
      vault: { company: vault.opened.facts.company, fonds: vault.opened.facts.fonds, trial: false },
      account: {
        id: actor.accountId,
        personId: actor.personId,
        login: 'archivist',
        name: actor.name,
        roles: ['archivist'],
      },
      lockAfterMinutes: 10,
      isNewKeyDue: false,
    });
    await window.lock();
    expect(await window.status()).toEqual({
      state: 'locked',
      file: { name: 'test.kda', trial: false },
      ...none,
    });
    await window.close();
    expect(await window.status()).toEqual({ state: 'closed', file: null, ...none });
    vault.host.rememberFile('other', 'C:\\档案\\客户.kda');
    expect((await vault.stranger('other').vault.status()).file).toEqual({ name: '客户.kda', trial: false });
  });

  test('closing ends the session as a lock does', async () => {
    await using vault = await openTestVault();
    await vault.as('archivist').vault.close();
    expect([vault.host.opened, vault.host.sessionOf('archivist')]).toEqual([null, undefined]);
  });
});

test('the right password in two windows at once was too many tries in one of them', async () => {
  await using vault = await openTestVault({ as: 'supervisor' });
  const thief = enter(vault, 'thief');
  for (let time = 0; time < 3; time += 1)
    await expect(
      thief.calls.unlock({ token: thief.token, login: 'archivist', password: 'a guess' }),
    ).rejects.toThrow('vault.sign_in_refused');
  const both = ['one', 'two'].map((connection) => {
    const { token, calls } = enter(vault, connection);
    return calls.unlock({ token, login: 'archivist', password: TEST_PASSWORD });
  });
  expect((await Promise.all(both)).map(({ login }) => login)).toEqual(['archivist', 'archivist']);
  const asked = ['one', 'two'].map((connection) =>
    vault.stranger(connection).vault.verifyPassword({ password: TEST_PASSWORD }),
  );
  await Promise.all(asked);
  // One lock in the middle of it is no wrong try either.
  const stopped = vault.stranger('one').vault.verifyPassword({ password: TEST_PASSWORD });
  vault.host.signOut('one', 'screen');
  await expect(stopped).rejects.toThrow('vault.locked');
  await vault.stranger('two').vault.verifyPassword({ password: TEST_PASSWORD });
});

test('whoever deletes the tries beside the vault ends no wait', async () => {
  await using vault = await openTestVault({ as: 'supervisor' });
  const thief = enter(vault, 'thief');
  const guess = () => thief.calls.unlock({ token: thief.token, login: 'archivist', password: 'a guess' });
  for (let time = 0; time < 4; time += 1) await expect(guess()).rejects.toThrow('vault.sign_in_refused');
  rmSync(`${vault.path}.tries`);
  await expect(guess()).rejects.toThrow('vault.too_many_tries');
  await vault.as('supervisor').vault.lock();
  await expect(guess()).rejects.toThrow('vault.too_many_tries');
  const { rows } = await vault
    .as('auditor')
    .audit.list({ action: 'vault.sign_in', decision: 'deny', limit: 5 });
  expect(rows.map(({ object }) => object)).toEqual(['account:3']);
});

describe('another vault than the one that is open', () => {
  test('is neither entered, made nor recovered', async () => {
    await using vault = await openTestVault();
    const other = join(vault.folder, 'other.kda');
    copyFileSync(vault.path, other);
    copyFileSync(`${vault.path}.keys`, `${other}.keys`);
    const { token, calls } = enter(vault, 'second', other);
    const already = refused('vault.already_open');
    await expect(calls.unlock({ token, login: 'archivist', password: TEST_PASSWORD })).rejects.toEqual(
      already,
    );
    await expect(
      calls.recover({ token, sheets: ['x', 'y'], login: 'system_admin', password: PASSWORD }),
    ).rejects.toEqual(already);
    const call = { host: vault.host, origin: { connection: 'second', seq: 0 } };
    const named = { company: '公司', fonds: 'QZ01', archiveNoPattern: '{serial:4}', trial: false };
    const making = makeVault(call, join(vault.folder, 'new.kda'), await prepareVault(), {
      ...named,
      accounts: [],
    });
    await expect(making).rejects.toMatchObject({ code: 'vault.already_open' });
    await vault.as('archivist').customers.create(aCustomer());
  });
});

describe('a one-time code', () => {
  const invite = async (vault: TestVault) =>
    confirmed(
      vault,
      vault.as('system_admin').accounts.create({ login: 'li', name: '李四', roles: ['requester'] }),
    );

  test('lasts for thirty days, and is no password', async () => {
    await using vault = await openTestVault({ as: 'system_admin' });
    const { code } = await invite(vault);
    const { token, calls } = enter(vault, 'li');
    const unlock = () => calls.unlock({ token, login: 'li', password: code });
    const activate = () => calls.activate({ token, login: 'li', code, password: PASSWORD });
    vault.clock.advance({ ms: 30 * DAY });
    await expect(unlock()).rejects.toEqual(refused('vault.must_activate'));
    vault.clock.advance({ ms: 1 });
    await expect(unlock()).rejects.toEqual(refused('vault.code_expired'));
    await expect(activate()).rejects.toEqual(refused('vault.code_expired'));
    expect(vault.host.sessionOf('li')).toBeUndefined();
    vault.clock.advance({ ms: -1 });
    expect(await activate()).toMatchObject({ login: 'li', roles: ['requester'] });
    expect(vault.host.sessionOf('li')?.actor.login).toBe('li');
    expect((await vault.as('system_admin').accounts.list()).at(-1)).toMatchObject({
      state: 'active',
      lastSignInAt: vault.clock.now(),
    });
  });

  test('is traded once: a password of one’s own is none, a poor one is not taken', async () => {
    await using vault = await openTestVault({ as: 'system_admin' });
    const { code } = await invite(vault);
    const { token, calls } = enter(vault, 'li');
    await expect(
      calls.activate({ token, login: 'archivist', code: TEST_PASSWORD, password: PASSWORD }),
    ).rejects.toEqual(refused('vault.sign_in_refused'));
    await expect(calls.activate({ token, login: 'li', code, password: 'short' })).rejects.toEqual(
      refused('vault.password_short'),
    );
    expect(vault.host.sessionOf('li')).toBeUndefined();
    expect([...vault.opened.vault.people].map(({ login }) => login)).toEqual(['system_admin', 'supervisor']);
  });

  test('that opens a closed vault leaves it closed when it is not traded', async () => {
    await using vault = await openTestVault({ as: 'system_admin' });
    const { code } = await invite(vault);
    vault.host.signOutAll('closed');
    const { token, calls } = enter(vault, 'li');
    await expect(calls.unlock({ token, login: 'li', password: code })).rejects.toEqual(
      refused('vault.must_activate'),
    );
    expect([vault.host.opened, existsSync(`${vault.path}.claim`)]).toEqual([null, false]);
  });
});

test('a password is changed by whoever knows it, and asked for again', async () => {
  await using vault = await openTestVault();
  const { calls } = enter(vault, 'archivist');
  await expect(calls.verifyPassword({ password: 'not the password' })).rejects.toEqual(
    refused('vault.sign_in_refused'),
  );
  await expect(calls.changePassword({ current: 'not the password', next: PASSWORD })).rejects.toEqual(
    refused('vault.sign_in_refused'),
  );
  await calls.changePassword({ current: TEST_PASSWORD, next: PASSWORD });
  await calls.verifyPassword({ password: PASSWORD });
  await vault.as('archivist').customers.create(aCustomer());
  const { rows } = await vault.as('auditor').audit.list({ action: 'vault.change_password', limit: 5 });
  expect(rows.map(({ object }) => object)).toEqual([
    `account:${vault.contextOf('archivist').actor.accountId}`,
  ]);
});

test.each(['gone', 'replaced'])(
  'nothing more is written to a file that is %s, and all is well when it is back',
  async (how) => {
    await using vault = await openTestVault();
    const aside = `${vault.path}.aside`;
    renameSync(vault.path, aside);
    if (how === 'replaced') copyFileSync(aside, vault.path);
    const create = () => vault.as('archivist').customers.create(aCustomer());
    await expect(create()).rejects.toEqual(refused('vault.archive_missing'));
    rmSync(vault.path, { force: true });
    renameSync(aside, vault.path);
    await create();
  },
);

describe('a vault in the making', () => {
  const named = { company: '佛山市新建五金有限公司', fonds: 'QZ02', archiveNoPattern: '{serial:4}' };
  const admin = { login: 'root', name: '管理员', password: 'correct horse battery' };
  type Draft = Awaited<ReturnType<typeof draftCreation>>;
  const answersOf = ({ quiz, sheets }: Draft) =>
    quiz.map(({ sheet, line }) => ({ sheet, line, text: sheets[sheet - 1]?.lines[line - 1] ?? '' }));

  async function begin() {
    const vault = await openTestVault();
    vault.host.signOutAll('closed');
    const path = join(vault.folder, 'new.kda');
    const wizard = vault.stranger('wizard').vault;
    const draft = await wizard.draftCreate(named);
    const input = {
      draftId: draft.draftId,
      token: vault.grant('wizard', path, 'write'),
      admin,
      accounts: [],
    };
    return { vault, path, wizard, draft, input };
  }

  test('asks for a line each of two of its three sheets', async () => {
    const { vault, draft } = await begin();
    await using _ = vault;
    expect(draft.sheets.map(({ number, lines }) => [number, lines.length])).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
    ]);
    expect(draft.label).toMatch(/^[0-9A-Z]{7}$/);
    for (let turn = 0; turn < 20; turn += 1) {
      const call = { host: vault.host, origin: { connection: 'other', seq: 0 } };
      const { quiz } = await draftCreation(call, named);
      expect(new Set(quiz.map(({ sheet }) => sheet)).size).toBe(2);
      for (const { sheet, line } of quiz)
        expect(sheet >= 1 && sheet <= 3 && line >= 1 && line <= 4).toBe(true);
    }
  });

  test('is not made without its draft, its answers, or by two of one name', async () => {
    const { vault, path, wizard, draft, input } = await begin();
    await using _ = vault;
    const answers = answersOf(draft);
    const [first, second] = answers;
    if (!first || !second) throw new Error('two lines are asked for');
    const gone = refused('vault.draft_gone');
    const create = (change: object) => wizard.create({ ...input, answers, ...change });
    await expect(create({ draftId: crypto.randomUUID() })).rejects.toEqual(gone);
    const elsewhere = { ...input, answers, token: vault.grant('elsewhere', path, 'write') };
    await expect(vault.stranger('elsewhere').vault.create(elsewhere)).rejects.toEqual(gone);
    const { sheet, line } = second;
    await expect(create({ answers: [first] })).rejects.toEqual(
      refused('vault.sheet_not_typed', { sheet, line }),
    );
    const swapped = [{ ...first, text: second.text }, second];
    await expect(create({ answers: swapped })).rejects.toEqual(
      refused('vault.sheet_not_typed', { sheet: first.sheet, line: first.line }),
    );
    const twice = [{ login: 'clerk', name: ' 管理员', roles: ['archivist'], department: null }];
    await expect(create({ accounts: twice })).rejects.toEqual(refused('vault.name_twice'));
    expect(existsSync(path)).toBe(false);
    const again = await wizard.draftCreate(named);
    await expect(create({})).rejects.toEqual(gone);
    await wizard.create({ ...input, draftId: again.draftId, answers: answersOf(again).toReversed() });
    expect(existsSync(path)).toBe(true);
    expect(vault.host.sessionOf('wizard')?.actor).toMatchObject({ login: 'root', roles: ['system_admin'] });
    expect((await wizard.status()).file).toEqual({ name: 'new.kda', trial: false });
    await expect(create({ draftId: again.draftId })).rejects.toEqual(gone);
  });

  test('begins with its facts and its people in the log, each with a code that opens it', async () => {
    const { vault, wizard, draft, input } = await begin();
    await using _ = vault;
    const accounts = [
      { login: 'clerk', name: '专员', roles: ['archivist' as const], department: '客服部' },
      { login: 'check', name: '审计', roles: ['auditor' as const], department: null },
    ];
    const { codes } = await wizard.create({ ...input, accounts, answers: answersOf(draft) });
    expect(codes.map(({ login, name }) => [login, name])).toEqual([
      ['clerk', '专员'],
      ['check', '审计'],
    ]);
    const { facts, handles } = vault.host.requireVault();
    expect(facts).toMatchObject({ ...named, trial: false, fileName: 'new.kda' });
    const listed = await vault.stranger('wizard').accounts.list();
    expect(listed.map(({ id, login, state, department }) => [id, login, state, department])).toEqual([
      [1, 'root', 'active', null],
      [2, 'clerk', 'invited', '客服部'],
      [3, 'check', 'invited', null],
    ]);
    expect(handles.reader.rows('select action, object from audit order by seq limit 4')).toEqual([
      { action: 'vault.create', object: 'archive' },
      { action: 'accounts.create', object: 'account:1' },
      { action: 'accounts.create', object: 'account:2' },
      { action: 'accounts.create', object: 'account:3' },
    ]);
    const { token, calls } = enter(vault, 'check', join(vault.folder, 'new.kda'));
    const code = codes[1]?.code ?? '';
    await calls.activate({ token, login: 'check', code, password: PASSWORD });
    expect((await vault.stranger('check').audit.verify()).ok).toBe(true);
  });

  test('is opened by its sheets for an administrator alone', async () => {
    const { vault, path, wizard, draft, input } = await begin();
    await using _ = vault;
    const accounts = [{ login: 'clerk', name: '专员', roles: ['archivist' as const], department: null }];
    await wizard.create({ ...input, accounts, answers: answersOf(draft) });
    await wizard.lock();
    const [one = '', two = ''] = draft.sheets.map(({ lines }) => lines.join('\n'));
    const { token, calls } = enter(vault, 'rescue', path);
    const recover = (login: string, password = PASSWORD) =>
      calls.recover({ token, sheets: [one, two], login, password });
    for (const login of ['clerk', 'nobody'])
      await expect(recover(login)).rejects.toEqual(refused('vault.not_an_administrator'));
    await expect(recover('root', 'short')).rejects.toEqual(refused('vault.password_short'));
    expect([vault.host.opened, existsSync(`${path}.claim`)]).toEqual([null, false]);
    expect(await recover(' ROOT')).toMatchObject({ login: 'root' });
    expect(vault.host.sessionOf('rescue')?.actor.login).toBe('root');
    const rows = vault.host
      .requireVault()
      .handles.reader.rows("select object from audit where action = 'vault.recover'");
    expect(rows).toEqual([{ object: 'account:1' }]);
  });
});
