import { describe, expect, it, test } from 'vitest';
import { bringsItself } from '../../../db/features/audit/standings.ts';
import { ROLES, type Role } from '../../../db/domain/roles.ts';
import type { AuditRow } from '../../../db/work/log/chain.ts';
import {
  account,
  ADMIN,
  aLog,
  ANY,
  ARCHIVIST,
  BLANK,
  bytes,
  FOUNDED,
  idOf,
  keyOf,
  Log,
  made,
  NEW,
  NOBODY,
  told,
  type Row,
} from './support.ts';

describe('rightful changes', () => {
  it('bring a key that counts from then on in the place of the one before', () => {
    const object = account(ARCHIVIST);
    const rows: readonly Row[] = [
      { action: 'vault.change_password', account_id: ARCHIVIST, object },
      { action: 'accounts.reset_password', object },
      { action: 'accounts.enable', object },
    ];
    for (const row of rows) {
      const log = aLog();
      const { standings } = log;
      const before = standings.get(ARCHIVIST);
      expect(standings.counts(ARCHIVIST, keyOf('archivist'))).toBe(true);
      expect(log.add({ ...row, new_key: NEW })).toBe('change');
      expect(standings.get(ARCHIVIST)).toEqual({ ...before, key: NEW });
      expect([keyOf('archivist'), NEW].map((key) => standings.counts(ARCHIVIST, key))).toEqual([false, true]);
      expect(standings.counts(ADMIN, NEW)).toBe(false);
      expect(standings.keys).toBe(ROLES.length + 1);
    }
  });

  it('count a recovery and say which was the last, whether it was right or not', () => {
    const log = aLog();
    const { standings } = log;
    expect([standings.recoveries, standings.lastRecovery]).toEqual([0, 0]);
    const row: Row = { action: 'vault.recover', object: account(ADMIN), seq: 50 };
    expect(log.add({ ...row, new_key: NEW })).toBe('change');
    expect(log.keyOf(ADMIN)).toEqual(NEW);
    expect([standings.recoveries, standings.lastRecovery]).toEqual([1, 50]);
    log.add({ ...row, seq: 60 });
    expect([standings.recoveries, standings.lastRecovery, log.keyOf(ADMIN)]).toEqual([2, 60, NEW]);
  });

  it('turn an account off, which takes its key and leaves what it is', () => {
    const log = aLog();
    const before = log.standings.get(ARCHIVIST);
    expect(log.add({ action: 'accounts.disable', object: account(ARCHIVIST) })).toBe('change');
    expect(log.standings.get(ARCHIVIST)).toEqual({ ...before, key: null });
    expect(log.standings.counts(ARCHIVIST, keyOf('archivist'))).toBe(false);
    expect(log.standings.keys).toBe(ROLES.length);
  });

  it('give roles, in one order, those that are known', () => {
    const log = aLog();
    const row: Row = { action: 'accounts.set_roles', object: account(ARCHIVIST), after_hash: bytes(9) };
    expect(log.add({ ...row, reason: 'supervisor+king+archivist' })).toBe('change');
    expect(log.standings.get(ARCHIVIST)).toEqual({
      roles: ['archivist', 'supervisor'],
      key: keyOf('archivist'),
      facts: { hash: bytes(9), version: 2 },
    });
    log.add({ ...row, reason: null });
    expect(log.standings.get(ARCHIVIST)?.roles).toEqual([]);
  });

  it('make an account, which has no key where the row brings none', () => {
    const log = aLog();
    const row: Row = { action: 'accounts.create', object: account(NOBODY), reason: 'auditor' };
    expect(log.add(row)).toBe('change');
    expect(log.standings.get(NOBODY)).toEqual({ roles: ['auditor'], key: null, facts: null });
  });

  it('leave accounts as they are where the act is no change of one', () => {
    const log = aLog();
    const before = told(log);
    expect(log.add({ action: 'accounts.rename', object: account(ARCHIVIST) })).toBe('nothing');
    expect(told(log)).toEqual(before);
  });

  test.each<[hashVersion: number, hash: Uint8Array | null, version: number | undefined]>([
    [1, bytes(9), 1],
    [2, bytes(9), 2],
    [0, bytes(9), undefined],
    [3, bytes(9), undefined],
    [1, null, undefined],
    [2, null, undefined],
  ])('keep a hash by version %i, %o, with its version: %s', (hashVersion, hash, version) => {
    const log = aLog();
    const row = made('archivist', { action: 'accounts.set_roles', after_hash: hash });
    expect(log.add({ ...row, hash_version: hashVersion })).toBe('change');
    expect(log.standings.get(ARCHIVIST)?.facts).toEqual(version === undefined ? null : { hash, version });
  });
});

