import type { BlockOf } from '../../../domain/document/model.ts';
import { breakLines } from '../layout/lines.ts';
import type { ChartOption } from './echarts.ts';
import { cut, GRID, INK, LETTER_PX, pxOf, RULE, SMALL_PX, STROKES, TONES, widest, type Tone } from './ink.ts';
import { markText, type Scale } from './scale.ts';

export type ChartBlock = BlockOf<'chart'>;

export interface Room {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Height of the line at the top with unit and legend. */
export const TOP_PX = 22;
export const LEAD = 1.35;

/** Names of the categories under an axis. */
export interface Names {
  readonly texts: readonly string[];
  readonly px: number;
  readonly rotate: 0 | 90;
  /** Every so many of them is shown. */
  readonly every: number;
  readonly heightPx: number;
}

/** Names that stand level, on up to three lines; null when some do not fit in their room. */
export function levelNames(labels: readonly string[], slotPx: number): Names | null {
  const room = slotPx - 4;
  const set = labels.map((label) => breakLines(label, Math.max(1, room / LETTER_PX), 400));
  const lines = Math.max(1, ...set.map(({ length }) => length));
  if (lines > 3 || set.some((some) => some.some((text) => pxOf(text, LETTER_PX) > room))) return null;
  const texts = set.map((some) => some.join('\n'));
  return { texts, px: LETTER_PX, rotate: 0, every: 1, heightPx: lines * LETTER_PX * LEAD };
}

/** Names turned by a quarter, shortened where they would take more than a third of the picture. */
export function turnedNames(labels: readonly string[], slotPx: number, room: Room): Names {
  const px = slotPx >= LETTER_PX * 1.15 ? LETTER_PX : SMALL_PX;
  const most = room.heightPx * 0.34;
  const texts = labels.map((label) => cut(label, most, px));
  return {
    texts,
    px,
    rotate: 90,
    every: Math.max(1, Math.ceil((px * 1.1) / slotPx)),
    heightPx: widest(texts, px) + 2,
  };
}

/** Names in a row of which only every so many has room, as those of months. */
export function thinnedNames(labels: readonly string[], slotPx: number): Names {
  const texts = labels.map((label) => cut(label, Math.max(slotPx - 4, 72), LETTER_PX));
  const every = Math.max(1, Math.ceil((widest(texts, LETTER_PX) + 8) / slotPx));
  return { texts, px: LETTER_PX, rotate: 0, every, heightPx: LETTER_PX * LEAD };
}

export const letters = (px = LETTER_PX) => ({ color: INK, fontSize: px, lineHeight: px * LEAD });

/** What stands above the plot: what is counted, and which series is which. */
export function topOf(block: ChartBlock, { widthPx }: Room): Pick<ChartOption, 'legend' | 'graphic'> {
  const unit = block.unit === null ? '' : cut(block.unit, widthPx / 3, LETTER_PX);
  const { length } = block.series;
  const room = widthPx - pxOf(unit, LETTER_PX) - 28;
  const names = block.series.map(({ name }) => cut(name, room / Math.max(1, length) - 44, LETTER_PX));
  return {
    graphic:
      unit === ''
        ? []
        : [
            {
              type: 'text',
              left: 0,
              top: 3,
              silent: true,
              style: { text: unit, fill: INK, fontSize: LETTER_PX, fontFamily: FACE },
            },
          ],
    legend: {
      show: length > 1,
      top: 0,
      right: 4,
      icon: block.chart === 'bar' ? 'rect' : undefined,
      padding: [3, 0, 0, 0],
      itemGap: 14,
      itemWidth: 20,
      itemHeight: 9,
      selectedMode: false,
      textStyle: { ...letters(), fontFamily: FACE },
      formatter: (key: string) => names[Number(key)] ?? '',
      data: names.map((_, at) => ({ name: String(at) })),
    },
  };
}

/** As the picture's letters are called inside it. */
export const FACE = 'Noto';

/** Between an axis and what is written beside it. */
export const AXIS_PX = 6;

/** The axis of the figures: its marks, and lines across the plot. */
export function valueAxis(
  scale: Scale,
  { isEmpty, hideOverlap }: { readonly isEmpty: boolean; readonly hideOverlap: boolean },
) {
  return {
    type: 'value' as const,
    ...scale,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: GRID, width: 1 } },
    axisLabel: {
      ...letters(),
      show: !isEmpty,
      margin: AXIS_PX,
      hideOverlap,
      formatter: (value: number) => markText(value, scale),
    },
  };
}

export const axisLine = { show: true, onZero: true, lineStyle: { color: RULE, width: 1 } };

export function toneOf(at: number): Tone {
  const { fill, decal } = TONES[at % TONES.length] ?? { fill: INK };
  // The library writes into what it is given.
  return decal ? { fill, decal: { ...decal } } : { fill };
}
export const strokeOf = (at: number) => STROKES[at % STROKES.length] ?? STROKES[0];
