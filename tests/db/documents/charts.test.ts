// @vitest-environment jsdom
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { documentSchema } from '../../../db/domain/document/model.ts';
import { printable } from '../../../db/domain/document/text.ts';
import { drawChart } from '../../../db/features/documents/charts/draw.ts';
import { pixelsInColours } from '../../../db/features/documents/charts/colours.ts';
import type { ChartPicture } from '../../../db/features/documents/charts/picture.ts';
import type { ChartText } from '../../../db/features/documents/charts/svg.ts';
import { widthOf } from '../../../db/features/documents/layout/advance.ts';
import { aChart, CHARTS, parseChart, spread, type ChartInput } from './charts.ts';
import { aDocument, HOSTILE } from './support.ts';

const WIDTH_MM = 170;
const draw = (input: ChartInput, widthMm = WIDTH_MM) => {
  const block = parseChart(input);
  return drawChart(block, widthMm, block.heightMm);
};
const textsOf = ({ texts }: ChartPicture) => texts.map(({ text }) => text);
const xmlOf = (svg: string) => {
  const xml = new DOMParser().parseFromString(svg, 'image/svg+xml');
  expect(xml.querySelector('parsererror')?.textContent).toBeUndefined();
  return xml;
};

/** Left, top, right and bottom of a text, level or turned by a quarter. */
function boxOf({ text, px, anchor, matrix: [a, b, , , e, f] }: ChartText): [number, number, number, number] {
  const width = widthOf(text, 400) * px;
  const from = { start: 0, middle: -width / 2, end: -width }[anchor];
  const half = px * 0.42;
  if (Math.abs(b) < 0.01) return [e + from * a, f - half, e + (from + width) * a, f + half];
  const ends = [f + from * b, f + (from + width) * b];
  return [e - half, Math.min(...ends), e + half, Math.max(...ends)];
}

/** Texts that reach over the edge, and pairs that stand on one another. */
function wrongPlaces({ texts, widthPx, heightPx }: ChartPicture): string[] {
  const boxes = texts
    .filter(({ text }) => text.trim() !== '')
    .map((text) => ({ text: text.text, box: boxOf(text) }));
  const outside = boxes.filter(
    ({ box: [left, top, right, bottom] }) =>
      left < -1 || top < -1 || right > widthPx + 1 || bottom > heightPx + 1,
  );
  const pairs = boxes.flatMap(({ text, box: [left, top, right, bottom] }, at) =>
    boxes
      .slice(at + 1)
      .filter(
        ({ box: [l, t, r, b] }) => left < r - 0.5 && l < right - 0.5 && top < b - 0.5 && t < bottom - 0.5,
      )
      .map((other) => `${text} on ${other.text}`),
  );
  return [...outside.map(({ text }) => `${text} outside`), ...pairs];
}

describe.each(CHARTS)('%s as a picture', (_name, input) => {
  test('is drawn without a script, a link, a style sheet or a face of its own', () => {
    const xml = xmlOf(draw(input).svg);
    expect(xml.querySelectorAll('script,style,a,image,foreignObject,use')).toHaveLength(0);
    for (const element of xml.querySelectorAll('*'))
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on|href|class|ecmeta/);
        expect(name === 'xmlns' ? '' : value).not.toMatch(/:\/\/|font-family/);
      }
  });

  test('has no text on another or over its edge, on wide paper and on narrow', () => {
    for (const widthMm of [250, WIDTH_MM, 108]) expect(wrongPlaces(draw(input, widthMm))).toEqual([]);
  });

  test('is the same each time, whatever was drawn before, down to its pixels', () => {
    const first = draw(input);
    draw(aChart('bar', ['甲'], [['乙', [1]]]));
    const second = draw(input);
    expect(second.svg).toBe(first.svg);
    expect(Buffer.from(second.png()).equals(first.png())).toBe(true);
  });

  test('has 288 dots to the inch', () => {
    const picture = draw(input);
    const { width, height } = decode(picture.png());
    expect([width, height]).toEqual([picture.widthPx * 3, picture.heightPx * 3]);
    expect(width / (WIDTH_MM / 25.4)).toBeGreaterThan(285);
  });
});

