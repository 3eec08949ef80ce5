import type { LineSeriesOption } from 'echarts/charts';
import {
  AXIS_PX,
  axisLine,
  LEAD,
  levelNames,
  letters,
  strokeOf,
  thinnedNames,
  topOf,
  TOP_PX,
  valueAxis,
  type ChartBlock,
  type Room,
} from './axes.ts';
import type { ChartOption } from './echarts.ts';
import { INK, LETTER_PX, widest } from './ink.ts';
import { marksOf, scaleOf } from './scale.ts';

/** Figures of more lines would stand on one another. */
const MOST_LABELLED = 2;

export function lineOption(block: ChartBlock, room: Room): ChartOption {
  const labels = block.categories.map(({ label }) => label);
  const values = block.series.flatMap((series) => series.values.filter((value) => value !== null));
  const scale = scaleOf(values, Math.min(6, Math.max(2, Math.floor(room.heightPx / 48))), false);
  const leftPx = widest(marksOf(scale), LETTER_PX) + AXIS_PX + 2;
  const slotPx = (room.widthPx - leftPx - 2) / Math.max(1, labels.length);
  const names = levelNames(labels, slotPx) ?? thinnedNames(labels, slotPx);
  const texts = block.series.flatMap((series) => series.texts);
  const isLabelled = block.series.length <= MOST_LABELLED && widest(texts, LETTER_PX) <= slotPx - 4;
  // Under the lowest points, where the lower of two lines has its figures.
  const belowPx = AXIS_PX + (isLabelled && block.series.length > 1 ? LETTER_PX * LEAD : 0);
  return {
    ...topOf(block, room),
    grid: { left: leftPx, right: 2, top: TOP_PX + LETTER_PX * 1.2, bottom: names.heightPx + belowPx + 2 },
    xAxis: {
      type: 'category',
      data: labels.map((_, at) => String(at)),
      axisLine: { ...axisLine, onZero: false },
      axisTick: { show: true, alignWithLabel: true, length: 3, interval: names.every - 1 },
      axisLabel: {
        ...letters(names.px),
        interval: (at: number) => at % names.every === 0,
        hideOverlap: false,
        margin: belowPx,
        formatter: (key: string) => names.texts[Number(key)] ?? '',
      },
    },
    yAxis: valueAxis(scale, { isEmpty: values.length === 0, hideOverlap: false }),
    series: block.series.map((series, at) => lineOf(series, at, isLabelled ? block.series : [])),
  };
}

function lineOf(
  { values, texts }: ChartBlock['series'][number],
  at: number,
  labelled: ChartBlock['series'],
): LineSeriesOption {
  const isHigher = (value: number, index: number) =>
    labelled.every(({ values: others }, place) => {
      const other = others[index] ?? null;
      return place === at || other === null || value > other || (value === other && at < place);
    });
  const { color, dash, symbol } = strokeOf(at);
  return {
    type: 'line',
    name: String(at),
    silent: true,
    emphasis: { disabled: true },
    symbol,
    symbolSize: 5,
    showAllSymbol: true,
    lineStyle: { color, width: 1.6, type: dash === 'solid' ? 'solid' : [...dash] },
    itemStyle: { color, borderColor: color, borderWidth: 1 },
    labelLayout: { hideOverlap: true },
    data: values.map((value, index) => {
      if (value === null) return '-';
      const text = texts[index] ?? '';
      return {
        value,
        label: {
          show: labelled.length > 0 && text !== '',
          position: isHigher(value, index) ? 'top' : 'bottom',
          distance: 4,
          formatter: text,
          ...letters(),
          color: INK,
          textBorderColor: '#ffffff',
          textBorderWidth: 2.5,
        },
      };
    }),
  };
}
