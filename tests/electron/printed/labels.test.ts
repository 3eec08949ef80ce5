/** Label sheets as a scanner meets them: every code is read from the picture of the page that a browser makes. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { decode } from 'fast-png';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { prepareZXingModule, readBarcodes, type ReadResult } from 'zxing-wasm/reader';
import { LABEL_GRIDS, type LabelsASheet } from '../../../db/domain/document/labels.ts';
import type { BlockInput } from '../../../db/domain/document/model.ts';
import { writePages } from '../../../db/features/documents/service.ts';
import { ensureBrowser, launchSettings } from '../../../electron/stand-in/find-browser.ts';
import { markupOf } from '../../support/markup.ts';
import { aRecord } from './support.ts';

/** Of the grid with the smallest bars always, of the others in a long run. */
const COUNT = 1_000;
const FEWER = 200;
const PX_PER_MM = 96 / 25.4;
/** Dots of the picture to a pixel of the page: 200 to the inch, fewer than any printer sets. */
const SCALE = 200 / 96;
const LONG_NAME = '佛山市顺德区北滘镇金艺五金制品实业发展有限公司';

let browser: Browser;

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const wasmBinary = Uint8Array.from(readFileSync(wasm)).buffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  await ensureBrowser();
  browser = await chromium.launch(launchSettings());
});
afterAll(() => browser.close());

const codeOf = (at: number) => String(100_000_000_000 + at * 7_919);
const archiveNoOf = (at: number) => `QZ01-KH·2025-D30-GY-${String(at + 1).padStart(4, '0')}`;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Line extends Box {
  readonly text: string;
}

/** Lines of text of every sheet, where their letters are, in millimetres of the sheet. */
function linesOf(page: Page): Promise<Line[][]> {
  return page.evaluate((scale) => {
    return Array.from(document.querySelectorAll('.page'), (sheet) => {
      const { left, top } = sheet.getBoundingClientRect();
      return Array.from(sheet.querySelectorAll('.l'), (line) => {
        const range = document.createRange();
        range.selectNodeContents(line);
        const box = range.getBoundingClientRect();
        return {
          text: line.textContent,
          left: (box.left - left) / scale,
          top: (box.top - top) / scale,
          right: (box.right - left) / scale,
          bottom: (box.bottom - top) / scale,
        };
      });
    });
  }, PX_PER_MM);
}

/** Codes of one sheet where they stand, in millimetres. */
async function codesOf(page: Page, sheet: number): Promise<Array<Box & { code: string }>> {
  const png = await page.locator('.page').nth(sheet).screenshot();
  const { width, height, data, channels } = decode(png);
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at += 1)
    for (let channel = 0; channel < 3; channel += 1)
      rgba[at * 4 + channel] = data[at * channels + channel] ?? 0;
  const found = await readBarcodes({ data: rgba, width, height, colorSpace: 'srgb' } as ImageData, {
    formats: ['Code128'],
    maxNumberOfSymbols: 255,
    tryRotate: false,
    tryInvert: false,
    tryDownscale: false,
  });
  return found.map(placeOf);
}

function placeOf({ text, position }: ReadResult): Box & { code: string } {
  const corners = [position.topLeft, position.topRight, position.bottomLeft, position.bottomRight];
  const mm = (px: number) => px / SCALE / PX_PER_MM;
  const xs = corners.map(({ x }) => mm(x));
  const ys = corners.map(({ y }) => mm(y));
  return {
    code: text,
    left: Math.min(...xs),
    top: Math.min(...ys),
    right: Math.max(...xs),
    bottom: Math.max(...ys),
  };
}

async function show(block: BlockInput, frame: 'form' | 'none'): Promise<Page> {
  const paper = { landscape: frame === 'form' };
  const written = await writePages(aRecord(0, { blocks: [block], frame, paper }));
  const page = await browser.newPage({ deviceScaleFactor: SCALE, javaScriptEnabled: false });
  await page.setContent(markupOf(written), { waitUntil: 'load' });
  await page.evaluate('document.fonts.ready.then(() => true)');
  return page;
}

