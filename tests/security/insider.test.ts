import { confirmed } from '../support/accounts.ts';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { hashOfRow, type AuditRow } from '../../db/work/log/chain.ts';
import type { Signer } from '../../db/vault/slots.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../support/vault.ts';
import { aContact, aCustomer } from '../support/factories.ts';
import {
  checksOf,
  failedChecks,
  insertRow,
  withOwnTool,
  withoutTriggers,
  forgetWitnesses,
} from './own-tool.ts';

// Several people sign in for each, and a sign-in is slow on purpose.
vi.setConfig({ testTimeout: 120_000 });

/** Three archives, one of them edited. */
async function aWorld(): Promise<TestVault & { ids: number[] }> {
  const vault = await openTestVault();
  const archivist = vault.as('archivist');
  const ids: number[] = [];
  for (const name of ['佛山市甲厂', '佛山市乙厂', '佛山市丙厂']) {
    const customer = aCustomer({
      name,
      note: '月结30天',
      contacts: [aContact()],
      indexTerms: ['出口', '样品'],
    });
    ids.push((await archivist.customers.create(customer)).id);
  }
  const id = ids[0] ?? 0;
  const record = await archivist.customers.get({ id });
  if (record.access !== 'full') throw new Error('not shown');
  await archivist.customers.update({
    id,
    version: record.version,
    input: { ...record.input, note: '月结60天', contacts: [...record.input.contacts, aContact()] },
    reason: null,
  });
  return { ...vault, ids };
}

test('an honest vault holds in every respect', async () => {
  await using vault = await aWorld();
  expect(await failedChecks(vault)).toEqual([]);
});

test('a row in somebody else’s name passed, signed with a key that was put in beside', async () => {
  await using vault = await aWorld();
  await withOwnTool(vault, 'requester', ({ accountOf, plantKey, append }) => {
    const manager = accountOf('general_manager');
    append({ account_id: manager, action: 'customers.print', object: 'customer:1' }, plantKey(manager));
  });
  expect(await failedChecks(vault)).toEqual(['audit_signatures', 'audit_rights', 'accounts']);
});

test('a key that somebody brought in who may not passed', async () => {
  await using vault = await aWorld();
  await withOwnTool(vault, 'requester', async ({ accountOf, plantKey, append, signerOf }) => {
    const manager = accountOf('general_manager');
    const key = plantKey(manager);
    append(
      {
        account_id: accountOf('requester'),
        action: 'accounts.reset_password',
        object: `account:${manager}`,
        new_key: key.publicKey,
      },
      await signerOf('requester'),
    );
    append({ account_id: manager, action: 'customers.print', object: 'customer:1' }, key);
  });
  expect(await failedChecks(vault)).toEqual(['audit_signatures', 'audit_keys', 'audit_rights', 'accounts']);
});

test('a recovery without the sheets passed; it is counted, named, and found', async () => {
  await using vault = await aWorld();
  expect((await checksOf(vault)).find(({ name }) => name === 'audit_keys')).toMatchObject({
    note: undefined,
    detail: { rows: 8, recoveries: 0 },
  });
  await withOwnTool(vault, 'requester', ({ accountOf, plantKey, append }) => {
    const admin = accountOf('system_admin');
    const key = plantKey(admin);
    const object = `account:${admin}`;
    append({ account_id: admin, action: 'vault.recover', object, new_key: key.publicKey }, key);
  });
  const checks = await checksOf(vault);
  const last = vault.host
    .requireVault()
    .handles.reader.value<number>("select seq from audit where action = 'vault.recover'");
  expect(checks.find(({ name }) => name === 'audit_keys')).toMatchObject({
    ok: false,
    detail: { rows: 9, problems: 1, first: last, recoveries: 1, lastRecovery: last },
  });
});

