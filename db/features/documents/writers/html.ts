import type { PrintDocument } from '../../../domain/document/model.ts';
import { layOut, watermarkMm, type LaidOut, type Page, type PlacedText } from '../layout/pages.ts';
import type { PlacedGroup, PlacedRow } from '../layout/paginate.ts';
import { QR_MM, type Cell } from '../layout/rows.ts';
import { LETTERS, PAD_Y_MM, type LetterName } from '../layout/setting.ts';
import { DESK_GAP_MM, styleSheet } from './html-style.ts';
import { mm, rulesOf } from './rules.ts';
import { escapeHtml } from '../../../domain/text/escape-html.ts';

/** Characters that a document shows in each weight, for choosing what of the typeface goes with it. */
export type UsedCharacters = Readonly<Record<400 | 700, ReadonlySet<string>>>;

export interface HtmlPages {
  readonly html: string;
  readonly pages: number;
  readonly widthMm: number;
  readonly heightMm: number;
  /** Round every sheet when shown on a screen. */
  readonly deskGapMm: number;
}

/**
 * The document as one HTML page without scripts or links: each sheet is a box of the paper's size in which every line
 * has its place, so a screen shows what a printer prints.
 * @param fontFaces `@font-face` rules for what the document shows; without them the computer's own faces serve
 */
export function toHtml(
  document: PrintDocument,
  fontFaces: (used: UsedCharacters) => string = () => '',
): HtmlPages {
  const laidOut = layOut(document);
  const used = { 400: new Set<string>(), 700: new Set<string>() };
  const sheets = laidOut.pages.map((page, index) => sheet(document, laidOut, page, index, used));
  const head = [
    `<!doctype html><html lang="${document.language}"><head><meta charset="utf-8">`,
    `<title>${escapeHtml([document.title, document.number?.value, document.subject].filter(Boolean).join(' '))}</title>`,
    `<style>${fontFaces(used)}${styleSheet(laidOut)}</style></head><body>`,
  ];
  return {
    html: [...head, ...sheets, '</body></html>'].join('\n'),
    pages: laidOut.pages.length,
    widthMm: laidOut.widthMm,
    heightMm: laidOut.heightMm,
    deskGapMm: DESK_GAP_MM,
  };
}

type Used = Record<400 | 700, Set<string>>;

function sheet(document: PrintDocument, laidOut: LaidOut, page: Page, index: number, used: Used): string {
  const { widthMm, heightMm } = laidOut;
  const rules = rulesOf(page.groups, laidOut);
  const watermark = document.watermark ? watermarkOf(document.watermark, laidOut, used) : '';
  return [
    `<section class="page" data-page="${index + 1}">`,
    watermark,
    `<svg class="rules" viewBox="0 0 ${widthMm} ${heightMm}" aria-hidden="true">`,
    `<path class="thin" d="${rules.thin}"/><path class="thick" d="${rules.thick}"/></svg>`,
    ...page.texts.map((text) => textOf(text, laidOut.leftMm, used)),
    ...page.groups.map((group) => groupOf(group, laidOut.leftMm, used)),
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
  return `<${tag} class="t ${text.letters} ${text.align}${mark}" style="${place}">${words(text.text, text.letters, used)}</${tag}>`;
}

function groupOf(group: PlacedGroup, leftMm: number, used: Used): string {
  if (group.rows.length === 0) return '';
  const label = group.label ? ` aria-label="${escapeHtml(group.label)}"` : '';
  const role = group.ruled ? ` role="table"${label}` : '';
  return `<div${role}>${group.rows.map((row) => rowOf(row, group.ruled, leftMm, used)).join('')}</div>`;
}

function rowOf(row: PlacedRow, ruled: boolean, leftMm: number, used: Used): string {
  const place = `left:${mm(leftMm)}mm;top:${mm(row.yMm)}mm`;
  const cells = row.cells.map((cell) => cellOf(cell, row.heightMm, ruled, used)).join('');
  return `<div class="row"${ruled ? ' role="row"' : ''} style="${place}">${cells}</div>`;
}

function cellOf(cell: Cell, rowMm: number, ruled: boolean, used: Used): string {
  const { leadMm } = LETTERS[cell.letters];
  const contentMm = cell.code ? QR_MM : cell.lines.length * leadMm;
  const downMm = cell.top ? PAD_Y_MM : Math.max(0, (rowMm - contentMm) / 2);
  const place = [
    `left:${mm(cell.xMm + cell.insetMm)}mm`,
    `top:${mm(downMm)}mm`,
    `width:${mm(cell.widthMm - 2 * cell.insetMm)}mm`,
  ].join(';');
  const inner = cell.code ? qrOf(cell.code) : cell.lines.map((line) => lineOf(line, cell, used)).join('');
  const role = ruled ? ` role="${cell.role}"` : '';
  return `<div class="c ${cell.letters} ${cell.align}"${role} style="${place}">${inner}</div>`;
}

function lineOf(line: string, cell: Cell, used: Used): string {
  return `<div>${words(line, cell.letters, used)}</div>`;
}

function qrOf(rows: readonly string[]): string {
  const dark = rows.flatMap((row, y) =>
    Array.from(row, (module, x) => (module === '1' ? `M${x} ${y}h1v1h-1z` : '')),
  );
  return `<svg class="qr" viewBox="0 0 ${rows.length} ${rows.length}" style="width:${QR_MM}mm"><path d="${dark.join('')}"/></svg>`;
}

function words(text: string, letters: LetterName, used: Used): string {
  note(text, LETTERS[letters].weight, used);
  return escapeHtml(text);
}

function note(text: string, weight: 400 | 700, used: Used): void {
  for (const character of text) used[weight].add(character);
}
