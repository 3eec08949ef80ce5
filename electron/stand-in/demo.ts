/**
 * `npm run demo`: the tour without a window. Makes a trial vault in a temporary folder and does in it what a
 * department does in its first ten minutes, saying what it did and how long each step took.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { periodBefore, periodOf } from '../../db/domain/figures/periods.ts';
import { BLANK_SHEET } from '../../db/domain/inspection.ts';
import { ROLES } from '../../db/domain/roles.ts';
import { DueReports } from '../../db/features/reports/service.ts';
import { createTrial } from '../../db/cli/create.ts';
import { openSession, type CliSession } from '../../db/cli/session.ts';
import { openTerminal } from '../../db/cli/terminal.ts';
import { closeBrowsers } from './browser.ts';
import { printPdf } from './printer.ts';

const SAMPLE = fileURLToPath(new URL('../../resources/sample/ledger-sample.xlsx', import.meta.url));

const password = randomBytes(12).toString('base64url');
const terminal = openTerminal(false, process, { ...process.env, KEDANG_PASSWORD: password });
const folder = mkdtempSync(join(tmpdir(), 'kedang-demo-'));
const session = openSession(terminal, { printPdf, witnessFolder: join(folder, 'witness') });
const { caller } = session;

/** Does one step and says what came of it, with its milliseconds. */
async function step<Result>(
  key: string,
  work: () => Promise<Result>,
  tell: (result: Result) => object = () => ({}),
): Promise<Result> {
  const started = performance.now();
  const result = await work();
  const ms = String(Math.round(performance.now() - started)).padStart(6);
  terminal.say(`${ms} ms  ${terminal.words(`demo_${key}`, tell(result))}`);
  return result;
}

async function importSample({ caller }: CliSession) {
  const token = session.grant(SAMPLE, 'read');
  const { sheets } = await caller.import.inspect({ token });
  const plan = await caller.import.plan({
    token,
    sheets: sheets.map(({ name, headerRow, category }) => ({
      sheet: name,
      headerRow,
      category,
      columns: null,
    })),
  });
  return caller.import.run({ planId: plan.planId, answers: { byGroup: {} } });
}

async function searchFor(text: string) {
  return step(
    'search',
    () => caller.search.query({ text, limit: 50 }),
    ({ total, results }) => ({ text, total, first: results[0]?.name ?? '–' }),
  );
}

async function editNote(id: number) {
  const record = await caller.customers.get({ id });
  if (record.access !== 'full') throw new Error('the archivist cannot read the sample');
  const input = { ...record.input, note: terminal.words('demo_note') };
  await caller.customers.update({ id, version: record.version, input, reason: null });
  return caller.customers.history({ id });
}

async function writePdf(id: number): Promise<string> {
  const file = join(folder, 'card.pdf');
  await caller.prints.pdf({ form: 'card', id, token: session.grant(file, 'write') });
  return file;
}

async function writeDocx(id: number): Promise<string> {
  const { base64, suggestedName } = await caller.prints.docx({ form: 'card', id });
  const file = join(folder, suggestedName.endsWith('.docx') ? suggestedName : `${suggestedName}.docx`);
  writeFileSync(file, Buffer.from(base64, 'base64'));
  return file;
}

const fileFacts = (file: string) => ({ file, kib: Math.ceil(statSync(file).size / 1024) });

/** A half-year is inspected: scanned, tested by the computer, signed by three people, printed. */
async function inspect(archive: string): Promise<void> {
  const { inspections, properties, prints, vault } = caller;
  const signInAs = async (login: string) => {
    await vault.lock();
    await vault.unlock({ token: session.grant(archive, 'read'), login, password });
  };
  const { id } = await step(
    'inspection',
    // From its day on the program has opened it by itself.
    async () => (await inspections.current()).inspection ?? inspections.open({}),
    ({ period }) => ({ period }),
  );
  const { labels } = await inspections.labels({});
  await step(
    'scan',
    async () => {
      for (const { code } of labels) await inspections.scan({ code });
    },
    () => ({ count: labels.length }),
  );
  const damaged = { kind: 'damp', degree: 'slight', note: null } as const;
  const [first] = (await inspections.filtered({ id, filter: 'in_place' })).lines;
  if (first) await inspections.note({ id: first.id, no: 1, sheet: { ...BLANK_SHEET, findings: [damaged] } });
  const tested = await step('properties', () => properties.run());
  if (tested.id === null) throw new Error('the test was paused');
  const reason = { choice: 'other', text: terminal.words('demo_handled') } as const;
  const { checks } = await properties.get({ id: tested.id });
  for (const { name, ok } of checks) if (!ok) await properties.handle({ id: tested.id, check: name, reason });
  const version = async () => (await inspections.get({ id })).version;
  await inspections.sign({ id, version: await version(), password });
  await signInAs('supervisor');
  await inspections.review({ id, version: await version(), password });
  await signInAs('service_manager');
  await inspections.approve({ id, version: await version(), password });
  const file = join(folder, 'inspection.pdf');
  const print = { form: 'inspection_record', id, paper: { size: 'A4', landscape: true } } as const;
  await step(
    'record',
    () => prints.pdf({ ...print, token: session.grant(file, 'write') }),
    () => fileFacts(file),
  );
  await signInAs('archivist');
}

