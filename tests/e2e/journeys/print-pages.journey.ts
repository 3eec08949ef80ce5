import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { documentSchema, type PrintDocument } from '../../../db/domain/document/model.ts';
import { embeddedFonts, toHtml } from '../../../db/features/documents/service.ts';
import { markupOf } from '../../support/markup.ts';
import { expect, test } from '../support/test.ts';

const RARE = '龘靐齉爨癵麤鱻灪讟龖厵滟爩';
const MIXED = `${RARE}，“引号”（括号）《书名》……QZ01-KH·2025-D30-YW-0001 WWWWWWiiiiii 0123456789 éüñ 𠮷野家 مرحبا 👍`;

function longDocument(paper: PrintDocument['paper']): PrintDocument {
  return documentSchema.parse({
    language: 'zh-CN',
    title: '版面测试表',
    formNo: null,
    company: '佛山市测试五金有限公司',
    number: { label: '编号', value: 'T-1' },
    date: { label: '日期', value: '2026-03-02' },
    subject: MIXED,
    secrecyMark: '机密★30年',
    watermark: '未审查',
    printed: MIXED,
    pageWords: '第 {{page}} 页　共 {{pages}} 页',
    paper,
    blocks: [
      { kind: 'fields', items: [{ label: '名称', value: MIXED, strong: true, span: 2 }] },
      {
        kind: 'table',
        title: '清单',
        columns: [
          { title: '序号', weight: 1 },
          { title: '题名', weight: 3 },
          { title: '备注', weight: 2, align: 'right' },
        ],
        rows: Array.from({ length: 60 }, (_, index) => [String(index + 1), MIXED.slice(index % 40), MIXED]),
      },
      { kind: 'fields', columns: 1, items: [{ label: '说明', value: `${MIXED}\n`.repeat(40) }] },
      { kind: 'heading', text: '结论' },
      { kind: 'paragraphs', texts: [MIXED.repeat(5)] },
      {
        kind: 'signatures',
        items: [
          { role: '编制', name: '刘芳' },
          { role: '审查', seal: '（盖章）' },
        ],
      },
    ],
  });
}

/** Shows the document in a frame of the window, as the preview does, and measures it there. */
function measure(page: Page, html: string) {
  return page.evaluate(async (source) => {
    const frame = document.createElement('iframe');
    // The preview allows nothing; to be measured from here the frame has to be of our origin.
    frame.sandbox.add('allow-same-origin');
    frame.srcdoc = source;
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    document.body.append(frame);
    await loaded;
    const inner = frame.contentDocument;
    if (!inner) throw new Error('the frame cannot be read');
    await inner.fonts.ready;
    const tooWide = Array.from(inner.querySelectorAll('.l')).flatMap((line) => {
      const range = inner.createRange();
      range.selectNodeContents(line);
      const excess = range.getBoundingClientRect().width - line.getBoundingClientRect().width;
      return excess > 0.5 ? [`${line.textContent}: ${excess}`] : [];
    });
    const sheets = Array.from(inner.querySelectorAll('.page'), (sheet) => {
      const { width, height } = sheet.getBoundingClientRect();
      return { width, height };
    });
    const below = Array.from(inner.querySelectorAll('.page')).flatMap((sheet) => {
      const foot = sheet.getBoundingClientRect().bottom;
      return Array.from(sheet.querySelectorAll('.c')).filter(
        (line) => line.getBoundingClientRect().bottom > foot,
      );
    });
    const faces = Array.from(inner.fonts, (face) => face.status);
    frame.remove();
    return { tooWide, sheets, below: below.length, faces };
  }, html);
}

/** Pages of a PDF and their sizes in millimetres. */
function pdfPages(bytes: Buffer) {
  const text = bytes.toString('latin1');
  const boxes = [...text.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
  return boxes.map(([, width, height]) => [width, height].map((pt) => Math.round((Number(pt) / 72) * 25.4)));
}

test('every line fits its place on the screen, and the PDF has the same pages', async ({
  launchApp,
  folder,
}) => {
  const app = await launchApp();
  for (const [name, paper, mm] of [
    ['A4', { size: 'A4', landscape: false }, [210, 297]],
    ['A4 landscape', { size: 'A4', landscape: true }, [297, 210]],
    ['the cover of a folder', { size: 'cover', landscape: false }, [220, 310]],
  ] as const)
    await test.step(name, async () => {
      const written = toHtml(longDocument(paper), { fontFaces: embeddedFonts });
      const seen = await measure(app.page, markupOf(written));
      expect(seen.tooWide).toEqual([]);
      expect(seen.below).toBe(0);
      expect(seen.sheets).toHaveLength(written.pages);
      for (const { width, height } of seen.sheets)
        expect([width, height].map((px) => Math.round((px / 96) * 25.4))).toEqual(mm);
      expect(seen.faces.filter((status) => status === 'error')).toEqual([]);
      expect(seen.faces).toContain('loaded');

      const path = join(folder, `${name}.pdf`);
      await app.answerDialog([path]);
      const input = {
        head: written.head,
        slices: [...written.slices],
        title: 'form',
        page: paper.size === 'A4' ? paper : { size: { widthMm: 220, heightMm: 310 }, landscape: false },
        suggestedName: 'form.pdf',
      };
      const answer = await app.page.evaluate(
        (job) =>
          window.kedang.request({ id: 9, target: 'shell', kind: 'mutation', path: 'htmlToPdf', input: job }),
        input,
      );
      expect(answer).toMatchObject({ ok: true });
      const printed = pdfPages(readFileSync(path));
      expect(printed).toHaveLength(written.pages);
      for (const size of printed) expect(size).toEqual(mm);
    });
});
