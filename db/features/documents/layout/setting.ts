import type { Weight } from './advance.ts';

/** Sizes of everything on a form, in millimetres; letters in points. */
export const MM_PER_PT = 25.4 / 72;

/** Room round what is printed: the left edge is wider, for binding (GB/T 9705). Tiny paper has little to spare. */
export function marginsFor(widthMm: number) {
  return widthMm < 60
    ? { left: 1, right: 1, top: 8, bottom: 8 }
    : { left: 25, right: 15, top: 20, bottom: 19 };
}

export interface LetterStyle {
  readonly pt: number;
  readonly weight: Weight;
  readonly leadMm: number;
}

/** The ways in which letters are set: 五号 for what is filled in, 小五 in tables, 二号 for the title. */
export const LETTERS = {
  title: { pt: 22, weight: 700, leadMm: 11 },
  letterhead: { pt: 12, weight: 400, leadMm: 6.4 },
  heading: { pt: 12, weight: 700, leadMm: 6.4 },
  label: { pt: 10.5, weight: 400, leadMm: 5.2 },
  value: { pt: 10.5, weight: 400, leadMm: 5.6 },
  strong: { pt: 12, weight: 700, leadMm: 6 },
  head: { pt: 9, weight: 700, leadMm: 4.6 },
  cell: { pt: 9, weight: 400, leadMm: 4.8 },
  small: { pt: 8, weight: 400, leadMm: 4 },
  mark: { pt: 14, weight: 700, leadMm: 7 },
  labelSmall: { pt: 6.5, weight: 400, leadMm: 2.8 },
  labelLarge: { pt: 8.5, weight: 400, leadMm: 3.6 },
} as const satisfies Record<string, LetterStyle>;
export type LetterName = keyof typeof LETTERS;

/** Space between a rule and the text beside it. */
export const PAD_X_MM = 1.6;
export const PAD_Y_MM = 1.3;
export const ROW_MIN_MM = { fields: 9, table: 7.4 } as const;

/** Width in millimetres as the em of a letter style. */
export function toEm(widthMm: number, letters: LetterStyle): number {
  return widthMm / (letters.pt * MM_PER_PT);
}
