import { expectOneChange, type WritableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import { askingStates, askingStep, type Flow } from '../../domain/flow.ts';
import type { MutationContext } from '../context.ts';
import { DeniedError } from '../errors.ts';
import { recordAudit } from '../log/recorder.ts';
import type { CaseRow, Columns } from './case-table.ts';
import type { Cases } from './cases.ts';
import { resultOf, takeStepIn } from './engine.ts';
import { isOwn } from './standing.ts';
import { listSteps } from './steps.ts';
import { factsOf, type Facts } from './subject.ts';

/** What somebody asks for, as their subject keeps it. */
interface Written<Row> {
  readonly columns: Columns;
  /** What has to hold once it is submitted. */
  readonly check: (db: WritableDb) => void;
  /** Before what a row holds is written over. */
  readonly replacing?: (db: WritableDb, row: Row) => void;
}

export interface CaseSave {
  /** Null for a new one. */
  readonly id: number | null;
  /** That was seen; null for a new one. */
  readonly version: number | null;
  readonly submit: boolean;
}

export interface Saved {
  readonly id: number;
  readonly version: number;
}

/**
 * Keeps what somebody asks for while they write it, or submits it: theirs alone, and only where it waits for them.
 * Errors: those of the subject's guard and of `takeStep`.
 */
export function saveCase<Row extends CaseRow, Step extends string>(
  ctx: MutationContext,
  cases: Cases<Row, Step>,
  save: CaseSave,
  written: Written<Row>,
): Saved {
  const { flow, table } = cases;
  const version = save.version ?? 0;
  const write = (db: WritableDb, row: Row) => {
    written.replacing?.(db, row);
    table.update(db, row.id, written.columns);
  };
  const insert = (db: WritableDb, at: number) => {
    const made = { state: stateAtFirst(flow), version: at, updated_at: ctx.clock.now() };
    return table.insert(db, ctx.actor.personId, { ...written.columns, ...made });
  };
  return ctx.transaction((db) => {
    if (save.submit) {
      written.check(db);
      const id = save.id ?? insert(db, version);
      const step = askingStep(flow, cases.guard(ctx, db, id).state);
      resultOf(takeStepIn(db, ctx, cases, { id, version, step, isNew: save.id === null }, write));
      return { id, version: version + 1 };
    }
    const before = save.id === null ? undefined : keep(db, ctx, cases, { id: save.id, version }, write);
    const id = save.id ?? insert(db, version + 1);
    const row = cases.load(db, id);
    const entry = { action: `${flow.name}.save`, object: `${flow.object}:${id}`, secrecy: row.secrecy };
    recordAudit(db, ctx, { ...entry, before, after: factsNow(db, ctx, cases, row) });
    const change = { type: 'changed', kind: flow.changes, id } as const;
    ctx.emit((actor) => (cases.hears(actor, row) ? change : null));
    return { id, version: version + 1 };
  });
}

/** Writes what is not submitted yet; returns what the record was. */
function keep<Row extends CaseRow, Step extends string>(
  db: WritableDb,
  ctx: MutationContext,
  cases: Cases<Row, Step>,
  { id, version }: Saved,
  write: (db: WritableDb, row: Row) => void,
): Facts {
  const { flow, table } = cases;
  const row = cases.guard(ctx, db, id);
  const { secrecy } = row;
  if (!isOwn(ctx, cases, row))
    throw new DeniedError('flow.asker_only', {
      action: `${flow.name}.save`,
      object: `${flow.object}:${id}`,
      secrecy,
    });
  if (!askingStates(flow).includes(row.state)) throw new AppError('flow.already_decided');
  if (row.version !== version) throw new AppError('flow.version_conflict');
  const before = factsNow(db, ctx, cases, row);
  write(db, row);
  expectOneChange(table.move(db, row, row.state, ctx.clock.now()), 'flow.version_conflict');
  return before;
}

function stateAtFirst<State extends string>(flow: Flow<State>): State {
  const [first] = flow.states;
  if (first === undefined) throw new Error(`${flow.name} has no states`);
  return first;
}

function factsNow<Row extends CaseRow, Step extends string>(
  db: WritableDb,
  { hash }: Pick<MutationContext, 'hash'>,
  cases: Cases<Row, Step>,
  row: Row,
): Facts {
  return factsOf({ reader: db, hash }, cases, row, listSteps(db, cases.flow.name, row.id));
}
