/** Groups, totals and notes of tables: what stands with what on which page, and what each writer makes of them. */
// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import { documentSchema, type BlockInput } from '../../../db/domain/document/model.ts';
import { layOut } from '../../../db/features/documents/layout/pages.ts';
import type { PlacedGroup } from '../../../db/features/documents/layout/paginate.ts';
import { toHtml, writePdf } from '../../../db/features/documents/service.ts';
import { getDocumentProxy } from 'unpdf';
import { markupOf } from '../../support/markup.ts';
import { aDocument } from './support.ts';
import { all, openWord, textOf, valueOf } from './word.ts';

/** Groups of so many rows each, a total after each, with notes. */
function report(sizes: readonly number[], change: object = {}): BlockInput {
  const rows: string[][] = [];
  const marks: Array<{ at: number; kind: 'group' | 'total' }> = [];
  sizes.forEach((size, group) => {
    marks.push({ at: rows.length, kind: 'group' });
    rows.push([`第${group + 1}组`]);
    for (let at = 0; at < size; at += 1) rows.push([`${group + 1}-${at + 1}`, '正常']);
    marks.push({ at: rows.length, kind: 'total' });
    rows.push([`小计${group + 1}`, String(size)]);
  });
  const columns = [
    { title: '甲', weight: 1 },
    { title: '乙', weight: 1, align: 'right' as const },
  ];
  return {
    kind: 'table',
    title: '表',
    columns,
    rows,
    marks,
    continued: '（续）',
    notes: ['注一', '注二'],
    ...change,
  };
}

const parsed = (...blocks: BlockInput[]) => documentSchema.parse(aDocument({ blocks }));
const firsts = (group: PlacedGroup | undefined) =>
  group?.rows.map(({ cells }) => cells[0]?.lines.join('|') ?? '') ?? [];
/** Of every page the rows of the table without its heads, and what stands under it. */
function pagesOf(...blocks: BlockInput[]) {
  return layOut(parsed(...blocks)).pages.map(({ groups }) => {
    const table = groups.find(({ ruled }) => ruled);
    const notes = groups.find(
      ({ ruled, rows }) => !ruled && rows.some(({ cells }) => cells[0]?.letters === 'small'),
    );
    return { rows: firsts(table).slice(2), notes: firsts(notes) };
  });
}

describe('a table with groups', () => {
  test('says the head of a group again on each page that it goes on, and of no other', () => {
    const pages = pagesOf(report([70, 3]));
    expect(pages.length).toBe(3);
    expect(pages.map(({ rows }) => rows[0])).toEqual(['第1组', '第1组（续）', '第1组（续）']);
    const told = pages.flatMap(({ rows }) => rows).filter((text) => !text.endsWith('（续）'));
    expect(told).toEqual(parsedRows(report([70, 3])));
  });

  test('leaves no head alone at the foot, no total alone at the head, and no note without its row', () => {
    for (let before = 20; before <= 34; before += 1)
      for (const after of [1, 2, 31, 32, 33]) {
        const pages = pagesOf(report([before, after]));
        for (const { rows, notes } of pages) {
          expect(rows.at(-1)).not.toMatch(/组$|（续）$/);
          expect(rows.find((text) => !text.endsWith('（续）'))).not.toMatch(/^小计/);
          expect(notes.length > 0 ? [rows.at(-1), ...notes] : []).toEqual(
            notes.length > 0 ? ['小计2', '注一', '注二'] : [],
          );
        }
        expect(pages.flatMap(({ notes }) => notes)).toEqual(['注一', '注二']);
      }
  });

  test('shortens a head that is said again, and not what is said after it', () => {
    const [{ rows: whole } = { rows: [] }, { rows: again } = { rows: [] }] = pagesOf(
      report([0], {
        rows: [['很长的组名'.repeat(30)], ...Array.from({ length: 60 }, (_, at) => [String(at)])],
        marks: [{ at: 0, kind: 'group' }],
        notes: [],
      }),
    );
    expect(whole[0]?.replaceAll('|', '')).toBe('很长的组名'.repeat(30));
    expect(again[0]).toMatch(/^(?:很长的组名)+[很长的组名]*…（续）$/);
  });

  test('ends with whatever is too long for a page', () => {
    const long = '长'.repeat(9_000);
    for (const change of [
      { rows: [[long], ['x']], marks: [{ at: 0, kind: 'group' }] },
      { notes: [long, long] },
      { rows: [], marks: [], notes: ['注'] },
    ]) {
      const { pages, heightMm } = layOut(parsed(report([1], change)));
      expect(pages.length).toBeLessThan(12);
      for (const { groups } of pages)
        for (const { rows } of groups)
          for (const { yMm, heightMm: high } of rows) expect(yMm + high).toBeLessThanOrEqual(heightMm);
    }
  });

  test('and a table below have room between the notes and its frame', () => {
    const [page] = layOut(parsed(report([1]), report([1]))).pages;
    const notes = page?.groups.find(({ ruled }) => !ruled)?.rows.at(-1);
    const below = page?.groups.at(-2)?.rows[0];
    expect((below?.yMm ?? 0) - (notes?.yMm ?? 0) - (notes?.heightMm ?? 0)).toBeCloseTo(4, 6);
  });
});

