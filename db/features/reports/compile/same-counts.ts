/** Counts of one table that another one tells as well: what is hidden in one must not be read in the other. */
import type { TableName } from '../../../domain/reports/choices.ts';
import type { Sum } from '../../../domain/figures/hiding.ts';
import { sumOf, type Counts, type Made } from './counts.ts';
import { OTHERS } from './group-table.ts';

/** Measures whose totals are those of every table that has them. */
const TOTALS_OF_ALL = ['count', 'filed', 'stopped', 'before', 'last_year'] as const;
/** Of the code of a city those that are its province’s. */
const DIGITS = 2;

export function samePlaces(all: readonly Made[], counts: Counts): Sum[] {
  const rowsOf = (name: TableName): string[] => {
    const rows = all.find(({ key }) => key === name)?.table.rows ?? [];
    return rows.some(({ key }) => key === OTHERS) ? [] : rows.map(({ key }) => key);
  };
  const sums: Sum[] = [];
  const add = (...places: Array<number | undefined>) => void sums.push(...sumOf(places));
  for (const row of rowsOf('category')) {
    add(counts.at('category', row, 'count'), counts.at('completeness', row, 'count'));
    add(counts.at('category', row, 'filed'), counts.at('filing_lag', row, 'filed'));
  }
  for (const row of rowsOf('province')) {
    add(counts.at('province', row, 'count'), counts.at('grade_area', row, 'count'));
    const cities = rowsOf('city').filter((city) => city.slice(0, DIGITS) === row.slice(0, DIGITS));
    for (const measured of TOTALS_OF_ALL)
      add(counts.at('province', row, measured), ...cities.map((city) => counts.at('city', city, measured)));
  }
  for (const row of rowsOf('grade')) add(counts.at('grade', row, 'count'), counts.at('grade_area', '', row));
  for (const measured of TOTALS_OF_ALL) {
    const totals = all.flatMap(({ key }) => totalOf(counts, key, measured) ?? []);
    for (const [at, total] of totals.slice(1).entries()) add(totals[at], total);
  }
  return sums;
}

/** The total of a table; the summary has them in its lines. */
function totalOf(counts: Counts, table: TableName, measured: string): number | undefined {
  if (table === 'movement') return undefined;
  if (table !== 'summary') return counts.at(table, '', measured);
  return measured === 'before' || measured === 'last_year'
    ? counts.at(table, 'count', measured)
    : counts.at(table, measured, 'value');
}
