import type { Pixels } from './picture.ts';

export interface Indexed {
  readonly width: number;
  readonly height: number;
  /** Three bytes a colour. */
  readonly colours: Uint8Array;
  /** Of each pixel, which colour it has. */
  readonly indices: Uint8Array;
}

const MOST = 256;

/**
 * The pixels of a picture with as many colours as a byte can name. Where there are more, those that hardly occur, which
 * edges have, become the nearest of the common ones.
 */
export function pixelsInColours({ width, height, rgb }: Pixels): Indexed {
  const counts = new Map<number, number>();
  for (let at = 0; at < rgb.length; at += 3) {
    const colour = colourAt(rgb, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const byUse = [...counts]
    .sort(([a, uses], [b, others]) => others - uses || a - b)
    .map(([colour]) => colour);
  const kept = byUse.slice(0, MOST);
  const index = new Map(kept.map((colour, at) => [colour, at]));
  for (const colour of byUse.slice(MOST)) index.set(colour, nearest(colour, kept));
  const indices = new Uint8Array(width * height);
  for (let at = 0; at < indices.length; at += 1) indices[at] = index.get(colourAt(rgb, at * 3)) ?? 0;
  const colours = Uint8Array.from(kept.flatMap(partsOf));
  return { width, height, colours, indices };
}

function colourAt(rgb: Uint8Array, at: number): number {
  return ((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0);
}

function partsOf(colour: number): [number, number, number] {
  return [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];
}

function nearest(colour: number, kept: readonly number[]): number {
  const [r, g, b] = partsOf(colour);
  let [best, least] = [0, Infinity];
  kept.forEach((other, at) => {
    const [red, green, blue] = partsOf(other);
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance < least) [best, least] = [at, distance];
  });
  return best;
}
