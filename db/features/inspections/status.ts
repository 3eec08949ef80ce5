import { daysBetween } from '../../domain/dates.ts';
import { dueDayOf, type HalfYear } from '../../domain/half-year.ts';
import { inspectionFlow, type InspectionStep } from '../../domain/inspection.ts';
import { signaturesOf, stepsOpen } from '../../domain/flow.ts';
import { mayEver } from '../../domain/permissions.ts';
import type { QueryContext } from '../../work/context.ts';
import { situationOf } from '../../work/flow/engine.ts';
import { readLine } from '../../work/flow/line.ts';
import { listSteps } from '../../work/flow/steps.ts';
import { findPersonName } from '../accounts/service.ts';
import type { ShownTest } from '../properties/service.ts';
import { countOpen } from '../repairs/service.ts';
import { inspections, requireInspection } from './flow.ts';
import { nextPeriod } from './open.ts';
import { reviewersLeft, sharesOf } from './share.ts';
import { countListed, hasInspected, keptIn, notedIn, prepareNoted, prepareUnsigned } from './overview.ts';
import { summaryIn } from './packed-record.ts';
import { testSinceOpening } from './record.ts';
import { findRecord, findUnsigned, lastRecordId, personOf, type InspectionRow } from './store.ts';
import { summaryOf, type Summary } from './summary.ts';

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

/** Of what was signed as its record says, of another as it stands. */
function summaryNow(ctx: QueryContext, row: InspectionRow): Summary {
  const signed = row.state === 'running' ? null : summaryOfLastRecord(ctx, row);
  if (signed) return signed;
  const { counts, withFindings } = notedIn(ctx, row);
  return summaryOf(counts, { total: countListed(ctx, row), withFindings });
}

/** Records stay as they are: what each says is read once. */
function summaryOfLastRecord(ctx: QueryContext, { id }: InspectionRow): Summary | null {
  const recordId = lastRecordId(ctx.reader, id);
  if (recordId === undefined) return null;
  const kept = keptIn(ctx, 'inspections.summaries', () => new Map<number, Summary | null>());
  const known = kept.get(recordId);
  if (known !== undefined) return known;
  const record = findRecord(ctx.reader, id);
  const summary = record ? summaryIn(record.content) : null;
  kept.set(recordId, summary);
  return summary;
}

/** The steps that are open to the person: inspectors sign what they inspected, others review and approve it. */
export function openSteps(ctx: QueryContext, row: InspectionRow): InspectionStep[] {
  const steps = listSteps(ctx.reader, inspectionFlow.name, row.id);
  const situation = situationOf(ctx.actor, inspections, inspections.caseOf(row), steps);
  const ofInspectors: readonly InspectionStep[] = ['sign', 'cosign'];
  const ofOthers: readonly InspectionStep[] = ['review', 'approve'];
  const others = hasInspected(ctx, row, ctx.actor.personId) ? ofOthers : ofInspectors;
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

export async function openInspection(ctx: QueryContext, id: number) {
  await prepareNoted(ctx, requireInspection(ctx.reader, id));
  const row = requireInspection(ctx.reader, id);
  return {
    ...lineOf(ctx, row),
    line: readLine(ctx, inspectionFlow, row),
    open: openSteps(ctx, row),
    inspectors: inspectorsOf(ctx, row),
    shares: sharesOf(ctx, row),
    /** Those who can still review it: a supervisor who inspects cannot. */
    reviewers: reviewersLeft(ctx, row),
    repairsOpen: countOpen(ctx.reader),
    inspectedByMe: hasInspected(ctx, row, ctx.actor.personId),
    test: testToSign(ctx, row),
  };
}

/** What of a test decides whether an inspection can be signed after it. */
export type TestToSign = Pick<ShownTest, 'id' | 'endedAt' | 'ok' | 'failed' | 'open' | 'isReadable'>;

/**
 * The test that signing goes by; null before the first since the opening, where none is asked for (any more), and for
 * those who may not read tests.
 */
function testToSign(ctx: QueryContext, row: InspectionRow): TestToSign | null {
  const isAsked = row.state === 'running' && row.addendum === 0;
  if (!isAsked || !mayEver(ctx.actor.roles, 'properties.read')) return null;
  const test = testSinceOpening(ctx.reader, row);
  if (!test) return null;
  const { id, endedAt, ok, failed, open, isReadable } = test;
  return { id, endedAt, ok, failed, open, isReadable };
}

function inspectorsOf(ctx: QueryContext, row: InspectionRow): InspectorLine[] {
  const { reader } = ctx;
  return notedIn(ctx, row)
    .inspectors(reader)
    .map(({ count, newest: { account_id, room, cabinet, level, at } }) => {
      const personId = personOf(reader, account_id);
      return { personId, name: findPersonName(reader, personId) ?? '', count, room, cabinet, level, at };
    });
}

/** What is under way, and what comes next. */
export async function current(ctx: QueryContext) {
  await prepareUnsigned(ctx);
  const running = findUnsigned(ctx.reader, false);
  const addendum = findUnsigned(ctx.reader, true);
  return {
    inspection: running ? lineOf(ctx, running) : null,
    addendum: addendum ? lineOf(ctx, addendum) : null,
    next: running ? null : nextPeriod(ctx.reader, ctx.clock.today()),
  };
}