const CHANGES: ReadonlyArray<[what: string, sql: string, failed: string[]]> = [
  ['a note', "update customer set note = '现款现货' where id = 1", ['records', 'search_index']],
  [
    'a number',
    "update customer set archive_no = archive_no || '9' where id = 1",
    ['records', 'archive_numbers', 'search_index'],
  ],
  ['a person', "update contact set mobile = '13800000000' where customer_id = 2", ['records']],
  [
    'an index term',
    "delete from index_term where customer_id = 3 and term = '出口'",
    ['records', 'search_index'],
  ],
  ['the history', "update customer_change set new_value = 'X' where customer_id = 1", ['history']],
  ['all the history', 'delete from customer_change where customer_id = 1', ['history']],
  [
    'the newest line of the history',
    'delete from customer_change where id = (select max(id) from customer_change where customer_id = 1)',
    ['history'],
  ],
  ['what the history says', 'update customer_change set salt = null where customer_id = 1', ['history']],
  [
    'what series there are',
    "insert into series (kind, scope, last) values ('archive', 'X-{serial:4}', 0)",
    ['archive_numbers'],
  ],
  ['who made a change', 'update customer_change set account_id = 1 where customer_id = 1', ['history']],
  [
    'a class',
    "update customer set secrecy = 'secret' where id = 1",
    ['audit_rights', 'records', 'search_index'],
  ],
  ['a class in the index', 'update search_row set facets = facets | (3 << 9) where id = 2', ['search_index']],
  ['a keeper in the index', 'update search_row set keeper = 7 where id = 2', ['search_index']],
  [
    'the place in the index',
    'pragma foreign_keys = off; update search_row set id = 99 where id = 2',
    ['foreign_keys', 'search_index'],
  ],
  [
    'a role',
    "insert into account_role select id, 'auditor' from account where login = 'requester'",
    ['accounts'],
  ],
  ['a name', "update person set name = '别人' where id = 3", ['accounts']],
  ['whose an account is', 'update account set person_id = 2 where id = 3', ['accounts', 'particulars']],
  ['an account that was turned off', "update account set state = 'disabled' where id = 3", ['accounts']],
];

test.each(CHANGES)(
  '%s was changed past the program, and the look at everything said nothing',
  async (_, sql, failed) => {
    await using vault = await aWorld();
    await withOwnTool(vault, 'requester', ({ db }) => withoutTriggers(db, () => db.exec(sql)));
    expect(await failedChecks(vault)).toEqual(failed);
  },
);

test('a change past the program was lost from sight when the archive was next edited', async () => {
  await using vault = await aWorld();
  await withOwnTool(vault, 'requester', ({ db }) => {
    db.exec('update customer set annual_volume = 1 where id = 2');
  });
  const archivist = vault.as('archivist');
  const record = await archivist.customers.get({ id: 2 });
  if (record.access !== 'full') throw new Error('not shown');
  const input = { ...record.input, note: '改过' };
  await archivist.customers.update({ id: 2, version: record.version, input, reason: null });
  expect((await checksOf(vault)).filter(({ ok }) => !ok)).toMatchObject([
    { name: 'records', detail: { problems: 1, first: 2 } },
  ]);
});

test('an archive vanished with its number, and one came in that nobody filed', async () => {
  await using vault = await aWorld();
  const remove = ['customer_phone', 'contact', 'former_name', 'index_term', 'customer_change']
    .map((table) => `delete from ${table} where customer_id = 3;`)
    .join('');
  await withOwnTool(vault, 'requester', ({ db }) => {
    withoutTriggers(db, () =>
      db.exec(`${remove} delete from search_row where id = 3; delete from customer where id = 3`),
    );
    db.exec("update series set last = last - 1 where kind = 'archive'");
  });
  expect(await failedChecks(vault)).toEqual(['archive_counts']);
  await withOwnTool(vault, 'requester', ({ db }) => {
    db.exec('create temp table one as select * from customer where id = 2');
    db.exec("update one set id = 3, archive_no = 'QZ01-KH·2026-D30-YW-0009', serial = 9");
    db.exec('insert into customer select * from one');
    db.exec(
      'insert into search_row select 3, 1, digest, facets, responsible, keeper, lapses_on from search_row where id = 2',
    );
  });
  expect(await failedChecks(vault)).toContain('records');
});