describe('a picture', () => {
  test.each(CHARTS.filter(([name]) => !/many|lines|six|nothing/.test(name)))(
    'of %s says every figure as it is given',
    (_name, input) => {
      const shown = textsOf(draw(input)).join(' ');
      for (const { texts } of input.series) for (const text of texts) expect(shown).toContain(text);
    },
  );

  test('prints texts, never numbers of its own making', () => {
    const series = [{ name: '占比', values: [0.1 + 0.2, 1 / 3], texts: ['30.0%', '33.4%'] }];
    for (const chart of ['bar', 'line', 'pie'] as const) {
      const shown = textsOf(draw({ ...aChart(chart, ['甲', '乙'], []), series })).join(' ');
      expect(shown).toContain('30.0%');
      expect(shown).toContain('33.4%');
      expect(shown).not.toMatch(/0\.30000|0\.333/);
    }
  });

  test('draws nothing where there is nothing', () => {
    const shapes = (values: Array<number | null>) =>
      xmlOf(draw(aChart('bar', ['甲', '乙', '丙'], [['数', values]])).svg).querySelectorAll(
        'path[fill="#1f3a5f"]',
      ).length;
    expect([shapes([3, 2, 1]), shapes([3, null, 1]), shapes([null, null, null])]).toEqual([3, 2, 0]);
  });

  test('tells series apart without colour, and has other names inside than any other', () => {
    const xml = xmlOf(
      draw(
        aChart(
          'bar',
          ['甲'],
          [
            ['一', [1]],
            ['二', [2]],
            ['三', [3]],
          ],
        ),
      ).svg,
    );
    expect(xml.querySelectorAll('pattern')).toHaveLength(2);
    const ids = (input: ChartInput) =>
      [...xmlOf(draw(input).svg).querySelectorAll('[id]')].map(({ id }) => id);
    const [one, other] = [2, 3].map((value) =>
      ids(
        aChart(
          'bar',
          ['甲'],
          [
            ['一', [1]],
            ['二', [value]],
          ],
        ),
      ),
    );
    expect(one?.length).toBeGreaterThan(0);
    expect(one?.filter((id) => other?.includes(id))).toEqual([]);
    const dashes = xmlOf(
      draw(
        aChart(
          'line',
          ['甲', '乙'],
          [
            ['一', [1, 2]],
            ['二', [2, 1]],
          ],
        ),
      ).svg,
    );
    expect(dashes.querySelectorAll('[stroke-dasharray]').length).toBeGreaterThan(0);
  });

  test('has letters of the typeface, each its own, and boxes for those that it lacks', () => {
    const inked = (label: string) =>
      Buffer.from(draw(aChart('bar', [label], [['数', [1]]]), 60).png()).toString('base64');
    const [jing, xiao, lacking, lackingToo] = ['经', '销', '𠮷', '𠀀'].map(inked);
    expect(new Set([jing, xiao, lacking]).size).toBe(3);
    expect(lackingToo).toBe(lacking);
  });

  test.each([
    ...HOSTILE,
    '很长的名称'.repeat(100),
    'x'.repeat(1_900),
    '"onload="alert(1)',
    '{b}{a|x}',
    '="url(#zr0-p0',
  ])('says %j as text, shortened where it is long', (text) => {
    for (const chart of ['bar', 'line', 'pie', 'provinces'] as const) {
      const labels = [text, '甲', `${text}乙`];
      const picture = draw({
        ...aChart(chart, labels, [
          [text, [3, 2, 1]],
          ...(chart === 'bar' || chart === 'line' ? [['乙', [1, 2, 3]] as const] : []),
        ]),
        unit: text,
        categories: labels.map((label, at) => ({ label, code: ['44', '45', null][at] ?? null })),
      });
      const xml = xmlOf(picture.svg);
      expect(xml.querySelectorAll('script,img')).toHaveLength(0);
      for (const element of xml.querySelectorAll('*'))
        for (const { name } of element.attributes) expect(name).not.toMatch(/^on/);
      expect(wrongPlaces(picture)).toEqual([]);
      const clean = printable(text).replaceAll('\n', ' ');
      const [begin = ''] = Array.from(clean.trim());
      const told = textsOf(picture).join('');
      expect(told).toContain(begin);
      expect(told.includes('…') || clean.length <= 100).toBe(true);
      expect(picture.svg.length).toBeLessThan(60_000);
    }
  });

  test('never puts texts on one another, whatever is drawn', () => {
    for (let turn = 0; turn < 24; turn += 1) {
      const count = 1 + ((turn * 13) % 60);
      const labels = Array.from(
        { length: count },
        (_, at) => '某类客户名称'.slice(0, 1 + ((at + turn) % 6)) + at,
      );
      const kind = (['bar', 'line', 'pie'] as const)[turn % 3] ?? 'bar';
      const series = Array.from(
        { length: kind === 'pie' ? 1 : 1 + (turn % 6) },
        (_, at) => [`系列${at}`, spread(count, 10 ** (1 + (turn % 7)), at + turn)] as const,
      );
      expect(
        wrongPlaces(
          draw(aChart(kind, labels, series, { heightMm: 40 + ((turn * 17) % 80) }), 90 + ((turn * 31) % 170)),
        ),
      ).toEqual([]);
    }
  });

  test('of provinces has a tile for each of 34, steps of equal shades, and what lies in none beside them', () => {
    const [, input] = CHARTS.find(([name]) => name === 'provinces') ?? [];
    if (!input) throw new Error('no provinces');
    const picture = draw(input);
    const shown = textsOf(picture);
    expect(xmlOf(picture.svg).querySelectorAll('rect')).toHaveLength(34 + 3);
    expect(shown).toContain('境外\u200212');
    expect(shown.filter((text) => text === '1,200')).toHaveLength(2);
    expect(shown.filter((text) => /^(?:广东|内蒙古|黑龙江|香港|北京|台湾|澳门)$/.test(text))).toHaveLength(7);
    const codes = ['44', '11', '31', '12'];
    const same = draw(
      aChart('provinces', codes, [['数', [5, 5, 1, 9]]], {
        categories: codes.map((code) => ({ label: code, code })),
      }),
    );
    const fill = (label: string) => {
      const text = [...xmlOf(same.svg).querySelectorAll('text')].find(
        ({ textContent }) => textContent === label,
      );
      return text?.previousElementSibling?.getAttribute('fill');
    };
    expect(fill('44')).toBe(fill('11'));
    expect(new Set(codes.map(fill)).size).toBe(3);
  });

  test('is let go of, so that a program which drew one ends', async () => {
    const source = join(import.meta.dirname, '../../../db/features/documents/charts/draw.ts');
    const chart = JSON.stringify(parseChart(aChart('bar', ['甲'], [['乙', [1]]])));
    const script = `import(${JSON.stringify(source)}).then(({ drawChart }) => console.log(drawChart(${chart}, 90, 50).svg.length))`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { timeout: 60_000 });
    expect(Number(stdout)).toBeGreaterThan(500);
  });

  test('of more colours than a byte can name keeps the common ones', () => {
    const rgb = new Uint8Array(3 * 1_000);
    for (let at = 0; at < 1_000; at += 1)
      rgb.set(at < 500 ? [1, 2, 3] : [at % 251, 200, at < 751 ? 9 : 90], at * 3);
    const { colours, indices } = pixelsInColours({ width: 100, height: 10, rgb });
    expect(colours.length).toBe(256 * 3);
    expect([...colours.subarray(0, 3)]).toEqual([1, 2, 3]);
    expect([...indices.subarray(0, 500)].every((index) => index === 0)).toBe(true);
    expect([...indices.subarray(500)].every((index) => index > 0)).toBe(true);
  });
});

