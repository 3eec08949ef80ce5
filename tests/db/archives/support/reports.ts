/** What an archive shows of its statistics reports, from what was asked for to a copy that is checked. */
import { AMENDMENT_STATES } from '../../../../db/domain/reports/amendment.ts';
import type { Figure } from '../../../../db/domain/reports/figures.ts';
import { REQUEST_STATES } from '../../../../db/domain/reports/request.ts';
import type { Caller } from '../../../../db/router/dispatch.ts';
import { markupOf } from '../../../support/markup.ts';
import { squeezed, textOf } from './records.ts';
import type { World } from './world.ts';

const READERS = ['archivist', 'developer', 'manager'] as const;

/** Without what the rule of each step was called: wording. */
function stepsOf<Step extends { readonly rule: unknown }>(line: readonly Step[]) {
  return line.map(({ rule: _wording, ...step }) => step);
}

/** 统计报表申请 as each reader sees them, the newest first. */
export async function readReportRequests({ as }: World) {
  const requests: Record<string, unknown> = {};
  for (const reader of READERS) {
    const { list, get, counts } = as(reader).reportRequests;
    const { rows } = await list({ states: [...REQUEST_STATES], limit: 200 });
    const opened = [];
    for (const { id } of rows) {
      const { line, ...request } = await get({ id });
      opened.push({ ...request, steps: stepsOf(line) });
    }
    requests[reader] = { rows, opened, counts: await counts() };
  }
  return requests;
}

const runsOf = async ({ reports }: Caller) => (await reports.runs({ limit: 200 })).rows;

/** The register of reports, each with its figures, and what whoever signs last may do with it. */
export async function readReports({ as }: World) {
  const { reports } = as('archivist');
  const register = await runsOf(as('archivist'));
  const opened = [];
  for (const { id } of register) {
    const { line, ...report } = await reports.get({ id });
    const { figures } = await reports.open({ id });
    const { open: managerMay } = await as('manager').reports.get({ id });
    opened.push({ ...report, steps: stepsOf(line), managerMay, figures });
  }
  return { register, counts: await reports.counts(), opened };
}

/** The reports that somebody outside the department's desk asked for, with the names that they may read. */
export async function readReportsAsked({ as }: World) {
  const { reports } = as('developer');
  const opened = [];
  for (const { id } of await runsOf(as('developer'))) {
    const { figures, mark } = await reports.open({ id });
    opened.push({ ...(await reports.get({ id })), figures, mark });
  }
  return opened;
}

/** Each report computed anew: equal, or what differs. */
export async function readRecomputed({ as }: World) {
  const computed = [];
  for (const { id } of await runsOf(as('archivist')))
    computed.push({ id, ...(await as('archivist').reports.computeAgain({ id })) });
  return computed;
}

/** 印发登记, and what the digits of each paper tell. */
export async function readReportCopies({ as }: World) {
  const registers = [];
  for (const { id } of await runsOf(as('archivist'))) {
    const copies = [];
    for (const copy of await as('archivist').reportCopies.list({ id }))
      copies.push({ ...copy, checked: await as('auditor').reports.checkPaper({ code: copy.code }) });
    registers.push({ id, copies });
  }
  return registers;
}

/** As a page has it. */
const printed = (figure: Figure): string =>
  typeof figure === 'number' ? figure.toLocaleString('en-GB') : (figure ?? '—');

/** The paper of every copy that may still be printed: its digits, whose it is, and whether all figures stand on it. */
export async function readReportPapers({ as }: World) {
  const { reports, reportCopies, prints } = as('archivist');
  const papers = [];
  for (const { id, state } of await runsOf(as('archivist'))) {
    if (state !== 'released') continue;
    const { figures } = await reports.open({ id });
    for (const { copyNo, recipient, code, on } of await reportCopies.list({ id })) {
      if (on.take_back !== null || on.call_in !== null) continue;
      const pages = await prints.pages({ form: 'report', id, options: { copy: copyNo } });
      const paper = textOf(markupOf(pages));
      const rows = figures.tables.flatMap((table) => table.rows.map((row) => row.figures.map(printed)));
      const lacking = rows.filter((row) => !paper.includes(squeezed(row.join(''))));
      const { title, suggestedName } = pages;
      const bears = [recipient, code].filter((text) => paper.includes(squeezed(text)));
      papers.push({ id, copyNo, title, suggestedName, bears, rows: rows.length, lacking });
    }
  }
  return papers;
}

/** 报表修改 as those see it who file and who approve nothing. */
export async function readAmendments({ as }: World) {
  const amendments: Record<string, unknown> = {};
  for (const reader of ['archivist', 'manager'] as const) {
    const { list, get } = as(reader).reportAmendments;
    const { rows } = await list({ states: [...AMENDMENT_STATES], limit: 200 });
    const opened = [];
    for (const { id } of rows) {
      const { line, ...amendment } = await get({ id });
      opened.push({ ...amendment, steps: stepsOf(line) });
    }
    amendments[reader] = opened;
  }
  return amendments;
}

/** Reports saved under a name: each reader's own, and those that are shared. */
export async function readDefinitions({ as }: World) {
  return {
    archivist: await as('archivist').reportDefinitions.list(),
    both: await as('both').reportDefinitions.list(),
  };
}
