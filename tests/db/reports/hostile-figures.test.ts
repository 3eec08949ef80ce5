/** What no form lets through, in figures that are kept: every writer writes a file that is one, and does nothing. */
import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { printable } from '../../../db/domain/document/text.ts';
import type { ReportFigures, ReportTable } from '../../../db/domain/reports/figures.ts';
import {
  drawCharts,
  toHtml,
  writeBook,
  writePdf,
  writeWord,
} from '../../../db/features/documents/service.ts';
import { drawChart } from '../../../db/features/documents/charts/draw.ts';
import { bookOf } from '../../../db/features/reports/print/book.ts';
import { chartBlock } from '../../../db/features/reports/print/chart-block.ts';
import { lookDocument } from '../../../db/features/reports/print/look-document.ts';
import { textsOf } from '../../e2e/support/pdf-text.ts';
import { markupOf } from '../../support/markup.ts';
import { aReport, aTable, FRAME } from './support/figures.ts';
import { FORBIDDEN, hostileTexts } from './support/hostile.ts';
import { inertBook, inertPdf, inertSvg, inertWord, parseHtml } from './support/inert.ts';

const TYPED = hostileTexts(400).map(([typed]) => typed);
/** As it stands in a cell, on one line. */
const shown = (text: string) => printable(text).replaceAll('\n', ' ');

/** A text in every place of a table that has one, and in figures that are texts. */
function tableOf(text: string, at: number): ReportTable {
  const column = (key: string) => ({ key, title: text, kind: 'text' as const, base: null });
  const row = { key: 'r', label: text, figures: [7, text, text], group: text, archive: null };
  return aTable([], {
    key: String(at),
    title: text,
    head: text,
    columns: [{ key: 'count', title: text, kind: 'count', base: null }, column('a'), column('b')],
    rows: [row, { ...row, key: 's', figures: [5, null, text] }],
    totals: [12, text, text],
    notes: [text],
    chart: { kind: at % 2 === 0 ? 'bar' : 'pie', column: 'count' },
  });
}

/** A table for each of them, and one of them in all that is said of the whole. */
function reportOf(texts: readonly string[]): ReportFigures {
  const [text = ''] = texts;
  const amended = texts.map((reason) => ({
    table: reason,
    row: null,
    measure: text,
    old: text,
    new: text,
    reason,
  }));
  return aReport(texts.map(tableOf), { title: text, asked: texts.slice(0, 10), amended });
}

/** Drawing takes long, and each picture is looked at by itself. */
const documentOf = (report: ReportFigures) =>
  lookDocument(
    { ...report, tables: report.tables.map((table, at) => (at < 4 ? table : { ...table, chart: null })) },
    FRAME,
  );

const countOf = (values: readonly unknown[], text: string) =>
  values.filter((value) => typeof value === 'string' && shown(value) === shown(text)).length;

test('are texts in Word', async () => {
  const word = inertWord(await writeWord(documentOf(reportOf(TYPED))));
  // The title and four heads, the group, three and two cells, two of the total; what was amended.
  for (const text of TYPED) expect([text, countOf(word.cells, text) >= 13]).toEqual([text, true]);
  for (const picture of word.pictures) expect(decode(picture).width).toBeGreaterThan(1_000);
  expect(word.pictures).toHaveLength(4);
});

test('are texts in a workbook', async () => {
  const pieces: Uint8Array[] = [];
  writeBook(bookOf(reportOf(TYPED), '未审查'), (bytes) => pieces.push(bytes));
  const values = (await inertBook(Buffer.concat(pieces))).flat();
  for (const text of TYPED) expect([text, countOf(values, text) >= 13]).toEqual([text, true]);
});

test('are texts on pages and in pictures', async () => {
  const report = reportOf(TYPED);
  const blocks = report.tables.flatMap((table) => chartBlock(table) ?? []);
  expect(blocks).toHaveLength(TYPED.length);
  for (const svg of await drawCharts(blocks)) expect(inertSvg(svg).length).toBeGreaterThan(1);
  const html = markupOf(toHtml(documentOf(report), { charts: drawChart }));
  expect(FORBIDDEN.exec(html)).toBeNull();
  const page = parseHtml(html);
  expect(page.querySelectorAll('script,img,image,a,iframe,object,embed,link,foreignObject')).toHaveLength(0);
  for (const { attributes } of page.querySelectorAll('*'))
    for (const { name } of attributes) expect(name).not.toMatch(/^on|href|src/);
  const said = page.body.textContent.replaceAll(/\s/g, '');
  for (const text of TYPED.filter((one) => one.length < 20))
    expect(said).toContain(shown(text).replaceAll(/\s/g, ''));
});

/** Those of which the typeface has every character; the others are printed by a browser. */
const SET = TYPED.filter(
  (text) => /^[\p{ASCII}\p{Script=Han}]*$/u.test(printable(text)) && !text.includes('𠮷'),
);

test('are texts in a PDF', async () => {
  expect(SET.length).toBeGreaterThan(20);
  const pdf = await writePdf(documentOf(reportOf(SET)));
  if (!pdf) throw new Error('a character that the typeface lacks');
  expect(await inertPdf(pdf.bytes)).toBe(pdf.pages);
  const said = (await textsOf(pdf.bytes)).join('');
  for (const text of SET) expect(said).toContain(shown(text).replaceAll(/\s/g, ''));
  expect(await writePdf(lookDocument(reportOf(['𠮷']), FRAME))).toBeNull();
});

test('a table of more rows than a call takes arguments was an error', () => {
  const many = aTable(Array.from({ length: 150_000 }, (_, at) => `第${at}户`));
  const { blocks } = lookDocument(aReport([many]), FRAME);
  expect(blocks.some((block) => block.kind === 'table' && block.rows.length === 150_001)).toBe(true);
});
