import { describe, expect, test } from 'vitest';
import { FILING_STATES, filingFlow, type FilingState } from '../../db/domain/filing.ts';
import {
  askingStates,
  askingStep,
  askingSteps,
  findRule,
  rolesAwaited,
  signaturesOf,
  stepNames,
  stepRefusal,
  stepsAwaited,
  stepsOpen,
  VOID,
} from '../../db/domain/flow.ts';
import { findFlow, FLOWS } from '../../db/domain/flows.ts';
import type { Role } from '../../db/domain/roles.ts';

const ASKER = 1;
const OTHER = 2;

function openTo(
  state: FilingState,
  personId: number,
  roles: readonly Role[],
  signerIds: readonly number[] = [],
) {
  const relations = personId === ASKER ? (['own'] as const) : [];
  const subject = { secrecy: 'normal' as const, relations };
  return stepsOpen(filingFlow, { state, roles, personId, subject, askerId: ASKER, signerIds });
}

describe('the steps of 建档申请 that are open', () => {
  const both: readonly Role[] = ['developer', 'archivist'];

  test.each([
    ['draft', ['submit']],
    ['submitted', ['withdraw']],
    ['returned', ['resubmit', 'withdraw']],
    ['withdrawn', ['resubmit']],
    ['accepted', []],
  ] as const)('at %s, to whoever reported: %j', (state, steps) => {
    expect(openTo(state, ASKER, ['developer'])).toEqual(steps);
    expect(openTo(state, ASKER, both)).toEqual(steps);
    expect(openTo(state, ASKER, ['auditor'])).toEqual([]);
  });

  test.each(FILING_STATES)('at %s, to others: only a decision, only where it waits', (state) => {
    const decisions = state === 'submitted' ? ['accept', 'return'] : [];
    expect(openTo(state, OTHER, both)).toEqual(decisions);
    expect(openTo(state, OTHER, ['developer'])).toEqual([]);
    expect(openTo(state, OTHER, both, [OTHER])).toEqual([]);
  });
});

test('why a step is refused, the first reason first', () => {
  const situation = {
    state: 'submitted' as const,
    roles: ['archivist'] as const,
    personId: OTHER,
    askerId: ASKER,
    subject: { secrecy: 'normal', relations: [] } as const,
    signerIds: [ASKER, null],
  };
  const { accept, submit } = filingFlow.steps;
  expect(stepRefusal(accept, situation)).toBeNull();
  expect(stepRefusal(accept, { ...situation, signerIds: [OTHER] })).toBe('signed');
  expect(stepRefusal(accept, { ...situation, state: 'draft' })).toBe('state');
  expect(stepRefusal(accept, { ...situation, askerId: OTHER, state: 'draft' })).toBe('own');
  expect(stepRefusal(submit, situation)).toBe('not_asker');
  expect(stepRefusal(accept, { ...situation, roles: ['developer'], askerId: OTHER })).toBe('permission');
  expect(stepRefusal({ ...accept, may: 'program' }, situation)).toBe('permission');
});

test('signatures count within their round', () => {
  const taken = (...steps: string[]) => steps.map((step) => ({ step }));
  const count = (...steps: string[]) => signaturesOf(filingFlow, taken(...steps)).map(({ step }) => step);
  expect(count('submit', 'return')).toEqual([]);
  expect(count('submit', 'withdraw', 'resubmit', 'accept')).toEqual(['resubmit', 'accept']);
  expect(count('submit', VOID)).toEqual([]);
  expect(count('submit', 'a step of another version')).toEqual(['submit']);
});

test('what waits, waits for roles; what waits for whoever asked, for none', () => {
  expect(FILING_STATES.map((state) => stepsAwaited(filingFlow, state))).toEqual([
    [],
    ['accept', 'return'],
    [],
    [],
    [],
  ]);
  expect(rolesAwaited(filingFlow.steps.accept)).toEqual(['archivist']);
  expect(rolesAwaited(filingFlow.steps.submit)).toEqual([]);
  expect(FILING_STATES.map((state) => askingStep(filingFlow, state))).toEqual([
    'submit',
    'submit',
    'resubmit',
    'resubmit',
    'submit',
  ]);
});

test('whoever reported may change it until it is submitted and once it came back', () => {
  expect(askingStates(filingFlow)).toEqual(['draft', 'returned', 'withdrawn']);
  const silent = { ...filingFlow, steps: { ...filingFlow.steps } };
  for (const step of askingSteps(filingFlow)) silent.steps[step] = { ...silent.steps[step], signs: false };
  expect(() => askingStep(silent, 'draft')).toThrow('nobody asks in filings');
});

test('a step of the program waits for no role', () => {
  expect(rolesAwaited({ ...filingFlow.steps.accept, may: 'program' })).toEqual([]);
  expect(rolesAwaited({ ...filingFlow.steps.accept, only: 'asker' })).toEqual([]);
});

test('what a step asks for: a reason to return or, if one likes, to withdraw, a signature to ask and to accept', () => {
  const having = (has: 'reason' | 'signs' | 'password') =>
    stepNames(filingFlow).filter((step) => findRule(filingFlow, step)?.[has]);
  expect(having('reason')).toEqual(['withdraw', 'return']);
  const needing = stepNames(filingFlow).filter((step) => findRule(filingFlow, step)?.reason?.needed);
  expect(needing).toEqual(['return']);
  expect(having('signs')).toEqual(['submit', 'resubmit', 'accept']);
  expect(having('password')).toEqual([]);
});

test('a flow is found by its name alone', () => {
  expect(FLOWS.map(({ name }) => findFlow(name))).toEqual(FLOWS);
  expect(FLOWS).toContain(filingFlow);
  expect(findFlow('no flow')).toBeUndefined();
  expect(findRule(filingFlow, 'constructor')).toBeUndefined();
});

test.each(FLOWS.map((flow) => [flow.name, flow] as const))(
  '%s is a table that fits together',
  (_name, flow) => {
    const rules = stepNames(flow).map((step) => [step, flow.steps[step]] as const);
    const known = new Set(flow.states);
    expect(
      rules.filter(([, rule]) => rule && ![...rule.from, rule.to].every((state) => known.has(state))),
    ).toEqual([]);
    const waited = Object.entries(flow.next).filter(
      ([state, step = '']) => !flow.steps[step]?.from.includes(state),
    );
    expect(waited).toEqual([]);
    expect(known.has(flow.voided)).toBe(true);
    // Nobody signs for others, nor what they asked for themselves; where nobody asks, others sign what is no request.
    const asks = askingSteps(flow).length > 0;
    const loose = rules.filter(
      ([, rule]) => asks && rule?.signs && !rule.only && !rule.not?.includes('asker'),
    );
    expect(loose).toEqual([]);
  },
);
