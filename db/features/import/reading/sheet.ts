import { AppError } from '../../../domain/errors.ts';
import { dayOfSerial } from '../../../domain/cells/dates.ts';
import { cellText, type CellValue } from '../../../domain/cells/text.ts';
import type { TableMerge, TableRow } from '../../../wire.ts';
import { CellRow } from './cell-row.ts';
import { LIMITS } from './limits.ts';
import type { NumberStyle } from '../../../domain/cells/number-format.ts';
import { partText, unescapeCell, type Workbook } from './workbook.ts';
import { attribute, xmlScanner, type XmlHandler } from './xml.ts';
import type { Zip } from './zip.ts';

/** What cells of a workbook refer to. */
export interface CellContext {
  readonly sharedStrings: readonly string[];
  readonly numberStyles: readonly NumberStyle[];
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
 * Reads the rows of a sheet as they are unpacked: the value of each cell and what it shows where that says more, the last
 * computed one of a formula, days of date cells as `YYYY-MM-DD`, an error cell (#N/A) as its sign. `onRows` gets what has come
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
  let row = new CellRow(0);
  let column = -1;
  let cellTag = '';
  let text = '';
  let wanted = false;
  let inReading = false;
  let isFormula = false;
  const endCell = () => {
    const value = cellValue(cellTag, text, context);
    if (typeof value === 'number') return addNumber(row, column, { tag: cellTag, text, value }, context);
    // The empty text of a formula is a result; without one somebody else wrote the file, and no program has computed it.
    const missing = value === null && isFormula && attribute(cellTag, 't') !== 'str';
    row.add(column, value, missing ? MISSING : undefined);
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
        isFormula = false;
      } else if (name === 'f') isFormula = true;
      else if (name === 'v') wanted = true;
      else if (name === 't') wanted = !inReading;
      else if (name === 'rPh') inReading = true;
      else if (name === 'row') {
        rowNumber = Number(attribute(tag, 'r') ?? rowNumber + 1);
        if (!Number.isSafeInteger(rowNumber) || rowNumber < 1) throw new AppError('import.damaged');
        row = new CellRow(rowNumber, isHidden(tag));
        column = -1;
      } else if (name === 'mergeCell') addMerge(reading.merges, attribute(tag, 'ref'));
      else if (name === 'dimension') reading.saidRows = parseRange(attribute(tag, 'ref') ?? '')?.bottom ?? 0;
    },
    close(name) {
      if (name === 'c') endCell();
      else if (name === 'v' || name === 't') wanted = false;
      else if (name === 'rPh') inReading = false;
      else if (name === 'row' && !row.isEmpty) reading.rows.push(row.at());
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
      return Number.isFinite(Number(text)) ? Number(text) : text;
    // inlineStr, str (the text of a formula) and e (an error) stay what they show.
    default:
      return unescapeCell(text);
  }
}

const MISSING = { missing: true };
/** More digits than a spreadsheet keeps, all of them there: another program wrote them. */
const ALL_DIGITS = /^\d{16,}$/;

function addNumber(
  row: CellRow,
  column: number,
  { tag, text, value }: { tag: string; text: string; value: number },
  { numberStyles, date1904 }: CellContext,
): void {
  const id = attribute(tag, 's');
  const style = id === null ? undefined : numberStyles[Number(id)];
  const day = style?.isDay ? dayOfSerial(value, date1904) : null;
  const shown = style?.show?.(value, date1904);
  if (shown != null && shown !== cellText(day ?? value)) row.add(column, day ?? value, { shown });
  else if (text.length > 15 && ALL_DIGITS.test(text) && !text.endsWith('0'))
    row.add(column, value, { shown: text });
  else row.add(column, day ?? value);
}

/** Hidden by hand, by a filter, or made so low that nothing is left of it. */
function isHidden(tag: string): boolean {
  // Most rows say neither, and to look for an attribute takes longer.
  if (!tag.includes('hidden=') && !tag.includes('ht=')) return false;
  const hidden = attribute(tag, 'hidden');
  return hidden === '1' || hidden === 'true' || Number(attribute(tag, 'ht') ?? 1) === 0;
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
