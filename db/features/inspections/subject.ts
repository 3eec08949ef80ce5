import { partsOf } from '../../domain/half-year.ts';
import { mayEver } from '../../domain/permissions.ts';
import type { QueryContext } from '../../work/context.ts';
import type { About, Subject, Waiting } from '../../work/subject.ts';
import { inspectionsChecked } from './flow.ts';
import { comparisonForm } from './comparison-form.ts';
import { entryLedger } from './in-turn.ts';
import { prepareUnsigned } from './overview.ts';
import { recordForm } from './record-form.ts';
import { labelsForm, walkForm } from './shelf-forms.ts';
import { checkStocktake } from './stocktake.ts';
import { lineOf, openSteps, type InspectionLine } from './status.ts';
import { listTouches } from './overview-store.ts';
import { findInspection, findUnsigned, RECORDS, SHARES, type InspectionRow } from './store.ts';

export const inspectionsSubject: Subject = {
  name: 'inspections',
  flow: inspectionsChecked,
  forms: [recordForm, labelsForm, walkForm, comparisonForm],
  properties: checkStocktake,
  ledgers: [entryLedger, SHARES, RECORDS],
  touches: listTouches,
  about: { inspection: halfOf },
  waiting,
};

/** Its half-year, and which addendum to that it is. */
function halfOf({ reader }: QueryContext, id: number): About | null {
  const row = findInspection(reader, id);
  if (!row) return null;
  const { year, half } = partsOf(row.period);
  const addendum = { key: 'inspections:addendum', values: { number: row.addendum } };
  return {
    words: [{ key: `inspections:half.${half}`, values: { year } }, ...(row.addendum > 0 ? [addendum] : [])],
  };
}

/** Steps for which somebody waits. */
const SIGNATURES: readonly string[] = ['cosign', 'review', 'approve'];

async function waiting(ctx: QueryContext): Promise<Waiting[]> {
  const { roles } = ctx.actor;
  if (!mayEver(roles, 'inspections.read')) return [];
  await prepareUnsigned(ctx);
  return [false, true].flatMap((isAddendum) => {
    const row = findUnsigned(ctx.reader, isAddendum);
    if (!row) return [];
    const line = lineOf(ctx, row);
    return [...runs(ctx, line), ...toSign(ctx, row, line)];
  });
}

/** How many archives nobody has looked at yet, for those who inspect. */
function runs(ctx: QueryContext, { id, state, total, inspected, overdue }: InspectionLine): Waiting[] {
  if (state !== 'running' || !mayEver(ctx.actor.roles, 'inspections.inspect')) return [];
  const count = total - inspected;
  return [{ kind: 'inspections_open', count, late: overdue ? count : 0, link: `/inspections/${id}` }];
}

/** Those who inspect can sign at any time; it waits for them once nothing is left to inspect. */
function toSign(ctx: QueryContext, row: InspectionRow, line: InspectionLine): Waiting[] {
  const { overdue, inspected, total } = line;
  const isMine = openSteps(ctx, row).some((step) =>
    step === 'sign' ? inspected >= total : SIGNATURES.includes(step),
  );
  return isMine
    ? [{ kind: 'inspections_to_sign', count: 1, late: overdue ? 1 : 0, link: `/inspections/${row.id}` }]
    : [];
}
