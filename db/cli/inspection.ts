import { extname } from 'node:path';
import { writeOutput } from '../vault/output.ts';
import { minuteIn } from '../domain/dates.ts';
import { DEGREES, FINDING_KINDS, type Finding } from '../domain/finding.ts';
import { halfYearSchema } from '../domain/half-year.ts';
import { BLANK_SHEET, sameLevel, type InspectionStep, type Level } from '../domain/inspection.ts';
import { codeOf } from '../domain/folder-code.ts';
import { shelfText } from '../domain/text/shelf-text.ts';
import { commonWord, evidenceWords, propertyCheckWords } from '../words.ts';
import { OPENING, type Command, type Usage } from './command.ts';
import { wordsOf } from './error-words.ts';
import { expectNewFile, Refusal } from './files.ts';
import { requireNewest, tell, type Caller } from './inspection-now.ts';
import type { Terminal } from './terminal.ts';
import type { Values } from './usage.ts';

type Work = ReturnType<Command['prepare']>;

/** `inspection VERB …`: what the screens of 检查 do, for scripts and for trying. */
export const inspection: Command = {
  user: 'archivist',
  options: [...OPENING, 'period', 'to', 'note'],
  words: Infinity,
  prepare([verb, ...rest], values, usage) {
    if (verb === undefined || !Object.hasOwn(VERBS, verb)) return usage('inspection_verb');
    const { takes, prepare } = VERBS[verb as keyof typeof VERBS];
    for (const option of ['period', 'to', 'note'] as const)
      if (values[option] !== undefined && option !== takes)
        return usage('other_option', { command: `inspection ${verb}`, option });
    return prepare(rest, values, usage);
  },
};

/** Each with the option of its own. */
const VERBS = {
  open: { takes: 'period', prepare: open },
  labels: { takes: null, prepare: labels },
  scan: { takes: null, prepare: scan },
  level: { takes: null, prepare: level },
  finding: { takes: 'note', prepare: finding },
  test: { takes: null, prepare: test },
  sign: { takes: 'note', prepare: sign },
  status: { takes: null, prepare: status },
  print: { takes: 'to', prepare: print },
} as const;

function nothingMore(rest: readonly string[], usage: Usage): void {
  const [argument] = rest;
  if (argument !== undefined) usage('extra_argument', { command: 'inspection', argument });
}

function open(rest: readonly string[], { period }: Values, usage: Usage): Work {
  nothingMore(rest, usage);
  const wanted = period === undefined ? null : halfYearSchema.safeParse(period).data;
  if (wanted === undefined) return usage('bad_period', { found: period });
  return async ({ caller }, terminal) => {
    const { inspection: running } = await caller.inspections.current();
    // The program may have opened it a moment ago, when somebody signed in.
    const isOpen = running !== null && (wanted === null || running.period === wanted);
    if (!isOpen) await caller.inspections.open({ period: wanted });
    return tell(caller, terminal);
  };
}

function labels(rest: readonly string[], _values: Values, usage: Usage): Work {
  nothingMore(rest, usage);
  return async ({ caller }, terminal) => {
    const found: Array<{ archiveNo: string; code: string }> = [];
    for (let from = 0; ;) {
      const { labels: page, total } = await caller.inspections.labels({ from });
      found.push(...page);
      from += page.length;
      if (page.length === 0 || from >= total) break;
    }
    for (const { archiveNo, code } of found) terminal.say(`${code}  ${archiveNo}`);
    terminal.value(found);
    return 0;
  };
}

function scan(codes: readonly string[], _values: Values, usage: Usage): Work {
  if (codes.length === 0) return usage('missing_argument', { argument: 'CODE' });
  return async ({ caller }, terminal) => {
    const { timeZone } = await caller.settings.get();
    const found: object[] = [];
    let refused = 0;
    for (const code of codes)
      try {
        const { archive, entry, already } = await caller.inspections.scan({ code });
        const { archiveNo, name } = archive;
        const seen = { archiveNo, name, by: entry.by, at: minuteIn(timeZone, entry.at) };
        terminal.say(terminal.words(already ? 'scanned_already' : 'scanned', seen));
        found.push({ code, archiveNo, outcome: entry.sheet.outcome, already });
      } catch (error) {
        refused += 1;
        terminal.warn(`${code}: ${wordsOf(error, terminal, giveUp)}`);
      }
    terminal.value(found);
    return refused === 0 ? 0 : 1;
  };
}

