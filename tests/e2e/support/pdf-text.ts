import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFRawStream,
  PDFRef,
  type PDFContext,
  type PDFObject,
} from '@cantoo/pdf-lib';

/** What each page of a PDF that Chromium made says, letter by letter in the order in which it is drawn, without spaces. */
export async function textsOf(bytes: Uint8Array): Promise<string[]> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  return pdf.getPages().map(({ node }) => {
    const content = node.Contents();
    const fonts = fontsOf(pdf.context, node.Resources()?.lookupMaybe(PDFName.of('Font'), PDFDict));
    return drawnBy(streamsOf(pdf.context, content), fonts).replaceAll(/\s/g, '');
  });
}

type Font = ReadonlyMap<number, string>;

function streamsOf(context: PDFContext, content: PDFObject | undefined): string {
  const parts = content instanceof PDFArray ? content.asArray() : [content];
  return parts
    .map((part) => (part instanceof PDFRef ? context.lookup(part) : part))
    .map((part) => (part instanceof PDFRawStream ? textIn(part) : ''))
    .join('\n');
}

const textIn = (stream: PDFRawStream): string =>
  Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1');

/** The letter of each glyph of each font, by the map that lets readers copy the text. */
function fontsOf(context: PDFContext, dict: PDFDict | undefined): Map<string, Font> {
  const fonts = new Map<string, Font>();
  for (const [name, value] of dict?.entries() ?? []) {
    const font = value instanceof PDFRef ? context.lookup(value) : value;
    const map = font instanceof PDFDict ? font.lookup(PDFName.of('ToUnicode')) : undefined;
    fonts.set(name.asString(), map instanceof PDFRawStream ? lettersOf(textIn(map)) : new Map());
  }
  return fonts;
}

function lettersOf(map: string): Font {
  const letters = new Map<number, string>();
  for (const [, body = ''] of map.matchAll(/beginbfchar(.*?)endbfchar/gs))
    for (const [, glyph = '', letter = ''] of body.matchAll(/<([0-9A-F]+)>\s*<([0-9A-F]+)>/gi))
      letters.set(Number.parseInt(glyph, 16), utf16(letter));
  for (const [, body = ''] of map.matchAll(/beginbfrange(.*?)endbfrange/gs))
    for (const [, first = '', last = '', letter = ''] of body.matchAll(
      /<([0-9A-F]+)>\s*<([0-9A-F]+)>\s*<([0-9A-F]+)>/gi,
    )) {
      const from = Number.parseInt(first, 16);
      for (let glyph = from; glyph <= Number.parseInt(last, 16); glyph += 1)
        letters.set(glyph, String.fromCodePoint((utf16(letter).codePointAt(0) ?? 0) + glyph - from));
    }
  return letters;
}

const utf16 = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

function drawnBy(content: string, fonts: ReadonlyMap<string, Font>): string {
  let font: Font = new Map();
  let text = '';
  for (const [, name, hex] of content.matchAll(/(\/\S+)\s+[\d.]+\s+Tf|<([0-9A-F]*)>(?=[^<>]*T[jJ])/gi))
    if (name !== undefined) font = fonts.get(name) ?? new Map();
    else
      for (const [glyph] of (hex ?? '').matchAll(/.{4}/g)) text += font.get(Number.parseInt(glyph, 16)) ?? '';
  return text;
}
