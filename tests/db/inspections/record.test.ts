import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { BLANK_SHEET } from '../../../db/domain/inspection.ts';
import { pack, summaryIn, unpack } from '../../../db/features/inspections/packed-record.ts';
import { toColumns } from '../../../db/features/inspections/entries.ts';
import { makeRecord, type InspectionRecord } from '../../../db/features/inspections/record.ts';
import { ENTRIES, findInspection } from '../../../db/features/inspections/store.ts';
import { summaryOfRecord } from '../../../db/features/inspections/summary.ts';
import { appendRows } from '../../../db/work/ledger.ts';
import { goTo, openShelved, scanned } from './support.ts';

const row = (no: number) => ({
  ...BLANK_SHEET,
  foundAt: null,
  archiveNo: `QZ01-KH·2026-D30-GY-${no}`,
  name: '佛山市金艺五金厂',
  place: '一号库房-A-1-1',
  way: 'scan' as const,
  by: 0,
  at: no,
});
const recordOf = (count: number): InspectionRecord => ({
  period: '2026-H1',
  addendum: 0,
  openedOn: '2026-06-01',
  dueOn: '2026-06-30',
  closedOn: '2026-06-20',
  zone: 'Asia/Shanghai',
  unfinished: null,
  inspectors: [],
  rows: Array.from({ length: count }, (_, no) => row(no)),
  repairs: [],
  climate: [],
  test: null,
});

test('a record of some thousand archives could not be read again once it was signed', () => {
  const record = recordOf(10_000);
  expect(unpack(pack(record))).toEqual(record);
});

test('who inspected by two accounts was two people in the record', async () => {
  await using vault = await openShelved(2);
  await goTo(vault, '2026-06-01');
  const { id = 0 } = (await vault.as('archivist').inspections.current()).inspection ?? {};
  await scanned(vault, 1);
  const ctx = vault.contextOf('archivist');
  const { personId, name } = ctx.actor;
  const record = ctx.transaction((db) => {
    const accountId = db.execute(
      `insert into account (person_id, login, state, created_at) values (?, 'another', 'active', 0)`,
      personId,
    ).lastInsertRowid;
    const archive = { id: 2, archiveNo: '', name: '', secrecy: 'normal', shelf: null } as const;
    const rows = [toColumns(archive, BLANK_SHEET, 1, 'scan')];
    const other = { ...ctx, actor: { ...ctx.actor, accountId } };
    appendRows(db, other, ENTRIES, id, rows, { action: 'inspections.note' });
    const inspection = findInspection(db, id);
    return inspection && makeRecord(db, inspection, ctx.clock.today());
  });
  expect(record?.inspectors).toEqual([{ name, count: 2 }]);
  expect(record?.rows.map(({ by }) => by)).toEqual([0, 0]);
});

test('a record of before says no time zone', () => {
  const { zone: _zone, ...before } = recordOf(1);
  const content = deflateRawSync(JSON.stringify({ v: 1, value: before }));
  expect(unpack(content)).toEqual({ ...before, zone: null });
});

test('a record tells its summary without being unpacked, and one of before by being so', () => {
  const record = recordOf(3);
  const content = pack(record);
  expect(summaryIn(content)).toEqual(summaryOfRecord(record));
  const torn = content.subarray(0, content.length - 10);
  expect([summaryIn(torn), unpack(torn)]).toEqual([summaryOfRecord(record), null]);
  const before = deflateRawSync(JSON.stringify({ v: 2, value: record }));
  expect(summaryIn(before)).toEqual(summaryOfRecord(record));
});

test.each([[[]], [[0]], [[0, 0, 255, 255]], [[0, 0, 0, 2, 123, 125]], [[1, 2, 3, 4, 5]]])(
  'bytes %j are no record',
  (bytes) => {
    expect([summaryIn(Uint8Array.from(bytes)), unpack(Uint8Array.from(bytes))]).toEqual([null, null]);
  },
);

test('a record with the summary of another cannot be read', () => {
  const [one, other] = [pack(recordOf(3)), pack(recordOf(4))];
  const lengthOf = (content: Uint8Array) => 4 + Buffer.from(content).readUInt32BE(0);
  const mixed = Buffer.concat([one.subarray(0, lengthOf(one)), other.subarray(lengthOf(other))]);
  expect(unpack(mixed)).toBeNull();
});
