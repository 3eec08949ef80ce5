import fontkit from '@cantoo/fontkit';
import { PDFName, type PDFDict, type PDFDocument } from '@cantoo/pdf-lib';
import type { FaceFile } from '../fonts.ts';
import { widthOf } from '../layout/advance.ts';
import { LETTERS, MM_PER_PT, type LetterName } from '../layout/setting.ts';
import type { UsedCharacters } from './html.ts';

/** Above and below the line that letters stand on, in em: the face's own. */
const ASCENT_EM = 1.151;
const DESCENT_EM = 0.286;
/** From that line up to the middle of its letters. */
export const MIDDLE_EM = (ASCENT_EM - DESCENT_EM) / 2;

/** What takes its place from its neighbours, or turns them round, is set by a browser. */
const JOINED = /[\p{M}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/v;
const WEIGHTS = [400, 700] as const;

interface Glyph {
  /** Name of the font in the resources of a page. */
  readonly font: string;
  /** Its number in that font, as hexadecimal digits. */
  readonly hex: string;
}

/** The typeface as a PDF has it: of each file the characters that the document shows. */
export interface PdfFace {
  /** A line of text as operators of a content stream, within `BT` and `ET`, at the place set before. */
  show(text: string, weight: 400 | 700, pt: number): string;
  /** For the pages. */
  readonly resources: PDFDict;
}

/** Null when a character is in no file of the typeface, or stands in no place of its own. */
export async function embedFace(
  pdf: PDFDocument,
  used: UsedCharacters,
  files: (characters: ReadonlySet<string>, weight: 400 | 700) => FaceFile[] | null,
): Promise<PdfFace | null> {
  pdf.registerFontkit(fontkit);
  const fonts = pdf.context.obj({});
  const glyphs = { 400: new Map<string, Glyph>(), 700: new Map<string, Glyph>() };
  for (const weight of WEIGHTS) {
    if ([...used[weight]].some((character) => JOINED.test(character))) return null;
    const needed = files(used[weight], weight);
    if (!needed) return null;
    for (const { bytes, characters } of needed) {
      const font = await pdf.embedFont(bytes, { subset: true });
      const has = new Set(font.getCharacterSet());
      const name = `F${fonts.entries().length}`;
      fonts.set(PDFName.of(name), font.ref);
      for (const character of characters) {
        if (!has.has(character.codePointAt(0) ?? 0)) return null;
        const hex = font.encodeText(character).asString();
        glyphs[weight].set(character, { font: name, hex });
      }
    }
  }
  return {
    resources: pdf.context.obj({ Font: fonts }),
    show: (text, weight, pt) => shown(text, glyphs[weight], pt),
  };
}

function shown(text: string, glyphs: ReadonlyMap<string, Glyph>, pt: number): string {
  let operators = '';
  let font = '';
  let run = '';
  for (const character of text) {
    const glyph = glyphs.get(character);
    if (!glyph) throw new Error('a character that was not counted');
    if (glyph.font !== font) {
      if (run !== '') operators += `<${run}>Tj `;
      operators += `/${glyph.font} ${pt} Tf `;
      font = glyph.font;
      run = '';
    }
    run += glyph.hex;
  }
  return run === '' ? operators : `${operators}<${run}>Tj `;
}

/** Width in millimetres of a line in one way of setting letters. */
export function widthMmOf(text: string, letters: LetterName): number {
  const { pt, weight } = LETTERS[letters];
  return widthOf(text, weight) * pt * MM_PER_PT;
}
