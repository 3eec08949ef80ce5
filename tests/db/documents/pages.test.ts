import { describe, expect, test } from 'vitest';
import { documentSchema, type PrintDocumentInput } from '../../../db/domain/document/model.ts';
import { PAPER_SIZES } from '../../../db/domain/document/paper.ts';
import { layOut } from '../../../db/features/documents/layout/pages.ts';
import { LETTERS, marginsFor } from '../../../db/features/documents/layout/setting.ts';
import { aDocument } from './support.ts';

function laidOut(blocks: PrintDocumentInput['blocks'], paper: PrintDocumentInput['paper'] = {}) {
  return layOut(documentSchema.parse({ ...aDocument(), blocks, paper }));
}

const note = (lines: number) => Array.from({ length: lines }, (_, index) => `第${index + 1}行`).join('\n');

function table(rows: number): PrintDocumentInput['blocks'][number] {
  return {
    kind: 'table',
    title: '清单',
    columns: [
      { title: '序号', weight: 1 },
      { title: '题名', weight: 5 },
    ],
    rows: Array.from({ length: rows }, (_, index) => [String(index + 1), `第${index + 1}件`]),
  };
}

/** Texts of all cells in reading order, page by page. */
function cellTexts(pages: ReturnType<typeof laidOut>['pages']) {
  return pages.map((page) =>
    page.groups.flatMap(({ rows }) =>
      rows.flatMap(({ cells }) => cells.map((cell) => cell.lines.join('\n'))),
    ),
  );
}

describe('dividing a document into pages', () => {
  test('a list over many pages has its titles on each, every row once and in order', () => {
    const { pages } = laidOut([table(200)]);
    expect(pages.length).toBeGreaterThan(4);
    const texts = cellTexts(pages);
    for (const page of texts) expect(page.slice(0, 3)).toEqual(['清单', '序号', '题名']);
    const numbers = texts.flatMap((page) => page.slice(3).filter((_, index) => index % 2 === 0));
    expect(numbers).toEqual(Array.from({ length: 200 }, (_, index) => String(index + 1)));
  });

  test('a long note goes on over the page without losing a line, its label beside each part', () => {
    const { pages } = laidOut([{ kind: 'fields', columns: 1, items: [{ label: '备注', value: note(150) }] }]);
    const texts = cellTexts(pages);
    expect(texts.length).toBeGreaterThan(2);
    expect(texts.every((page) => page[0] === '备注')).toBe(true);
    expect(texts.map((page) => page[1]).join('\n')).toBe(note(150));
  });

  test('no part of a divided note has fewer than three lines', () => {
    for (let lines = 13; lines < 120; lines += 1) {
      const { pages } = laidOut([{ kind: 'fields', columns: 1, items: [{ label: '', value: note(lines) }] }]);
      for (const page of pages)
        for (const { cells } of page.groups.flatMap(({ rows }) => rows))
          expect(cells[1]?.lines.length).toBeGreaterThanOrEqual(3);
    }
  });

  test('nothing reaches below the foot of the sheet, on any paper', () => {
    for (const size of PAPER_SIZES)
      for (const landscape of [false, true]) {
        const { pages, heightMm, widthMm } = laidOut([table(30), { kind: 'paragraphs', texts: [note(90)] }], {
          size,
          landscape,
        });
        if (Math.min(heightMm, widthMm) < 60) continue;
        for (const page of pages)
          for (const row of page.groups.flatMap(({ rows }) => rows)) {
            expect(row.yMm + row.heightMm).toBeLessThanOrEqual(heightMm - marginsFor(widthMm).bottom + 0.001);
            for (const cell of row.cells)
              expect(cell.lines.length * LETTERS[cell.letters].leadMm).toBeLessThanOrEqual(
                row.heightMm + 0.001,
              );
          }
      }
  });

  test('a heading is not left alone at the foot of a page', () => {
    for (let rows = 20; rows < 60; rows += 1) {
      const { pages } = laidOut([table(rows), { kind: 'heading', text: '标题' }, table(3)]);
      for (const page of pages) {
        const last = page.groups.at(-1)?.rows.at(-1)?.cells[0]?.lines[0];
        expect(last).not.toBe('标题');
      }
    }
  });

  test('ends even where titles alone are higher than the page', () => {
    const title = '题'.repeat(5_000);
    const { pages } = laidOut([{ kind: 'table', columns: [{ title, weight: 1 }], rows: [['甲'], ['乙']] }]);
    expect(cellTexts(pages).flat()).toEqual(expect.arrayContaining(['甲', '乙']));
  });

  test('the row that may grow takes what is left of an only page, and no more', () => {
    const fields = (value: string) => ({
      kind: 'fields' as const,
      columns: 1,
      items: [{ label: '备注', value, fill: true }],
    });
    const { pages, heightMm, widthMm } = laidOut([fields('短')]);
    const row = pages[0]?.groups[0]?.rows[0];
    expect((row?.yMm ?? 0) + (row?.heightMm ?? 0)).toBeCloseTo(heightMm - marginsFor(widthMm).bottom, 3);
    expect(laidOut([fields(note(100))]).pages.length).toBeGreaterThan(1);
  });

  test('an empty document is one page', () => {
    expect(laidOut([]).pages).toHaveLength(1);
  });

  test('every page says which it is and carries the mark', () => {
    const { pages } = laidOut([table(200)]);
    pages.forEach((page, index) => {
      const texts = page.texts.map(({ text }) => text);
      expect(texts).toContain(`第 ${index + 1} 页　共 ${pages.length} 页`);
      expect(texts).toContain('机密★30年');
    });
  });
});
