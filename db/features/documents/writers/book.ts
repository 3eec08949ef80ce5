import type { RowMark } from '../../../domain/document/marks.ts';
import { printable } from '../../../domain/document/text.ts';
import { AppError } from '../../../domain/errors.ts';
import { partsAround, sheetPart, shownDecimals, STYLES_XML, styleOf } from './book-parts.ts';
import { BookZip } from './book-zip.ts';
import { CELL_LIMIT, columnLetters, ROW_LIMIT, sheetName } from './xlsx-limits.ts';

/** A number as it is printed: with so many decimals, and none hidden. */
export interface BookNumber {
  readonly value: number;
  /** 0 to 10. */
  readonly decimals: number;
}

export type BookCell = null | string | BookNumber;

export interface BookRow {
  readonly kind?: RowMark;
  readonly cells: readonly BookCell[];
}

export interface BookColumn {
  readonly title: string;
  /** In characters of half width; 12 when absent. */
  readonly width?: number;
}

/** What stands round the rows of a sheet. */
export interface BookFrame {
  /** Of the sheet; what Excel does not allow in one is replaced, and equal ones are numbered. */
  readonly name: string;
  /** Above the columns' heads. */
  readonly title: string;
  readonly columns: readonly BookColumn[];
  /** Below the rows. */
  readonly notes: readonly string[];
}

export interface BookSheet extends BookFrame {
  readonly rows: Iterable<BookRow>;
}

export interface Book {
  readonly sheets: readonly BookSheet[];
}

/** Characters that are handed on at once. */
const CHUNK = 1 << 17;

/**
 * A workbook of tables, written as its rows come: nothing but the row at hand is kept. Begin with the frames of all
 * sheets; then the rows of each in order, `end` after each. `sink` has the bytes of the file, piece by piece. Texts are
 * texts whatever they begin with, as in `tableToXlsx`. Errors: `documents.too_long` for a sheet of more rows than Excel
 * takes.
 */
export class BookWriter {
  readonly #frames: readonly BookFrame[];
  readonly #zip: BookZip;
  #sheet = 0;
  #row = 0;
  #letters: readonly string[] = [];
  #xml = '';

  constructor(frames: readonly BookFrame[], sink: (bytes: Uint8Array) => void) {
    if (frames.length === 0) throw new Error('a workbook without a sheet');
    this.#frames = frames;
    this.#zip = new BookZip(sink);
    const names = sheetNames(frames);
    for (const [name, xml] of partsAround(names)) this.#zip.whole(name, xml);
    this.#zip.whole('xl/styles.xml', STYLES_XML);
    this.#begin();
  }

  add(row: BookRow): void {
    this.#put(row.cells, row.kind ?? 'plain');
  }

  /** After the last row of a sheet. */
  end(): void {
    const frame = this.#frame;
    if (frame.notes.length > 0) this.#row += 1;
    for (const note of frame.notes) this.#put([note], 'note');
    this.#xml += sheetPart(frame).foot;
    this.#flush();
    this.#zip.endPart();
    this.#sheet += 1;
    if (this.#sheet < this.#frames.length) this.#begin();
    else this.#zip.end();
  }

  get #frame(): BookFrame {
    const frame = this.#frames[this.#sheet];
    if (!frame) throw new Error('a workbook that is finished');
    return frame;
  }

  #begin(): void {
    const frame = this.#frame;
    this.#row = 0;
    this.#letters = frame.columns.map((_, at) => columnLetters(at + 1));
    this.#zip.beginPart(`xl/worksheets/sheet${this.#sheet + 1}.xml`);
    this.#xml = sheetPart(frame).head;
    this.#put([frame.title], 'title');
    const heads = frame.columns.map(({ title }) => title);
    this.#put(heads, 'head');
  }

  #put(cells: readonly BookCell[], kind: RowMark | 'plain' | 'title' | 'head' | 'note'): void {
    this.#row += 1;
    if (this.#row > ROW_LIMIT) throw new AppError('documents.too_long');
    let xml = `<row r="${this.#row}">`;
    const width = kind === 'total' ? Math.max(this.#letters.length, cells.length) : cells.length;
    for (let at = 0; at < width; at += 1) {
      const place = `${this.#letters[at] ?? columnLetters(at + 1)}${this.#row}`;
      xml += cellXml(cells[at] ?? null, place, kind);
    }
    this.#xml += `${xml}</row>`;
    if (this.#xml.length > CHUNK) this.#flush();
  }

  #flush(): void {
    this.#zip.add(this.#xml);
    this.#xml = '';
  }
}

/** The whole of a workbook whose rows are at hand. */
export function writeBook({ sheets }: Book, sink: (bytes: Uint8Array) => void): void {
  const writer = new BookWriter(sheets, sink);
  for (const { rows } of sheets) {
    for (const row of rows) writer.add(row);
    writer.end();
  }
}

function cellXml(cell: BookCell, place: string, kind: Parameters<typeof styleOf>[0]): string {
  const empty = kind === 'total' ? `<c r="${place}" s="${styleOf(kind)}"/>` : '';
  if (cell === null) return empty;
  if (typeof cell === 'string') {
    const text = textXml(cell);
    if (text === '') return empty;
    return `<c r="${place}" s="${styleOf(kind)}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
  }
  const { value, decimals } = cell;
  if (!Number.isFinite(value)) return empty;
  return `<c r="${place}" s="${styleOf(kind, decimals)}"><v>${numberXml(value, decimals)}</v></c>`;
}

/** No digit that is not shown. */
function numberXml(value: number, decimals: number): string {
  const shown = Number(value.toFixed(shownDecimals(decimals)));
  // Nothing is not below zero.
  return String(shown === 0 ? 0 : shown);
}

/** What Excel would read as a character named by its number. */
const NAMED = /_(?=x[0-9A-Fa-f]{4}_)/g;
const MARKUP = /[&<>]/;

/** Text as it may stand in a cell. */
export function textXml(text: string): string {
  let clean = printable(text);
  // Half of a pair that was cut through is nothing that can be printed.
  if (clean.length > CELL_LIMIT) clean = printable(clean.slice(0, CELL_LIMIT));
  if (clean.includes('_x')) clean = clean.replace(NAMED, '_x005F_');
  if (!MARKUP.test(clean)) return clean;
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Names that differ, as Excel compares them. */
function sheetNames(frames: readonly BookFrame[]): string[] {
  const taken = new Set<string>();
  return frames.map(({ name }) => {
    const wanted = sheetName(name);
    let free = wanted;
    for (let count = 2; taken.has(free.toLowerCase()); count += 1) {
      const end = ` ${count}`;
      free = `${sheetName(wanted.slice(0, 31 - end.length))}${end}`;
    }
    taken.add(free.toLowerCase());
    return free;
  });
}
