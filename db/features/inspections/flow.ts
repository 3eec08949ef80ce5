import words from '../../../resources/locales/zh-CN/inspections.json' with { type: 'json' };
import common from '../../../resources/locales/zh-CN/common.json' with { type: 'json' };
import type { ReadableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import { inspectionFlow, type InspectionState, type InspectionStep } from '../../domain/inspection.ts';
import { mayEver } from '../../domain/permissions.ts';
import { checkedFlow } from '../../work/flow/checked.ts';
import { toHex, type FlowSubject } from '../../work/flow/subject.ts';
import { lastDigest } from '../../work/ledger.ts';
import {
  findInspection,
  lastRecordId,
  iterateInspections,
  moveInspection,
  RECORDS,
  type InspectionRow,
} from './store.ts';

/** The inspection; one is no secret to those who read inspections, and the procedures ask who does. */
export function requireInspection(db: ReadableDb, id: number): InspectionRow {
  const row = findInspection(db, id);
  if (!row) throw new AppError('inspections.not_found');
  return row;
}

const WORDS: Readonly<Record<string, string>> = { ...common, ...words };

/** Inspections as the engine of flows sees them: nobody asks for one, and it is signed for the record that is kept. */
export const inspections: FlowSubject<InspectionRow, InspectionState, InspectionStep> = {
  flow: inspectionFlow,
  ruleOf(step) {
    const rule = WORDS[`rule.${step}`] ?? WORDS[`flow.rule.${step}`];
    if (!rule) throw new Error(`no rule for ${step} of inspections`);
    return rule;
  },
  guard: (_ctx, db, id) => requireInspection(db, id),
  load: requireInspection,
  hears: ({ roles }) => mayEver(roles, 'inspections.read'),
  iterate: iterateInspections,
  caseOf: ({ id, version, state }) => ({ id, version, state, askerId: 0, secrecy: 'normal' }),
  contentOf(db, { id, period, addendum, opened_on, listed_to }) {
    const record = { period, addendum, openedOn: opened_on, listedTo: listed_to };
    // What is noted while it runs is bound by its own rows of the log; what is signed is the record made of that.
    return lastRecordId(db, id) !== undefined
      ? { record, files: [toHex(lastDigest(db, RECORDS, id))] }
      : { record };
  },
  move: moveInspection,
};

export const inspectionsChecked = checkedFlow(inspections);
