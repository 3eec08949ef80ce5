/** PDF files as another program reads them: every line in the place that the pages on the screen give it. */
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { documentSchema, type PrintDocumentInput } from '../../../db/domain/document/model.ts';
import { CODE_MODULES } from '../../../db/features/documents/layout/codes.ts';
import { layOut, type LaidOut } from '../../../db/features/documents/layout/pages.ts';
import { LETTERS, MM_PER_PT, type LetterName } from '../../../db/features/documents/layout/setting.ts';
import { writePdf } from '../../../db/features/documents/service.ts';
import { downMmIn } from '../../../db/features/documents/writers/paths.ts';
import { widthMmOf } from '../../../db/features/documents/writers/pdf-face.ts';
import { readPdf } from '../../electron/printed/support.ts';
import { DOCUMENTS } from './exact.ts';
import { aDocument, HOSTILE } from './support.ts';

const parsed = (parts: Partial<PrintDocumentInput>) => documentSchema.parse(aDocument(parts));
const aTable = (rows: string[][]): Partial<PrintDocumentInput> => ({
  blocks: [
    {
      kind: 'table',
      title: '表',
      columns: [
        { title: '甲', weight: 1 },
        { title: '乙', weight: 2 },
      ],
      rows,
    },
  ],
});

async function open(parts: Partial<PrintDocumentInput>) {
  const document = parsed(parts);
  const written = await writePdf(document);
  if (!written) throw new Error('no PDF');
  const pdf = await getDocumentProxy(Uint8Array.from(written.bytes));
  return { written, pdf, laidOut: layOut(document) };
}

interface Line {
  readonly text: string;
  /** From the upper left corner, in millimetres: where it begins, and what its letters stand on. */
  readonly xMm: number;
  readonly yMm: number;
}

/** Less than can be seen. */
const NEAR_MM = 0.05;
const ASCENT_EM = 1.151;
const DESCENT_EM = 0.286;

/** What the letters of a line stand on, below the top of its lead, as a browser has it. */
function baselineMm(letters: LetterName): number {
  const { leadMm, pt } = LETTERS[letters];
  const sizeMm = pt * MM_PER_PT;
  return leadMm / 2 - ((ASCENT_EM + DESCENT_EM) * sizeMm) / 2 + ASCENT_EM * sizeMm;
}

interface Placed {
  readonly text: string;
  readonly letters: LetterName;
  readonly align: 'left' | 'center' | 'right';
  /** Of the box that the line is in. */
  readonly xMm: number;
  readonly widthMm: number;
  readonly yMm: number;
}

/** Where the first letter that is seen stands. */
function lineOf({ text, letters, align, xMm, widthMm, yMm }: Placed): Line {
  const room = Math.max(0, widthMm - widthMmOf(text, letters));
  const share = { left: 0, center: 0.5, right: 1 }[align];
  const indent = text.slice(0, text.length - text.trimStart().length);
  const beginsMm = xMm + share * room + widthMmOf(indent, letters);
  return { text, xMm: beginsMm, yMm: yMm + baselineMm(letters) };
}

/** Lines of a page as the layout has them, without those below its edge, which nobody sees. */
function linesOf({ pages, leftMm, heightMm }: LaidOut, page: number): Line[] {
  const { texts = [], groups = [] } = pages[page] ?? {};
  const loose = texts.map((text) => lineOf({ ...text, xMm: leftMm + text.xMm }));
  const inCells = groups.flatMap(({ rows }) =>
    rows.flatMap((row) =>
      row.cells.flatMap((cell) =>
        cell.lines.map((text, index) => {
          const yMm = row.yMm + downMmIn(cell, row.heightMm) + index * LETTERS[cell.letters].leadMm;
          const widthMm = cell.widthMm - 2 * cell.insetMm;
          return lineOf({ ...cell, text, xMm: leftMm + cell.xMm + cell.insetMm, widthMm, yMm });
        }),
      ),
    ),
  );
  return [...loose, ...inCells].filter(({ text, yMm }) => text.trim() !== '' && yMm < heightMm);
}

/** What is read of a page, in the order of the file: a line for each marked content and height. */
async function readLines(pdf: Awaited<ReturnType<typeof open>>['pdf'], number: number): Promise<Line[]> {
  const sheet = await pdf.getPage(number + 1);
  const { height } = sheet.getViewport({ scale: 1 });
  const { items } = await sheet.getTextContent({ disableNormalization: true, includeMarkedContent: true });
  const lines: Array<{ text: string; xMm: number; yMm: number }> = [];
  let isNew = true;
  for (const item of items) {
    if (!('str' in item)) {
      isNew = true;
      continue;
    }
    const [a = 0, b = 0, , , x = 0, y = 0] = item.transform as number[];
    // The watermark stands aslant; between runs the reader puts spaces of its own.
    if (item.str.trim() === '' || Math.abs(b) > 0.01 * Math.abs(a)) continue;
    const yMm = (height - y) * MM_PER_PT;
    const last = lines.at(-1);
    if (last && !isNew && Math.abs(last.yMm - yMm) < 0.01) last.text += item.str;
    else lines.push({ text: item.str, xMm: x * MM_PER_PT, yMm });
    isNew = false;
  }
  return lines;
}

/** Left, top, right and bottom in millimetres of each path on the first page. */
async function boxesIn(pdf: Awaited<ReturnType<typeof open>>['pdf']): Promise<number[][]> {
  const { OPS } = await getResolvedPDFJS();
  const { fnArray, argsArray } = await (await pdf.getPage(1)).getOperatorList();
  return fnArray.flatMap((name, index) => {
    if (name !== OPS.constructPath) return [];
    const [, , box] = argsArray[index] as [number, unknown, ArrayLike<number>];
    return [Array.from(box)];
  });
}

