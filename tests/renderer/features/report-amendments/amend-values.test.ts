import { expect, test } from 'vitest';
import { figuresSchema } from '../../../../db/domain/reports/figures.ts';
import {
  figureOf,
  itemWritten,
  NO_ITEM,
  TOTALS,
  type AmendValues,
} from '../../../../renderer/features/report-amendments/amend-values.ts';

const figures = figuresSchema.parse({
  name: 'customer_statistics',
  title: '客户信息统计表',
  period: '2026-02',
  from: '2026-02-01',
  to: '2026-02-28',
  asOf: '2026-02-28',
  asked: [],
  tables: [
    {
      key: 'category',
      title: '按客户分类',
      head: '类型',
      columns: [
        { key: 'count', title: '户数', kind: 'count' },
        { key: 'share', title: '占比', kind: 'percent' },
      ],
      rows: [{ key: 'client', label: '客户', figures: [12, '100.0'] }],
      totals: [12, '100.0'],
      notes: [],
      chart: null,
    },
  ],
});

const written = (change: Partial<AmendValues>) =>
  itemWritten(figures, { items: [], table: 'category', ...NO_ITEM, ...change });
const whole = { row: 'client', measure: 'count', value: '1,013', reason: '漏计一户' };

test('a figure is read as its column has it', () => {
  expect(written(whole)).toEqual({
    item: { table: 'category', row: 'client', measure: 'count', value: 1013, reason: '漏计一户' },
  });
  expect(figureOf('percent', ' 12.5 ')).toBe('12.5');
  expect(figureOf('count', '')).toBeNull();
});

test('the line of totals is amended as a row of its own', () => {
  expect(written({ ...whole, row: TOTALS })).toMatchObject({ item: { row: null, value: 1013 } });
});

test.each([
  ['row', null, { ...whole, row: null }],
  ['measure', null, { ...whole, measure: null }],
  ['value', 'reports.figure_form', { ...whole, value: '12.5' }],
  ['value', 'reports.figure_form', { ...whole, measure: 'share', value: '12' }],
  ['value', 'reports.nothing_amended', { ...whole, value: '12' }],
  ['reason', 'reports.amend_reason', { ...whole, reason: ' ' }],
] as const)('what is wrong is said at its field: %s %s', (field, code, change) => {
  expect(written(change)).toEqual({ field, code });
});

test('the same figure is not amended twice', () => {
  const first = written(whole);
  if (!('item' in first)) throw new Error('it is right');
  expect(written({ ...whole, value: '14', items: [first.item] })).toEqual({
    field: 'value',
    code: 'reports.nothing_amended',
  });
});
