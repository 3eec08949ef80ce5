/** What `report` works on: a request, a frozen report or an amendment, by what is typed. */
import { DueReports } from '../features/reports/service.ts';
import { Refusal } from './files.ts';
import type { CliSession } from './session.ts';
import type { Terminal } from './terminal.ts';

export type Caller = CliSession['caller'];

export const KINDS = ['request', 'report', 'amendment'] as const;
export type Kind = (typeof KINDS)[number];

/** `17`, or where that may be another thing `request:17`, `report:17`, `amendment:17`. */
export interface Named {
  /** Null: whatever has that number and waits for the person. */
  readonly kind: Kind | null;
  readonly id: number;
}

export function readNamed(text: string | undefined): Named | null {
  const [, kind, id] = /^(?:(request|report|amendment):)?([1-9]\d{0,8})$/.exec(text ?? '') ?? [];
  if (id === undefined) return null;
  return { kind: (kind as Kind | undefined) ?? null, id: Number(id) };
}

/** What the program compiles by itself while somebody is signed in; a command is over too soon to wait for it. */
export async function compileDue({ host }: CliSession): Promise<void> {
  const due = new DueReports(host);
  due.look();
  await due.idle();
}

/** One thing as it stands: its version, and the steps that are open to the person. */
export interface Standing {
  readonly kind: Kind;
  readonly id: number;
  readonly version: number;
  readonly open: readonly string[];
}

/** The first of the kinds that has this number, is seen by the person, and waits for one of the steps from them. */
export async function findOpen(
  caller: Caller,
  { kind, id }: Named,
  steps: Readonly<Record<Kind, readonly string[]>>,
): Promise<Standing & { readonly step: string }> {
  let seen: unknown = null;
  for (const one of kind === null ? KINDS : [kind]) {
    try {
      const standing = await standingOf(caller, one, id);
      const step = steps[one].find((each) => standing.open.includes(each));
      if (step !== undefined) return { ...standing, step };
      seen = null;
    } catch (error) {
      seen ??= error;
    }
  }
  // Where it was named exactly, who refused it says why.
  if (kind !== null && seen !== null) throw seen;
  throw new Refusal('report_nothing_open', { id });
}

async function standingOf(caller: Caller, kind: Kind, id: number): Promise<Standing> {
  const { version, open } = await getOf(caller, kind)({ id });
  return { kind, id, version, open };
}

function getOf({ reportRequests, reports, reportAmendments }: Caller, kind: Kind) {
  if (kind === 'request') return reportRequests.get;
  return kind === 'report' ? reports.get : reportAmendments.get;
}

/** Says how a thing stands; returns the exit code. */
export async function tell(
  caller: Caller,
  terminal: Terminal,
  { kind, id }: Pick<Standing, 'kind' | 'id'>,
): Promise<number> {
  const shown = await shownOf(caller, kind, id);
  terminal.say(terminal.words('report_standing', { ...shown, kind: terminal.words(`report_${kind}`) }));
  terminal.value(shown);
  return 0;
}

async function shownOf(caller: Caller, kind: Kind, id: number) {
  if (kind === 'request') {
    const { title, state, open, every, firstPeriod, validUntil, runs } = await caller.reportRequests.get({
      id,
    });
    return { kind, id, title, state, open, every, firstPeriod, validUntil, runs };
  }
  if (kind === 'report') {
    const { title, state, open, period, revision, compiledBy } = await caller.reports.get({ id });
    return { kind, id, title, state, open, period, revision, compiledBy };
  }
  const { report, state, open, changes } = await caller.reportAmendments.get({ id });
  const items = changes.map(({ table, row, measure, old, value, reason }) => ({
    table,
    row,
    measure,
    old,
    new: value,
    reason,
  }));
  return { kind, id, title: report.title, state, open, report: report.id, items };
}
