import { captionOf, type ChartBlock } from '../../../domain/document/chart.ts';
import { namedSvg } from '../writers/html-chart.ts';
import type { DrawChart } from './picture.ts';

/** The faces of the windows: their letters are nearly as wide as those of the forms. */
const FACES = 'Noto Sans SC,Source Han Sans SC,Microsoft YaHei,sans-serif';

/** A chart as a window shows it, as wide as there is room: on white, for its inks are those of paper. */
export function screenSvg(block: ChartBlock, draw: DrawChart, widthMm: number): string {
  const { svg, widthPx, heightPx } = draw(block, widthMm, block.heightMm);
  const marks = `width="${widthPx}" height="${heightPx}" font-family="${FACES}" style="max-width:100%;height:auto;background:#fff"`;
  return namedSvg(svg, captionOf(block), marks);
}
