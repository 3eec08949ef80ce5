import type { ReadableDb } from '../../connection/handles.ts';
import { sameBytes } from '../../work/digest.ts';
import { iterateActs, type Ledger, type LedgerAct } from '../../work/ledger.ts';
import type { AuditRow } from '../../work/log/chain.ts';
import * as store from '../../work/log/store.ts';
import { Finding, type Check } from './finding.ts';

/** How many acts the log tells of for each ledger and each thing that it has rows about. */
export class LoggedLedgers {
  readonly ledgers: readonly Ledger[];
  readonly #ledgerOf: ReadonlyMap<string, Ledger>;
  readonly #acts = new Map<string, number>();

  constructor(ledgers: readonly Ledger[]) {
    this.ledgers = ledgers;
    this.#ledgerOf = new Map(ledgers.flatMap((ledger) => ledger.acts.map((act) => [act, ledger])));
  }

  look({ action, object, decision, history }: AuditRow): void {
    const ledger = this.#ledgerOf.get(action);
    // A row without a digest binds none: its act is from before there was a table for it.
    if (!ledger || decision === 'deny' || history === null) return;
    const key = `${ledger.table} ${object}`;
    this.#acts.set(key, (this.#acts.get(key) ?? 0) + 1);
  }

  /** One act less that the log tells of; false when it tells of none any more. */
  take({ table, object }: Ledger, owner: number): boolean {
    const key = `${table} ${object}:${owner}`;
    const left = this.#acts.get(key) ?? 0;
    if (left > 1) this.#acts.set(key, left - 1);
    else this.#acts.delete(key);
    return left > 0;
  }

  /** What the log tells of and no row was left by. */
  get left(): readonly string[] {
    return [...this.#acts.keys()];
  }
}

/** Every row of every ledger says what it said when it was written, by the act that the log tells of, and none is gone. */
export function checkLedgers(reader: ReadableDb, logged: LoggedLedgers): Check {
  const wrong = new Finding();
  let acts = 0;
  for (const ledger of logged.ledgers) {
    for (const act of iterateActs(reader, ledger)) {
      acts += 1;
      const isTold = logged.take(ledger, act.owner);
      if (!isTold || !act.intact || !isAsLogged(reader, ledger, act)) wrong.note(act.seq);
    }
    for (const seq of ledger.underived?.(reader) ?? []) wrong.note(seq);
  }
  for (const gone of logged.left) wrong.note(Number(gone.split(':').at(-1)));
  return wrong.check('ledgers', acts);
}

/** True when the log's row of an act tells of it as its rows stand. */
export function isAsLogged(
  reader: ReadableDb,
  { object, acts }: Ledger,
  { owner, seq, at, accountId, digest }: LedgerAct,
): boolean {
  const row = store.findAuditRow(reader, seq);
  return (
    row !== undefined &&
    row.decision === 'allow' &&
    row.object === `${object}:${owner}` &&
    acts.includes(row.action) &&
    row.at === at &&
    row.account_id === accountId &&
    sameBytes(row.history, digest)
  );
}
