/** `report request|sign|refuse|review|runs|copies|check`: what is asked for, signed, handed out and checked. */
import { periodOf, periodSchema } from '../domain/figures/periods.ts';
import { daySchema } from '../domain/dates.ts';
import { reportNameSchema } from '../domain/reports/choices.ts';
import type { Command, Usage } from './command.ts';
import { compileDue, findOpen, readNamed, tell, type Caller, type Kind, type Named } from './report-now.ts';
import type { Values } from './usage.ts';

type Work = ReturnType<Command['prepare']>;

export function nothingMore(rest: readonly string[], usage: Usage): void {
  const [argument] = rest;
  if (argument !== undefined) usage('extra_argument', { command: 'report', argument });
}

function namedBy([text, ...rest]: readonly string[], usage: Usage): Named {
  if (text === undefined) return usage('missing_argument', { argument: 'ID' });
  nothingMore(rest, usage);
  return readNamed(text) ?? usage('bad_report_id', { found: text });
}

const KINDS_OF_PERIOD = ['month', 'half', 'year'] as const;

/** `--period month` for each month from the present one, `--period 2025-06` for that one alone. */
export function request([named, ...rest]: readonly string[], values: Values, usage: Usage): Work {
  if (named === undefined) return usage('missing_argument', { argument: 'NAME' });
  nothingMore(rest, usage);
  const name = reportNameSchema.safeParse(named).data;
  if (name === undefined)
    return usage('bad_report', { found: named, choices: reportNameSchema.options.join(', ') });
  const { period, until, purpose, department = '' } = values;
  for (const [option, value] of Object.entries({ period, until, purpose }))
    if (value === undefined) return usage('missing_option', { option });
  const every = KINDS_OF_PERIOD.find((kind) => kind === period);
  const single = periodSchema.safeParse(period).data;
  if (every === undefined && single === undefined) return usage('bad_report_every', { found: period });
  const validUntil = daySchema.safeParse(until).data;
  if (validUntil === undefined) return usage('bad_day', { option: 'until' });
  return async (session, terminal) => {
    await compileDue(session);
    const { caller, host } = session;
    const today = host.contextFor(session.origin).clock.today();
    const dues = every
      ? { every, firstPeriod: periodOf(today, every) }
      : { every: 'single' as const, firstPeriod: single ?? periodOf(today, 'month') };
    const input = { name, department, purpose: purpose ?? '', validUntil, ...dues };
    const { id } = await caller.reportRequests.save({ id: null, version: null, submit: true, input });
    return tell(caller, terminal, { kind: 'request', id });
  };
}

/** The signatures of each kind in their order. */
const SIGNATURES: Readonly<Record<Kind, readonly string[]>> = {
  request: ['resubmit', 'review', 'approve'],
  report: ['recompile', 'hand_on', 'review', 'release'],
  amendment: ['approve', 'file'],
};
const REVIEWS = { ...SIGNATURES, request: [], amendment: [] };
const REFUSALS: Readonly<Record<Kind, readonly string[]>> = {
  request: ['refuse', 'reject', 'withdraw', 'end', 'stop'],
  report: ['return', 'send_back'],
  amendment: ['refuse', 'withdraw'],
};

/** Signs whatever is open to whoever is signed in. */
export function sign(rest: readonly string[], _values: Values, usage: Usage): Work {
  return signing(namedBy(rest, usage), SIGNATURES);
}

/** The same of a frozen report alone: looked over, reviewed, released. */
export function review(rest: readonly string[], _values: Values, usage: Usage): Work {
  const named = namedBy(rest, usage);
  return signing({ ...named, kind: named.kind ?? 'report' }, REVIEWS);
}

function signing(named: Named, steps: Readonly<Record<Kind, readonly string[]>>): Work {
  return async (session, terminal) => {
    await compileDue(session);
    const { caller } = session;
    const { kind, step, id, version } = await findOpen(caller, named, steps);
    const ask = () => terminal.password(terminal.words('ask_password'));
    await take(caller, { kind, step, id, version }, ask);
    // What was approved may be due at once.
    await compileDue(session);
    return tell(caller, terminal, { kind, id });
  };
}

interface Taken {
  readonly kind: Kind;
  readonly step: string;
  readonly id: number;
  readonly version: number;
}

