import { describe, expect, test } from 'vitest';
import { ROLES, type Role } from '../../../db/domain/roles.ts';
import { CONFIRMED_SINCE } from '../../../db/domain/permissions.ts';
import { account, ADMIN, aLog, bytes, idOf, NEW, NOBODY, told, type Log, type Row } from './support.ts';

const [DEVELOPER, SUPERVISOR, MANAGER, GENERAL] = (
  ['developer', 'supervisor', 'service_manager', 'general_manager'] as const
).map(idOf) as [number, number, number, number];
const KEY = Buffer.from(NEW).toString('hex');
const rules = CONFIRMED_SINCE;

/** What an administrator asks, and the act of whoever confirms it; each can be told otherwise. */
interface Case {
  readonly target?: number;
  readonly ask?: Partial<Row>;
  /** Rows between the two. */
  readonly between?: readonly Row[];
  readonly act?: Partial<Row>;
  readonly log?: Log;
}

/** What the log says of the act, with `what` asked for. */
function verdictOf(what: string, { target = DEVELOPER, ask, between = [], act, log = aLog() }: Case) {
  const row = log.next;
  const brings = what !== 'set_roles';
  const roles = brings ? '' : 'archivist+developer ';
  log.add({
    action: 'accounts.ask',
    object: account(target),
    reason: brings ? `${what} ${KEY}` : what,
    before_hash: bytes(7),
    after_hash: bytes(8),
    rules,
    ...ask,
  });
  log.add(...between);
  return log.add({
    action: `accounts.${what}`,
    account_id: SUPERVISOR,
    object: account(target),
    reason: `${roles}#${row}`,
    after_hash: bytes(8),
    new_key: brings ? NEW : null,
    rules,
    ...act,
  });
}

const DISABLED: Row = { action: 'accounts.disable', object: account(DEVELOPER), rules };

test('what one person asks for and another confirms counts', () => {
  expect(verdictOf('reset_password', {})).toBe('change');
  expect(verdictOf('set_roles', {})).toBe('change');
  const log = aLog();
  log.add(DISABLED);
  expect(verdictOf('enable', { log })).toBe('change');
  expect(verdictOf('create', { target: NOBODY, act: { reason: `auditor #${aLog().next}` } })).toBe('change');
});

describe('who confirms', () => {
  test.each<[target: Role, by: readonly Role[]]>([
    ['developer', ['supervisor', 'service_manager', 'general_manager']],
    ['auditor', ['supervisor', 'service_manager', 'general_manager']],
    ['service_manager', ['general_manager']],
    ['general_manager', ['service_manager']],
  ])('for %s it is %j, and nobody else', (target, by) => {
    for (const role of ROLES) {
      const verdict = verdictOf('reset_password', { target: idOf(target), act: { account_id: idOf(role) } });
      expect([role, verdict]).toEqual([role, by.includes(role) ? 'change' : 'wrong_key']);
    }
  });

  test.each<[gets: Role, by: Role, verdict: string]>([
    ['service_manager', 'supervisor', 'wrong_right'],
    ['service_manager', 'general_manager', 'change'],
    ['general_manager', 'general_manager', 'wrong_right'],
    ['general_manager', 'service_manager', 'change'],
  ])('of an account that gets %s: %s, %s', (gets, by, verdict) => {
    const reason = `${gets} #${aLog().next}`;
    expect(verdictOf('set_roles', { act: { account_id: idOf(by), reason } })).toBe(verdict);
  });
});

/** Each way to cheat, which leaves the account as it is. */
const CHEATS: ReadonlyArray<[name: string, what: string, how: () => Case]> = [
  ['an administrator alone', 'reset_password', () => ({ act: { account_id: ADMIN } })],
  [
    'an administrator alone, for whom nothing was asked',
    'reset_password',
    () => ({ act: { account_id: ADMIN, reason: null } }),
  ],
  ['an administrator alone, for roles', 'set_roles', () => ({ act: { account_id: ADMIN } })],
  [
    'roles of which no request is named',
    'set_roles',
    () => ({ act: { account_id: ADMIN, reason: 'archivist+developer' } }),
  ],
  [
    'whoever asked, at another account of theirs',
    'reset_password',
    () => ({ log: aLog({ personOf: (id) => (id === SUPERVISOR ? ADMIN : id) }) }),
  ],
  [
    'whom it concerns, at another account of theirs',
    'reset_password',
    () => ({ log: aLog({ personOf: (id) => (id === SUPERVISOR ? DEVELOPER : id) }) }),
  ],
  [
    'somebody of whom nobody knows who it is',
    'reset_password',
    () => ({ log: aLog({ personOf: (id) => (id === SUPERVISOR ? undefined : id) }) }),
  ],
  ['whom it concerns', 'reset_password', () => ({ target: SUPERVISOR })],
  [
    'the request of another account',
    'reset_password',
    () => ({ act: { object: account(idOf('requester')) } }),
  ],
  ['another request', 'reset_password', () => ({ act: { reason: '#3' } })],
  [
    'another act than was asked for',
    'set_roles',
    () => ({ act: { action: 'accounts.reset_password', new_key: NEW } }),
  ],
  ['another account than was asked for', 'reset_password', () => ({ act: { after_hash: bytes(9) } })],
  ['no account', 'reset_password', () => ({ act: { after_hash: null } })],
  ['another key', 'reset_password', () => ({ act: { new_key: bytes(201) } })],
  ['roles beside a new code', 'reset_password', () => ({ act: { reason: `archivist #${aLog().next}` } })],
  ['words beside the roles', 'set_roles', () => ({ act: { reason: `archivist+wang #${aLog().next}` } })],
  [
    'one that was withdrawn',
    'reset_password',
    () => ({ between: [{ action: 'accounts.withdraw', object: account(DEVELOPER), rules }] }),
  ],
  [
    'one that was refused',
    'reset_password',
    () => ({
      between: [
        {
          action: 'accounts.refuse',
          account_id: MANAGER,
          object: account(DEVELOPER),
          reason: 'other',
          rules,
        },
      ],
    }),
  ],
  ['one of an account that was turned off since', 'reset_password', () => ({ between: [DISABLED] })],
  [
    'one that somebody asked who is no administrator',
    'reset_password',
    () => ({ ask: { account_id: MANAGER } }),
  ],
  [
    'one of somebody who is no administrator any more',
    'reset_password',
    () => ({
      between: [
        { action: 'accounts.set_roles', account_id: 90, object: account(ADMIN), reason: 'auditor', rules },
      ],
      log: withSecondAdmin(aLog()),
    }),
  ],
  [
    'two sheets that signed nothing',
    'reset_password',
    () => ({ act: { account_id: ADMIN, reason: certified(3) }, log: withoutConfirmers(false) }),
  ],
  [
    'two sheets while somebody might confirm',
    'reset_password',
    () => ({ act: { account_id: ADMIN, reason: certified() }, log: aLog({ isCertified: () => true }) }),
  ],
  [
    'two sheets of somebody who did not ask',
    'reset_password',
    () => ({
      act: { account_id: 90, reason: certified(4) },
      log: withSecondAdmin(withoutConfirmers(true)),
    }),
  ],
];

