import { extname } from 'node:path';
import { periodSchema } from '../domain/figures/periods.ts';
import { reportNameSchema } from '../domain/reports/choices.ts';
import type { Figure, ReportFigures, ReportTable } from '../domain/reports/figures.ts';
import { saveFormatSchema } from '../features/reports/service.ts';
import { OPENING, type Command, type Usage } from './command.ts';
import { expectNewFile } from './files.ts';
import { check, copies, nothingMore, refuse, request, review, runs, sign } from './report-governance.ts';
import type { Terminal } from './terminal.ts';
import type { Values } from './usage.ts';

type Work = ReturnType<Command['prepare']>;

/** The options of its verbs. */
const OWN = ['period', 'to', 'until', 'purpose', 'department', 'note', 'add', 'take-back'] as const;

/** `report VERB …`: what the screens of 统计报表 do, for scripts and for trying. */
export const report: Command = {
  user: 'archivist',
  options: [...OPENING, ...OWN],
  words: Infinity,
  prepare([verb, ...rest], values, usage) {
    if (verb === undefined || !Object.hasOwn(VERBS, verb)) return usage('report_verb');
    const { takes, prepare } = VERBS[verb as keyof typeof VERBS];
    for (const option of OWN)
      if (values[option] !== undefined && !takes.some((one: string) => one === option))
        return usage('other_option', { command: `report ${verb}`, option });
    return prepare(rest, values, usage);
  },
};

/** Each with the options of its own. */
const VERBS = {
  list: { takes: [], prepare: list },
  run: { takes: ['period', 'to'], prepare: run },
  request: { takes: ['period', 'until', 'purpose', 'department'], prepare: request },
  sign: { takes: [], prepare: sign },
  refuse: { takes: ['note'], prepare: refuse },
  review: { takes: [], prepare: review },
  runs: { takes: [], prepare: runs },
  copies: { takes: ['add', 'take-back', 'department'], prepare: copies },
  check: { takes: [], prepare: check },
} as const;

function list(rest: readonly string[], _values: Values, usage: Usage): Work {
  nothingMore(rest, usage);
  return async ({ caller }, terminal) => {
    const reports = (await caller.reports.list()).map(({ name, title }) => ({ name, title }));
    for (const { name, title } of reports) terminal.say(`${name}  ${title}`);
    terminal.value(reports);
    return 0;
  };
}

function run([named, ...rest]: readonly string[], { period: written, to }: Values, usage: Usage): Work {
  if (named === undefined) return usage('missing_argument', { argument: 'NAME' });
  nothingMore(rest, usage);
  const name = reportNameSchema.safeParse(named).data;
  if (name === undefined)
    return usage('bad_report', { found: named, choices: reportNameSchema.options.join(', ') });
  if (written === undefined) return usage('missing_option', { option: 'period' });
  const period = periodSchema.safeParse(written).data;
  if (period === undefined) return usage('bad_report_period', { found: written });
  const format =
    to === undefined ? null : saveFormatSchema.safeParse(extname(to).toLowerCase().slice(1)).data;
  if (format === undefined) return usage('report_kind');
  return async ({ caller, host, grant }, terminal) => {
    if (to !== undefined && format !== null) {
      expectNewFile(to);
      await caller.reports.save({ asked: { name, period }, format, token: grant(to, 'write') });
      terminal.say(terminal.words('printed', { file: to }));
      terminal.value({ file: to });
      return 0;
    }
    const figures = await caller.reports.run({ name, period });
    show(figures, terminal);
    terminal.value(valueOf(figures, host.ports.clock.now()));
    return 0;
  };
}

/** As a script reads it: figures by the name of their measure. */
function valueOf({ name, period, asOf, tables }: ReportFigures, at: number) {
  return {
    name,
    period,
    asOf,
    compiledAt: new Date(at).toISOString(),
    tables: tables.map((table) => ({
      key: table.key,
      title: table.title,
      rows: table.rows.map(({ key, label, figures }) => ({ key, label, values: byMeasure(table, figures) })),
      totals: table.totals && byMeasure(table, table.totals),
      notes: table.notes,
    })),
  };
}

function byMeasure({ columns }: Pick<ReportTable, 'columns'>, figures: readonly Figure[]) {
  return Object.fromEntries(columns.map(({ key }, at) => [key, figures[at] ?? null]));
}

function show({ title, asked, tables }: ReportFigures, terminal: Terminal): void {
  terminal.say([title, ...asked].join('　'));
  for (const table of tables) {
    terminal.say('');
    terminal.say(table.title);
    terminal.say(lineOf([table.head, ...table.columns.map((column) => column.title)]));
    for (const { label, figures } of table.rows) terminal.say(lineOf([label, ...figures]));
    if (table.totals) terminal.say(lineOf([terminal.words('report_total'), ...table.totals]));
    for (const note of table.notes) terminal.say(note);
  }
}

const lineOf = (figures: readonly Figure[]): string =>
  `  ${figures.map((figure) => figure ?? '—').join('  ')}`;