/** The code right above a line: over its middle, and nearest. */
function above<Code extends Box>(line: Line, codes: readonly Code[]): Code | undefined {
  const middle = (line.left + line.right) / 2;
  return codes
    .filter(({ left, right, top }) => left < middle && middle < right && top < line.top)
    .toSorted((a, b) => b.top - a.top)[0];
}

test.each<LabelsASheet>(['65', '40', '24'])(
  'of %s to a sheet every code is that of the 档号 beside it, within its label',
  { timeout: 600_000 },
  async (sheet) => {
    const grid = LABEL_GRIDS[sheet];
    const start = 3;
    const count = sheet === '65' || inject('long') ? COUNT : FEWER;
    const items = Array.from({ length: count }, (_, at) => ({
      code: codeOf(at),
      text: archiveNoOf(at),
      second: at % 3 === 0 ? null : LONG_NAME,
    }));
    const page = await show({ kind: 'labels', sheet, start, items }, 'none');
    const sheets = await linesOf(page);
    expect(sheets).toHaveLength(Math.ceil((count + start) / (grid.columns * grid.rows)));
    const read: Array<[archiveNo: string, code: string | undefined]> = [];
    const outside: string[] = [];
    for (const [index, lines] of sheets.entries()) {
      const codes = await codesOf(page, index);
      for (const box of [...lines, ...codes])
        if (!isWithinLabel(box, sheet)) outside.push(JSON.stringify(box));
      for (const line of lines)
        if (line.text.startsWith('QZ01')) read.push([line.text, above(line, codes)?.code]);
    }
    await page.close();
    expect(read).toEqual(items.map(({ text, code }) => [text, code]));
    expect(outside).toEqual([]);
  },
);

/** True when a box lies in one label, with the quiet zone of a code beside it. */
function isWithinLabel(box: Box & { code?: string }, sheet: LabelsASheet): boolean {
  const { leftMm, topMm, widthMm, heightMm, gapMm } = LABEL_GRIDS[sheet];
  const quietMm = box.code === undefined ? 0 : ((box.right - box.left) / 101) * 10;
  const x = (box.left - leftMm) % (widthMm + gapMm);
  const y = (box.top - topMm) % heightMm;
  const slack = 0.2;
  return (
    x - quietMm >= -slack &&
    x + box.right - box.left + quietMm <= widthMm + slack &&
    y >= -slack &&
    y + box.bottom - box.top <= heightMm + slack
  );
}

test('labels begin at the cell that is asked for', async () => {
  const items = [{ code: codeOf(0), text: archiveNoOf(0) }];
  const page = await show({ kind: 'labels', sheet: '24', start: 7, items }, 'none');
  const [[, line] = []] = await linesOf(page);
  await page.close();
  // The second of the third row.
  expect([Math.floor(((line?.left ?? 0) - 7) / 66), Math.floor(((line?.top ?? 0) - 12.9) / 33.9)]).toEqual([
    1, 2,
  ]);
});

test('a table has codes that are read, each beside its 档号', async () => {
  const rows = Array.from({ length: 60 }, (_, at) => [archiveNoOf(at), at % 7 === 0 ? '' : codeOf(at)]);
  const columns = [
    { title: '档号', weight: 3 },
    { title: '条码', weight: 1, kind: 'code' as const },
  ];
  const page = await show({ kind: 'table', columns, rows }, 'form');
  const read: string[][] = [];
  for (const [index, lines] of (await linesOf(page)).entries()) {
    const codes = await codesOf(page, index);
    for (const line of lines.filter(({ text }) => text.startsWith('QZ01'))) {
      const middle = (line.top + line.bottom) / 2;
      const beside = codes.find(({ top, bottom }) => Math.abs((top + bottom) / 2 - middle) < 4);
      read.push([line.text, beside?.code ?? '']);
    }
  }
  await page.close();
  expect(read).toEqual(rows);
});
