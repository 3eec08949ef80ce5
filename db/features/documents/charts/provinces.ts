import grid from '../../../../resources/lists/province-tiles.json' with { type: 'json' };
import { escapeHtml } from '../../../domain/text/escape-html.ts';
import { FACE, TOP_PX, type ChartBlock, type Room } from './axes.ts';
import { cut, INK, LETTER_PX, pxOf, RULE, SMALL_PX, STEPS, widest } from './ink.ts';

interface Figure {
  readonly label: string;
  readonly code: string | null;
  readonly value: number | null;
  readonly text: string;
}

interface Tile {
  readonly code: string;
  readonly name: string;
  readonly column: number;
  readonly row: number;
}

const TILES: readonly Tile[] = grid.tiles.map(([code, name, column, row]) => ({
  code: String(code),
  name: String(name),
  column: Number(column),
  row: Number(row),
}));
const CODES = new Set(TILES.map(({ code }) => code));
const GAP_PX = 2;
/** Tiles wider than this look like a table. */
const LONGEST = 2.2;

/** The provinces as tiles that lie roughly as they do, each with its name and figure, shaded by steps. */
export function provincesSvg(block: ChartBlock, room: Room): string {
  const figures = block.categories.map(({ label, code }, at) => ({
    label,
    code,
    value: block.series[0]?.values[at] ?? null,
    text: block.series[0]?.texts[at] ?? '',
  }));
  const steps = stepsOf(figures);
  const byCode = new Map(figures.map((figure) => [figure.code, figure]));
  const heightPx = (room.heightPx - 2) / grid.rows;
  const widthPx = Math.min(room.widthPx / grid.columns, heightPx * LONGEST);
  const leftPx = (room.widthPx - widthPx * grid.columns) / 2;
  const tiles = TILES.map((tile) =>
    tileSvg(tile, byCode.get(tile.code), {
      x: leftPx + tile.column * widthPx,
      y: 1 + tile.row * heightPx,
      width: widthPx - GAP_PX,
      height: heightPx - GAP_PX,
      steps,
    }),
  );
  const others = figures.filter(({ code }) => code === null || !CODES.has(code));
  const free = {
    x: leftPx + 6 * widthPx + 10,
    y: 1 + 5 * heightPx,
    width: room.widthPx - leftPx - 6 * widthPx - 10,
  };
  return [
    `<svg width="${room.widthPx}" height="${room.heightPx}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${room.widthPx} ${room.heightPx}">`,
    ...tiles,
    ...othersSvg(others, { ...free, height: room.heightPx - free.y }),
    ...keySvg(block.unit ?? '', steps, { x: 0, width: leftPx + 4 * widthPx - 10, height: 2 * heightPx - 6 }),
    '</svg>',
  ].join('');
}

interface Step {
  readonly fill: string;
  readonly ink: string;
  readonly least: Figure;
  readonly most: Figure;
}

