import { open, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../../domain/errors.ts';
import type { TableRequest, TableRow, TableSheet, TableSummary } from '../../../wire.ts';
import { Budget } from './budget.ts';
import { decodeFile, findEncoding } from './encoding.ts';
import { fileKind } from './file-kind.ts';
import { BATCH_ROWS, LIMITS } from './limits.ts';
import type { OldWorkbook } from './old-workbook.ts';
import { readSheet, type CellContext } from './sheet.ts';
import { csvParser, findDelimiter, looksBinary } from './text-file.ts';
import { openWorkbook, readNumberStyles, readSharedStrings, type Workbook } from './workbook.ts';
import { openZip, type Zip } from './zip.ts';

/** Takes rows; resolves when more may come. */
export type SendRows = (rows: readonly TableRow[]) => Promise<void>;

const HEAD_BYTES = 128 * 1024;
const WORKBOOK = { kind: 'workbook', encoding: null, delimiter: null } as const;

/**
 * Reads a workbook or a delimited text file: all rows of `request.sheet` through `send`, or without a sheet
 * the first rows of each in the summary. Nothing in the file is carried out. Errors: `import.unreadable`,
 * `import.empty`, `import.too_large`, `import.too_many_rows`, `import.no_such_sheet`, and those of `fileKind`,
 * `openZip`, `unpack`, `openWorkbook`, `readOpenDocument`, `readOldWorkbook` and `csvParser`.
 */
export async function readTable(request: TableRequest, send: SendRows): Promise<TableSummary> {
  const handle = await open(request.path, 'r').catch(() => {
    throw new AppError('import.unreadable');
  });
  try {
    const { size } = await handle.stat();
    if (size > LIMITS.fileBytes) throw new AppError('import.too_large');
    const head = await readHead(handle);
    switch (fileKind(head)) {
      case 'zip': {
        const zip = await openZip(request.path, handle);
        return zip.find('mimetype') || zip.find('Index/Document.iwa')
          ? await readDocument(zip, request, send)
          : await readWorkbook(zip, request, send);
      }
      case 'old': {
        if (size > LIMITS.oldWorkbookBytes) throw new AppError('import.too_large');
        // Few files are of these kinds, and every reader would wait for what reads them.
        const { readOldWorkbook } = await import('./old-workbook.ts');
        return await readOld(await readOldWorkbook(await handle.readFile()), request, send);
      }
      default:
        return await readText(head, request, send);
    }
  } finally {
    await handle.close();
  }
}

async function readHead(handle: FileHandle): Promise<Uint8Array> {
  const buffer = new Uint8Array(HEAD_BYTES);
  const { bytesRead } = await handle.read(buffer, 0, HEAD_BYTES, 0);
  return buffer.subarray(0, bytesRead);
}

/** Collects rows into batches and counts them. */
function batches(maxRows: number, send: SendRows) {
  let waiting: TableRow[] = [];
  let characters = 0;
  const budget = new Budget();
  const counter = { count: 0 };
  return {
    counter,
    async add(rows: readonly TableRow[]) {
      counter.count += rows.length;
      if (counter.count > maxRows) throw new AppError('import.too_many_rows', { limit: maxRows });
      for (const row of rows) {
        const more = budget.take(row);
        if (waiting.length >= BATCH_ROWS || characters + more > LIMITS.messageCharacters) await this.flush();
        waiting.push(row);
        characters += more;
      }
    },
    async flush() {
      const rows = waiting;
      waiting = [];
      characters = 0;
      if (rows.length > 0) await send(rows);
    },
  };
}

async function readWorkbook(zip: Zip, request: TableRequest, send: SendRows): Promise<TableSummary> {
  const workbook = await openWorkbook(zip);
  const context: CellContext = {
    sharedStrings: workbook.sharedStringsPart ? await readSharedStrings(zip, workbook.sharedStringsPart) : [],
    numberStyles: workbook.stylesPart ? await readNumberStyles(zip, workbook.stylesPart) : [],
    date1904: workbook.date1904,
  };
  const sheets =
    request.sheet === undefined
      ? await previewSheets(zip, workbook, context, request.maxRows)
      : [await readWholeSheet(zip, workbook, context, request, send)];
  return { ...WORKBOOK, date1904: workbook.date1904, sheets };
}

async function previewSheets(
  zip: Zip,
  workbook: Workbook,
  context: CellContext,
  maxRows: number,
): Promise<TableSheet[]> {
  const sheets: TableSheet[] = [];
  const budget = new Budget();
  for (const { name, hidden, part } of workbook.sheets) {
    const reading = await readSheet(zip, part, context, ({ rows }) => Promise.resolve(rows.length < maxRows));
    const rowCount = Math.max(reading.saidRows, reading.rows.at(-1)?.row ?? 0);
    const rows = reading.rows.slice(0, maxRows);
    for (const row of rows) budget.take(row);
    sheets.push({ name, hidden, rows, rowCount, merges: reading.merges });
  }
  return sheets;
}

async function readWholeSheet(
  zip: Zip,
  workbook: Workbook,
  context: CellContext,
  request: TableRequest,
  send: SendRows,
): Promise<TableSheet> {
  const sheet = workbook.sheets.find(({ name }) => name === request.sheet);
  if (!sheet) throw new AppError('import.no_such_sheet');
  const batch = batches(request.maxRows, send);
  const { merges } = await readSheet(zip, sheet.part, context, async ({ rows }) => {
    await batch.add(rows.splice(0));
    return true;
  });
  await batch.flush();
  return { name: sheet.name, hidden: sheet.hidden, rows: [], rowCount: batch.counter.count, merges };
}

/** What is not asked for of a table stays in the file. */
async function readDocument(zip: Zip, request: TableRequest, send: SendRows): Promise<TableSummary> {
  const { expectSpreadsheet, readOpenDocument } = await import('./open-document.ts');
  await expectSpreadsheet(zip);
  const isPreview = request.sheet === undefined;
  const sheets: TableSheet[] = [];
  const budget = new Budget();
  const batch = batches(request.maxRows, send);
  const wants = (name: string) => isPreview || name === request.sheet;
  const wishes = { wants, mostRows: request.maxRows };
  await readOpenDocument(zip, wishes, async ({ name, hidden, merges, rows, saidRows }, ended) => {
    if (!isPreview) await batch.add(rows.splice(0));
    if (!ended) return true;
    const shown = isPreview ? rows.slice(0, request.maxRows) : [];
    for (const row of shown) budget.take(row);
    const rowCount = isPreview ? saidRows : batch.counter.count;
    sheets.push({ name, hidden, rows: shown, rowCount, merges });
    return isPreview;
  });
  await batch.flush();
  if (sheets.length === 0) throw new AppError(isPreview ? 'import.not_a_workbook' : 'import.no_such_sheet');
  return { ...WORKBOOK, sheets };
}

async function readOld(workbook: OldWorkbook, request: TableRequest, send: SendRows): Promise<TableSummary> {
  const isPreview = request.sheet === undefined;
  const chosen = workbook.sheets.filter(({ name }) => isPreview || name === request.sheet);
  if (chosen.length === 0) throw new AppError('import.no_such_sheet');
  const budget = new Budget();
  const batch = batches(request.maxRows, send);
  const sheets: TableSheet[] = [];
  for (const sheet of chosen.slice(0, isPreview ? undefined : 1)) {
    const { name, hidden, merges, lastRow } = sheet;
    const shown: TableRow[] = [];
    for (const row of sheet.rows()) {
      if (!isPreview) await batch.add([row]);
      else if (shown.length < request.maxRows) {
        budget.take(row);
        shown.push(row);
      } else break;
    }
    sheets.push({ name, hidden, rows: shown, rowCount: isPreview ? lastRow : batch.counter.count, merges });
  }
  await batch.flush();
  return { ...WORKBOOK, date1904: workbook.date1904, sheets };
}

async function readText(head: Uint8Array, request: TableRequest, send: SendRows): Promise<TableSummary> {
  const encoding = await findEncoding(request.path, head);
  const headText = new TextDecoder(encoding).decode(head, { stream: true });
  if (looksBinary(headText)) {
    throw new AppError(
      /\.(?:xls[xmb]?|et)$/i.test(request.path) ? 'import.not_a_workbook' : 'import.not_a_table',
    );
  }
  if (headText.trim() === '') throw new AppError('import.empty');
  const delimiter = findDelimiter(headText);
  const preview: TableRow[] = [];
  const budget = new Budget();
  const whole = request.sheet !== undefined;
  const batch = batches(request.maxRows, send);
  const take = async (rows: readonly TableRow[]) => {
    if (whole) return batch.add(rows);
    const shown = rows.slice(0, request.maxRows - preview.length);
    for (const row of shown) budget.take(row);
    preview.push(...shown);
    batch.counter.count += rows.length;
  };
  const parser = csvParser(delimiter);
  for await (const piece of decodeFile(request.path, encoding)) await take(parser.push(piece));
  await take(parser.end());
  await batch.flush();
  const sheet = { name: '', hidden: false, rows: preview, rowCount: batch.counter.count, merges: [] };
  return { kind: 'text', encoding, delimiter, sheets: [sheet] };
}
