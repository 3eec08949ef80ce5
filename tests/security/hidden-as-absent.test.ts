/** A record that is hidden from somebody cannot be told from one that does not exist: not by the answer, nor by the work. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../../db/router/dispatch.ts';
import { aCustomer } from '../support/factories.ts';
import { openTestVault, type TestVault } from '../support/vault.ts';
import { aRequest, releasedReport } from '../db/reports/support.ts';
import { refusalOf } from './support.ts';

type Kind = 'customer' | 'filing' | 'report' | 'report_request' | 'report_amendment';

const ABSENT = 9_999_999;

let vault: TestVault;
let developer: Caller;
let hidden: Readonly<Record<Kind, number>> & { readonly archiveNo: string };

beforeAll(async () => {
  vault = await openTestVault();
  await vault.signIn('developer', 'auditor');
  developer = vault.as('developer');
  const archivist = vault.as('archivist');
  const { id, archiveNo } = await archivist.customers.create(aCustomer({ secrecy: 'secret' }));
  const filing = await archivist.filings.save({ id: null, version: null, input: aCustomer(), submit: true });
  const asked = { id: null, version: null, submit: true, input: aRequest() };
  const request = await archivist.reportRequests.save(asked);
  const report = await releasedReport(vault);
  const amendment = { id: null, version: null, submit: true, reportId: report, items: AN_ITEM };
  const { id: amended } = await vault.as('supervisor').reportAmendments.save(amendment);
  hidden = {
    customer: id,
    filing: filing.id,
    report,
    report_request: request.id,
    report_amendment: amended,
    archiveNo,
  };
});
afterAll(() => vault[Symbol.asyncDispose]());

interface Statement {
  readonly source: string;
}

/** The statements that SQLite ran for a call, in their order. */
async function statementsOf(call: () => Promise<unknown>): Promise<string[]> {
  const kind = Object.getPrototypeOf(vault.opened.vault.database.prepare('select 1')) as Record<
    string,
    (this: Statement, ...values: unknown[]) => unknown
  >;
  const ran: string[] = [];
  const methods = ['get', 'all', 'run', 'iterate'].map((name) => [name, kind[name]] as const);
  try {
    for (const [name, method] of methods)
      kind[name] = function spy(this: Statement, ...values: unknown[]) {
        ran.push(this.source);
        return method?.apply(this, values);
      };
    await call();
  } finally {
    for (const [name, method] of methods) if (method) kind[name] = method;
  }
  return ran;
}

const AN_ITEM = [{ table: 'category', row: 'client', measure: 'count', value: 9, reason: '漏计' }];
const save = (id: number) => ({ id, version: 1, input: aCustomer(), submit: true });
const DOORS: ReadonlyArray<readonly [string, (id: number) => Promise<unknown>, Kind]> = [
  ['customers.get', (id) => developer.customers.get({ id }), 'customer'],
  ['customers.actsOn', (id) => developer.customers.actsOn({ id }), 'customer'],
  ['customers.history', (id) => developer.customers.history({ id }), 'customer'],
  ['filings.get', (id) => developer.filings.get({ id }), 'filing'],
  ['inbox.earlier', (id) => developer.inbox.earlier({ flow: 'filings', id }), 'filing'],
  ['inbox.since', (id) => developer.inbox.since({ flow: 'filings', id }), 'filing'],
  ['filings.save', (id) => developer.filings.save(save(id)), 'filing'],
  ['filings.withdraw', (id) => developer.filings.withdraw({ id, version: 1 }), 'filing'],
  ['reports.get', (id) => developer.reports.get({ id }), 'report'],
  ['reports.open', (id) => developer.reports.open({ id }), 'report'],
  ['reports.draw', (id) => developer.reports.draw({ id }), 'report'],
  ['reportRequests.get', (id) => developer.reportRequests.get({ id }), 'report_request'],
  [
    'reportRequests.withdraw',
    (id) => developer.reportRequests.withdraw({ id, version: 1 }),
    'report_request',
  ],
  ['reportAmendments.get', (id) => developer.reportAmendments.get({ id }), 'report_amendment'],
];

describe.each(DOORS)('%s', (_, ask, kind) => {
  test('answers and does the same for both, and each is in the log', async () => {
    const answers: unknown[] = [];
    const work = [];
    const logged = [];
    for (const id of [hidden[kind], ABSENT]) {
      const before = await lastRow();
      work.push(await statementsOf(async () => answers.push(await refusalOf(ask(id)))));
      const { object, secrecy: _secrecy, seq, ...row } = await lastRow();
      expect([seq, object]).toEqual([before.seq + 1, `${kind}:${id}`]);
      logged.push({ action: row.action, decision: row.decision, login: row.login, reason: row.reason });
    }
    expect(answers[0]).toEqual({ code: `${kind}s.not_found`, data: {} });
    expect(answers[1]).toEqual(answers[0]);
    expect(work[0]?.length).toBeGreaterThan(2);
    expect(work[1]).toEqual(work[0]);
    expect(logged[1]).toEqual(logged[0]);
    expect(logged[0]).toMatchObject({ decision: 'deny', login: 'developer' });
  });
});

async function lastRow() {
  const { rows } = await vault.as('auditor').audit.list({ limit: 1 });
  const [row] = rows;
  if (!row) throw new Error('the log is empty');
  return row;
}

test('a 档号 of a hidden archive and one that nobody has', async () => {
  const free = hidden.archiveNo.replace(/\d{4}$/, '9999');
  expect(free).not.toBe(hidden.archiveNo);
  const answers: unknown[] = [];
  const work = [];
  for (const archiveNo of [hidden.archiveNo, free])
    work.push(
      await statementsOf(async () =>
        answers.push(await refusalOf(developer.customers.getByArchiveNo({ archiveNo }))),
      ),
    );
  expect(answers[0]).toEqual({ code: 'customers.not_found', data: {} });
  expect(answers[1]).toEqual(answers[0]);
  expect(work[1]).toEqual(work[0]);
});

test('a page of the list that begins at either', async () => {
  await vault.as('archivist').customers.create(aCustomer());
  // What lists hold in memory is read once.
  await developer.search.list({ start: { offset: 0 }, limit: 10 });
  const pages: unknown[] = [];
  const work = [];
  for (const id of [hidden.customer, ABSENT])
    work.push(
      await statementsOf(async () =>
        pages.push(await developer.search.list({ start: { after: id }, limit: 10 })),
      ),
    );
  expect(pages[1]).toEqual(pages[0]);
  expect(work[1]).toEqual(work[0]);
});