/** A defect at one code is one at the next. */
function giveUp(defect: unknown): never {
  throw defect;
}

function level(words: readonly string[], _values: Values, usage: Usage): Work {
  const [room, cabinet, number] = words;
  if (number === undefined || cabinet === undefined)
    return usage('missing_argument', { argument: 'ROOM CABINET LEVEL' });
  nothingMore(words.slice(3), usage);
  if (!/^[1-9]\d?$/.test(number)) return usage('bad_level', { found: number });
  const place = { room: room === '-' ? null : (room ?? null), cabinet, level: Number(number) };
  return async ({ caller }, terminal) => {
    await expectLevel(caller, place);
    const plan = await caller.inspections.planLevel({ level: place });
    const toScan = plan.toScan.map(({ id, archiveNo }) => ({ archiveNo, code: codeOf(id) }));
    const apart = plan.apart.map(({ archiveNo, why }) => ({ archiveNo, why }));
    for (const { archiveNo, code } of toScan) terminal.say(terminal.words('level_scan', { archiveNo, code }));
    if (toScan.length > 0) {
      terminal.warn(terminal.words('level_scan_first', { count: toScan.length }));
      terminal.value({ confirmed: 0, toScan, apart });
      return 1;
    }
    const { confirmed } = await caller.inspections.confirmLevel({ level: place });
    terminal.say(terminal.words('level_confirmed', { confirmed, apart: apart.length }));
    terminal.value({ confirmed, toScan, apart });
    return 0;
  };
}

/** A level on which nothing stands is mistyped. One that is through, or no inspection, is said by who knows it. */
async function expectLevel({ inspections }: Caller, place: Level): Promise<void> {
  const { inspection: running } = await inspections.current();
  if (!running) return;
  const { levels } = await inspections.levels({ id: running.id });
  if (!levels.some((one) => sameLevel(one, place)))
    throw new Refusal('level_none', { level: shelfText(place) });
}

function finding(words: readonly string[], { note }: Values, usage: Usage): Work {
  const [archiveNo, kindWord, degreeWord] = words;
  if (archiveNo === undefined || kindWord === undefined || degreeWord === undefined)
    return usage('missing_argument', { argument: 'ARCHIVE_NO KIND DEGREE' });
  nothingMore(words.slice(3), usage);
  const kind = FINDING_KINDS.find((one) => isNamed(kindWord, one, `finding.${one}`));
  const degree = DEGREES.find((one) => isNamed(degreeWord, one, `degree.${one}`));
  if (!kind) return usage('bad_finding', { found: kindWord, choices: choicesOf(FINDING_KINDS, 'finding') });
  if (!degree) return usage('bad_finding', { found: degreeWord, choices: choicesOf(DEGREES, 'degree') });
  return async ({ caller }, terminal) => {
    const { index } = await caller.customers.getByArchiveNo({ archiveNo });
    const id = await requireNewest(caller);
    const { entry } = await caller.inspections.sheet({ id, customerId: index.id });
    const before = entry?.sheet ?? BLANK_SHEET;
    const found: Finding = { kind, degree, note: note ?? null };
    const findings = [...before.findings.filter((one) => one.kind !== kind), found];
    const sheet = { ...before, findings };
    const noted = await caller.inspections.note({ id: index.id, no: entry?.no ?? 0, sheet });
    terminal.say(
      terminal.words('finding_noted', {
        archiveNo: index.archiveNo,
        kind: commonWord(terminal.language, `finding.${kind}`),
        degree: commonWord(terminal.language, `degree.${degree}`),
      }),
    );
    terminal.value({ archiveNo: index.archiveNo, no: noted.entry.no, findings: noted.entry.sheet.findings });
    return 0;
  };
}

