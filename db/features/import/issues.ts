import { cleanText, type CellValue } from '../../domain/cells/text.ts';

/** Why a row is refused, or what is worth knowing about one that is not. Worded in `errors.json`. */
export interface Issue {
  /** `import.row_…` */
  readonly code: string;
  /** Title of the column; '' for the row as a whole. */
  readonly column: string;
  /** What stands in the cell, cut to be shown. */
  readonly value: string;
  /** Numbers that the wording needs. */
  readonly data?: Readonly<Record<string, number | string>>;
}

const SHOWN_CHARACTERS = 40;

export function issue(code: string, column: string, value: CellValue, data?: Issue['data']): Issue {
  const text = cleanText(value);
  const shown = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS).toWellFormed()}…` : text;
  return { code: `import.row_${code}`, column, value: shown, ...(data ? { data } : {}) };
}
