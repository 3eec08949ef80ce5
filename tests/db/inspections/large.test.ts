import { expect, test } from 'vitest';
import { BLANK_SHEET } from '../../../db/domain/inspection.ts';
import { pack, unpack, type InspectionRecord } from '../../../db/features/inspections/record.ts';

test('a record of some thousand archives could not be read again once it was signed', () => {
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
  const record: InspectionRecord = {
    period: '2026-H1',
    addendum: 0,
    openedOn: '2026-06-01',
    dueOn: '2026-06-30',
    closedOn: '2026-06-20',
    unfinished: null,
    inspectors: [],
    rows: Array.from({ length: 10_000 }, (_, no) => row(no)),
    repairs: [],
    climate: [],
    test: null,
  };
  expect(unpack(pack(record))).toEqual(record);
});
