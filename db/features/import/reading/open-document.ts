import { cellText, type CellValue } from '../../../domain/cells/text.ts';
import { AppError } from '../../../domain/errors.ts';
import type { TableMerge } from '../../../wire.ts';
import { LIMITS } from './limits.ts';
import { CellRow } from './cell-row.ts';
import type { SheetReading } from './sheet.ts';
import { partText, scanPart } from './workbook.ts';
import { attribute, xmlScanner, type XmlHandler } from './xml.ts';
import type { Zip } from './zip.ts';

const KIND = 'application/vnd.oasis.opendocument.spreadsheet';
const CONTENT = 'content.xml';

/** One table of the document, as far as it was read. */
export interface OpenDocumentTable extends SheetReading {
  readonly name: string;
  readonly hidden: boolean;
}

/**
 * Passes a spreadsheet of LibreOffice or WPS (.ods). Errors: `import.other_spreadsheet` for what other programs keep in
 * such files, `import.encrypted`.
 */
export async function expectSpreadsheet(zip: Zip): Promise<void> {
  if (zip.find('Index/Document.iwa')) throw new AppError('import.other_spreadsheet');
  if (zip.find('encrypted-package')) throw new AppError('import.encrypted');
  let kind = '';
  for await (const piece of partText(zip, 'mimetype', 1024)) kind += piece;
  if (!kind.startsWith(KIND)) throw new AppError('import.other_spreadsheet');
  if (zip.find('META-INF/manifest.xml')) {
    const open = (name: string) => {
      if (name === 'encryption-data') throw new AppError('import.encrypted');
    };
    await scanPart(zip, 'META-INF/manifest.xml', { open }, LIMITS.smallPartBytes);
  }
}

/** What is to be read of a document: at most so many rows of a table are kept at a time, and one more. */
export interface OpenDocumentWishes {
  readonly wants: (name: string) => boolean;
  readonly mostRows: number;
}

/**
 * Reads the tables of a document in their order, as they are unpacked. `onRows` gets the table that is being read after
 * each piece, and when it ends; it may take its rows out, and says whether to go on. Errors as `unpack`, and
 * `import.too_large`.
 */
export async function readOpenDocument(
  zip: Zip,
  wishes: OpenDocumentWishes,
  onRows: (table: OpenDocumentTable, ended: boolean) => Promise<boolean>,
): Promise<void> {
  const ended: OpenDocumentTable[] = [];
  const current: Current = { table: null, isWanted: false };
  const scanner = xmlScanner(documentHandler(current, wishes.mostRows, wishes.wants, ended));
  const tell = async (): Promise<boolean> => {
    for (const table of ended.splice(0)) if (!(await onRows(table, true))) return false;
    return !current.table || !current.isWanted || onRows(current.table, false);
  };
  for await (const piece of partText(zip, CONTENT, LIMITS.entryBytes)) {
    scanner(piece);
    if (!(await tell())) return;
  }
  scanner(null);
  await tell();
}

interface Current {
  table: OpenDocumentTable | null;
  isWanted: boolean;
}

