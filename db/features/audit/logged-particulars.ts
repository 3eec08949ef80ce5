import { PROGRAM } from '../../domain/flow.ts';
import { TAKE_OVER } from '../../work/flow/take-over.ts';
import type { AuditRow } from '../../work/log/chain.ts';
import { sameOrNone } from '../../work/digest.ts';
import { HASH_VERSION } from '../../work/log/keyed-hash.ts';
import { Finding } from './finding.ts';
import { SET_DEPARTMENT } from '../accounts/service.ts';
import { PARTICULARS } from './particulars.ts';

/** A row that last said what something is. */
export interface Said {
  readonly seq: number;
  readonly hash: Uint8Array | null;
}

/** A row and its time. */
interface Moment {
  readonly seq: number;
  readonly at: number;
}

/** The acts that change what the log says besides archives, flows and roles, and what each may be about. */
const CHANGES: Readonly<Record<string, (object: string) => boolean>> = {
  'lists.edit': (object) => object.startsWith('list:'),
  'settings.edit': (object) => object === 'settings',
  'settings.set_aside': (object) => object === 'settings',
  'vault.renew_sheets': (object) => object === 'archive_meta',
};

/** The state in which an act leaves its account. */
const STATES: Readonly<Record<string, string>> = {
  'accounts.create': 'invited',
  'accounts.enable': 'invited',
  'accounts.reset_password': 'invited',
  'accounts.disable': 'disabled',
  'vault.change_password': 'active',
  'vault.recover': 'active',
};

const FACTS_OF_ACCOUNTS: readonly string[] = [
  'accounts.create',
  'accounts.set_roles',
  'accounts.set_person',
  'accounts.certify',
];

/** What the log says of accounts besides their roles and keys. */
export interface LoggedAccount {
  /** What stood there when the particulars were first recorded; undefined for one made since. */
  beginning?: Said;
  /** Undefined before any row says it. */
  state?: string;
  created?: Moment;
  signedIn?: Moment;
  /** The row that last said its name, roles and department. */
  factsAt?: number;
}

/** What the log says of the vault itself, its lists and settings, and its accounts' times. */
export class LoggedParticulars {
  /** The row that closed the first record of them; 0 for none. Nothing is known of before. */
  since = 0;
  /** Its time, milliseconds UTC; from then on rows and what they speak of have the same; 0 where all have. */
  exactFrom = 0;
  /** True when the vault was made with them. */
  founded = false;
  readonly #said = new Map<string, Said>();
  readonly #accounts = new Map<number, LoggedAccount>();
  readonly #keys = new Map<string, Moment & { readonly object: string }>();
  /** Rows that take over a second time or not by the program, and those that begin with what nobody left. */
  readonly broken = new Finding();
  #isFounding = true;
  #hasTakenFlows = false;

  look(row: AuditRow): void {
    if (row.decision === 'deny') return;
    if (row.new_key) this.#keys.set(hex(row.new_key), row);
    if (row.action === PARTICULARS) return this.#record(row);
    if (row.action !== 'vault.create' && row.action !== 'accounts.create') this.#isFounding = false;
    this.#lookAtAccount(row);
    // What was decided before steps had a table is taken over before the rest, or by no program.
    if (row.action === TAKE_OVER && row.role === PROGRAM) {
      if (this.since > 0 && !this.#hasTakenFlows) this.broken.note(row.seq);
      this.#hasTakenFlows = true;
    }
    if (this.since === 0) return;
    if (CHANGES[row.action]?.(row.object)) this.#change(row);
  }

  get(object: string): Said | undefined {
    return this.#said.get(object);
  }

  objects(): IterableIterator<string> {
    return this.#said.keys();
  }

  account(id: number): LoggedAccount {
    return this.#accounts.get(id) ?? {};
  }

  /** The row that brought a key. */
  key(signPublic: Uint8Array): (Moment & { readonly object: string }) | undefined {
    return this.#keys.get(hex(signPublic));
  }

  #record(row: AuditRow): void {
    if (this.since > 0 || row.role !== PROGRAM) return this.broken.note(row.seq);
    const said = { seq: row.seq, hash: hashIn(row) };
    if (row.object === 'archive') {
      this.since = row.seq;
      this.founded = this.#isFounding;
      this.exactFrom = this.founded ? 0 : row.at;
    } else if (row.object.startsWith('account:'))
      this.#put(row, { beginning: said, state: row.reason ?? '' });
    else this.#said.set(row.object, said);
  }

  #change(row: AuditRow): void {
    if (!sameOrNone(row.before_hash, this.#said.get(row.object)?.hash ?? null)) this.broken.note(row.seq);
    this.#said.set(row.object, { seq: row.seq, hash: hashIn(row) });
  }

  #lookAtAccount(row: AuditRow): void {
    const state = STATES[row.action];
    if (state !== undefined) this.#put(row, { state });
    if (row.action === 'accounts.create') this.#put(row, { created: row });
    if (FACTS_OF_ACCOUNTS.includes(row.action)) this.#put(row, { factsAt: row.seq });
    if (row.action === SET_DEPARTMENT) this.#restate(row);
    if (row.action === 'vault.sign_in' && row.object === `account:${row.account_id}`)
      this.#put(row, { signedIn: row });
  }

  /** Another department stands in what was first recorded of an account: it has to follow on what stood there. */
  #restate(row: AuditRow): void {
    const before = this.account(Number(row.object.slice('account:'.length))).beginning;
    if (!before || !sameOrNone(row.before_hash, before.hash)) this.broken.note(row.seq);
    this.#put(row, { beginning: { seq: row.seq, hash: hashIn(row) } });
  }

  #put({ object }: AuditRow, change: LoggedAccount): void {
    const id = Number(object.slice('account:'.length));
    this.#accounts.set(id, { ...this.#accounts.get(id), ...change });
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** A hash by a version that is not known says nothing. */
const hashIn = ({ after_hash, hash_version }: AuditRow): Uint8Array | null =>
  hash_version === HASH_VERSION ? after_hash : null;
