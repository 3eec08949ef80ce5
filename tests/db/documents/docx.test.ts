// @vitest-environment jsdom
import { describe, expect, test, vi } from 'vitest';
import { documentSchema, type PrintDocumentInput } from '../../../db/domain/document/model.ts';
import { printable } from '../../../db/domain/document/text.ts';
import { toDocx } from '../../../db/features/documents/writers/docx.ts';
import { DOCUMENTS } from './exact.ts';
import { aDocument, HOSTILE } from './support.ts';
import { all, openWord, outlineOf, textOf, valueOf, WRITTEN, type WordFile } from './word.ts';

const columns = [
  { title: '序号', weight: 1 },
  { title: '题名', weight: 4, align: 'right' as const },
];
const parsed = (overrides: Partial<PrintDocumentInput>) => documentSchema.parse(aDocument(overrides));
const widths = (element: Element, tag: string) =>
  all(element, tag).map((node) => Number(node.getAttribute('w:w')));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('every document as a Word file', () => {
  const opened = DOCUMENTS.map(([name, parts]) => ({ name, parts, file: openWord(parts) }));

  test.each(opened)('of $name has its place on paper', async ({ name, file }) => {
    await expect(outlineOf(await file)).toMatchFileSnapshot(`written/${name}.docx.txt`);
  });

  test.each(opened)(
    'of $name has tables whose widths add up: table, grid and every cell',
    async ({ file }) => {
      const { body } = await file;
      for (const table of all(body, 'w:tbl')) {
        expect(valueOf(table, 'w:tblLayout', 'w:type')).toBe('fixed');
        expect(valueOf(table, 'w:tblW', 'w:type')).toBe('dxa');
        const grid = widths(table, 'w:gridCol');
        expect(sum(grid)).toBe(Number(valueOf(table, 'w:tblW', 'w:w')));
        for (const row of all(table, 'w:tr')) {
          let column = 0;
          for (const cell of all(row, 'w:tc')) {
            const span = Number(valueOf(cell, 'w:gridSpan') ?? 1);
            expect(valueOf(cell, 'w:tcW', 'w:type')).toBe('dxa');
            expect(widths(cell, 'w:tcW')).toEqual([sum(grid.slice(column, column + span))]);
            column += span;
          }
          expect(column).toBe(grid.length);
        }
      }
    },
  );

  test.each(opened)('of $name names a Chinese face and Chinese in every run', async ({ file }) => {
    const { part } = await file;
    const runs = WRITTEN.flatMap((name) => all(part(name), 'w:r'));
    expect(runs.length).toBeGreaterThan(8);
    for (const run of runs) {
      expect(valueOf(run, 'w:rFonts', 'w:eastAsia')).toMatch(/^Sim(?:Sun|Hei)$/);
      expect(valueOf(run, 'w:lang', 'w:eastAsia')).toBe('zh-CN');
      expect(run.firstElementChild?.tagName).toBe('w:rPr');
    }
  });

  test('is the same file each time, whenever it is written', async () => {
    const [, everything = {}] = DOCUMENTS[0] ?? [];
    const first = await toDocx(parsed(everything));
    vi.useFakeTimers({ now: Date.UTC(2031, 4, 5, 6, 7, 8), toFake: ['Date'] });
    const second = await toDocx(parsed(everything));
    vi.useRealTimers();
    expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true);
    const core = (await openWord(everything)).part('docProps/core.xml');
    expect(core.documentElement.textContent).not.toMatch(/\d{4}-\d\d-\d\dT/);
  });
});

