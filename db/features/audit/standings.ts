import { addsBusinessRole, parseActReason, rolesInReason } from '../../domain/account-request.ts';
import { PROGRAM } from '../../domain/flow.ts';
import { FLOWS } from '../../domain/flows.ts';
import { CONFIRMED_SINCE, mayEver, type Action } from '../../domain/permissions.ts';
import type { Role } from '../../domain/roles.ts';
import type { AuditRow } from '../../work/log/chain.ts';
import { sameBytes } from '../../work/digest.ts';
import { HASH_VERSION, type HashVersion } from '../../work/log/keyed-hash.ts';
import { isWithinReach } from '../../work/log/program-reach.ts';
import { SET_DEPARTMENT, SET_PERSON } from '../accounts/service.ts';
import { LoggedRequests, targetOf, type KnownOfAccounts } from './logged-requests.ts';

export { targetOf };

/** Acts by which nobody may do more than before. */
const OF_PERSONS: readonly string[] = [SET_PERSON, SET_DEPARTMENT];

/** What an account is by the rows up to here. */
export interface Standing {
  readonly roles: readonly Role[];
  /** The public key that it signs with; null when it was turned off. */
  readonly key: Uint8Array | null;
  /** Keyed hash of its login, name and roles, and by which version. */
  readonly facts: { readonly hash: Uint8Array; readonly version: HashVersion } | null;
}

/** What a row did to the standings. */
export type Verdict = 'nothing' | 'change' | 'wrong_key' | 'wrong_right';

/**
 * Rows of before they named their rules that change something, and the permissions of which its account must have had
 * one. Nothing is added here any more.
 */
const RIGHTS: Readonly<Record<string, readonly Action[]>> = {
  'customers.create': ['customers.create', 'customers.import', 'filings.decide'],
  'customers.edit': ['customers.edit', 'customers.classify', 'customers.import'],
  'customers.assign': ['customers.assign'],
  ...Object.fromEntries(
    FLOWS.flatMap(({ name, steps }) =>
      Object.entries(steps).map(([step, rule]) => [
        `${name}.${step}`,
        rule.may === PROGRAM ? [] : [rule.may],
      ]),
    ),
  ),
  'import.apply': ['customers.import'],
  'seed.run': ['seed.run'],
  'lists.edit': ['lists.edit'],
  'settings.edit': ['settings.edit'],
  'settings.set_aside': ['settings.edit'],
};

/**
 * Who may sign, and may do what, as the log itself tells it from row to row: a key counts once a row brought it whose
 * own key counted and whose account might bring it. The first row brings its own; so does recovery, for which nobody
 * can vouch. A vault from before the log named its keys had them taken over once; until then they are believed.
 */
export class Standings {
  readonly #accounts = new Map<number, Standing>();
  /** From this row on the log names its keys: 1, or where they were taken over; null before. */
  since: number | null = null;
  keys = 0;
  recoveries = 0;
  lastRecovery = 0;
  #stage: 'founding' | 'taking_over' | 'settled' = 'founding';
  /** What is asked for accounts and waits, or was refused. */
  readonly requests: LoggedRequests;

