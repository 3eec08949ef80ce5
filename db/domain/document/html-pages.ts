/**
 * A document set into pages, as screen, paper and PDF show it. Whoever shows it takes a slice at a time: a browser
 * holds some dozens of pages easily and some hundreds hardly. Numbers of pages are counted over the whole.
 */
export interface HtmlPages {
  /** What stands before the pages of any slice: typeface and styles. */
  readonly head: string;
  /** Runs of pages; a document that is not long is one. */
  readonly slices: readonly string[];
  /** How many pages each slice has. */
  readonly pagesIn: readonly number[];
  readonly pages: number;
  readonly widthMm: number;
  readonly heightMm: number;
  /** Round every sheet when shown on a screen. */
  readonly deskGapMm: number;
}

/** One slice as a whole HTML page without scripts or links; its last end tags may be left out. */
export function wholeSlice({ head }: Pick<HtmlPages, 'head'>, slice: string): string {
  return `${head}\n${slice}`;
}