function documentHandler(
  state: Current,
  mostRows: number,
  wants: OpenDocumentWishes['wants'],
  ended: OpenDocumentTable[],
): XmlHandler {
  const hiddenStyles = new Set<string>();
  let style = '';
  let tables = 0;
  /** In how many tables inside a cell, comments and drawings this is: they are no text of the cell. */
  let apart = 0;
  let rowNumber = 0;
  let row = new CellRow(0);
  let repeated = 1;
  let column = 0;
  let cellTag = '';
  let text: string | null = null;
  let inText = 0;
  const add = (more: string) => {
    text = (text ?? '') + (text !== null && text.length >= LIMITS.cellCharacters ? '' : more);
  };
  const isRead = () => state.table !== null && state.isWanted && apart === 0;
  const endCell = () => {
    const times = countOf(cellTag, 'number-columns-repeated');
    const found = valueOf(cellTag, text);
    for (let time = 0; time < times && column + time < LIMITS.columns; time++)
      row.add(column + time, found.value, found);
    if (state.table) addMerge(state.table.merges, cellTag, rowNumber, column);
    column += times;
    cellTag = '';
  };
  const endRow = () => {
    const { table } = state;
    const last = rowNumber + repeated - 1;
    if (table && !row.isEmpty) {
      // One more than may be, so that it can be told from as many.
      const room = Math.min(repeated, mostRows + 1 - table.rows.length);
      for (let time = 0; time < room; time++) table.rows.push(row.at(rowNumber + time));
      table.saidRows = last;
    }
    rowNumber = last;
  };
  return {
    wantsText: () => inText > 0 && isRead(),
    text: add,
    open(name, tag) {
      if (name === 'style') style = attribute(tag, 'name') ?? '';
      else if (name === 'table-properties') {
        if (attribute(tag, 'display') === 'false') hiddenStyles.add(style);
      } else if (name === 'table' && !state.table) {
        if (++tables > LIMITS.sheets) throw new AppError('import.too_large');
        const hidden = hiddenStyles.has(attribute(tag, 'style-name') ?? '');
        const tableName = attribute(tag, 'name') ?? '';
        state.table = { name: tableName, hidden, rows: [], merges: [], saidRows: 0 };
        state.isWanted = wants(tableName);
        rowNumber = 0;
      } else if (name === 'table' || APART.has(name)) apart++;
      else if (!isRead()) return;
      else if (name === 'table-row') {
        rowNumber++;
        repeated = countOf(tag, 'number-rows-repeated');
        row = new CellRow(rowNumber, /^(?:collapse|filter)$/.test(attribute(tag, 'visibility') ?? ''));
        column = 0;
      } else if (name === 'table-cell') {
        cellTag = tag;
        text = null;
      } else if (name === 'covered-table-cell') column += countOf(tag, 'number-columns-repeated');
      else if (cellTag === '') return;
      else if (name === 'p') {
        add(text === null ? '' : '\n');
        inText++;
      } else if (name === 's') add(' '.repeat(Math.min(countOf(tag, 'c'), 100)));
      else if (name === 'tab') add('\t');
      else if (name === 'line-break') add('\n');
    },
    close(name) {
      if (APART.has(name) || (name === 'table' && apart > 0)) apart--;
      else if (name === 'table' && state.table) {
        if (state.isWanted) ended.push(state.table);
        state.table = null;
      } else if (!isRead()) return;
      else if (name === 'p') inText = Math.max(0, inText - 1);
      else if (name === 'table-cell') endCell();
      else if (name === 'table-row') endRow();
    },
  };
}

const APART = new Set([
  'annotation',
  'caption',
  'custom-shape',
  'ellipse',
  'forms',
  'frame',
  'g',
  'line',
  'rect',
  'ruby-text',
  'shapes',
  'tracked-changes',
]);

function countOf(tag: string, name: string): number {
  const count = Number(attribute(tag, name) ?? 1);
  return Number.isSafeInteger(count) && count > 0 && count <= 2 ** 21 ? count : 1;
}

/** A day in full, without a time: it is said as such, however it is written. */
const WHOLE_DAY = /^\D*\d{2,4}\D+\d{1,2}\D+\d{1,2}\D*$/;

function valueOf(
  tag: string,
  text: string | null,
): { value: CellValue; shown?: string | undefined; missing?: boolean } {
  const number = Number(attribute(tag, 'value') ?? Number.NaN);
  const shown = text?.slice(0, LIMITS.cellCharacters) ?? '';
  switch (attribute(tag, 'value-type')) {
    case 'float':
    case 'currency':
    case 'percentage':
      if (!Number.isFinite(number)) return { value: shown };
      return { value: number, shown: shown === '' || shown === cellText(number) ? undefined : shown };
    case 'date': {
      const day = (attribute(tag, 'date-value') ?? '').slice(0, 10);
      return { value: day, shown: shown === '' || WHOLE_DAY.test(shown) ? undefined : shown };
    }
    case 'boolean':
      return { value: attribute(tag, 'boolean-value') === 'true' };
    case null:
      return { value: shown, missing: text === null && attribute(tag, 'formula') !== null };
    default:
      return { value: text === null ? (attribute(tag, 'string-value') ?? '') : shown };
  }
}

function addMerge(merges: TableMerge[], tag: string, row: number, column: number): void {
  const [wide, tall] = [countOf(tag, 'number-columns-spanned'), countOf(tag, 'number-rows-spanned')];
  if (wide * tall === 1 || merges.length >= LIMITS.merges) return;
  merges.push({ top: row, left: column + 1, bottom: row + tall - 1, right: column + wide });
}
