/** What a person writes may be personal: it stays with the record, and the log has the choice alone. */
import { expect, test } from 'vitest';
import type { Reason } from '../../db/domain/reasons.ts';
import { listReasonRules } from '../../db/domain/reasons-of-acts.ts';
import { CORRECTED } from '../../db/domain/repair.ts';
import { noteFindings, takeBackFindings } from '../../db/features/repairs/service.ts';
import { aCustomer } from '../support/factories.ts';
import { approvedRequest, aRequest, releasedReport } from '../db/reports/support.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../support/vault.ts';
import { failedChecks } from './own-tool.ts';

const WRITTEN = '李明手机 13812345678 已停';

/** Each act that takes a reason, done once. */
const ACTS: Readonly<Record<string, (vault: TestVault, reason: Reason<never>) => Promise<unknown>>> = {
  async 'customers.classify'(vault, reason) {
    const { id } = await vault.as('archivist').customers.create(aCustomer());
    const given = { id, version: 1, secrecy: 'secret', secrecyUntil: null, reason } as const;
    await vault.as('service_manager').customers.classify(given);
  },
  async 'customers.assign'(vault, reason) {
    const { id } = await vault.as('archivist').customers.create(aCustomer());
    const { personId } = vault.contextOf('developer').actor;
    const people = { responsibleId: personId, keeperId: null };
    await vault.as('service_manager').customers.assign({ id, version: 1, ...people, reason });
  },
  async 'customers.edit'(vault, reason) {
    const { customers } = vault.as('archivist');
    const input = aCustomer();
    const { id } = await customers.create(input);
    await customers.update({ id, version: 1, input: { ...input, grade: 'gold' }, reason });
  },
  async 'accounts.refuse'(vault, reason) {
    const { request } = await vault.as('system_admin').accounts.setRoles({ id: 3, roles: ['supervisor'] });
    await vault.as('general_manager').accounts.refuse({ request: request ?? 0, reason });
  },
  async 'filings.return'(vault, reason) {
    await vault.as('archivist').filings.return({ ...(await report(vault)), reason });
  },
  async 'filings.withdraw'(vault, reason) {
    await vault.as('developer').filings.withdraw({ ...(await report(vault)), reason });
  },
  async 'environment.withdraw'(vault, reason) {
    const { environment, customers } = vault.as('archivist');
    await customers.create(aCustomer({ shelf: { room: '一号库房', cabinet: 'A', level: 1, position: 1 } }));
    const at = { room: '一号库房', day: vault.clock.today(), seconds: (measured += 60) };
    const { id } = await environment.record({ ...at, temperature: 200, humidity: 500 });
    await environment.withdraw({ id, reason });
  },
  async 'inspections.give_up'(vault, reason) {
    await givenUp(vault, reason);
    await vault.as('archivist').inspections.withdraw(await inspected(vault));
  },
  async 'inspections.withdraw'(vault, reason) {
    await givenUp(vault);
    await vault.as('archivist').inspections.withdraw({ ...(await inspected(vault)), reason });
  },
  async 'inspections.return'(vault, reason) {
    await givenUp(vault);
    await vault.as('supervisor').inspections.return({ ...(await inspected(vault)), reason });
  },
  async 'inspections.send_back'(vault, reason) {
    await givenUp(vault);
    await vault.as('supervisor').inspections.review({ ...(await inspected(vault)), password: TEST_PASSWORD });
    await vault.as('service_manager').inspections.sendBack({ ...(await inspected(vault)), reason });
  },
  async 'repairs.reopen'(vault, reason) {
    const { repairs } = vault.as('archivist');
    const { id } = await mouldy(vault);
    await repairs.withdraw({ id, version: 1, reason: { choice: 'other', text: WRITTEN } });
    await repairs.reopen({ id, version: 2, reason });
  },
  async 'repairs.withdraw'(vault, reason) {
    const { id, customerId } = await mouldy(vault);
    // What the program says nobody says by hand.
    if (reason.choice !== CORRECTED) await vault.as('archivist').repairs.withdraw({ id, version: 1, reason });
    else {
      const ctx = vault.contextOf('archivist');
      const gone = { customerId, kinds: ['mouldy'], source: FOUND_BY } as const;
      ctx.transaction((db) => takeBackFindings(db, ctx, gone));
    }
  },
  async 'properties.handle'(vault, reason) {
    const { id } = await vault.as('archivist').properties.run();
    await vault.as('supervisor').properties.handle({ id: id ?? 0, check: 'staff', reason });
  },
  async 'report_requests.withdraw'(vault, reason) {
    const id = await requestFor(vault);
    await vault.as('requester').reportRequests.withdraw({ id, version: 1, reason });
  },
  async 'report_requests.refuse'(vault, reason) {
    const id = await requestFor(vault);
    await vault.as('service_manager').reportRequests.refuse({ id, version: 1, reason });
  },
  async 'report_requests.reject'(vault, reason) {
    const id = await requestFor(vault);
    await vault.as('service_manager').reportRequests.review({ id, version: 1, password: TEST_PASSWORD });
    await vault.as('general_manager').reportRequests.reject({ id, version: 2, reason });
  },
  async 'report_requests.end'(vault, reason) {
    const id = await approvedRequest(vault);
    await vault.as('requester').reportRequests.end({ id, version: 3, reason });
  },
  async 'report_requests.stop'(vault, reason) {
    const id = await approvedRequest(vault);
    await vault.as('service_manager').reportRequests.end({ id, version: 3, reason });
  },
  async 'reports.return'(vault, reason) {
    const id = await handedOn(vault);
    await vault.as('supervisor').reports.return({ id, version: 3, reason });
  },
  async 'reports.send_back'(vault, reason) {
    const id = await handedOn(vault);
    await vault.as('supervisor').reports.review({ id, version: 3, password: TEST_PASSWORD });
    await vault.as('service_manager').reports.sendBack({ id, version: 4, reason });
  },
  async 'reports.cancel'(vault, reason) {
    const id = await handedOn(vault);
    const move = { id, version: 3, password: TEST_PASSWORD };
    await vault.as('general_manager').reports.cancel({ ...move, reason });
  },
  async 'report_amendments.withdraw'(vault, reason) {
    const id = await amendmentOf(vault);
    await vault.as('supervisor').reportAmendments.withdraw({ id, version: 1, reason });
  },
  async 'report_amendments.refuse'(vault, reason) {
    const id = await amendmentOf(vault);
    await vault.as('general_manager').reportAmendments.refuse({ id, version: 1, reason });
  },
};

