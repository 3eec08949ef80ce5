import { describe, expect, it, test } from 'vitest';
import { type Verdict } from '../../../db/features/audit/standings.ts';
import { ROLES, type Role } from '../../../db/domain/roles.ts';
import { account, ADMIN, aLog, ARCHIVIST, idOf, made, NEW, NOBODY, told, type Row } from './support.ts';

describe('rows that need a right', () => {
  test.each<[action: string, roles: readonly Role[]]>([
    ['customers.create', ['archivist']],
    ['customers.edit', ['archivist', 'supervisor', 'service_manager']],
    ['filings.submit', ['developer', 'archivist']],
    ['filings.resubmit', ['developer', 'archivist']],
    ['filings.withdraw', ['developer', 'archivist']],
    ['filings.accept', ['archivist']],
    ['filings.return', ['archivist']],
    ['import.apply', ['archivist']],
    ['seed.run', ['archivist']],
    ['lists.edit', ['supervisor']],
    ['settings.edit', ['system_admin']],
    ['settings.set_aside', ['system_admin']],
    ['vault.sign_in', ROLES],
    ['customers.print', ROLES],
  ])('%s is right by these roles, and by no other: %j', (action, roles) => {
    const log = aLog();
    const before = told(log);
    for (const role of ROLES)
      expect([role, log.add({ action, account_id: idOf(role) })]).toEqual([
        role,
        roles.includes(role) ? 'nothing' : 'wrong_right',
      ]);
    expect(told(log)).toEqual(before);
  });

  it('are wrong by an account that no row made, and by one whose role was taken', () => {
    const log = aLog();
    const row: Row = { action: 'customers.create', account_id: NOBODY };
    expect(log.add(row)).toBe('wrong_right');
    log.add(made('archivist', { action: 'accounts.set_roles', reason: 'auditor' }));
    expect(log.add({ ...row, account_id: ARCHIVIST })).toBe('wrong_right');
  });

  it('say nothing where they were refused', () => {
    expect(aLog().add({ action: 'lists.edit', account_id: ARCHIVIST, decision: 'deny' })).toBe('nothing');
  });

  it('are the program’s where it may write them, whoever carries it', () => {
    const log = aLog();
    const by = (action: string, account_id = NOBODY) => log.add({ action, account_id, role: 'program' });
    expect(['audit.anchor', 'flows.take_over'].map((action) => by(action))).toEqual(['nothing', 'nothing']);
    expect(by('customers.create', ARCHIVIST)).toBe('wrong_right');
    expect(by('vault.sign_in', ARCHIVIST)).toBe('wrong_right');
  });
});

/** Rows that nobody may write, and which kind of wrong they are. */
const WRONG: ReadonlyArray<[name: string, row: Row, verdict: Verdict]> = [
  [
    'a recovery without a key',
    { action: 'vault.recover', object: account(ADMIN), new_key: null },
    'wrong_key',
  ],
  [
    'a recovery in somebody else’s place',
    { action: 'vault.recover', object: account(ARCHIVIST), new_key: NEW },
    'wrong_key',
  ],
  ['a recovery of nobody', { action: 'vault.recover', new_key: NEW }, 'wrong_key'],
  [
    'a recovery by somebody who is no administrator',
    { action: 'vault.recover', account_id: ARCHIVIST, object: account(ARCHIVIST), new_key: NEW },
    'wrong_key',
  ],
  [
    'a recovery of an account that no row made',
    { action: 'vault.recover', account_id: NOBODY, object: account(NOBODY), new_key: NEW },
    'wrong_key',
  ],
  [
    'a key with another act of one’s own',
    { action: 'customers.print', account_id: ARCHIVIST, object: account(ARCHIVIST), new_key: NEW },
    'wrong_key',
  ],
  ['a second beginning', { action: 'vault.create', object: account(ADMIN), new_key: NEW }, 'wrong_key'],
  [
    'somebody else’s password',
    { action: 'vault.change_password', object: account(ARCHIVIST), new_key: NEW },
    'wrong_key',
  ],
  ['nobody’s password', { action: 'vault.change_password', new_key: NEW }, 'wrong_key'],
  [
    'the password of an account that no row made',
    { action: 'vault.change_password', account_id: NOBODY, object: account(NOBODY), new_key: NEW },
    'wrong_key',
  ],
  [
    'a key with a row that was refused',
    { action: 'vault.change_password', object: account(ADMIN), new_key: NEW, decision: 'deny' },
    'wrong_key',
  ],
  [
    'roles given by somebody who is no administrator',
    {
      action: 'accounts.set_roles',
      account_id: ARCHIVIST,
      object: account(idOf('auditor')),
      reason: 'archivist',
    },
    'wrong_right',
  ],
  [
    'an account made by somebody who is no administrator',
    { action: 'accounts.create', account_id: ARCHIVIST, object: account(NOBODY), reason: 'archivist' },
    'wrong_right',
  ],
  [
    'roles given by an account that no row made',
    { action: 'accounts.set_roles', account_id: NOBODY, object: account(ARCHIVIST), reason: 'archivist' },
    'wrong_right',
  ],
  [
    'roles that the administrator gives to their own account',
    { action: 'accounts.set_roles', object: account(ADMIN), reason: 'archivist' },
    'wrong_right',
  ],
  [
    'a one-time code for the administrator’s own account',
    { action: 'accounts.reset_password', object: account(ADMIN), new_key: NEW },
    'wrong_key',
  ],
  [
    'a one-time code by somebody who is no administrator',
    { action: 'accounts.reset_password', account_id: ARCHIVIST, object: account(ADMIN), new_key: NEW },
    'wrong_key',
  ],
  [
    'an account made twice',
    { action: 'accounts.create', object: account(ARCHIVIST), reason: 'auditor', new_key: NEW },
    'wrong_right',
  ],
  [
    'roles of an account that no row made',
    { action: 'accounts.set_roles', object: account(NOBODY), reason: 'auditor' },
    'wrong_right',
  ],
  [
    'roles of what is no account',
    { action: 'accounts.set_roles', object: `customer:${ARCHIVIST}`, reason: 'auditor' },
    'wrong_right',
  ],
  ...['accounts.enable', 'accounts.reset_password'].flatMap((action): typeof WRONG => [
    [`${action} without a key`, { action, object: account(ARCHIVIST) }, 'wrong_key'],
    [
      `${action} of an account that no row made`,
      { action, object: account(NOBODY), new_key: NEW },
      'wrong_key',
    ],
  ]),
  [
    'an account turned off that no row made',
    { action: 'accounts.disable', object: account(NOBODY) },
    'wrong_right',
  ],
  [
    'a key with another act on an account',
    { action: 'accounts.rename', object: account(ARCHIVIST), new_key: NEW },
    'wrong_key',
  ],
  [
    'keys taken over though they are named',
    { action: 'accounts.certify', object: account(ARCHIVIST), reason: 'archivist', new_key: NEW },
    'wrong_key',
  ],
  ['the end of a taking over though keys are named', { action: 'accounts.certify' }, 'wrong_key'],
];

test.each(WRONG)('%s is wrong and changes nothing', (_name, row, verdict) => {
  const log = aLog();
  const [before, keys] = [told(log), log.standings.keys];
  expect(log.add(row)).toBe(verdict);
  expect(told(log)).toEqual(before);
  expect([log.standings.keys, log.standings.since]).toEqual([keys, 1]);
});