test('somebody gave themselves a role, or edited what they may not, and signed for it', async () => {
  await using vault = await aWorld();
  await withOwnTool(vault, 'requester', async ({ db, accountOf, append, signerOf, keyedHash }) => {
    const own = accountOf('requester');
    const roles = ['general_manager', 'requester'];
    db.exec(`insert into account_role values (${own}, 'general_manager')`);
    append(
      {
        account_id: own,
        action: 'accounts.set_roles',
        object: `account:${own}`,
        reason: roles.join('+'),
        after_hash: keyedHash({ login: 'requester', name: 'requester', roles }),
      },
      await signerOf('requester'),
    );
  });
  expect(await failedChecks(vault)).toEqual(['audit_rights', 'accounts']);
});

test('an edit signed by somebody who may not edit passed', async () => {
  await using vault = await aWorld();
  await withOwnTool(vault, 'requester', async ({ accountOf, append, signerOf }) =>
    append(
      { account_id: accountOf('requester'), action: 'lists.edit', object: 'list:industry' },
      await signerOf('requester'),
    ),
  );
  expect(await failedChecks(vault)).toEqual(['audit_rights', 'particulars']);
});

test('a one-time code that was kept signed for its person for ever after', async () => {
  await using vault = await aWorld();
  const { path } = vault;
  const boss = { login: 'boss', name: '王总', roles: ['general_manager' as const], department: null };
  const { id, code } = await confirmed(vault, vault.as('system_admin').accounts.create(boss));
  const kept = readFileSync(`${path}.keys`);
  const token = vault.grant('boss', path);
  await vault
    .stranger('boss')
    .vault.activate({ token, login: 'boss', code, password: 'my very own password' });
  expect(await failedChecks(vault)).toEqual([]);
  vault.host.signOutAll('closed');
  const now = readFileSync(`${path}.keys`);
  let old: Signer | undefined;
  writeFileSync(`${path}.keys`, kept);
  await withOwnTool(vault, 'system_admin', async ({ signerOf }) => {
    old = await signerOf('boss', code);
  });
  writeFileSync(`${path}.keys`, now);
  await withOwnTool(vault, 'system_admin', ({ append }) => {
    if (old) append({ account_id: id, action: 'customers.export', object: 'list' }, old);
  });
  expect(await failedChecks(vault)).toEqual(['audit_signatures', 'audit_rights']);
});

test('a log written anew with keys made for it passed, refusals left out', async () => {
  await using vault = await aWorld();
  await withOwnTool(vault, 'requester', ({ db, plantKey }) => {
    withoutTriggers(db, () => rewriteLog(db, plantKey));
  });
  forgetWitnesses(vault);
  expect(await failedChecks(vault)).toEqual(
    expect.arrayContaining(['audit_signatures', 'accounts', 'anchors_outside']),
  );
});

function rewriteLog(db: Parameters<typeof insertRow>[0], plantKey: (account: number) => Signer): void {
  const rows = db.prepare('select * from audit order by seq').all() as AuditRow[];
  db.exec('delete from audit');
  const signers = new Map<number, { signer: Signer; keyId: number }>();
  let [seq, prev] = [0, new Uint8Array(32)];
  for (const row of rows.filter(({ seq: number }) => number !== 11)) {
    const known = signers.get(row.account_id);
    const signer = known?.signer ?? plantKey(row.account_id);
    const keyId = known?.keyId ?? Number(db.prepare('select max(id) from account_key').pluck().get());
    signers.set(row.account_id, { signer, keyId });
    seq += 1;
    const content = { ...row, seq, prev_hash: prev, account_key_id: keyId };
    prev = Uint8Array.from(hashOfRow(content));
    insertRow(db, { ...content, hash: prev, signature: signer.sign(prev) });
  }
  db.prepare("update series set last = ? where kind = 'log'").run(seq);
  // Anchors inside follow; they are signed like the rows.
  for (const anchor of db.prepare('select * from anchor').all() as Array<{ id: number; seq: number }>) {
    const at = Math.min(anchor.seq, seq);
    const hash = db.prepare('select hash from audit where seq = ?').pluck().get(at);
    db.prepare('update anchor set seq = ?, head = ? where id = ?').run(at, hash, anchor.id);
  }
}