function parsedRows(block: BlockInput): string[] {
  return block.kind === 'table' ? (block.rows as string[][]).map(([first = '']) => first) : [];
}

describe('groups and totals as', () => {
  test('HTML: a head over all columns, a thick rule over a total, notes outside the table', () => {
    const html = markupOf(toHtml(parsed(report([2]))));
    const dom = new DOMParser().parseFromString(html, 'text/html');
    const heads = [...dom.querySelectorAll('[role="rowheader"]')];
    expect(heads.map((head) => [head.textContent, head.getAttribute('aria-colspan')])).toEqual([
      ['第1组', '2'],
    ]);
    expect(dom.querySelector('[role="table"]')?.textContent).not.toContain('注一');
    expect(dom.body.textContent).toContain('注一');
    const thick = dom.querySelector('.thick')?.getAttribute('d') ?? '';
    expect(thick.match(/M/g)).toHaveLength(2);
  });

  test('PDF: a head of its row that spans the columns', async () => {
    const written = await writePdf(parsed(report([2])));
    const pdf = await getDocumentProxy(Uint8Array.from(written?.bytes ?? []));
    const text = (await (await pdf.getPage(1)).getTextContent()).items.map((item) =>
      'str' in item ? item.str : '',
    );
    expect(text.join('')).toContain('第1组');
    expect(text.join('')).toContain('注二');
    const [root] = (await (await pdf.getPage(1)).getStructTree())?.children ?? [];
    const rolesIn = (node: unknown): string[] =>
      typeof node === 'object' && node !== null && 'role' in node && 'children' in node
        ? [String(node.role), ...(node.children as unknown[]).flatMap(rolesIn)]
        : [];
    const roles = rolesIn(root).join(' ');
    expect(roles).toMatch(/Table TR TD TR TH TH TR TH TR TD TD TR TD TD TR TD TD P P$/);
  });

  test('Word: a spanning row that keeps with the next, a rule over a total, notes that follow', async () => {
    const { body } = await openWord({ blocks: [report([2])] });
    const rows = all(body, 'w:tr').map((row) => ({
      text: textOf(row),
      cells: all(row, 'w:tc').length,
      span: valueOf(row, 'w:gridSpan'),
      keeps: all(row, 'w:keepNext').length,
      above: all(row, 'w:tcBorders').map((borders) => valueOf(borders, 'w:top', 'w:sz')),
      whole: all(row, 'w:cantSplit').length,
    }));
    expect(rows.slice(2)).toEqual([
      { text: '第1组', cells: 1, span: '2', keeps: 1, above: [], whole: 1 },
      { text: '1-1正常', cells: 2, span: null, keeps: 0, above: [], whole: 1 },
      { text: '1-2正常', cells: 2, span: null, keeps: 2, above: [], whole: 1 },
      { text: '小计12', cells: 2, span: null, keeps: 2, above: ['12', '12'], whole: 1 },
    ]);
    const after = all(body, 'w:p').slice(-2);
    expect(after.map(textOf)).toEqual(['注一', '注二']);
    expect(after.map((one) => all(one, 'w:keepNext').length)).toEqual([1, 0]);
  });
});

test.each<[string, object]>([
  ['beyond the rows', { marks: [{ at: 99, kind: 'group' }] }],
  [
    'twice on one row',
    {
      marks: [
        { at: 1, kind: 'group' },
        { at: 1, kind: 'total' },
      ],
    },
  ],
  [
    'out of order',
    {
      marks: [
        { at: 2, kind: 'group' },
        { at: 1, kind: 'total' },
      ],
    },
  ],
  ['of another kind', { marks: [{ at: 1, kind: 'sum' }] }],
  ['between rows', { marks: [{ at: 0.5, kind: 'group' }] }],
  ['below the first', { marks: [{ at: -1, kind: 'group' }] }],
  ['with more to say', { marks: [{ at: 1, kind: 'group', x: 1 }] }],
  ['without a row', { marks: [null] }],
  ['with too many notes', { notes: Array.from({ length: 21 }, () => '注') }],
])('a mark %s is refused', (_what, change) => {
  expect(documentSchema.safeParse(aDocument({ blocks: [report([3])] })).success).toBe(true);
  expect(documentSchema.safeParse(aDocument({ blocks: [report([3], change)] })).success).toBe(false);
});
