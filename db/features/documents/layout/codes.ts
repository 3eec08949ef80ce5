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

/** Bars in a cell of a table and the space to their digits below; a module is three dots of a printer with 300 an inch. */
export const CELL_CODE = { heightMm: 6.4, gapMm: 0.5, moduleMm: (3 * 25.4) / 300 } as const;

/** Narrower bars are read by few scanners. */
const LEAST_MODULE_MM = 0.19;

/** How wide a module is in a cell: smaller where there is little room. Throws where there is too little. */
export function moduleMmIn(widthMm: number): number {
  const moduleMm = Math.min(CELL_CODE.moduleMm, widthMm / (CODE_MODULES + 2 * QUIET_MODULES));
  if (moduleMm < LEAST_MODULE_MM) throw new Error('a column is too narrow for codes');
  return moduleMm;
}

/** Digits in groups of four, as people read them out. */
export function inFours(code: string): string {
  return code.replace(/\d{4}(?=\d)/g, '$& ');
}
