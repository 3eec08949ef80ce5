// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import { documentSchema, type PrintDocumentInput } from '../../../db/domain/document/model.ts';
import { printable } from '../../../db/domain/document/text.ts';
import { toDocx } from '../../../db/features/documents/service.ts';
import { aDocument, HOSTILE, unzip } from './support.ts';

/** Every part parsed as XML; a part that is none fails the test. */
function open(overrides: Partial<PrintDocumentInput>) {
  const files = unzip(toDocx(documentSchema.parse(aDocument(overrides))));
  const parts = new Map<string, Document>();
  for (const [name, bytes] of files) {
    if (!/\.(?:xml|rels)$/.test(name)) continue;
    const xml = new DOMParser().parseFromString(bytes.toString('utf8'), 'application/xml');
    expect(xml.querySelector('parsererror')?.textContent).toBeUndefined();
    parts.set(name, xml);
  }
  const part = (name: string) => {
    const found = parts.get(name);
    if (!found) throw new Error(`no ${name}`);
    return found;
  };
  return { files, body: part('word/document.xml'), part };
}

const all = (xml: Document | Element, tag: string) => Array.from(xml.getElementsByTagName(tag));
const textOf = (xml: Document | Element) =>
  all(xml, 'w:t')
    .map((node) => node.textContent)
    .join('');
const columns = [
  { title: '序号', weight: 1 },
  { title: '题名', weight: 4, align: 'right' as const },
];