async function take(
  { reportRequests, reports, reportAmendments }: Caller,
  { kind, step, ...move }: Taken,
  ask: () => Promise<string>,
): Promise<unknown> {
  switch (`${kind}.${step}`) {
    case 'request.resubmit': {
      const { input } = await reportRequests.get({ id: move.id });
      return reportRequests.save({ ...move, submit: true, input });
    }
    case 'request.review':
      return reportRequests.review({ ...move, password: await ask() });
    case 'request.approve':
      return reportRequests.approve({ ...move, password: await ask() });
    case 'report.recompile':
      return reports.compileAgain(move);
    case 'report.hand_on':
      return reports.handOn(move);
    case 'report.review':
      return reports.review({ ...move, password: await ask() });
    case 'report.release':
      return reports.release({ ...move, password: await ask() });
    case 'amendment.approve':
      return reportAmendments.approve({ ...move, password: await ask() });
    case 'amendment.file':
      return reportAmendments.file(move);
    default:
      throw new Error(`nothing signs ${kind}.${step}`);
  }
}

/** Refuses, gives back, withdraws or ends, by what is open to whoever is signed in; `--note` says why. */
export function refuse(rest: readonly string[], { note }: Values, usage: Usage): Work {
  const named = namedBy(rest, usage);
  if (note === undefined) return usage('missing_option', { option: 'note' });
  return async (session, terminal) => {
    await compileDue(session);
    const { caller } = session;
    const { kind, step, id, version } = await findOpen(caller, named, REFUSALS);
    const reason = { choice: 'other', text: note } as const;
    const move = { id, version, reason };
    switch (`${kind}.${step}`) {
      case 'request.refuse':
        await caller.reportRequests.refuse(move);
        break;
      case 'request.reject':
        await caller.reportRequests.reject(move);
        break;
      case 'request.withdraw':
        await caller.reportRequests.withdraw(move);
        break;
      case 'report.return':
        await caller.reports.return(move);
        break;
      case 'report.send_back':
        await caller.reports.sendBack(move);
        break;
      case 'amendment.refuse':
        await caller.reportAmendments.refuse(move);
        break;
      case 'amendment.withdraw':
        await caller.reportAmendments.withdraw(move);
        break;
      default:
        await caller.reportRequests.end(move);
    }
    return tell(caller, terminal, { kind, id });
  };
}

/** What was compiled, the newest first. */
export function runs(rest: readonly string[], _values: Values, usage: Usage): Work {
  nothingMore(rest, usage);
  return async (session, terminal) => {
    await compileDue(session);
    const { rows } = await session.caller.reports.runs({ limit: 200 });
    const shown = rows.map(({ id, title, period, revision, state, requestId, dueOn }) => ({
      id,
      title,
      period,
      revision,
      state,
      request: requestId,
      dueOn,
    }));
    for (const one of shown) terminal.say(terminal.words('report_run', one));
    terminal.value(shown);
    return 0;
  };
}

/** The copies of a report; `--add` registers one more, `--take-back` takes one back. */
export function copies(rest: readonly string[], values: Values, usage: Usage): Work {
  const { id, kind } = namedBy(rest, usage);
  const { add, 'take-back': back, department } = values;
  if (kind !== null && kind !== 'report') return usage('bad_report_id', { found: rest[0] });
  if (back !== undefined && !/^[1-9]\d{0,3}$/.test(back)) return usage('bad_option', { option: 'take-back' });
  return async (session, terminal) => {
    await compileDue(session);
    const { reportCopies } = session.caller;
    if (add !== undefined)
      await reportCopies.register({ id, copies: [{ recipient: add, department: department ?? null }] });
    if (back !== undefined) await reportCopies.takeBack({ id, copyNo: Number(back) });
    const shown = (await reportCopies.list({ id })).map(
      ({ copyNo, recipient, department: of, on, code }) => ({
        copyNo,
        recipient,
        department: of,
        registered: on.register,
        handedOut: on.hand_out,
        calledIn: on.call_in,
        takenBack: on.take_back,
        code,
      }),
    );
    for (const one of shown)
      terminal.say(
        terminal.words('report_copy', {
          ...one,
          department: one.department ?? '',
          takenBack: one.takenBack ?? one.calledIn ?? '—',
        }),
      );
    terminal.value(shown);
    return 0;
  };
}

/** Holds the digits of a paper against the archive; exit 1 where its figures are not those of a valid report. */
export function check(words: readonly string[], _values: Values, usage: Usage): Work {
  const code = words.join(' ');
  if (code === '') return usage('missing_argument', { argument: 'CODE' });
  return async ({ caller }, terminal) => {
    const found = await caller.reports.checkPaper({ code });
    terminal.say(terminal.words(`report_paper_${found.state}`, { ...found.copy }));
    terminal.value({ state: found.state, ...found.copy });
    return found.state === 'same' ? 0 : 1;
  };
}