async function requestFor(vault: TestVault): Promise<number> {
  const asked = { id: null, version: null, submit: true, input: aRequest() };
  return (await vault.as('requester').reportRequests.save(asked)).id;
}

async function handedOn(vault: TestVault): Promise<number> {
  const { reports } = vault.as('archivist');
  const { id } = await reports.compile({ name: 'storage', period: '2026-02' });
  await reports.handOn({ id, version: 2 });
  return id;
}

async function amendmentOf(vault: TestVault): Promise<number> {
  const reportId = await releasedReport(vault);
  const items = [{ table: 'category', row: 'client', measure: 'count', value: 99, reason: WRITTEN }];
  const asked = { id: null, version: null, submit: true, reportId, items };
  return (await vault.as('supervisor').reportAmendments.save(asked)).id;
}

/** Seconds of the day of the reading before. */
let measured = 0;

/** The inspection that is under way, opened where there is none, at its version. */
async function inspected(vault: TestVault): Promise<{ id: number; version: number }> {
  const { inspections, customers } = vault.as('archivist');
  if (!(await inspections.current()).inspection) {
    await customers.create(aCustomer());
    await inspections.open({});
  }
  const { id = 0, version = 0 } = (await inspections.current()).inspection ?? {};
  return { id, version };
}

async function givenUp(
  vault: TestVault,
  reason: Reason<never> = { choice: 'other', text: WRITTEN } as Reason<never>,
): Promise<void> {
  const move = { ...(await inspected(vault)), password: TEST_PASSWORD };
  await vault.as('archivist').inspections.giveUp({ ...move, reason });
}

const FOUND_BY = { kind: 'inspection', id: 1 } as const;

async function mouldy(vault: TestVault): Promise<{ id: number; customerId: number }> {
  const { id: customerId } = await vault.as('archivist').customers.create(aCustomer());
  const ctx = vault.contextOf('archivist');
  const findings = [{ kind: 'mouldy', degree: 'slight', note: WRITTEN }] as const;
  const found = { customerId, findings, source: FOUND_BY };
  const [noted] = ctx.transaction((db) => noteFindings(db, ctx, found));
  return { id: noted?.repairId ?? 0, customerId };
}

const report = (vault: TestVault) =>
  vault.as('developer').filings.save({ id: null, version: null, input: aCustomer(), submit: true });

test('each act that takes a reason is done here', () => {
  const acts = listReasonRules().map(([action]) => action);
  expect(Object.keys(ACTS).toSorted()).toEqual(acts.toSorted());
});

test('no reason that a person wrote stands in the log; each choice does, and the text with its record', async () => {
  await using vault = await openTestVault();
  await vault.signIn('developer');
  for (const [action, { choices }] of listReasonRules())
    for (const choice of choices) await ACTS[action]?.(vault, { choice, text: WRITTEN } as Reason<never>);
  const { reader } = vault.opened.handles;
  const rows = reader.rows<Record<string, unknown>>('select * from audit');
  const told = rows.flatMap((row) =>
    Object.entries(row).flatMap(([column, value]) => {
      const text = value instanceof Uint8Array ? Buffer.from(value).toString() : String(value);
      return /李明|13812345678/.test(text) ? [[row['seq'], column]] : [];
    }),
  );
  expect(told).toEqual([]);
  const logged = rows.map(({ action, reason }) => `${String(action)} ${String(reason)}`);
  for (const [action, { choices }] of listReasonRules())
    for (const choice of choices) expect(logged).toContain(`${action} ${choice}`);
  for (const table of [
    'customer_change',
    'flow_step',
    'repair_event',
    'property_note',
    'environment_entry',
  ]) {
    const kept = reader.rows<{ text: string }>(
      `select reason_text as text from ${table} where reason is not null and reason <> ?`,
      CORRECTED,
    );
    expect(new Set(kept.map(({ text }) => text))).toEqual(new Set([WRITTEN]));
  }
  expect(await failedChecks(vault)).toEqual([]);
});
