import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setupPrinting, type Printing } from '../../../electron/main/printing.ts';
import { PDFDocument } from '@cantoo/pdf-lib';
import { BrowserWindow, Contents, session } from '../support/electron.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-printing-'));
writeFileSync(join(folder, 'index.html'), '<!doctype html>');
const page = { size: 'A4', landscape: false } as const;
const html = '<p>客户档案卡</p>';
const job = { head: '<!doctype html>', slices: [html], title: '卡', language: 'zh-CN', page } as const;
const shown = `<!doctype html>\n${html}`;
let printing: Printing;

beforeEach(() => {
  BrowserWindow.made.length = 0;
  printing = setupPrinting(folder);
});
afterEach(() => {
  BrowserWindow.printer = () => [true, ''];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The window that printed last, and what its address gives now. */
async function afterPrinting() {
  const window = BrowserWindow.made.at(-1);
  if (!window) throw new Error('nothing was printed');
  const { status } = await session.fromPartition('printing').fetch(window.address);
  return { window, status };
}

test('a document is there while it is printed and gone afterwards, with its window', async () => {
  let printed: unknown;
  BrowserWindow.printer = (asked) => {
    printed = asked;
    return [true, ''];
  };
  expect(await printing.print(job, {})).toBe(true);
  expect(printed).toMatchObject({ html: shown, options: { silent: false, pageSize: 'A4' } });
  const { window, status } = await afterPrinting();
  expect([window.isDestroyed, status]).toEqual([true, 404]);
});

test.each([
  ['turned back', 'Print job canceled', false],
  ['failed', 'printer on fire', 'shell.print_failed'],
])('a document is gone too when printing was %s', async (_how, reason, outcome) => {
  BrowserWindow.printer = () => [false, reason];
  const ended = await printing.print(job, {}).catch((error: { code: string }) => error.code);
  expect(ended).toBe(outcome);
  const { window, status } = await afterPrinting();
  expect([window.isDestroyed, status]).toEqual([true, 404]);
});

test('a document becomes a PDF of its size, in inches, and is gone afterwards', async () => {
  const size = { widthMm: 254, heightMm: 127 };
  const pdf = await printing.pdf({ ...job, page: { size, landscape: true } }, {});
  expect(JSON.parse(Buffer.from(pdf).toString())).toMatchObject({
    html: shown,
    options: { landscape: true, pageSize: { width: 10, height: 5 }, printBackground: true },
  });
  const { window, status } = await afterPrinting();
  expect([window.isDestroyed, status]).toEqual([true, 404]);
});

test('paper of its own size is asked for in microns', async () => {
  let options: unknown;
  BrowserWindow.printer = (asked) => {
    options = asked.options;
    return [true, ''];
  };
  await printing.print({ ...job, page: { size: { widthMm: 210, heightMm: 99 }, landscape: false } }, {});
  expect(options).toEqual({
    silent: false,
    printBackground: true,
    landscape: false,
    pageSize: { width: 210_000, height: 99_000 },
  });
});

test('a PDF has its backgrounds, its tags and the page that the document asks for', async () => {
  const pdf = await printing.pdf(job, {});
  expect(JSON.parse(Buffer.from(pdf).toString()).options).toEqual({
    landscape: false,
    pageSize: 'A4',
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
  });
  const { webContents, options } = BrowserWindow.made.at(-1) ?? {};
  // No script of a page could be asked: they have none.
  expect(webContents?.scripts).toEqual([[999, [{ code: 'document.fonts.ready.then(() => true)' }]]]);
  expect(options).toMatchObject({ title: '卡' });
});

test.each(['canceled', 'Cancelled by user', ''])('"%s" is turned back only if it says so', async (reason) => {
  BrowserWindow.printer = () => [false, reason];
  const ended = await printing.print(job, {}).catch((error: { code: string }) => error.code);
  expect(ended).toBe(reason ? false : 'shell.print_failed');
});

test('printing windows have no bridge and a limited session of their own; two jobs do not meet', async () => {
  const [first, second] = await Promise.all([
    printing.pdf(job, {}),
    printing.pdf({ ...job, slices: ['<p>另一份</p>'] }, {}),
  ]);
  expect(Buffer.from(first ?? []).toString()).toContain('客户档案卡');
  expect(Buffer.from(second ?? []).toString()).toContain('另一份');
  const addresses = BrowserWindow.made.map(({ address }) => address);
  expect(new Set(addresses).size).toBe(2);
  for (const { options } of BrowserWindow.made) {
    expect(options).toMatchObject({ show: false, webPreferences: { sandbox: true, partition: 'printing' } });
    expect(options.webPreferences).not.toHaveProperty('preload');
  }
  const decided: unknown[] = [];
  const decide = session.fromPartition('printing').decisions.get('request');
  decide?.({ url: 'https://elsewhere.example/' }, (answer: unknown) => decided.push(answer));
  expect(decided).toEqual([{ cancel: true }]);
});

describe('a document of several slices', () => {
  const long = { ...job, slices: ['<p>一</p>', '<p>二</p>', '<p>三</p>'] };
  const asMade = Contents.prototype.printToPDF;
  afterEach(() => {
    Contents.prototype.printToPDF = asMade;
  });

  async function onePage(): Promise<Uint8Array> {
    const pdf = await PDFDocument.create();
    pdf.addPage();
    return pdf.save();
  }

  test('is printed one after the other in one window, and joined', async () => {
    const bytes = await onePage();
    const asked: unknown[] = [];
    Contents.prototype.printToPDF = async (options) => {
      asked.push(options);
      return bytes;
    };
    const told: unknown[] = [];
    const pdf = await printing.pdf(long, { onProgress: (...progress) => told.push(progress) });
    expect((await PDFDocument.load(pdf)).getPageCount()).toBe(3);
    expect(asked).toEqual(
      Array.from({ length: 3 }, () => expect.objectContaining({ generateTaggedPDF: false })),
    );
    expect(told).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    expect(BrowserWindow.made).toHaveLength(1);
    expect(JSON.stringify(BrowserWindow.made[0]?.webContents.scripts)).toContain('<p>三</p>');
  });

  test('goes to paper as the joined file, shown by the viewer of a window that has no bridge', async () => {
    const bytes = await onePage();
    Contents.prototype.printToPDF = async () => bytes;
    const printed = printing.print(long, {});
    const soon = { timeout: 60_000 };
    await expect.poll(() => BrowserWindow.made.length, soon).toBe(2);
    const viewer = BrowserWindow.made[1];
    await expect.poll(() => viewer?.webContents.html, soon).toContain('%PDF-');
    expect(viewer?.options).toMatchObject({ show: false, webPreferences: { plugins: true, sandbox: true } });
    expect(viewer?.options.webPreferences).not.toHaveProperty('preload');
    viewer?.webContents.emit('-pdf-ready-to-print');
    expect(await printed).toBe(true);
    expect(viewer?.isDestroyed).toBe(true);
  });

  test('is given up while it is printed, with its window', async () => {
    const stop = new AbortController();
    const reason = new Error('not wanted');
    Contents.prototype.printToPDF = () => {
      stop.abort(reason);
      return Promise.withResolvers<Uint8Array>().promise;
    };
    await expect(printing.pdf(long, { signal: stop.signal })).rejects.toBe(reason);
    const { window, status } = await afterPrinting();
    expect([window.isDestroyed, status]).toEqual([true, 404]);
  });

  test('fails with the slice that cannot be printed, and its window goes', async () => {
    const bytes = await onePage();
    let count = 0;
    Contents.prototype.printToPDF = async () => {
      count += 1;
      if (count === 2) throw new Error('no memory');
      return bytes;
    };
    await expect(printing.pdf(long, {})).rejects.toThrow('no memory');
    const { window, status } = await afterPrinting();
    expect([window.isDestroyed, status]).toEqual([true, 404]);
  });
});