test('anchors that were taken away beside the file were put back without a word', async () => {
  await using vault = await aWorld();
  vault.host.signOutAll('closed');
  rmSync(`${vault.path}.anchors`);
  expect((await checksOf(vault)).filter(({ ok }) => !ok)).toMatchObject([
    { name: 'anchors_outside', detail: { missing: 1, outside: 0 } },
  ]);
  vault.host.signOutAll('closed');
  vault.clock.advance({ days: 2 });
  const [check] = (await checksOf(vault)).filter(({ name }) => name === 'anchors_outside');
  expect(check).toMatchObject({ ok: true, note: 'refilled', detail: { missing: 0, outside: 2, refills: 1 } });
  const [row] = (await vault.as('auditor').audit.list({ action: 'audit.refill_anchors', limit: 5 })).rows;
  expect(row).toMatchObject({ reason: '1', login: 'auditor' });
});

function accountsOf(db: Database): Array<{ id: number; login: string }> {
  return db
    .prepare('select id, login from account where id in (select account_id from audit)')
    .all() as Array<{ id: number; login: string }>;
}

/** Makes the log as a program wrote it that did not name keys, signed by everybody's own; `named` says whose a row is. */
async function makeOld(vault: TestVault, named = (row: AuditRow) => row.account_id): Promise<void> {
  await withOwnTool(vault, 'archivist', async ({ db, signerOf }) => {
    const signers = new Map<number, Signer>();
    for (const { id, login } of accountsOf(db)) signers.set(id, await signerOf(login));
    withoutTriggers(db, () => {
      const rows = db.prepare('select * from audit order by seq').all() as AuditRow[];
      db.exec("delete from audit; delete from anchor; delete from archive_meta where key glob 'recovery_*'");
      const later = ['audit.particulars', 'audit.anchor'];
      const known = rows.filter(({ action }) => !later.includes(action));
      let prev = new Uint8Array(32);
      for (const [index, row] of known.entries()) {
        const reason = row.action.startsWith('accounts.') ? null : row.reason;
        const older = { new_key: null, rules: null, subject: null, prev_hash: prev };
        const content = { ...row, ...older, seq: index + 1, account_id: named(row), reason };
        prev = Uint8Array.from(hashOfRow(content));
        const signature = signers.get(row.account_id)?.sign(prev) ?? null;
        insertRow(db, { ...content, hash: prev, signature });
      }
      db.prepare("update series set last = ? where kind = 'log'").run(known.length);
    });
  });
  forgetWitnesses(vault);
}

test('a vault from before the log named its keys: they are taken over once, which is said, and count from then on', async () => {
  await using vault = await aWorld();
  await makeOld(vault);
  const checks = await checksOf(vault);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  const db = vault.host.requireVault().handles.reader;
  const since = db.value<number>("select min(seq) from audit where action = 'accounts.certify'");
  expect(checks.find(({ name }) => name === 'audit_keys')).toMatchObject({
    note: 'taken_over',
    detail: { rows: 8, since },
  });
  expect(checks.find(({ name }) => name === 'records')).toMatchObject({
    note: 'older',
    detail: { rows: 0, older: 3 },
  });
  await confirmed(
    vault,
    vault.as('system_admin').accounts.setRoles({ id: 3, roles: ['archivist', 'supervisor'] }),
  );
  expect(await failedChecks(vault)).toEqual([]);
  await withOwnTool(vault, 'requester', ({ accountOf, plantKey, append }) => {
    const manager = accountOf('general_manager');
    append({ account_id: manager, action: 'customers.print', object: 'customer:1' }, plantKey(manager));
  });
  expect(await failedChecks(vault)).toEqual(['audit_signatures', 'audit_rights', 'accounts']);
});

