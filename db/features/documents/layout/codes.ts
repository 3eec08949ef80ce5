/** Modules of twelve digits in Code 128, code set C: start, six pairs, check and stop. */
export const CODE_MODULES = 101;
/** Modules of quiet zone that a scanner needs at each side. */
export const QUIET_MODULES = 10;

/** Twelve digits as bars in their place; millimetres from the edge of the sheet. */
export interface PlacedCode {
  readonly code: string;
  readonly xMm: number;
  readonly yMm: number;
  readonly heightMm: number;
  readonly moduleMm: number;
}

/** Bars in a cell of a table, above their digits; a module is a whole number of dots at 300 and 600 an inch. */
export const CELL_CODE = { heightMm: 6.4, moduleMm: (3 * 25.4) / 300 } as const;

/** Digits in groups of four, as people read them out. */
export function inFours(code: string): string {
  return code.replace(/\d{4}(?=\d)/g, '$& ');
}
