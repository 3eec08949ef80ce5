import golden from '../../../fixtures/reports/golden.json' with { type: 'json' };

type Texts = Readonly<Record<string, string>>;
type Numbers = Readonly<Record<string, number>>;
interface Stretch {
  readonly this: string[];
  readonly days: number;
  readonly lastDays: number;
}

/** The cases by their names, as far as reports of archives go by them. */
interface Cases {
  f1_shares_that_add_to_100: {
    input: {
      rows: ReadonlyArray<{ province: string; count: number }>;
      total: number;
      also: ReadonlyArray<{ counts: number[] }>;
    };
    expected: { shares: string[]; sum: string; also: ReadonlyArray<Array<string | null>> };
  };
  f2_wan_yuan: {
    input: { rows_yuan: Texts; single_yuan: string[] };
    expected: { rows_wan: Texts; total_wan: string; noteDifference: string; single_wan: Texts };
  };
  f3_half_year_buckets_and_due_days: { input: { instants: string[] }; expected: { counts: Numbers } };
  f4_comparison_periods_leap: {
    input: { newCustomers: Numbers; yearToDate: string; yearToDate2: string };
    expected: {
      huanbi_2024_02: string;
      tongbi_2024_02: string;
      huanbi_2024_01: null;
      ytd: Stretch;
      ytd2: Stretch;
    };
  };
  f5_rates_empty_group_hidden_cells: {
    input: {
      onTime: ReadonlyArray<{ category: string; onTime: number; filed: number }>;
      classes: Numbers;
      threshold: number;
    };
    expected: {
      rates: Readonly<Record<string, string | null>>;
      totalRate: string;
      classesPrinted: Texts;
      total: number;
    };
  };
  j1_abc_equal_customers: {
    input: { volumesYuan: Readonly<Record<string, string | null>> };
    expected: { classes: Texts; A: number; B: number; C: number; coverageA: string };
  };
  j2_abc_negative_zero_null: {
    input: { volumesYuan: Readonly<Record<string, string | null>> };
    expected: { classes: Texts; cumulative: Texts };
  };
}

export function caseOf<Name extends keyof Cases>(name: Name): Cases[Name] {
  const found = golden.cases.find((one) => one.name === name);
  if (!found) throw new Error(`no case ${name}`);
  return found as unknown as Cases[Name];
}
