import type { ReactNode } from 'react';

/** What tells the rows of a list apart. */
export type RowId = number | string;

/** A row of a list. */
export interface ListRow {
  readonly id: RowId;
}

/** A column of a list: says `text` of each row, or what `cell` draws, or else what the row has under `field`. */
export interface ListColumn<Row> {
  /** Tells it apart: what is remembered of it, and what it is sorted by, goes by this. */
  readonly field: string;
  readonly title?: string;
  /** Pixels; 100 where nothing is said. */
  readonly width?: number;
  /** Its share of the room that is left, in place of a width. */
  readonly flex?: number;
  /** Pixels that a column with a share has at least; 50 where nothing is said. */
  readonly minWidth?: number;
  readonly sortable?: boolean;
  /** Figures stand at the right. */
  readonly align?: 'left' | 'right';
  /** Digits of one width (`figures`). */
  readonly className?: string;
  readonly text?: (row: Row) => string | number | null;
  readonly cell?: (row: Row) => ReactNode;
  /** Shown only to who has chosen it. */
  readonly byChoice?: boolean;
}
