import type { BarSeriesOption } from 'echarts/charts';
import {
  AXIS_PX,
  axisLine,
  levelNames,
  letters,
  toneOf,
  topOf,
  TOP_PX,
  turnedNames,
  valueAxis,
  type ChartBlock,
  type Names,
  type Room,
} from './axes.ts';
import type { ChartOption } from './echarts.ts';
import { cut, INK, LETTER_PX, pxOf, SMALL_PX, widest } from './ink.ts';
import { marksOf, scaleOf, type Scale } from './scale.ts';

/** Share of the room of a category that its bars take. */
const BARS_SHARE = 0.7;
/** Between the end of a bar and its figure. */
const GAP_PX = 3;

/** Upright bars; lying ones where the names have no room below, as long as each has a line. */
export function barOption(block: ChartBlock, room: Room): ChartOption {
  const labels = block.categories.map(({ label }) => label);
  const values = block.series.flatMap((series) => series.values.filter((value) => value !== null));
  const count = Math.max(1, labels.length);
  const scale = scaleOf(values, Math.min(6, Math.max(2, Math.floor(room.heightPx / 48))), true);
  const leftPx = widest(marksOf(scale), LETTER_PX) + AXIS_PX + 2;
  const slotPx = (room.widthPx - leftPx - 2) / count;
  const level = levelNames(labels, slotPx);
  const rowPx = (room.heightPx - TOP_PX - LETTER_PX * 1.5) / count;
  const lyingPx = Math.max(LETTER_PX * 1.3, block.series.length * (SMALL_PX + 1) + 4);
  if (!level && rowPx >= lyingPx) return lying(block, room, rowPx);
  const names = level ?? turnedNames(labels, slotPx, room);
  return upright(block, room, { names, scale, leftPx, slotPx, isEmpty: values.length === 0 });
}

interface Upright {
  readonly isEmpty: boolean;
  readonly names: Names;
  readonly scale: Scale;
  readonly leftPx: number;
  readonly slotPx: number;
}

function upright(
  block: ChartBlock,
  room: Room,
  { names, scale, leftPx, slotPx, isEmpty }: Upright,
): ChartOption {
  const figures = figuresOf(block, (slotPx * BARS_SHARE) / Math.max(1, block.series.length), slotPx);
  const figuresPx = Math.min(figures.roomPx, (room.heightPx - TOP_PX - names.heightPx) / 3);
  // Below the longest of the bars that go down.
  const belowPx = AXIS_PX + (scale.min < 0 ? figuresPx : 0);
  return {
    ...topOf(block, room),
    grid: {
      left: leftPx,
      right: 2,
      top: TOP_PX + figuresPx,
      bottom: names.heightPx + belowPx + 2,
    },
    xAxis: {
      type: 'category',
      data: keysOf(block),
      axisLine,
      axisTick: { show: false },
      axisLabel: {
        ...letters(names.px),
        interval: (at: number) => at % names.every === 0,
        hideOverlap: false,
        rotate: names.rotate,
        margin: belowPx,
        formatter: (key: string) => names.texts[Number(key)] ?? '',
      },
    },
    yAxis: valueAxis(scale, { isEmpty, hideOverlap: true }),
    series: seriesOf(block, (text) => figures.labelOf(text), ['top', 'bottom']),
  };
}

function lying(block: ChartBlock, room: Room, rowPx: number): ChartOption {
  const labels = block.categories.map(({ label }) => cut(label, room.widthPx * 0.34, LETTER_PX));
  const values = block.series.flatMap((series) => series.values.filter((value) => value !== null));
  const scale = scaleOf(values, Math.max(2, Math.floor(room.widthPx / 110)), true);
  const perBar = (rowPx * BARS_SHARE) / Math.max(1, block.series.length);
  const px = perBar >= SMALL_PX + 1 && block.series.length > 1 ? SMALL_PX : LETTER_PX;
  const texts = block.series.flatMap((series) => series.texts);
  const roomPx = Math.min(widest(texts, px) + GAP_PX + 2, room.widthPx / 4);
  const isBelow = values.some((value) => value < 0);
  const label = (text: string) => ({
    show: text !== '',
    distance: GAP_PX,
    formatter: cut(text, roomPx - GAP_PX, px),
    ...letters(px),
  });
  return {
    ...topOf(block, room),
    grid: {
      left: widest(labels, LETTER_PX) + AXIS_PX + 2 + (isBelow ? roomPx : 0),
      right: Math.max(roomPx, 12),
      top: TOP_PX + 2,
      bottom: LETTER_PX * 1.5,
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: keysOf(block),
      axisLine,
      axisTick: { show: false },
      axisLabel: {
        ...letters(),
        interval: 0,
        margin: AXIS_PX + (isBelow ? roomPx : 0),
        formatter: (key: string) => labels[Number(key)] ?? '',
      },
    },
    xAxis: valueAxis(scale, { isEmpty: values.length === 0, hideOverlap: true }),
    series: seriesOf(block, label, ['right', 'left']),
  };
}

const keysOf = ({ categories }: ChartBlock) => categories.map((_, at) => String(at));

type Label = NonNullable<BarSeriesOption['label']>;

/** Figures at the ends of upright bars: level where the widest has room, else turned, else none. */
function figuresOf(block: ChartBlock, barPx: number, slotPx: number) {
  const texts = block.series.flatMap((series) => series.texts);
  const most = widest(texts, LETTER_PX);
  // A single bar may use the space at its sides.
  const levelPx = block.series.length === 1 ? slotPx - 3 : barPx - 3;
  const px = LETTER_PX;
  const small = SMALL_PX;
  if (most <= levelPx) return { roomPx: px * 1.5, labelOf: (text: string) => labelOf(text, px, 0) };
  if ((most * small) / px <= levelPx)
    return { roomPx: small * 1.5, labelOf: (text: string) => labelOf(text, small, 0) };
  const longest = pxOf('0', small) * 13;
  if (small * 1.1 <= Math.max(barPx, block.series.length === 1 ? slotPx : 0)) {
    const shown = (text: string) => cut(text, longest, small);
    const roomPx = widest(texts.map(shown), small) + GAP_PX;
    return { roomPx, labelOf: (text: string) => labelOf(shown(text), small, 90) };
  }
  return { roomPx: px / 2, labelOf: () => ({ show: false }) };
}

function labelOf(text: string, px: number, rotate: number): Label {
  const turned = rotate === 0 ? {} : { rotate, align: 'left' as const, verticalAlign: 'middle' as const };
  return { show: text !== '', distance: GAP_PX, formatter: text, ...letters(px), ...turned };
}

function seriesOf(
  { series }: ChartBlock,
  label: (text: string) => Label,
  [above, below]: readonly [Label['position'], Label['position']],
): BarSeriesOption[] {
  return series.map(({ values, texts }, at): BarSeriesOption => {
    const { fill, ...pattern } = toneOf(at);
    return {
      type: 'bar',
      name: String(at),
      silent: true,
      emphasis: { disabled: true },
      barCategoryGap: `${(1 - BARS_SHARE) * 100}%`,
      barGap: '0%',
      barMaxWidth: 40,
      itemStyle: { color: fill, borderColor: '#1f3a5f', borderWidth: 0.6, ...pattern },
      data: values.map((value, index) => {
        if (value === null) return '-';
        const position = value < 0 ? below : above;
        return { value, label: { ...label(texts[index] ?? ''), position, color: INK } };
      }),
    };
  });
}
