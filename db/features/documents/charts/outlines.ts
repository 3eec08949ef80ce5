import fontkit from '@cantoo/fontkit';
import { someFaceFiles } from '../fonts.ts';
import { advanceOf, widthOf } from '../layout/advance.ts';
import { MIDDLE_EM } from '../writers/pdf-face.ts';
import { replaceTexts, textsIn, type ChartText } from './svg.ts';

/**
 * A picture whose letters are drawn as shapes, from the typeface that goes with the program: whatever makes pixels of it
 * needs no font and takes none of the computer's. `letters` leaves out all but the white round them.
 */
export function outlined(svg: string, letters: 'drawn' | 'left out'): string {
  const texts = textsIn(svg);
  const glyphs = glyphsOf(new Set(texts.flatMap(({ text }) => Array.from(text))));
  return replaceTexts(svg, (text) => {
    const shapes = shapesOf(text, glyphs);
    const place = `<g transform="matrix(${text.matrix.join(' ')})"`;
    const halo =
      text.haloPx > 0
        ? `${place} fill="#fff" stroke="#fff" stroke-linejoin="round">${shapes(text.haloPx)}</g>`
        : '';
    return letters === 'drawn' ? `${halo}${place} fill="${text.ink}">${shapes(0)}</g>` : halo;
  });
}

interface Glyph {
  readonly path: string;
  readonly unitsPerEm: number;
}

const known = new Map<string, Glyph>();
/** In place of what the typeface lacks: an empty box, as everywhere. */
const MISSING: Glyph = {
  path: 'M80 -80H920V800H80ZM150 -10V730H850V-10Z',
  unitsPerEm: 1000,
};

function glyphsOf(characters: ReadonlySet<string>): ReadonlyMap<string, Glyph> {
  const needed = new Set([...characters].filter((character) => !known.has(character)));
  for (const { bytes, characters: some } of someFaceFiles(needed, 400)) {
    const font = fontkit.create(bytes);
    if (!('unitsPerEm' in font)) throw new Error('a collection of fonts');
    for (const character of some) {
      const codePoint = character.codePointAt(0) ?? 0;
      if (!font.hasGlyphForCodePoint(codePoint)) continue;
      const path = font.glyphForCodePoint(codePoint)?.path.toSVG() ?? '';
      known.set(character, { path, unitsPerEm: font.unitsPerEm });
    }
  }
  return known;
}

function shapesOf({ text, px, anchor }: ChartText, glyphs: ReadonlyMap<string, Glyph>) {
  const width = widthOf(text, 400) * px;
  const begin = { start: 0, middle: -width / 2, end: -width }[anchor];
  return (strokePx: number): string => {
    let x = begin;
    let shapes = '';
    for (const character of text) {
      const advance = advanceOf(character, 400) * px;
      const { path, unitsPerEm } = glyphs.get(character) ?? MISSING;
      const scale = px / unitsPerEm;
      const stroke = strokePx > 0 ? ` stroke-width="${n(strokePx / scale)}"` : '';
      if (path !== '' && advance > 0)
        shapes += `<path transform="translate(${n(x)} ${n(MIDDLE_EM * px)}) scale(${n(scale)} ${n(-scale)})"${stroke} d="${path}"/>`;
      x += advance;
    }
    return shapes;
  };
}

function n(value: number): string {
  return String(Math.round(value * 1e6) / 1e6);
}
