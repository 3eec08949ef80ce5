/** Charts of every kind, for whoever looks at what is drawn. */
import type { BlockInput } from '../../../db/domain/document/model.ts';
import { blockSchema, type BlockOf } from '../../../db/domain/document/model.ts';

export type ChartInput = Extract<BlockInput, { kind: 'chart' }>;

export const figureOf = (value: number | null) =>
  value === null ? '' : String(value).replace(/\d(?=(?:\d{3})+$)/g, '$&,');

/** A chart whose texts are its values with commas. */
export function aChart(
  chart: ChartInput['chart'],
  labels: readonly string[],
  series: ReadonlyArray<readonly [name: string, values: ReadonlyArray<number | null>]>,
  change: Partial<ChartInput> = {},
): ChartInput {
  return {
    kind: 'chart',
    chart,
    title: '各类别客户数',
    unit: '户',
    categories: labels.map((label) => ({ label })),
    series: series.map(([name, values]) => ({ name, values: [...values], texts: values.map(figureOf) })),
    ...change,
  };
}

export function parseChart(input: ChartInput): BlockOf<'chart'> {
  const block = blockSchema.parse(input);
  if (block.kind !== 'chart') throw new Error('no chart');
  return block;
}

const KINDS = ['经销商', '工程客户', '零售门店', '电商平台', '出口贸易', '其他'];
/** Spread evenly, the same each time. */
export const spread = (count: number, most: number, seed = 7) =>
  Array.from({ length: count }, (_, at) => ((at * 7919 + seed * 104_729) % 997) * (most / 997)).map(
    Math.round,
  );

const many = Array.from({ length: 60 }, (_, at) => `第${at + 1}类客户`);
const months = Array.from({ length: 60 }, (_, at) => `20${20 + Math.floor(at / 12)}-${(at % 12) + 1}`);
const PROVINCES = ['广东省', '内蒙古自治区', '黑龙江省', '香港特别行政区', '境外'];
const CODES = ['44', '15', '23', '81', null];

export const CHARTS: ReadonlyArray<readonly [name: string, chart: ChartInput]> = [
  ['bars', aChart('bar', KINDS, [['客户数', [1320, 845, 412, 96, 31, 7]]])],
  ['bars below nothing', aChart('bar', KINDS, [['增减', [120, -45, 12, -96, 31, 0]]])],
  [
    'bars of six series',
    aChart(
      'bar',
      KINDS.slice(0, 4),
      ['甲', '乙', '丙', '丁', '戊', '己'].map((name, at) => [name, spread(4, 900, at)]),
    ),
  ],
  ['many bars', aChart('bar', many, [['客户数', spread(60, 12_000)]])],
  ['a line', aChart('line', KINDS, [['客户数', [120, 132, null, 151, 149, 170]]])],
  [
    'lines',
    aChart('line', months, [
      ['新增', spread(60, 300)],
      ['停用', spread(60, 100, 4)],
    ]),
  ],
  ['a pie', aChart('pie', KINDS, [['客户数', [1320, 845, 412, 96, 31, 7]]])],
  [
    'a pie of many',
    aChart('pie', many.slice(0, 25), [['客户数', spread(25, 500).map((value) => value + 20)]]),
  ],
  [
    'provinces',
    aChart('provinces', PROVINCES, [['客户数', [1200, 3, null, 77, 12]]], {
      categories: PROVINCES.map((label, at) => ({ label, code: CODES[at] ?? null })),
      heightMm: 110,
    }),
  ],
  ['nothing', aChart('bar', [], [])],
];
