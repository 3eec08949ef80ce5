import { expect, test } from 'vitest';
import { BLANK_SHEET } from '../../../db/domain/inspection.ts';
import { moveArchive } from '../../../db/features/customers/service.ts';
import { toColumns } from '../../../db/features/inspections/entries.ts';
import { notedIn, shelvesOf } from '../../../db/features/inspections/overview.ts';
import { pack, summaryIn, unpack } from '../../../db/features/inspections/packed-record.ts';
import { makeRecord } from '../../../db/features/inspections/record.ts';
import { summaryOfRecord } from '../../../db/features/inspections/summary.ts';
import { current } from '../../../db/features/inspections/status.ts';
import { ENTRIES, findInspection } from '../../../db/features/inspections/store.ts';
import { WALK_FILTERS, walkFiltered, walkLevels } from '../../../db/features/inspections/walk.ts';
import { appendRows } from '../../../db/work/ledger.ts';
import type { TestVault } from '../../support/vault.ts';
import { aSheet, fileAt, goTo, levelOf, openShelved, ROOM, scanned, signAll, scanAll } from './support.ts';

/** What the window is shown, by what is kept in mind and by a first look. */
async function expectAsRead(vault: TestVault, id: number): Promise<void> {
  const kept = vault.contextOf('archivist');
  const fresh = { ...kept, outside: new Map() };
  const shown = async (ctx: typeof kept) => ({
    now: await current(ctx),
    levels: await walkLevels(ctx, id),
    lists: await Promise.all(WALK_FILTERS.map((filter) => walkFiltered(ctx, { id, filter, from: 0 }))),
  });
  expect(await shown(kept)).toEqual(await shown(fresh));
}

test('what is kept in mind of an inspection follows whatever is done', async () => {
  await using vault = await openShelved(3, [levelOf('A'), levelOf('B')]);
  await goTo(vault, '2026-06-01');
  const archivist = vault.as('archivist').inspections;
  const { id = 0 } = (await archivist.current()).inspection ?? {};
  const expectIt = () => expectAsRead(vault, id);
  await expectIt();
  await scanned(vault, 1);
  await expectIt();
  await scanned(vault, 2, levelOf('B'), 'supervisor');
  await archivist.note({ id: 3, no: 0, sheet: aSheet({ outcome: 'missing' }) });
  await expectIt();
  await archivist.putRight({ id: 2, no: 1, how: 'registered' });
  await expectIt();
  await scanned(vault, 3);
  const finding = { kind: 'mouldy', degree: 'slight', note: null } as const;
  await archivist.note({ id: 1, no: 1, sheet: aSheet({ findings: [finding] }) });
  expect((await archivist.list())[0]).toMatchObject({ withFindings: 1, inspected: 3 });
  await expectIt();
  await fileAt(vault, levelOf('C', 2), 1);
  await expectIt();
  await archivist.note({ id: 1, no: 2, sheet: BLANK_SHEET });
  expect((await archivist.list())[0]).toMatchObject({ withFindings: 0, inspected: 3 });
  const ctx = vault.contextOf('archivist');
  ctx.transaction((db) => moveArchive(db, ctx, 1, { room: ROOM, cabinet: 'D', level: 1, position: 1 }));
  await expectIt();
});

test('what was never looked at is told from the half-years before, in the next one too', async () => {
  await using vault = await openShelved(3);
  await goTo(vault, '2026-06-01');
  const archivist = vault.as('archivist').inspections;
  const first = (await archivist.current()).inspection?.id ?? 0;
  await archivist.note({ id: 2, no: 0, sheet: aSheet({ outcome: 'missing' }) });
  await scanAll(vault);
  await signAll(vault, first);
  const addendum = await archivist.openAddendum({ id: first });
  await goTo(vault, '2026-12-01');
  const next = (await archivist.current()).inspection?.id ?? 0;
  expect((await archivist.filtered({ id: next, filter: 'never' })).lines.map(({ id }) => id)).toEqual([2]);
  await expectAsRead(vault, next);
  // The addendum goes on beside it.
  const ctx = vault.contextOf('archivist');
  const archive = { id: 2, archiveNo: '', name: '', secrecy: 'normal', shelf: null } as const;
  const rows = [toColumns(archive, BLANK_SHEET, 1, 'scan')];
  ctx.transaction((db) => appendRows(db, ctx, ENTRIES, addendum.id, rows, { action: 'inspections.note' }));
  expect((await archivist.filtered({ id: next, filter: 'never' })).lines).toEqual([]);
  await expectAsRead(vault, next);
});

test('what a transaction noted before it failed is not kept in mind', async () => {
  await using vault = await openShelved(3);
  await goTo(vault, '2026-06-01');
  const { id = 0 } = (await vault.as('archivist').inspections.current()).inspection ?? {};
  const ctx = vault.contextOf('archivist');
  const archive = { id: 3, archiveNo: '', name: '', secrecy: 'normal', shelf: null } as const;
  const failing = () =>
    ctx.transaction((db) => {
      const rows = [toColumns(archive, BLANK_SHEET, 1, 'pick')];
      appendRows(db, ctx, ENTRIES, id, rows, { action: 'inspections.note' });
      expect(notedIn(ctx, { id }).has(3)).toBe(true);
      throw new Error('the disk is full');
    });
  expect(failing).toThrow('the disk is full');
  expect(notedIn(ctx, { id }).has(3)).toBe(false);
  await scanned(vault, 1);
  expect(notedIn(ctx, { id }).counts).toEqual([{ outcome: 'in_place', way: 'scan', count: 1 }]);
});

test('a scan reads neither levels nor their order again', async () => {
  await using vault = await openShelved(3);
  await goTo(vault, '2026-06-01');
  const ctx = vault.contextOf('archivist');
  const { levels, ids } = shelvesOf(ctx);
  await scanned(vault, 1);
  expect(shelvesOf(ctx).levels).toBe(levels);
  expect(shelvesOf(ctx).ids).toBe(ids);
  await fileAt(vault, levelOf('A'), 9);
  expect(shelvesOf(ctx).ids).not.toBe(ids);
});

test('a record has its summary before it, and is not read with another one', async () => {
  await using vault = await openShelved(2);
  await goTo(vault, '2026-06-01');
  const archivist = vault.as('archivist').inspections;
  const { id = 0 } = (await archivist.current()).inspection ?? {};
  const finding = { kind: 'damp', degree: 'severe', note: null } as const;
  await archivist.note({ id: 1, no: 0, sheet: aSheet({ findings: [finding] }) });
  const { reader } = vault.contextOf('archivist');
  const inspection = findInspection(reader, id);
  if (!inspection) throw new Error('no inspection');
  const record = makeRecord(reader, inspection, '2026-06-01');
  const packed = pack(record);
  expect(unpack(packed)).toEqual(record);
  expect(summaryIn(packed)).toEqual(summaryOfRecord(record));
  expect(summaryIn(packed)).toMatchObject({ total: 2, inspected: 1, withFindings: 1, byWay: { pick: 1 } });
  const text = Buffer.from(packed).toString('latin1');
  const other = Buffer.from(text.replace('"total":2', '"total":3'), 'latin1');
  expect(summaryIn(other)).toMatchObject({ total: 3 });
  expect(unpack(other)).toBeNull();
  for (const broken of [packed.subarray(0, 3), packed.subarray(0, 40), packed.subarray(0, -5)])
    expect(unpack(broken)).toBeNull();
});
