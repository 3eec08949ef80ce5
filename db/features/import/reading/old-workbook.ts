import type { CellObject, WorkSheet } from '@e965/xlsx';
import { dayOfSerial } from '../../../domain/cells/dates.ts';
import { cellText, type CellValue } from '../../../domain/cells/text.ts';
import { AppError } from '../../../domain/errors.ts';
import type { TableMerge, TableRow } from '../../../wire.ts';
import { CellRow, type CellSaid } from './cell-row.ts';
import { openCompound } from './compound.ts';
import { LIMITS } from './limits.ts';
import { BUILT_IN, numberStyle, type NumberStyle } from '../../../domain/cells/number-format.ts';
import { keepCells } from './old-records.ts';

/** A sheet of an old workbook. */
export interface OldSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly merges: readonly TableMerge[];
  /** Last row with something in it. */
  readonly lastRow: number;
  /** Its rows in order, made one by one. */
  rows(): Iterable<TableRow>;
}

export interface OldWorkbook {
  readonly date1904: boolean;
  readonly sheets: readonly OldSheet[];
}

const BOF = 0x0809;
const BIFF8 = 0x0600;
/** Of a file that does not say in which code page it was written. */
const CHINESE = 936;

/**
 * Reads a workbook of Excel 97 to 2003 or of WPS (.xls, .et), or of one before them. Errors: `import.damaged`,
 * `import.truncated`, `import.encrypted`, `import.not_a_workbook` for what else such files hold.
 */
export async function readOldWorkbook(bytes: Buffer): Promise<OldWorkbook> {
  const stream = bytes[0] === 0xd0 ? workbookStream(bytes) : bytes;
  keepCells(stream);
  // Loaded where it is needed: seldom, and it is large.
  const { read, set_cptable, SSF } = await import('@e965/xlsx');
  const isUnicode = stream.readUInt16LE(0) === BOF && stream.readUInt16LE(4) === BIFF8;
  if (!isUnicode) set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'));
  for (const [id, code] of Object.entries(BUILT_IN)) SSF.load(code, Number(id));
  try {
    const { Sheets, SheetNames, Workbook } = read(stream, {
      type: 'buffer',
      dense: true,
      ...(isUnicode ? {} : { codepage: CHINESE }),
      cellNF: true,
      cellText: false,
      cellHTML: false,
      cellFormula: false,
    });
    const date1904 = Workbook?.WBProps?.date1904 === true;
    const sheets = SheetNames.flatMap((name): OldSheet[] => {
      const sheet = Sheets[name];
      const data: unknown = sheet?.['!data'];
      if (!sheet || !Array.isArray(data) || sheet['!type'] !== undefined) return [];
      const hidden = (Workbook?.Sheets?.find((one) => one.name === name)?.Hidden ?? 0) !== 0;
      const merges = (sheet['!merges'] ?? [])
        .slice(0, LIMITS.merges)
        .map(({ s, e }) => ({ top: s.r + 1, left: s.c + 1, bottom: e.r + 1, right: e.c + 1 }));
      return [{ name, hidden, merges, lastRow: data.length, rows: () => rowsOf(sheet, data, date1904) }];
    });
    if (sheets.length === 0) throw new AppError('import.not_a_workbook');
    if (sheets.length > LIMITS.sheets) throw new AppError('import.too_large');
    return { date1904, sheets };
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('import.damaged');
  }
}

function workbookStream(bytes: Buffer): Buffer {
  const stream = openCompound(bytes);
  if (stream('EncryptedPackage')) throw new AppError('import.encrypted');
  const found = stream('Workbook') ?? stream('Book');
  if (!found) throw new AppError('import.not_a_workbook');
  return found;
}

function* rowsOf(sheet: WorkSheet, data: readonly unknown[], date1904: boolean): Generator<TableRow> {
  const styles = new Map<string, NumberStyle>();
  const styleOf = (code: string) => {
    const style = styles.get(code) ?? numberStyle(code);
    styles.set(code, style);
    return style;
  };
  for (const [index, cells] of data.entries()) {
    if (!Array.isArray(cells)) continue;
    const row = new CellRow(index + 1, sheet['!rows']?.[index]?.hidden === true);
    for (const [column, cell] of cells.slice(0, LIMITS.columns).entries()) {
      const found = cell ? valueOf(cell as CellObject, date1904, styleOf) : null;
      if (found) row.add(column, found.value, found);
    }
    if (!row.isEmpty) yield row.at();
  }
}

const ERRORS: Readonly<Record<number, string>> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
};

function valueOf(
  { t, v, z }: CellObject,
  date1904: boolean,
  styleOf: (code: string) => NumberStyle,
): CellSaid & { value: CellValue } {
  if (t === 'e') return { value: ERRORS[Number(v)] ?? '#VALUE!' };
  if (typeof v === 'boolean') return { value: v };
  if (typeof v === 'string') return { value: v.slice(0, LIMITS.cellCharacters) };
  if (typeof v !== 'number' || !Number.isFinite(v)) return { value: null };
  const { isDay, show } = styleOf(String(z ?? ''));
  const value = (isDay ? dayOfSerial(v, date1904) : null) ?? v;
  const shown = show?.(v, date1904) ?? undefined;
  return { value, shown: shown === cellText(value) ? undefined : shown };
}
