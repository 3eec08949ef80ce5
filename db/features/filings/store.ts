import type { Selectable } from 'kysely';
import { sqlFor } from '../../connection/handles.ts';
import type { Schema } from '../../schema.ts';
import { caseTable } from '../../work/flow/case-table.ts';

export type FilingRow = Selectable<Schema['filing']>;

export const filingTable = caseTable({
  name: 'filing',
  rows: sqlFor.selectFrom('filing').selectAll(),
  asker: 'reporter_id',
});
