import type { Page } from 'playwright';
import type { PrintToPDFOptions, Session, WebContentsPrintOptions } from 'electron';
import { toBrowser } from './address.ts';
import { tell } from './control.ts';
import { shownPage } from './shown-page.ts';

const MICRONS_PER_INCH = 25_400;

type PrintCallback = (success: boolean, failureReason: string) => void;

/** Paper in CSS lengths; Electron measures PDF paper in inches. */
function paperSize(size: PrintToPDFOptions['pageSize']): {
  format?: string;
  width?: string;
  height?: string;
} {
  if (typeof size === 'object') return { width: `${size.width}in`, height: `${size.height}in` };
  return { format: size ?? 'Letter' };
}

export async function toPdf(page: Page, options: PrintToPDFOptions): Promise<Buffer> {
  return page.pdf({
    ...paperSize(options.pageSize),
    landscape: options.landscape,
    preferCSSPageSize: options.preferCSSPageSize,
    printBackground: options.printBackground,
    tagged: options.generateTaggedPDF,
  });
}

/**
 * Without windows, what would be printed is handed to the test. With windows, the browser's own print dialog
 * shows over a copy of the page, because a page that is not shown has none; it does not tell whether the
 * person printed or turned back.
 */
export async function printPage(
  page: Page,
  session: Session,
  options: WebContentsPrintOptions,
  callback: PrintCallback,
  headless: boolean,
): Promise<void> {
  try {
    if (headless) tell({ type: 'printed', pdf: (await toPdf(page, asPdf(options))).toString('base64') });
    else
      await shownPage(page.url(), session, (copy) =>
        copy.evaluate('document.fonts.ready.then(() => window.print())'),
      );
    callback(true, '');
  } catch (error) {
    callback(false, error instanceof Error ? error.message : 'failed');
  }
}

/**
 * A PDF to be printed as it is: handed to the test, or shown by the browser's own viewer, in which it is printed from
 * there, until that is closed.
 */
export async function printFile(
  file: { readonly pdf: Uint8Array; readonly url: string },
  session: Session,
  callback: PrintCallback,
  headless: boolean,
): Promise<void> {
  try {
    if (headless) tell({ type: 'printed', pdf: Buffer.from(file.pdf).toString('base64') });
    else await shownPage(toBrowser(file.url), session, (copy) => copy.waitForEvent('close', { timeout: 0 }));
    callback(true, '');
  } catch (error) {
    callback(false, error instanceof Error ? error.message : 'failed');
  }
}

function asPdf({ pageSize, landscape, printBackground }: WebContentsPrintOptions): PrintToPDFOptions {
  const size =
    typeof pageSize === 'object'
      ? { width: pageSize.width / MICRONS_PER_INCH, height: pageSize.height / MICRONS_PER_INCH }
      : pageSize;
  return { pageSize: size, landscape, printBackground, preferCSSPageSize: true };
}
