import { wordOf } from '../domain/cells/words.ts';
import { CATEGORIES } from '../domain/customer.ts';
import { AppError } from '../domain/errors.ts';
import { DECISIONS } from '../features/import/duplicates.ts';
import { READERS_OF_IMPORT } from '../features/import/host-node.ts';
import { errorWords } from '../words.ts';
import { OPENING, type Command, type Usage } from './command.ts';
import { expectNewFile, isThere } from './files.ts';
import { codeFor, readMap, type TypedMeaning } from './import-words.ts';
import { listImports, undoImport } from './import-kept.ts';
import type { CliSession } from './session.ts';
import type { Terminal } from './terminal.ts';
import type { Option } from './usage.ts';

function oneOf<Choice extends string>(
  choices: readonly Choice[],
  text: string | undefined,
  { usage, option }: { usage: Usage; option: string },
): Choice | undefined {
  if (text === undefined) return undefined;
  const chosen = choices.find((choice) => choice === text);
  return chosen ?? usage('option_one_of', { option, choices: choices.join(', ') });
}

/** Rows asked for at a time. */
const PAGE = 500;

/** Something said about a row, in words. */
interface Said {
  readonly row: number;
  readonly code: string;
  readonly message: string;
}

/** Every row that was refused with its reasons, or every one that has warnings with these. */
async function saidOf(
  { caller }: CliSession,
  terminal: Terminal,
  { planId, show }: { planId: string; show: 'refused' | 'warned' },
): Promise<Said[]> {
  const said: Said[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await caller.import.rows({ planId, show, offset, limit: PAGE });
    for (const { row, problems, warnings } of page.rows)
      for (const { code, column, value, data } of show === 'refused' ? problems : warnings)
        said.push({ row, code, message: errorWords(terminal.language, code, { column, value, ...data }) });
    if (offset + PAGE >= page.total) return said;
  }
}

type Planned = Awaited<ReturnType<CliSession['caller']['import']['plan']>>;

/** Plans with the words that were mapped: which list a word is of is known once the rows are. */
async function planWith(
  { caller }: CliSession,
  ask: Parameters<CliSession['caller']['import']['plan']>[0],
  meanings: readonly TypedMeaning[],
): Promise<Planned> {
  const first = await caller.import.plan(ask);
  const { words } = first;
  const said = words.flatMap(({ field, category, word, choices }) => {
    const meaning = meanings.find((one) => one.field === field && wordOf(one.word) === wordOf(word));
    if (!meaning) return [];
    const code = codeFor(meaning, choices);
    if (code === undefined) throw new AppError('import.unknown_choice', { word, choice: meaning.target });
    return [{ field, category, word, code }];
  });
  return said.length === 0 ? first : caller.import.plan({ ...ask, words: said });
}

/** What the wizard would ask, with the rows that wait for an answer. */
interface Question {
  readonly rows: readonly number[];
  readonly kind: string;
  readonly message: string;
}

async function questionsOf(
  { caller }: CliSession,
  terminal: Terminal,
  { planId, isDecided }: { planId: string; isDecided: boolean },
): Promise<Question[]> {
  const asked = isDecided ? [] : await askedDuplicates(caller, terminal, planId);
  return [...asked, ...(await askedRows(caller, terminal, planId))];
}

async function askedDuplicates(
  caller: CliSession['caller'],
  terminal: Terminal,
  planId: string,
): Promise<Question[]> {
  const questions: Question[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await caller.import.groups({ planId, offset, limit: PAGE });
    for (const { reason, isSure, rowNumbers, rows, archives } of page.groups) {
      if (isSure) continue;
      const known = archives.map(({ name, archiveNo }) => `${name} ${archiveNo}`);
      const names = [...new Set([...rows.map(({ name }) => name), ...known])].join(', ');
      const message = terminal.words(`question_${reason}`, { names });
      questions.push({ rows: rowNumbers, kind: reason, message });
    }
    if (offset + PAGE >= page.total) return questions;
  }
}

/** Rows that are left out and may be taken in, by what is said of them. */
const LEFT_OUT: ReadonlyMap<string | undefined, string> = new Map([
  ['import.row_left_section', 'heading'],
  ['import.row_left_hidden', 'hidden'],
]);

