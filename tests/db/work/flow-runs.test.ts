import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findRule, stepNames, VOID, type Flow } from '../../../db/domain/flow.ts';
import type { Role } from '../../../db/domain/roles.ts';
import { AppError } from '../../../db/domain/errors.ts';
import { NOTHING, takeStep } from '../../../db/work/flow/engine.ts';
import { listSteps, type FlowStep } from '../../../db/work/flow/steps.ts';
import { openTestVault } from '../../support/vault.ts';
import { as, askFor, makeTables, requestFlow, requestOf, requestSubject } from './support/requests.ts';
import { because } from '../../support/reasons.ts';

/** A twentieth of the runs each time, all of them when there is time for that. */
const RUNS = process.env['KEDANG_LONG'] ? 10_000 : 500;
const SEED = Number(process.env['KEDANG_SEED'] ?? Date.now() % 2 ** 31);

/** Three people with two accounts each, and the roles that somebody may have in one account. */
const ACCOUNTS = [1, 2, 3, 4, 5, 6].map((accountId) => ({ accountId, personId: (accountId % 3) + 1 }));
const ALL_ROLES: readonly Role[] = ['developer', 'archivist', 'service_manager'];
const ROLE_SETS: ReadonlyArray<readonly Role[]> = [
  ['developer'],
  ['archivist'],
  ['service_manager'],
  ['archivist', 'supervisor'],
  ALL_ROLES,
];

const attempt = fc.record({
  account: fc.constantFrom(...ACCOUNTS),
  roles: fc.constantFrom(...ROLE_SETS),
  /** The step that is waited for, by somebody who may take it as far as roles go; or any, by anybody. */
  step: fc.option(fc.constantFrom(...stepNames(requestFlow)), { freq: 2 }),
  /** Now and then somebody changes what was signed, or decides on what they saw before. */
  change: fc.integer({ min: 0, max: 9 }),
  behind: fc.integer({ min: 0, max: 9 }),
});

test(`no way leads past a step, to one's own approval, or to two signatures of one person (seed ${SEED})`, async () => {
  await using vault = await openTestVault();
  await vault.signIn(...ALL_ROLES);
  makeTables(vault);
  const { handles } = vault.opened;
  const { database } = vault.opened.vault;
  const found = { steps: 0, approved: 0, voided: 0, refused: 0 };
  const run = fc.property(
    fc.constantFrom(...ACCOUNTS),
    fc.array(attempt, { minLength: 1, maxLength: 24 }),
    (asker, attempts) => {
      const id = askFor(vault, asker.personId);
      for (const { account, roles, step, change, behind } of attempts) {
        if (change === 0) database.exec(`update request set text = text || '.' where id = ${id}`);
        const { state, version: now } = requestOf(vault, id);
        const waited = requestFlow.next[state] ?? 'return';
        const ctx = as(vault, 'archivist', {
          ...(step === null && waited === 'submit' ? asker : account),
          roles: step === null ? ALL_ROLES : roles,
        });
        const version = now - (behind === 0 ? 1 : 0);
        try {
          const taken = step ?? waited;
          const reason = requestFlow.steps[taken].reason ? because('why') : null;
          takeStep(ctx, withoutPassword, { id, version, step: taken, reason }, NOTHING);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          found.refused += 1;
        }
      }
      const steps = listSteps(handles.reader, requestFlow.name, id);
      found.steps += steps.length;
      found.approved += steps.filter(({ step }) => step === 'approve').length;
      found.voided += steps.filter(({ step }) => step === VOID).length;
      expect(problemsOf(requestFlow, steps, asker.personId)).toEqual([]);
      expect(steps.at(-1)?.state_after ?? 'draft').toBe(requestOf(vault, id).state);
    },
  );
  fc.assert(run, { numRuns: RUNS, seed: SEED });
  // The runs went where something could have gone wrong.
  expect(Math.min(found.approved, found.voided, found.refused)).toBeGreaterThan(RUNS / 50);
}, 900_000);

/** A password takes its time, and there are thousands of runs. */
const withoutPassword = (() => {
  const subject = requestSubject();
  const { password: _, ...approve } = subject.flow.steps.approve;
  return { ...subject, flow: { ...subject.flow, steps: { ...subject.flow.steps, approve } } };
})();

/** What is wrong with the steps of one record, looked at apart from the engine's own rules. */
function problemsOf(flow: Flow, steps: readonly FlowStep[], asker: number): string[] {
  const problems: string[] = [];
  let state = 'draft';
  let signers: Array<number | null> = [];
  for (const { step, state_before, state_after, person_id, account_id } of steps) {
    const rule = findRule(flow, step);
    if (state_before !== state) problems.push(`${step} begins at ${state_before}, not ${state}`);
    if (step !== VOID && !rule?.from.includes(state)) problems.push(`${step} is not open at ${state}`);
    if (state_after !== (step === VOID ? flow.voided : rule?.to))
      problems.push(`${step} leads to ${state_after}`);
    const own = person_id === asker;
    if ((step === 'review' || step === 'approve' || step === 'return') && own)
      problems.push(`${step} by the asker`);
    if ((step === 'submit' || step === 'withdraw') && !own) problems.push(`${step} for the asker`);
    if (step === VOID || rule?.ends) signers = [];
    if (rule?.signs) {
      if (signers.includes(person_id))
        problems.push(`${step} once more by the person of account ${account_id}`);
      signers.push(person_id);
    }
    state = state_after;
  }
  return problems;
}
