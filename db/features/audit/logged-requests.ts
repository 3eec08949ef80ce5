import {
  confirmersOf,
  parseActReason,
  parseAskReason,
  rolesInReason,
  type Requested,
} from '../../domain/account-request.ts';
import type { Role } from '../../domain/roles.ts';
import { sameBytes } from '../../work/digest.ts';
import type { AuditRow } from '../../work/log/chain.ts';

/** What is known of accounts besides their rows. */
export interface KnownOfAccounts {
  readonly personOf: (account: number) => number | undefined;
  /** Whether two recovery sheets have signed for what an account asked, by the hash of the row that asked. */
  readonly isCertified: (row: AuditRow, certificate: string, asked: Uint8Array) => boolean;
}

/** Of an account, as far as the rows of requests go by it. */
interface Standing {
  readonly roles: readonly Role[];
  /** Null when it was turned off. */
  readonly key: Uint8Array | null;
}

/** What was asked for an account and is not over. */
interface Request {
  readonly row: number;
  readonly hash: Uint8Array;
  readonly by: number;
  readonly what: Requested;
  /** Hex; null where none is brought. */
  readonly key: string | null;
  /** Of all that was asked, and of the account as it will be. */
  readonly facts: Uint8Array | null;
  readonly after: Uint8Array | null;
  /** The row that refused it, and what that hashed; null while it waits. */
  readonly refused: { readonly row: number; readonly hash: Uint8Array | null } | null;
}

const ABOUT = ['accounts.ask', 'accounts.withdraw', 'accounts.refuse', 'accounts.acknowledge'];

/**
 * Follows from row to row what is asked for accounts: an act that takes two is taken with the request that it names, once,
 * as it was asked, by another person with the role for it; or by whoever asked with two recovery sheets, where nobody
 * might have confirmed it.
 */
export class LoggedRequests {
  readonly #accounts: ReadonlyMap<number, Standing>;
  readonly #known: KnownOfAccounts;
  readonly #requests = new Map<number, Request>();

  constructor(accounts: ReadonlyMap<number, Standing>, known: KnownOfAccounts) {
    this.#accounts = accounts;
    this.#known = known;
  }

  /** True for rows that change no account by themselves; who may write them is asked of the rules that they name. */
  isAbout({ action }: AuditRow): boolean {
    return ABOUT.includes(action);
  }

  /** False for such a row where there is nothing that it could be about. */
  look(row: AuditRow): boolean {
    const target = targetOf(row);
    const request = this.#requests.get(target);
    switch (row.action) {
      case 'accounts.ask':
        return this.#ask(row, target);
      case 'accounts.withdraw':
        return this.#requests.delete(target);
      case 'accounts.refuse':
        if (!request || request.refused || !this.#mayConfirm(row, request, target, [])) return false;
        this.#requests.set(target, { ...request, refused: { row: row.seq, hash: row.after_hash } });
        return true;
      default:
        return true;
    }
  }

  #ask(row: AuditRow, target: number): boolean {
    const asked = parseAskReason(row.reason);
    const before = this.#accounts.get(target);
    const present = this.#requests.get(target);
    if (target === 0 || !asked || (present && !present.refused)) return false;
    const isPossible = {
      create: before === undefined,
      enable: before?.key === null,
      reset_password: before !== undefined && before.key !== null,
      set_roles: before !== undefined,
    }[asked.what];
    const { seq, hash, account_id: by, before_hash: facts, after_hash: after } = row;
    if (isPossible) this.#requests.set(target, { row: seq, hash, by, facts, after, refused: null, ...asked });
    return isPossible;
  }

  isOpen(account: number): boolean {
    return this.#requests.get(account)?.refused === null;
  }

  /** What is asked for an account, or was refused. */
  get(account: number): Request | undefined {
    return this.#requests.get(account);
  }

  accounts(): IterableIterator<number> {
    return this.#requests.keys();
  }

  /** Nothing is asked for an account any more. */
  end(account: number): void {
    this.#requests.delete(account);
  }

  /** True for an act that is what was asked, and confirmed by whom it takes. */
  isConfirmed(row: AuditRow): boolean {
    const target = targetOf(row);
    const carried = parseActReason(row.reason);
    const request = this.#requests.get(target);
    if (!carried || !request || request.refused || request.row !== carried.request) return false;
    const isAsAsked =
      row.action === `accounts.${request.what}` &&
      sameBytes(row.after_hash, request.after) &&
      (row.new_key === null ? null : Buffer.from(row.new_key).toString('hex')) === request.key;
    const asker = this.#accounts.get(request.by);
    if (!isAsAsked || asker?.key == null || !asker.roles.includes('system_admin')) return false;
    const roles = rolesInReason(carried.roles);
    const givesRoles = request.what === 'create' || request.what === 'set_roles';
    if (carried.roles !== roles.toSorted().join('+') || givesRoles !== roles.length > 0) return false;
    if (carried.certificate === null) return this.#mayConfirm(row, request, target, roles);
    return (
      row.account_id === request.by &&
      !this.#hasConfirmer(request, target, roles) &&
      this.#known.isCertified(row, carried.certificate, request.hash)
    );
  }

  /** True for somebody of 主管 or above who can sign in and is another person than the one who acts. */
  isSecond(account: number, by: number): boolean {
    const standing = this.#accounts.get(account);
    const wanted = confirmersOf([]);
    const isWanted = standing?.key != null && standing.roles.some((role) => wanted.includes(role));
    const { personOf } = this.#known;
    const person = personOf(account);
    return isWanted && person !== undefined && person !== personOf(by);
  }

  /** True where there is anybody such. */
  hasSecond(by: number): boolean {
    return [...this.#accounts.keys()].some((id) => this.isSecond(id, by));
  }

  /** `roles`: those that the account gets. */
  #mayConfirm({ account_id }: AuditRow, request: Request, target: number, roles: readonly Role[]): boolean {
    const wanted = this.#wantedFor(target, roles);
    const isWanted = this.#accounts.get(account_id)?.roles.some((role) => wanted.includes(role)) ?? false;
    return isWanted && this.#isAnother(account_id, request, target);
  }

  #hasConfirmer(request: Request, target: number, roles: readonly Role[]): boolean {
    const wanted = this.#wantedFor(target, roles);
    return [...this.#accounts].some(
      ([id, { key, roles: held }]) =>
        key !== null && held.some((role) => wanted.includes(role)) && this.#isAnother(id, request, target),
    );
  }

  #wantedFor(target: number, roles: readonly Role[]): readonly Role[] {
    return confirmersOf([...(this.#accounts.get(target)?.roles ?? []), ...roles]);
  }

  /** A person who neither asked nor is concerned; whose an account is that nobody knows, nobody can say. */
  #isAnother(account: number, { by }: Request, target: number): boolean {
    const { personOf } = this.#known;
    const person = personOf(account);
    return person !== undefined && person !== personOf(by) && person !== personOf(target);
  }
}

/** The account that a row is about; 0 for none. */
export function targetOf({ object }: Pick<AuditRow, 'object'>): number {
  return object.startsWith('account:') ? Number(object.slice('account:'.length)) : 0;
}
