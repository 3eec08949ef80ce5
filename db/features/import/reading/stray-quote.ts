/** A quoted cell that goes over several lines, and where it stands. */
export interface QuotedCell {
  /** What stands behind the mark that opens it, the closing one included. */
  readonly raw: string;
  readonly delimiter: string;
  /** Cells of its row that stand before it. */
  readonly before: number;
  /** How many columns the table has; 0 when that is not known. */
  readonly columns: number;
  /** What follows the mark that closes it: in a well-formed text another cell or row. */
  readonly next: 'text' | 'cell' | 'row';
}

const LINE_BREAK = /\r\n?|\n/;
/** With two columns a note of several lines has as many commas by chance. */
const COLUMNS_TO_TELL = 3;

/** The text up to a line break, without a look at the rest. */
export function firstLine(text: string): string {
  const end = LINE_BREAK.exec(text)?.index;
  return end === undefined ? text : text.slice(0, end);
}

/**
 * True for a quotation mark that was meant as a sign (12"扳手) and would swallow whole rows: what it holds are lines of as
 * many cells as the table has, or the next such mark, at the start of another row's cell, closes it and text follows.
 */
export function isStrayQuote({ raw, delimiter, before, columns, next }: QuotedCell): boolean {
  if (!LINE_BREAK.test(raw)) return false;
  const counts = raw.split(LINE_BREAK).map((line) => line.split(delimiter).length);
  const [first = 1, ...others] = counts;
  const last = others.pop() ?? 1;
  if (next === 'text') return Math.max(last, ...others) > 1;
  if (columns < COLUMNS_TO_TELL) return false;
  const isRow = (count: number) => count === columns;
  const endsRow = next === 'row' ? isRow(last) : last > 1 && last < columns;
  return isRow(before + first) && others.every(isRow) && endsRow;
}
