import { sqlFor, type ReadableDb, type WritableDb } from '../../connection/handles.ts';
import type { Schema } from '../../schema.ts';
import { digestOf } from '../digest.ts';
import { CHAIN_START } from '../log/chain.ts';
import type { Condition } from '../page.ts';

/** A step as it is kept for ever. */
export type FlowStep = Omit<Schema['flow_step'], 'id' | 'taken_over'> & { taken_over: number };

/** What is known of a step before it has its place in the chain. */
export type NewStep = Omit<FlowStep, 'no' | 'digest' | 'taken_over' | 'rule' | 'version' | 'content_hash'> & {
  readonly rule: string;
  readonly version: number;
  readonly content_hash: Uint8Array;
};

/** A record's steps, the oldest first. */
export function listSteps(db: ReadableDb, flow: string, recordId: number): FlowStep[] {
  return db.rows('select * from flow_step where flow = ? and record_id = ? order by no', flow, recordId);
}

/** The steps of several records, each one's oldest first; a record without steps has none. */
export function readSteps(
  db: ReadableDb,
  flow: string,
  recordIds: readonly number[],
): Map<number, FlowStep[]> {
  const sql =
    'select * from flow_step where flow = ? and record_id in (select value from json_each(?)) order by no';
  return Map.groupBy(db.rows<FlowStep>(sql, flow, JSON.stringify(recordIds)), (step) => step.record_id);
}

/** True of a record, by the name of its column, in which a person took a step. */
export function steppedBy(flow: string, personId: number, record: string): Condition {
  const sql = `exists (select 1 from flow_step as taken
    where taken.flow = ? and taken.record_id = ${record} and taken.person_id = ?)`;
  return { sql, values: [flow, personId] };
}

/**
 * True of a record, by the name of its column, that a person signed in the round that is open: by one of `signs`, with
 * none of `ends` after it.
 */
export function signedBy(
  flow: string,
  { personId, signs, ends }: { personId: number; signs: readonly string[]; ends: readonly string[] },
  record: string,
): Condition {
  const sql = `exists (select 1 from flow_step as signed
    where signed.flow = ? and signed.record_id = ${record} and signed.person_id = ?
      and signed.step in (select value from json_each(?))
      and not exists (select 1 from flow_step as ended
        where ended.flow = signed.flow and ended.record_id = signed.record_id and ended.no > signed.no
          and ended.step in (select value from json_each(?))))`;
  return { sql, values: [flow, personId, JSON.stringify(signs), JSON.stringify(ends)] };
}

/** The records that have steps in a flow. */
export function iterateStepped(db: ReadableDb, flow: string): IterableIterator<{ id: number }> {
  return db.iterate('select distinct record_id as id from flow_step where flow = ? order by 1', flow);
}

/** Writes a record's next step, chained to those `before` it. Triggers refuse every later change. */
export function appendStep(db: WritableDb, before: readonly FlowStep[], step: NewStep): FlowStep {
  const placed = { ...step, no: before.length + 1, taken_over: 0 };
  const kept = { ...placed, digest: digestOfStep(headOf(before), placed) };
  db.run(sqlFor.insertInto('flow_step').values(kept));
  return kept;
}

/** What the digest covers: everything about a step, but for the text of its reason. */
const FIELDS = [
  'flow',
  'record_id',
  'no',
  'step',
  'state_before',
  'state_after',
  'account_id',
  'person_id',
  'person_name',
  'roles',
  'rule_version',
  'rule',
  'reason',
  'at',
  'version',
  'content_hash',
  'seq',
  'taken_over',
] as const satisfies ReadonlyArray<keyof FlowStep>;

/** A text is one field more where there is one, so that steps from before keep their digest. */
export function digestOfStep(before: Uint8Array, step: Omit<FlowStep, 'digest'>): Uint8Array {
  const fields = [before, ...FIELDS.map((field) => step[field])];
  return digestOf(step.reason_text === null ? fields : [...fields, step.reason_text]);
}

/** The digest at the end of a record's steps, made from their content, not from what is stored beside it. */
export function headOf(steps: readonly FlowStep[]): Uint8Array {
  return steps.reduce<Uint8Array>((head, step) => digestOfStep(head, step), CHAIN_START);
}

/** How many records stand where, by the last step of each: `{ flow, state, count }`. */
export function countLastStates(db: ReadableDb): Array<{ flow: string; state: string; count: number }> {
  return db.rows(
    `select flow, state_after as state, count(*) as count from flow_step as last
     where not exists (
       select 1 from flow_step as next
       where next.flow = last.flow and next.record_id = last.record_id and next.no > last.no)
     group by flow, state_after`,
  );
}

/** Records of steps that belong to none of these flows. */
export function listStraySteps(db: ReadableDb, flows: readonly string[]): number[] {
  return db
    .rows<{ id: number }>(
      'select distinct record_id as id from flow_step where flow not in (select value from json_each(?))',
      JSON.stringify(flows),
    )
    .map(({ id }) => id);
}
