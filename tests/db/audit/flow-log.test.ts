import type { Database } from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VOID } from '../../../db/domain/flow.ts';
import { filings, filingsChecked } from '../../../db/features/filings/flow.ts';
import { NOTHING, takeStep } from '../../../db/work/flow/engine.ts';
import { digestOfStep, listSteps, type FlowStep } from '../../../db/work/flow/steps.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';
import { checksWithin, wrongOf, type Within } from './within.ts';
import { because } from '../../support/reasons.ts';

let vault: TestVault;
let refusal: unknown = null;
/** Three filings: returned, a draft, and one whose signatures were taken back when the rules changed. */
beforeAll(async () => {
  vault = await openTestVault();
  const reporter = vault.as('developer').filings;
  const report = (submit: boolean) => reporter.save({ id: null, version: null, input: aCustomer(), submit });
  const archivist = vault.as('archivist').filings;
  await archivist.return({ ...(await report(true)), reason: because('重复') });
  await report(false);
  const { id, version } = await report(true);
  const later = { ...filings, flow: { ...filings.flow, version: 2 } };
  const decide = { id, version, step: 'return', reason: because('重复') } as const;
  try {
    takeStep(vault.contextOf('archivist'), later, decide, NOTHING);
  } catch (error) {
    refusal = error;
  }
});
afterAll(() => vault[Symbol.asyncDispose]());

function look(work: (within: Within) => void = () => {}) {
  const checks = checksWithin(vault, work);
  const { ok, detail } = checks.flow_steps;
  return { ok, ...detail, others: wrongOf(checks).filter((name) => name !== 'flow_steps') };
}
const RIGHT = { ok: true, rows: 3, steps: 4, others: [] };
const wrong = (problems: number, first: number, others: readonly string[] = []) => ({
  ...RIGHT,
  ok: false,
  problems,
  first,
  others,
});

function factsOf(id: number) {
  const facts = Array.from(filingsChecked.iterateCases(vault.contextOf('archivist'))).find(
    (each) => each.id === id,
  )?.facts;
  if (!facts) throw new Error('no such filing');
  return facts;
}

/** A row that says what is there, and began with it, or with something else. */
const row = (id: number, action: string, before: unknown = factsOf(id)) => ({
  action,
  object: `filing:${id}`,
  before,
  after: factsOf(id),
});

test('filings whose signatures were taken back are as the log says', () => {
  expect(refusal).toMatchObject({ code: 'flow.signatures_void' });
  expect(look()).toEqual(RIGHT);
});

describe('a row of the log', () => {
  test('that saves a filing as it is tells of no step', () => {
    expect(look(({ log }) => log(row(1, 'filings.save'), row(2, 'filings.save')))).toEqual(RIGHT);
  });

  test.each(['filings.submit', 'filings.return', 'filings.withdraw', 'filings.void'])(
    'that tells of one more %s is found, though it says what is there',
    (action) => {
      expect(look(({ log }) => log(row(1, action)))).toMatchObject({ ok: false, problems: 1, first: 1 });
    },
  );

  test('that begins with something else than the one before left is found, though it says what is there', () => {
    expect(look(({ log }) => log(row(2, 'filings.save', 'else')))).toEqual(wrong(1, 2));
    expect(look(({ log }) => log({ ...row(2, 'filings.save'), before: undefined }))).toEqual(wrong(1, 2));
  });

  test('is not made right by a next one that goes with it', () => {
    const rows = [row(2, 'filings.save', 'else'), row(2, 'filings.save')];
    expect(look(({ log }) => log(...rows))).toEqual(wrong(1, 2));
  });

  test('that says something else than what is there is found', () => {
    expect(look(({ log }) => log({ ...row(2, 'filings.save'), after: 'else' }))).toEqual(wrong(1, 2));
    expect(look(({ log }) => log({ ...row(2, 'filings.save'), after: undefined }))).toEqual(wrong(1, 2));
  });

  test('that was refused says nothing', () => {
    const refused = { ...row(2, 'filings.save', 'else'), after: 'else', decision: 'deny' } as const;
    const steps = { ...refused, action: 'filings.submit' };
    expect(look(({ log }) => log(refused, steps, { ...refused, object: 'filing:9' }))).toEqual(RIGHT);
  });

  test('of another act, or about something else, says nothing of filings', () => {
    const other = row(2, 'filings.save', 'else');
    const rows = [
      { ...other, action: 'filings.print' },
      { ...other, action: 'requests.save' },
      { ...other, object: 'archive' },
      { ...other, object: 'filing' },
      { ...other, object: 'customer:2' },
    ];
    expect(look(({ log }) => log(...rows))).toEqual(RIGHT);
  });

  test('of a filing that is not there is found, however often it is told of', () => {
    const gone = { action: 'filings.save', object: 'filing:7' };
    expect(look(({ log }) => log({ ...gone, after: 'one' }))).toEqual(wrong(1, 7));
    const twice = [
      { ...gone, after: 'one' },
      { ...gone, before: 'one', after: 'two' },
    ];
    expect(look(({ log }) => log(...twice, { ...gone, object: 'filing:8' }))).toEqual(wrong(2, 7));
  });

  test('that is the first of its filing begins with nothing', () => {
    const forged = ({ db, log }: Within, before: unknown) => {
      db.exec(`insert into filing select 9, state, input, secrecy, reporter_id, customer_id, version, updated_at
        from filing where id = 2`);
      log({ action: 'filings.save', object: 'filing:9', before, after: factsOf(9) });
    };
    expect(look((within) => forged(within, undefined))).toEqual({ ...RIGHT, rows: 4 });
    expect(look((within) => forged(within, 'else'))).toEqual({ ...wrong(1, 9), rows: 4 });
  });
});

