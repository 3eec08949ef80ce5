import { CATEGORIES, categorySchema } from '../domain/customer.ts';
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

/** By name as typed on the command line. `create` is apart: nobody is signed in yet. */
export const COMMANDS: Readonly<Record<string, Command>> = { show, verify, search, seed };
export { categoryOf };