function expectNear(box: readonly number[] | undefined, wanted: readonly number[]): void {
  wanted.forEach((value, index) => expect(Math.abs((box?.[index] ?? 0) - value)).toBeLessThan(NEAR_MM));
}

const bare = (lines: readonly Line[]) => lines.map(({ text }) => text.replace(/\s/g, ''));

describe('a PDF', () => {
  // On a spine lines run over the edge, and are not read.
  test.each(DOCUMENTS.filter(([name]) => name !== 'spine'))(
    'of %s has the lines of its pages in their places',
    async (_name, parts) => {
      const { pdf, written, laidOut } = await open(parts);
      expect([pdf.numPages, written.pages]).toEqual([laidOut.pages.length, laidOut.pages.length]);
      for (let page = 0; page < pdf.numPages; page += 1) {
        const read = await readLines(pdf, page);
        const wanted = linesOf(laidOut, page);
        expect(bare(read)).toEqual(bare(wanted));
        wanted.forEach(({ xMm, yMm }, index) =>
          expectNear([read[index]?.xMm ?? 0, read[index]?.yMm ?? 0], [xMm, yMm]),
        );
      }
    },
  );

  test('says what it is, has the size of its paper, and tells a reader its rows and their titles', async () => {
    const { pdf, written } = await open({
      ...aTable([
        ['一', '二'],
        ['三', ''],
      ]),
      paper: { landscape: true },
    });
    expect(await readPdf(written.bytes)).toMatchObject({
      title: '测试表 T-2026-001 测试对象',
      isTagged: true,
      sizes: [[297, 210]],
    });
    const page = await pdf.getPage(1);
    const [root] = (await page.getStructTree())?.children ?? [];
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const texts = new Map<string, string>();
    let within = '';
    for (const item of items) {
      if ('str' in item) texts.set(within, `${texts.get(within) ?? ''}${item.str}`);
      else if (item.type === 'beginMarkedContentProps' && item.id) within = item.id;
      else if (item.type === 'endMarkedContent') within = '';
    }
    interface Node {
      readonly role?: string;
      readonly id?: string;
      readonly children?: readonly Node[];
    }
    const told = ({ role, id, children = [] }: Node): unknown =>
      id === undefined ? [role, ...children.map(told)] : texts.get(id)?.trim();
    expect(told(root as Node)).toEqual([
      'Document',
      ['P', '佛山市测试五金有限公司'],
      ['H1', '测 试 表'],
      ['P', '编号 T-2026-001'],
      ['P', '日期 2026-03-02'],
      ['P', '机密★30年'],
      [
        'Table',
        ['TR', ['TD', '表']],
        ['TR', ['TH', '甲'], ['TH', '乙']],
        ['TR', ['TD', '一'], ['TD', '二']],
        ['TR', ['TD', '三'], ['TD']],
      ],
    ]);
  });

  test('has its frame and bars where the sheet has them', async () => {
    const items = [{ code: '100000000018', text: 'QZ01-KH·2025-D30-GY-0001' }];
    const labels = await open({ frame: 'none', blocks: [{ kind: 'labels', sheet: '40', start: 4, items }] });
    const [code] = labels.laidOut.pages[0]?.codes ?? [];
    if (!code) throw new Error('no code');
    const right = code.xMm + CODE_MODULES * code.moduleMm;
    const bars = await boxesIn(labels.pdf);
    expect(bars).toHaveLength(1);
    expectNear(bars[0], [code.xMm, code.yMm, right, code.yMm + code.heightMm]);

    const table = await open(aTable([['一', '二']]));
    const { leftMm, contentMm, pages } = table.laidOut;
    const rows = pages[0]?.groups[0]?.rows ?? [];
    const last = rows.at(-1);
    const frame = (await boxesIn(table.pdf)).at(-1);
    expectNear(frame, [
      leftMm,
      rows[0]?.yMm ?? 0,
      leftMm + contentMm,
      (last?.yMm ?? 0) + (last?.heightMm ?? 0),
    ]);
  });

  test('of many pages has all of them, and no tags; what is wanted no more is given up', async () => {
    const rows = Array.from({ length: 3_200 }, (_, at) => [`第${at}行`, '正常']);
    const told: number[] = [];
    const document = parsed(aTable(rows));
    const written = await writePdf(document, { onProgress: (done) => told.push(done) });
    const pages = layOut(document).pages.length;
    expect(written?.pages).toBe(pages);
    const { sizes, isTagged } = await readPdf(written?.bytes ?? new Uint8Array());
    expect([sizes.length, isTagged]).toEqual([pages, false]);
    expect(told).toEqual([50, 100]);
    const reason = new Error('not wanted');
    await expect(writePdf(document, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  test.each([
    ['a character of another typeface', '苹果😀'],
    ['one that stands on another', 'e\u0301'],
    ['a rare one', '𠮷野家'],
    ['another script', 'مرحبا'],
  ])('with %s is left to a browser', async (_what, text) => {
    expect(await writePdf(parsed(aTable([[text, '']])))).toBeNull();
  });

  test.each(HOSTILE.filter((text) => !/[𠮷م]/v.test(text)))('says %j as it is', async (text) => {
    const { pdf, laidOut } = await open(aTable([[text, '']]));
    expect(bare(await readLines(pdf, 0))).toEqual(bare(linesOf(laidOut, 0)));
  });
});
