import type { ReadableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import { filingFlow, type FilingState, type FilingStep } from '../../domain/filing.ts';
import { may, type Subject } from '../../domain/permissions.ts';
import words from '../../../resources/locales/zh-CN/filings.json' with { type: 'json' };
import type { QueryContext } from '../../work/context.ts';
import { DeniedError } from '../../work/errors.ts';
import { checkedFlow } from '../../work/flow/checked.ts';
import type { FlowSubject } from '../../work/flow/subject.ts';
import { mayReadCustomer } from '../customers/service.ts';
import * as store from './store.ts';

/** 建档申请 as the engine of flows sees them. */
export const filingSubject: FlowSubject<store.FilingRow, FilingState, FilingStep> = {
  flow: filingFlow,
  rules: {
    submit: words['rule.submit'],
    resubmit: words['rule.resubmit'],
    withdraw: words['rule.withdraw'],
    accept: words['rule.accept'],
    return: words['rule.return'],
    void: words['rule.void'],
  },
  guard: requireFiling,
  load: loadFiling,
  iterate: store.iterateFilings,
  caseOf: ({ id, version, state, reporter_id, secrecy }) => ({
    id,
    version,
    state,
    askerId: reporter_id,
    secrecy,
  }),
  // The text as it is stored: a field that the program learns later changes nothing that was signed.
  contentOf: (_db, { input, secrecy, reporter_id, customer_id }) => ({
    record: { input, secrecy, reporterId: reporter_id, customerId: customer_id },
  }),
  move: (db, { id, version }, state, at) => store.updateFiling(db, { id, version, state, updated_at: at }),
};

export const filingsChecked = checkedFlow(filingSubject);

function loadFiling(db: ReadableDb, id: number): store.FilingRow {
  const row = store.findFiling(db, id);
  if (!row) throw new AppError('filings.not_found');
  return row;
}

/** The filing, if the person may see it; one of somebody else answers exactly like one that does not exist. */
function requireFiling(ctx: QueryContext, db: ReadableDb, id: number): store.FilingRow {
  const row = loadFiling(db, id);
  const { secrecy } = row;
  if (!mayRead(ctx, db, row))
    throw new DeniedError('filings.not_found', { action: 'filings.read', object: `filing:${id}`, secrecy });
  return row;
}

/** Nobody reads what somebody else is still writing, nor in an accepted filing what its archive keeps from them. */
function mayRead(ctx: QueryContext, db: ReadableDb, row: store.FilingRow): boolean {
  const own = isOwn(ctx, row);
  const subject: Subject = { secrecy: row.secrecy, relation: own ? 'own' : 'none' };
  if (!may(ctx.actor.roles, 'filings.read', subject)) return false;
  if (own) return true;
  return row.state !== 'draft' && (row.customer_id === null || mayReadCustomer(ctx, db, row.customer_id));
}

export function isOwn({ actor }: Pick<QueryContext, 'actor'>, row: store.FilingRow): boolean {
  return row.reporter_id === actor.personId;
}
