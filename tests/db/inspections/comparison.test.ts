import { expect, test } from 'vitest';
import { compareRecords, withAddenda } from '../../../db/features/inspections/comparison.ts';
import type { InspectionRecord, RecordRow } from '../../../db/features/inspections/record.ts';
import { markupOf } from '../../support/markup.ts';
import { aSheet, goTo, openShelved, scanAll, signAll } from './support.ts';

const row = (archiveNo: string, overrides: Partial<RecordRow> = {}): RecordRow => ({
  archiveNo,
  name: archiveNo,
  place: 'A-1-1',
  outcome: 'in_place',
  way: 'scan',
  foundAt: null,
  putRight: null,
  borrower: null,
  dueOn: null,
  findings: [],
  note: null,
  by: 0,
  at: 0,
  ...overrides,
});
const found = (degree: 'slight' | 'moderate' | 'severe', kind: 'mouldy' | 'damp' = 'mouldy') => ({
  findings: [{ kind, degree, note: null }],
});
const record = (rows: RecordRow[]): InspectionRecord => ({
  period: '2026-H1',
  addendum: 0,
  openedOn: '2026-06-01',
  dueOn: '2026-06-30',
  closedOn: '2026-06-20',
  zone: null,
  unfinished: null,
  inspectors: [],
  rows,
  repairs: [],
  climate: [],
  test: null,
});

test('what got worse, what was found twice, and what nobody saw in two', () => {
  const before = record([
    row('1', found('slight')),
    row('2', found('severe')),
    row('3', found('moderate', 'damp')),
    row('4', { outcome: 'missing' }),
    row('5', { outcome: 'on_loan', borrower: '销售部' }),
  ]);
  const now = record([
    row('1', found('moderate')),
    row('2', found('moderate')),
    row('3', found('moderate')),
    row('4', { outcome: 'on_loan', borrower: '市场部' }),
    row('5'),
    row('6', { outcome: 'missing' }),
  ]);
  const { worse, again, unseen } = compareRecords(now, before);
  expect(worse.map((one) => [one.row.archiveNo, one.before, one.now])).toEqual([['1', 'slight', 'moderate']]);
  expect(again.map((one) => one.row.archiveNo)).toEqual(['2']);
  expect(unseen.map(({ archiveNo }) => archiveNo)).toEqual(['4']);
});

test('what nobody had looked at when it was closed as 未完成 was missing among those seen in neither', () => {
  const before = { ...record([row('2', { outcome: 'missing' }), row('3')]), unfinished: ['1', '4'] };
  const now = { ...record([row('4', { outcome: 'missing' })]), unfinished: ['1', '2', '3'] };
  const { unseen } = compareRecords(now, before);
  expect(unseen.map(({ archiveNo, name, outcome }) => [archiveNo, name, outcome])).toEqual([
    ['4', '4', 'missing'],
    ['1', '', null],
    ['2', '2', null],
  ]);
});

test('what came back in the end was compared as it had been before', () => {
  const first = { ...record([row('1'), row('2', { outcome: 'on_loan' })]), unfinished: ['3', '4'] };
  const addenda = [
    { ...record([row('2', found('slight')), row('3')]), addendum: 1 },
    { ...record([row('2', found('severe'))]), addendum: 2 },
  ];
  const before = withAddenda(first, addenda);
  expect(before).toEqual({
    ...first,
    rows: [row('1'), row('2', found('severe')), row('3')],
    unfinished: ['4'],
  });
  const now = record(['1', '2', '3', '4'].map((no) => row(no, { outcome: 'missing' })));
  const { unseen } = compareRecords(now, before);
  expect(unseen.map(({ archiveNo }) => archiveNo)).toEqual(['4']);
});

test('two half-years are compared on paper; one alone is not', async () => {
  await using vault = await openShelved(2);
  const { inspections, prints } = vault.as('archivist');
  const inspectAll = async (day: string, degree: 'slight' | 'severe') => {
    await goTo(vault, day);
    const { id = 0 } = (await inspections.current()).inspection ?? {};
    await inspections.note({ id: 1, no: 0, sheet: aSheet(found(degree)) });
    await scanAll(vault);
    await signAll(vault, id);
    return id;
  };
  const first = await inspectAll('2026-06-01', 'slight');
  const print = (id: number) => prints.pages({ form: 'inspection_comparison', id });
  await expect(print(first)).rejects.toMatchObject({ cause: { code: 'inspections.nothing_before' } });
  const html = markupOf(await print(await inspectAll('2026-12-01', 'severe')));
  for (const words of ['比上次加重（1 项）', '轻微', '严重', '2026 年上半年', '2026 年下半年'])
    expect(html).toContain(words);
});

test('a half-year is compared as it came out with its signed addenda', async () => {
  await using vault = await openShelved(2);
  const { inspections, prints } = vault.as('archivist');
  const inspect = async (day: string, sheet: ReturnType<typeof aSheet>) => {
    await goTo(vault, day);
    const { id = 0 } = (await inspections.current()).inspection ?? {};
    await inspections.note({ id: 1, no: 0, sheet });
    await scanAll(vault);
    await signAll(vault, id);
    return id;
  };
  const first = await inspect('2026-06-01', aSheet({ outcome: 'on_loan', borrower: '销售部' }));
  const addendum = await inspections.openAddendum({ id: first });
  await inspections.note({ id: 1, no: 0, sheet: aSheet(found('slight')) });
  await signAll(vault, addendum.id);
  const second = await inspect('2026-12-01', aSheet(found('severe')));
  const html = markupOf(await prints.pages({ form: 'inspection_comparison', id: second }));
  // However it is broken into lines.
  expect(html.replaceAll(/<[^>]*>|\s/g, '')).toContain('2026年上半年（含补充1份）');
  expect(html).toContain('比上次加重（1 项）');
});
