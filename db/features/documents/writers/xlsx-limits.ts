import { printable } from '../../../domain/document/text.ts';

/** Excel takes no longer text in one cell. */
export const CELL_LIMIT = 32_767;
/** Nor more rows on one sheet. */
export const ROW_LIMIT = 1_048_576;

/** Excel takes no longer name of a sheet, in code units. */
const NAME_LIMIT = 31;

/** A name as Excel takes it. */
export function sheetName(name: string): string {
  const clean = printable(name)
    .replace(/[[\]:*?/\\\n]/g, ' ')
    .trim();
  // Half of a pair that was cut through is nothing that can be printed.
  return printable(clean.slice(0, NAME_LIMIT)).replace(/^[' ]+|[' ]+$/g, '') || 'Sheet1';
}

/** How a sheet names its column of this number, counted from 1. */
export function columnLetters(count: number): string {
  let letters = '';
  for (let rest = count; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}
