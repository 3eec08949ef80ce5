import { COUNTED_AT_LEAST } from '../domain/customer-list.ts';
import { verdictOf } from '../domain/verdict.ts';
import { MOST_RESULTS } from '../features/search/service.ts';
import { checkWords } from '../words.ts';
import { anchor } from './anchor.ts';
import { backup, move, restore } from './backup.ts';
import { inspection } from './inspection.ts';
import { report } from './report.ts';
import { importFile } from './import.ts';
import { OPENING, type Command, type Usage } from './command.ts';

const show: Command = {
  user: 'archivist',
  options: OPENING,
  words: 1,
  prepare([archiveNo], _values, usage) {
    if (archiveNo === undefined) return usage('missing_argument', { argument: 'ARCHIVE_NO' });
    return async ({ caller }, terminal) => {
      const record = await caller.customers.getByArchiveNo({ archiveNo });
      // What a script asks for first stands at the top too; `secrecy` there is the class in force.
      const shown = { ...('input' in record ? record.input : {}), ...record.index, ...record };
      terminal.value(shown);
      terminal.say(JSON.stringify(shown, null, 2));
      return 0;
    };
  },
};

/** Words of what a look at everything comes to. */
const VERDICTS = { whole: 'verified', noted: 'verified_noted', wrong: 'verify_failed' } as const;

const stateOf = ({ ok, note }: { readonly ok: boolean; readonly note?: string | undefined }) =>
  !ok ? 'check_failed' : note === undefined ? 'check_ok' : 'check_noted';

const verify: Command = {
  user: 'auditor',
  options: [...OPENING, 'since-anchor'],
  words: 0,
  prepare(_rest, { 'since-anchor': sinceAnchor = false }) {
    return async ({ caller }, terminal) => {
      const look = sinceAnchor ? caller.audit.verifySinceAnchor : caller.audit.verify;
      const { ok, checks, head } = await look();
      const { verdict, noted } = verdictOf(checks);
      const table = checks.map((check) => ({
        name: check.name,
        ok: check.ok,
        ...(check.note && { note: check.note }),
        detail: detailText(check.detail),
      }));
      for (const check of table) {
        const state = terminal.words(stateOf(check));
        terminal.say(`${state}  ${checkWords(terminal.language, check.name)}  ${check.detail}`);
      }
      terminal.say(terminal.words(VERDICTS[verdict], { noted }));
      terminal.value({ ok, checks: table, head });
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
  options: [...OPENING, 'limit'],
  words: Infinity,
  prepare(texts, values, usage) {
    if (texts.length === 0) return usage('missing_argument', { argument: 'TEXT' });
    const limit = wholeNumber(values.limit, usage, 'limit') ?? 20;
    if (limit > MOST_RESULTS) return usage('option_too_large', { option: 'limit', most: MOST_RESULTS });
    return async ({ caller }, terminal) => {
      const found = [];
      for (const query of texts) {
        const started = performance.now();
        const answer = await caller.search.query({ text: query, limit, exactTotal: true });
        const { total, totalIsExact, results } = answer;
        const ms = Math.round((performance.now() - started) * 10) / 10;
        terminal.say(
          terminal.words('found', { query, total: totalIsExact ? total : `${COUNTED_AT_LEAST}+`, ms }),
        );
        for (const row of results) terminal.say(`  ${row.archiveNo}  ${row.name}`);
        found.push({
          query,
          total,
          totalIsExact,
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
  options: [...OPENING, 'customers'],
  words: 0,
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

/** By name as typed on the command line. `create` is apart: nobody is signed in yet. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  import: importFile,
  show,
  verify,
  anchor,
  search,
  seed,
  backup,
  restore,
  move,
  inspection,
  report,
};
