import type { PdfPrinter } from '../../db/work/context.ts';
import { wholeSlice } from '../../db/domain/document/html-pages.ts';
import { FACES_READY, pressSlices, showing, whileWanted } from '../paper/slices.ts';
import { hiddenBrowser } from './browser.ts';
import { ensureBrowser } from './find-browser.ts';
import { toPdf } from './paper.ts';

const MM_PER_INCH = 25.4;

/** Prints through a real browser engine where there is no window, slice by slice as the desktop does. */
export const printPdf: PdfPrinter = async ({ sheet, ...job }, signal) => {
  await ensureBrowser();
  const browser = await hiddenBrowser();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const pageSize = { width: sheet.widthMm / MM_PER_INCH, height: sheet.heightMm / MM_PER_INCH };
  const options = { pageSize, preferCSSPageSize: true, printBackground: true };
  try {
    await whileWanted(page.setContent(wholeSlice(job, job.slices[0] ?? ''), { waitUntil: 'load' }), signal);
    await whileWanted(page.evaluate(FACES_READY), signal);
    const press = {
      show: (slice: string) => page.evaluate(showing(slice)),
      pdf: ({ tagged }: { tagged: boolean }) => toPdf(page, { ...options, generateTaggedPDF: tagged }),
    };
    return await pressSlices(job, press, { signal });
  } finally {
    await context.close();
  }
};