describe('the beginning of a log', () => {
  it('brings the key of whoever founds it, and makes their account and the first ones', () => {
    const log = new Log();
    expect(log.add(FOUNDED)).toBe('change');
    const key = keyOf('system_admin');
    expect(log.standings.get(ADMIN)).toEqual({ roles: ['system_admin'], key, facts: null });
    expect(log.standings.since).toBe(1);
    expect(log.add(made('system_admin'))).toBe('change');
    expect(log.standings.get(ADMIN)).toMatchObject({ key, facts: { hash: bytes(101) } });
    expect(log.standings.keys).toBe(1);
    expect(log.add(made('archivist', { account_id: NOBODY, new_key: NEW }))).toBe('change');
    expect(log.keyOf(ARCHIVIST)).toEqual(NEW);
  });

  it('makes nobody’s account twice', () => {
    const log = new Log();
    log.add(FOUNDED, made('system_admin'), made('archivist', { new_key: keyOf('archivist') }));
    const before = told(log);
    expect(log.add(made('system_admin', { new_key: NEW }))).toBe('wrong_right');
    expect(log.add(made('archivist', { new_key: NEW }))).toBe('wrong_right');
    expect(told(log)).toEqual(before);
  });

  it('is over with the first row that makes no account', () => {
    for (const other of [ANY, made('system_admin', { action: 'accounts.set_roles' })]) {
      const log = new Log();
      log.add(FOUNDED, made('system_admin'), made('archivist'), other);
      const row = { account_id: ARCHIVIST, new_key: NEW };
      expect(log.add(made('auditor', row))).toBe('wrong_key');
      expect(log.add(made('auditor', { account_id: ARCHIVIST }))).toBe('wrong_right');
      expect(log.add(made('auditor'))).toBe('change');
    }
  });

  test.each<[name: string, row: Row]>([
    ['a founding that brings no key', { ...FOUNDED, new_key: null }],
    ['another act', { ...FOUNDED, action: 'accounts.create' }],
    ['a founding further on', { ...FOUNDED, seq: 2 }],
    ['a founding that was refused', { ...FOUNDED, decision: 'deny' }],
  ])('names no keys by %s', (_name, row) => {
    const log = new Log();
    expect(log.add(row)).toBe(row.new_key === null ? 'nothing' : 'wrong_key');
    expect([log.standings.since, told(log)]).toEqual([null, []]);
  });
});

describe('a log that does not name its keys from the beginning', () => {
  /** As earlier programs wrote it. */
  function anOldLog(): Log {
    const log = new Log();
    log.add({ ...FOUNDED, new_key: null }, made('system_admin'), made('archivist'));
    return log;
  }
  const taken = (role: Role, row: Partial<AuditRow> = {}) =>
    made(role, { action: 'accounts.certify', new_key: keyOf(role), ...row });
  const CLOSED: Row = { action: 'accounts.certify' };

  it('is believed until they are taken over, but for keys that it brings', () => {
    const log = anOldLog();
    expect(log.standings.counts(NOBODY, NEW)).toBe(true);
    expect(log.add({ action: 'lists.edit', account_id: NOBODY })).toBe('nothing');
    expect(log.add({ action: 'vault.change_password', object: account(ADMIN), new_key: NEW })).toBe(
      'wrong_key',
    );
    expect([log.standings.since, told(log)]).toEqual([null, []]);
  });

  it('has them taken over once, from the row on where that begins', () => {
    const log = anOldLog();
    expect(log.add(taken('system_admin'))).toBe('change');
    expect([log.standings.since, log.standings.counts(NOBODY, NEW)]).toEqual([4, false]);
    expect(log.add(taken('archivist', { reason: 'supervisor+archivist' }))).toBe('change');
    expect(log.add(taken('auditor', { new_key: null }))).toBe('change');
    expect(log.add(CLOSED)).toBe('change');
    expect(told(log)).toEqual([
      [ADMIN, { roles: ['system_admin'], key: bytes(ADMIN), facts: { hash: bytes(101), version: 2 } }],
      [
        ARCHIVIST,
        {
          roles: ['archivist', 'supervisor'],
          key: keyOf('archivist'),
          facts: { hash: bytes(100 + ARCHIVIST), version: 2 },
        },
      ],
      [
        idOf('auditor'),
        { roles: ['auditor'], key: null, facts: { hash: bytes(100 + idOf('auditor')), version: 2 } },
      ],
    ]);
    expect([log.standings.since, log.standings.keys]).toEqual([4, 2]);
  });

  test.each<[name: string, row: Row]>([
    ['closed', CLOSED],
    ['broken off by another row', ANY],
  ])('takes none over once that was %s', (_name, row) => {
    const log = anOldLog();
    log.add(taken('system_admin'), row);
    expect(log.add(taken('archivist'))).toBe('wrong_key');
    expect(log.add(CLOSED)).toBe('wrong_key');
    expect(log.keyOf(ARCHIVIST)).toBeUndefined();
  });

  it('makes accounts by the administrator alone from then on', () => {
    const log = anOldLog();
    log.add(taken('system_admin'), taken('archivist'), CLOSED);
    expect(log.add(made('auditor', { account_id: ARCHIVIST }))).toBe('wrong_right');
    expect(log.add(made('auditor'))).toBe('change');
  });
});

test('a key is counted once while it stays the same', () => {
  const log = aLog();
  const row: Row = { action: 'accounts.enable', object: account(ARCHIVIST), new_key: NEW };
  log.add(row, row);
  expect(log.standings.keys).toBe(ROLES.length + 1);
});

test.each([
  ['vault.create', true],
  ['vault.recover', true],
  ['vault.change_password', false],
  ['accounts.create', false],
])('the key that a row of %s brings counts for itself: %s', (action, itself) => {
  expect(bringsItself({ ...BLANK, seq: 1, action })).toBe(itself);
});
