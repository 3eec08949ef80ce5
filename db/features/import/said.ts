import type { Issue } from './issues.ts';
import type { Outcome, RowVerdict } from './outcome.ts';
import type { Plan, PlanRow } from './plan.ts';

/** A row of the file with all that is said of it. */
export interface SaidRow {
  readonly row: PlanRow;
  readonly problems: readonly Issue[];
  readonly warnings: readonly Issue[];
  readonly skipped: Issue | null;
}

/** Every row of the plan, in the order of the file. */
export function* saidOfRows(plan: Plan, outcome: Outcome): Generator<SaidRow> {
  const late = verdictsByRow(plan, outcome.refused);
  const skips = verdictsByRow(plan, outcome.skipped);
  const displaced = Map.groupBy(outcome.warned, ({ draft }) => plan.draftRows[draft] ?? -1);
  for (const [index, row] of plan.rows.entries()) {
    const refusal = late.get(index);
    const problems = refusal ? [...row.problems, refusal] : row.problems;
    const said = displaced.get(index)?.map((verdict) => verdict.said) ?? [];
    const warnings = said.length > 0 ? [...row.warnings, ...said] : row.warnings;
    yield { row, problems, warnings, skipped: row.leftOut ?? skips.get(index) ?? null };
  }
}

/** What was said about drafts, by index in the plan's rows. */
export function verdictsByRow(plan: Plan, verdicts: readonly RowVerdict[]): Map<number, Issue> {
  return new Map(verdicts.map(({ draft, said }) => [plan.draftRows[draft] ?? -1, said]));
}

export const ROWS_SHOWN = ['all', 'refused', 'warned', 'skipped'] as const;
export type RowsShown = (typeof ROWS_SHOWN)[number];

/** Whether a row is among those that are asked for. */
export function isShown({ problems, warnings, skipped }: Omit<SaidRow, 'row'>, show: RowsShown): boolean {
  if (show === 'refused') return problems.length > 0;
  if (show === 'warned') return warnings.length > 0;
  return show === 'all' || skipped !== null;
}
