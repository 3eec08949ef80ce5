import { AppError } from '../../../domain/errors.ts';
import { dayOfSerial } from '../../../domain/cells/dates.ts';
import type { CellValue } from '../../../domain/cells/text.ts';
import type { TableMerge, TableRow } from '../../../wire.ts';
import { LIMITS } from './limits.ts';
import { partText, unescapeCell, type Workbook } from './workbook.ts';
import { attribute, xmlScanner, type XmlHandler } from './xml.ts';
import type { Zip } from './zip.ts';

/** What cells of a workbook refer to. */
export interface CellContext {
  readonly sharedStrings: readonly string[];
  readonly dateStyles: readonly boolean[];
  readonly date1904: Workbook['date1904'];
}

export interface SheetReading {
  /** Rows that are not empty, in the order of the file. */
  readonly rows: TableRow[];
  readonly merges: TableMerge[];
  /** Last row that the sheet says it has; 0 when it does not say. */
  saidRows: number;
}

/**
 * Reads the rows of a sheet as they are unpacked: the shown value of each cell, the last computed one of a
 * formula, days of date cells as `YYYY-MM-DD`, an error cell (#N/A) as its sign. `onRows` gets what has come
 * together after each piece and says whether to go on. Errors as `unpack`, and `import.too_large`.
 */
export async function readSheet(
  zip: Zip,
  part: string,
  context: CellContext,
  onRows: (reading: SheetReading) => Promise<boolean>,
): Promise<SheetReading> {
  const reading: SheetReading = { rows: [], merges: [], saidRows: 0 };
  const scanner = xmlScanner(sheetHandler(reading, context));
  for await (const piece of partText(zip, part, LIMITS.entryBytes)) {
    scanner(piece);
    if (!(await onRows(reading))) return reading;
  }
  scanner(null);
  return reading;
}

function sheetHandler(reading: SheetReading, context: CellContext): XmlHandler {
  let rowNumber = 0;
  let cells: CellValue[] = [];
  let filled = 0;
  let column = -1;
  let cellTag = '';
  let text = '';
  let wanted = false;
  let inReading = false;
  const endCell = () => {
    const value = cellValue(cellTag, text, context);
    if (value === null || value === '' || column >= LIMITS.columns) return;
    while (cells.length < column) cells.push(null);
    cells[column] = value;
    filled++;
  };
  const endRow = () => {
    if (filled > 0) reading.rows.push({ row: rowNumber, cells });
  };
  return {
    wantsText: () => wanted,
    text(piece) {
      if (text.length < LIMITS.cellCharacters) text += piece;
    },
    open(name, tag) {
      if (name === 'c') {
        column = columnOf(tag, column);
        cellTag = tag;
        text = '';
      } else if (name === 'v') wanted = true;
      else if (name === 't') wanted = !inReading;
      else if (name === 'rPh') inReading = true;
      else if (name === 'row') {
        rowNumber = Number(attribute(tag, 'r') ?? rowNumber + 1);
        if (!Number.isSafeInteger(rowNumber) || rowNumber < 1) throw new AppError('import.damaged');
        cells = [];
        filled = 0;
        column = -1;
      } else if (name === 'mergeCell') addMerge(reading.merges, attribute(tag, 'ref'));
      else if (name === 'dimension') reading.saidRows = parseRange(attribute(tag, 'ref') ?? '')?.bottom ?? 0;
    },
    close(name) {
      if (name === 'c') endCell();
      else if (name === 'v' || name === 't') wanted = false;
      else if (name === 'rPh') inReading = false;
      else if (name === 'row') endRow();
    },
  };
}

/** Column of a cell from 0; a cell without a reference stands right of the one before. */
function columnOf(tag: string, previous: number): number {
  const reference = attribute(tag, 'r') ?? '';
  let column = 0;
  for (let index = 0; index < reference.length; index++) {
    const letter = reference.charCodeAt(index) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column > 0 ? column - 1 : previous + 1;
}

function cellValue(tag: string, text: string, context: CellContext): CellValue {
  if (text === '') return null;
  switch (attribute(tag, 't') ?? 'n') {
    case 's':
      return context.sharedStrings[Number(text)] ?? null;
    case 'b':
      return text === '1' || text === 'true';
    case 'd':
      return text.slice(0, 10);
    case 'n':
      return numberValue(tag, text, context);
    // inlineStr, str (the text of a formula) and e (an error) stay what they show.
    default:
      return unescapeCell(text);
  }
}

function numberValue(tag: string, text: string, context: CellContext): CellValue {
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  const style = attribute(tag, 's');
  if (style === null || !context.dateStyles[Number(style)]) return value;
  return dayOfSerial(value, context.date1904) ?? value;
}

function addMerge(merges: TableMerge[], reference: string | null): void {
  const merge = parseRange(reference ?? '');
  if (!merge || (merge.top === merge.bottom && merge.left === merge.right)) return;
  if (merges.length < LIMITS.merges) merges.push(merge);
}

function parseRange(reference: string): TableMerge | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/.exec(reference);
  if (!match) return null;
  const [, left = '', top = '', right = left, bottom = top] = match;
  const number = (letters: string) =>
    [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { top: Number(top), left: number(left), bottom: Number(bottom), right: number(right) };
}
