import { z } from 'zod';

/** A sheet of labels that are cut already, A4 upright, in millimetres. */
export interface LabelGrid {
  readonly columns: number;
  readonly rows: number;
  readonly widthMm: number;
  readonly heightMm: number;
  /** From the edge of the sheet to the first label. */
  readonly leftMm: number;
  readonly topMm: number;
  /** Between two labels side by side; one stands right below the other. */
  readonly gapMm: number;
}

/** The sheets on the market by how many labels one has. */
export const LABEL_GRIDS = {
  65: { columns: 5, rows: 13, widthMm: 38.1, heightMm: 21.2, leftMm: 4.75, topMm: 10.7, gapMm: 2.5 },
  40: { columns: 4, rows: 10, widthMm: 52.5, heightMm: 29.7, leftMm: 0, topMm: 0, gapMm: 0 },
  24: { columns: 3, rows: 8, widthMm: 64, heightMm: 33.9, leftMm: 7, topMm: 12.9, gapMm: 2 },
} as const satisfies Record<number, LabelGrid>;

export const LABELS_A_SHEET = ['65', '40', '24'] as const;
export type LabelsASheet = (typeof LABELS_A_SHEET)[number];

/** What a scanner reads: twelve digits, for letters and signs are eaten by input methods. */
export const CODE_DIGITS = /^\d{12}$/;
export const codeSchema = z.string().regex(CODE_DIGITS);
