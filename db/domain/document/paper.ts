import { z } from 'zod';

/** Millimetres, upright: A sizes, and the cover and spines of a folder by GB/T 9705. */
const UPRIGHT = {
  A3: [297, 420],
  A4: [210, 297],
  A5: [148, 210],
  cover: [220, 310],
  spine10: [10, 310],
  spine15: [15, 310],
  spine20: [20, 310],
} as const satisfies Record<string, readonly [number, number]>;

export const PAPER_SIZES = ['A3', 'A4', 'A5', 'cover', 'spine10', 'spine15', 'spine20'] as const;
export type PaperSize = (typeof PAPER_SIZES)[number];

export const paperSchema = z.strictObject({
  size: z.enum(PAPER_SIZES).default('A4'),
  landscape: z.boolean().default(false),
});
export type Paper = z.infer<typeof paperSchema>;

export interface PaperMm {
  readonly widthMm: number;
  readonly heightMm: number;
}

/** Width and height of the sheet as it is held, in millimetres. */
export function paperMm({ size, landscape }: Paper): PaperMm {
  const [short, long] = UPRIGHT[size];
  return landscape ? { widthMm: long, heightMm: short } : { widthMm: short, heightMm: long };
}