/** Up to five steps with about as many provinces each; equal figures are on the same one. */
function stepsOf(figures: readonly Figure[]): Step[] {
  const sorted = figures
    .filter(({ code, value }) => value !== null && code !== null && CODES.has(code))
    .sort((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const distinct = [...new Set(sorted.map(({ value }) => value))];
  const count = Math.min(STEPS.length, distinct.length);
  const steps: Step[] = [];
  let from = 0;
  for (let step = 0; step < count; step += 1) {
    let to = Math.max(from + 1, Math.round(((step + 1) * sorted.length) / count));
    while (to < sorted.length && sorted[to]?.value === sorted[to - 1]?.value) to += 1;
    const [least, most] = [sorted[from], sorted[Math.min(to, sorted.length) - 1]];
    if (!least || !most) break;
    const tone = STEPS[count === 1 ? 2 : Math.round((step * (STEPS.length - 1)) / (count - 1))];
    if (tone) steps.push({ ...tone, least, most });
    from = to;
  }
  return steps;
}

function stepFor(value: number | null, steps: readonly Step[]): Step | undefined {
  if (value === null) return undefined;
  return steps.find(({ most }) => value <= (most.value ?? 0));
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function tileSvg(
  tile: Tile,
  figure: Figure | undefined,
  { x, y, width, height, steps }: Place & { readonly steps: readonly Step[] },
): string {
  const step = stepFor(figure?.value ?? null, steps);
  const label = figure && !figure.label.startsWith(tile.name) ? figure.label : tile.name;
  const px = height >= 2.5 * LETTER_PX && width >= 3.4 * LETTER_PX ? LETTER_PX : SMALL_PX;
  const ink = step?.ink ?? INK;
  const text = figure?.text ?? '';
  const lead = Math.min(px * 1.3, height / 2);
  const middle = y + height / 2;
  const dash = step ? '' : ' stroke-dasharray="2 2"';
  const lines = text === '' ? [label] : [label, text];
  return [
    `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${step?.fill ?? '#ffffff'}" stroke="${RULE}" stroke-width="0.6"${dash}/>`,
    ...lines.map((line, at) =>
      textSvg(cut(line, width - 2, px), {
        x: x + width / 2,
        y: middle + (at - (lines.length - 1) / 2) * lead,
        px,
        anchor: 'middle',
        ink,
      }),
    ),
  ].join('');
}

/** What lies in no province, at the foot where no tile is. */
function othersSvg(others: readonly Figure[], { x, y, width, height }: Place): string[] {
  const lead = LETTER_PX * 1.5;
  const most = Math.max(0, Math.floor(height / lead));
  return others.slice(0, most).map(({ label, text }, at) => {
    const room = width - pxOf(`\u2002${text}`, LETTER_PX);
    const line = `${cut(label, room, LETTER_PX)}\u2002${text}`;
    return textSvg(cut(line, width, LETTER_PX), {
      x,
      y: y + (at + 0.5) * lead,
      px: LETTER_PX,
      anchor: 'start',
      ink: INK,
    });
  });
}

/** Which fill is which step, by the least and the largest figure on it. */
function keySvg(unit: string, steps: readonly Step[], { x, width, height }: Omit<Place, 'y'>): string[] {
  const texts = steps.map(({ least, most }) =>
    least.text === most.text ? least.text : `${least.text}–${most.text}`,
  );
  const head = unit === '' ? 0 : TOP_PX * 0.8;
  const lead = Math.min(15, (height - head) / Math.max(1, steps.length));
  const px = lead >= LETTER_PX * 1.15 ? LETTER_PX : SMALL_PX;
  const box = Math.min(widest(texts, px), width - 30);
  const unitSvg =
    unit === ''
      ? []
      : [textSvg(cut(unit, width, LETTER_PX), { x, y: 8, px: LETTER_PX, anchor: 'start', ink: INK })];
  return [
    ...unitSvg,
    ...steps.map(({ fill }, at) => {
      const y = head + at * lead;
      const rect = `<rect x="${n(x + 0.5)}" y="${n(y + 1)}" width="20" height="${n(lead - 2.5)}" fill="${fill}" stroke="${RULE}" stroke-width="0.6"/>`;
      return (
        rect +
        textSvg(cut(texts[at] ?? '', box, px), { x: x + 26, y: y + lead / 2, px, anchor: 'start', ink: INK })
      );
    }),
  ];
}

interface Letters {
  readonly x: number;
  readonly y: number;
  readonly px: number;
  readonly anchor: 'start' | 'middle';
  readonly ink: string;
}

/** As the library for the other charts writes text. */
function textSvg(text: string, { x, y, px, anchor, ink }: Letters): string {
  return `<text dominant-baseline="central" text-anchor="${anchor}" style="font-size:${px}px;font-family:${FACE};" transform="translate(${n(x)} ${n(y)})" fill="${ink}">${escapeHtml(text)}</text>`;
}

function n(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
