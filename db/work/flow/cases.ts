import common from '../../../resources/locales/zh-CN/common.json' with { type: 'json' };
import type { ReadableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import type { Flow, VOID } from '../../domain/flow.ts';
import { classesFor, type Action } from '../../domain/permissions.ts';
import type { Unreadable } from '../../domain/stored-json.ts';
import type { QueryContext } from '../context.ts';
import { requireRecord, type GuardedKind } from '../guard.ts';
import type { Condition } from '../page.ts';
import { DRAFT, type CaseRow, type CaseTable, type Reach } from './case-table.ts';
import type { Decided } from './standing.ts';
import type { FlowSubject } from './subject.ts';

/** What a subject brings, so that its cases are kept, shown and decided as those of every flow. */
interface Kind<Row extends CaseRow, Step extends string> extends Pick<
  FlowSubject<Row, Row['state'], Step>,
  'flow' | 'contentOf'
> {
  readonly table: CaseTable<Row>;
  /** Who reads them: everybody their own, and other people's as far as this goes. */
  readonly read: Action;
  /** What else is true of other people's that a person reads. */
  readonly others?: (ctx: QueryContext) => Condition;
  /** The wording of its rules: `rule.<step>`. */
  readonly words: Readonly<Record<string, string>>;
  /** Why what is kept in a case cannot be read. */
  readonly unreadable?: (row: Row) => Unreadable | null;
}

/** The cases of a subject, as the engine, the lists and the home screen take them. */
export interface Cases<Row extends CaseRow, Step extends string = string>
  extends Kind<Row, Step>, Decided<Row, Step> {
  readonly table: CaseTable<Row>;
  readonly unreadable: (row: Row) => Unreadable | null;
}

/** One that the person may not see answers `<flow>.not_found`, exactly like one that does not exist. */
export function casesOf<Row extends CaseRow, Step extends string>(kind: Kind<Row, Step>): Cases<Row, Step> {
  const { flow, table, read, others } = kind;
  const notFound = `${flow.name}.not_found`;
  const load = (db: ReadableDb, id: number): Row => {
    const row = table.find(db, id);
    if (!row) throw new AppError(notFound);
    return row;
  };
  const reachOf = (ctx: QueryContext): Reach => ({
    personId: ctx.actor.personId,
    classes: classesFor(ctx.actor.roles, read, 'none'),
    others: others?.(ctx) ?? { sql: 'true', values: [] },
  });
  const guarded: GuardedKind<Row> = {
    object: flow.object,
    notFound,
    find: table.find,
    isListed: (ctx, db, id) => table.isVisible(db, reachOf(ctx), id),
    secrecyOf: (_ctx, { secrecy }) => secrecy,
  };
  return {
    unreadable: () => null,
    ...kind,
    ruleOf: (step) => ruleOf(kind, step),
    reachOf,
    load,
    guard: (ctx, db, id) => requireRecord(ctx, db, guarded, id, read),
    hears({ personId, roles }, row) {
      if (table.askerOf(row) === personId) return true;
      return row.state !== DRAFT && classesFor(roles, read, 'none').includes(row.secrecy);
    },
    iterate: table.iterate,
    caseOf(row) {
      const { id, version, state, secrecy } = row;
      return { id, version, state, secrecy, askerId: table.askerOf(row) };
    },
    move: table.move,
  };
}

const COMMON: Readonly<Record<string, string>> = common;

function ruleOf<Step extends string>(
  { flow, words }: { readonly flow: Pick<Flow, 'name'>; readonly words: Readonly<Record<string, string>> },
  step: Step | typeof VOID,
): string {
  const rule = words[`rule.${step}`] ?? COMMON[`flow.rule.${step}`];
  if (!rule) throw new Error(`no rule for ${step} of ${flow.name}`);
  return rule;
}
