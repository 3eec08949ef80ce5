import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CellValue } from '../../../db/domain/cells/text.ts';
import { fieldOfTitle, usualTitle, type ImportField } from '../../../db/features/import/columns.ts';
import { issue } from '../../../db/features/import/issues.ts';
import { readTable } from '../../../db/features/import/reading/read-table.ts';
import { refusedWorkbook, rowKey, widthOf } from '../../../db/features/import/refused-file.ts';
import { importWords, isExtraTitle } from '../../../db/features/import/words.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-refused-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const columnsOf = (...columns: Array<readonly [title: string, field: ImportField]>) =>
  columns.map(([title, field], index) => ({ index, title, field, samples: [] }));
const sheetOf = (name: string, ...columns: Array<readonly [title: string, field: ImportField]>) => ({
  name,
  category: null,
  columns: columnsOf(...columns),
});
const refused = (sheet: string, row: number, ...cells: CellValue[]) => ({ sheet, row, cells, titles: null });
const REASON = [issue('name_missing', '', null), issue('category_missing', '', null)];

let files = 0;
/** Sheets and cells of the workbook of these rows; all of them refused but those of `kept`. */
async function given(
  plan: Parameters<typeof refusedWorkbook>[0],
  kept: ReadonlyArray<readonly [sheet: string, row: number]> = [],
) {
  const reasons = new Map(plan.refused.map(({ sheet, row }) => [rowKey(sheet, row), REASON]));
  for (const [sheet, row] of kept) reasons.delete(rowKey(sheet, row));
  const path = join(folder, `${++files}.xlsx`);
  writeFileSync(path, await refusedWorkbook(plan, reasons, 'zh-CN'));
  const { sheets } = await readTable({ path, maxRows: 9 }, async () => undefined);
  return sheets.map(({ name, rows }) => [name, ...rows.map(({ cells }) => cells)]);
}
const said = REASON.map(({ code }) => importWords('zh-CN', code)).join('; ');
const LAST = '未导入原因';

describe('1. titles', () => {
  it('are those of the file where they lead to the same field again, and else the usual ones', async () => {
    const sheet = sheetOf(
      '甲',
      ['单位名称', 'name'],
      ['主顾', 'address'],
      ['等级', 'note'],
      ['类别', 'subType'],
      ['分类', 'category'],
      ['喜好', 'other'],
      ['手机', 'other'],
      ['密级', 'ignore'],
      ['', 'ignore'],
    );
    const usual = [usualTitle('address'), usualTitle('note'), usualTitle('subType'), usualTitle('category')];
    const titles = ['单位名称', ...usual, '喜好', '手机', '密级', null, LAST];
    const [[, first] = []] = await given({ sheets: [sheet], refused: [refused('甲', 2, 'a')] });
    expect(first).toEqual(titles);
    expect(fieldOfTitle(usualTitle('address') ?? '')).toBe('address');
  });

  it('go on over cells that are too many, numbered from one', async () => {
    const rows = [refused('', 2, 'a', 1, true), refused('', 3, 'b', null, null, 'c'), refused('', 4)];
    const sheet = sheetOf('', ['名称', 'name'], ['手机', 'mobile']);
    expect(await given({ sheets: [sheet], refused: rows })).toEqual([
      [
        'Sheet1',
        ['名称', '手机', '多余格1', '多余格2', LAST],
        ['a', '1', expect.anything(), null, said],
        ['b', null, null, 'c', said],
        [null, null, null, null, said],
      ],
    ]);
  });

  it('of another header stand over its rows, as wide as they are', async () => {
    const titles = ['手机', '名称', '地址'];
    const rows = [
      refused('', 2, 'a'),
      { ...refused('', 5, '1', 'b'), titles },
      { ...refused('', 6, '2', 'c'), titles },
      refused('', 9, 'd'),
    ];
    const [[, ...lines] = []] = await given({ sheets: [sheetOf('', ['名称', 'name'])], refused: rows });
    expect(lines).toEqual([
      ['名称', '多余格1', '多余格2', LAST],
      ['a', null, null, said],
      [...titles, LAST],
      ['1', 'b', null, said],
      ['2', 'c', null, said],
      ['名称', '多余格1', '多余格2', LAST],
      ['d', null, null, said],
    ]);
  });

  it.each([
    ['多余格1', true],
    ['Extra cell 12', true],
    ['多余格', false],
    ['多余格1个', false],
    ['多余格a1', false],
    ['有多余格1', false],
    ['1', false],
  ])('%j is one of a cell too many: %s', (title, is) => {
    expect(isExtraTitle(title)).toBe(is);
  });
});

describe('2. sheets', () => {
  const two = [sheetOf('甲', ['名称', 'name']), sheetOf('乙', ['名称', 'name'])];

  it('hold their own rows, and only those that are refused', async () => {
    const rows = [refused('甲', 2, 'a'), refused('甲', 3, 'b'), refused('乙', 2, 'c'), refused('乙', 3, 'd')];
    expect(await given({ sheets: two, refused: rows }, [['甲', 3]])).toEqual([
      ['甲', ['名称', LAST], ['a', said]],
      ['乙', ['名称', LAST], ['c', said], ['d', said]],
    ]);
  });

  it('are left out where nothing of them is refused', async () => {
    expect((await given({ sheets: two, refused: [refused('乙', 2, 'c')] })).map(([name]) => name)).toEqual([
      '乙',
    ]);
  });

  it('have names that may be one', async () => {
    const names = async (...sheets: string[]) => {
      const plan = {
        sheets: sheets.map((name) => sheetOf(name, ['名称', 'name'])),
        refused: sheets.map((name) => refused(name, 2, 'a')),
      };
      return (await given(plan)).map(([name]) => name);
    };
    expect(await names('[甲]:*?/\\乙', '长'.repeat(32), '*')).toEqual(['甲乙', '长'.repeat(31), 'Sheet3']);
  });
});

it('3. cells hold what may stand in one', async () => {
  const cells = ['\u0001a\tb\nc\u0085', `${'x'.repeat(32_768)}`, '=1+1'];
  const sheet = sheetOf('', ['名称', 'name'], ['备注', 'note'], ['地址', 'address']);
  const [[, , row] = []] = await given({ sheets: [sheet], refused: [refused('', 2, ...cells)] });
  expect(row?.slice(0, 3)).toEqual(['a\tb\nc', 'x'.repeat(32_767), '=1+1']);
});

it('4. the widest of as many rows as a file may have is found', () => {
  const rows = Array.from({ length: 200_000 }, (_, at) =>
    refused('', at + 2, ...(at === 7 ? ['a', 'b', 'c'] : [])),
  );
  expect([widthOf(2, rows), widthOf(4, rows), widthOf(0, [{ cells: ['a'], titles: ['a', 'b'] }])]).toEqual([
    3, 4, 2,
  ]);
});

describe('5. a reason', () => {
  it('shows a value of forty characters whole, a longer one cut', () => {
    expect(issue('x', '', '长'.repeat(40)).value).toBe('长'.repeat(40));
    expect(issue('x', '', '长'.repeat(41)).value).toBe(`${'长'.repeat(40)}…`);
    expect(issue('x', '备注', 5)).toEqual({ code: 'import.row_x', column: '备注', value: '5' });
    expect(issue('x', '', null, { row: 1 })).toMatchObject({ value: '', data: { row: 1 } });
  });
});
