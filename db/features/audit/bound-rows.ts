import type { QueryContext } from '../../work/context.ts';
import { sameBytes } from '../../work/digest.ts';
import type { CheckedCase, CheckedFlow } from '../../work/flow/checked.ts';
import { digestOfStep } from '../../work/flow/steps.ts';
import { factsAfter } from '../../work/flow/subject.ts';
import { iterateActs, type Ledger, type LedgerAct } from '../../work/ledger.ts';
import { CHAIN_START, type AuditRow } from '../../work/log/chain.ts';
import * as store from '../../work/log/store.ts';
import type { Subject } from '../../work/subject.ts';
import { Finding } from './finding.ts';
import { LoggedFlows } from './flow-check.ts';
import { isAsLogged } from './ledgers-check.ts';

type Looked = Pick<QueryContext, 'reader' | 'hash'>;

/**
 * What the log binds act by act and row by row: what was noted, measured and signed. A log that is whole says nothing
 * of these tables until they are held against it; by their acts it is known from which row of the log on they differ.
 */
export class BoundRows {
  readonly #ctx: Looked;
  readonly #ledgers: readonly Ledger[];
  readonly #checked: readonly CheckedFlow[];
  readonly #flows: LoggedFlows;
  readonly #writing: ReadonlySet<string>;
  /** Rows of the log whose act left rows in a ledger. */
  readonly #acts = new Set<number>();

  constructor(ctx: Looked, subjects: readonly Subject[]) {
    this.#ctx = ctx;
    this.#ledgers = subjects.flatMap(({ ledgers = [] }) => ledgers);
    this.#checked = subjects.flatMap(({ flow }) => flow ?? []);
    this.#flows = new LoggedFlows(ctx.reader, this.#checked);
    this.#writing = new Set(this.#ledgers.flatMap(({ acts }) => acts));
  }

  look(row: AuditRow): void {
    this.#flows.look(row);
    if (row.decision !== 'deny' && this.#writing.has(row.action)) this.#acts.add(row.seq);
  }

  /** Once all rows were looked at: the first whose act does not stand as it was logged; null for none. */
  findFirstChanged(): number | null {
    const changed = new Finding();
    for (const ledger of this.#ledgers) this.#lookAtActs(ledger, changed);
    for (const gone of this.#acts) changed.note(gone);
    this.#lookAtSteps(changed);
    return changed.first;
  }

  #lookAtActs(ledger: Ledger, changed: Finding): void {
    const { reader } = this.#ctx;
    let wrong: LedgerAct | null = null;
    for (const act of iterateActs(reader, ledger)) {
      // One that says that it is of a later row of the log came before the act after it all the same.
      if (wrong?.owner === act.owner) changed.note(Math.min(wrong.seq, act.seq));
      const isTold = this.#acts.delete(act.seq);
      wrong = isTold && act.intact && isAsLogged(reader, ledger, act) ? null : act;
      if (wrong) changed.note(wrong.seq);
    }
  }

  #lookAtSteps(changed: Finding): void {
    const seen = new Set<string>();
    for (const { flow, iterateCases } of this.#checked)
      for (const each of iterateCases(this.#ctx)) {
        const object = `${flow.object}:${each.id}`;
        seen.add(object);
        const last = this.#flows.find(object);
        // Of one that the log does not know no row of it can be told.
        if (last) for (const seq of this.#changedIn(each, last.seq)) changed.note(seq);
      }
    for (const object of this.#flows.objects())
      if (!seen.has(object)) changed.note(this.#flows.find(object)?.seq ?? 0);
  }

  /** Rows of the log of steps that are not as they were taken, and of the record where it is not as it was left. */
  *#changedIn({ steps, facts }: CheckedCase, last: number): Generator<number> {
    const { reader, hash } = this.#ctx;
    const leftBy = (seq: number) => store.findLeftBehind(reader, seq)?.after_hash;
    if (!sameBytes(leftBy(last), hash(facts))) yield last;
    let head: Uint8Array = CHAIN_START;
    for (const step of steps) {
      head = digestOfStep(head, step);
      if (step.taken_over === 1 || step.seq === null) continue;
      const left = factsAfter(step);
      const isOwn = sameBytes(step.digest, head) && sameBytes(leftBy(step.seq), left && hash(left));
      if (!isOwn) yield Math.min(step.seq, last);
    }
  }
}
