import { ImageRun } from 'docx';
import { encode } from 'fast-png';
import type { ChartPicture } from '../charts/picture.ts';
import { QR_MM } from '../layout/cells.ts';
import { lettersOf } from './docx-letters.ts';

/** Modules of quiet zone round a QR code. */
const QUIET = 4;
/** Pixels of a side at the least: what a printer of 600 dots an inch sets in 24 mm, so that no edge is blurred. */
const LEAST_PIXELS = 567;
const PIXELS_PER_MM = 96 / 25.4;

/** A QR code, its rows as in the model, as a picture in a line of text; no other in the document has its `id`. */
export function qrPicture(rows: readonly string[], id: number): ImageRun {
  const side = QR_MM * PIXELS_PER_MM;
  return new ImageRun({
    type: 'png',
    data: qrPng(rows),
    transformation: { width: side, height: side },
    altText: { id: String(id), name: 'QR', description: 'QR' },
    run: lettersOf('Value'),
  });
}

interface PictureFacts {
  readonly widthMm: number;
  readonly heightMm: number;
  /** For who cannot see it. */
  readonly words: string;
  readonly id: number;
}

/** A chart as a picture in a line of text. */
export function chartPicture(
  picture: ChartPicture,
  { widthMm, heightMm, words, id }: PictureFacts,
): ImageRun {
  return new ImageRun({
    type: 'png',
    data: picture.png(),
    transformation: { width: widthMm * PIXELS_PER_MM, height: heightMm * PIXELS_PER_MM },
    altText: { id: String(id), name: `chart ${id}`, description: words },
    run: lettersOf('Value'),
  });
}

/** A QR code as a PNG in black and white with its quiet zone, every module of the same whole number of pixels. */
export function qrPng(rows: readonly string[]): Uint8Array {
  const modules = rows.length + 2 * QUIET;
  const scale = Math.max(1, Math.ceil(LEAST_PIXELS / modules));
  const side = modules * scale;
  const data = new Uint8Array(side * side).fill(0xff);
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (row[x] !== '1') continue;
      for (let line = 0; line < scale; line += 1) {
        const start = ((y + QUIET) * scale + line) * side + (x + QUIET) * scale;
        data.fill(0, start, start + scale);
      }
    }
  });
  return encode({ width: side, height: side, data, depth: 8, channels: 1 });
}
