import { verifySignature } from '../../vault/index.ts';
import type { AuditRow } from '../../work/log/chain.ts';
import type { SigningKey } from '../accounts/service.ts';
import { Finding } from './finding.ts';
import type { Standings } from './standings.ts';

/**
 * Every row is signed with the key that its account had then: by itself, or by the row that closes its bulk. How
 * many rows that one signs is signed with it, so that none can be slipped in before somebody's next row.
 */
export class Signatures {
  readonly #keys: ReadonlyMap<number, SigningKey>;
  readonly #standings: Pick<Standings, 'counts'>;
  readonly #finding = new Finding();
  /** Rows in sequence that wait for the one that signs them, all of one key. */
  #waiting = { first: 0, count: 0, key: 0 };

  constructor(keys: ReadonlyMap<number, SigningKey>, standings: Pick<Standings, 'counts'>) {
    this.#keys = keys;
    this.#standings = standings;
  }

  look(row: AuditRow): void {
    const key = this.#keys.get(row.account_key_id);
    if (this.#waiting.key !== row.account_key_id) this.#giveUp();
    if (row.signature === null) {
      if (key?.accountId !== row.account_id) this.#finding.note(row.seq);
      const { first, count } = this.#waiting;
      this.#waiting = { first: count === 0 ? row.seq : first, count: count + 1, key: row.account_key_id };
      return;
    }
    const signed =
      key?.accountId === row.account_id &&
      this.#standings.counts(row.account_id, key.signPublic) &&
      verifySignature(row.signature, row.hash, key.signPublic);
    if (!signed || this.#waiting.count !== row.covers) this.#giveUp();
    if (!signed || row.covers > this.#waiting.count) this.#finding.note(row.seq);
    this.#waiting.count = 0;
  }

  end(): Finding {
    this.#giveUp();
    return this.#finding;
  }

  #giveUp(): void {
    this.#finding.note(this.#waiting.first, this.#waiting.count);
    this.#waiting.count = 0;
  }
}
