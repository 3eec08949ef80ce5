import type { Role } from '../../domain/roles.ts';
import {
  ACCEPT,
  acceptanceMessage,
  parseAcceptance,
  type Acceptance,
  type GivenUp,
} from '../../work/log/acceptance.ts';
import type { AuditRow } from '../../work/log/chain.ts';
import { verifySignature } from '../../vault/index.ts';
import type { SigningKey } from '../accounts/service.ts';
import type { LoggedParticulars } from './logged-particulars.ts';
import type { Standings } from './standings.ts';

interface Known {
  readonly archiveId: string;
  readonly trial: boolean;
  readonly keys: ReadonlyMap<number, SigningKey>;
  /** The person of each account. */
  readonly personOf: ReadonlyMap<number, number>;
  readonly standings: Standings;
  readonly particulars: Pick<LoggedParticulars, 'account'>;
  /** Hash of a row, in hexadecimal; undefined where there is none. */
  readonly hashOf: (seq: number) => string | undefined;
  /** True when a row's message is signed by the key that only two recovery sheets give; also where sheets of before have none. */
  readonly isOfSheets: (row: AuditRow, signature: string, message: Uint8Array) => boolean;
}

/** What may stand between the row that was the newest and the one that accepts it. */
const OF_OPENING: readonly string[] = ['accounts.certify', 'vault.recover'];

/**
 * Judges the rows with which a vault was opened that is not what was last seen of it, by default deny: by a person and
 * another of the other sort, one of 主管 or 经理 and one 系统管理员; with two recovery sheets where there are no two such
 * people, or in the sheets' own recovery; alone in a trial vault.
 */
export class LoggedAcceptances {
  readonly #known: Known;
  /** Those that hold. */
  readonly accepted: GivenUp[] = [];
  /** The row before, where that was a recovery. */
  #recovered = { seq: 0, account: 0 };
  /** The newest row that did not come with an opening. */
  #worked = 0;

  constructor(known: Known) {
    this.#known = known;
  }

  /** False for a row that nobody might have written; before it is applied to what is known of accounts. */
  look(row: AuditRow): boolean {
    if (row.decision === 'allow' && row.action === 'vault.recover')
      this.#recovered = { seq: row.seq, account: row.account_id };
    if (row.action !== ACCEPT) {
      if (!OF_OPENING.includes(row.action)) this.#worked = row.seq;
      return true;
    }
    const acceptance = row.decision === 'allow' ? parseAcceptance(row.reason) : undefined;
    if (!acceptance || !this.#holds(row, acceptance)) return false;
    this.accepted.push({ seq: acceptance.witness.seq, at: row.at });
    return true;
  }

  #holds(row: AuditRow, { second, ...difference }: Acceptance): boolean {
    const { archiveId, trial, standings, keys, personOf, hashOf, isOfSheets } = this.#known;
    const { head, common } = difference;
    // Words that were true once are none once more: what came since is not what was signed for.
    if (head.seq < this.#worked) return false;
    if (head.seq >= row.seq || hashOf(head.seq) !== head.hash || common > head.seq) return false;
    if (second.by === 'trial') return trial;
    const message = acceptanceMessage(archiveId, row.account_id, difference);
    if (second.by === 'sheets') {
      const isRecovery = this.#recovered.account === row.account_id && this.#recovered.seq === row.seq - 1;
      return isOfSheets(row, second.signature, message) && (isRecovery || !this.#hasTwoPeople());
    }
    const key = keys.get(second.accountKeyId);
    return (
      key !== undefined &&
      standings.counts(key.accountId, key.signPublic) &&
      verifySignature(Buffer.from(second.signature, 'hex'), message, key.signPublic) &&
      isPair(
        { personId: personOf.get(row.account_id), roles: standings.rolesOf(row.account_id) },
        { personId: personOf.get(key.accountId), roles: standings.rolesOf(key.accountId) },
      )
    );
  }

  #hasTwoPeople(): boolean {
    const { standings, personOf, particulars } = this.#known;
    const people = [...standings.accounts()]
      .filter((id) => standings.get(id)?.key && particulars.account(id).state !== 'invited')
      .map((id) => ({ personId: personOf.get(id), roles: standings.rolesOf(id) }));
    return hasPair(people);
  }
}

/** Somebody with an account, as it counts for an acceptance. */
export interface Accepting {
  readonly personId: number | undefined;
  readonly roles: readonly Role[];
}

const LEADS: readonly Role[] = ['supervisor', 'service_manager'];

/** Two different people, one of 主管 or 经理 and the other 系统管理员. */
export function isPair(one: Accepting, other: Accepting): boolean {
  const leads = ({ roles }: Accepting) => LEADS.some((role) => roles.includes(role));
  const administers = ({ roles }: Accepting) => roles.includes('system_admin');
  if (one.personId === undefined || one.personId === other.personId) return false;
  return (leads(one) && administers(other)) || (administers(one) && leads(other));
}

/** True where there are two such people at all. */
export function hasPair(people: readonly Accepting[]): boolean {
  return people.some((one) => people.some((other) => isPair(one, other)));
}