const certified = (more = 0) => `#${aLog().next + more} ${'0'.repeat(128)}`;

function withSecondAdmin(log: Log): Log {
  log.add({ action: 'accounts.create', object: account(90), reason: 'system_admin', new_key: bytes(90) });
  return log;
}

/** A log in which 主管, 经理 and 总经理 were turned off. */
function withoutConfirmers(isCertified: boolean): Log {
  const log = aLog({ isCertified: () => isCertified });
  for (const id of [SUPERVISOR, MANAGER, GENERAL]) log.add({ ...DISABLED, object: account(id) });
  return log;
}

test.each(CHEATS)('by %s nothing is done', (_name, what, how) => {
  const given = how();
  const log = given.log ?? aLog();
  const before = log.standings.get(DEVELOPER)?.roles;
  expect(verdictOf(what, { ...given, log })).toMatch(/^wrong_/);
  expect(log.standings.get(DEVELOPER)?.roles).toEqual(before);
  expect(log.standings.counts(given.target ?? DEVELOPER, NEW)).toBe(false);
});

test('a request is used once', () => {
  const log = aLog();
  const row = log.next;
  expect(verdictOf('reset_password', { log })).toBe('change');
  const again: Row = {
    action: 'accounts.reset_password',
    account_id: SUPERVISOR,
    object: account(DEVELOPER),
    reason: `#${row}`,
    after_hash: bytes(8),
    new_key: NEW,
    rules,
  };
  expect(log.add(again)).toBe('wrong_key');
});

test('two sheets do where nobody might confirm', () => {
  const log = withoutConfirmers(true);
  const reason = `#${log.next} ${'0'.repeat(128)}`;
  expect(verdictOf('reset_password', { act: { account_id: ADMIN, reason }, log })).toBe('change');
});

test('a second request while the first waits, one for nobody, and ends of none are wrong', () => {
  const log = aLog();
  const ask: Row = {
    action: 'accounts.ask',
    object: account(DEVELOPER),
    reason: 'set_roles',
    rules,
  };
  const end = (action: string) => log.add({ action, object: account(DEVELOPER), rules });
  expect([end('accounts.withdraw'), end('accounts.refuse')]).toEqual(['wrong_right', 'wrong_right']);
  expect(log.add(ask)).toBe('nothing');
  expect(log.add(ask)).toBe('wrong_right');
  expect(log.add({ ...ask, object: account(NOBODY) })).toBe('wrong_right');
  expect(log.add({ ...ask, object: 'archive' })).toBe('wrong_right');
  expect(log.add({ ...ask, object: account(SUPERVISOR), reason: `enable ${KEY}` })).toBe('wrong_right');
  expect(log.add({ ...ask, object: account(SUPERVISOR), reason: `create ${KEY}` })).toBe('wrong_right');
  expect(log.add({ ...ask, object: account(SUPERVISOR), reason: 'reset_password' })).toBe('wrong_right');
  expect(end('accounts.withdraw')).toBe('nothing');
});

test('what takes nothing but roles, or turns off, is one person’s; while something waits, roles stay', () => {
  const log = aLog();
  const take: Row = { action: 'accounts.set_roles', object: account(DEVELOPER), reason: 'auditor', rules };
  expect(log.add(take)).toBe('change');
  expect(log.add({ ...take, reason: 'auditor wang' })).toBe('wrong_right');
  expect(log.add({ action: 'accounts.ask', object: account(DEVELOPER), reason: 'set_roles', rules })).toBe(
    'nothing',
  );
  const before = told(log);
  expect(log.add(take)).toBe('wrong_right');
  expect(told(log)).toEqual(before);
  expect(log.add(DISABLED)).toBe('change');
  expect(log.standings.requests.get(DEVELOPER)).toBeUndefined();
});

test('rows of rules of before are judged as then', () => {
  const log = aLog();
  const alone: Row = { action: 'accounts.reset_password', object: account(DEVELOPER), new_key: NEW };
  expect(log.add({ ...alone, rules: CONFIRMED_SINCE - 1 })).toBe('change');
  expect(log.add({ ...alone, rules })).toBe('wrong_key');
});
