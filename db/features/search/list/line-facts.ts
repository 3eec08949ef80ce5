import type { ReadableDb } from '../../../connection/handles.ts';
import type { LineFacts } from '../../../domain/customer-list.ts';
import { secrecyInForce } from '../../../work/guarded.ts';
import { reaches, reachOf, sightOf } from '../../../work/reach.ts';
import type { Asked } from '../query/plan.ts';

/**
 * Rows with what only readers of their archives see: null of an archive that the person sees in the index alone, and
 * of 机密 and 绝密, where to see it would be a look, which a list is not.
 */
export function withFacts<Row extends { readonly id: number }>(
  db: ReadableDb,
  { sources, reader, today }: Asked,
  rows: readonly Row[],
): Array<Row & { readonly facts: LineFacts | null }> {
  const found = sources.entries.readFacts(
    db,
    rows.map(({ id }) => id),
  );
  const read = reachOf(reader, 'customers.read');
  return rows.map((row) => {
    const known = found.get(row.id);
    const isSeen =
      known !== undefined &&
      sightOf(reaches(read, known.guarded, today), secrecyInForce(known.guarded, today)) === 'texts';
    return { ...row, facts: isSeen ? known.facts : null };
  });
}