test('an account that the log knows was nowhere, and nobody missed it', async () => {
  await using vault = await aWorld();
  await withOwnTool(vault, 'system_admin', async ({ db, accountOf, append, signerOf }) => {
    const object = 'account:999';
    const key = Buffer.alloc(32, 9);
    const facts = { object, after_hash: Buffer.alloc(32, 8) };
    const reason = `create ${key.toString('hex')}`;
    append(
      { ...facts, account_id: accountOf('system_admin'), action: 'accounts.ask', reason },
      await signerOf('system_admin'),
    );
    const row = db.prepare('select max(seq) from audit').pluck().get();
    const act = { action: 'accounts.create', reason: `auditor #${Number(row)}`, new_key: key };
    append({ ...facts, ...act, account_id: accountOf('supervisor') }, await signerOf('supervisor'));
  });
  expect((await checksOf(vault)).filter(({ ok }) => !ok)).toMatchObject([
    { name: 'accounts', detail: { problems: 1, first: 999 } },
  ]);
});

test('a row of before the log named its keys was somebody’s who had not signed it', async () => {
  await using vault = await aWorld();
  await makeOld(vault, ({ action, account_id }) => (action === 'customers.edit' ? 1 : account_id));
  expect(await failedChecks(vault)).toEqual(['audit_signatures']);
});

test('keys of a vault that names them cannot be taken over once more', async () => {
  await using vault = await aWorld();
  await withOwnTool(vault, 'requester', async ({ accountOf, plantKey, append, signerOf }) => {
    const manager = accountOf('general_manager');
    const key = plantKey(manager);
    const object = `account:${manager}`;
    append(
      {
        account_id: accountOf('requester'),
        action: 'accounts.certify',
        object,
        reason: 'general_manager',
        new_key: key.publicKey,
      },
      await signerOf('requester'),
    );
  });
  expect(await failedChecks(vault)).toEqual(['audit_keys', 'accounts']);
});

test('a second account of somebody, with the name written otherwise, was taken for one that somebody had changed', async () => {
  await using vault = await aWorld();
  const second = {
    login: 'second',
    name: '另一写法',
    roles: ['archivist' as const],
    department: null,
    person: 3,
  };
  await confirmed(vault, vault.as('system_admin').accounts.create(second));
  expect(await failedChecks(vault)).toEqual([]);
});

test('what the administrator does with accounts brings keys that count', async () => {
  await using vault = await aWorld();
  const admin = vault.as('system_admin');
  const { path } = vault;
  const person = { login: 'neu', name: '新人', roles: ['archivist' as const], department: null };
  const { id, code } = await confirmed(vault, admin.accounts.create(person));
  const enter = async (secret: string, password: string) => {
    const token = vault.grant('neu', path);
    await vault.stranger('neu').vault.activate({ token, login: 'neu', code: secret, password });
  };
  await enter(code, 'my very own password');
  await vault.stranger('neu').customers.create(aCustomer({ name: '新人建的档' }));
  await enter((await confirmed(vault, admin.accounts.resetPassword({ id }))).code, 'my second own password');
  await vault.stranger('neu').customers.create(aCustomer({ name: '新人又建的档' }));
  await confirmed(vault, admin.accounts.setRoles({ id, roles: ['supervisor'] }));
  await admin.accounts.disable({ id });
  await enter((await confirmed(vault, admin.accounts.enable({ id }))).code, 'my third own password');
  await vault.as('archivist').vault.changePassword({ current: TEST_PASSWORD, next: 'another long password' });
  expect((await checksOf(vault)).filter(({ ok }) => !ok)).toEqual([]);
  expect((await checksOf(vault)).find(({ name }) => name === 'audit_keys')).toMatchObject({
    detail: { rows: 8 + 2 + 2 + 2 },
  });
});
