/** A line of text in a picture: where its start, middle or end is, and its middle height, by a matrix as PDF has it. */
export interface ChartText {
  readonly text: string;
  readonly px: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly ink: string;
  /** White round the letters, where they stand on lines. */
  readonly haloPx: number;
  readonly matrix: Matrix;
}

export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

const STYLE = /<style[^>]*>[\s\S]*?<\/style>/g;
// Quotes in a text of somebody's are written as entities, so these are found in marks alone.
const NEEDLESS = / (?:class|pointer-events|baseProfile|version|xmlns:xlink|ecmeta_\w+)="[^"]*"/g;
const EMPTY_GROUND = /<rect [^>]*fill="none"[^>]*><\/rect>/;
/** What a pointer would find round a text. */
const UNSEEN = /<path (?![^>]*stroke=)[^>]*fill="none"[^>]*><\/path>/g;
const NAMES = /="(url\(#)?zr\d+-/g;
const FACES = /(?<= style="font-size:[\d.]+px;)font-family:\w+;(?=[^"]*")/g;

/**
 * What the library writes, without what is for a pointer and with names that are no other picture's: the same picture
 * is the same text, whichever was drawn before it.
 */
export function cleanSvg(svg: string, name: string): string {
  return svg
    .replace(STYLE, '')
    .replace(NEEDLESS, '')
    .replace(EMPTY_GROUND, '')
    .replace(UNSEEN, '')
    .replace(NAMES, (_all, url = '') => `="${url}${name}-`)
    .replace(FACES, '')
    .replace(/>\s*\n\s*</g, '><')
    .replaceAll(/><\/(?:path|rect|polyline)>/g, '/>')
    .trim();
}

const TEXT = /<text ([^>]*)>([^<]*)<\/text>/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** A picture without its texts, each replaced by what `replace` makes of it. */
export function replaceTexts(svg: string, replace: (text: ChartText) => string): string {
  return svg.replace(TEXT, (_all, marks: string, content: string) => replace(textOf(marks, content)));
}

export function textsIn(svg: string): ChartText[] {
  return Array.from(svg.matchAll(TEXT), ([, marks = '', content = '']) => textOf(marks, content));
}

function textOf(marks: string, content: string): ChartText {
  const mark = (name: string) => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(marks)?.[1];
  const [, px = '12'] = /font-size:([\d.]+)px/.exec(mark('style') ?? '') ?? [];
  const anchor = mark('text-anchor');
  const [a, b, c, d, e, f] = matrixOf(mark('transform') ?? '');
  const [x, y] = [Number(mark('x') ?? 0), Number(mark('y') ?? 0)];
  return {
    text: content.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? ''),
    px: Number(px),
    anchor: anchor === 'middle' || anchor === 'end' ? anchor : 'start',
    ink: mark('fill') ?? '#000000',
    haloPx: mark('stroke') === undefined ? 0 : Number(mark('stroke-width') ?? 1),
    matrix: [a, b, c, d, a * x + c * y + e, b * x + d * y + f],
  };
}

function matrixOf(transform: string): Matrix {
  const [, name, list = ''] = /^(translate|matrix)\(([^)]*)\)$/.exec(transform) ?? [];
  const [p = 0, q = 0, r = 0, s = 0, t = 0, u = 0] = list.split(/[ ,]+/).map(Number);
  if (name === 'translate') return [1, 0, 0, 1, p, q];
  if (name === 'matrix') return [p, q, r, s, t, u];
  if (transform === '') return [1, 0, 0, 1, 0, 0];
  throw new Error(`a text turned in another way: ${transform}`);
}
