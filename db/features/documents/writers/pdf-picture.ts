import { deflateSync } from 'node:zlib';
import { PDFHexString, PDFName, type PDFContext, type PDFDict, type PDFRef } from '@cantoo/pdf-lib';
import type { ChartBlock } from '../../../domain/document/chart.ts';
import { pixelsInColours } from '../charts/colours.ts';
import type { ChartPicture, DrawChart } from '../charts/picture.ts';
import type { ChartText } from '../charts/svg.ts';
import { widthOf } from '../layout/advance.ts';
import type { LaidOut } from '../layout/pages.ts';
import { MIDDLE_EM } from './pdf-face.ts';

/** Every picture of a document, drawn. */
export function picturesIn({ pages }: LaidOut, draw: DrawChart): Map<ChartBlock, ChartPicture> {
  const pictures = new Map<ChartBlock, ChartPicture>();
  for (const { groups } of pages)
    for (const { rows } of groups)
      for (const { cells } of rows)
        for (const { chart, widthMm } of cells)
          if (chart) pictures.set(chart.block, draw(chart.block, widthMm, chart.heightMm));
  return pictures;
}

/** By its block, the picture with its name in the resources of a page. */
export type Images = ReadonlyMap<ChartBlock, { readonly name: string; readonly picture: ChartPicture }>;

/** Puts the shapes of the pictures beside the fonts: a byte a pixel and a table of colours. */
export function embedPictures(
  context: PDFContext,
  resources: PDFDict,
  pictures: ReadonlyMap<ChartBlock, ChartPicture>,
): Images {
  const images = new Map<ChartBlock, { name: string; picture: ChartPicture }>();
  const objects = context.obj({});
  for (const [block, picture] of pictures) {
    const name = `I${images.size}`;
    objects.set(PDFName.of(name), imageOf(context, picture));
    images.set(block, { name, picture });
  }
  if (images.size > 0) resources.set(PDFName.of('XObject'), objects);
  return images;
}

function imageOf(context: PDFContext, picture: ChartPicture): PDFRef {
  const { width, height, colours, indices } = pixelsInColours(picture.shapes());
  const table = PDFHexString.of(Buffer.from(colours).toString('hex'));
  const white = indexOfWhite(colours);
  const stream = context.stream(deflateSync(indices, { level: 9 }), {
    Type: 'XObject',
    Subtype: 'Image',
    Width: width,
    Height: height,
    ColorSpace: ['Indexed', 'DeviceRGB', colours.length / 3 - 1, table],
    BitsPerComponent: 8,
    // A watermark shows where nothing is drawn.
    ...(white >= 0 && { Mask: [white, white] }),
    Filter: 'FlateDecode',
  });
  return context.register(stream);
}

function indexOfWhite(colours: Uint8Array): number {
  for (let at = 0; at < colours.length; at += 3)
    if (colours[at] === 255 && colours[at + 1] === 255 && colours[at + 2] === 255) return at / 3;
  return -1;
}

export interface PicturePlace {
  readonly xMm: number;
  readonly yMm: number;
  readonly widthMm: number;
}

const rounded = (value: number) => Math.round(value * 10_000) / 10_000;

/** Where a text of a picture stands whose upper left corner is at `x` and `y`, both up from the foot, in points. */
export function textPlace(
  { text, px, anchor, ink, matrix }: ChartText,
  { x, y, unit }: { readonly x: number; readonly y: number; readonly unit: number },
): { readonly operators: string; readonly px: number } {
  const [a, b, c, d, e, f] = matrix;
  const along = { start: 0, middle: -0.5, end: -1 }[anchor] * widthOf(text, 400) * px;
  const down = MIDDLE_EM * px;
  const [right, below] = [e + along * a + down * c, f + along * b + down * d];
  const place = [a, -b, -c, d, x + right * unit, y - below * unit].map(rounded).join(' ');
  return { operators: `${inkOf(ink)} rg BT ${place} Tm `, px: px * unit };
}

function inkOf(hex: string): string {
  const part = (at: number) => rounded(parseInt(hex.slice(at, at + 2), 16) / 255);
  return [1, 3, 5].map(part).join(' ');
}
