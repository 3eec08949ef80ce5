import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, type PDFPage } from '@cantoo/pdf-lib';
import { chartWords } from '../../../domain/document/chart.ts';
import { titleOf, type PrintDocument } from '../../../domain/document/model.ts';
import { noCharts, type DrawChart } from '../charts/picture.ts';
import type { FaceFile } from '../fonts.ts';
import { layOut, watermarkMm, type LaidOut, type Page, type PlacedText } from '../layout/pages.ts';
import type { PlacedRow } from '../layout/paginate.ts';
import { QR_MM, type Cell, type ChartCell } from '../layout/cells.ts';
import { LETTERS, MM_PER_PT, type LetterName } from '../layout/setting.ts';
import { codePaths, downMmIn, qrPath, type Bars } from './paths.ts';
import { embedFace, MIDDLE_EM, widthMmOf, type PdfFace } from './pdf-face.ts';
import { embedPictures, picturesIn, textPlace, type Images, type PicturePlace } from './pdf-picture.ts';
import { PdfTags, type Element, type ElementName, type LeafFacts } from './pdf-tags.ts';
import { rulesOf } from './rules.ts';

/** Some 2,000 rows; of a longer document tags would weigh more than everything else. */
const PAGES_WITH_TAGS = 100;

const PT_PER_MM = 1 / MM_PER_PT;
/** As on the screen: the mark of secrecy, and black so thin that what stands on it is read. */
const RED = '0.702 0.149 0.118';
const PALE = '0.93 0.93 0.93';
const SLANT = (32 * Math.PI) / 180;

export interface PdfFile {
  readonly bytes: Uint8Array;
  readonly pages: number;
}

export interface PdfOptions {
  readonly faceFiles: (characters: ReadonlySet<string>, weight: 400 | 700) => FaceFile[] | null;
  readonly bars: Bars;
  /** Only documents with charts need it. */
  readonly charts?: DrawChart;
  /** Told now and then: pages that are written, of how many. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * The document as a PDF with the same pages as its HTML, every line in the same place; with tags unless it is long.
 * Null when it has characters that the typeface lacks, which a browser takes from the computer's own.
 */
export async function toPdf(
  document: PrintDocument,
  { faceFiles, bars, charts = noCharts, onProgress }: PdfOptions,
): Promise<PdfFile | null> {
  const laidOut = layOut(document);
  const { pages } = laidOut;
  const pdf = await PDFDocument.create();
  const used = usedIn(laidOut, document.watermark);
  const pictures = picturesIn(laidOut, charts);
  for (const { texts } of pictures.values())
    for (const { text } of texts) for (const character of text) used[400].add(character);
  const face = await embedFace(pdf, used, faceFiles);
  if (!face) return null;
  pdf.setTitle(titleOf(document), { showInWindowTitleBar: true });
  pdf.setLanguage(document.language);
  const tags = pages.length > PAGES_WITH_TAGS ? null : new PdfTags(pdf.context);
  const images = embedPictures(pdf.context, face.resources, pictures);
  const resources = pdf.context.register(face.resources);
  const tools: Tools = { face, tags, images };
  pages.forEach((page, index) => {
    const sheet = pdf.addPage([laidOut.widthMm * PT_PER_MM, laidOut.heightMm * PT_PER_MM]);
    sheet.node.set(PDFName.of('Resources'), resources);
    const content = new Sheet(tools, laidOut, sheet).draw(page, document.watermark, bars);
    const stream = pdf.context.stream(deflateSync(content), { Filter: 'FlateDecode' });
    sheet.node.addContentStream(pdf.context.register(stream));
    if (index % 50 === 49) onProgress?.(index + 1, pages.length);
  });
  tags?.finish(pdf.catalog);
  return { bytes: await pdf.save({ objectsPerTick: Infinity }), pages: pages.length };
}

function usedIn({ pages }: LaidOut, watermark: string | null): Record<400 | 700, Set<string>> {
  const used = { 400: new Set<string>(), 700: new Set<string>(watermark ?? '') };
  const note = (text: string, letters: LetterName) => {
    const { weight } = LETTERS[letters];
    for (const character of text) used[weight].add(character);
  };
  for (const { texts, groups } of pages) {
    for (const { text, letters } of texts) note(text, letters);
    for (const { rows } of groups)
      for (const { cells } of rows)
        for (const { lines, letters } of cells) for (const line of lines) note(line, letters);
  }
  return used;
}

/** A box of lines in millimetres from the corner of the sheet, upper left. */
interface Lines {
  readonly xMm: number;
  readonly yMm: number;
  readonly widthMm: number;
  readonly lines: readonly string[];
  readonly letters: LetterName;
  readonly align: Cell['align'];
}

/** What every page of a document is drawn with. */
interface Tools {
  readonly face: PdfFace;
  readonly tags: PdfTags | null;
  readonly images: Images;
}

/** One page as the operators of its content. */
class Sheet {
  readonly #face: PdfFace;
  readonly #laidOut: LaidOut;
  readonly #page: PDFPage;
  readonly #tags: PdfTags | null;
  readonly #images: Images;
  #content = '';