describe('a document as a Word file', () => {
  test('holds what Word asks of a package', async () => {
    const { files, part } = await openWord({ watermark: '试用' });
    const types = all(part('[Content_Types].xml'), 'Override').map((node) => node.getAttribute('PartName'));
    for (const name of types) expect(files.has(String(name).slice(1))).toBe(true);
    for (const node of all(part('word/_rels/document.xml.rels'), 'Relationship'))
      expect(files.has(`word/${node.getAttribute('Target')}`)).toBe(true);
  });

  test.each([
    ...HOSTILE,
    'CURRENT',
    'TOTAL_PAGES',
    'SECTION',
    '{default-bullet-numbering-0}',
    '{{a}',
    'x'.repeat(900),
  ])('keeps %j as text', async (text) => {
    const { body, part } = await openWord({
      title: text,
      company: text,
      subject: text,
      printed: text,
      blocks: [
        { kind: 'fields', items: [{ label: text, value: text }] },
        { kind: 'table', columns: [{ title: text, weight: 1 }], rows: [[text]] },
        { kind: 'paragraphs', texts: [text] },
      ],
    });
    const shown = printable(text);
    expect(all(body, 'w:tc').map(textOf)).toEqual([shown, shown, shown, shown]);
    const told = all(body, 'w:p').map(textOf);
    expect(told.filter((line) => line === shown).length).toBeGreaterThanOrEqual(7);
    expect(textOf(part('word/footer1.xml'))).toContain(shown);
    expect(all(part('docProps/core.xml'), 'dc:creator')[0]?.textContent ?? '').toBe(shown);
    expect(all(body, 'w:fldChar')).toHaveLength(0);
  });

  test('keeps the lines of a text as lines', async () => {
    const { body } = await openWord({
      blocks: [
        { kind: 'paragraphs', texts: ['\n一\n\n{二}\n'], indent: false },
        { kind: 'paragraphs', texts: ['三\n四'] },
      ],
    });
    const texts = all(body, 'w:p').map(textOf);
    expect(texts.slice(-3)).toEqual(['\n一\n\n{二}\n', '三', '四']);
  });

  test('names Chinese faces for every style, so that Word does not choose', async () => {
    const styles = (await openWord({})).part('word/styles.xml');
    const [defaults] = all(styles, 'w:docDefaults');
    expect(valueOf(defaults, 'w:rFonts', 'w:eastAsia')).toBe('SimSun');
    expect(valueOf(defaults, 'w:lang', 'w:eastAsia')).toBe('zh-CN');
    for (const fonts of all(styles, 'w:rFonts')) expect(fonts.getAttribute('w:eastAsia')).toMatch(/^Sim/);
  });

  test('every style that is used is there', async () => {
    const [, everything = {}] = DOCUMENTS[0] ?? [];
    const { part } = await openWord(everything);
    const known = all(part('word/styles.xml'), 'w:style').map((style) => style.getAttribute('w:styleId'));
    const used = WRITTEN.flatMap((name) => all(part(name), 'w:pStyle')).map((style) =>
      style.getAttribute('w:val'),
    );
    expect(new Set(used).size).toBeGreaterThan(9);
    for (const style of used) expect(known).toContain(style);
  });

  test('titles of a list come again on every page, and short rows stay whole', async () => {
    const rows = Array.from({ length: 90 }, (_, index) => [String(index + 1), `第${index + 1}件`]);
    const { body } = await openWord({ blocks: [{ kind: 'table', title: '清单', columns, rows }] });
    const tableRows = all(body, 'w:tr');
    const repeats = tableRows.map((row) => all(row, 'w:tblHeader').length);
    expect(repeats.slice(0, 2)).toEqual([1, 1]);
    expect(repeats.slice(2).every((count) => count === 0)).toBe(true);
    expect(tableRows).toHaveLength(92);
    for (const row of tableRows) expect(all(row, 'w:cantSplit')).toHaveLength(1);
  });

  test('tables are as wide as the page has room, and those that follow one another never touch', async () => {
    const { body } = await openWord({
      blocks: [
        { kind: 'fields', columns: 2, items: [{ label: '丙', value: '3' }] },
        { kind: 'table', title: '清单', columns, rows: [['1', '件']] },
      ],
    });
    const tables = all(body, 'w:tbl');
    expect(tables.map((table) => valueOf(table, 'w:tblW', 'w:w'))).toEqual(['9638', '9638']);
    for (const table of tables) expect(table.nextElementSibling?.tagName).toBe('w:p');
  });

  test('counts pages by fields on first and later pages, and says who printed it', async () => {
    const { part } = await openWord({});
    for (const name of ['word/footer1.xml', 'word/footer2.xml']) {
      const footer = part(name);
      expect(all(footer, 'w:instrText').map((node) => node.textContent.trim())).toEqual(['PAGE', 'NUMPAGES']);
      expect(textOf(footer)).toBe('打印：刘芳　2026-03-02 09:00　表号 T-01第  页　共  页');
    }
  });

  test('mark and watermark are on first and later pages, the name of the document on the later', async () => {
    const { part } = await openWord({ watermark: '试用' });
    const headers = ['word/header1.xml', 'word/header2.xml'];
    for (const name of headers) {
      expect(textOf(part(name))).toContain('机密★30年');
      expect(all(part(name), 'v:textpath').at(-1)?.getAttribute('string')).toBe('试用');
    }
    expect(new Set(headers.map((name) => valueOf(part(name), 'v:shape', 'id'))).size).toBe(2);
    const named = headers.map((name) => textOf(part(name)).includes('测试表　T-2026-001'));
    expect(named.toSorted()).toEqual([false, true]);
    expect(firstHeader(await openWord({}))).not.toContain('测试表');
    expect(all((await openWord({})).part('word/header1.xml'), 'w:pict')).toHaveLength(0);
  });

  test('is of the paper asked for', async () => {
    const size = async (paper: PrintDocumentInput['paper']) => {
      const page = all((await openWord({ paper })).body, 'w:pgSz')[0];
      return ['w:w', 'w:h', 'w:orient'].map((name) => page?.getAttribute(name) ?? 'portrait');
    };
    expect(await size({ size: 'A4' })).toEqual(['11906', '16838', 'portrait']);
    expect(await size({ size: 'A4', landscape: true })).toEqual(['16838', '11906', 'landscape']);
    expect(await size({ size: 'cover' })).toEqual(['12472', '17575', 'portrait']);
  });

  test('an anchor goes in as picture and characters, and a second beside it', async () => {
    const anchor = (code: string, ...qr: string[]) => ({ kind: 'anchor' as const, label: '锚', code, qr });
    const { files, body, part } = await openWord({
      blocks: [
        anchor('012345678901234567890123456789012345', '101', '010', '111'),
        anchor('987654321098765432109876543210987654', '11', '01'),
      ],
    });
    expect(textOf(body)).toContain('锚\n0123 4567 8901 2345 6789 0123 4567 8901 2345');
    const relations = new Map(
      all(part('word/_rels/document.xml.rels'), 'Relationship').map((node) => [
        node.getAttribute('Id'),
        node.getAttribute('Target'),
      ]),
    );
    const pictures = all(body, 'a:blip').map((node) => relations.get(node.getAttribute('r:embed')));
    expect(new Set(pictures).size).toBe(2);
    for (const name of pictures) expect(files.get(`word/${name}`)?.subarray(1, 4).toString()).toBe('PNG');
    expect(new Set(all(body, 'wp:docPr').map((node) => node.getAttribute('id'))).size).toBe(2);
    for (const extent of all(body, 'wp:extent'))
      for (const side of ['cx', 'cy']) expect(Number(extent.getAttribute(side)) / 36_000).toBeCloseTo(24, 2);
  });
});

/** Text of the header that the section names for its first page. */
function firstHeader({ body, part }: WordFile): string {
  const id = all(body, 'w:headerReference')
    .find((node) => node.getAttribute('w:type') === 'first')
    ?.getAttribute('r:id');
  const relation = all(part('word/_rels/document.xml.rels'), 'Relationship').find(
    (node) => node.getAttribute('Id') === id,
  );
  return textOf(part(`word/${relation?.getAttribute('Target')}`));
}
