import type { HtmlPages } from '../../../domain/document/html-pages.ts';
import { titleOf, type PrintDocument } from '../../../domain/document/model.ts';
import { layOut, watermarkMm, type LaidOut, type Page, type PlacedText } from '../layout/pages.ts';
import type { PlacedGroup, PlacedRow } from '../layout/paginate.ts';
import { QR_MM, type Cell } from '../layout/cells.ts';
import { LETTERS, type LetterName } from '../layout/setting.ts';
import { noCharts, type DrawChart } from '../charts/picture.ts';
import { chartHtml, UNSEEN_STYLE } from './html-chart.ts';
import { DESK_GAP_MM, styleSheet } from './html-style.ts';
import { codePaths, downMmIn, qrPath, type Bars } from './paths.ts';
import { mm, rulesOf } from './rules.ts';
import { escapeHtml } from '../../../domain/text/escape-html.ts';

/** Characters that a document shows in each weight, for choosing what of the typeface goes with it. */
export type UsedCharacters = Readonly<Record<400 | 700, ReadonlySet<string>>>;

/** A browser prints the fewer of them the quicker, but begins anew for each slice. */
const PAGES_A_SLICE = 20;

export interface HtmlOptions {
  /** `@font-face` rules for what the document shows; without them the computer's own faces serve. */
  readonly fontFaces?: (used: UsedCharacters) => string;
  /** Widths of bars and spaces, in modules, for a code: only documents with codes need it. */
  readonly bars?: Bars;
  /** Only documents with charts need it. */
  readonly charts?: DrawChart;
  /** Told after each slice: pages that are written, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * The document as HTML without scripts or links: each sheet is a box of the paper's size in which every line has its
 * place, so a screen shows what a printer prints.
 */
export function toHtml(
  document: PrintDocument,
  { fontFaces, bars = noBars, charts = noCharts, onProgress }: HtmlOptions = {},
): HtmlPages {
  const laidOut = layOut(document);
  const { pages, widthMm, heightMm } = laidOut;
  const used = { 400: new Set<string>(), 700: new Set<string>() };
  const paint: Paint = { document, laidOut, bars, charts, used };
  const slices: string[] = [];
  const pagesIn: number[] = [];
  for (let first = 0; first < pages.length; first += PAGES_A_SLICE) {
    const some = pages.slice(first, first + PAGES_A_SLICE);
    slices.push(some.map((page, at) => sheet(paint, page, first + at)).join('\n'));
    pagesIn.push(some.length);
    onProgress?.(first + some.length, pages.length);
  }
  const head = [
    `<!doctype html><html lang="${document.language}"><head><meta charset="utf-8">`,
    `<title>${escapeHtml(titleOf(document))}</title>`,
    `<style>${fontFaces?.(used) ?? ''}${styleSheet(laidOut)}${hasCharts(document) ? UNSEEN_STYLE : ''}</style></head><body>`,
  ].join('\n');
  return { head, slices, pagesIn, pages: pages.length, widthMm, heightMm, deskGapMm: DESK_GAP_MM };
}

type Used = Record<400 | 700, Set<string>>;

/** What every sheet of a document is made with. */
interface Paint {
  readonly document: PrintDocument;
  readonly laidOut: LaidOut;
  readonly bars: Bars;
  readonly charts: DrawChart;
  readonly used: Used;
}

function hasCharts({ blocks }: PrintDocument): boolean {
  return blocks.some(({ kind }) => kind === 'chart');
}

function noBars(): never {
  throw new Error('a document with codes is written where bars are made');
}

function sheet(paint: Paint, page: Page, index: number): string {
  const { document, laidOut, bars, used } = paint;
  const { widthMm, heightMm, leftMm } = laidOut;
  const rules = rulesOf(page.groups, laidOut);
  const watermark = document.watermark ? watermarkOf(document.watermark, laidOut, used) : '';
  return [
    `<section class="page" data-page="${index + 1}">`,
    watermark,
    `<svg class="rules" viewBox="0 0 ${widthMm} ${heightMm}" aria-hidden="true">`,
    `<path class="thin" d="${rules.thin}"/><path class="thick" d="${rules.thick}"/>`,
    ...codePaths(page, leftMm, bars).map((path) => `<path class="bars" d="${path}"/>`),
    '</svg>',
    ...page.texts.map((text) => textOf(text, leftMm, used)),
    ...page.groups.map((group) => groupOf(group, leftMm, paint)),
    '</section>',
  ].join('');
}

function watermarkOf(text: string, laidOut: LaidOut, used: Used): string {
  note(text, 700, used);
  const size = mm(watermarkMm(text, laidOut));
  return `<div class="watermark" aria-hidden="true" style="font-size:${size}mm"><span>${escapeHtml(text)}</span></div>`;
}

function textOf(text: PlacedText, leftMm: number, used: Used): string {
  const tag = text.role === 'title' ? 'h1' : 'p';
  const mark = text.role === 'mark' ? ' mark-red' : '';
  const place = `left:${mm(leftMm + text.xMm)}mm;top:${mm(text.yMm)}mm;width:${mm(text.widthMm)}mm`;
  return `<${tag} class="t l ${text.letters} ${text.align}${mark}" style="${place}">${words(text.text, text.letters, used)}</${tag}>`;
}

function groupOf(group: PlacedGroup, leftMm: number, paint: Paint): string {
  if (group.rows.length === 0) return '';
  const label = group.label ? ` aria-label="${escapeHtml(group.label)}"` : '';
  const role = group.ruled ? ` role="table"${label}` : '';
  return `<div${role}>${group.rows.map((row) => rowOf(row, group.ruled, leftMm, paint)).join('')}</div>`;
}

function rowOf(row: PlacedRow, ruled: boolean, leftMm: number, paint: Paint): string {
  const place = `left:${mm(leftMm)}mm;top:${mm(row.yMm)}mm`;
  const cells = row.cells.map((cell) => cellOf(cell, row, ruled, paint)).join('');
  return `<div class="row"${ruled ? ' role="row"' : ''} style="${place}">${cells}</div>`;
}

function cellOf(cell: Cell, row: PlacedRow, ruled: boolean, paint: Paint): string {
  const place = [
    `left:${mm(cell.xMm + cell.insetMm)}mm`,
    `top:${mm(downMmIn(cell, row.heightMm))}mm`,
    `width:${mm(cell.widthMm - 2 * cell.insetMm)}mm`,
  ].join(';');
  const role = ruled ? roleOf(cell, row) : '';
  // One box less for a cell of one line, of which long tables have ten thousands.
  const alone = cell.lines.length === 1 && !cell.qr ? ' l' : '';
  return `<div class="c ${cell.letters} ${cell.align}${alone}"${role} style="${place}">${innerOf(cell, paint)}</div>`;
}

function roleOf({ role, columns }: Cell, { mark }: PlacedRow): string {
  if (mark !== 'group') return ` role="${role}"`;
  return ` role="rowheader" aria-colspan="${columns ?? 1}"`;
}

function innerOf(cell: Cell, { charts, used }: Paint): string {
  if (cell.chart) {
    const picture = charts(cell.chart.block, cell.widthMm, cell.chart.heightMm);
    for (const { text } of picture.texts) note(text, 400, used);
    return chartHtml(cell.chart, picture, cell.widthMm);
  }
  if (cell.qr) return qrOf(cell.qr);
  const lines = cell.lines.map((line) => words(line, cell.letters, used));
  return lines.length === 1 ? lines.join('') : lines.map((line) => `<div class="l">${line}</div>`).join('');
}

function qrOf(rows: readonly string[]): string {
  return `<svg class="qr" viewBox="0 0 ${rows.length} ${rows.length}" style="width:${QR_MM}mm"><path d="${qrPath(rows)}"/></svg>`;
}

function words(text: string, letters: LetterName, used: Used): string {
  note(text, LETTERS[letters].weight, used);
  return escapeHtml(text);
}

function note(text: string, weight: 400 | 700, used: Used): void {
  for (const character of text) used[weight].add(character);
}
