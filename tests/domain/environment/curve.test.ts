import { expect, test } from 'vitest';
import { curveOf, type CurveColours, type SvgNode } from '../../../db/domain/environment/curve.ts';
import { DEFAULT_LIMITS } from '../../../db/domain/environment/readings.ts';

const words = { title: '一号库房', temperature: '温度', humidity: '湿度', noData: '无数据' };
const colours: CurveColours = {
  temperature: 'blue',
  humidity: 'green',
  quietWords: 'gray',
  frame: 'silver',
  inRange: 'white',
  noData: 'ivory',
  out: 'red',
};
const day = 86_400;
const point = (at: number, temperature: number, gap = false) => ({ at, temperature, humidity: 500, gap });

function draw() {
  return curveOf({
    span: { from: 0, to: 10 * day },
    points: [
      point(0, 200),
      point(day, 260),
      point(6 * day, 210, true),
      point(7 * day, 120),
      point(9 * day, 200),
    ],
    noData: [{ from: day, to: 6 * day }],
    limits: DEFAULT_LIMITS,
    words,
    colours,
  });
}

function find(node: SvgNode, name: string, value: string): SvgNode[] {
  const inner = node.children.flatMap((child) => (typeof child === 'string' ? [] : find(child, name, value)));
  return node.attributes[name] === value ? [node, ...inner] : inner;
}

const textsOf = (node: SvgNode): string[] =>
  node.children.flatMap((child) => (typeof child === 'string' ? child : textsOf(child)));

const numbersOf = (node: SvgNode): string =>
  [
    ...Object.values(node.attributes),
    ...node.children.map((child) => (typeof child === 'string' ? '' : numbersOf(child))),
  ].join(' ');

const paths = (node: SvgNode | undefined) =>
  (node?.children ?? []).flatMap((child) =>
    typeof child !== 'string' && child.tag === 'path' ? String(child.attributes['d']) : [],
  );

test('two bands with their limits, a line that a gap breaks, and a mark for each point out of range', () => {
  const svg = draw();
  const [band] = find(svg, 'data-band', 'temperature');
  const [line = '', marks = ''] = paths(band);
  expect(line.match(/M/g)).toHaveLength(2);
  expect(line.match(/L/g)).toHaveLength(3);
  // One points up, one down.
  expect(marks.match(/l-3 -5z/g)).toHaveLength(1);
  expect(marks.match(/l-3 5z/g)).toHaveLength(1);
  expect(paths(find(svg, 'data-band', 'humidity')[0])[1]).toBe('');
  expect(find(svg, 'data-gap', '')).toHaveLength(2);
  expect(textsOf(svg)).toEqual(expect.arrayContaining(['无数据', '1970-01-01']));
});

test('nothing in it lies outside of it', () => {
  const text = numbersOf(draw());
  expect(text).not.toContain('NaN');
  expect(text).not.toContain('Infinity');
  for (const [, x = ''] of text.matchAll(/[ML](-?[\d.]+) /g)) {
    expect(Number(x)).toBeGreaterThanOrEqual(40);
    expect(Number(x)).toBeLessThanOrEqual(900);
  }
});

test('a room without readings is drawn with its limits', () => {
  const svg = curveOf({
    span: { from: 0, to: day },
    points: [],
    noData: [{ from: 0, to: day }],
    limits: DEFAULT_LIMITS,
    words,
    colours,
  });
  expect(numbersOf(svg)).not.toContain('Infinity');
  expect(find(svg, 'data-gap', '')).toHaveLength(2);
});
