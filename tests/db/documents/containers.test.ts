import { decode } from 'fast-png';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { embeddedFonts, fontFiles } from '../../../db/features/documents/service.ts';
import { qrPng } from '../../../db/features/documents/writers/docx-picture.ts';
import { tableToXlsx } from '../../../db/features/documents/writers/xlsx.ts';
import { advanceOf, charactersOf, widthOf } from '../../../db/features/documents/layout/advance.ts';
import { breakLines } from '../../../db/features/documents/layout/lines.ts';
import { unzip } from './support.ts';

/** The modules of a picture, `1` dark, with its quiet zone: each the same square of pixels. */
function modulesOf(png: Uint8Array, modules: number): string[] {
  const { width, height, depth, channels, data } = decode(png, { checkCrc: true });
  expect([height, depth, channels]).toEqual([width, 8, 1]);
  const scale = width / modules;
  expect(Number.isInteger(scale)).toBe(true);
  const shades = Array.from({ length: modules }, (_, y) =>
    Array.from({ length: modules }, (_module, x) => {
      const pixels = new Set<number>();
      for (let dy = 0; dy < scale; dy += 1)
        for (let dx = 0; dx < scale; dx += 1)
          pixels.add(data[(y * scale + dy) * width + x * scale + dx] ?? -1);
      return [...pixels].join();
    }),
  );
  return shades.map((row) => row.map((shade) => ({ 0: '1', 255: '0' })[shade] ?? '?').join(''));
}

test.each([3, 4, 8, 9, 21])(
  'a QR code of %i modules is a picture of them with four quiet ones around',
  (side) => {
    const rows = Array.from({ length: side }, (_, y) =>
      Array.from({ length: side }, (_module, x) => ((x * 7 + y * 3) % 5 < 2 ? '1' : '0')).join(''),
    );
    const quiet = Array.from({ length: 4 }, () => '0'.repeat(side + 8));
    expect(modulesOf(qrPng(rows), side + 8)).toEqual([
      ...quiet,
      ...rows.map((row) => `0000${row}0000`),
      ...quiet,
    ]);
  },
);