async function askedRows(
  caller: CliSession['caller'],
  terminal: Terminal,
  planId: string,
): Promise<Question[]> {
  const questions: Question[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await caller.import.rows({ planId, show: 'skipped', offset, limit: PAGE });
    for (const { row, skipped } of page.rows) {
      const kind = LEFT_OUT.get(skipped?.code);
      if (!skipped || kind === undefined) continue;
      const message = errorWords(terminal.language, skipped.code, { value: skipped.value });
      questions.push({ rows: [row], kind, message });
    }
    if (offset + PAGE >= page.total) return questions;
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

const OWN = ['sheet', 'category', 'duplicates', 'map', 'with-hidden', 'dry-run', 'refused'] as const;

/** `import FILE`, and what was imported before: a file of the name `list` is written `./list`. */
export const importFile: Command = {
  user: 'archivist',
  options: [...OPENING, ...OWN],
  words: Infinity,
  // To find the sheets, and to read one; once more where words are mapped.
  reads: READERS_OF_IMPORT,
  prepare([file, ...rest], values, usage) {
    if (file === undefined) return usage('missing_argument', { argument: 'FILE' });
    if (file === 'list' || file === 'undo') {
      const takes: readonly Option[] = file === 'undo' ? ['dry-run'] : [];
      for (const option of OWN)
        if (values[option] !== undefined && !takes.includes(option))
          return usage('other_option', { command: `import ${file}`, option });
      return file === 'list' ? listImports(rest, usage) : undoImport(rest, values, usage);
    }
    const [extra] = rest;
    if (extra !== undefined) return usage('extra_argument', { command: 'import', argument: extra });
    const category = oneOf(CATEGORIES, values.category, { usage, option: 'category' });
    const duplicates = oneOf(DECISIONS, values.duplicates, { usage, option: 'duplicates' });
    const meanings = readMap(values.map, usage);
    if (values.refused !== undefined) expectNewFile(values.refused);
    return async (session, terminal) => {
      const { caller } = session;
      const token = session.grant(file, 'read');
      const sheets = await chooseSheets(session, token, values.sheet);
      const ask = {
        token,
        sheets: sheets.map((sheet) => ({
          sheet: sheet.name,
          headerRow: sheet.headerRow,
          category: category ?? sheet.category,
          columns: null,
          withHidden: values['with-hidden'] === true,
        })),
      };
      const { planId, hidden, notedColumns: noted } = await planWith(session, ask, meanings);
      const notedColumns = noted.map(
        ({ title, number }) => title || terminal.words('untitled_column', { number }),
      );
      const dry = values['dry-run'] === true;
      // Nobody is there to be asked: what is in question waits.
      const answers = {
        byGroup: {},
        unanswered: 'left_apart',
        ...(duplicates ? { all: duplicates } : {}),
      } as const;
      const counts = dry
        ? await caller.import.preview({ planId, answers })
        : await caller.import.run({ planId, answers });
      const isIn = 'importId' in counts;
      const questions = await questionsOf(session, terminal, { planId, isDecided: duplicates !== undefined });
      const reasons = await saidOf(session, terminal, { planId, show: 'refused' });
      const warnings = await saidOf(session, terminal, { planId, show: 'warned' });
      terminal.say(terminal.words(isIn ? 'imported_as' : 'imported', counts));
      if (dry) terminal.say(terminal.words('import_dry'));
      if (hidden.leftOut > 0) terminal.say(terminal.words('hidden_left_out', { count: hidden.leftOut }));
      if (hidden.broughtIn > 0)
        terminal.say(terminal.words('hidden_brought_in', { count: hidden.broughtIn }));
      if (notedColumns.length > 0)
        terminal.say(terminal.words('noted_columns', { titles: notedColumns.join(', ') }));
      for (const reason of reasons) terminal.say(terminal.words('refused_row', reason));
      for (const warning of warnings) terminal.say(terminal.words('warned_row', warning));
      for (const { rows, message } of questions)
        terminal.say(terminal.words('asked_rows', { rows: rows.join(', '), message }));
      const isSaved =
        values.refused === undefined ||
        reasons.length === 0 ||
        (await saveRefused(session, terminal, { planId, file: values.refused, dry }));
      terminal.value({ ...counts, hidden, notedColumns, reasons, warnings, questions });
      return isSaved ? 0 : 1;
    };
  },
};

/** Writes the refused rows; what the import has done stays done, and is told, where that fails. */
async function saveRefused(
  session: CliSession,
  terminal: Terminal,
  { planId, file, dry }: { planId: string; file: string; dry: boolean },
): Promise<boolean> {
  try {
    if (isThere(file)) throw new AppError('import.cannot_write');
    const token = session.grant(file, 'write');
    await session.caller.import.saveRefused({ planId, token, language: terminal.language });
  } catch {
    terminal.warn(terminal.words(dry ? 'refused_not_saved_dry' : 'refused_not_saved', { file }));
    return false;
  }
  terminal.say(terminal.words('refused_saved', { file }));
  return true;
}
