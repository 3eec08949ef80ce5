import common from '../../../../resources/locales/zh-CN/common.json' with { type: 'json' };
import words from '../../../../resources/locales/zh-CN/reports.json' with { type: 'json' };
import type { ReadableDb } from '../../../connection/handles.ts';
import { AppError } from '../../../domain/errors.ts';
import { classesFor } from '../../../domain/permissions.ts';
import {
  isReviewedOnce,
  reportFlow,
  type ReportState,
  type ReportStep,
} from '../../../domain/reports/run.ts';
import type { Role } from '../../../domain/roles.ts';
import { checkedFlow } from '../../../work/flow/checked.ts';
import type { Decided } from '../../../work/flow/standing.ts';
import { toHex, type Case } from '../../../work/flow/subject.ts';
import { requireRecord, type GuardedKind } from '../../../work/guard.ts';
import { lastDigest } from '../../../work/ledger.ts';
import {
  CONTENTS,
  findReport,
  isVisible,
  iterateReports,
  lastContent,
  moveReport,
  reportTable,
  visibleTo,
  type WithAsker,
  type ReportRow,
  type Sight,
} from './store.ts';

const NOT_FOUND = 'reports.not_found';

/** The report, whoever asks. */
export function requireReport(db: ReadableDb, id: number): WithAsker {
  const row = findReport(db, id);
  if (!row) throw new AppError(NOT_FOUND);
  return row;
}

/** Whether somebody sees every report in every state (A2), not only what they asked for. */
export const isOfDepartment = (roles: readonly Role[]): boolean =>
  classesFor(roles, 'reports.read', 'none').includes('normal');

export const sightOf = ({
  personId,
  roles,
}: {
  readonly personId: number;
  readonly roles: readonly Role[];
}): Sight => ({ isOfDepartment: isOfDepartment(roles), personId });

const guarded: GuardedKind<WithAsker> = {
  object: reportFlow.object,
  notFound: NOT_FOUND,
  find: findReport,
  isListed: ({ actor }, db, id) => isVisible(db, sightOf(actor), id),
  secrecyOf: () => 'normal',
};

const WORDS: Readonly<Record<string, string>> = { ...common, ...words };

/** As the rules of its steps look at a report. */
export function caseOfReport({ id, version, state }: ReportRow): Case<ReportState> {
  return { id, version, state, askerId: 0, secrecy: 'normal' };
}

/** Reports as the engine of flows sees them: nobody asks for one in it, and it is signed for the figures that are kept. */
export const reports: Decided<WithAsker, ReportStep> = {
  flow: reportFlow,
  table: reportTable,
  read: 'reports.read',
  unreadable: () => null,
  reachOf: ({ actor }) => ({
    personId: actor.personId,
    classes: ['normal'],
    others: visibleTo(sightOf(actor)),
  }),
  ruleOf(step) {
    const rule = WORDS[`rule.${step}`] ?? WORDS[`flow.rule.${step}`];
    if (!rule) throw new Error(`no rule for ${step} of reports`);
    return rule;
  },
  guard: (ctx, db, id) => requireRecord(ctx, db, guarded, id, 'reports.read'),
  load: requireReport,
  hears: ({ personId, roles }, { state, asker_id: asker }) =>
    isOfDepartment(roles) || (asker === personId && isReviewedOnce(state)),
  iterate: iterateReports,
  caseOf: caseOfReport,
  contentOf(db, row) {
    const record = {
      requestId: row.request_id,
      name: row.name,
      title: row.title,
      period: row.period,
      dueOn: row.due_on,
      revision: row.revision,
      replaces: row.replaces,
      asked: row.asked,
      scope: row.scope,
      compiledBy: row.compiled_by,
      compiledAt: row.compiled_at,
      asOf: row.as_of,
      headSeq: row.head_seq,
      headHash: toHex(row.head_hash),
      lastChange: row.last_change,
    };
    const isKept = lastContent(db, row.id) !== undefined;
    return isKept ? { record, files: [toHex(lastDigest(db, CONTENTS, row.id))] } : { record };
  },
  move: moveReport,
};

export const reportsChecked = checkedFlow(reports);
