import type { CellValue } from '../../../domain/cells/text.ts';
import { AppError } from '../../../domain/errors.ts';
import type { TableRow } from '../../../wire.ts';
import { LIMITS } from './limits.ts';
import { firstLine, isStrayQuote } from './stray-quote.ts';

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
const CONTROLS = /[^\P{Cc}\t\n\r\f]/gu;
/** Rows by which it is known how many columns there are. */
const ROWS_TO_MEASURE = 20;

/** True when a text is no text: a program or picture under the name of a table. */
export function looksBinary(text: string): boolean {
  return (text.match(CONTROLS)?.length ?? 0) > Math.max(2, text.length / 200);
}

const DELIMITERS = [',', '\t', ';', '，', '|'] as const;

/**
 * The delimiter of a text: the one that parts most of its first lines into the most columns of equal number.
 * `sep=;` in the first line (as Excel writes it) says so itself. A single column has the comma.
 */
export function findDelimiter(head: string): string {
  const said = /^sep=(.)\r?\n/i.exec(head)?.[1];
  if (said) return said;
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const score = delimiterScore(head, delimiter);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function delimiterScore(head: string, delimiter: string): number {
  const parser = csvParser(delimiter);
  const counts = parser
    .push(head)
    .slice(0, 30)
    .map(({ cells }) => cells.length);
  if (counts.length === 0) counts.push(...parser.end().map(({ cells }) => cells.length));
  const columns = Math.max(0, ...counts);
  if (columns < 2) return 0;
  const same = counts.filter((count) => count === columns).length;
  return columns + (same / counts.length) * 10;
}

export interface CsvParser {
  push(text: string): TableRow[];
  end(): TableRow[];
}

/**
 * Parts delimited text into rows. Quotes count only at the start of a cell, "" inside them is one quote; rows
 * may differ in length; CRLF, LF and CR all end a row; empty rows count but are not given. A quotation mark that stays
 * open, or would swallow whole rows, is a plain sign, and its row says so. Errors: `import.open_quote` with the row when a
 * quoted cell goes on in one line beyond the longest cell there can be.
 */
export function csvParser(delimiter: string): CsvParser {
  const separator = delimiter.charCodeAt(0);
  let row = 1;
  let cells: string[] = [];
  let cell = '';
  let state: 'start' | 'plain' | 'quoted' | 'closing' = 'start';
  let afterCr = false;
  let rows: TableRow[] = [];
  /** What stands behind the quotation mark that is open, as it is written. */
  let raw = '';
  let openQuote = false;
  let [measured, columns] = [0, 0];

  const endCell = () => {
    if (cells.length < LIMITS.columns) cells.push(cell);
    cell = '';
    state = 'start';
  };
  const endRow = () => {
    endCell();
    if (cells.some((text) => text.trim() !== '')) {
      rows.push({ row, cells: cells as CellValue[], ...(openQuote && { openQuote }) });
      if (measured++ < ROWS_TO_MEASURE) columns = Math.max(columns, cells.length);
    }
    row++;
    cells = [];
    openQuote = false;
  };
  const add = (text: string) => {
    if (cell.length < LIMITS.cellCharacters) cell += text.slice(0, LIMITS.cellCharacters - cell.length);
  };
  /** Takes the quotation mark for a plain sign and gives back what stands behind it, to be read again. */
  const reopen = (): string => {
    if (firstLine(raw).length > LIMITS.cellCharacters) throw new AppError('import.open_quote', { row });
    const again = raw;
    raw = '';
    cell = '"';
    state = 'plain';
    openQuote = true;
    return again;
  };
  const isLeftOpen = () => state === 'quoted' || (state === 'closing' && isStray('row'));
  const isStray = (next: 'text' | 'cell' | 'row') =>
    isStrayQuote({ raw, delimiter, before: cells.length, columns, next });

  /** Handles a step from `at`: where the next one starts, or what is to be read before it. */
  const step = (text: string, at: number): number | string => {
    const code = text.charCodeAt(at);
    if (state === 'quoted') {
      if (cell.length >= LIMITS.cellCharacters && code !== QUOTE) return reopen();
      const end = text.indexOf('"', at);
      const piece = text.slice(at, end < 0 ? text.length : end + 1);
      raw += piece;
      add(end < 0 ? piece : piece.slice(0, -1));
      if (end < 0) return text.length;
      state = 'closing';
      return end + 1;
    }
    if (state === 'closing') {
      if (code === QUOTE) {
        add('"');
        raw += '"';
        state = 'quoted';
        return at + 1;
      }
      const next = code === separator ? 'cell' : code === LF || code === CR ? 'row' : 'text';
      if (isStray(next)) return reopen();
    }
    if (code === separator) endCell();
    else if (code === LF || code === CR) {
      if (!(code === LF && afterCr)) endRow();
      afterCr = code === CR;
      return at + 1;
    } else if (code === QUOTE && state === 'start') {
      state = 'quoted';
      raw = '';
    } else {
      const end = plainEnd(text, at, separator);
      add(text.slice(at, end));
      state = 'plain';
      afterCr = false;
      return end;
    }
    afterCr = false;
    return at + 1;
  };
  const readAll = (text: string) => {
    const waiting = [{ text, at: 0 }];
    for (let last = waiting.at(-1); last; last = waiting.at(-1)) {
      if (last.at >= last.text.length) {
        waiting.pop();
        continue;
      }
      const next = step(last.text, last.at);
      if (typeof next === 'number') last.at = next;
      else waiting.push({ text: next, at: 0 });
    }
  };
  const take = () => {
    const taken = rows;
    rows = [];
    return taken;
  };
  return {
    push(text) {
      readAll(text);
      return take();
    },
    end() {
      while (isLeftOpen()) readAll(reopen());
      if (cell !== '' || cells.length > 0) endRow();
      return take();
    },
  };
}

function plainEnd(text: string, from: number, separator: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === separator || code === LF || code === CR) return at;
  }
  return text.length;
}
