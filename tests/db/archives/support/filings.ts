/** What an archive shows of its 建档申请. */
import { isDeepStrictEqual } from 'node:util';
import { blankCustomer } from '../../../../db/domain/customer.ts';
import type { Day } from '../../../../db/domain/dates.ts';
import { FILING_STATES, type FilingState } from '../../../../db/domain/filing.ts';
import type { Secrecy } from '../../../../db/domain/roles.ts';
import type { Caller } from '../../../../db/router/dispatch.ts';
import type { Readers, World } from './world.ts';

/** 建档申请 in every state, listed and opened, as each reader sees them. */
export async function readFilings({ as, desk }: World) {
  const readers: ReadonlyArray<keyof Readers> = ['archivist', 'both', 'developer', 'manager'];
  const filings: Record<string, unknown> = {};
  for (const reader of readers)
    for (const state of FILING_STATES)
      filings[`${reader} ${state}`] = await filingsOf(as(reader), state, desk.clock.today());
  return filings;
}

async function filingsOf(caller: Caller, state: FilingState, today: Day) {
  const reader = (await caller.vault.status()).account?.name;
  const shown = [];
  for (const line of await linesOf(caller, state)) {
    const filing = await caller.filings.get({ id: line.id });
    const {
      id,
      version,
      input,
      missing,
      askedBy: reportedBy,
      askedAt: reportedAt,
      customerId,
      lag,
      open,
    } = filing;
    const { name, category, secrecy } = input;
    const told = { id, state, name, category, unreadable: null, secrecy, lag };
    const same = { ...told, askedBy: reportedBy, askedAt: reportedAt };
    if (!isDeepStrictEqual(line, same)) throw new Error(`${id} is listed as ${JSON.stringify(line)}`);
    const decision = filing.line.findLast(({ step, at }) => at !== null && DECISIONS.has(step));
    const facts = {
      id,
      state,
      version,
      reportedBy,
      // What was saved again in between is a draft, which nobody has submitted yet; its steps are read apart.
      reportedAt: state === 'draft' ? null : reportedAt,
      decidedBy: decision?.person,
      decidedAt: decision?.at,
      reason: state === 'returned' ? decision?.reason : null,
      reasonText: state === 'returned' ? decision?.reasonText : null,
      customerId,
    };
    const may = {
      edit: open.some((step) => step === 'submit' || step === 'resubmit'),
      decide: open.includes('accept') && open.includes('return'),
    };
    const isGuarded = LOGGED.has(secrecy) && reportedBy !== reader;
    const listed = isGuarded ? { listed: headingOf(line, today) } : {};
    shown.push({ ...facts, missing, lag, may, input, ...listed });
  }
  return shown;
}

const DECISIONS: ReadonlySet<string> = new Set(['accept', 'return']);

/** Of these a list shows less than the filing, a look at which is logged. */
const LOGGED: ReadonlySet<Secrecy> = new Set(['secret', 'top_secret']);

type FilingPage = Awaited<ReturnType<Caller['filings']['list']>>;

async function linesOf(caller: Caller, state: FilingState): Promise<Array<FilingPage['rows'][number]>> {
  const lines = [];
  for (let after: number | null = null; ;) {
    const page: FilingPage = await caller.filings.list({ states: [state], after, limit: 4 });
    lines.push(...page.rows);
    if (page.next === null) return lines;
    after = page.next;
  }
}

/** What a line of the list says of the customer. */
function headingOf({ category, name, secrecy, lag }: FilingPage['rows'][number], today: Day) {
  const firstContactOn = lag && dayBefore(today, lag.days);
  return { ...blankCustomer(category), name, secrecy, firstContactOn };
}

function dayBefore(day: Day, days: number): Day {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}

/** Every step of every 建档申请 that the reader sees, and what is still to come. */
export async function readSteps({ as }: World) {
  const steps: Record<string, unknown> = {};
  for (const reader of ['archivist', 'developer', 'manager'] as const)
    for (const state of FILING_STATES)
      for (const { id } of await linesOf(as(reader), state)) {
        const { line } = await as(reader).filings.get({ id });
        steps[`${reader} ${id}`] = line.map(({ rule: _wording, ...step }) => step);
      }
  return steps;
}
