/** Workbooks of several tables, read back by a reader that knows nothing of the writer. */
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import {
  writeBook,
  writeBookApart,
  type Book,
  type BookRow,
  type BookSheet,
} from '../../../db/features/documents/service.ts';
import { HOSTILE, unzip } from './support.ts';
import { printable } from '../../../db/domain/document/text.ts';

const FORMULAS = ['=1+1', '+86', '@x', '-1', '\t=1', '=HYPERLINK("http://x")', "'=1", '_x003D_1+1', '１'];

function bytesOf(book: Book): Uint8Array {
  const parts: Uint8Array[] = [];
  writeBook(book, (bytes) => parts.push(bytes));
  return Uint8Array.from(Buffer.concat(parts));
}

const sheet = (change: Partial<BookSheet> = {}): BookSheet => ({
  name: '类别',
  title: '客户信息统计表',
  columns: [{ title: '名称', width: 20 }, { title: '数' }],
  rows: [],
  notes: [],
  ...change,
});
const texts = (some: readonly string[]): BookRow[] => some.map((text) => ({ cells: [text] }));
const xmlOf = (book: Book, name = 'xl/worksheets/sheet1.xml') =>
  unzip(bytesOf(book)).get(name)?.toString('utf8') ?? '';
const read = async (book: Book) => (await readXlsx(bytesOf(book), { readStyles: true })).sheets;

describe('a workbook', () => {
  test('has its tables each on a sheet: title, heads, rows, notes', async () => {
    const rows: BookRow[] = [
      { kind: 'group', cells: ['华南'] },
      { cells: ['广东', { value: 12, decimals: 0 }] },
      { kind: 'total', cells: ['合计', { value: 12, decimals: 0 }] },
    ];
    const [first, second] = await read({
      sheets: [sheet({ rows, notes: ['注一', '注二'] }), sheet({ name: '省份' })],
    });
    expect([first?.name, second?.name]).toEqual(['类别', '省份']);
    expect(first?.rows.map((row) => row.filter((cell) => cell !== null))).toEqual([
      ['客户信息统计表'],
      ['名称', '数'],
      ['华南'],
      ['广东', 12],
      ['合计', 12],
      [],
      ['注一'],
      ['注二'],
    ]);
    const bold = ['0,0', '1,0', '2,0', '3,0', '3,1', '4,0', '4,1', '6,0'].map(
      (at) => first?.cells?.get(at)?.style?.font?.bold ?? false,
    );
    expect(bold).toEqual([true, true, true, false, false, true, true, false]);
  });

  test.each([...FORMULAS, ...HOSTILE, 'a\nb', ' a ', '&lt;', 'x'.repeat(40_000)])(
    'has %j as text',
    async (text) => {
      const [one] = await read({
        sheets: [sheet({ title: text, columns: [{ title: text }], rows: texts([text]), notes: [text] })],
      });
      const shown = printable(text).slice(0, 32_767);
      expect(one?.rows.flat().filter((cell) => cell !== null)).toEqual(
        shown === '' ? [] : [shown, shown, shown, shown],
      );
      for (const cell of one?.cells?.values() ?? []) {
        expect(cell.formula).toBeUndefined();
        expect(cell.style?.numFmt).toBe('@');
      }
    },
  );

  test('has no formula anywhere, nor a text that Excel would read as another', () => {
    const xml = xmlOf({ sheets: [sheet({ rows: texts([...FORMULAS, ...HOSTILE]) })] });
    expect(xml).not.toMatch(/<f[ >]|<script|t="str"/);
    expect(xml).toContain('_x005F_x003D_1+1');
  });

  test('has numbers with the decimals that are printed and no others', async () => {
    const cells = [
      [12, 0, '12', '0'],
      [1 / 3, 2, '0.33', '0.00'],
      [12.5, 1, '12.5', '0.0'],
      [100, 1, '100', '0.0'],
      [-0.04, 1, '0', '0.0'],
      [1e15, 0, '1000000000000000', '0'],
      [0.1, 10, '0.1', '0.0000000000'],
      [1.25, 99, '1.25', '0.0000000000'],
    ] as const;
    const book = {
      sheets: [sheet({ rows: cells.map(([value, decimals]) => ({ cells: [{ value, decimals }] })) })],
    };
    const [one] = await read(book);
    const written = [...xmlOf(book).matchAll(/<v>([^<]*)<\/v>/g)].map(([, value]) => value);
    expect(written).toEqual(cells.map(([, , text]) => text));
    expect(cells.map((_, at) => one?.cells?.get(`${at + 2},0`)?.style?.numFmt)).toEqual(
      cells.map(([, , , format]) => format),
    );
  });

  test('leaves out what is no number', async () => {
    const rows = [Number.NaN, Infinity].map((value): BookRow => ({ cells: [{ value, decimals: 1 }, 'x'] }));
    const [one] = await read({ sheets: [sheet({ rows })] });
    expect(one?.rows.slice(2).map((row) => row.map((cell) => cell ?? null))).toEqual([
      [null, 'x'],
      [null, 'x'],
    ]);
  });

  test('keeps its heads in place, on paper too, and columns as wide as asked', () => {
    const book = { sheets: [sheet({ name: "a'b" })] };
    expect(xmlOf(book)).toMatch(/<pane ySplit="2" topLeftCell="A3"[^>]*state="frozen"/);
    expect([...xmlOf(book).matchAll(/<col [^>]*width="(\d+)"/g)].map(([, width]) => width)).toEqual([
      '20',
      '12',
    ]);
    expect(xmlOf(book, 'xl/workbook.xml')).toContain('>&#39;a&#39;&#39;b&#39;!$1:$2</definedName>');
  });

  test('has names that Excel takes, and no two alike', async () => {
    const long = 'x'.repeat(40);
    const sheets = await read({
      sheets: ['客户', '客户', 'A', 'a', long, long, '[]'].map((name) => sheet({ name })),
    });
    expect(sheets.map(({ name }) => name)).toEqual([
      '客户',
      '客户 2',
      'A',
      'a 2',
      'x'.repeat(31),
      `${'x'.repeat(29)} 2`,
      'Sheet1',
    ]);
  });

  test('is handed on while its rows come, and the same each time', () => {
    const seen: number[] = [];
    let taken = 0;
    function* rows(): Generator<BookRow> {
      for (; taken < 20_000; taken += 1) yield { cells: [`第${taken}行${Math.imul(taken, 0x9e3779b1)}`] };
    }
    writeBook({ sheets: [sheet({ rows: rows() })] }, () => seen.push(taken));
    expect(new Set(seen).size).toBeGreaterThan(5);
    const book = { sheets: [sheet({ rows: texts(['a']) })] };
    expect(Buffer.from(bytesOf(book)).equals(bytesOf(book))).toBe(true);
  });

  test('of more rows than Excel takes is refused', () => {
    function* rows(): Generator<BookRow> {
      for (let at = 0; at < 1_048_575; at += 1) yield { cells: [] };
    }
    expect(() => writeBook({ sheets: [sheet({ rows: rows() })] }, () => {})).toThrow('documents.too_long');
  });

  test('without a sheet is none', () => {
    expect(() => writeBook({ sheets: [] }, () => {})).toThrow(/without a sheet/);
  });
});

