import { daysBetween } from '../../domain/dates.ts';
import { dueDayOf, type HalfYear } from '../../domain/half-year.ts';
import { inspectionFlow, type InspectionStep } from '../../domain/inspection.ts';
import { signaturesOf, stepsOpen } from '../../domain/flow.ts';
import type { QueryContext } from '../../work/context.ts';
import { situationOf } from '../../work/flow/engine.ts';
import { readLine } from '../../work/flow/line.ts';
import { listSteps } from '../../work/flow/steps.ts';
import { findPersonName } from '../accounts/service.ts';
import { countOpen } from '../repairs/service.ts';
import { inspections, requireInspection } from './flow.ts';
import { nextPeriod } from './open.ts';
import { reviewersLeft, sharesOf } from './share.ts';
import { summaryOf, summaryOfRecord, unpack, type Summary } from './record.ts';
import {
  countOutcomes,
  findRecord,
  findUnsigned,
  hasInspected,
  listInspectors,
  listRecordRows,
  type InspectionRow,
} from './store.ts';
import { countListed } from './walk.ts';

/** A signature that counts. */
export interface Signature {
  readonly step: string;
  readonly role: string;
  readonly person: string;
  /** Milliseconds UTC. */
  readonly at: number;
}

/** One inspection as it stands. */
export interface InspectionLine extends Summary {
  readonly id: number;
  readonly period: HalfYear;
  readonly addendum: number;
  readonly state: InspectionRow['state'];
  readonly version: number;
  readonly openedOn: string;
  readonly dueOn: string;
  /** It was opened after its half-year was over. */
  readonly openedLate: boolean;
  /** It is not signed yet and its day is over. */
  readonly overdue: boolean;
  readonly daysLeft: number;
  /** It was closed as 未完成. */
  readonly unfinished: boolean;
  readonly signatures: readonly Signature[];
}

export function lineOf(ctx: QueryContext, row: InspectionRow): InspectionLine {
  const { id, period, addendum, state, version, opened_on: openedOn } = row;
  const dueOn = dueDayOf(period);
  const today = ctx.clock.today();
  const taken = listSteps(ctx.reader, inspectionFlow.name, id);
  const signatures = signaturesOf(inspectionFlow, taken);
  return {
    id,
    period,
    addendum,
    state,
    version,
    openedOn,
    dueOn,
    openedLate: openedOn > dueOn,
    overdue: state !== 'signed' && today > dueOn,
    daysLeft: daysBetween(today, dueOn),
    unfinished: signatures.some(({ step }) => step === 'give_up'),
    signatures: signatures.map(({ step, roles, person_name: person, at }) => ({
      step,
      role: roles,
      person,
      at,
    })),
    ...summaryNow(ctx, row),
  };
}

const KEPT = 'inspections.records';

/** By the record once it is signed first, which is large, stays as it is and is read once; before that as it stands. */
function summaryNow(ctx: QueryContext, row: InspectionRow): Summary {
  const seq = row.state === 'running' ? undefined : listRecordRows(ctx.reader, row.id).at(-1);
  const kept = (ctx.outside.get(KEPT) as Map<number, Summary> | undefined) ?? new Map<number, Summary>();
  const summary = (seq === undefined ? undefined : kept.get(seq)) ?? readSummary(ctx, row);
  if (seq !== undefined) ctx.outside.set(KEPT, kept.set(seq, summary));
  return summary;
}

function readSummary(ctx: QueryContext, row: InspectionRow): Summary {
  const record = row.state === 'running' ? undefined : findRecord(ctx.reader, row.id);
  const signed = record && unpack(record.content);
  if (signed) return summaryOfRecord(signed);
  return summaryOf(countOutcomes(ctx.reader, row.id), countListed(ctx, row));
}

/** The steps that are open to the person: inspectors sign what they inspected, others review and approve it. */
export function openSteps(ctx: QueryContext, row: InspectionRow): InspectionStep[] {
  const steps = listSteps(ctx.reader, inspectionFlow.name, row.id);
  const situation = situationOf(ctx.actor, inspections, inspections.caseOf(row), steps);
  const ofInspectors: readonly InspectionStep[] = ['sign', 'cosign'];
  const ofOthers: readonly InspectionStep[] = ['review', 'approve'];
  const others = hasInspected(ctx.reader, row.id, ctx.actor.personId) ? ofOthers : ofInspectors;
  return stepsOpen(inspectionFlow, situation).filter((step) => !others.includes(step));
}

/** Somebody who inspects: how many archives they looked at, and where last. */
export interface InspectorLine {
  readonly personId: number;
  readonly name: string;
  readonly count: number;
  readonly room: string | null;
  readonly cabinet: string | null;
  readonly level: number | null;
  readonly at: number;
}

export function openInspection(ctx: QueryContext, id: number) {
  const row = requireInspection(ctx.reader, id);
  return {
    ...lineOf(ctx, row),
    line: readLine(ctx, inspectionFlow, row),
    open: openSteps(ctx, row),
    inspectors: inspectorsOf(ctx, row),
    shares: sharesOf(ctx, row),
    /** Those who can still review it: a supervisor who inspects cannot. */
    reviewers: reviewersLeft(ctx.reader, row),
    repairsOpen: countOpen(ctx.reader),
    inspectedByMe: hasInspected(ctx.reader, row.id, ctx.actor.personId),
  };
}

function inspectorsOf({ reader }: QueryContext, { id }: InspectionRow): InspectorLine[] {
  return listInspectors(reader, id).map(({ person_id, count, room, cabinet, level, at }) => ({
    personId: person_id,
    name: findPersonName(reader, person_id) ?? '',
    count,
    room,
    cabinet,
    level,
    at,
  }));
}

/** What is under way, and what comes next. */
export function current(ctx: QueryContext) {
  const running = findUnsigned(ctx.reader, false);
  const addendum = findUnsigned(ctx.reader, true);
  return {
    inspection: running ? lineOf(ctx, running) : null,
    addendum: addendum ? lineOf(ctx, addendum) : null,
    next: running ? null : nextPeriod(ctx.reader, ctx.clock.today()),
  };
}
