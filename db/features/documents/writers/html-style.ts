import type { LaidOut } from '../layout/pages.ts';
import { LETTERS, type LetterStyle } from '../layout/setting.ts';

/** Space between two sheets on the preview's desk, in millimetres. */
export const DESK_GAP_MM = 8;

/** The bundled face first; then what a computer in a Chinese office has, for characters that it lacks. */
const FACES = `'Noto Serif SC','Source Han Serif SC','Noto Serif CJK SC',SimSun,NSimSun,'Songti SC',SimSun-ExtB,serif`;

/** Own styles of a document: nothing is left to the browser that could move a line. */
export function styleSheet({ widthMm, heightMm }: LaidOut): string {
  const letters = Object.entries<LetterStyle>(LETTERS).map(
    ([name, { pt, weight, leadMm }]) =>
      `.${name}{font-size:${pt}pt;font-weight:${weight};line-height:${leadMm}mm}`,
  );
  return `
@page{size:${widthMm}mm ${heightMm}mm;margin:0}
*{margin:0;padding:0;box-sizing:border-box}
html{color-scheme:light;-webkit-print-color-adjust:exact;print-color-adjust:exact;-webkit-text-size-adjust:none}
body{font-family:${FACES};color:#000;font-kerning:none;font-variant-ligatures:none;font-synthesis:none;
text-rendering:geometricPrecision;text-spacing-trim:space-all;text-autospace:no-autospace;letter-spacing:0}
.page{position:relative;width:${widthMm}mm;height:${heightMm}mm;overflow:hidden;background:#fff;isolation:isolate;contain:strict}
.page>*,.row,.c{position:absolute}
.rules{inset:0;width:100%;height:100%}
.rules path{fill:none;stroke:#000}
.rules .bars{fill:#000;stroke:none}
.thin{stroke-width:.18}
.thick{stroke-width:.5;stroke-linejoin:miter}
.l{white-space:pre;unicode-bidi:isolate;direction:ltr;min-height:1lh}
.center{text-align:center}
.right{text-align:right}
.mark-red{color:#b3261e}
.watermark{inset:0;display:grid;place-items:center;font-weight:700;color:rgba(0,0,0,.07);z-index:-1}
.watermark span{transform:rotate(-32deg);white-space:pre}
.qr{display:block;shape-rendering:crispEdges}
${letters.join('\n')}
@media screen{html{background:#8b8d91}body{padding:${DESK_GAP_MM}mm;width:max-content}
.page{box-shadow:0 .6mm 2mm rgba(0,0,0,.35)}.page+.page{margin-top:${DESK_GAP_MM}mm}}
@media print{html,body{background:#fff}.page{break-inside:avoid}.page+.page{break-before:page}}`;
}