/** By its code or its name in either language. */
function isNamed(word: string, code: string, key: string): boolean {
  return word === code || word === commonWord('zh-CN', key) || word === commonWord('en', key);
}

/** Each by its code and its name, whatever language is spoken: before a word is understood nobody knows. */
const choicesOf = (codes: readonly string[], of: 'finding' | 'degree'): string =>
  codes.map((code) => `${code} ${commonWord('zh-CN', `${of}.${code}`)}`).join(', ');

/** The signatures in their order; each signs what is open to whoever is signed in. */
const SIGNATURES = ['sign', 'review', 'approve', 'cosign'] as const satisfies readonly InspectionStep[];

function test(rest: readonly string[], _values: Values, usage: Usage): Work {
  nothingMore(rest, usage);
  return async ({ caller }, terminal) => {
    const { id } = await caller.properties.run();
    if (id === null) throw new Refusal('test_paused');
    const { ok, checks } = await caller.properties.get({ id });
    const shown = checks.map((check) => ({
      name: check.name,
      property: check.property,
      scope: check.scope,
      ok: check.ok,
      evidence: evidenceWords(terminal.language, check),
    }));
    for (const { name, ok: isRight, evidence } of shown) {
      const state = terminal.words(isRight ? 'check_ok' : 'check_failed');
      terminal.say(`${state}  ${propertyCheckWords(terminal.language, name)}  ${evidence}`);
    }
    terminal.value({ ok, checks: shown });
    return ok ? 0 : 1;
  };
}

/** What is done about all that failed in the newest test, in the words of whoever signs. */
async function handleFailures({ properties }: Caller, text: string): Promise<void> {
  const [newest] = (await properties.list({ scopes: ['all'], limit: 1 })).rows;
  if (!newest) return;
  const { id, checks } = await properties.get({ id: newest.id });
  const reason = { choice: 'other', text } as const;
  for (const { name, ok, handling } of checks)
    if (!ok && handling === null) await properties.handle({ id, check: name, reason });
}

/** `--note` says what is done about what failed in the four-property test. */
function sign(rest: readonly string[], { note }: Values, usage: Usage): Work {
  nothingMore(rest, usage);
  return async ({ caller }, terminal) => {
    const id = await requireNewest(caller);
    const { version, open: steps } = await caller.inspections.get({ id });
    const step = SIGNATURES.find((one) => steps.includes(one));
    if (!step) throw new Refusal('inspection_nothing_to_sign');
    if (step !== 'sign' && note !== undefined) throw new Refusal('inspection_note_first');
    if (step === 'sign') await sayOpen(caller, terminal, id);
    if (note !== undefined) await handleFailures(caller, note);
    const password = await terminal.password(terminal.words('ask_password'));
    await caller.inspections[step]({ id, version, password });
    return tell(caller, terminal);
  };
}

/** What stands in the way of signing, each by its 档号; that it does is refused by who signs. */
async function sayOpen({ inspections }: Caller, terminal: Terminal, id: number): Promise<void> {
  for (const archiveNo of (await inspections.openNumbers({ id })).numbers) terminal.say(archiveNo);
}

function status(rest: readonly string[], _values: Values, usage: Usage): Work {
  nothingMore(rest, usage);
  return ({ caller }, terminal) => tell(caller, terminal);
}

function print(rest: readonly string[], { to }: Values, usage: Usage): Work {
  nothingMore(rest, usage);
  if (to === undefined) return usage('missing_option', { option: 'to' });
  const kind = extname(to).toLowerCase();
  if (kind !== '.pdf' && kind !== '.docx') return usage('print_kind');
  return async ({ caller, grant }, terminal) => {
    expectNewFile(to);
    const id = await requireNewest(caller);
    const request = { form: 'inspection_record', id, paper: { size: 'A4', landscape: true } } as const;
    if (kind === '.pdf') await caller.prints.pdf({ ...request, token: grant(to, 'write') });
    else {
      const { base64 } = await caller.prints.docx(request);
      await writeOutput(to, Buffer.from(base64, 'base64'), 'common.not_written');
    }
    terminal.say(terminal.words('printed', { file: to }));
    terminal.value({ file: to });
    return 0;
  };
}
