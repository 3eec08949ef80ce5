import type { Language } from '../../domain/wording.ts';
import { writeXlsx, type CellValue as SheetValue } from 'hucre/xlsx';
import { cellText } from '../../domain/cells/text.ts';
import type { Plan } from './plan.ts';
import type { Issue } from './issues.ts';
import { importWords, issueWords } from './words.ts';

/** Why each refused row was refused; rows of the plan by sheet and number. */
export type Reasons = ReadonlyMap<string, readonly Issue[]>;

export const rowKey = (sheet: string, row: number) => `${row}:${sheet}`;

/**
 * The refused rows as a workbook that can be mended and imported again: the same sheets and titles, and the
 * reason in a last column, which the next import leaves out. Every cell is text and none can be a formula.
 */
export async function refusedWorkbook(plan: Plan, reasons: Reasons, language: Language): Promise<Uint8Array> {
  const sheets = plan.sheets.flatMap(({ name, columns }, index) => {
    const rows = plan.refused.filter((row) => row.sheet === name && reasons.has(rowKey(name, row.row)));
    if (rows.length === 0) return [];
    const titles = [...columns.map(({ title }) => title), importWords(language, 'import.reason_title')];
    const lines = rows.map(({ row, cells }) => {
      const issues = reasons.get(rowKey(name, row)) ?? [];
      const texts = columns.map((column) => cellText(cells[column.index] ?? null));
      return [...texts, issues.map((one) => issueWords(language, one)).join('; ')];
    });
    return [{ name: sheetName(name, index), rows: [titles, ...lines] }];
  });
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
