/** The curve of a room as a drawing: two bands, temperature above humidity, with the time below. No window is needed. */
import { isOut, type Point, type Span } from './figures.ts';
import { dayOfWall, MEASURES, POSSIBLE, type Limits, type Measure } from './readings.ts';

/** An element of the drawing. */
export interface SvgNode {
  readonly tag: 'svg' | 'g' | 'line' | 'path' | 'rect' | 'text' | 'title';
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: ReadonlyArray<SvgNode | string>;
}

/** What is said in it, in the reader's language. */
export interface CurveWords {
  readonly title: string;
  readonly temperature: string;
  readonly humidity: string;
  readonly noData: string;
}

export interface Curve {
  readonly span: Span;
  readonly points: readonly Point[];
  readonly noData: readonly Span[];
  readonly limits: Limits;
  readonly words: CurveWords;
  readonly colours: CurveColours;
}

/** What it is painted with, as CSS has colours. */
export interface CurveColours extends Readonly<Record<Measure, string>> {
  readonly quietWords: string;
  readonly frame: string;
  /** Behind what is as it should be, and where nothing is known. */
  readonly inRange: string;
  readonly noData: string;
  /** Out of range: a triangle besides the colour. */
  readonly out: string;
}

const WIDTH = 900;
const LEFT = 52;
const RIGHT = 12;
const BAND = 128;
const TOP = 26;
const BETWEEN = 34;
const HEIGHT = TOP + BAND * 2 + BETWEEN + 26;

const node = (
  tag: SvgNode['tag'],
  attributes: SvgNode['attributes'],
  ...children: ReadonlyArray<SvgNode | string>
): SvgNode => ({ tag, attributes, children });

const round = (value: number) => Math.round(value * 10) / 10;

const label = (x: number, y: number, text: string, more: SvgNode['attributes']) =>
  node('text', { x: round(x), y: round(y), 'font-size': 11, ...more }, text);

export function curveOf(curve: Curve): SvgNode {
  const { span, words, colours } = curve;
  const xOf = (at: number) =>
    LEFT + ((at - span.from) / Math.max(1, span.to - span.from)) * (WIDTH - LEFT - RIGHT);
  return node(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: 'img',
      'aria-label': words.title,
      'font-family': 'inherit',
    },
    node('title', {}, words.title),
    ...MEASURES.map((measure, index) => bandOf(curve, measure, TOP + index * (BAND + BETWEEN), xOf)),
    ...datesOf(span, xOf, colours.quietWords),
  );
}

/** Values between which a band reaches: all that is drawn, and its limits with some air. */
function reachOf({ points, limits }: Curve, measure: Measure): { low: number; high: number } {
  const values = points.flatMap((point) => point[measure] ?? []);
  const { low, high } = limits[measure];
  const air = (high - low) / 2;
  return {
    low: Math.max(POSSIBLE[measure].low, Math.min(low - air, ...values)),
    high: Math.min(POSSIBLE[measure].high, Math.max(high + air, ...values)),
  };
}

function bandOf(curve: Curve, measure: Measure, top: number, xOf: (at: number) => number): SvgNode {
  const { limits, noData, words, colours } = curve;
  const { low, high } = reachOf(curve, measure);
  const yOf = (tenths: number) => top + BAND - ((tenths - low) / Math.max(1, high - low)) * BAND;
  const right = WIDTH - RIGHT;
  const { low: least, high: most } = limits[measure];
  return node(
    'g',
    { 'data-band': measure },
    label(LEFT, top - 8, words[measure], { fill: colours[measure], 'font-weight': 600 }),
    node('rect', {
      x: LEFT,
      y: round(yOf(most)),
      width: right - LEFT,
      height: round(yOf(least) - yOf(most)),
      fill: colours.inRange,
    }),
    ...noData.flatMap((gap) => gapOf(gap, { top, xOf, words: words.noData, colours })),
    node('rect', { x: LEFT, y: top, width: right - LEFT, height: BAND, fill: 'none', stroke: colours.frame }),
    ...[least, most].flatMap((limit) => [
      node('line', {
        x1: LEFT,
        x2: right,
        y1: round(yOf(limit)),
        y2: round(yOf(limit)),
        stroke: colours.quietWords,
        'stroke-dasharray': '4 3',
      }),
      label(LEFT - 6, yOf(limit) + 4, String(limit / 10), { 'text-anchor': 'end', fill: colours.quietWords }),
    ]),
    node('path', {
      d: lineOf(curve.points, measure, xOf, yOf),
      fill: 'none',
      stroke: colours[measure],
      'stroke-width': 1.2,
      'stroke-linejoin': 'round',
    }),
    node('path', { 'data-out': measure, d: marksOf(curve, measure, xOf, yOf), fill: colours.out }),
  );
}

/** Where a band begins, and where in it a moment is. */
interface Placed {
  readonly top: number;
  readonly xOf: (at: number) => number;
}

/** A gap is grey, hatched by nothing and crossed by no line; words where there is room for them. */
function gapOf(
  { from, to }: Span,
  { top, xOf, words, colours }: Pick<Curve, 'colours'> & Placed & { readonly words: string },
): SvgNode[] {
  const [left, right] = [xOf(from), xOf(to)];
  const area = node('rect', {
    'data-gap': '',
    x: round(left),
    y: top,
    width: round(right - left),
    height: BAND,
    fill: colours.noData,
  });
  const hasRoom = right - left > words.length * 12 + 8;
  const middle = { 'text-anchor': 'middle', fill: colours.quietWords };
  return hasRoom ? [area, label((left + right) / 2, top + BAND / 2 + 4, words, middle)] : [area];
}

function lineOf(
  points: readonly Point[],
  measure: Measure,
  xOf: (at: number) => number,
  yOf: (tenths: number) => number,
): string {
  let isOpen = false;
  const parts: string[] = [];
  for (const point of points) {
    if (point.gap) isOpen = false;
    const value = point[measure];
    if (value === null) continue;
    const place = `${round(xOf(point.at))} ${round(yOf(value))}`;
    // A reading that stands alone is a dot.
    parts.push(isOpen ? `L${place}` : `M${place}h0.1`);
    isOpen = true;
  }
  return parts.join('');
}

/** Triangles that point to where the value has gone. */
function marksOf(
  { points, limits }: Curve,
  measure: Measure,
  xOf: (at: number) => number,
  yOf: (tenths: number) => number,
): string {
  return points
    .filter((point) => isOut(point, measure, limits))
    .map((point) => {
      const value = point[measure] ?? 0;
      const way = value > limits[measure].high ? -1 : 1;
      return `M${round(xOf(point.at) - 3)} ${round(yOf(value))}h6l-3 ${5 * way}z`;
    })
    .join('');
}

const MOST_DATES = 8;
const DAY_SECONDS = 86_400;

/** Days along the time, first and last among them. */
function datesOf({ from, to }: Span, xOf: Placed['xOf'], colour: string): SvgNode[] {
  const days = Math.max(1, Math.round((to - from) / DAY_SECONDS));
  const step = Math.max(1, Math.ceil(days / MOST_DATES));
  const marks = Array.from(
    { length: Math.ceil(days / step) },
    (_, index) => from + index * step * DAY_SECONDS,
  );
  const bottom = TOP + BAND * 2 + BETWEEN;
  return marks.flatMap((at) => [
    node('line', { x1: round(xOf(at)), x2: round(xOf(at)), y1: bottom, y2: bottom + 4, stroke: colour }),
    label(xOf(at), bottom + 17, dayOfWall(at), { fill: colour }),
  ]);
}
