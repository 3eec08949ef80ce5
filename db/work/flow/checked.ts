import type { Flow } from '../../domain/flow.ts';
import type { Secrecy } from '../../domain/roles.ts';
import type { QueryContext } from '../context.ts';
import { listSteps, type FlowStep } from './steps.ts';
import { factsOf, type Facts, type FlowSubject } from './subject.ts';

/** A record with its steps, and what the log should know of it. */
export interface CheckedCase {
  readonly id: number;
  readonly secrecy: Secrecy;
  readonly askerId: number;
  readonly steps: readonly FlowStep[];
  readonly facts: Facts;
}

/** A flow whose records can be looked at one by one, whatever their subject. */
export interface CheckedFlow {
  readonly flow: Flow;
  iterateCases(db: Pick<QueryContext, 'reader' | 'hash'>): Iterable<CheckedCase>;
}

export function checkedFlow<Row, State extends string, Step extends string>(
  subject: FlowSubject<Row, State, Step>,
): CheckedFlow {
  return {
    flow: subject.flow,
    *iterateCases(db) {
      for (const row of subject.iterate(db.reader)) {
        const { id, secrecy, askerId } = subject.caseOf(row);
        const steps = listSteps(db.reader, subject.flow.name, id);
        yield { id, secrecy, askerId, steps, facts: factsOf(db, subject, row, steps) };
      }
    },
  };
}