/** The report of the last month is asked for, approved, compiled, reviewed by two people, and printed as a copy. */
async function report(archive: string): Promise<void> {
  const { reports, reportRequests, reportCopies, prints, vault } = caller;
  const signInAs = async (login: string) => {
    await vault.lock();
    await vault.unlock({ token: session.grant(archive, 'read'), login, password });
  };
  const today = session.host.contextFor(session.origin).clock.today();
  const single = { every: 'single', firstPeriod: periodBefore(periodOf(today, 'month')) } as const;
  const input = {
    name: 'customer_statistics',
    department: terminal.words('demo_department'),
    purpose: terminal.words('demo_purpose'),
    validUntil: today,
    ...single,
  } as const;
  await signInAs('requester');
  const { id: asked } = await step('report_request', () =>
    reportRequests.save({ id: null, version: null, submit: true, input }),
  );
  await signInAs('service_manager');
  await reportRequests.review({ id: asked, version: 1, password });
  await signInAs('general_manager');
  await reportRequests.approve({ id: asked, version: 2, password });
  await signInAs('archivist');
  const due = new DueReports(session.host);
  const [run] = await step(
    'report_compile',
    async () => {
      due.look();
      await due.idle();
      return (await reports.runs({ requestId: asked })).rows;
    },
    ([compiled]) => ({ title: compiled?.title, period: compiled?.period }),
  );
  if (!run) throw new Error('no report was compiled');
  const { id } = run;
  const version = async () => (await reports.get({ id })).version;
  await reports.handOn({ id, version: await version() });
  await signInAs('supervisor');
  await reports.review({ id, version: await version(), password });
  await signInAs('service_manager');
  await reports.release({ id, version: await version(), password });
  await signInAs('archivist');
  const recipient = terminal.words('demo_recipient');
  await reportCopies.register({ id, copies: [{ recipient, department: input.department }] });
  const file = join(folder, 'report.pdf');
  const print = { form: 'report', id, options: { copy: 1 } } as const;
  await step(
    'report_print',
    () => prints.pdf({ ...print, token: session.grant(file, 'write') }),
    () => fileFacts(file),
  );
  const [copy] = await reportCopies.list({ id });
  const { state } = await step(
    'report_check',
    () => reports.checkPaper({ code: copy?.code ?? '' }),
    () => ({ recipient }),
  );
  if (state !== 'same') throw new Error('the printed report is not that of the archive');
}

/** The disk dies: what is in the backup is back, and verifies. */
async function loseAndRestore(archive: string): Promise<void> {
  const place = join(folder, 'backups');
  mkdirSync(place);
  const signInAs = (login: string) =>
    caller.vault.unlock({ token: session.grant(archive, 'read'), login, password });
  await caller.vault.lock();
  await signInAs('system_admin');
  const made = await step(
    'backup',
    () => caller.backup.make({ token: session.grant(place, 'write') }),
    (backup) => ({ folder: backup.folder }),
  );
  await caller.vault.close();
  await step('lose', async () => {
    for (const end of ['', '.keys', '.keys.bak', '.anchors']) rmSync(`${archive}${end}`, { force: true });
  });
  const secret = { login: 'archivist', password };
  const restored = await step(
    'restore',
    async () => {
      const token = session.grant(made.folder, 'read');
      const { restoreId } = await caller.backup.inspect({ token, secret });
      return caller.backup.restore({ restoreId, token: session.grant(archive, 'write') });
    },
    ({ archives, head }) => ({ archives, seq: head.seq }),
  );
  // This computer saw what came after the backup: the vault says so, and opens for one person, being for trials.
  const asked = { token: session.grant(archive, 'read'), login: 'auditor', password };
  await caller.vault.unlockWithSecond({ ...asked, second: null });
  const { ok } = await step('verify', () => caller.audit.verify(), verified);
  if (!ok || restored.head.hash !== made.head.hash) throw new Error('the restored vault does not verify');
}

function verified({ checks, head }: Awaited<ReturnType<typeof caller.audit.verify>>) {
  return { passed: checks.filter((check) => check.ok).length, checks: checks.length, rows: head?.seq ?? 0 };
}

async function tour(): Promise<void> {
  const archive = join(folder, 'demo.kda');
  const company = terminal.words('demo_company');
  terminal.say(terminal.words('demo_title', { folder }));
  const quiet = { ...terminal, say: () => {} };
  await step('create', () =>
    createTrial(session, quiet, { archive, company, fonds: 'QZ01', pattern: undefined, recovery: undefined }),
  );
  await caller.vault.lock();
  const token = session.grant(archive, 'read');
  await step('sign_in', () => caller.vault.unlock({ token, login: 'archivist', password }));
  await step(
    'import',
    () => importSample(session),
    (counts) => counts,
  );
  const { results } = await searchFor('fsjy');
  await searchFor(terminal.words('demo_character'));
  const found = results[0];
  if (!found) throw new Error('the sample has nothing under fsjy');
  const record = await caller.customers.get({ id: found.id });
  const number = record.access === 'full' ? record.input.contacts[0]?.mobile : null;
  if (number) await searchFor(number.slice(-4));
  await step(
    'edit',
    () => editNote(found.id),
    (history) => ({ name: found.name, changes: history.length }),
  );
  await step('pdf', () => writePdf(found.id), fileFacts);
  await step('docx', () => writeDocx(found.id), fileFacts);
  await inspect(archive);
  await report(archive);
  const verification = await step('verify', () => caller.audit.verify(), verified);
  if (!verification.ok) throw new Error('the demo vault does not verify');
  await loseAndRestore(archive);
  terminal.say(terminal.words('demo_end'));
  terminal.say(terminal.words('demo_end_archive', { archive }));
  terminal.say(terminal.words('demo_end_people', { logins: ROLES.join(' '), password }));
  const papers = readdirSync(folder).filter((name) => /\.(?:pdf|docx)$/.test(name));
  terminal.say(terminal.words('demo_end_papers', { papers: papers.join(' '), folder }));
}

try {
  await tour();
} finally {
  session.close();
  await closeBrowsers();
}
