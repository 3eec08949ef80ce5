import type { Language } from '../../domain/wording.ts';
import type { CellValue as SheetValue } from 'hucre/xlsx';
import { cellText } from '../../domain/cells/text.ts';
import { fieldOfTitle, usualTitle } from './columns.ts';
import type { Issue } from './issues.ts';
import type { Plan, PlanSheet, RefusedRow } from './plan.ts';
import { isEither, type Column } from './understand.ts';
import { extraTitle, importWords, issueWords } from './words.ts';

/** Why each refused row was refused; rows of the plan by sheet and number. */
export type Reasons = ReadonlyMap<string, readonly Issue[]>;

export const rowKey = (sheet: string, row: number) => `${row}:${sheet}`;

/**
 * The refused rows as a workbook that can be mended and imported again: the same sheets and titles, all cells
 * of each row, and the reason in a last column, which the next import leaves out. Imported as it is, each row
 * is refused again. Every cell is text and none can be a formula.
 */
export async function refusedWorkbook(
  plan: Pick<Plan, 'sheets' | 'refused'>,
  reasons: Reasons,
  language: Language,
): Promise<Uint8Array> {
  const sheets = plan.sheets.flatMap((sheet, index) => {
    const rows = plan.refused.filter(
      (row) => row.sheet === sheet.name && reasons.has(rowKey(sheet.name, row.row)),
    );
    if (rows.length === 0) return [];
    return [{ name: sheetName(sheet.name, index), rows: refusedLines(sheet, rows, reasons, language) }];
  });
  // Loaded where it is needed: seldom, and every start would wait for it.
  const { writeXlsx } = await import('hucre/xlsx');
  return writeXlsx({
    stringMode: 'inline',
    sheets: sheets.map(({ name, rows }) => ({
      name,
      rows: rows.map((row): SheetValue[] => row.map((text) => visible(text))),
      columns: (rows[0] ?? []).map(() => ({ width: 16, style: { numFmt: '@' } })),
      freezePane: { rows: 1 },
    })),
  });
}

/** As many columns as the titles have, or the longest of the rows and of the headers over them. */
export function widthOf(own: number, rows: ReadonlyArray<Pick<RefusedRow, 'cells' | 'titles'>>): number {
  // One by one: so many rows as a file may have are too many for one call.
  return rows.reduce((most, { cells, titles }) => Math.max(most, cells.length, titles?.length ?? 0), own);
}

function refusedLines(
  { columns }: PlanSheet,
  rows: readonly RefusedRow[],
  reasons: Reasons,
  language: Language,
): string[][] {
  const own = columns.length;
  const width = widthOf(own, rows);
  const line = (textAt: (index: number) => string, last: string) => [
    ...Array.from({ length: width }, (_, index) => textAt(index)),
    last,
  ];
  const reasonTitle = importWords(language, 'import.reason_title');
  const ownTitles = columns.map(titleFor);
  const base = line((index) => ownTitles[index] ?? extraTitle(language, index - own + 1), reasonTitle);
  const lines = [base];
  let above: RefusedRow['titles'] = null;
  for (const { sheet, row, cells, titles } of rows) {
    // Another header in the file stands over its rows here too, so that they are read as they were.
    if (titles !== above)
      lines.push(titles ? line((index) => cellText(titles[index] ?? null), reasonTitle) : base);
    above = titles;
    const issues = reasons.get(rowKey(sheet, row)) ?? [];
    const said = issues.map((one) => issueWords(language, one)).join('; ');
    lines.push(line((index) => cellText(cells[index] ?? null), said));
  }
  return lines;
}

/** A title that the next import matches to the same field, whatever stands under it and whoever chose it. */
function titleFor({ title, field }: Column): string {
  const isSure = field === 'ignore' || (fieldOfTitle(title) === field && !isEither(title));
  return isSure ? title : (usualTitle(field) ?? title);
}

/** What Excel does not allow in the name of a sheet is left out. */
function sheetName(name: string, index: number): string {
  return name.replace(/[[\]:*?/\\]/g, '').slice(0, 31) || `Sheet${index + 1}`;
}

/** Excel takes no control characters and no longer texts. */
function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n]/gu, '')
    .slice(0, 32_767);
}
