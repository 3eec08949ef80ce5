import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { BLANK_SHEET } from '../../../db/domain/inspection.ts';
import { pack, unpack, type InspectionRecord } from '../../../db/features/inspections/record.ts';

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

test('a record of before says no time zone', () => {
  const { zone: _zone, ...before } = recordOf(1);
  const content = deflateRawSync(JSON.stringify({ v: 1, value: before }));
  expect(unpack(content)).toEqual({ ...before, zone: null });
});
