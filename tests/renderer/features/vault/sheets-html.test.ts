// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { codesHtml, recoverySheetsHtml } from '../../../../renderer/features/vault/create/sheets-html.ts';
import { createI18n } from '../../../../renderer/lib/i18n.ts';

const { t } = createI18n('zh-CN');
const documentOf = (html: string) => new DOMParser().parseFromString(html, 'text/html');
const textsOf = (root: ParentNode, selector: string) =>
  [...root.querySelectorAll(selector)].map(({ textContent }) => textContent.replaceAll(/\s+/g, ' ').trim());

const facts = { company: '佛山市测试五金<有限>公司', fonds: 'QZ01', label: 'ABCD123' };
const linesOf = (number: number) => [1, 2, 3, 4].map((line) => `${number}${line}AAA BBBBB CCCCC DDDDD`);

test('recovery sheets are numbered on paper as in the wizard: sheet of three, line of four, set', () => {
  const sheets = [1, 2, 3].map((number) => ({ number, lines: linesOf(number) }));
  const pages = documentOf(recoverySheetsHtml(t, 'zh-CN', { ...facts, set: 2, sheets }, '2026-11-22 14:30'));
  const papers = [...pages.querySelectorAll('section')];
  expect(papers).toHaveLength(3);
  for (const [index, paper] of papers.entries()) {
    const said = textsOf(paper, 'p');
    expect(textsOf(paper, 'h1')).toEqual(['恢复密钥单']);
    expect(said[0]).toBe('佛山市测试五金<有限>公司 · QZ01 · ABCD123 · 第 2 套');
    expect(said[1]).toBe(`第 ${index + 1} 张，共 3 张`);
    expect(textsOf(paper, 'th')).toEqual(['1', '2', '3', '4']);
    expect(textsOf(paper, 'td.code')).toEqual(linesOf(index + 1));
    expect(textsOf(paper, 'footer')).toEqual(['打印时间 2026-11-22 14:30']);
  }
});

test('one-time codes are slips of one document, each with whose it is', () => {
  const codes = ['wangfang 王芳 AAAA-1111', 'liqiang 李强 BBBB-2222', 'chenjing 陈静 CCCC-3333'].map(
    (line) => {
      const [login = '', name = '', code = ''] = line.split(' ');
      return { login, name, code };
    },
  );
  const paper = documentOf(codesHtml(t, 'zh-CN', facts.company, codes));
  // What begins a page of its own is a section.
  expect(paper.querySelectorAll('section')).toHaveLength(0);
  const slips = [...paper.querySelectorAll('.slip')];
  expect(slips.map((slip) => textsOf(slip, 'td'))).toEqual(
    codes.map(({ name, login, code }) => [name, login, code]),
  );
  for (const slip of slips) expect(textsOf(slip, 'p')[0]).toBe(`一次性口令 · ${facts.company}`);
});
