// @vitest-environment jsdom
import { decode } from 'fast-png';
import { getDocumentProxy } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { documentSchema, type BlockOf } from '../../../db/domain/document/model.ts';
import { layOut } from '../../../db/features/documents/layout/pages.ts';
import {
  drawCharts,
  expectFitsWord,
  toHtml,
  writePages,
  writePdf,
  writeWord,
} from '../../../db/features/documents/service.ts';
import { toDocx } from '../../../db/features/documents/writers/docx.ts';
import { aChart, parseChart, type ChartInput } from './charts.ts';
import { aDocument, unzip } from './support.ts';

const parsed = (...blocks: ChartInput[]) => documentSchema.parse(aDocument({ blocks }));
const xmlOf = (svg: string) => {
  const xml = new DOMParser().parseFromString(svg, 'image/svg+xml');
  expect(xml.querySelector('parsererror')?.textContent).toBeUndefined();
  return xml;
};

describe('one chart in every writer', () => {
  const input = aChart(
    'bar',
    ['经销商', '零售门店'],
    [
      ['本期', [1320, 845]],
      ['上期', [1200, null]],
    ],
  );
  const figures = ['1,320', '845', '1,200'];
  const document = parsed(input);

  test('HTML: a named picture, and a table for who cannot see it', async () => {
    const { head, slices } = await writePages(document);
    const dom = new DOMParser().parseFromString(`${head}${slices.join('')}`, 'text/html');
    const svg = dom.querySelector('svg[role="img"]');
    expect(svg?.getAttribute('aria-label')).toBe('各类别客户数 · 户');
    const table = [...dom.querySelectorAll('.unseen tr')].map((row) =>
      [...row.children].map(({ textContent }) => textContent),
    );
    expect(table).toEqual([
      ['', '本期', '上期'],
      ['经销商', '1,320', '1,200'],
      ['零售门店', '845', ''],
    ]);
    for (const figure of figures) expect(svg?.textContent).toContain(figure);
    expect(head).toMatch(/@media print\{\.unseen\{display:none\}\}/);
    expect(() => toHtml(document)).toThrow(/drawn/);
  });

  test('PDF: its shapes as pixels, its words as words, and all of it told', async () => {
    const written = await writePdf(document);
    expect(written?.bytes.length).toBeLessThan(120_000);
    const pdf = await getDocumentProxy(Uint8Array.from(written?.bytes ?? []));
    const page = await pdf.getPage(1);
    const texts = (await page.getTextContent()).items.map((item) => ('str' in item ? item.str : ''));
    for (const figure of [...figures, '经销商', '本期']) expect(texts.join('')).toContain(figure);
    const tree = JSON.stringify(await page.getStructTree());
    expect(tree).toContain('"Figure"');
    expect(tree).toContain(
      '各类别客户数 · 户. 本期: 经销商 1,320; 零售门店 845. 上期: 经销商 1,200; 零售门店',
    );
    expect(await writePdf(parsed({ ...input, unit: '𠮷' }))).toBeNull();
  });

  test('Word: a picture of more than 200 dots an inch with words for it, under a title that stays', async () => {
    const files = unzip(await writeWord(document));
    const xml = files.get('word/document.xml')?.toString('utf8') ?? '';
    for (const figure of figures) expect(xml).toContain(figure);
    expect(xml).toMatch(/<w:keepNext\/>.{0,200}各类别客户数/s);
    const [name = ''] = [...files.keys()].filter((file) => file.endsWith('.png'));
    const { width } = decode(files.get(name) ?? new Uint8Array());
    const [, emu] = /<wp:extent cx="(\d+)"/.exec(xml) ?? [];
    expect(width / (Number(emu) / 914_400)).toBeGreaterThan(200);
    await expect(toDocx(document)).rejects.toThrow(/drawn/);
  });

  test('a screen: in the order asked, each with its name, or not at all', async () => {
    const block = parseChart(input);
    const [first, second, ...more] = await drawCharts([block, { ...block, title: '"><script>' }]);
    expect(more).toEqual([]);
    expect(xmlOf(first ?? '').documentElement.getAttribute('aria-label')).toBe('各类别客户数 · 户');
    expect(xmlOf(second ?? '').documentElement.getAttribute('aria-label')).toBe('"><script> · 户');
    expect(await drawCharts([])).toEqual([]);
    const reason = new Error('not wanted');
    await expect(drawCharts([block], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  test('Word takes no more of them than it can', () => {
    const blocks = (count: number): Array<BlockOf<'chart'>> =>
      Array.from({ length: count }, () => parseChart(input));
    expect(() => expectFitsWord({ blocks: blocks(100) })).not.toThrow();
    expect(() => expectFitsWord({ blocks: blocks(120) })).toThrow('documents.too_long_for_word');
  });

  test('stays whole with its title, and is no higher than a page', () => {
    const tall = { ...input, heightMm: 240 };
    for (const paper of [{}, { landscape: true }, { size: 'A5' as const, landscape: true }]) {
      const laidOut = layOut(
        documentSchema.parse(
          aDocument({
            paper,
            title: '题',
            blocks: [{ kind: 'heading', text: '头' }, tall, input, { ...input, title: '题'.repeat(400) }],
          }),
        ),
      );
      const charts = laidOut.pages.flatMap(({ groups }) =>
        groups.filter(({ rows }) => rows.some(({ cells }) => cells[0]?.chart)),
      );
      expect(charts.map(({ rows }) => rows.length)).toEqual([2, 2, 2]);
      for (const { rows } of charts)
        for (const { yMm, heightMm } of rows)
          expect(yMm + heightMm).toBeLessThanOrEqual(laidOut.heightMm - 19 + 1e-6);
    }
  });
});