describe('a sheet', () => {
  const columns = (count: number) => Array.from({ length: count }, (_, at) => ({ title: `t${at}` }));
  const xmlOf = async (table: Parameters<typeof tableToXlsx>[0]) => {
    const sheet = unzip(await tableToXlsx(table)).get('xl/worksheets/sheet1.xml');
    return sheet?.toString('utf8') ?? '';
  };

  test.each([
    [1, 'A'],
    [26, 'Z'],
    [27, 'AA'],
    [52, 'AZ'],
    [53, 'BA'],
    [702, 'ZZ'],
    [703, 'AAA'],
  ])('of %i columns has its filter up to %s', async (count, letters) => {
    const xml = await xmlOf({ name: 'x', columns: columns(count), rows: [['a'], ['b']] });
    expect(xml).toContain(`<autoFilter ref="A1:${letters}3"`);
  });

  test('stays in place at its titles and fits the width of the paper', async () => {
    const bytes = await tableToXlsx({ name: 'x', columns: columns(2), rows: [] });
    const parts = [...unzip(bytes).values()].map((part) => part.toString('utf8')).join('');
    expect(parts).toMatch(/<pane [^>]*ySplit="1"/);
    expect(parts).toMatch(/fitToPage="(?:1|true)"/);
    expect(parts).toMatch(/<pageSetup [^>]*orientation="landscape"/);
    expect(parts).toContain('$1:$1');
  });

  test('with a mark above them its titles are the second line, in bold, and stay in place with it', async () => {
    const table = { name: 'x', mark: '=试用', columns: columns(2), rows: [['a', 'b']] };
    const bytes = await tableToXlsx(table);
    const [sheet] = (await readXlsx(bytes, { readStyles: true })).sheets;
    expect(sheet?.rows.map((row) => row[0])).toEqual(['=试用', table.columns[0]?.title, 'a']);
    const bold = ['0,0', '1,0', '2,0'].map((at) => sheet?.cells?.get(at)?.style?.font?.bold ?? false);
    expect(bold).toEqual([false, true, false]);
    expect(sheet?.cells?.get('0,0')?.formula).toBeUndefined();
    const parts = [...unzip(bytes).values()].map((part) => part.toString('utf8')).join('');
    expect(parts).toMatch(/<pane [^>]*ySplit="2"/);
    expect(parts).toContain('<autoFilter ref="A2:B3"');
    expect(parts).toContain('$1:$2');
  });

  test('has titles in bold, and columns as wide as asked', async () => {
    const bytes = await tableToXlsx({
      name: 'x',
      columns: [{ title: 'a' }, { title: 'b', width: 30, kind: 'number' }],
      rows: [['x', 1]],
    });
    const [sheet] = (await readXlsx(bytes, { readStyles: true })).sheets;
    const facts = ['0,0', '0,1', '1,0', '1,1'].map((at) => sheet?.cells?.get(at)?.style);
    expect(facts.map((style) => style?.font?.bold ?? false)).toEqual([true, true, false, false]);
    expect(facts.map((style) => style?.numFmt)).toEqual(['@', '@', '@', undefined]);
    const xml = await xmlOf({ name: 'x', columns: [{ title: 'a' }, { title: 'b', width: 30 }], rows: [] });
    const widths = [...xml.matchAll(/<col [^>]*width="([\d.]+)"/g)].map(([, width]) =>
      Math.round(Number(width)),
    );
    expect(widths).toEqual([12, 30]);
  });

  test('has numbers where they can be summed, and texts and nothing as they are', async () => {
    const bytes = await tableToXlsx({
      name: 'x',
      columns: [
        { title: 'n', kind: 'number' },
        { title: 't', kind: 'text' },
      ],
      rows: [[1.5, 1.5], ['1.5', null], [Number.NaN, 'a'], [Number.POSITIVE_INFINITY, 'b'], [null, 'c'], [7]],
    });
    const [sheet] = (await readXlsx(bytes)).sheets;
    expect(sheet?.rows.slice(1).map(([n = null, t = null]) => [n, t])).toEqual([
      [1.5, '1.5'],
      ['1.5', null],
      [null, 'a'],
      [null, 'b'],
      [null, 'c'],
      [7, null],
    ]);
  });

  test.each([
    ['客户', '客户'],
    ["''a'b''", "a'b"],
    ['a/b\\c:d*e?f[g]h', 'a b c d e f g h'],
    [' a\tb\nc ', 'a b c'],
    ['', 'Sheet1'],
    ["' '", 'Sheet1'],
    ['𠮷'.repeat(40), '𠮷'.repeat(15)],
    [`${'x'.repeat(29)} 'y`, 'x'.repeat(29)],
    ['x'.repeat(32), 'x'.repeat(31)],
    [`${'x'.repeat(30)} y`, 'x'.repeat(30)],
  ])('named %j is called %j', async (name, called) => {
    const [, shown] =
      /<sheet name="([^"]*)"/.exec(
        unzip(await tableToXlsx({ name, columns: columns(1), rows: [] }))
          .get('xl/workbook.xml')
          ?.toString('utf8') ?? '',
      ) ?? [];
    expect(shown?.replaceAll('&apos;', "'").replaceAll('&#39;', "'")).toBe(called);
  });
});

