/** What is looked at in a look at everything besides who may what: when rows were written, and who signed. */
import type { ReadableDb } from '../../connection/handles.ts';
import { inspectionFlow } from '../../domain/inspection.ts';
import { listSteps, type FlowStep } from '../../work/flow/steps.ts';
import type { Ledger } from '../../work/ledger.ts';
import { ENTRIES, hasInspectedBefore, listInspections, listWrittenBetween } from './store.ts';

/** The entries; what was written or signed out of turn, past the rules of the program, is told with them. */
export const entryLedger: Ledger = { ...ENTRIES, underived: listOutOfTurn };

/** Rows of the log. */
function* listOutOfTurn(db: ReadableDb): Generator<number> {
  for (const { id } of listInspections(db)) {
    const steps = listSteps(db, inspectionFlow.name, id);
    for (const span of closedSpans(steps)) yield* listWrittenBetween(db, id, span);
    for (const step of steps) if (!isByRightPerson(db, id, step)) yield step.seq ?? 0;
  }
}

/** From row to row of the log, while it did not run and nothing was to be noted in it. */
function closedSpans(steps: readonly FlowStep[]): Array<{ after: number; before: number }> {
  const spans: Array<{ after: number; before: number }> = [];
  let closedAt: number | null = 0;
  for (const { seq, state_after } of steps) {
    const at = seq ?? 0;
    const isRunning = state_after === 'running';
    if (isRunning && closedAt !== null) spans.push({ after: closedAt, before: at });
    closedAt = isRunning ? null : (closedAt ?? at);
  }
  if (closedAt !== null) spans.push({ after: closedAt, before: Number.MAX_SAFE_INTEGER });
  return spans;
}

/** Inspectors sign what they inspected, and nobody reviews or approves that. */
function isByRightPerson(db: ReadableDb, id: number, { step, person_id, seq }: FlowStep): boolean {
  const inspected = () => hasInspectedBefore(db, id, { personId: person_id ?? 0, before: seq ?? 0 });
  if (step === 'sign' || step === 'cosign') return inspected();
  return step === 'review' || step === 'approve' ? !inspected() : true;
}
