/** What of a report is no longer what it was when it is computed again (rules.md B1). */
import type { Figure, ReportFigures, ReportTable } from './figures.ts';

/** One figure that differs; null where one of the two has none such. */
export interface Difference {
  readonly table: string;
  /** Null: the line of totals. */
  readonly row: string | null;
  readonly label: string;
  readonly measure: string;
  readonly was: Figure;
  readonly is: Figure;
}

/** Rows that are on one side alone differ in every figure that they have. */
export function* differencesOf(was: ReportFigures, is: ReportFigures): Generator<Difference> {
  const before = byKey(was.tables);
  const after = byKey(is.tables);
  for (const key of new Set([...before.keys(), ...after.keys()]))
    yield* differencesIn(key, before.get(key), after.get(key));
}

const byKey = <One extends { readonly key: string }>(all: readonly One[]): Map<string, One> =>
  new Map(all.map((one) => [one.key, one]));

function* differencesIn(
  table: string,
  was: ReportTable | undefined,
  is: ReportTable | undefined,
): Generator<Difference> {
  const [before, after] = [byKey(was?.rows ?? []), byKey(is?.rows ?? [])];
  const columns = [...new Set([...(was?.columns ?? []), ...(is?.columns ?? [])].map(({ key }) => key))];
  const lines = [
    ...[...new Set([...before.keys(), ...after.keys()])].map((row) => ({
      row,
      label: (after.get(row) ?? before.get(row))?.label ?? '',
      was: before.get(row)?.figures,
      is: after.get(row)?.figures,
    })),
    { row: null, label: '', was: was?.totals ?? undefined, is: is?.totals ?? undefined },
  ];
  for (const line of lines)
    for (const measure of columns) {
      const old = figureOf(was, line.was, measure);
      const now = figureOf(is, line.is, measure);
      if (old !== now) yield { table, row: line.row, label: line.label, measure, was: old, is: now };
    }
}

function figureOf(
  table: ReportTable | undefined,
  figures: readonly Figure[] | undefined,
  measure: string,
): Figure {
  const at = table?.columns.findIndex(({ key }) => key === measure) ?? -1;
  return figures?.[at] ?? null;
}
