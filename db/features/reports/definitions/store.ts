import type { Selectable } from 'kysely';
import type { ReadableDb } from '../../../connection/handles.ts';
import type { Schema } from '../../../schema.ts';
import type { Ledger } from '../../../work/ledger.ts';

export type DefinitionRow = Selectable<Schema['report_definition']>;

/** Reports saved under a name; each row is a version. */
export const DEFINITIONS: Ledger = {
  object: 'report_definition',
  owner: 'definition_id',
  table: 'report_definition',
  columns: ['name', 'base', 'choices', 'shared', 'retired'],
  acts: ['reports.define'],
};

/** A definition as it stands, who made it, and which version it is. */
export type Definition = DefinitionRow & {
  readonly owner_id: number;
  readonly owner: string;
  readonly version: number;
};

const SQL = `select last.*, maker.person_id as owner_id, maker.name as owner,
    (select count(*) from report_definition as each where each.definition_id = last.definition_id) as version
  from report_definition as last
  join report_definition as first on first.id =
    (select min(id) from report_definition as each where each.definition_id = last.definition_id)
  join account_name as maker on maker.account_id = first.account_id
  where last.id = (select max(id) from report_definition as each where each.definition_id = last.definition_id)`;

export function findDefinition(db: ReadableDb, id: number): Definition | undefined {
  return db.row(`${SQL} and last.definition_id = ?`, id);
}

/** The person's own and those that are shared, without those that were retired. */
export function listDefinitions(db: ReadableDb, personId: number): Definition[] {
  return db.rows(
    `${SQL} and last.retired = 0 and (last.shared = 1 or maker.person_id = ?) order by last.name, last.definition_id`,
    personId,
  );
}

export function lastDefinitionId(db: ReadableDb): number {
  return db.value('select max(definition_id) from report_definition') ?? 0;
}