test.each<[string, Partial<ChartInput>]>([
  ['fewer figures than categories', { series: [{ name: '数', values: [1], texts: ['1'] }] }],
  ['fewer texts than figures', { series: [{ name: '数', values: [1, 2], texts: ['1'] }] }],
  ['a number that is none', { series: [{ name: '数', values: [1, Number.NaN], texts: ['1', ''] }] }],
  ['a number too large', { series: [{ name: '数', values: [1, 1e16], texts: ['1', ''] }] }],
  [
    'two series in a pie',
    { chart: 'pie', series: ['甲', '乙'].map((name) => ({ name, values: [1, 2], texts: ['1', '2'] })) },
  ],
  [
    'less than nothing in a pie',
    { chart: 'pie', series: [{ name: '数', values: [1, -2], texts: ['1', '2'] }] },
  ],
  ['a code that is none', { categories: [{ label: '甲', code: '440000' }, { label: '乙' }] }],
  [
    'a province twice',
    {
      chart: 'provinces',
      categories: [
        { label: '甲', code: '44' },
        { label: '乙', code: '44' },
      ],
    },
  ],
  [
    'too many series',
    { series: Array.from({ length: 7 }, () => ({ name: '数', values: [1, 2], texts: ['1', '2'] })) },
  ],
  ['too many categories', { categories: Array.from({ length: 61 }, () => ({ label: '甲' })), series: [] }],
  ['no height', { heightMm: 5 }],
])('a chart with %s is refused', (_what, change) => {
  const input = aChart('bar', ['甲', '乙'], [['数', [1, 2]]]);
  expect(documentSchema.safeParse(aDocument({ blocks: [input] })).success).toBe(true);
  expect(documentSchema.safeParse(aDocument({ blocks: [{ ...input, ...change }] })).success).toBe(false);
});
