import { expect, test } from 'vitest';
import { BLANK_SHEET } from '../../../db/domain/inspection.ts';
import { toColumns } from '../../../db/features/inspections/entries.ts';
import { inspections as subject } from '../../../db/features/inspections/flow.ts';
import { ENTRIES, findInspection } from '../../../db/features/inspections/store.ts';
import { Confirmation } from '../../../db/work/flow/confirmation.ts';
import { NOTHING, takeStep } from '../../../db/work/flow/engine.ts';
import { appendRows } from '../../../db/work/ledger.ts';
import type { Role } from '../../../db/domain/roles.ts';
import type { InspectionStep } from '../../../db/domain/inspection.ts';
import { withoutTriggers } from '../../security/own-tool.ts';
import { testedAndHandled } from '../../support/four-properties.ts';
import { TEST_PASSWORD, type TestVault } from '../../support/vault.ts';
import { goTo, openShelved, scanAll, scanned, signAll, wrongOf } from './support.ts';

/** A step that somebody takes and signs for with a tool of their own, which asks nothing of the inspection. */
async function taken(vault: TestVault, role: Role, step: InspectionStep): Promise<void> {
  await vault.signIn(role);
  const ctx = vault.contextOf(role);
  const { version = 0 } = findInspection(ctx.reader, 1) ?? {};
  const confirmed = await Confirmation.confirm(ctx, TEST_PASSWORD);
  takeStep(ctx, subject, { id: 1, version, step, confirmed }, NOTHING);
}

/** An entry that somebody writes with a tool of their own, with its row of the log. */
function written(vault: TestVault, customerId: number, no: number): void {
  const ctx = vault.contextOf('archivist');
  const archive = { id: customerId, archiveNo: '', name: '', secrecy: 'normal', shelf: null } as const;
  const row = toColumns(archive, { ...BLANK_SHEET, outcome: 'missing' }, no, 'pick');
  const action = 'inspections.correct';
  withoutTriggers(vault.opened.vault.database, () =>
    ctx.transaction((db) => void appendRows(db, ctx, ENTRIES, 1, [row], { action })),
  );
}

async function openRunning(): Promise<TestVault> {
  const vault = await openShelved(2);
  await goTo(vault, '2026-06-01');
  return vault;
}

test('whoever inspected reviewed it with a tool of their own', async () => {
  await using vault = await openRunning();
  await scanned(vault, 1, null, 'supervisor');
  await scanned(vault, 2);
  await testedAndHandled(vault);
  await vault.as('archivist').inspections.sign({ id: 1, version: 2, password: TEST_PASSWORD });
  expect(await wrongOf(vault)).toEqual([]);
  await taken(vault, 'supervisor', 'review');
  expect(await wrongOf(vault)).toEqual(['ledgers']);
});

test('somebody signed as an inspector who had inspected nothing', async () => {
  await using vault = await openRunning();
  await scanAll(vault);
  await taken(vault, 'supervisor', 'sign');
  expect(await wrongOf(vault)).toEqual(['ledgers']);
});

test('an entry was added to what is signed', async () => {
  await using vault = await openRunning();
  await scanAll(vault);
  await signAll(vault, 1);
  expect(await wrongOf(vault)).toEqual([]);
  written(vault, 1, 2);
  expect(await wrongOf(vault)).toEqual(['ledgers']);
});

test('what was corrected after a record was given back is no entry out of time', async () => {
  await using vault = await openRunning();
  await scanAll(vault);
  await testedAndHandled(vault);
  const { inspections } = vault.as('archivist');
  await inspections.sign({ id: 1, version: 2, password: TEST_PASSWORD });
  const reason = { choice: 'look_again', text: null } as const;
  await vault.as('supervisor').inspections.return({ id: 1, version: 3, reason });
  await inspections.note({ id: 1, no: 1, sheet: { ...BLANK_SHEET, outcome: 'missing' } });
  await signAll(vault, 1);
  expect(await wrongOf(vault)).toEqual([]);
});
