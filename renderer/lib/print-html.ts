/** Small documents that the window itself makes before a vault is open; forms proper come from the vault. */

import { escapeHtml } from '../../db/domain/text/escape-html.ts';

/** `html\`<p>${name}</p>\``: everything put in is text, save what is itself made by `html`. */
export class Html {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

type Part = string | number | Html | readonly Html[];

function render(part: Part): string {
  if (part instanceof Html) return part.source;
  if (typeof part === 'object') return part.map((one) => one.source).join('');
  return escapeHtml(String(part));
}

export function html(fixed: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(
    fixed.map((text, index) => text + (index < parts.length ? render(parts[index] ?? '') : '')).join(''),
  );
}

const style = `@page{size:A4;margin:22mm 20mm}*{box-sizing:border-box}
body{margin:0;font:11pt/1.6 "Noto Serif SC","Songti SC","SimSun",serif;color:#000}
section{break-after:page}section:last-child{break-after:auto}
h1{font-size:18pt;text-align:center;margin:0 0 6mm}p{margin:0 0 3mm}
table{width:100%;border-collapse:collapse}td,th{border:0.3mm solid #000;padding:2.5mm 3mm;text-align:left}
.code{font:600 15pt/1.8 "Consolas","Menlo","Noto Sans Mono",monospace;letter-spacing:.06em}
.slip{break-inside:avoid;padding:4mm 0 5mm;border-bottom:0.3mm dashed #000;font-size:10pt}
.slip p{margin:0 0 1.5mm}.slip p:last-child{margin:1.5mm 0 0;font-size:9pt}
.slip td,.slip th{padding:1.2mm 2.5mm}.slip th{width:24mm}
footer{margin-top:8mm;font-size:9pt}`;

/** A whole document for `shell.printHtml`, without scripts. */
export function printDocument(language: string, title: string, body: Html): string {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html>`.source;
}
