import { AppError } from '../../../domain/errors.ts';

const BOF = 0x0809;
const CONTINUE = 0x003c;
const FILE_PASS = 0x002f;
const FORMULA = 0x0006;
/** Where a formula says how long it is, behind its result. */
const FORMULA_LENGTH_AT = 20;
/** Settings of a printer, which no table is made of. */
const NOTHING = 0x004d;

/** What a table is made of; drawings, names, conditions, macros and all else that such files hold are not read. */
const READ: ReadonlySet<number> = new Set(
  [
    [0x0009, 0x0209, 0x0409, BOF, 0x000a],
    // Code page, calendar, sheets, formats, styles, shared texts.
    [0x0042, 0x0022, 0x0085, 0x001e, 0x041e, 0x0043, 0x0243, 0x0443, 0x00e0, 0x00fc, CONTINUE],
    // Extents, rows, joined cells.
    [0x0000, 0x0200, 0x0208, 0x00e5],
    // Texts, numbers, truths, formulas and their texts.
    [0x0004, 0x0204, 0x00d6, 0x00fd, 0x0002, 0x0003, 0x0203, 0x027e, 0x00bd, 0x0005, 0x0205],
    [FORMULA, 0x0007, 0x0207],
  ].flat(),
);
/** Formulas of before Excel 5. */
const EARLY_FORMULAS: ReadonlySet<number> = new Set([0x0206, 0x0406]);

/**
 * Leaves of a workbook's stream what its cells are read from, in place: of a formula its result alone. Errors:
 * `import.truncated`, `import.encrypted`.
 */
export function keepCells(stream: Buffer): void {
  if (stream.length < 8) throw new AppError('import.truncated');
  const isEarly = stream.readUInt16LE(0) !== BOF;
  let isKept = true;
  for (let at = 0; at + 4 <= stream.length;) {
    const kind = stream.readUInt16LE(at);
    const length = stream.readUInt16LE(at + 2);
    if (kind === FILE_PASS) throw new AppError('import.encrypted');
    // Filling behind the last record.
    if (kind === 0 && length === 0) return;
    if (at + 4 + length > stream.length) throw new AppError('import.truncated');
    if (kind !== CONTINUE) isKept = READ.has(kind) || (isEarly && EARLY_FORMULAS.has(kind));
    if (!isKept) stream.writeUInt16LE(NOTHING, at);
    else if (kind === FORMULA && !isEarly && length >= FORMULA_LENGTH_AT + 2)
      stream.writeUInt16LE(0, at + 4 + FORMULA_LENGTH_AT);
    at += 4 + length;
  }
}
