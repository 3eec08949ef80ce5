// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import { documentSchema, type PrintDocumentInput } from '../../../db/domain/document/model.ts';
import { printable } from '../../../db/domain/document/text.ts';
import { embeddedFonts, toHtml } from '../../../db/features/documents/service.ts';
import { markupOf } from '../../support/markup.ts';
import { aDocument, HOSTILE } from './support.ts';

function write(overrides: Partial<PrintDocumentInput>, fonts?: typeof embeddedFonts) {
  const result = toHtml(documentSchema.parse(aDocument(overrides)), fonts && { fontFaces: fonts });
  const html = markupOf(result);
  return { ...result, html, dom: new DOMParser().parseFromString(html, 'text/html') };
}

const everywhere = (text: string): Partial<PrintDocumentInput> => ({
  title: text,
  formNo: text,
  company: text,
  number: { label: text, value: text },
  date: { label: text, value: text },
  subject: text,
  secrecyMark: text,
  watermark: text,
  printed: text,
  pageWords: text,
  blocks: [
    { kind: 'fields', items: [{ label: text, value: text, strong: true }] },
    { kind: 'table', title: text, columns: [{ title: text, weight: 1 }], rows: [[text]] },
    { kind: 'heading', text },
    { kind: 'paragraphs', texts: [text] },
    { kind: 'signatures', items: [{ role: text, name: text, seal: text }] },
    { kind: 'anchor', label: text, code: '012345678901234567890123456789012345', qr: ['101', '010', '111'] },
  ],
});

describe('a document as HTML', () => {
  test.each(HOSTILE)('shows %j as text and nothing else', (text) => {
    const { dom } = write(everywhere(text));
    const known = [
      'head',
      'body',
      'meta',
      'title',
      'style',
      'section',
      'svg',
      'path',
      'div',
      'span',
      'p',
      'h1',
    ];
    for (const element of dom.querySelectorAll('html *')) {
      expect(known).toContain(element.localName);
      for (const attribute of element.attributes) expect(attribute.name).not.toMatch(/^on|^href$|^src$/);
    }
    expect(dom.querySelectorAll('style')).toHaveLength(1);
    expect(dom.querySelectorAll('.strong')[0]?.textContent ?? '').toBe(printable(text));
  });

  test('asks nothing of anybody: no address of any kind but the typeface inside', () => {
    const { html } = write({ blocks: [{ kind: 'paragraphs', texts: ['正文'] }] }, embeddedFonts);
    expect(html.match(/url\((?!data:font\/woff;base64,)/g)).toBeNull();
    expect(html).not.toMatch(/<(?:script|link|img|iframe|object|base|meta http)/i);
  });

  test('takes along those slices of the typeface that hold its characters, in the weights used', () => {
    const { html } = write({ blocks: [{ kind: 'paragraphs', texts: ['正文'] }] }, embeddedFonts);
    const faces = html.match(/@font-face/g)?.length ?? 0;
    expect(faces).toBeGreaterThan(3);
    expect(faces).toBeLessThan(40);
    expect(html).toMatch(/font-weight:400.*font-weight:700/s);
  });

  test('is one box a page, of the size of the paper', () => {
    const rows = Array.from({ length: 120 }, (_, index) => [`第${index}行`]);
    const block = { kind: 'table' as const, columns: [{ title: '题名', weight: 1 }], rows };
    const { dom, html, pages, widthMm, heightMm } = write({
      blocks: [block],
      paper: { size: 'A4', landscape: true },
    });
    expect(pages).toBeGreaterThan(3);
    expect(dom.querySelectorAll('section.page')).toHaveLength(pages);
    expect([widthMm, heightMm]).toEqual([297, 210]);
    expect(html).toContain('@page{size:297mm 210mm;margin:0}');
  });

  test('a reader that is read to meets tables with titles, rows and cells', () => {
    const columns = [{ title: '姓名', weight: 1 }];
    const { dom } = write({ blocks: [{ kind: 'table', title: '联系人', columns, rows: [['李明']] }] });
    const table = dom.querySelector('[role=table][aria-label=联系人]');
    const cells = Array.from(table?.querySelectorAll('[role=row] > *') ?? [], (cell) => [
      cell.getAttribute('role'),
      cell.textContent,
    ]);
    expect(cells).toContainEqual(['columnheader', '姓名']);
    expect(cells).toContainEqual(['cell', '李明']);
  });

  test('the watermark stands behind every page', () => {
    const { dom, pages } = write({
      watermark: '未审查',
      blocks: [{ kind: 'paragraphs', texts: ['行\n'.repeat(120)] }],
    });
    expect(pages).toBeGreaterThan(1);
    const marks = Array.from(dom.querySelectorAll('.watermark'), (mark) => mark.textContent);
    expect(marks).toEqual(Array.from({ length: pages }, () => '未审查'));
  });
});
