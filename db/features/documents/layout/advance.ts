import advances from '../../../../resources/fonts/noto-serif-sc-advances.json' with { type: 'json' };

export type Weight = 400 | 700;

/** Marks that sit on the character before and take no width of their own. */
const WIDTHLESS = /^[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}]$/v;
const PICTURE = /\p{Extended_Pictographic}/v;

const tables: Record<Weight, ReadonlyMap<number, number>> = {
  400: tableOf(advances['400']),
  700: tableOf(advances['700']),
};

function tableOf(runs: ReadonlyArray<ReadonlyArray<number | number[]>>): Map<number, number> {
  const table = new Map<number, number>();
  for (const [first, widths] of runs) {
    if (typeof first !== 'number' || !Array.isArray(widths)) continue;
    widths.forEach((width, index) => table.set(first + index, width / advances.unitsPerEm));
  }
  return table;
}

/**
 * Width in em of one character (a grapheme cluster) of Noto Serif SC. Characters outside the face come from
 * another one and count as a full em, which few of them exceed.
 */
export function advanceOf(character: string, weight: Weight): number {
  const first = character.codePointAt(0) ?? 0;
  if (character.length === 1) return tables[weight].get(first) ?? (WIDTHLESS.test(character) ? 0 : 1);
  if (PICTURE.test(character)) return 1.4;
  let width = 0;
  for (const part of character) {
    const known = tables[weight].get(part.codePointAt(0) ?? 0);
    width += known ?? (WIDTHLESS.test(part) ? 0 : 1);
  }
  return width;
}

/** Width in em of a whole text. */
export function widthOf(text: string, weight: Weight): number {
  let width = 0;
  for (const character of charactersOf(text)) width += advanceOf(character, weight);
  return width;
}

const clusters = new Intl.Segmenter('zh', { granularity: 'grapheme' });
/** Text in which every code unit is a character of its own, which is nearly all there is. */
const SIMPLE =
  /^[\u0020-\u007E\u00A0-\u02FF\u2010-\u2027\u3000-\u3029\u3030-\u3098\u309B-\u9FFF\uFF00-\uFF9D]*$/;

/** Characters as a reader counts them: a base with its marks is one. */
export function charactersOf(text: string): string[] {
  return SIMPLE.test(text) ? text.split('') : Array.from(clusters.segment(text), ({ segment }) => segment);
}
