// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import { wholeSlice } from '../../../db/domain/document/html-pages.ts';
import { documentSchema, type BlockInput } from '../../../db/domain/document/model.ts';
import { embeddedFonts, toHtml, writePages } from '../../../db/features/documents/service.ts';
import { aDocument } from './support.ts';

const table = (rows: number, kind: 'text' | 'code' = 'text'): BlockInput => ({
  kind: 'table',
  title: '清单',
  columns: [
    { title: '序号', weight: 1 },
    { title: '题名', weight: 4, kind },
  ],
  rows: Array.from({ length: rows }, (_, at) => [
    String(at + 1),
    kind === 'code' ? String(100_000_000_000 + at) : `第${at + 1}件`,
  ]),
});
const parsed = (...blocks: BlockInput[]) => documentSchema.parse(aDocument({ blocks }));
const long = parsed(table(3_400));

const sheetsIn = (html: string) =>
  Array.from(new DOMParser().parseFromString(html, 'text/html').querySelectorAll('section.page'));

describe('a long document', () => {
  const written = toHtml(long);
  const sheets = written.slices.map((slice) => sheetsIn(wholeSlice(written, slice)));

  test('is slices of some pages each, which count up to the whole', () => {
    expect(written.pagesIn.length).toBeGreaterThan(4);
    expect(sheets.map(({ length }) => length)).toEqual(written.pagesIn);
    expect(written.pagesIn.reduce((sum, pages) => sum + pages, 0)).toBe(written.pages);
    expect(Math.max(...written.pagesIn)).toBeLessThanOrEqual(20);
  });

  test('has its numbers of pages, and the titles of its columns, counted over the whole', () => {
    const feet = sheets.flat().map((sheet) => /第 \d+ 页　共 \d+ 页/.exec(sheet.textContent)?.[0]);
    expect(feet).toEqual(
      Array.from({ length: written.pages }, (_, at) => `第 ${at + 1} 页　共 ${written.pages} 页`),
    );
    const heads = sheets
      .flat()
      .map((sheet) => Array.from(sheet.querySelectorAll('[role=columnheader]'), (cell) => cell.textContent));
    expect(new Set(heads.map((titles) => titles.join()))).toEqual(new Set(['序号,题名']));
  });

  test('has every row once and whole, in order, whatever slice it is on', () => {
    const rows = sheets
      .flat()
      .flatMap((sheet) => Array.from(sheet.querySelectorAll('[role=row]')))
      .map((row) => Array.from(row.querySelectorAll('[role=cell]'), (cell) => cell.textContent))
      .filter(([number = '']) => /^\d+$/.test(number));
    expect(rows).toEqual(Array.from({ length: 3_400 }, (_, at) => [String(at + 1), `第${at + 1}件`]));
  });
});

test('a document that is not long is one slice', () => {
  const { slices, pagesIn, pages } = toHtml(parsed(table(500)));
  expect([slices.length, pagesIn]).toEqual([1, [pages]]);
});

describe('pages set apart', () => {
  test('are what is set here, are told of, and this thread goes on meanwhile', async () => {
    const told: Array<[done: number, total: number]> = [];
    let turns = 0;
    const pulse = setInterval(() => (turns += 1), 10);
    const pages = await writePages(long, { onProgress: (...progress) => told.push(progress) });
    clearInterval(pulse);
    expect(pages).toEqual(toHtml(long, { fontFaces: embeddedFonts }));
    expect(told).toHaveLength(pages.slices.length);
    expect(told.at(-1)).toEqual([pages.pages, pages.pages]);
    expect(turns).toBeGreaterThan(10);
  });

  test('are given up at once when nobody wants them any more', async () => {
    const reason = new Error('not wanted');
    const stop = new AbortController();
    const writing = writePages(long, { signal: stop.signal });
    setTimeout(() => stop.abort(reason), 20);
    await expect(writing).rejects.toBe(reason);
  });

  test('are refused when they take more memory than the thread may have', async () => {
    const ended = await writePages(long, { heapMb: 12 }).then(
      () => 'written',
      (error: { code: string }) => error.code,
    );
    expect(ended).toBe('documents.too_long');
  });

  test('are made where bars are made as soon as there is a code', async () => {
    const { slices } = await writePages(parsed(table(1, 'code')));
    expect(slices.join('').match(/<path class="bars"/g)).toHaveLength(1);
  });
});

describe('what a document may not be', () => {
  const labels = (change: object = {}): BlockInput => ({
    kind: 'labels',
    sheet: '24',
    items: [{ code: '100000000000', text: 'QZ01' }],
    ...change,
  });
  const parse = (blocks: BlockInput[], parts: object = {}) =>
    documentSchema.safeParse(aDocument({ frame: 'none', blocks, ...parts })).success;

  test('labels stand alone, without a frame, on A4 upright, from a cell of the sheet on', () => {
    expect(parse([labels()])).toBe(true);
    expect(parse([labels()], { frame: 'form' })).toBe(false);
    expect(parse([labels(), table(1)])).toBe(false);
    expect(parse([table(1)])).toBe(false);
    expect(parse([labels()], { paper: { landscape: true } })).toBe(false);
    expect(parse([labels()], { paper: { size: 'A5' } })).toBe(false);
    expect([parse([labels({ start: 23 })]), parse([labels({ start: 24 })])]).toEqual([true, false]);
  });

  test.each(['12345678901', '1234567890123', '12345678901a', '１２３４５６７８９０１２'])(
    '%s is no code, on labels or in tables',
    (code) => {
      expect(parse([labels({ items: [{ code, text: '' }] })])).toBe(false);
      const columns = [{ title: '', weight: 1, kind: 'code' as const }];
      expect(parse([{ kind: 'table', columns, rows: [[code]] }], { frame: 'form' })).toBe(false);
      expect(parse([{ kind: 'table', columns, rows: [[''], []] }], { frame: 'form' })).toBe(true);
    },
  );

  test('a table has rows of texts and nothing else, cleaned of what no document may carry', () => {
    const rows = (value: unknown) =>
      documentSchema.safeParse(
        aDocument({
          blocks: [{ kind: 'table', columns: [{ title: '', weight: 1 }], rows: value as string[][] }],
        }),
      );
    for (const wrong of ['a', [['a'], 'b'], [[1]], [[null]], { length: 1 }, [['x'.repeat(100_001)]]])
      expect(rows(wrong).success).toBe(false);
    expect(rows([['a\u0000b\tc']]).data?.blocks[0]).toMatchObject({ rows: [['ab c']] });
  });
});
