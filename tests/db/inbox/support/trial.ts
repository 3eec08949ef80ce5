import { sqlFor } from '../../../../db/connection/handles.ts';
import type { FilingState } from '../../../../db/domain/filing.ts';
import type { Flow } from '../../../../db/domain/flow.ts';
import type { Role, Secrecy } from '../../../../db/domain/roles.ts';
import { filingsSubject } from '../../../../db/features/filings/subject.ts';
import type { FilingRow } from '../../../../db/features/filings/store.ts';
import type { MutationContext } from '../../../../db/work/context.ts';
import { caseTable } from '../../../../db/work/flow/case-table.ts';
import { casesOf } from '../../../../db/work/flow/cases.ts';
import { inboxOf } from '../../../../db/work/flow/inbox-of.ts';
import { openCase } from '../../../../db/work/flow/reading.ts';
import { saveCase, type Saved } from '../../../../db/work/flow/save.ts';
import type { Subject } from '../../../../db/work/subject.ts';
import { openTestVault, type TestVault } from '../../../support/vault.ts';

export type TrialStep = 'submit' | 'resubmit' | 'withdraw' | 'approve' | 'return';

/** A flow of the tests' own whose approval is nothing but a signature with a password; others than who approves return. */
export const trialFlow: Flow<FilingState, TrialStep> = {
  name: 'trials',
  object: 'trial',
  changes: 'filings',
  version: 1,
  states: ['draft', 'submitted', 'returned', 'withdrawn', 'accepted'],
  steps: {
    submit: { may: 'filings.submit', only: 'asker', from: ['draft'], to: 'submitted', signs: true },
    resubmit: {
      may: 'filings.submit',
      only: 'asker',
      from: ['returned', 'withdrawn'],
      to: 'submitted',
      signs: true,
    },
    withdraw: {
      may: 'filings.submit',
      only: 'asker',
      from: ['submitted'],
      to: 'withdrawn',
      ends: 'withdrawn',
    },
    approve: {
      may: 'customers.classify',
      not: ['asker', 'signers'],
      from: ['submitted'],
      to: 'accepted',
      signs: true,
      password: true,
    },
    return: {
      may: 'filings.decide',
      not: ['asker', 'signers'],
      from: ['submitted'],
      to: 'returned',
      reason: { choices: ['incomplete', 'other'], needed: true },
      ends: 'refused',
    },
  },
  next: { draft: 'submit', submitted: 'approve', returned: 'resubmit' },
  voided: 'returned',
};

/** A table of the tests' own with the columns of filings. */
const NAME = 'trial' as 'filing';
export const trialTable = caseTable({
  name: NAME,
  rows: sqlFor.selectFrom(NAME).selectAll(),
  asker: 'reporter_id',
});

const words = Object.fromEntries(Object.keys(trialFlow.steps).map((step) => [`rule.${step}`, step]));

export const trials = casesOf<FilingRow, TrialStep>({
  flow: trialFlow,
  table: trialTable,
  read: 'filings.read',
  words,
  contentOf: (_db, { input, secrecy }) => ({ record: { input, secrecy } }),
});

/** Trials in the inbox. */
const trialsSubject: Subject = {
  name: 'trials',
  inbox: inboxOf(trials, {
    titleOf: (_ctx, { input }) => String(JSON.parse(input)),
    isLate: (_ctx, { input }) => input.includes('late'),
    changes: (_ctx, { input }) => [{ field: 'text', was: null, now: input }],
    sign: {
      approve(_ctx, db, row) {
        trialTable.update(db, row.id, { customer_id: null });
      },
    },
  }),
};

export interface TrialVault extends AsyncDisposable {
  readonly vault: TestVault;
  /** What a person with a role works with, filings and trials in the inbox. */
  as(role: Role): MutationContext;
  /** A new case of somebody, submitted unless it is said to be a draft. */
  ask(role: Role, text: string, more?: { draft?: boolean; secrecy?: Secrecy }): Saved;
  /** Opens a case, so that it counts as looked at. */
  look(role: Role, id: number): Saved;
}

export async function openTrials(): Promise<TrialVault> {
  const vault = await openTestVault();
  await vault.signIn('developer', 'archivist', 'supervisor', 'service_manager', 'requester');
  vault.opened.vault.database.exec(`create table trial (id integer primary key, state text not null,
    input text not null, secrecy text not null, reporter_id integer not null, customer_id integer,
    version integer not null, updated_at integer not null) strict`);
  const as = (role: Role): MutationContext => {
    const ctx = vault.contextOf(role);
    return { ...ctx, registries: { ...ctx.registries, subjects: [filingsSubject, trialsSubject] } };
  };
  return {
    vault,
    as,
    ask: (role, text, { draft = false, secrecy = 'normal' } = {}) =>
      saveCase(
        as(role),
        trials,
        { id: null, version: null, submit: !draft },
        { columns: { input: JSON.stringify(text), secrecy }, check: () => undefined },
      ),
    look(role, id) {
      const { shown } = openCase(as(role), trials, id);
      return { id, version: shown.version };
    },
    [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose](),
  };
}
