import { z } from 'zod';

export const ROW_MARKS = ['group', 'total'] as const;
/**
 * What a row of a table is beside a common one. `group`: its first text is the head of the rows below it up to the next,
 * spans all columns, and comes again on each page that its rows go on. `total`: strong, with a thick rule above.
 */
export type RowMark = (typeof ROW_MARKS)[number];

export interface MarkedRow {
  /** Index of the row. */
  readonly at: number;
  readonly kind: RowMark;
}

function isMarks(marks: unknown): marks is MarkedRow[] {
  if (!Array.isArray(marks)) return false;
  let last = -1;
  return marks.every((mark: unknown) => {
    if (typeof mark !== 'object' || mark === null || Object.keys(mark).length !== 2) return false;
    if (!('at' in mark && 'kind' in mark) || typeof mark.at !== 'number' || !Number.isInteger(mark.at))
      return false;
    const rises = mark.at > last;
    last = mark.at;
    return rises && ROW_MARKS.some((kind) => kind === mark.kind);
  });
}

/** Looked at in one go, as the rows are: a long table has thousands. */
export const marksSchema = z
  .custom<MarkedRow[]>(isMarks)
  .transform((marks) => marks.map(({ at, kind }) => ({ at, kind })))
  .default([]);
