import { createReadStream } from 'node:fs';
import type { CellValue } from '../../../domain/cells/text.ts';
import { AppError } from '../../../domain/errors.ts';
import type { TableRow } from '../../../wire.ts';
import { LIMITS } from './limits.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
const PIECE = 1024 * 1024;
const NOT_ASCII = /[^\p{ASCII}]/gu;
const CONTROLS = /[^\P{Cc}\t\n\r\f]/gu;

/**
 * Finds the encoding by content: a byte order mark, the zero bytes of UTF-16, else UTF-8 when the file is
 * UTF-8 or its first line is, else whichever of UTF-8 and GB18030 leaves fewer characters unread (a few broken bytes do not make
 * Chinese out of a UTF-8 file).
 */
export async function findEncoding(path: string, head: Uint8Array): Promise<Encoding> {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const wide = wideEncoding(head);
  if (wide) return wide;
  if ((await isUtf8(path)) || startsAsUtf8(head)) return 'utf-8';
  const utf8 = { decoder: new TextDecoder('utf-8'), unread: 0, others: 0 };
  const gb = { decoder: new TextDecoder('gb18030'), unread: 0, others: 0 };
  for await (const bytes of readPieces(path)) {
    for (const candidate of [utf8, gb]) tally(candidate, candidate.decoder.decode(bytes, { stream: true }));
  }
  for (const candidate of [utf8, gb]) tally(candidate, candidate.decoder.decode());
  // GB18030 text read as UTF-8 is nearly all unreadable; UTF-8 with damage is nearly all readable.
  return utf8.unread * 5 < utf8.others || gb.unread > utf8.unread ? 'utf-8' : 'gb18030';
}

/** Chinese in the first line that is UTF-8: in another encoding so many characters would not fit by chance. */
function startsAsUtf8(head: Uint8Array): boolean {
  const end = head.findIndex((byte) => byte === LF || byte === CR);
  try {
    const line = new TextDecoder('utf-8', { fatal: true }).decode(head.subarray(0, end < 0 ? 0 : end));
    return (line.match(/\p{Script=Han}/gu)?.length ?? 0) >= 4;
  } catch {
    return false;
  }
}

const readPieces = (path: string) =>
  createReadStream(path, { highWaterMark: PIECE }) as AsyncIterable<Buffer>;

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of readPieces(path)) decoder.decode(bytes, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function tally(candidate: { unread: number; others: number }, text: string): void {
  const others = text.match(NOT_ASCII)?.length ?? 0;
  if (others === 0) return;
  candidate.others += others;
  candidate.unread += text.split('\uFFFD').length - 1;
}

/** UTF-16 without a mark: separators and digits have a zero in every second byte. */
function wideEncoding(head: Uint8Array): Encoding | null {
  const zeros: [number, number] = [0, 0];
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[(index % 2) as 0 | 1]++;
  const few = Math.max(4, head.length / 100);
  if (zeros[1] > few && zeros[1] > zeros[0] * 8) return 'utf-16le';
  if (zeros[0] > few && zeros[0] > zeros[1] * 8) return 'utf-16be';
  return null;
}

/** The text of a file, a piece at a time, without a byte order mark. Unreadable bytes become U+FFFD. */
export async function* decodeFile(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const bytes of readPieces(path)) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

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
 * may differ in length; CRLF, LF and CR all end a row; empty rows count but are not given. Errors:
 * `import.open_quote` with the row when a quoted cell goes on beyond the longest cell there can be.
 */
export function csvParser(delimiter: string): CsvParser {
  const separator = delimiter.charCodeAt(0);
  let row = 1;
  let cells: string[] = [];
  let cell = '';
  let state: 'start' | 'plain' | 'quoted' | 'closing' = 'start';
  let afterCr = false;
  let rows: TableRow[] = [];

  const endCell = () => {
    if (cells.length < LIMITS.columns) cells.push(cell);
    cell = '';
    state = 'start';
  };
  const endRow = () => {
    endCell();
    if (cells.some((text) => text.trim() !== '')) rows.push({ row, cells: cells as CellValue[] });
    row++;
    cells = [];
  };
  const add = (text: string) => {
    if (cell.length < LIMITS.cellCharacters) cell += text.slice(0, LIMITS.cellCharacters - cell.length);
    else if (state === 'quoted') throw new AppError('import.open_quote', { row });
  };

  /** Handles the text from `at` and returns where the next step starts. */
  const step = (text: string, at: number): number => {
    const code = text.charCodeAt(at);
    if (state === 'quoted') {
      const end = text.indexOf('"', at);
      add(text.slice(at, end < 0 ? text.length : end));
      if (end < 0) return text.length;
      state = 'closing';
      return end + 1;
    }
    if (state === 'closing' && code === QUOTE) {
      add('"');
      state = 'quoted';
      return at + 1;
    }
    if (code === separator) endCell();
    else if (code === LF || code === CR) {
      if (!(code === LF && afterCr)) endRow();
      afterCr = code === CR;
      return at + 1;
    } else if (code === QUOTE && state === 'start') state = 'quoted';
    else {
      const end = plainEnd(text, at, separator);
      add(text.slice(at, end));
      state = 'plain';
      afterCr = false;
      return end;
    }
    afterCr = false;
    return at + 1;
  };
  const take = () => {
    const taken = rows;
    rows = [];
    return taken;
  };
  return {
    push(text) {
      for (let at = 0; at < text.length;) at = step(text, at);
      return take();
    },
    end() {
      if (state === 'quoted') throw new AppError('import.open_quote', { row });
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
