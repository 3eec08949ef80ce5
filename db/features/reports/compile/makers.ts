import type { TableName } from '../../../domain/reports/choices.ts';
import { completeness } from './completeness-table.ts';
import { changed, gradeArea, movement, type } from './cross-tables.ts';
import { contactMonth, filingLag, late, responsible, summary, timeliness } from './flow-tables.ts';
import { groupMaker } from './group-table.ts';
import { inspection, places, repairs } from './storage-tables.ts';
import type { TableMaker } from './table-maker.ts';
import { volume, volumeTop } from './volume-tables.ts';

/** How each table of the ready reports is made. */
export const MAKERS: Readonly<Record<TableName, TableMaker>> = {
  summary,
  category: groupMaker('category', { flows: ['filed', 'stopped'], chart: 'pie' }),
  province: groupMaker('province', { byCount: true, chart: 'provinces' }),
  city: groupMaker('city', { byCount: true }),
  industry: groupMaker('industry', { byCount: true, chart: 'bar' }),
  size: groupMaker('size', { chart: 'bar' }),
  grade: groupMaker('grade', { chart: 'bar' }),
  status: groupMaker('status', { flows: [], chart: 'pie' }),
  secrecy: groupMaker('secrecy', { flows: [] }),
  contact_month: contactMonth,
  completeness,
  filing_lag: filingLag,
  volume,
  volume_top: volumeTop,
  type,
  grade_area: gradeArea,
  movement,
  changed,
  places,
  inspection,
  repairs,
  timeliness,
  responsible,
  late,
};