describe('a document as a Word file', () => {
  test('holds what Word asks of a package', () => {
    const { files, part } = open({});
    const types = all(part('[Content_Types].xml'), 'Override').map((node) => node.getAttribute('PartName'));
    for (const name of types) expect(files.has(String(name).slice(1))).toBe(true);
    for (const node of all(part('word/_rels/document.xml.rels'), 'Relationship'))
      expect(files.has(`word/${node.getAttribute('Target')}`)).toBe(true);
  });

  test.each(HOSTILE)('keeps %j as text', (text) => {
    const { body } = open({
      title: text,
      blocks: [{ kind: 'fields', items: [{ label: text, value: text }] }],
    });
    const shown = printable(text);
    const cells = all(body, 'w:tc').map(textOf);
    expect(cells).toEqual([shown, shown]);
    expect(all(body, 'w:p').map(textOf)).toContain(shown);
  });

  test('names Chinese faces for every style, so that Word does not choose', () => {
    const { part } = open({});
    const styles = part('word/styles.xml');
    const defaults = all(styles, 'w:docDefaults')[0];
    expect(defaults && all(defaults, 'w:rFonts')[0]?.getAttribute('w:eastAsia')).toBe('SimSun');
    for (const fonts of all(styles, 'w:rFonts')) expect(fonts.getAttribute('w:eastAsia')).toMatch(/^Sim/);
    expect(all(styles, 'w:lang')[0]?.getAttribute('w:eastAsia')).toBe('zh-CN');
  });

  test('every style that is used is there', () => {
    const { body, part } = open({
      watermark: '草稿',
      blocks: [
        { kind: 'heading', text: '一' },
        { kind: 'paragraphs', texts: ['二'] },
        { kind: 'paragraphs', texts: ['三'], indent: false },
        { kind: 'fields', items: [{ label: '四', value: '五', strong: true }] },
        { kind: 'table', title: '六', columns, rows: [['1', '七']] },
        { kind: 'signatures', items: [{ role: '编制' }] },
      ],
    });
    const known = all(part('word/styles.xml'), 'w:style').map((style) => style.getAttribute('w:styleId'));
    for (const name of ['word/header1.xml', 'word/header2.xml', 'word/footer1.xml'])
      for (const style of all(part(name), 'w:pStyle')) expect(known).toContain(style.getAttribute('w:val'));
    for (const style of all(body, 'w:pStyle')) expect(known).toContain(style.getAttribute('w:val'));
  });

  test('titles of a list come again on every page, and short rows stay whole', () => {
    const rows = Array.from({ length: 90 }, (_, index) => [String(index + 1), `第${index + 1}件`]);
    const { body } = open({ blocks: [{ kind: 'table', title: '清单', columns, rows }] });
    const tableRows = all(body, 'w:tr');
    const repeats = tableRows.map((row) => all(row, 'w:tblHeader').length);
    expect(repeats.slice(0, 2)).toEqual([1, 1]);
    expect(repeats.slice(2).every((count) => count === 0)).toBe(true);
    expect(tableRows).toHaveLength(92);
    for (const row of tableRows) expect(all(row, 'w:cantSplit')).toHaveLength(1);
  });

  test('columns of every row add up to the grid and to the width of the page', () => {
    const { body } = open({
      blocks: [
        {
          kind: 'fields',
          columns: 3,
          items: [
            { label: '甲', value: '1' },
            { label: '乙', value: '2', span: 2 },
          ],
        },
        { kind: 'fields', columns: 2, items: [{ label: '丙', value: '3' }] },
        { kind: 'table', title: '清单', columns, rows: [['1', '件']] },
      ],
    });
    for (const table of all(body, 'w:tbl')) {
      const grid = all(table, 'w:gridCol').map((column) => Number(column.getAttribute('w:w')));
      const total = grid.reduce((sum, width) => sum + width, 0);
      expect(total).toBeCloseTo((170 * 1440) / 25.4, -1);
      for (const row of all(table, 'w:tr')) {
        const spans = all(row, 'w:tc').map((cell) =>
          Number(all(cell, 'w:gridSpan')[0]?.getAttribute('w:val') ?? 1),
        );
        expect(spans.reduce((sum, span) => sum + span, 0)).toBe(grid.length);
        const widths = all(row, 'w:tcW').map((cell) => Number(cell.getAttribute('w:w')));
        expect(widths.reduce((sum, width) => sum + width, 0)).toBe(total);
      }
    }
    expect(all(body, 'w:tbl')).toHaveLength(2);
  });

  test('counts pages by fields, and says who printed it', () => {
    const footer = open({}).part('word/footer1.xml');
    expect(all(footer, 'w:instrText').map((node) => node.textContent.trim())).toEqual(['PAGE', 'NUMPAGES']);
    expect(textOf(footer)).toContain('刘芳');
  });

  test('mark and watermark are on first and later pages, the name of the document on the later', () => {
    const { part } = open({ watermark: '试用' });
    for (const name of ['word/header1.xml', 'word/header2.xml']) {
      expect(textOf(part(name))).toContain('机密★30年');
      expect(all(part(name), 'v:textpath').at(-1)?.getAttribute('string')).toBe('试用');
    }
    expect(textOf(part('word/header1.xml'))).not.toContain('测试表');
    expect(textOf(part('word/header2.xml'))).toContain('测试表　T-2026-001');
    expect(all(open({}).part('word/header1.xml'), 'w:pict')).toHaveLength(0);
  });

  test('is of the paper asked for', () => {
    const size = (paper: PrintDocumentInput['paper']) => {
      const page = all(open({ paper }).body, 'w:pgSz')[0];
      return ['w:w', 'w:h', 'w:orient'].map((name) => page?.getAttribute(name) ?? null);
    };
    expect(size({ size: 'A4' })).toEqual(['11906', '16838', null]);
    expect(size({ size: 'A4', landscape: true })).toEqual(['16838', '11906', 'landscape']);
    expect(size({ size: 'cover' })).toEqual(['12472', '17575', null]);
  });

  test('an anchor goes in as picture and characters', () => {
    const anchor = {
      kind: 'anchor' as const,
      label: '锚',
      code: 'ABCDE12345FGHIJ67890',
      qr: ['101', '010', '111'],
    };
    const { files, body } = open({ blocks: [anchor] });
    expect(files.get('word/media/qr.png')?.subarray(1, 4).toString()).toBe('PNG');
    expect(textOf(body)).toContain('ABCDE 12345 FGHIJ 67890');
    expect(all(body, 'a:blip')[0]?.getAttribute('r:embed')).toBe('rIdQr');
  });

  test('ten thousand rows are all there', () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => [String(index), '件']);
    const xml = unzip(
      toDocx(documentSchema.parse(aDocument({ blocks: [{ kind: 'table', columns, rows }] }))),
    );
    expect(
      xml
        .get('word/document.xml')
        ?.toString('utf8')
        .match(/<w:tr>/g),
    ).toHaveLength(10_001);
  });
});