describe('a workbook written in its own thread', () => {
  const book = (rows: Iterable<BookRow>): Book => ({
    sheets: [sheet({ rows, notes: ['注'] }), sheet({ name: '二', rows: texts(['b']) })],
  });
  const some = Array.from({ length: 1_200 }, (_, at): BookRow => ({
    cells: [`第${at}行`, { value: at, decimals: 1 }],
  }));

  test('is the same file', async () => {
    const parts: Uint8Array[] = [];
    for await (const bytes of writeBookApart(book(some))) parts.push(bytes);
    expect(parts.length).toBeGreaterThan(1);
    expect(Buffer.concat(parts).equals(bytesOf(book(some)))).toBe(true);
  });

  test('takes rows no faster than its pieces are taken, and stops when nobody wants it', async () => {
    let taken = 0;
    function* endless(): Generator<BookRow> {
      for (;;) yield { cells: [`第${(taken += 1)}行`] };
    }
    const stop = new AbortController();
    const reason = new Error('not wanted');
    const pieces = writeBookApart(book(endless()), { signal: stop.signal });
    await pieces.next();
    const before = taken;
    stop.abort(reason);
    await expect(pieces.next()).rejects.toBe(reason);
    expect(taken - before).toBeLessThanOrEqual(1_000);
    await expect(writeBookApart(book([]), { signal: stop.signal }).next()).rejects.toBe(reason);
  });

  test('fails where its rows do', async () => {
    function* broken(): Generator<BookRow> {
      yield { cells: ['a'] };
      throw new Error('no more rows');
    }
    const all = async () => {
      for await (const bytes of writeBookApart(book(broken()))) expect(bytes.length).toBeGreaterThan(0);
    };
    await expect(all()).rejects.toThrow('no more rows');
  });
});