const stepAt = (db: Database, id: number, no: number) =>
  db.prepare('select * from flow_step where record_id = ? and no = ?').get(id, no) as FlowStep;

function insert(db: Database, { ...step }: FlowStep): void {
  const columns = Object.keys(step).filter((column) => column !== 'id');
  const values = columns.map((column) => `@${column}`).join(', ');
  db.prepare(`insert into flow_step (${columns.join(', ')}) values (${values})`).run(step);
}

/** Makes the digests right again, and writes a row that goes with them. */
function chainAndLog({ db, log }: Within, id: number): void {
  let head: Uint8Array = new Uint8Array(32);
  for (const step of listSteps(vault.opened.handles.reader, 'filings', id)) {
    head = digestOfStep(head, step);
    db.prepare('update flow_step set digest = ? where record_id = ? and no = ?').run(head, id, step.no);
  }
  log(row(id, 'filings.save'));
}

describe('a step in the table', () => {
  test('of a flow that there is none of is found, and counts with no other', () => {
    const other = look(({ db }) => insert(db, { ...stepAt(db, 1, 1), flow: 'requests', no: 9 }));
    expect(other).toEqual({ ...RIGHT, ok: false, problems: 1, first: 1 });
  });

  test('of a filing that is not there is found', () => {
    const planted = look(({ db }) => insert(db, { ...stepAt(db, 1, 1), record_id: 7 }));
    expect(planted).toEqual(wrong(1, 7));
  });

  test('with another number than its place is found, though the log says what is there', () => {
    // A row of one's own tells of the step, with its number and its digest.
    const numbered = (no: number) =>
      look((within) => {
        const { db, log } = within;
        const before = factsOf(1);
        const ctx = vault.contextOf('archivist');
        const last = db.prepare('select max(seq) from audit').pluck().get() as number;
        const own = { account_id: ctx.actor.accountId, roles: 'archivist', at: ctx.clock.now() };
        const lawful = { step: VOID, state_before: 'returned', reason: null, reason_text: null };
        insert(db, { ...stepAt(db, 1, 2), ...own, ...lawful, no, seq: last + 1 });
        let head: Uint8Array = new Uint8Array(32);
        for (const step of listSteps(ctx.reader, 'filings', 1)) head = digestOfStep(head, step);
        db.prepare('update flow_step set digest = ? where record_id = 1 and no = ?').run(head, no);
        log(row(1, 'filings.void', before));
      });
    expect(numbered(3)).toEqual({ ...RIGHT, steps: 5 });
    expect(numbered(4)).toEqual({ ...wrong(1, 1), steps: 5 });
  });

  test('that the log tells of twice is found', () => {
    const again = look((within) => {
      const before = stepAt(within.db, 1, 2);
      insert(within.db, { ...before, no: 3 });
      chainAndLog(within, 1);
    });
    expect(again).toMatchObject({ ok: false, problems: 1, first: 1, steps: 5 });
  });

  test('that is gone is found, though a row was written that says what is there', () => {
    const gone = look((within) => {
      within.db.exec('delete from flow_step where record_id = 1 and no = 2');
      chainAndLog(within, 1);
    });
    expect(gone).toMatchObject({ ok: false, problems: 1, first: 1, steps: 3 });
  });
});
