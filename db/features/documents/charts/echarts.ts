import { BarChart, LineChart, PieChart } from 'echarts/charts';
import type { BarSeriesOption, LineSeriesOption, PieSeriesOption } from 'echarts/charts';
import { GraphicComponent, GridComponent, LegendComponent } from 'echarts/components';
import type { GraphicComponentOption, GridComponentOption, LegendComponentOption } from 'echarts/components';
import { init, setPlatformAPI, use, type ComposeOption } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import { widthOf } from '../layout/advance.ts';

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | PieSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | GraphicComponentOption
>;

use([
  BarChart,
  LineChart,
  PieChart,
  GridComponent,
  LegendComponent,
  GraphicComponent,
  LabelLayout,
  SVGRenderer,
]);
// No canvas and no DOM measures letters here; the typeface's own widths are known.
setPlatformAPI({
  measureText: (text, font = '') => {
    const [, size = '12'] = /(\d+(?:\.\d+)?)px/.exec(font) ?? [];
    return { width: widthOf(text, /\b(?:bold|[67]00)\b/.test(font) ? 700 : 400) * Number(size) };
  },
});

/** The picture of an option, as the library writes it. */
export function renderSvg(option: ChartOption, widthPx: number, heightPx: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: widthPx, height: heightPx });
  try {
    chart.setOption({ animation: false, ...option });
    return chart.renderToSVGString();
  } finally {
    // Else its timers keep the process from ending.
    chart.dispose();
  }
}
