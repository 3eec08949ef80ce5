/** Reports saved under a name, for oneself or for the department; every version stays. */
import { AppError } from '../../../domain/errors.ts';
import { mayEver } from '../../../domain/permissions.ts';
import type { ReadableDb } from '../../../connection/handles.ts';
import { DEFAULT_CHOICES, type ReportChoices, type ReportName } from '../../../domain/reports/choices.ts';
import { STORED_ASKED } from '../../../domain/reports/request.ts';
import { write } from '../../../domain/stored-json.ts';
import type { Actor, MutationContext, QueryContext } from '../../../work/context.ts';
import { DeniedError } from '../../../work/errors.ts';
import { appendRows } from '../../../work/ledger.ts';
import { readAsked } from '../requests/flow.ts';
import { DEFINITIONS, findDefinition, lastDefinitionId, listDefinitions, type Definition } from './store.ts';

/** The person's own and those that are shared. What cannot be read is told, with the ready report's own choices. */
export function list({ reader, actor }: QueryContext) {
  return listDefinitions(reader, actor.personId).map((row) => {
    const stored = readAsked({ asked: row.choices });
    return {
      id: row.definition_id,
      name: row.name,
      base: row.base,
      choices: stored.ok ? stored.value.choices : DEFAULT_CHOICES,
      unreadable: stored.ok ? null : stored.why,
      shared: row.shared === 1,
      version: row.version,
      owner: row.owner,
      isOwn: row.owner_id === actor.personId,
      savedAt: row.at,
    };
  });
}

export interface DefinitionSave {
  /** Null for a new one. */
  readonly id: number | null;
  readonly name: string;
  readonly base: ReportName;
  readonly choices: ReportChoices;
  readonly shared: boolean;
}

/** Definitions that one person may have. */
const MOST_OWN = 200;

/** Errors: `reports.no_such_definition`, `reports.too_many_definitions` {most}. */
export function save(
  ctx: MutationContext,
  { id, name, base, choices, shared }: DefinitionSave,
): { id: number; version: number } {
  return append(ctx, id, () => ({
    name,
    base,
    choices: write(STORED_ASKED, { title: null, choices }),
    shared: shared ? 1 : 0,
    retired: 0,
  }));
}

/** Gives one's own to the department, or takes it back. Errors: `reports.no_such_definition`. */
export function share(
  ctx: MutationContext,
  { id, shared }: { readonly id: number; readonly shared: boolean },
) {
  return append(ctx, id, (row) => ({ ...said(row), shared: shared ? 1 : 0 }));
}

/** Nobody is offered it any more; what was made by it stays. Errors: `reports.no_such_definition`. */
export function retire(ctx: MutationContext, { id }: { readonly id: number }) {
  return append(ctx, id, (row) => ({ ...said(row), retired: 1 }));
}

const said = (row: Definition | undefined) => {
  if (!row) throw new AppError('reports.no_such_definition');
  const { name, base, choices, shared, retired } = row;
  return { name, base, choices, shared, retired };
};

function append(
  ctx: MutationContext,
  id: number | null,
  rowOf: (before: Definition | undefined) => Readonly<Record<string, string | number>>,
): { id: number; version: number } {
  const made = ctx.transaction((db) => {
    const before = id === null ? undefined : requireOwn(ctx, db, id);
    const own = listDefinitions(db, ctx.actor.personId).filter((one) => one.owner_id === ctx.actor.personId);
    if (!before && own.length >= MOST_OWN)
      throw new AppError('reports.too_many_definitions', { most: MOST_OWN });
    const of = before?.definition_id ?? lastDefinitionId(db) + 1;
    appendRows(db, ctx, DEFINITIONS, of, [rowOf(before)], { action: 'reports.define' });
    const isShared = before?.shared === 1 || findDefinition(db, of)?.shared === 1;
    return { id: of, version: (before?.version ?? 0) + 1, isShared };
  });
  const { isShared, ...saved } = made;
  // What somebody keeps for themselves nobody hears of.
  const hears = ({ personId, roles }: Pick<Actor, 'personId' | 'roles'>) =>
    mayEver(roles, 'reports.define') && (isShared || personId === ctx.actor.personId);
  ctx.emit((actor) => (hears(actor) ? { type: 'changed', kind: 'reportDefinitions', id: saved.id } : null));
  return saved;
}

/** One that somebody else made cannot be told from one that is not there. */
function requireOwn({ actor }: QueryContext, db: ReadableDb, id: number): Definition {
  const row = findDefinition(db, id);
  if (row && row.owner_id === actor.personId && row.retired === 0) return row;
  throw new DeniedError('reports.no_such_definition', {
    action: 'reports.define',
    object: `report_definition:${id}`,
  });
}
