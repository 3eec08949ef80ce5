import type { Flow } from '../../../../db/domain/flow.ts';
import type { Role } from '../../../../db/domain/roles.ts';
import type { MutationContext } from '../../../../db/work/context.ts';
import type { FlowSubject } from '../../../../db/work/flow/subject.ts';
import type { TestVault } from '../../../support/vault.ts';

export type RequestState = 'draft' | 'review' | 'approval' | 'approved' | 'lapsed';
export type RequestStep = 'submit' | 'withdraw' | 'review' | 'approve' | 'return' | 'lapse';

/** A flow with all that the engine knows: two signatures after the asker's, a password, a step of the program's own. */
export const requestFlow: Flow<RequestState, RequestStep> = {
  name: 'requests',
  changes: 'filings',
  object: 'request',
  version: 1,
  states: ['draft', 'review', 'approval', 'approved', 'lapsed'],
  steps: {
    submit: { from: ['draft'], to: 'review', may: 'filings.submit', only: 'asker', signs: true },
    withdraw: {
      from: ['review', 'approval'],
      to: 'draft',
      may: 'filings.submit',
      only: 'asker',
      ends: 'withdrawn',
    },
    review: {
      from: ['review'],
      to: 'approval',
      may: 'filings.decide',
      not: ['asker', 'signers'],
      signs: true,
    },
    approve: {
      from: ['approval'],
      to: 'approved',
      may: 'customers.classify',
      not: ['asker', 'signers'],
      password: true,
      signs: true,
    },
    return: {
      from: ['review', 'approval'],
      to: 'draft',
      may: 'filings.decide',
      not: ['asker', 'signers'],
      reason: { choices: ['incomplete', 'other'], needed: true },
      ends: 'refused',
    },
    lapse: { from: ['approved'], to: 'lapsed', may: 'program' },
  },
  next: { draft: 'submit', review: 'review', approval: 'approve' },
  voided: 'draft',
};

export interface RequestRow {
  readonly id: number;
  readonly state: RequestState;
  readonly version: number;
  readonly asker: number;
  readonly text: string;
}

/** The subject over tables of the test, under a version of the rules. */
export function requestSubject(version = 1): FlowSubject<RequestRow, RequestState, RequestStep> {
  const load: FlowSubject<RequestRow, RequestState, RequestStep>['load'] = (db, id) => {
    const row = db.row<RequestRow>('select * from request where id = ?', id);
    if (!row) throw new Error('no such request');
    return row;
  };
  return {
    flow: { ...requestFlow, version },
    ruleOf: (step) => `rule of ${step}`,
    load,
    guard: (_ctx, db, id) => load(db, id),
    hears: () => true,
    iterate: (db) => db.iterate('select * from request'),
    caseOf: ({ id, state, version: at, asker }) => ({
      id,
      state,
      version: at,
      askerId: asker,
      secrecy: 'normal',
    }),
    contentOf: (db, { id, text, asker }) => ({
      record: { text, asker },
      parts: {
        lines: db.rows('select no, text from request_line where request = ? order by no', id),
        readers: db.rows('select name from request_reader where request = ? order by name', id),
      },
      files: db
        .rows<{ hash: string }>('select hash from request_file where request = ?', id)
        .map(({ hash }) => hash),
    }),
    move: (db, { id, version: at }, state) =>
      db.execute(
        'update request set state = ?, version = ? where id = ? and version = ?',
        state,
        at + 1,
        id,
        at,
      ),
  };
}

export function makeTables({ opened }: TestVault): void {
  opened.vault.database.exec(`
    create table request (id integer primary key, state text not null, version integer not null, asker integer not null,
      text text not null) strict;
    create table request_line (request integer, no integer, text text) strict;
    create table request_reader (request integer, name text) strict;
    create table request_file (request integer, hash text) strict;`);
}

/** A draft with two lines, a reader and a file. */
export function askFor(vault: TestVault, asker: number): number {
  return vault.opened.handles.transaction((db) => {
    const sql = "insert into request (state, version, asker, text) values ('draft', 1, ?, 'why')";
    const id = db.execute(sql, asker).lastInsertRowid;
    db.execute("insert into request_line values (?, 1, 'one'), (?, 2, 'two')", id, id);
    db.execute("insert into request_reader values (?, 'Li')", id);
    db.execute("insert into request_file values (?, 'aa')", id);
    return id;
  });
}

export function requestOf({ opened }: TestVault, id: number): RequestRow {
  return requestSubject().load(opened.handles.reader, id);
}

/** What a person works with when signed in with a role, or the same under another account or other roles. */
export function as(
  vault: TestVault,
  role: Role,
  other: { personId?: number; accountId?: number; roles?: readonly Role[] } = {},
): MutationContext {
  const ctx = vault.contextOf(role);
  return { ...ctx, actor: { ...ctx.actor, ...other } };
}
