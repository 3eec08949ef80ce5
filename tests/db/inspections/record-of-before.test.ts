import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inspections } from '../../../db/features/inspections/flow.ts';
import { makeRecord } from '../../../db/features/inspections/record.ts';
import { findInspection, RECORDS } from '../../../db/features/inspections/store.ts';
import { Confirmation } from '../../../db/work/flow/confirmation.ts';
import { takeStep } from '../../../db/work/flow/engine.ts';
import { appendRows } from '../../../db/work/ledger.ts';
import { testedAndHandled } from '../../support/four-properties.ts';
import { markupOf } from '../../support/markup.ts';
import { TEST_PASSWORD, type TestVault } from '../../support/vault.ts';
import { aSheet, goTo, openShelved, scanAll, signAll, wrongOf } from './support.ts';

/** The record of version 1: deflated JSON alone, which says no time zone. */
function packedBefore(vault: TestVault, id: number): Uint8Array {
  const { reader, clock } = vault.contextOf('archivist');
  const inspection = findInspection(reader, id);
  if (!inspection) throw new Error(`no inspection ${id}`);
  const { zone: _zone, ...value } = makeRecord(reader, inspection, clock.today());
  return deflateRawSync(JSON.stringify({ v: 1, value: { ...value, unfinished: null } }));
}

/** Signs as the program of then did, which packed otherwise, and has the others sign. */
async function signedBefore(vault: TestVault, id: number): Promise<void> {
  await testedAndHandled(vault);
  const ctx = vault.contextOf('archivist');
  const content = packedBefore(vault, id);
  const confirmed = await Confirmation.confirm(ctx, TEST_PASSWORD);
  const versionOf = async () => (await vault.as('archivist').inspections.get({ id })).version;
  const signing = { id, version: await versionOf(), step: 'sign', confirmed } as const;
  takeStep(ctx, inspections, signing, (db) => {
    appendRows(db, ctx, RECORDS, id, [{ content }], { action: 'inspections.keep_record' });
  });
  const password = TEST_PASSWORD;
  await vault.as('supervisor').inspections.review({ id, version: await versionOf(), password });
  await vault.as('service_manager').inspections.approve({ id, version: await versionOf(), password });
}

let vault: TestVault;
let first = 0;
const runningOne = async () => (await vault.as('archivist').inspections.current()).inspection?.id ?? 0;
const mouldy = (degree: 'slight' | 'severe') =>
  aSheet({ findings: [{ kind: 'mouldy', degree, note: `封底${degree}` }] });

beforeAll(async () => {
  vault = await openShelved(4);
  await goTo(vault, '2026-06-01');
  first = await runningOne();
  const { note } = vault.as('archivist').inspections;
  await note({ id: 1, no: 0, sheet: mouldy('slight') });
  await note({ id: 2, no: 0, sheet: aSheet({ outcome: 'missing', note: '未在架' }) });
  await scanAll(vault);
  await signedBefore(vault, first);
});
afterAll(() => vault[Symbol.asyncDispose]());

const kept = (id: number) =>
  vault
    .contextOf('archivist')
    .reader.value<Uint8Array>('select content from inspection_record where inspection_id = ?', id);

test('an inspection signed with the record of before stands in the register and on its form', async () => {
  expect(kept(first)?.[0]).not.toBe(0);
  const [line] = await vault.as('archivist').inspections.list();
  expect(line).toMatchObject({
    id: first,
    state: 'signed',
    total: 4,
    inspected: 4,
    outcomes: { in_place: 3, missing: 1 },
    byWay: { scan: 2, pick: 2 },
    withFindings: 1,
  });
  expect(line?.signatures.map(({ step }) => step)).toEqual(['sign', 'review', 'approve']);
  const html = markupOf(await vault.as('archivist').prints.pages({ form: 'inspection_record', id: first }));
  for (const text of ['封底slight', '未在架', '2026-06-01']) expect(html).toContain(text);
  expect(await wrongOf(vault)).toEqual([]);
});

test('and is what the next half-year, signed with that of today, is compared with', async () => {
  await goTo(vault, '2026-12-01');
  const second = await runningOne();
  await vault.as('archivist').inspections.note({ id: 1, no: 0, sheet: mouldy('severe') });
  await scanAll(vault);
  await signAll(vault, second);
  expect(kept(second)?.[0]).toBe(0);
  const form = { form: 'inspection_comparison', id: second } as const;
  const html = markupOf(await vault.as('archivist').prints.pages(form));
  const { customers } = vault.as('service_manager');
  const { index } = await customers.get({ id: 1 });
  expect(html.replaceAll(/<[^>]*>|\s/g, '')).toContain(index.archiveNo);
  const [newest, older] = await vault.as('archivist').inspections.list();
  expect([newest?.id, newest?.withFindings, older?.id, older?.withFindings]).toEqual([second, 1, first, 1]);
  expect(await wrongOf(vault)).toEqual([]);
});
