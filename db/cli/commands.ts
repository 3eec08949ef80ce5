import { CATEGORIES, categorySchema } from '../domain/customer.ts';
import { AppError } from '../domain/errors.ts';
import { errorWords } from '../words.ts';
import type { CliSession } from './session.ts';
import type { Terminal } from './terminal.ts';

/** Options as `parseArgs` gives them. */
interface Values {
  readonly sheet?: string | undefined;
  readonly category?: string | undefined;
  readonly 'dry-run'?: boolean | undefined;
  readonly refused?: string | undefined;
  readonly limit?: string | undefined;
  readonly customers?: string | undefined;
}

/** Ends a command that was not written as it must be. */
type Usage = (key: string, data?: object) => never;

/** What runs once somebody is signed in; returns the exit code. */
type Work = (session: CliSession, terminal: Terminal) => Promise<number>;

export interface Command {
  /** Whose login is used when none is given. */
  readonly user: string;
  /** Checks the words of the command line before anything is opened. */
  prepare(rest: readonly string[], values: Values, usage: Usage): Work;
}

const show: Command = {
  user: 'archivist',
  prepare([archiveNo], _values, usage) {
    if (archiveNo === undefined) return usage('missing_argument', { argument: 'ARCHIVE_NO' });
    return async ({ caller }, terminal) => {
      const record = await caller.customers.getByArchiveNo({ archiveNo });
      terminal.value(record);
      terminal.say(JSON.stringify(record, null, 2));
      return 0;
    };
  },
};

const verify: Command = {
  user: 'auditor',
  prepare() {
    return async ({ caller }, terminal) => {
      const { ok, checks } = await caller.audit.verify();
      const table = checks.map((check) => ({
        name: check.name,
        ok: check.ok,
        detail: detailText(check.detail),
      }));
      for (const check of table) {
        const state = terminal.words(check.ok ? 'check_ok' : 'check_failed');
        terminal.say(`${state}  ${terminal.words(`check_${check.name}`)}  ${check.detail}`);
      }
      terminal.say(terminal.words(ok ? 'verified' : 'verify_failed'));
      terminal.value({ ok, checks: table });
      return ok ? 0 : 1;
    };
  },
};

function detailText(detail: Readonly<Record<string, string | number>>): string {
  return Object.entries(detail)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

function wholeNumber(text: string | undefined, usage: Usage, option: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) return usage('bad_option', { option });
  return Number(text);
}

const search: Command = {
  user: 'archivist',
  prepare(texts, values, usage) {
    if (texts.length === 0) return usage('missing_argument', { argument: 'TEXT' });
    const limit = wholeNumber(values.limit, usage, 'limit') ?? 20;
    return async ({ caller }, terminal) => {
      const found = [];
      for (const query of texts) {
        const started = performance.now();
        const { total, results } = await caller.search.query({ text: query, limit, exactTotal: true });
        const ms = Math.round((performance.now() - started) * 10) / 10;
        terminal.say(terminal.words('found', { query, total, ms }));
        for (const row of results) terminal.say(`  ${row.archiveNo}  ${row.name}`);
        found.push({
          query,
          total,
          ms,
          results: results.map(({ archiveNo, name, category, matched }) => ({
            archiveNo,
            name,
            category,
            matched,
          })),
        });
      }
      terminal.value(found);
      return 0;
    };
  },
};

const seed: Command = {
  user: 'archivist',
  prepare(_rest, values, usage) {
    const customers = wholeNumber(values.customers, usage, 'customers');
    if (customers === undefined) return usage('missing_option', { option: 'customers' });
    return async ({ caller }, terminal) => {
      const started = performance.now();
      await caller.seed.run({ customers });
      const seconds = Math.round((performance.now() - started) / 100) / 10;
      terminal.say(terminal.words('seeded', { customers, seconds }));
      terminal.value({ customers, seconds });
      return 0;
    };
  },
};

function categoryOf(text: string | undefined, usage: Usage) {
  if (text === undefined) return undefined;
  const category = categorySchema.safeParse(text);
  return category.success
    ? category.data
    : usage('bad_option', { option: `category (${CATEGORIES.join(', ')})` });
}

/** Rows asked for at a time. */
const PAGE = 500;

/** Every refused row with its reason in words. */
async function refusedRows({ caller }: CliSession, terminal: Terminal, planId: string) {
  const reasons: Array<{ row: number; code: string; message: string }> = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await caller.import.rows({ planId, show: 'refused', offset, limit: PAGE });
    for (const { row, problems } of page.rows)
      for (const { code, column, value, data } of problems)
        reasons.push({ row, code, message: errorWords(terminal.language, code, { column, value, ...data }) });
    if (offset + PAGE >= page.total) return reasons;
  }
}

/** The sheets of a file that can be imported: the one asked for, or every one that is shown and understood. */
async function chooseSheets({ caller }: CliSession, token: string, wanted: string | undefined) {
  const { sheets } = await caller.import.inspect({ token });
  const chosen = sheets.filter((sheet) => (wanted === undefined ? !sheet.hidden : sheet.name === wanted));
  const ready = wanted === undefined ? chosen.filter((sheet) => sheet.ready) : chosen;
  if (ready.length > 0) return ready;
  const [problem] = chosen.flatMap((sheet) => sheet.problems);
  throw problem ? new AppError(problem.code, { ...problem }) : new AppError('import.no_such_sheet');
}

const importFile: Command = {
  user: 'archivist',
  prepare([file], values, usage) {
    if (file === undefined) return usage('missing_argument', { argument: 'FILE' });
    const category = categoryOf(values.category, usage);
    return async (session, terminal) => {
      const { caller } = session;
      const token = session.grant(file, 'read');
      const sheets = await chooseSheets(session, token, values.sheet);
      const plan = await caller.import.plan({
        token,
        sheets: sheets.map((sheet) => ({
          sheet: sheet.name,
          headerRow: sheet.headerRow,
          category: category ?? sheet.category,
          columns: null,
        })),
      });
      const { planId } = plan;
      const dry = values['dry-run'] === true;
      const counts = dry ? plan.counts : await caller.import.run({ planId, answers: { byGroup: {} } });
      const reasons = await refusedRows(session, terminal, planId);
      terminal.say(terminal.words('imported', counts));
      if (dry) terminal.say(terminal.words('import_dry'));
      for (const reason of reasons) terminal.say(terminal.words('refused_row', reason));
      if (values.refused !== undefined && reasons.length > 0) {
        const saved = session.grant(values.refused, 'write');
        await caller.import.saveRefused({ planId, token: saved, language: terminal.language });
        terminal.say(terminal.words('refused_saved', { file: values.refused }));
      }
      terminal.value({ ...counts, reasons });
      return 0;
    };
  },
};

/** By name as typed on the command line. `create` is apart: nobody is signed in yet. */
export const COMMANDS: Readonly<Record<string, Command>> = { import: importFile, show, verify, search, seed };
