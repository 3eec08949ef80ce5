import { captionOf, type ChartBlock } from '../../../domain/document/chart.ts';
import { escapeHtml } from '../../../domain/text/escape-html.ts';
import type { ChartPicture } from '../charts/picture.ts';
import type { ChartCell } from '../layout/cells.ts';
import { mm } from './rules.ts';

/** Read out, seen by nobody, and not on paper. */
export const UNSEEN_STYLE = `
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media print{.unseen{display:none}}`;

/** A picture in its place, and its figures for who cannot see it. */
export function chartHtml({ block, heightMm }: ChartCell, picture: ChartPicture, widthMm: number): string {
  const size = `width="${mm(widthMm)}mm" height="${mm(heightMm)}mm"`;
  return `${namedSvg(picture.svg, captionOf(block), size)}<div class="unseen">${figuresHtml(block)}</div>`;
}

const SIZE = /^<svg width="[^"]*" height="[^"]*"/;

/** A picture with a name for who cannot see it; `marks` take the place of its size. */
export function namedSvg(svg: string, name: string, marks: string): string {
  return svg.replace(SIZE, () => `<svg ${marks} role="img" aria-label="${escapeHtml(name)}"`);
}

function figuresHtml(block: ChartBlock): string {
  const { categories, series } = block;
  const heads = series.map(({ name }) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  const rows = categories.map(({ label }, at) => {
    const cells = series.map(({ texts }) => `<td>${escapeHtml(texts[at] ?? '')}</td>`).join('');
    return `<tr><th scope="row">${escapeHtml(label)}</th>${cells}</tr>`;
  });
  const caption = `<caption>${escapeHtml(captionOf(block))}</caption>`;
  return `<table>${caption}<thead><tr><td></td>${heads}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
