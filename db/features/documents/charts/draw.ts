/** Large: loaded only where a chart is drawn, in the thread that writes. */
import { createHash } from 'node:crypto';
import { Resvg, type RenderedImage } from '@resvg/resvg-js';
import type { ChartBlock, Room } from './axes.ts';
import { barOption } from './bar.ts';
import { renderSvg } from './echarts.ts';
import { PX_PER_MM } from './ink.ts';
import { lineOption } from './line.ts';
import { outlined } from './outlines.ts';
import { FACE } from './axes.ts';
import type { ChartPicture, Pixels } from './picture.ts';
import { pieOption } from './pie.ts';
import { provincesSvg } from './provinces.ts';
import { cleanSvg, textsIn } from './svg.ts';

/** Dots for each pixel of a browser, 288 to the inch; a whole number, so that no rule is blurred. */
const DOTS = 3;
/** What is narrower or lower has room for nothing. */
const LEAST_PX = 60;

const OPTIONS = { bar: barOption, line: lineOption, pie: pieOption } as const;

/** The one picture of a block; equal blocks of equal size are equal to the last sign. */
export function drawChart(block: ChartBlock, widthMm: number, heightMm: number): ChartPicture {
  const room: Room = {
    widthPx: Math.max(LEAST_PX, Math.round(widthMm * PX_PER_MM)),
    heightPx: Math.max(LEAST_PX, Math.round(heightMm * PX_PER_MM)),
  };
  const drawn =
    block.chart === 'provinces'
      ? provincesSvg(block, room)
      : renderSvg(
          { textStyle: { fontFamily: FACE }, ...OPTIONS[block.chart](block, room) },
          room.widthPx,
          room.heightPx,
        );
  const name = createHash('sha256')
    .update(JSON.stringify([block, room]))
    .digest('hex')
    .slice(0, 10);
  const svg = cleanSvg(drawn, `c${name}`);
  return {
    ...room,
    svg,
    texts: textsIn(svg),
    // Without a ground, so that a watermark shows.
    png: () => Uint8Array.from(imageOf(outlined(svg, 'drawn')).asPng()),
    shapes: () => pixelsOf(outlined(svg, 'left out')),
  };
}

function imageOf(svg: string, background?: string): RenderedImage {
  const options = { font: { loadSystemFonts: false }, fitTo: { mode: 'zoom', value: DOTS } } as const;
  return new Resvg(svg, background === undefined ? options : { ...options, background }).render();
}

/** Red, green and blue on white. */
function pixelsOf(svg: string): Pixels {
  const { width, height, pixels } = imageOf(svg, '#ffffff');
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < pixels.length; from += 4) {
    rgb[to++] = pixels[from] ?? 0;
    rgb[to++] = pixels[from + 1] ?? 0;
    rgb[to++] = pixels[from + 2] ?? 0;
  }
  return { width, height, rgb };
}
