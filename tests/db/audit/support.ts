import { Standings, type Verdict } from '../../../db/features/audit/standings.ts';
import { ROLES, type Role } from '../../../db/domain/roles.ts';
import type { AuditRow } from '../../../db/work/log/chain.ts';

/** A key, or a hash, that equals no other. */
export const bytes = (of: number) => new Uint8Array(32).fill(of);

/** The accounts of an archive with one of each role; the administrator founds it. */
export const ADMIN = 1;
export const idOf = (role: Role) => (role === 'system_admin' ? ADMIN : ROLES.indexOf(role) + 11);
export const keyOf = (role: Role) => bytes(idOf(role));
export const ARCHIVIST = idOf('archivist');
/** An account that no row made. */
export const NOBODY = 77;
export const NEW = bytes(200);

export type Row = Partial<AuditRow> & Pick<AuditRow, 'action'>;

export class Log {
  readonly standings: Standings;
  #seq = 0;

  /** Each account is a person's own, and no sheets were there, but for what is said otherwise. */
  constructor(known: Partial<ConstructorParameters<typeof Standings>[0]> = {}) {
    this.standings = new Standings({ personOf: (id) => id + 1_000, isCertified: () => false, ...known });
  }

  /** The number of the row that is added next. */
  get next(): number {
    return this.#seq + 1;
  }

  /** Applies rows that the administrator writes where they don't say who; tells what the last did. */
  add(...rows: readonly Row[]): Verdict | undefined {
    let verdict: Verdict | undefined;
    for (const row of rows) {
      this.#seq += 1;
      verdict = this.standings.apply({ ...BLANK, seq: this.#seq, ...row });
    }
    return verdict;
  }

  keyOf(account: number): Uint8Array | null | undefined {
    return this.standings.get(account)?.key;
  }
}

export const BLANK = {
  at: 0,
  account_id: ADMIN,
  role: '',
  object: 'archive',
  secrecy: null,
  decision: 'allow',
  reason: null,
  before_hash: null,
  after_hash: null,
  prev_hash: bytes(0),
  hash: bytes(0),
  account_key_id: 1,
  covers: 0,
  signature: null,
  new_key: null,
  hash_version: 2,
  history: null,
  rules: null,
  subject: null,
} as const satisfies Partial<AuditRow>;

export const FOUNDED: Row = {
  action: 'vault.create',
  object: `account:${ADMIN}`,
  new_key: keyOf('system_admin'),
};

export const made = (role: Role, row: Partial<AuditRow> = {}): Row => ({
  action: 'accounts.create',
  object: `account:${idOf(role)}`,
  reason: role,
  after_hash: bytes(100 + idOf(role)),
  ...row,
});

/** A row that says nothing of accounts; accounts made after it are no longer those of the beginning. */
export const ANY: Row = { action: 'audit.anchor' };

/** The beginning of a log, with one account of each role. */
export function aLog(known: ConstructorParameters<typeof Log>[0] = {}): Log {
  const log = new Log(known);
  log.add(FOUNDED, made('system_admin'));
  for (const role of ROLES) if (role !== 'system_admin') log.add(made(role, { new_key: keyOf(role) }));
  log.add(ANY);
  return log;
}

/** What a log tells of its accounts: keys, roles and facts of each. */
export const told = ({ standings }: Log) =>
  [...standings.accounts()].map((id) => [id, standings.get(id)] as const);

/** What a row is about. */
export const account = (id: number) => `account:${id}`;
