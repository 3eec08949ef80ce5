import { letters, topOf, toneOf, TOP_PX, type ChartBlock, type Room } from './axes.ts';
import type { ChartOption } from './echarts.ts';
import { cut, LETTER_PX, PALE_INK, pxOf, SMALL_PX } from './ink.ts';

const LINES_PX = [10, 12] as const;

/** Slices with their names and figures beside them. */
export function pieOption(block: ChartBlock, room: Room): ChartOption {
  const [series] = block.series;
  const roomPx = room.heightPx - TOP_PX;
  const shown = block.categories.flatMap(({ label }, at) => {
    const [value, text = ''] = [series?.values[at] ?? null, series?.texts[at]];
    return value === null ? [] : [{ label, value, text }];
  });
  // Both sides take labels, not always as many.
  const px = (shown.length / 2) * LETTER_PX * 1.5 < roomPx * 0.8 ? LETTER_PX : SMALL_PX;
  const radius = Math.max(8, Math.min(roomPx / 2 - px * 1.5, room.widthPx * 0.2));
  const besidePx = room.widthPx / 2 - radius - LINES_PX[0] - LINES_PX[1] - 8;
  return {
    ...topOf(block, room),
    series: [
      {
        type: 'pie',
        name: '0',
        silent: true,
        emphasis: { disabled: true },
        radius,
        center: [room.widthPx / 2, TOP_PX + roomPx / 2 - 2],
        top: 0,
        bottom: 0,
        stillShowZeroSum: false,
        avoidLabelOverlap: true,
        labelLine: {
          length: LINES_PX[0],
          length2: LINES_PX[1],
          lineStyle: { color: PALE_INK, width: 0.6 },
        },
        labelLayout: { hideOverlap: true },
        data: shown.map(({ label, value, text }, at) => {
          const { fill, ...pattern } = toneOf(toneAt(at, shown.length));
          const name = cut(label, besidePx - pxOf(`\u2002${text}`, px), px);
          return {
            value,
            name: String(at),
            itemStyle: { color: fill, borderColor: '#1f3a5f', borderWidth: 0.8, ...pattern },
            label: {
              formatter: [name, cut(text, besidePx, px)].filter(Boolean).join('\u2002'),
              ...letters(px),
            },
          };
        }),
      },
    ],
  };
}

/** The last slice touches the first, and has another tone. */
function toneAt(at: number, count: number): number {
  return at > 0 && at === count - 1 && at % 6 === 0 ? 2 : at;
}
