import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Flow } from '../../../db/domain/flow.ts';
import { lastTaken, readLine } from '../../../db/work/flow/line.ts';
import { appendStep, listSteps, type NewStep } from '../../../db/work/flow/steps.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { requestFlow } from './support/requests.ts';

const DAY = 86_400_000;
let vault: TestVault;
let id = 0;

beforeAll(async () => {
  vault = await openTestVault();
});
afterAll(() => vault[Symbol.asyncDispose]());
beforeEach(() => {
  id += 1;
});

/** Writes steps of a record of its own, each a day after the one before; the last is of now. */
function taken(...steps: ReadonlyArray<Partial<NewStep> & Pick<NewStep, 'step'>>): void {
  const { transaction } = vault.opened.handles;
  const { accountId, personId } = vault.contextOf('archivist').actor;
  const flow = requestFlow.name;
  steps.forEach((step, index) =>
    transaction((db) =>
      appendStep(db, listSteps(db, flow, id), {
        flow,
        record_id: id,
        state_before: '',
        state_after: '',
        account_id: accountId,
        person_id: personId,
        person_name: '李四',
        roles: 'archivist',
        rule_version: 1,
        rule: 'as it was',
        reason: null,
        reason_text: null,
        at: vault.clock.now() - (steps.length - index - 1) * DAY,
        version: index + 2,
        content_hash: Buffer.alloc(32),
        seq: 1,
        ...step,
      }),
    ),
  );
}

const line = (state: string, flow: Flow = requestFlow) =>
  readLine(vault.contextOf('archivist'), flow, { id, state });
const drawn = (state: string, flow?: Flow) => line(state, flow).map((step) => `${step.step} ${step.state}`);

describe('a step that was taken', () => {
  test('is drawn as a refusal where it refuses or takes signatures back, and else as done', () => {
    taken(...['submit', 'return', 'submit', 'void', 'submit', 'withdraw', 'older'].map((step) => ({ step })));
    expect(drawn('approved')).toEqual([
      'submit done',
      'return refused',
      'submit done',
      'void refused',
      'submit done',
      'withdraw done',
      'older done',
    ]);
  });

  test('is told as it was kept, and nothing waits for it', () => {
    const at = vault.clock.now();
    const reason = { reason: 'incomplete', reason_text: '缺少联系人' };
    taken({ step: 'return', ...reason, person_name: '王五', roles: 'archivist+supervisor', at });
    expect(line('approved')).toEqual([
      {
        step: 'return',
        state: 'refused',
        person: '王五',
        roles: ['archivist', 'supervisor'],
        at,
        reason: 'incomplete',
        reasonText: '缺少联系人',
        rule: 'as it was',
        daysWaited: null,
      },
    ]);
  });

  test('is nobody’s where the program took it', () => {
    taken({ step: 'lapse', person_id: null, person_name: '某人', roles: 'program' });
    expect(line('lapsed')).toMatchObject([{ person: null, roles: ['program'] }]);
  });

  test.each([
    ['', []],
    ['dictator', []],
    ['archivist+dictator+auditor', ['archivist', 'auditor']],
    ['program+archivist', ['program', 'archivist']],
    ['Archivist', []],
  ])('by %j is by these that the program knows: %j', (roles, known) => {
    taken({ step: 'review', roles });
    expect(line('approved')).toMatchObject([{ roles: known }]);
  });
});

describe('the steps to come', () => {
  test('begin with the one that is waited for, with those whom it waits for', () => {
    taken({ step: 'submit' });
    const nothing = { person: null, at: null, reason: null, reasonText: null, rule: null };
    expect(line('review').slice(1)).toEqual([
      { ...nothing, step: 'review', state: 'waiting', roles: ['archivist'], daysWaited: 0 },
      {
        ...nothing,
        step: 'approve',
        state: 'ahead',
        roles: ['supervisor', 'service_manager'],
        daysWaited: null,
      },
    ]);
  });

  test('are all there before the first was taken, and none has waited', () => {
    expect(drawn('draft')).toEqual(['submit waiting', 'review ahead', 'approve ahead']);
    expect(line('draft').map(({ daysWaited, roles }) => [daysWaited, roles.length])).toEqual([
      [null, 0],
      [null, 1],
      [null, 2],
    ]);
  });

  test('are none at the end, and none in a state that the flow does not have', () => {
    for (const state of ['approved', 'lapsed', 'gone', '', 'constructor', '__proto__'])
      expect([state, drawn(state)]).toEqual([state, []]);
  });

  test('end where they would begin again, and where the flow has the next no longer', () => {
    const { draft, review } = requestFlow.next;
    const round = { ...requestFlow, next: { draft, review, approval: 'return' } };
    expect(drawn('draft', round)).toEqual(['submit waiting', 'review ahead', 'return ahead']);
    expect(drawn('approval', round)).toEqual(['return waiting', 'submit ahead', 'review ahead']);
    const steps = { stay: { from: [], to: 'approved', may: 'program' } } as const;
    expect(drawn('approved', { ...requestFlow, next: { approved: 'stay' }, steps })).toEqual([
      'stay waiting',
    ]);
    expect(drawn('draft', { ...requestFlow, next: { draft, review: 'sign' } })).toEqual(['submit waiting']);
  });

  test.each([
    ['a millisecond less than a day', DAY - 1, 0],
    ['a day', DAY, 1],
    ['a millisecond less than two days', 2 * DAY - 1, 1],
    ['thirty days', 30 * DAY, 30],
    ['one that the clock has gone back before', -1, 0],
    ['one that the clock has gone back a day before', -2 * DAY, 0],
  ])('have waited whole days since the last one: %s', (_what, ms, days) => {
    taken({ step: 'submit' }, { step: 'withdraw' }, { step: 'submit' });
    vault.clock.advance({ ms });
    expect(line('review').map(({ daysWaited }) => daysWaited)).toEqual([null, null, null, days, null]);
  });
});

test('the last time that one of some steps was taken is found', () => {
  const last = (...steps: readonly string[]) =>
    lastTaken(vault.opened.handles.reader, requestFlow, id, steps)?.no;
  expect(last('submit')).toBeUndefined();
  taken(...['submit', 'return', 'submit', 'review'].map((step) => ({ step })));
  expect([last('submit'), last('submit', 'return'), last('return'), last('approve'), last()]).toEqual([
    3,
    3,
    2,
    undefined,
    undefined,
  ]);
});
