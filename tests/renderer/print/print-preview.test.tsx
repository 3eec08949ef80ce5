// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { WireResult } from '../../../db/wire.ts';
import { FormPreview } from '../../../renderer/print/form-preview.tsx';
import { bridgeTo, openWindow } from '../support/window.tsx';

afterEach(cleanup);

const pages = {
  title: '客户档案卡',
  language: 'zh-CN',
  head: '<!doctype html>',
  slices: ['<p>第一页</p>'],
  pagesIn: [3],
  pages: 3,
  widthMm: 210,
  heightMm: 297,
  deskGapMm: 8,
  suggestedName: '客户档案卡 QZ01',
  print: 3,
};
const ok = (data: unknown): WireResult => ({ ok: true, data });

function open(answers: Record<string, WireResult> = {}) {
  const closed: true[] = [];
  const bridge = bridgeTo(({ path }) => {
    const usual: Record<string, WireResult> = {
      'prints.pages': ok(pages),
      'prints.pdfOfPages': ok({ base64: 'JVBERi0xLjcK' }),
      'prints.docx': ok({ base64: 'UEsDBA==', suggestedName: '客户档案卡 QZ01' }),
      printHtml: ok({ printed: true }),
      printPdf: ok({ printed: true }),
      htmlToPdf: ok({ token: 't', name: '卡.pdf' }),
      saveDocument: ok({ token: 't', name: '卡' }),
    };
    return answers[path] ?? usual[path] ?? ok(null);
  });
  const view = openWindow(<FormPreview form="card" id={7} onClose={() => closed.push(true)} />, bridge);
  const asked = (path: string) =>
    bridge.asked.filter((operation) => operation.path === path).map(({ input }) => input);
  return { ...view, closed, asked };
}

test('shows the very document that will be printed, in a frame that runs nothing', async () => {
  open();
  const frame = await screen.findByTitle('客户档案卡');
  expect(frame.getAttribute('sandbox')).toBe('');
  expect(frame.getAttribute('srcdoc')).toBe('<!doctype html>\n<p>第一页</p>');
  const thumbnails = screen.getByRole('navigation', { name: '页面缩略图' });
  expect(within(thumbnails).getAllByRole('button')).toHaveLength(3);
});

test('asks for the form once, and again only for another paper', async () => {
  const { user, asked } = open();
  await screen.findByTitle('客户档案卡');
  await user.click(screen.getByRole('combobox', { name: '纸张' }));
  await user.click(screen.getByRole('option', { name: 'A5 横向' }));
  await waitFor(() => expect(asked('prints.pages')).toHaveLength(2));
  expect(asked('prints.pages')).toEqual([
    { form: 'card', id: 7, paper: { size: 'A4', landscape: false } },
    { form: 'card', id: 7, paper: { size: 'A5', landscape: true } },
  ]);
});

test('prints what it shows, and says so', async () => {
  const { user, asked } = open();
  await screen.findByTitle('客户档案卡');
  await user.click(screen.getByRole('button', { name: '打印' }));
  expect(await screen.findByText('已送打印机')).toBeTruthy();
  expect(asked('printHtml')).toEqual([
    {
      head: pages.head,
      slices: pages.slices,
      title: '客户档案卡',
      language: 'zh-CN',
      page: { size: 'A4', landscape: false },
    },
  ]);
});

test('saves PDF and Word under the name of the archive', async () => {
  const { user, asked } = open();
  await screen.findByTitle('客户档案卡');
  await user.click(screen.getByRole('button', { name: '存为 PDF' }));
  expect(await screen.findByText('PDF 已保存：卡')).toBeTruthy();
  expect(asked('prints.pdfOfPages')).toEqual([{ print: 3 }]);
  await user.click(screen.getByRole('button', { name: '存为 Word' }));
  await waitFor(() => expect(asked('saveDocument')).toHaveLength(2));
  expect(asked('saveDocument')).toEqual([
    { kind: 'pdf', suggestedName: '客户档案卡 QZ01.pdf', base64: 'JVBERi0xLjcK' },
    { kind: 'docx', suggestedName: '客户档案卡 QZ01.docx', base64: 'UEsDBA==' },
  ]);
});

test('has a browser print to PDF what the typeface lacks', async () => {
  const { user, asked } = open({ 'prints.pdfOfPages': ok(null) });
  await screen.findByTitle('客户档案卡');
  await user.click(screen.getByRole('button', { name: '存为 PDF' }));
  expect(await screen.findByText('PDF 已保存：卡.pdf')).toBeTruthy();
  expect(asked('htmlToPdf')).toMatchObject([{ suggestedName: '客户档案卡 QZ01.pdf', slices: pages.slices }]);
});

test.each([
  ['the file', { base64: 'JVBERi0xLjcK' }, { printPdf: 1, printHtml: 0 }],
  ['its pages where the typeface lacks a character', null, { printPdf: 0, printHtml: 1 }],
])('a document of many pages goes to paper as %s', async (_how, file, wanted) => {
  const long = { ...pages, slices: ['<p>一</p>', '<p>二</p>', '<p>三</p>'], pagesIn: [1, 1, 1] };
  const { user, asked } = open({ 'prints.pages': ok(long), 'prints.pdfOfPages': ok(file) });
  await screen.findAllByTitle('客户档案卡');
  await user.click(screen.getByRole('button', { name: '打印' }));
  expect(await screen.findByText('已送打印机')).toBeTruthy();
  expect(Object.fromEntries(Object.keys(wanted).map((path) => [path, asked(path).length]))).toEqual(wanted);
});

test('turning back in the dialog says nothing', async () => {
  const { user, asked } = open({ saveDocument: ok(null), printHtml: ok({ printed: false }) });
  await screen.findByTitle('客户档案卡');
  await user.click(screen.getByRole('button', { name: '存为 PDF' }));
  await waitFor(() => expect(asked('saveDocument')).toHaveLength(1));
  await user.click(screen.getByRole('button', { name: '打印' }));
  await waitFor(() => expect(asked('printHtml')).toHaveLength(1));
  expect(screen.queryByText(/已送打印机|PDF 已保存/)).toBeNull();
});

test('a refusal is worded, nothing can be printed, and it can be tried again', async () => {
  const { asked } = open({ 'prints.pages': { ok: false, error: { code: 'access.denied', data: {} } } });
  expect(await screen.findByRole('alert')).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: '打印' }).disabled).toBe(true);
  expect(asked('prints.pages')).toHaveLength(1);
});

test('Ctrl+P prints and the larger sizes are a key away', async () => {
  const { user, asked } = open();
  await screen.findByTitle('客户档案卡');
  await user.keyboard('{Control>}={/Control}');
  expect(screen.getByRole('combobox', { name: '显示比例' }).textContent).toContain('125%');
  await user.keyboard('{Control>}p{/Control}');
  await waitFor(() => expect(asked('printHtml')).toHaveLength(1));
});

test('Esc closes it', async () => {
  const { user, closed } = open();
  await screen.findByTitle('客户档案卡');
  await user.keyboard('{Escape}');
  expect(closed).toEqual([true]);
});