  constructor({ face, tags, images }: Tools, laidOut: LaidOut, page: PDFPage) {
    this.#face = face;
    this.#images = images;
    this.#laidOut = laidOut;
    this.#page = page;
    this.#tags = tags;
  }

  draw(page: Page, watermark: string | null, bars: Bars): string {
    const { leftMm, heightMm } = this.#laidOut;
    const { thin, thick } = rulesOf(page.groups, this.#laidOut);
    this.#artifact(() => {
      if (watermark !== null) this.#watermark(watermark);
      // Millimetres from the upper corner, as the paths are.
      this.#put(`q ${pt(1)} 0 0 ${pt(-1)} 0 ${pt(heightMm)} cm`);
      if (thin !== '') this.#put(`0.18 w ${pathOf(thin)} S`);
      if (thick !== '') this.#put(`0.5 w ${pathOf(thick)} S`);
      for (const path of codePaths(page, leftMm, bars)) this.#put(`${pathOf(path)} f`);
      this.#put('Q');
    });
    for (const text of page.texts) this.#text(text);
    for (const { rows, ruled } of page.groups) this.#rows(rows, ruled);
    return this.#content;
  }

  #rows(rows: readonly PlacedRow[], ruled: boolean): void {
    if (rows.length === 0) return;
    const table = ruled ? this.#tags?.branch('Table', this.#tags.document) : this.#tags?.document;
    for (const row of rows) {
      const parent = ruled && table ? this.#tags?.branch('TR', table) : table;
      for (const cell of row.cells) this.#cell(cell, row, { parent, ruled });
    }
  }

  #cell(
    cell: Cell,
    row: PlacedRow,
    { parent, ruled }: { parent: Element | undefined; ruled: boolean },
  ): void {
    const xMm = this.#laidOut.leftMm + cell.xMm + cell.insetMm;
    const yMm = row.yMm + downMmIn(cell, row.heightMm);
    if (cell.qr) return this.#qr(cell.qr, { xMm, yMm });
    if (cell.chart) return this.#chart(cell.chart, { xMm, yMm, widthMm: cell.widthMm });
    const name = ruled ? nameOf(cell, row) : cell.letters === 'heading' ? 'H2' : 'P';
    const { lines, letters, align } = cell;
    if (lines.length === 0 && !ruled) return;
    const facts = { isEmpty: lines.length === 0, columns: cell.columns };
    this.#marked(name, parent, facts, () =>
      this.#lines({ xMm, yMm, widthMm: cell.widthMm - 2 * cell.insetMm, lines, letters, align }),
    );
  }

  #text({ text, letters, align, role, xMm, yMm, widthMm }: PlacedText): void {
    const draw = () =>
      this.#lines({ xMm: this.#laidOut.leftMm + xMm, yMm, widthMm, lines: [text], letters, align });
    // What stands on every page is not read again on each.
    if (letters === 'small') return this.#artifact(draw);
    this.#marked(role === 'title' ? 'H1' : 'P', this.#tags?.document, {}, () => {
      if (role === 'mark') this.#put(`q ${RED} rg`);
      draw();
      if (role === 'mark') this.#put('Q');
    });
  }

  /** Each line in the middle of its lead, where its own letters have theirs. */
  #lines({ xMm, yMm, widthMm, lines, letters, align }: Lines): void {
    const { leadMm, weight, pt: size } = LETTERS[letters];
    lines.forEach((line, index) => {
      if (line === '') return;
      const room = align === 'left' ? 0 : Math.max(0, widthMm - widthMmOf(line, letters));
      const atMm = xMm + (align === 'center' ? room / 2 : room);
      const downMm = yMm + (index + 0.5) * leadMm + MIDDLE_EM * size * MM_PER_PT;
      const place = `${pt(atMm)} ${pt(this.#laidOut.heightMm - downMm)} Td`;
      this.#put(`BT ${place} ${this.#face.show(line, weight, size)}ET`);
    });
  }

  #qr(rows: readonly string[], { xMm, yMm }: { xMm: number; yMm: number }): void {
    const module = QR_MM / rows.length;
    const place = `${pt(module)} 0 0 ${pt(-module)} ${pt(xMm)} ${pt(this.#laidOut.heightMm - yMm)}`;
    this.#artifact(() => this.#put(`q ${place} cm ${pathOf(qrPath(rows))} f Q`));
  }

  /** Shapes as pixels, words as words. */
  #chart({ block, heightMm }: ChartCell, { xMm, yMm, widthMm }: PicturePlace): void {
    const image = this.#images.get(block);
    if (!image) throw new Error('a picture that was not drawn');
    const bottom = this.#laidOut.heightMm - yMm - heightMm;
    const box = [xMm, bottom, xMm + widthMm, bottom + heightMm].map(pt);
    this.#marked('Figure', this.#tags?.document, { alt: chartWords(block), box }, () => {
      const [x = 0, y = 0, right = 0, top = 0] = box;
      this.#put(`q ${rounded(right - x)} 0 0 ${rounded(top - y)} ${x} ${y} cm /${image.name} Do Q`);
      const unit = (right - x) / image.picture.widthPx;
      for (const text of image.picture.texts) {
        const { operators, px } = textPlace(text, { x, y: top, unit });
        this.#put(`q ${operators}${this.#face.show(text.text, 400, rounded(px))}ET Q`);
      }
    });
  }

  /** Aslant across the middle of the sheet, below everything else. */
  #watermark(text: string): void {
    const { widthMm, heightMm } = this.#laidOut;
    const sizeMm = watermarkMm(text, this.#laidOut);
    const leftMm = (widthMmOf(text, 'title') / (LETTERS.title.pt * MM_PER_PT)) * (sizeMm / 2);
    const downMm = MIDDLE_EM * sizeMm;
    const [cos, sin] = [Math.cos(SLANT), Math.sin(SLANT)];
    const x = widthMm / 2 - leftMm * cos + downMm * sin;
    const y = heightMm / 2 - leftMm * sin - downMm * cos;
    const turned = [cos, sin, -sin, cos].map(rounded).join(' ');
    this.#put(`q ${PALE} rg BT ${turned} ${pt(x)} ${pt(y)} Tm`);
    this.#put(`${this.#face.show(text, 700, rounded(sizeMm * PT_PER_MM))}ET Q`);
  }

  /** What `draw` puts down is the text of an element. */
  #marked(name: ElementName, parent: Element | undefined, facts: LeafFacts, draw: () => void): void {
    if (!this.#tags || !parent) return draw();
    const number = this.#tags.leaf(name, parent, this.#page, facts);
    if (facts.isEmpty) return;
    this.#put(`/${name} <</MCID ${number}>> BDC`);
    draw();
    this.#put('EMC');
  }

  #artifact(draw: () => void): void {
    if (!this.#tags) return draw();
    this.#put('/Artifact BMC');
    draw();
    this.#put('EMC');
  }

  #put(operators: string): void {
    this.#content += `${operators}\n`;
  }
}

function nameOf({ role }: Cell, { mark }: PlacedRow): ElementName {
  return mark === 'group' ? 'TH' : CELL_NAMES[role];
}

const CELL_NAMES = { cell: 'TD', rowheader: 'TH', columnheader: 'TH' } as const;

/** Points with what a printer can resolve. */
function pt(lengthMm: number): number {
  return rounded(lengthMm * PT_PER_MM);
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** An SVG path of straight lines as operators of a PDF. */
function pathOf(path: string): string {
  let [x, y] = [0, 0];
  let operators = '';
  for (const [, command = '', numbers = ''] of path.matchAll(/([MHVhvZz])([^MHVhvZz]*)/g)) {
    const [first = 0, second = 0] = numbers.split(' ').map(Number);
    if (command === 'M') [x, y] = [first, second];
    else if (command === 'H') x = first;
    else if (command === 'V') y = first;
    else if (command === 'h') x += first;
    else if (command === 'v') y += first;
    operators += /z/i.test(command) ? 'h ' : `${rounded(x)} ${rounded(y)} ${command === 'M' ? 'm' : 'l'} `;
  }
  return operators;
}