describe('the width of a character', () => {
  test.each([
    ['字', 400, 1],
    ['字', 700, 1],
    ['　', 400, 1],
    ['\uE000', 400, 1],
    ['\u0301', 400, 0],
    ['\u200d', 400, 0],
    ['𠮷', 400, 1],
    ['👨‍👩‍👧', 400, 1.4],
    ['❤️', 400, 1.4],
    ['字\u0301', 400, 1],
    ['م\u064b', 400, 1],
  ] as const)('%j in %i is %d em', (character, weight, width) => {
    expect(advanceOf(character, weight)).toBe(width);
  });

  test('of a letter is its own, wider in bold, and that of a text the sum', () => {
    const [i, w, bold] = [advanceOf('i', 400), advanceOf('W', 400), advanceOf('i', 700)];
    expect(i < 0.4 && w > 0.8 && bold > i).toBe(true);
    expect(advanceOf('e\u0301', 400)).toBe(advanceOf('e', 400));
    expect(widthOf('iW字', 400)).toBeCloseTo(i + w + 1, 9);
    expect(widthOf('', 400)).toBe(0);
  });

  test.each([
    ['ab', ['a', 'b']],
    ['字，か゛', ['字', '，', 'か', '゛']],
    ['か\u3099', ['か\u3099']],
    ['ﾊﾟ', ['ﾊﾟ']],
    ['a\u0301b', ['a\u0301', 'b']],
    ['', []],
  ])('%j is %j', (text, characters) => {
    expect(charactersOf(text)).toEqual(characters);
  });
});

test.each<[string, number, string[]]>([
  ['一二三四五', 5, ['一二三四五']],
  ['一二三四五六', 5, ['一二三四五', '六']],
  ['一二三四五 六', 5, ['一二三四五', '六']],
  ['  一二', 5, ['  一二']],
  ['一二三四五。', 5, ['一二三四', '五。']],
  ['一二三四《五》', 5, ['一二三四', '《五》']],
  ['一二三四。”五', 5, ['一二三', '四。”五']],
  ['一二ab cd', 3, ['一二', 'ab cd']],
  ['一ab二', 3, ['一ab', '二']],
  ['ab一cd', 3, ['ab一', 'cd']],
  ['a.b-c一', 2.5, ['a.b-c', '一']],
  ['、、、', 2, ['、、', '、']],
  ['\n一\n', 5, ['', '一', '']],
])('%j in %d em is %j', (text, width, broken) => {
  expect(breakLines(text, width, 400)).toEqual(broken);
});

describe('the typeface that goes with a document', () => {
  const facesOf = (normal: string, bold: string) =>
    [...embeddedFonts({ 400: new Set(normal), 700: new Set(bold) }).matchAll(/@font-face\{([^}]*)\}/g)].map(
      ([, face]) => {
        const [, weight] = /font-weight:(\d+)/.exec(face ?? '') ?? [];
        const [, range = ''] = /unicode-range:([^;]*)/.exec(face ?? '') ?? [];
        return { weight, range };
      },
    );
  const holds = (range: string, character: string) =>
    range.split(',').some((span) => {
      const [first = '', last = first] = span.trim().replace('U+', '').split('-');
      const at = character.codePointAt(0) ?? 0;
      return at >= parseInt(first, 16) && at <= parseInt(last, 16);
    });

  test('is in those weights in which something is written, one slice for what it holds', () => {
    expect(facesOf('', '')).toEqual([]);
    for (const character of '客A，é𠮷') {
      const shown = facesOf(character, '');
      expect(shown).toEqual(facesOf(character, ''));
      expect(shown.length).toBeLessThanOrEqual(1);
      for (const { range } of shown) expect(holds(range, character)).toBe(true);
      expect(facesOf('', character).map(({ weight }) => weight)).toEqual(shown.map(() => '700'));
    }
    expect(facesOf('客AB', 'A').map(({ weight }) => weight)).toEqual(['400', '400', '700']);
    expect(facesOf('\u{10FFFF}', '')).toEqual([]);
  });

  test('has a file for each slice and weight', () => {
    const files = fontFiles();
    expect(new Set(files).size).toBe(files.length);
    expect(files.length % 2).toBe(0);
    for (const file of files) expect(file).toMatch(/^noto-serif-sc-[a-z0-9-]+-(?:400|700)-normal\.woff$/);
    const of = (weight: string) => files.filter((file) => file.includes(`-${weight}-`)).length;
    expect([of('400'), of('700')]).toEqual([files.length / 2, files.length / 2]);
    expect(files).toContain('noto-serif-sc-latin-400-normal.woff');
  });
});
