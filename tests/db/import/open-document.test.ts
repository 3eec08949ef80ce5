import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { AppError } from '../../../db/domain/errors.ts';
import { readTable } from '../../../db/features/import/reading/read-table.ts';
import type { TableRow } from '../../../db/wire.ts';
import { cell, row, table, writeDocument } from './support/open-document.ts';
import type { ZipPart } from './support/workbook.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-ods-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const document = (tables: string, more: readonly ZipPart[] = [], styles = '') =>
  writeDocument(join(folder, `${++files}.ods`), tables, more, styles);

async function read(path: string, sheet: string, maxRows = 1_000) {
  const rows: TableRow[] = [];
  const summary = await readTable({ path, sheet, maxRows }, async (more) => void rows.push(...more));
  return { rows, summary };
}
const codeOf = (path: string, maxRows?: number) =>
  read(path, 'S', maxRows).then(
    () => 'read',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

it('1. reads what the cells show, and what is behind it', async () => {
  const cells = [
    cell('甲<text:s text:c="2"/>厂</text:p><text:p>二'),
    cell('85%', ' office:value-type="percentage" office:value="0.85"'),
    cell('13900001111', ' office:value-type="float" office:value="13900001111"'),
    cell('2024年03月', ' office:value-type="date" office:date-value="2024-03-07"'),
    cell('2024/3/7', ' office:value-type="date" office:date-value="2024-03-07T00:00:00"'),
    cell('9:00', ' office:value-type="time" office:time-value="PT09H00M00S"'),
    cell('TRUE', ' office:value-type="boolean" office:boolean-value="true"'),
    '<table:table-cell table:formula="of:=[.A9]"/>',
    '<table:table-cell office:value-type="string" office:string-value="only so"/>',
    `<table:table-cell office:value-type="string"><office:annotation><text:p>a comment</text:p></office:annotation><text:p>seen</text:p></table:table-cell>`,
  ];
  const { rows, summary } = await read(document(table('S', row(cells.join('')))), 'S');
  expect(rows).toEqual([
    {
      row: 1,
      cells: [
        '甲  厂\n二',
        0.85,
        13900001111,
        '2024-03-07',
        '2024-03-07',
        '9:00',
        true,
        null,
        'only so',
        'seen',
      ],
      shown: { 1: '85%', 3: '2024年03月' },
      missing: [7],
    },
  ]);
  expect(summary).toMatchObject({ kind: 'workbook', sheets: [{ name: 'S', hidden: false, rowCount: 1 }] });
});

it('2. puts cells and rows where repetitions lead, and says which rows are hidden and which cells joined', async () => {
  const rows = [
    row('<table:table-cell table:number-columns-repeated="3"/>', ' table:number-rows-repeated="4"'),
    row(
      `<table:table-cell table:number-columns-repeated="2"/>${cell('x', ' office:value-type="string" table:number-columns-repeated="2"')}`,
    ),
    `<table:table-row-group>${row(cell('y'), ' table:visibility="filter"')}</table:table-row-group>`,
    row(cell('z'), ' table:number-rows-repeated="2"'),
    row(
      `${cell('joined', ' office:value-type="string" table:number-rows-spanned="2" table:number-columns-spanned="2"')}<table:covered-table-cell/>${cell('right')}`,
    ),
    row('<table:table-cell table:number-columns-repeated="16384"/>', ' table:number-rows-repeated="1048000"'),
  ];
  const { rows: found, summary } = await read(document(table('S', rows.join(''))), 'S');
  expect(found).toEqual([
    { row: 5, cells: [null, null, 'x', 'x'] },
    { row: 6, cells: ['y'], hidden: true },
    { row: 7, cells: ['z'] },
    { row: 8, cells: ['z'] },
    { row: 9, cells: ['joined', null, 'right'] },
  ]);
  expect(summary.sheets[0]?.merges).toEqual([{ top: 9, left: 1, bottom: 10, right: 2 }]);
});

it('3. lists its tables, says which is hidden, and takes no table in a cell for one', async () => {
  const styles =
    '<style:style style:name="t1"><style:table-properties table:display="false"/></style:style><style:style style:name="t2"/>';
  const inner = `<table:table-cell office:value-type="string"><text:p>out</text:p><draw:frame>${table('inner', row(cell('in')))}</draw:frame></table:table-cell>`;
  const path = document(
    table('甲', row(inner) + row(cell('2')) + row(cell('3')), ' table:style-name="t2"') +
      table('乙', '', ' table:style-name="t1"'),
    [],
    styles,
  );
  const { sheets } = await readTable({ path, maxRows: 2 }, async () => undefined);
  expect(sheets).toMatchObject([
    { name: '甲', hidden: false, rowCount: 3, rows: [{ cells: ['out'] }, { cells: ['2'] }] },
    { name: '乙', hidden: true, rowCount: 0, rows: [] },
  ]);
  expect(await codeOf(path)).toBe('import.no_such_sheet');
  expect((await read(path, '甲')).rows).toHaveLength(3);
});

it.each<[what: string, path: () => string, code: string]>([
  [
    'a row without end',
    () => document(table('S', row(cell('x'), ' table:number-rows-repeated="2000000"'))),
    'import.too_many_rows',
  ],
  ['a bomb', () => document(table('S', row(cell('0'.repeat(60_000_000))))), 'import.too_large'],
  [
    'half a document',
    () => document(`<table:table table:name="S"><table:table-row>`),
    'import.no_such_sheet',
  ],
  ['entities', () => document('<!DOCTYPE a [<!ENTITY b "c">]>'), 'import.damaged'],
  [
    'a password',
    () =>
      document(table('S', ''), [
        {
          name: 'META-INF/manifest.xml',
          data: '<manifest:manifest><manifest:encryption-data/></manifest:manifest>',
        },
      ]),
    'import.encrypted',
  ],
  [
    'a password of newer programs',
    () => document('', [{ name: 'encrypted-package', data: 'x' }]),
    'import.encrypted',
  ],
])('4. says what is wrong with %s', async (_what, path, code) => {
  expect(await codeOf(path())).toBe(code);
});

it('5. one row more than may be is told from as many', async () => {
  const path = document(table('S', row(cell('x'), ' table:number-rows-repeated="20"')));
  expect(await codeOf(path, 20)).toBe('read');
  expect(await codeOf(path, 19)).toBe('import.too_many_rows');
});