  constructor(known: KnownOfAccounts) {
    this.requests = new LoggedRequests(this.#accounts, known);
  }

  get(account: number): Standing | undefined {
    return this.#accounts.get(account);
  }

  /** Those of an account now; none for one that no row made. */
  rolesOf(account: number): readonly Role[] {
    return this.#accounts.get(account)?.roles ?? [];
  }

  /** True once the founding accounts, or those that were taken over, are all there. */
  get isSettled(): boolean {
    return this.since !== null && this.#stage === 'settled';
  }

  accounts(): IterableIterator<number> {
    return this.#accounts.keys();
  }

  /** True when an account may sign with a key now. */
  counts(account: number, key: Uint8Array): boolean {
    if (this.since === null) return true;
    return sameBytes(this.#accounts.get(account)?.key, key);
  }

  apply(row: AuditRow): Verdict {
    if (row.action === 'accounts.certify') return this.#takeOver(row);
    if (this.#stage === 'taking_over') this.#stage = 'settled';
    if (row.decision === 'deny') return row.new_key === null ? 'nothing' : 'wrong_key';
    if (row.seq === 1 && row.action === 'vault.create' && row.new_key !== null) return this.#found(row);
    if (this.since === null) return row.new_key === null ? 'nothing' : 'wrong_key';
    if (row.action !== 'accounts.create' && this.#stage === 'founding') this.#stage = 'settled';
    if (row.action === 'vault.recover') return this.#recover(row);
    if (row.action.startsWith('accounts.')) return this.#manage(row);
    if (row.new_key !== null) return this.#renew(row);
    // What else it may be is asked of the rules that it names.
    if (row.rules !== null) return 'nothing';
    if (row.role === PROGRAM) return isWithinReach(row) ? 'nothing' : 'wrong_right';
    const rights = RIGHTS[row.action];
    const roles = this.#accounts.get(row.account_id)?.roles ?? [];
    return !rights || rights.some((right) => mayEver(roles, right)) ? 'nothing' : 'wrong_right';
  }

  #found(row: AuditRow): Verdict {
    this.since = 1;
    this.#put(row.account_id, { roles: ['system_admin'], key: row.new_key, facts: null });
    return 'change';
  }

  #recover(row: AuditRow): Verdict {
    const before = this.#accounts.get(row.account_id);
    this.recoveries += 1;
    this.lastRecovery = row.seq;
    if (targetOf(row) !== row.account_id || row.new_key === null) return 'wrong_key';
    if (!before?.roles.includes('system_admin')) return 'wrong_key';
    this.#put(row.account_id, { ...before, key: row.new_key });
    return 'change';
  }

  /** Somebody's own new pair, brought under the one before. */
  #renew(row: AuditRow): Verdict {
    const before = this.#accounts.get(row.account_id);
    if (row.action !== 'vault.change_password' || targetOf(row) !== row.account_id || !before)
      return 'wrong_key';
    this.#put(row.account_id, { ...before, key: row.new_key });
    return 'change';
  }

  /** What is asked for accounts, and done with those of others. */
  #manage(row: AuditRow): Verdict {
    const isFounding = this.#stage === 'founding' && row.action === 'accounts.create';
    if (row.rules !== null && this.requests.isAbout(row))
      return row.new_key === null && this.requests.look(row) ? 'nothing' : 'wrong_right';
    if (!isFounding && !this.#isRightful(row)) return row.new_key === null ? 'wrong_right' : 'wrong_key';
    const verdict = this.#change(row, isFounding);
    const isOver = row.action === 'accounts.disable' || parseActReason(row.reason) !== undefined;
    if (verdict === 'change' && isOver) this.requests.end(targetOf(row));
    return verdict;
  }

  /** The system administrator's; from the rules on by which somebody confirms, what gives more takes two. */
  #isRightful(row: AuditRow): boolean {
    const target = targetOf(row);
    if ((row.rules ?? 0) >= CONFIRMED_SINCE) {
      if (parseActReason(row.reason)) return this.requests.isConfirmed(row);
      if (!this.#mayBeAlone(row, target)) return false;
    }
    const isOfOthers = target !== row.account_id || OF_PERSONS.includes(row.action);
    return this.rolesOf(row.account_id).includes('system_admin') && isOfOthers;
  }

  /** Turning off, another name or department, and roles with which no more of the archives is reached than before. */
  #mayBeAlone({ action, reason }: AuditRow, target: number): boolean {
    if (action === 'accounts.disable') return reason === null;
    if (OF_PERSONS.includes(action)) return reason === null && !this.requests.isOpen(target);
    const roles = rolesInReason(reason);
    const takes = !addsBusinessRole(this.rolesOf(target), roles) && reason === roles.toSorted().join('+');
    return action === 'accounts.set_roles' && takes && !this.requests.isOpen(target);
  }

  #change(row: AuditRow, founding: boolean): Verdict {
    const target = targetOf(row);
    const before = this.#accounts.get(target);
    switch (row.action) {
      case 'accounts.create':
        if (before && !(founding && before.facts === null)) return 'wrong_right';
        this.#put(target, {
          roles: rolesInReason(row.reason),
          key: row.new_key ?? before?.key ?? null,
          facts: factsIn(row),
        });
        return 'change';
      case 'accounts.set_roles':
        if (!before) return 'wrong_right';
        this.#put(target, { ...before, roles: rolesInReason(row.reason), facts: factsIn(row) });
        return 'change';
      case SET_PERSON:
        if (!before) return 'wrong_right';
        this.#put(target, { ...before, facts: factsIn(row) });
        return 'change';
      case SET_DEPARTMENT:
        return before ? 'change' : 'wrong_right';
      case 'accounts.enable':
      case 'accounts.reset_password':
        if (!before || row.new_key === null) return 'wrong_key';
        this.#put(target, { ...before, key: row.new_key });
        return 'change';
      case 'accounts.disable':
        if (!before) return 'wrong_right';
        this.#put(target, { ...before, key: null });
        return 'change';
      default:
        if (row.rules !== null) return 'wrong_right';
        return row.new_key === null ? 'nothing' : 'wrong_key';
    }
  }

  #takeOver(row: AuditRow): Verdict {
    if (this.since === null) {
      this.since = row.seq;
      this.#stage = 'taking_over';
    }
    if (this.#stage !== 'taking_over') return 'wrong_key';
    if (row.object === 'archive') this.#stage = 'settled';
    else
      this.#put(targetOf(row), { roles: rolesInReason(row.reason), key: row.new_key, facts: factsIn(row) });
    return 'change';
  }

  #put(account: number, standing: Standing): void {
    const before = this.#accounts.get(account)?.key;
    if (standing.key && !sameBytes(before, standing.key)) this.keys += 1;
    this.#accounts.set(account, standing);
  }
}

/** Rows of which the key counts from themselves on are applied before their signature is looked at, others after. */
export function bringsItself({ action }: AuditRow): boolean {
  return action === 'vault.create' || action === 'vault.recover';
}

function factsIn({ after_hash, hash_version }: AuditRow): Standing['facts'] {
  const isKnown = hash_version === 1 || hash_version === HASH_VERSION;
  return after_hash && isKnown ? { hash: after_hash, version: hash_version } : null;
}
